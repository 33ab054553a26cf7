//! The OpenAPI 3.1 document: the operations of the routes, the schemas of their rows, and what the definitions say of
//! every field. Nothing is described twice: a field that is a column takes its words from the column's definition.

use serde_json::{Map, Value, json};

use super::routes::{Resource, Shape, resources, schemas, value};
use crate::domain::progress::Mode;
use crate::http::ProblemCode;
use crate::http::{Format, ProblemBody};
use crate::model::codes::{CODE_LISTS, CodeList, PROGRESS_REASON, PROGRESS_STATUS, SEARCH_MATCH, SEARCH_SUBJECT};
use crate::model::ids::ID_PATTERN;
use crate::model::{Column, Kind, TABLES, table};
use crate::service::list::Metadata;
use crate::service::parameters::{Single, Table, path_parameter};

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
    ("Figure", "observations"),
    ("MeasureDepartment", "measure_departments"),
    ("ProgressInput", "observations"),
    ("TrendFigure", "observations"),
    ("TrendAchievement", "achievements"),
    ("Revision", "observations"),
    ("DepartmentMeasure", "measure_departments"),
    ("SearchHit", "measures"),
    ("Change", "changes"),
];

const DESCRIPTION: &str = "Administrative plans of Japanese municipalities, their indicators and their yearly \
achievements, as open data. Read-only and without a key.

**Conventions.** Lists give a page of `results` with `metadata`; follow `metadata.links.next` until it is null, or take \
the whole table as `.csv`. A missing value is `null` and its key is still there; decimals are printed exactly as the \
document prints them. Fiscal years (年度) run from April to March and are named by the western year they begin in: \
2022 = 令和4年度 = 2022-04-01 to 2023-03-31.

**A value is never just null.** `value`, `value_text` (as printed) and `value_status` tell a number, a zero, words and \
\"not set\" apart. Every figure names its `source` and the place in it; `doubt` marks what the document leaves unclear.

**Formats.** By extension (`.json`, `.csv`, `.jsonl`) or by `Accept` (`application/json`, `text/csv`, \
`application/jsonl`). **Caching.** Every answer \
but health has a strong `ETag`; send it back as `If-None-Match`. **Problems** are `application/problem+json`; `type` is a page that explains them.

**Stability.** Within v1 fields, resources and codes may be added; nothing is renamed, removed or given another \
meaning. Ids are permanent.";

/// The document as JSON text, without a line break at its end. `public_url` is the address people reach the service by.
///
/// # Errors
/// When it cannot be written as JSON: a fault of the program.
pub fn openapi_json(public_url: Option<&str>) -> serde_json::Result<String> {
    serde_json::to_string_pretty(&document(public_url))
}

fn document(public_url: Option<&str>) -> Value {
    let mut components = Map::new();
    let mut paths = Map::new();
    for (name, schema) in schemas::<Metadata>().into_iter().chain(schemas::<ProblemBody>()) {
        components.insert(name, schema);
    }
    for resource in resources() {
        for (name, schema) in &resource.schemas {
            components.entry(name).or_insert_with(|| schema.clone());
        }
        if let Shape::List { row, .. } = &resource.shape {
            components.insert(format!("{row}List"), page_schema(row));
        }
        add_paths(&mut paths, &resource);
    }
    for (name, schema) in &mut components {
        let own = SCHEMA_TABLES.iter().find(|(known, _)| known == name).map(|(_, table)| *table);
        complete(schema, own);
    }
    for (schema, field, codes) in closed_fields() {
        if let Some(property) =
            components.get_mut(schema).and_then(|schema| schema.pointer_mut(&format!("/properties/{field}")))
        {
            close(property, codes);
        }
    }
    if let Some(code) = components.get_mut("Problem").and_then(|problem| problem.pointer_mut("/properties/code")) {
        merge(code, json!({"enum": ProblemCode::ALL.map(ProblemCode::code)}));
    }
    let named = components.values().chain(paths.values()).map(Value::to_string).collect::<String>();
    for list in CODE_LISTS.iter().filter(|list| named.contains(&format!("\"{}\"", code_reference(list)))) {
        components.insert(code_schema_name(list), code_schema(list));
    }
    components.sort_keys();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Tassei",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "Plans, indicators and achievements of municipalities",
            "description": DESCRIPTION,
            "contact": {"name": "Tassei", "url": env!("CARGO_PKG_REPOSITORY")},
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"}
        },
        "servers": [{"url": public_url.unwrap_or("/"), "description": "This service"}],
        "security": [],
        "tags": tags(),
        "paths": paths,
        "components": {"schemas": components, "responses": responses(), "headers": headers()}
    })
}

fn tags() -> Value {
    json!([
        {"name": "service", "description": "The service itself: what there is, its health, its documentation."},
        {"name": "local_governments", "description": "Who publishes (地方公共団体)."},
        {"name": "sources", "description": "The documents everything rests on (出典)."},
        {"name": "plans", "description": "Plans (計画・大綱) and their outlines."},
        {"name": "sections", "description": "The nodes of a plan's own tree (施策体系)."},
        {"name": "departments", "description": "Departments (所管課・関係課)."},
        {"name": "measures", "description": "Measures (実施計画・計画項目・取組), the units of work."},
        {"name": "achievements", "description": "What was planned, done and reviewed each year (年度実績)."},
        {"name": "indicators", "description": "Indicators (指標) with baseline, target and actual."},
        {"name": "observations", "description": "Every figure: the long table under everything (観測値)."},
        {"name": "changes", "description": "The history of the dataset: added, revised, corrected, taken away (変更履歴)."},
        {"name": "search", "description": "Words in names and texts (検索)."},
        {"name": "definitions", "description": "What every column and code means (データ項目定義書・コード表)."}
    ])
}

fn page_schema(row: &str) -> Value {
    json!({
        "type": "object",
        "description": format!("A page of a list of {row}."),
        "properties": {
            "metadata": {"$ref": "#/components/schemas/Metadata", "description": "What the page says of itself."},
            "results": {
                "type": "array",
                "description": "The rows of the page.",
                "items": {"$ref": format!("#/components/schemas/{row}")}
            }
        }
    })
}

fn add_paths(paths: &mut Map<String, Value>, resource: &Resource) {
    let path = &resource.route.path;
    // The resource itself comes before its other forms.
    paths.insert(path.clone(), Value::Null);
    let mut operation = value(&resource.operation);
    merge(&mut operation, json!({"tags": [tag_of(path)]}));
    let in_path = path.split(['{', '}']).skip(1).step_by(2).map(path_parameter);
    match &resource.shape {
        Shape::List { row, columns, parameters } => {
            let page = json!({"schema": {"$ref": format!("#/components/schemas/{row}List")}});
            let csv = json!({"schema": {"type": "string"}, "example": csv_example(columns)});
            let lines = json!({"schema": {"type": "string"}});
            for (format, content, words) in [
                (Format::Csv, json!({"text/csv": csv}), LIST_TABLE),
                (Format::Jsonl, json!({"application/jsonl": lines}), LIST_LINES),
            ] {
                let mut table = as_table(&operation, format, words);
                set(&mut table, &parameters.openapi(format, columns), &content, &["BadRequest"]);
                if let Some(headers) = table.pointer_mut("/responses/200/headers") {
                    merge(headers, json!({"Tassei-Row-Count": {"$ref": "#/components/headers/RowCount"}}));
                }
                paths.insert(format!("{path}.{}", format.extension()), json!({"get": table}));
            }
            let problems = ["BadRequest", "NotAcceptable", "Gone"];
            set(
                &mut operation,
                &parameters.openapi(Format::Json, columns),
                &json!({"application/json": page}),
                &problems,
            );
            paths.insert(path.clone(), json!({"get": operation}));
        }
        Shape::One { schema, parameter, columns } => {
            let content = json!({"application/json": {"schema": {"$ref": format!("#/components/schemas/{schema}")}}});
            let in_path: Vec<Value> = in_path.collect();
            let missing: &[&str] = if in_path.is_empty() { &[] } else { &["Moved", "NotFound"] };
            let problems: Vec<&str> = ["BadRequest", "NotAcceptable"].iter().chain(missing).copied().collect();
            let all: Vec<Value> = in_path.into_iter().chain(parameter.map(Single::openapi)).collect();
            if let Some(columns) = columns {
                let mut table = as_table(&operation, Format::Csv, TREND_TABLE);
                let csv = json!({"text/csv": {"schema": {"type": "string"}, "example": csv_example(columns)}});
                let of_table: Vec<Value> = all.iter().cloned().chain(Table::openapi()).collect();
                set(&mut table, &of_table, &csv, &problems);
                paths.insert(format!("{path}.csv"), json!({"get": table}));
            }
            set(&mut operation, &all, &content, &problems);
            paths.insert(path.clone(), json!({"get": operation}));
        }
        Shape::Probe { media_type, schema } => {
            let content = json!({*media_type: {"schema": schema}});
            set(&mut operation, &[], &content, &["BadRequest", "NotAcceptable"]);
            // A probe asks how it is now: nothing of it may be kept.
            if let Some(answers) = operation.get_mut("responses").and_then(Value::as_object_mut) {
                answers.remove("304");
            }
            if let Some(headers) = operation.pointer_mut("/responses/200/headers").and_then(Value::as_object_mut) {
                headers.remove("ETag");
            }
            paths.insert(path.clone(), json!({"get": operation}));
        }
        Shape::Document => {
            let content =
                json!({"application/json": {"schema": {"type": "object", "description": "An OpenAPI document."}}});
            set(&mut operation, &[], &content, &["BadRequest", "NotAcceptable"]);
            paths.insert(path.clone(), json!({"get": operation}));
        }
    }
}

const LIST_TABLE: &str = "The whole filtered table: UTF-8 without BOM, LF, one record a line, a header of physical \
names, `Tassei-Row-Count` rows. A line break inside a text is written `\\n`, a backslash twice, several values in a cell \
are joined by `;`, null is an empty cell.";

const TREND_TABLE: &str = "The trend as a table, one row a figure, in the form of the other tables: the words of its year \
stand beside each figure, and a year of which there are only words is a row of its own.";

const LIST_LINES: &str = "The whole filtered table, one JSON object a line, in the form of the rows of a page; with \
`fields` as flat objects of the chosen columns.";

/// The operation under the same path with the extension of a table form.
fn as_table(operation: &Value, format: Format, description: &str) -> Value {
    let text = |name: &str| operation.get(name).and_then(Value::as_str).unwrap_or_default();
    let mut table = operation.clone();
    let form = match format {
        Format::Jsonl => "JSON lines",
        Format::Csv | Format::Json | Format::Html => "CSV",
    };
    merge(
        &mut table,
        json!({
            "operationId": format!("{}_{}", text("operationId"), format.extension()),
            "summary": format!("{} as {form}", text("summary")),
            "description": description
        }),
    );
    table
}

/// What the path names first, in the words of [`tags`].
fn tag_of(path: &str) -> &str {
    match path.strip_prefix("/v1/").and_then(|rest| rest.split('/').next()) {
        None => "service",
        Some("codes") => "definitions",
        Some(first) => first,
    }
}

/// A header and nothing more: real rows would grow old in the document.
fn csv_example(columns: &[String]) -> String {
    columns.join(",") + "\n"
}

/// Gives an operation its parameters and answers. Every one may be unchanged, too long, broken or unavailable.
fn set(operation: &mut Value, parameters: &[Value], content: &Value, problems: &[&str]) {
    let mut answers = Map::new();
    answers.insert(
        "200".to_owned(),
        json!({
            "description": "What was asked for.",
            "headers": {
                "ETag": {"$ref": "#/components/headers/ETag"},
                "X-Request-Id": {"$ref": "#/components/headers/RequestId"}
            },
            "content": content
        }),
    );
    answers.insert("304".to_owned(), json!({"$ref": "#/components/responses/NotModified"}));
    let known =
        [("308", "Moved"), ("400", "BadRequest"), ("404", "NotFound"), ("406", "NotAcceptable"), ("410", "Gone")];
    for (status, name) in known.into_iter().filter(|(_, name)| problems.contains(name)) {
        answers.insert(status.to_owned(), json!({"$ref": format!("#/components/responses/{name}")}));
    }
    for (status, name) in
        [("405", "MethodNotAllowed"), ("414", "TooLong"), ("500", "InternalError"), ("503", "Unavailable")]
    {
        answers.insert(status.to_owned(), json!({"$ref": format!("#/components/responses/{name}")}));
    }
    answers.sort_keys();
    merge(operation, json!({"parameters": parameters, "responses": answers}));
}

fn responses() -> Value {
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
    let mut unavailable = problem("The database cannot be asked just now.", ProblemCode::Unavailable);
    merge(&mut unavailable, json!({"headers": {"Retry-After": {"$ref": "#/components/headers/RetryAfter"}}}));
    json!({
        "NotModified": {"description": "You have it already: the `If-None-Match` sent is the current `ETag`."},
        "Moved": {
            "description": "The id was renamed: follow `Location`.",
            "headers": {"Location": {"description": "The path with the new id.", "schema": {"type": "string"}}}
        },
        "BadRequest": problem("The URL or a parameter cannot be used.", ProblemCode::InvalidParameter),
        "NotFound": problem("There is no row with that id.", ProblemCode::UnknownId),
        "MethodNotAllowed": problem("This API is read-only.", ProblemCode::MethodNotAllowed),
        "NotAcceptable": problem("The format asked for does not exist here.", ProblemCode::NotAcceptable),
        "Gone": problem("The data has changed since the cursor was given out.", ProblemCode::StaleCursor),
        "TooLong": problem("Path and query are too long.", ProblemCode::TargetTooLong),
        "InternalError": problem("A fault of the service.", ProblemCode::InternalError),
        "Unavailable": unavailable
    })
}

fn headers() -> Value {
    json!({
        "ETag": {
            "description": "Names this representation of this version of the data.",
            "schema": {"type": "string"}, "example": "\"5f3b6a1e5f3b6a1e5f3b6a1e5f3b6a1e\""
        },
        "RequestId": {"description": "Names the request, for a report.", "schema": {"type": "string"}},
        "RowCount": {
            "description": "How many rows the table has, so that a download that was cut shows.",
            "schema": {"type": "integer", "minimum": 0}
        },
        "RetryAfter": {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 1}}
    })
}

/// Makes every field required (what may be missing is null, its key is still there) and gives each the words of its
/// column's definition where it has none of its own.
fn complete(schema: &mut Value, own: Option<&str>) {
    for part in schema.get_mut("allOf").and_then(Value::as_array_mut).into_iter().flatten() {
        complete(part, own);
    }
    let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else { return };
    let names: Vec<Value> = properties.keys().map(|name| json!(name)).collect();
    for (name, property) in properties.iter_mut() {
        // utoipa puts the words of a nullable reference beside the reference.
        let choices = property.get_mut("oneOf").and_then(Value::as_array_mut).into_iter().flatten();
        let words = choices.filter_map(Value::as_object_mut).find_map(|choice| choice.remove("description"));
        if let Some(words) = words {
            merge(property, json!({"description": words}));
        }
        if let Some(column) = own.and_then(|own| definition(own, name)) {
            let words = described(column);
            for (key, word) in words.as_object().into_iter().flatten() {
                if property.get(key).is_none() && property.get("example").is_none_or(|_| key != "examples") {
                    merge(property, json!({ key: word }));
                }
            }
            shape(column, property);
        }
        if let Some(example) = property.as_object_mut().and_then(|property| property.remove("example")) {
            merge(property, json!({"examples": [example]}));
        }
    }
    merge(schema, json!({"required": names}));
}

/// The definition of a field: its own table's column, or the indicator's where a row repeats it.
fn definition(own: &str, name: &str) -> Option<&'static Column> {
    let tables = [own, "indicators"].into_iter().filter_map(table).chain(TABLES.iter().copied());
    tables.into_iter().find_map(|table| table.column(name))
}

/// What a column's definition says of its field, in words and with an example.
fn described(column: &Column) -> Value {
    let mut said = json!({"description": format!("{} ({})", column.description.en, column.header)});
    if !column.example.is_empty() {
        let example = match column.kind {
            // A number prints as the document does.
            Kind::Integer | Kind::FiscalYear | Kind::Decimal => {
                serde_json::from_str(column.example).unwrap_or_default()
            }
            _ => json!(column.example),
        };
        merge(&mut said, json!({"examples": [example]}));
    }
    said
}

/// What a column's definition says of the form of its field.
fn shape(column: &Column, property: &mut Value) {
    let nullable = property.get("type").and_then(Value::as_array).is_some();
    match column.kind {
        Kind::Code(list) => refer(property, list, nullable),
        Kind::Id | Kind::Reference(_) => merge(property, json!({"pattern": ID_PATTERN})),
        Kind::LocalGovernmentCode => merge(property, json!({"pattern": "^[0-9]{6}$"})),
        Kind::Date => merge(property, json!({"format": "date"})),
        Kind::PartialDate => merge(property, json!({"pattern": "^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$"})),
        Kind::Text | Kind::Integer | Kind::FiscalYear | Kind::Decimal => {}
    }
}

/// What a field that is no column may say.
enum Closed {
    /// A code of the list.
    List(&'static CodeList),
    /// One of these words.
    Words(Vec<&'static str>),
}

/// Fields that are no columns and hold one of a closed list.
fn closed_fields() -> [(&'static str, &'static str, Closed); 7] {
    [
        ("ProgressSummary", "status", Closed::List(&PROGRESS_STATUS)),
        ("ProgressSummary", "reason", Closed::List(&PROGRESS_REASON)),
        ("ProgressSummary", "mode", Closed::Words(Mode::ALL.map(Mode::code).to_vec())),
        ("TrendYear", "actual_status", Closed::Words(vec!["reported", "not_reported", "not_yet_due"])),
        ("ReasonCount", "reason", Closed::List(&PROGRESS_REASON)),
        ("SearchHit", "subject", Closed::List(&SEARCH_SUBJECT)),
        ("SearchHit", "match_kind", Closed::List(&SEARCH_MATCH)),
    ]
}

fn close(property: &mut Value, closed: Closed) {
    let nullable = property.get("type").and_then(Value::as_array).is_some();
    match closed {
        Closed::List(list) => refer(property, list, nullable),
        Closed::Words(words) => {
            let mut all: Vec<Value> = words.into_iter().map(|word| json!(word)).collect();
            all.extend(nullable.then_some(Value::Null));
            merge(property, json!({"enum": all}));
        }
    }
}

/// Makes a field one of the codes of a list.
fn refer(property: &mut Value, list: &CodeList, nullable: bool) {
    if let Some(property) = property.as_object_mut() {
        property.remove("type");
    }
    let code = json!({"$ref": code_reference(list)});
    merge(property, if nullable { json!({"oneOf": [code, {"type": "null"}]}) } else { code });
}

/// A code list is one schema, so that a generated client has one type for it.
fn code_schema(list: &CodeList) -> Value {
    let codes =
        list.codes.iter().map(|code| format!("`{}` {}", code.code, code.label.en)).collect::<Vec<_>>().join(" · ");
    json!({
        "type": "string",
        "description": format!("{} ({}). {}", list.description.en, list.label.ja, codes),
        "enum": list.values().collect::<Vec<_>>()
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

/// Where the schema of a code list stands.
pub(crate) fn code_reference(list: &CodeList) -> String {
    format!("#/components/schemas/{}", code_schema_name(list))
}

/// Puts the members of `more` into the object `into`.
fn merge(into: &mut Value, more: Value) {
    if let (Some(into), Value::Object(more)) = (into.as_object_mut(), more) {
        into.extend(more);
    }
}
