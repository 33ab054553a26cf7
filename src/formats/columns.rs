//! The flat columns of a row, derived from its schema: JSON, CSV and OpenAPI cannot differ.

use serde_json::Value;
use utoipa::ToSchema;

/// Returns the columns of `T` in order. A nested object becomes one column per field: `source_id`, `source_place`.
pub fn columns<T: ToSchema>() -> Vec<String> {
    let mut nested = Vec::new();
    T::schemas(&mut nested);
    let named: Vec<(String, Value)> = nested.into_iter().map(|(name, schema)| (name, json(&schema))).collect();
    let mut columns = Vec::new();
    flatten(&json(&T::schema()), "", &named, &mut columns);
    columns
}

fn json(schema: &impl serde::Serialize) -> Value {
    serde_json::to_value(schema).unwrap_or_default()
}

fn flatten(schema: &Value, prefix: &str, named: &[(String, Value)], columns: &mut Vec<String>) {
    for (name, property) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
        match object(property, named) {
            Some(object) => flatten(object, &format!("{prefix}{name}_"), named, columns),
            None => columns.push(format!("{prefix}{name}")),
        }
    }
}

/// Returns the object schema that a property is or refers to, nullable or not.
fn object<'a>(property: &'a Value, named: &'a [(String, Value)]) -> Option<&'a Value> {
    if property.get("properties").is_some() {
        return Some(property);
    }
    let reference = |value: &Value| {
        let name = value.get("$ref")?.as_str()?.rsplit('/').next()?.to_owned();
        let schema = named.iter().find(|(known, _)| *known == name).map(|(_, schema)| schema);
        // An enum of strings has a schema of its own too, and is one cell.
        schema.filter(|schema| schema.get("properties").is_some())
    };
    let choices = ["oneOf", "allOf", "anyOf"].iter().filter_map(|key| property.get(key)?.as_array()).flatten();
    std::iter::once(property).chain(choices).find_map(reference)
}
