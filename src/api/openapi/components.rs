//! Components: responses and headers of every operation, and what several operations share.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::error::OpenApiError;
use super::json::merge;
use crate::http::problem::ProblemCode;

pub(super) fn responses() -> Value {
    let problem = |description: &str, code: ProblemCode| {
        json!({
            "description": description,
            "content": {"application/problem+json": {
                "schema": {"$ref": "#/components/schemas/Problem"},
                "example": {
                    "type": format!("/problems/{}", code.code()), "title": code.title().en, "status": code.status(),
                    "detail": code.explanation().en, "code": code.code(), "parameter": null, "value": null,
                    "allowed": [], "nearest": null, "restart": null, "request_id": "5f3b6a1e00000001"
                }
            }}
        })
    };
    let mut unavailable = problem("The database is not available.", ProblemCode::Unavailable);
    merge(&mut unavailable, json!({"headers": {"Retry-After": {"$ref": "#/components/headers/RetryAfter"}}}));
    json!({
        "NotModified": {"description": "`If-None-Match` names the current `ETag`."},
        "Moved": {
            "description": "The id was renamed, or is a code without its check digit: follow `Location`.",
            "headers": {"Location": {"description": "Path with the current id.", "schema": {"type": "string"}}}
        },
        "BadRequest": problem("The URL or a parameter is not valid.", ProblemCode::InvalidParameter),
        "NotFound": problem("No row has this id.", ProblemCode::UnknownId),
        "MethodNotAllowed": problem("This API is read-only.", ProblemCode::MethodNotAllowed),
        "NotAcceptable": problem("The requested format is not available.", ProblemCode::NotAcceptable),
        "Gone": problem("The data has changed since the cursor was issued.", ProblemCode::StaleCursor),
        "PreconditionFailed": problem("`If-Match` does not name the current `ETag`.", ProblemCode::PreconditionFailed),
        "TooLong": problem("Path and query are too long.", ProblemCode::TargetTooLong),
        "InternalError": problem("An internal error of the service.", ProblemCode::InternalError),
        "Unavailable": unavailable
    })
}

pub(super) fn headers() -> Value {
    json!({
        "ETag": {
            "description": "Strong entity tag of this representation of this version of the data.",
            "schema": {"type": "string"}, "example": "\"5f3b6a1e5f3b6a1e5f3b6a1e5f3b6a1e\""
        },
        "RowCount": {
            "description": "Number of rows of the table: a download that was cut shows.",
            "schema": {"type": "integer", "minimum": 0}
        },
        "RetryAfter": {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 1}}
    })
}

/// Moves every parameter, and the success response of every table, to the components and refers to it from the
/// operations. Equal ones share a component.
pub(super) fn share(document: &mut Value) {
    let mut parameters = Registry::default();
    let mut responses = Registry::default();
    let paths = document.get("paths").and_then(Value::as_object).cloned().unwrap_or_default();
    for (path, item) in &paths {
        let Some(operation) = item.get("get") else { continue };
        let id = operation.get("operationId").and_then(Value::as_str).unwrap_or(path);
        for parameter in operation.get("parameters").and_then(Value::as_array).into_iter().flatten() {
            parameters.add(parameter.get("name").and_then(Value::as_str).unwrap_or(id), id, parameter);
        }
        if let Some(response) = operation.pointer("/responses/200").filter(|response| is_table(response)) {
            responses.add(&subtype(response), id, response);
        }
    }
    for item in document.get_mut("paths").and_then(Value::as_object_mut).into_iter().flat_map(Map::values_mut) {
        for parameter in item.pointer_mut("/get/parameters").and_then(Value::as_array_mut).into_iter().flatten() {
            parameters.replace("parameters", parameter);
        }
        if let Some(response) = item.pointer_mut("/get/responses/200") {
            responses.replace("responses", response);
        }
    }
    if let Some(components) = document.get_mut("components") {
        merge(components, json!({"parameters": parameters.components()}));
        if let Some(known) = components.get_mut("responses") {
            merge(known, Value::Object(responses.components()));
        }
    }
}

/// Subtype of the media type of a response, as the name of a component: `csv`.
fn subtype(response: &Value) -> String {
    let content = response.get("content").and_then(Value::as_object);
    let subtype = content.and_then(|content| content.keys().next()).and_then(|name| name.split('/').nth(1));
    // `+` may not stand in the name of a component.
    subtype.unwrap_or("table").replace('+', "-")
}

/// A list operation's own success response stays where it is: a client generator reads the type of the page from it.
fn is_table(response: &Value) -> bool {
    response.get("content").is_some_and(|content| content.get("application/json").is_none())
}

/// Parts of the document by their content, each with its name as a component.
#[derive(Default)]
struct Registry {
    /// Component name by serialised content.
    names: BTreeMap<String, String>,
    parts: Map<String, Value>,
}

impl Registry {
    /// Registers a part under `name`, or under `name` and the operation where another part has that name.
    fn add(&mut self, name: &str, operation: &str, part: &Value) {
        let content = part.to_string();
        if self.names.contains_key(&content) {
            return;
        }
        let free =
            [name.to_owned(), format!("{name}_{operation}")].into_iter().find(|name| !self.parts.contains_key(name));
        if let Some(name) = free {
            self.parts.insert(name.clone(), part.clone());
            self.names.insert(content, name);
        }
    }

    /// Replaces a registered part by a reference to its component.
    fn replace(&self, kind: &str, part: &mut Value) {
        if let Some(name) = self.names.get(&part.to_string()) {
            *part = json!({"$ref": format!("#/components/{kind}/{name}")});
        }
    }

    fn components(mut self) -> Map<String, Value> {
        self.parts.sort_keys();
        self.parts
    }
}

/// Refuses a document with a reference that leads nowhere.
pub(super) fn check_references(document: &Value) -> Result<(), OpenApiError> {
    let mut open = vec![document];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(members) => {
                if let Some(reference) = members.get("$ref").and_then(Value::as_str)
                    && reference.strip_prefix('#').and_then(|pointer| document.pointer(pointer)).is_none()
                {
                    return Err(OpenApiError(format!("nothing at {reference}")));
                }
                open.extend(members.values());
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_that_leads_nowhere_is_refused() {
        let document = |name: &str| {
            json!({
                "paths": {"/x": {"get": {"parameters": [{"$ref": format!("#/components/parameters/{name}")}]}}},
                "components": {"parameters": {"limit": {}}}
            })
        };
        assert!(check_references(&document("limit")).is_ok());
        let error = check_references(&document("limits")).unwrap_err().to_string();
        assert!(error.contains("nothing at #/components/parameters/limits"), "{error}");
    }

    #[test]
    fn equal_parameters_share_a_component_and_others_have_names_of_their_own() {
        let sort = |default: &str| json!({"name": "sort", "in": "query", "schema": {"default": default}});
        let operation = |id: &str, default: &str| json!({"get": {"operationId": id, "parameters": [sort(default)]}});
        let mut document = json!({
            "paths": {"/a": operation("list_a", "id"), "/b": operation("list_b", "id"), "/c": operation("list_c", "year")},
            "components": {"responses": {}}
        });
        share(&mut document);
        let reference = |path: &str| document.pointer(&format!("/paths/{path}/get/parameters/0/$ref")).cloned();
        assert_eq!(reference("~1a"), Some(json!("#/components/parameters/sort")));
        assert_eq!(reference("~1a"), reference("~1b"));
        assert_eq!(reference("~1c"), Some(json!("#/components/parameters/sort_list_c")));
        assert!(check_references(&document).is_ok());
    }
}
