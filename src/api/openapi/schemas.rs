//! Schemas: every field required, described by its column's definition, and codes as open strings.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use utoipa::openapi::{RefOr, Schema};

use super::error::OpenApiError;
use super::json::{json_of, merge};
use crate::domain::progress::Mode;
use crate::http::problem::ProblemCode;
use crate::model::codes::{CODE_LISTS, CodeList, PROGRESS_REASON, PROGRESS_STATUS, SEARCH_MATCH, SEARCH_SUBJECT};
use crate::model::ids::ID_PATTERN;
use crate::model::{Column, Kind, TABLES, table};

/// Schemas whose fields are columns, with their table.
const SCHEMA_TABLES: [(&str, &str); 20] = [
    ("LocalGovernment", "local_governments"),
    ("Source", "sources"),
    ("Plan", "plans"),
    ("Section", "sections"),
    ("Department", "departments"),
    ("Measure", "measures"),
    ("Action", "actions"),
    ("Indicator", "indicators"),
    ("Breakdown", "breakdowns"),
    ("Observation", "observations"),
    ("Achievement", "achievements"),
    ("ValueSummary", "observations"),
    ("MeasureDepartment", "measure_departments"),
    ("ProgressInput", "observations"),
    ("TrendValue", "observations"),
    ("TrendAchievement", "achievements"),
    ("Revision", "observations"),
    ("DepartmentMeasure", "measure_departments"),
    ("SearchHit", "measures"),
    ("Change", "changes"),
];

/// Fields of many rows, with the name of their schema.
const COMMON_FIELDS: [(&str, &str); 4] =
    [("localgov_code", "LocalgovCode"), ("localgov_name", "LocalgovName"), ("doubt", "Doubt"), ("note", "Note")];

/// What a field that is not a column contains.
enum Codes {
    List(&'static CodeList),
    Words(Vec<&'static str>),
}

/// Fields that are not columns and contain codes.
fn coded_fields() -> [(&'static str, &'static str, Codes); 8] {
    [
        ("ProgressSummary", "status", Codes::List(&PROGRESS_STATUS)),
        ("ProgressSummary", "reason", Codes::List(&PROGRESS_REASON)),
        ("ProgressSummary", "mode", Codes::Words(Mode::ALL.map(Mode::code).to_vec())),
        ("TrendYear", "actual_status", Codes::Words(vec!["reported", "not_reported", "not_yet_due"])),
        ("ReasonCount", "reason", Codes::List(&PROGRESS_REASON)),
        ("SearchHit", "subject", Codes::List(&SEARCH_SUBJECT)),
        ("SearchHit", "match_kind", Codes::List(&SEARCH_MATCH)),
        ("Problem", "code", Codes::Words(ProblemCode::ALL.map(ProblemCode::code).to_vec())),
    ]
}

/// Completes the schemas of the program, and adds those of the code lists they refer to.
pub(super) fn complete(
    schemas: impl Iterator<Item = (String, RefOr<Schema>)>,
) -> Result<Map<String, Value>, OpenApiError> {
    let mut components = Map::new();
    for (name, schema) in schemas {
        let schema = json_of(&schema)?;
        if components.get(&name).is_some_and(|known| *known != schema) {
            return Err(OpenApiError(format!("two schemas are called {name}")));
        }
        components.insert(name, schema);
    }
    if let Some((unknown, _)) = SCHEMA_TABLES.iter().find(|(name, _)| !components.contains_key(*name)) {
        return Err(OpenApiError(format!("there is no schema {unknown}")));
    }
    for (name, schema) in &mut components {
        let own = SCHEMA_TABLES.iter().find(|(known, _)| known == name).map(|(_, table)| *table);
        complete_schema(schema, own);
    }
    for (schema, field, codes) in coded_fields() {
        let property = components
            .get_mut(schema)
            .and_then(|schema| schema.pointer_mut(&format!("/properties/{field}")))
            .ok_or_else(|| OpenApiError(format!("there is no field {schema}.{field}")))?;
        set_codes(property, &codes);
    }
    let text = components.values().map(Value::to_string).collect::<String>();
    for list in CODE_LISTS.iter().filter(|list| text.contains(&format!("\"{}\"", code_reference(list)))) {
        components.insert(code_schema_name(list), code_schema(list));
    }
    Ok(components)
}

/// Schema of a page of rows.
pub(super) fn page(row: &str) -> Value {
    json!({
        "type": "object",
        "description": format!("A page of a list of {row}."),
        "properties": {
            "metadata": {"$ref": "#/components/schemas/Metadata"},
            "results": {
                "type": "array",
                "description": "Rows of the page.",
                "items": {"$ref": format!("#/components/schemas/{row}")}
            }
        },
        "required": ["metadata", "results"]
    })
}

/// Moves texts that many rows have in common, such as the code of the government, to schemas of their own.
pub(super) fn share_fields(schemas: &mut Map<String, Value>) {
    let most_common = |field: &str| {
        let all: Vec<&Value> = schemas.values().filter_map(|schema| schema.get("properties")?.get(field)).collect();
        let count = |one: &&&Value| all.iter().filter(|other| *other == *one).count();
        all.iter().max_by_key(count).map(|schema| (*schema).clone())
    };
    let common: BTreeMap<&str, Value> =
        COMMON_FIELDS.iter().filter_map(|(field, _)| Some((*field, most_common(field)?))).collect();
    for properties in schemas.values_mut().filter_map(|schema| schema.get_mut("properties")?.as_object_mut()) {
        for (field, name) in COMMON_FIELDS {
            if let Some(own) = properties.get_mut(field).filter(|own| common.get(field) == Some(own)) {
                *own = json!({"$ref": format!("#/components/schemas/{name}")});
            }
        }
    }
    let shared =
        COMMON_FIELDS.iter().filter_map(|(field, name)| Some(((*name).to_owned(), common.get(*field)?.clone())));
    schemas.extend(shared);
}

/// Adds the fields that a response with one row has besides those of the row to the schema `name`; a schema that also
/// describes the rows of a list stays as it is, and gets one beside it. Returns the name of the schema with the fields.
pub(super) fn add_item_metadata(schemas: &mut Map<String, Value>, name: &str, is_row: bool) -> String {
    let Some(schema) = schemas.get_mut(name) else { return name.to_owned() };
    let has_version = schema.pointer("/properties/dataset_version").is_some();
    let fields = ITEM_FIELDS.iter().filter(|(field, _)| !(has_version && *field == "dataset_version"));
    let reference = |schema: &str| json!({"$ref": format!("#/components/schemas/{schema}")});
    let properties: Map<String, Value> =
        fields.map(|(field, schema)| ((*field).to_owned(), reference(schema))).collect();
    if is_row {
        let required: Vec<&String> = properties.keys().collect();
        let own = json!({"type": "object", "required": required, "properties": properties});
        let description =
            format!("{} The whole response.", schema.get("description").and_then(Value::as_str).unwrap_or_default());
        let item = format!("{name}Item");
        schemas.insert(item.clone(), json!({"description": description, "allOf": [reference(name), own]}));
        return item;
    }
    let own = match schema.get_mut("allOf").and_then(Value::as_array_mut) {
        Some(parts) => parts.iter_mut().find(|part| part.get("properties").is_some()),
        None => Some(schema),
    };
    if let Some(own) = own {
        if let Some(required) = own.get_mut("required").and_then(Value::as_array_mut) {
            required.extend(properties.keys().map(|field| json!(field)));
        }
        if let Some(known) = own.get_mut("properties").and_then(Value::as_object_mut) {
            known.extend(properties);
        }
    }
    name.to_owned()
}

/// Fields of a response with one row, with the names of their schemas.
const ITEM_FIELDS: [(&str, &str); 2] = [("dataset_version", "DatasetVersion"), ("links", "ItemLinks")];

/// The schemas of these fields.
pub(super) fn item_metadata() -> [(String, Value); 2] {
    [
        (
            "DatasetVersion".to_owned(),
            json!({"type": "string", "description": "Version of the data.", "example": "5c0f2d6b9a1e4c37"}),
        ),
        (
            "ItemLinks".to_owned(),
            json!({
                "type": "object", "required": ["self"], "description": "Links of a response with one row.",
                "properties": {"self": {
                    "type": "string", "example": "/v1/plans/072036-gk2022",
                    "description": "Its address; absolute where the service knows its public address."
                }}
            }),
        ),
    ]
}

/// Makes every field required (a missing value is null, its key is still there) and describes each by its column's
/// definition where it has no description of its own.
fn complete_schema(schema: &mut Value, own: Option<&str>) {
    for part in schema.get_mut("allOf").and_then(Value::as_array_mut).into_iter().flatten() {
        complete_schema(part, own);
    }
    let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else { return };
    let names: Vec<Value> = properties.keys().map(|name| json!(name)).collect();
    for (name, property) in properties.iter_mut() {
        // utoipa puts the description of a nullable reference beside the reference.
        let choices = property.get_mut("oneOf").and_then(Value::as_array_mut).into_iter().flatten();
        let description = choices.filter_map(Value::as_object_mut).find_map(|choice| choice.remove("description"));
        if let Some(description) = description {
            merge(property, json!({"description": description}));
        }
        if let Some(column) = own.and_then(|own| definition(own, name)) {
            let defined = described(column);
            for (key, value) in defined.as_object().into_iter().flatten() {
                if property.get(key).is_none() && property.get("example").is_none_or(|_| key != "examples") {
                    merge(property, json!({ key: value }));
                }
            }
            set_form(column, property);
        }
        if let Some(example) = property.as_object_mut().and_then(|property| property.remove("example")) {
            merge(property, json!({"examples": [example]}));
        }
    }
    merge(schema, json!({"required": names}));
}

/// Returns the definition of a field: its own table's column, or the indicator's where a row repeats it.
fn definition(own: &str, name: &str) -> Option<&'static Column> {
    let tables = [own, "indicators"].into_iter().filter_map(table).chain(TABLES.iter().copied());
    tables.into_iter().find_map(|table| table.column(name))
}

/// Description and example of a column.
fn described(column: &Column) -> Value {
    let mut described = json!({"description": format!("{} ({})", column.description.en, column.header)});
    if !column.example.is_empty() {
        let example = match column.kind {
            // A number is written as the document prints it.
            Kind::Integer | Kind::FiscalYear | Kind::Decimal => {
                serde_json::from_str(column.example).unwrap_or_default()
            }
            _ => json!(column.example),
        };
        merge(&mut described, json!({"examples": [example]}));
    }
    described
}

/// Sets type and pattern of a field by its column's kind.
fn set_form(column: &Column, property: &mut Value) {
    match column.kind {
        Kind::Code(list) => set_codes(property, &Codes::List(list)),
        Kind::Id | Kind::Reference(_) => merge(property, json!({"pattern": ID_PATTERN})),
        Kind::LocalGovernmentCode => merge(property, json!({"pattern": "^[0-9]{6}$"})),
        Kind::Date => merge(property, json!({"format": "date"})),
        Kind::PartialDate => merge(property, json!({"pattern": "^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$"})),
        Kind::Text | Kind::Integer | Kind::FiscalYear | Kind::Decimal => {}
    }
}

/// Lists the codes of a field. They stay open strings: a client must accept a code that a later version adds.
fn set_codes(property: &mut Value, codes: &Codes) {
    let is_nullable = property.get("type").and_then(Value::as_array).is_some();
    match codes {
        Codes::List(list) => {
            if let Some(property) = property.as_object_mut() {
                property.remove("type");
            }
            let code = json!({"$ref": code_reference(list)});
            merge(property, if is_nullable { json!({"oneOf": [code, {"type": "null"}]}) } else { code });
        }
        Codes::Words(words) => merge(property, json!({"x-extensible-enum": words})),
    }
}

/// A code list is one schema, so that a generated client has one type for it.
fn code_schema(list: &CodeList) -> Value {
    let codes =
        list.codes.iter().map(|code| format!("`{}` {}", code.code, code.label.en)).collect::<Vec<_>>().join(" · ");
    json!({
        "type": "string",
        "description": format!("{} ({}). {codes}", list.description.en, list.label.ja),
        "x-extensible-enum": list.values().collect::<Vec<_>>(),
        "examples": list.values().take(1).collect::<Vec<_>>()
    })
}

/// `indicator_role` → `IndicatorRoleCode`.
fn code_schema_name(list: &CodeList) -> String {
    let camel = list.name.split('_').map(|word| {
        let (first, rest) = word.split_at_checked(1).unwrap_or((word, ""));
        first.to_uppercase() + rest
    });
    camel.chain(["Code".to_owned()]).collect()
}

fn code_reference(list: &CodeList) -> String {
    format!("#/components/schemas/{}", code_schema_name(list))
}
