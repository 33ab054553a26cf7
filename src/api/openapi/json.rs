//! Parts of the document as JSON.

use serde_json::Value;

use super::error::OpenApiError;

/// Puts the members of `more` into the object `into`.
pub(super) fn merge(into: &mut Value, more: Value) {
    if let (Some(into), Value::Object(more)) = (into.as_object_mut(), more) {
        into.extend(more);
    }
}

/// Part of a document as JSON.
pub(super) fn json_of(part: &impl serde::Serialize) -> Result<Value, OpenApiError> {
    serde_json::to_value(part).map_err(|error| OpenApiError(error.to_string()))
}
