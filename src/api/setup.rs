//! The state of the API, built once at start.

use super::openapi::{OpenApiError, openapi};
use super::routes::paths;
use super::state::ApiState;
use crate::service::FixedDocument;

/// Builds the state. `public_url` is the address of the service, without a slash at the end.
///
/// # Errors
/// [`OpenApiError`] where the document cannot be built.
pub fn state(public_url: Option<&str>) -> Result<ApiState, OpenApiError> {
    let openapi = FixedDocument::new("application/json", openapi(public_url)?.to_string());
    Ok(ApiState { openapi, paths: paths().into_iter().filter(|path| path.starts_with("/v1/")).collect() })
}
