//! JSON objects that are put together from rendered parts.

/// Adds members to a JSON object; `rest` ends with its closing brace.
pub fn with_members(mut object: String, rest: &str) -> String {
    object.pop();
    object.push(',');
    object.push_str(rest);
    object
}
