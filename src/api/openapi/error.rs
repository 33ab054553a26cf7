//! Why the document could not be built.

/// Why the document could not be built: something in the program names what does not exist.
#[derive(Debug, thiserror::Error)]
#[error("the OpenAPI document cannot be built: {0}")]
pub struct OpenApiError(pub(super) String);
