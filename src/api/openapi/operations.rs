//! Operations: one for each resource, and one for each table format of a list.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::error::OpenApiError;
use super::json::{json_of, merge};
use crate::api::resource::{Resource, ResponseKind};
use crate::formats::TableFormat;
use crate::service::parameters::{CsvParameters, ItemParameter, path_parameter};

const LIST_TABLE: &str = "The whole filtered table.";

const ITEM_TABLE: &str = "The trend as a table, one row per figure, in the form of the other tables: the texts of its year \
                          stand beside each figure, and a year that has only texts is a row of its own.";

/// Adds the operations of a resource. `items` has the schema of each response with one row, by that of the row.
pub(super) fn add(
    paths: &mut Map<String, Value>,
    resource: &Resource,
    items: &BTreeMap<&str, String>,
) -> Result<(), OpenApiError> {
    let path = &resource.path;
    let mut operation = json_of(&resource.operation)?;
    merge(&mut operation, json!({"tags": [tag_of(path)]}));
    let mut parameters = path_parameters(path)?;
    let get = match &resource.response {
        ResponseKind::List { row, columns, names_rows, parameters: of_list } => {
            let unknown_id = if *names_rows { &["NotFound"][..] } else { &[] };
            parameters.extend(of_list(None, columns));
            let content = json_content(&format!("{row}List"));
            let get = with(
                &operation,
                &parameters,
                &content,
                &[&["BadRequest", "NotAcceptable", "Gone"], unknown_id].concat(),
            );
            paths.insert(path.clone(), json!({"get": get}));
            for format in crate::formats::TABLE_FORMATS {
                let table = as_table(&operation, format, LIST_TABLE);
                let content = json!({format.media_type: {"schema": {"type": "string"}}});
                let problems = [&["BadRequest"], unknown_id].concat();
                let table = with(&table, &of_list(Some(format), columns), &content, &problems);
                paths.insert(format!("{path}.{}", format.extension), json!({"get": with_row_count(table)}));
            }
            return Ok(());
        }
        ResponseKind::Item { schema, parameter, tables, columns } => {
            let problems: &[&str] = if parameters.is_empty() {
                &["BadRequest", "NotAcceptable"]
            } else {
                &["BadRequest", "NotAcceptable", "Moved", "NotFound"]
            };
            parameters.extend(parameter.as_ref().map(ItemParameter::openapi));
            let content = json_content(items.get(schema.as_str()).unwrap_or(schema));
            paths.insert(path.clone(), json!({"get": with(&operation, &parameters, &content, problems)}));
            parameters.extend(CsvParameters::openapi());
            for format in *tables {
                let table = as_table(&operation, format, ITEM_TABLE);
                let table = with(&table, &parameters, &item_table_content(format, columns), problems);
                paths.insert(format!("{path}.{}", format.extension), json!({"get": with_row_count(table)}));
            }
            return Ok(());
        }
        ResponseKind::Probe { schema } => uncached(&operation, &json_content(schema)),
        ResponseKind::Text { media_type } => {
            uncached(&operation, &json!({*media_type: {"schema": {"type": "string"}}}))
        }
        ResponseKind::Document => {
            let schema = json!({"type": "object", "description": "An OpenAPI document."});
            let content = json!({"application/json": {"schema": schema}});
            with(&operation, &parameters, &content, &["BadRequest", "NotAcceptable"])
        }
    };
    paths.insert(path.clone(), json!({"get": get}));
    Ok(())
}

fn path_parameters(path: &str) -> Result<Vec<Value>, OpenApiError> {
    let names = path.split(['{', '}']).skip(1).step_by(2);
    names
        .map(|name| path_parameter(name).ok_or_else(|| OpenApiError(format!("{path}: {{{name}}} is not described"))))
        .collect()
}

fn json_content(schema: &str) -> Value {
    json!({"application/json": {"schema": {"$ref": format!("#/components/schemas/{schema}")}}})
}

/// The columns of a list are the values of its `fields`; the table of an item has no `fields`, and shows its header.
fn item_table_content(format: &TableFormat, columns: &[String]) -> Value {
    json!({format.media_type: {"schema": {"type": "string"}, "example": columns.join(",") + "\n"}})
}

/// The operation of the same resource in a table format.
fn as_table(operation: &Value, format: &TableFormat, description: &str) -> Value {
    let text = |name: &str| operation.get(name).and_then(Value::as_str).unwrap_or_default();
    let mut table = operation.clone();
    merge(
        &mut table,
        json!({
            "operationId": format!("{}_{}", text("operationId"), format.extension),
            "summary": format!("{} as {}", text("summary"), format.name),
            "description": description
        }),
    );
    table
}

/// Tag of a path: its first name.
fn tag_of(path: &str) -> &str {
    match path.strip_prefix("/v1/").and_then(|rest| rest.split('/').next()) {
        None => "service",
        Some("codes") => "definitions",
        Some(first) => first,
    }
}

/// Gives an operation its parameters and responses.
fn with(operation: &Value, parameters: &[Value], content: &Value, problems: &[&str]) -> Value {
    let mut responses = Map::new();
    responses.insert(
        "200".to_owned(),
        json!({
            "description": "Success.",
            "headers": {"ETag": {"$ref": "#/components/headers/ETag"}},
            "content": content
        }),
    );
    let optional =
        [("308", "Moved"), ("400", "BadRequest"), ("404", "NotFound"), ("406", "NotAcceptable"), ("410", "Gone")];
    let always = [
        ("304", "NotModified"),
        ("405", "MethodNotAllowed"),
        ("412", "PreconditionFailed"),
        ("414", "TooLong"),
        ("500", "InternalError"),
        ("503", "Unavailable"),
    ];
    for (status, name) in optional.into_iter().filter(|(_, name)| problems.contains(name)).chain(always) {
        responses.insert(status.to_owned(), json!({"$ref": format!("#/components/responses/{name}")}));
    }
    responses.sort_keys();
    let mut operation = operation.clone();
    merge(&mut operation, json!({"parameters": parameters, "responses": responses}));
    operation
}

/// A probe reports the state of this moment: no part of it may be cached.
fn uncached(operation: &Value, content: &Value) -> Value {
    let mut operation = with(operation, &[], content, &["BadRequest", "NotAcceptable"]);
    if let Some(responses) = operation.get_mut("responses").and_then(Value::as_object_mut) {
        responses.retain(|status, _| status != "304" && status != "412");
    }
    if let Some(headers) = operation.pointer_mut("/responses/200/headers").and_then(Value::as_object_mut) {
        headers.remove("ETag");
    }
    operation
}

fn with_row_count(mut operation: Value) -> Value {
    if let Some(headers) = operation.pointer_mut("/responses/200/headers") {
        merge(headers, json!({"Tassei-Row-Count": {"$ref": "#/components/headers/RowCount"}}));
    }
    operation
}

/// Refuses an operation with a tag that is not described.
pub(super) fn check_tags(document: &Value) -> Result<(), OpenApiError> {
    let described = |tag: &Value| {
        document.get("tags").and_then(Value::as_array).into_iter().flatten().any(|known| known.get("name") == Some(tag))
    };
    for (path, item) in document.get("paths").and_then(Value::as_object).into_iter().flatten() {
        let tags = item.pointer("/get/tags").and_then(Value::as_array).into_iter().flatten();
        if let Some(unknown) = tags.into_iter().find(|tag| !described(tag)) {
            return Err(OpenApiError(format!("{path}: the tag {unknown} is not described")));
        }
    }
    Ok(())
}
