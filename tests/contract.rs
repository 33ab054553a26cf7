//! The OpenAPI document: it is up to date and complete, and responses match it.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value;

use crate::Reading;
use crate::support::{Service, folder};

pub(crate) const TESTS: &[(&str, Reading)] = &[
    ("the committed OpenAPI document equals the printed and the served one", committed),
    ("every documented path responds in every media type as its schema says", every_path_responds),
    ("every operation, parameter and response has a description", everything_is_described),
    ("every field is required", every_field_is_required),
    ("every filter of every list works with its documented example", every_filter_works),
    ("the routes of the service are the paths of the document", routes_are_documented),
];

/// Pages for people, which the OpenAPI document does not describe.
pub(crate) const PAGES: [&str; 5] = ["/", "/docs/", "/problems", "/problems/not_found", "/style.css"];

/// A documented path, and the request for it that its examples make.
pub(crate) struct Documented {
    pub(crate) path: String,
    /// The path with its example ids and required parameters.
    pub(crate) request: String,
    /// Optional parameters with their examples: `kind=target`.
    optional: Vec<String>,
    operation: Value,
}

impl Documented {
    /// Returns whether clients and caches may store the response; probes are the exception.
    pub(crate) fn is_cacheable(&self) -> bool {
        self.operation["responses"]["304"].is_object()
    }

    /// Media types of the response.
    pub(crate) fn media_types(&self, document: &Value) -> Vec<String> {
        let success = resolved(document, &self.operation["responses"]["200"]);
        success["content"].as_object().expect("a response has content").keys().cloned().collect()
    }
}

pub(crate) fn document(service: &Service) -> Value {
    service.get("/openapi.json").ok()
}

fn committed(service: &Service) {
    let printed = Command::new(env!("CARGO_BIN_EXE_tassei")).arg("openapi").output().expect("the program runs").stdout;
    let path = folder("openapi/openapi.json");
    if std::env::var("TASSEI_UPDATE").is_ok_and(|value| value == "1") {
        std::fs::write(&path, &printed).expect("the document is writable");
    }
    let committed = std::fs::read(&path).expect("the document is committed");
    assert!(
        committed == printed,
        "openapi/openapi.json is out of date; run: cargo run -- openapi > openapi/openapi.json"
    );
    let served = service.get("/openapi.json");
    let printed: Value = serde_json::from_slice(&printed).expect("JSON");
    assert!(served.json() == printed, "the served document differs from the printed one");
    assert!(served.body.len() <= 200_000, "the document is served with {} bytes", served.body.len());
}

/// Returns every documented path in the order of the document.
pub(crate) fn documented(service: &Service) -> Vec<Documented> {
    let document = document(service);
    let paths = document["paths"].as_object().expect("a document has paths");
    paths
        .iter()
        .map(|(path, item)| {
            let parameters = parameters(&document, item);
            let mut request = path.clone();
            for parameter in parameters.iter().filter(|parameter| parameter["in"] == "path") {
                let name = parameter["name"].as_str().expect("a parameter has a name");
                let example = parameter["example"].as_str().unwrap_or_else(|| panic!("{path}: {name} has no example"));
                request = request.replace(&format!("{{{name}}}"), example);
            }
            // No example of a cursor can be valid for long.
            let query =
                parameters.iter().filter(|parameter| parameter["in"] == "query" && parameter["name"] != "cursor");
            let (required, optional): (Vec<&Value>, Vec<&Value>) =
                query.partition(|parameter| parameter["required"] == true);
            let request = required.into_iter().fold(request, |request, parameter| with(&request, &example(parameter)));
            let optional = optional.into_iter().map(example).collect();
            Documented { path: path.clone(), request, optional, operation: item["get"].clone() }
        })
        .collect()
}

/// Returns the request for every documented path, followed by one request for each of its optional parameters.
pub(crate) fn every_request(service: &Service) -> Vec<String> {
    let requests = documented(service).into_iter().flat_map(|Documented { request, optional, .. }| {
        let filtered: Vec<String> = optional.iter().map(|pair| with(&request, pair)).collect();
        std::iter::once(request).chain(filtered)
    });
    requests.collect()
}

/// Returns the parameters of a path with their references resolved.
pub(crate) fn parameters(document: &Value, item: &Value) -> Vec<Value> {
    let parameters = item["get"]["parameters"].as_array().into_iter().flatten();
    parameters.map(|parameter| resolved(document, parameter).clone()).collect()
}

/// Returns the request for every list: the paths that also have a table in each format.
pub(crate) fn lists(service: &Service) -> Vec<String> {
    let documented = documented(service);
    let exists = |path: &str| documented.iter().any(|known| known.path == path);
    let is_list = |path: &str| ["csv", "jsonl"].iter().all(|format| exists(&format!("{path}.{format}")));
    let lists: Vec<String> =
        documented.iter().filter(|known| is_list(&known.path)).map(|known| known.request.clone()).collect();
    assert!(lists.len() >= 13, "only {} lists are documented", lists.len());
    lists
}

/// Returns the lists that can be sorted by `key`.
pub(crate) fn lists_sorted_by(service: &Service, key: &str) -> Vec<String> {
    let document = document(service);
    let is_sortable = |list: &String| {
        let path = list.split('?').next().unwrap_or_default();
        let parameters = parameters(&document, &document["paths"][path]);
        let sort = parameters.iter().find(|parameter| parameter["name"] == "sort").expect("a list has an order");
        sort["schema"]["enum"].as_array().expect("the orders are listed").contains(&key.into())
    };
    lists(service).into_iter().filter(is_sortable).collect()
}

/// Returns the request for the table of a list in a format.
pub(crate) fn table(list: &str, extension: &str) -> String {
    let (path, query) = list.split_once('?').map_or((list, String::new()), |(path, query)| (path, format!("?{query}")));
    format!("{path}.{extension}{query}")
}

/// Returns a query parameter with its documented example.
pub(crate) fn example(parameter: &Value) -> String {
    let name = parameter["name"].as_str().expect("a parameter has a name");
    // Not `example`: the documentation pages would fill in all examples at once, and find no rows.
    let value = match &parameter["x-example"] {
        Value::Array(values) => values.iter().map(text).collect::<Vec<_>>().join(","),
        one => text(one),
    };
    format!("{name}={}", encoded(&value))
}

/// Appends a query parameter.
pub(crate) fn with(request: &str, pair: &str) -> String {
    format!("{request}{}{pair}", if request.contains('?') { '&' } else { '?' })
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

pub(crate) fn encoded(value: &str) -> String {
    value
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b',' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}

fn every_path_responds(service: &Service) {
    let document = document(service);
    for known in documented(service) {
        let (request, parameters) = (&known.request, parameters(&document, &document["paths"][&known.path]));
        let columns = parameters.into_iter().find(|parameter| parameter["name"] == "fields");
        let success = resolved(&document, &known.operation["responses"]["200"]);
        for (media_type, content) in success["content"].as_object().expect("a response has content") {
            let response = service.get_with(request, &[("Accept", media_type)]);
            assert_eq!(response.status, 200, "{request} as {media_type}: {}", response.text());
            assert!(response.header("content-type").is_some_and(|found| found.starts_with(media_type.as_str())));
            if media_type == "application/json" {
                assert_valid(&document, &content["schema"], &response.json(), request);
            } else if media_type == "text/csv" {
                let header = response.text().lines().next().unwrap_or_default().to_owned();
                let documented = match &columns {
                    Some(fields) => {
                        let names = fields["schema"]["items"]["enum"].as_array().expect("the columns are listed");
                        names.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(",")
                    }
                    None => content["example"].as_str().expect("a header").trim_end().to_owned(),
                };
                assert_eq!(documented, header, "{request}");
            }
        }
    }
}

fn resolved<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    match schema["$ref"].as_str() {
        Some(reference) => document.pointer(&reference[1..]).unwrap_or_else(|| panic!("nothing at {reference}")),
        None => schema,
    }
}

/// Asserts that a value matches a schema: types, required fields, no undocumented fields, listed codes.
fn assert_valid(document: &Value, schema: &Value, value: &Value, location: &str) {
    let schema = resolved(document, schema);
    if let Some(choices) = schema["oneOf"].as_array() {
        let matching = choices.iter().find(|choice| (choice["type"] == "null") == value.is_null());
        return assert_valid(document, matching.unwrap_or_else(|| panic!("{location}: {value}")), value, location);
    }
    if let Some(parts) = schema["allOf"].as_array() {
        let known = parts
            .iter()
            .flat_map(|part| resolved(document, part)["properties"].as_object().into_iter().flat_map(|all| all.keys()));
        let known: BTreeSet<&str> = known.map(String::as_str).collect();
        for key in value.as_object().expect("an object").keys() {
            assert!(known.contains(key.as_str()), "{location}: {key} is not documented");
        }
        for part in parts {
            let part = resolved(document, part);
            for (name, property) in part["properties"].as_object().expect("an object") {
                assert_valid(document, property, &value[name.as_str()], &format!("{location}.{name}"));
            }
        }
        return;
    }
    let types: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
        _ => return,
    };
    let found = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if types.contains(&"integer") && number.is_i64() => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    assert!(types.contains(&found), "{location}: {value} is not of {types:?}");
    if let Some(codes) = schema["enum"].as_array().or(schema["x-extensible-enum"].as_array()) {
        assert!(codes.contains(value) || value.is_null(), "{location}: {value} is not in {codes:?}");
    }
    if let Some(items) = value.as_array() {
        for (number, item) in items.iter().enumerate() {
            assert_valid(document, &schema["items"], item, &format!("{location}[{number}]"));
        }
    }
    let (Some(object), Some(properties)) = (value.as_object(), schema["properties"].as_object()) else { return };
    for (name, property) in properties {
        let member = object.get(name).unwrap_or_else(|| panic!("{location}: {name} is missing"));
        assert_valid(document, property, member, &format!("{location}.{name}"));
    }
    for name in object.keys() {
        assert!(properties.contains_key(name), "{location}: {name} is not documented");
    }
}

fn everything_is_described(service: &Service) {
    let document = document(service);
    let described = |value: &Value| value["description"].as_str().is_some_and(|words| words.trim().len() > 3);
    for (name, schema) in document["components"]["schemas"].as_object().expect("a document has schemas") {
        assert!(described(schema), "the schema {name} is not described");
        let parts = schema["allOf"].as_array().cloned().unwrap_or_default();
        for schema in parts.iter().chain([schema]) {
            for (field, property) in schema["properties"].as_object().into_iter().flatten() {
                assert!(described(resolved(&document, property)), "{name}.{field} is not described");
            }
        }
    }
    let tags: BTreeSet<&str> =
        document["tags"].as_array().expect("tags").iter().filter_map(|tag| tag["name"].as_str()).collect();
    for (path, item) in document["paths"].as_object().expect("a document has paths") {
        let operation = &item["get"];
        assert!(described(operation), "{path} is not described");
        assert!(operation["summary"].is_string() && operation["operationId"].is_string(), "{path} has no name");
        let tag = operation["tags"][0].as_str().unwrap_or_default();
        assert!(tags.contains(tag), "{path}: the tag {tag} is not described");
        for parameter in parameters(&document, item) {
            assert!(described(&parameter), "{path}: {} is not described", parameter["name"]);
        }
        for (status, response) in operation["responses"].as_object().expect("an operation has responses") {
            assert!(described(resolved(&document, response)), "{path}: {status} is not described");
        }
    }
}

fn every_field_is_required(service: &Service) {
    let document = document(service);
    for (name, schema) in document["components"]["schemas"].as_object().expect("a document has schemas") {
        let parts = schema["allOf"].as_array().cloned().unwrap_or_default();
        for schema in parts.iter().chain([schema]) {
            let Some(properties) = schema["properties"].as_object() else { continue };
            let required = schema["required"].as_array().unwrap_or_else(|| panic!("{name} has no required fields"));
            assert_eq!(required.len(), properties.len(), "{name} has optional fields");
        }
    }
}

fn every_filter_works(service: &Service) {
    let (mut tried, mut without_effect) = (0, Vec::new());
    for Documented { path, request: base, optional, .. } in documented(service) {
        let is_page = !path.ends_with(".csv") && !path.ends_with(".jsonl");
        for parameter in optional {
            let request = with(&base, &parameter);
            let response = service.get(&request);
            assert_eq!(response.status, 200, "{request}: {}", response.text());
            let is_filter = !parameter.starts_with("limit=") && !parameter.starts_with("sort=");
            if !is_page || !is_filter || response.json()["metadata"].is_null() {
                continue;
            }
            let total = |page: &Value| page["metadata"]["resultset"]["total"].as_i64().expect("a total");
            let (all, filtered) = (total(&service.get(&with(&base, "limit=1")).ok()), total(&response.json()));
            assert!(filtered <= all, "{request} finds {filtered} of {all} rows");
            if filtered == all {
                without_effect.push(format!("{path}?{parameter}"));
            }
            tried += 1;
            // No measure in the bundled data is marked new or tagged; all other examples match rows.
            if !parameter.starts_with("measure_status=") && !parameter.starts_with("tag=") {
                assert!(filtered > 0, "{request} finds nothing");
            }
        }
    }
    assert!(tried > 40, "only {tried} filters were tried");
    // A filter whose condition was forgotten would be here. The history of the bundled data begins in November 2026.
    assert_eq!(without_effect, ["/v1/changes?since=2026-11-01"]);
}

fn routes_are_documented(service: &Service) {
    let documented = documented(service);
    let routes = tassei::api::paths();
    for route in &routes {
        assert!(documented.iter().any(|known| known.path == *route), "{route} is routed and not documented");
    }
    for Documented { path, .. } in documented {
        let stem = path.rsplit_once('.').map(|(stem, _)| stem);
        let is_routed = routes.iter().any(|route| *route == path || Some(route.as_str()) == stem);
        assert!(is_routed, "{path} is documented and not routed");
    }
}
