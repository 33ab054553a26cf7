//! What the API serves that does not depend on the data.

use crate::service::FixedDocument;

/// The OpenAPI document, minified, and the paths of all resources.
#[derive(Debug, Clone)]
pub struct ApiState {
    pub(super) openapi: FixedDocument,
    pub(super) paths: Vec<String>,
}
