//! JSON objects that are put together from rendered parts.

use serde::Serialize;

/// Adds members to a JSON object; `rest` ends with its closing brace.
pub fn with_members(mut object: Vec<u8>, rest: &[u8]) -> Vec<u8> {
    object.pop();
    object.reserve_exact(rest.len() + 1);
    object.push(b',');
    object.extend_from_slice(rest);
    object
}

/// Returns the members of `whole` after those of `first`, which it begins with, for [`with_members`].
///
/// # Errors
/// The error of their serialisation.
pub fn members_after<W: Serialize, F: Serialize>(whole: &W, first: &F) -> serde_json::Result<String> {
    let (whole, first) = (serde_json::to_string(whole)?, serde_json::to_string(first)?);
    // After `{…`, without its closing brace, and the comma.
    Ok(whole.get(first.len()..).unwrap_or_default().to_owned())
}
