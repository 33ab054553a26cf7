//! The OpenAPI document: it is the committed one, it describes everything, and what it says is so.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value;

use crate::Reading;
use crate::support::{Service, folder};

pub(crate) const TESTS: &[(&str, Reading)] = &[
    ("the committed OpenAPI document is the one the program prints and serves", committed),
    ("every documented path answers, as JSON and as CSV, with what its schema says", every_path_answers),
    ("every field, parameter and answer is described", everything_is_described),
    ("every field is required, and every answer has every field", every_field_is_there),
    ("every list has all its filters tried with the documented example", every_filter_works),
    ("the paths of the service are the paths of the document", routed_is_documented),
];

pub(crate) fn document(service: &Service) -> Value {
    service.get("/openapi.json").ok()
}

fn committed(service: &Service) {
    let printed = Command::new(env!("CARGO_BIN_EXE_tassei")).arg("openapi").output().expect("the program runs").stdout;
    let path = folder("openapi/openapi.json");
    if std::env::var("TASSEI_UPDATE").is_ok_and(|value| value == "1") {
        std::fs::write(&path, &printed).expect("the document can be written");
    }
    let committed = std::fs::read(&path).expect("the document is committed");
    assert!(
        committed == printed,
        "openapi/openapi.json is not what the program prints; run: cargo run -- openapi > openapi/openapi.json"
    );
    let served = service.get("/openapi.json");
    let printed: Value = serde_json::from_slice(&printed).expect("JSON");
    assert!(served.json() == printed, "the service serves another document than the program prints");
    assert!(served.body.len() <= 200_000, "the document is served with {} bytes", served.body.len());
}

/// Every documented request that needs nothing but its examples: paths with their ids and what they must be asked, the
/// first of a path; then its filters one by one.
pub(crate) fn every_request(service: &Service) -> Vec<String> {
    let document = document(service);
    let mut requests = Vec::new();
    let tags: BTreeSet<&str> =
        document["tags"].as_array().expect("tags").iter().filter_map(|tag| tag["name"].as_str()).collect();
    for (path, item) in document["paths"].as_object().expect("it has paths") {
        let tag = item["get"]["tags"][0].as_str().unwrap_or_default();
        assert!(tags.contains(tag), "{path}: the tag {tag} is not described");
        let parameters = parameters(&document, item);
        let mut concrete = path.clone();
        for parameter in parameters.iter().filter(|parameter| parameter["in"] == "path") {
            let name = parameter["name"].as_str().expect("it has a name");
            let example = parameter["example"].as_str().unwrap_or_else(|| panic!("{path}: {name} has no example"));
            concrete = concrete.replace(&format!("{{{name}}}"), example);
        }
        let in_query = |required: bool| {
            let all = parameters.iter().filter(|parameter| parameter["in"] == "query" && parameter["name"] != "cursor");
            all.filter(move |parameter| (parameter["required"] == true) == required).map(example)
        };
        for pair in in_query(true) {
            concrete = with(&concrete, &pair);
        }
        // The document names its own server, and health is not data: neither belongs to a comparison of data.
        requests.push(concrete.clone());
        requests.extend(in_query(false).map(|pair| with(&concrete, &pair)));
    }
    requests
}

/// The parameters of a path, with their references resolved.
pub(crate) fn parameters(document: &Value, item: &Value) -> Vec<Value> {
    let parameters = item["get"]["parameters"].as_array().into_iter().flatten();
    parameters.map(|parameter| resolved(document, parameter).clone()).collect()
}

/// A request for each list: the paths that have a table in each format, with their required parameters.
pub(crate) fn lists(service: &Service) -> Vec<String> {
    let document = document(service);
    let paths = document["paths"].as_object().expect("it has paths");
    let is_list = |path: &String| ["csv", "jsonl"].iter().all(|format| paths.contains_key(&format!("{path}.{format}")));
    let lists: Vec<String> = paths
        .iter()
        .filter(|(path, _)| is_list(path))
        .map(|(path, item)| {
            let required = parameters(&document, item).into_iter().filter(|parameter| parameter["required"] == true);
            required.fold(path.clone(), |request, parameter| with(&request, &example(&parameter)))
        })
        .collect();
    assert!(lists.len() >= 13, "only {} lists are documented", lists.len());
    lists
}

/// The request for the table of a list in a format.
pub(crate) fn table(list: &str, extension: &str) -> String {
    let (path, query) = list.split_once('?').map_or((list, String::new()), |(path, query)| (path, format!("?{query}")));
    format!("{path}.{extension}{query}")
}

/// A parameter with the value that is documented.
fn example(parameter: &Value) -> String {
    let name = parameter["name"].as_str().expect("it has a name");
    // Not `example`: the documentation would fill in all of them at once, and find nothing.
    let value = match &parameter["x-example"] {
        Value::Array(values) => values.iter().map(text).collect::<Vec<_>>().join(","),
        one => text(one),
    };
    format!("{name}={}", encoded(&value))
}

pub(crate) fn with(request: &str, pair: &str) -> String {
    format!("{request}{}{pair}", if request.contains('?') { '&' } else { '?' })
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn encoded(value: &str) -> String {
    value
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b',' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}

fn every_path_answers(service: &Service) {
    let document = document(service);
    for (path, item) in document["paths"].as_object().expect("it has paths") {
        let concrete = every_request(service)
            .into_iter()
            .find(|request| fits(path, request.split('?').next().unwrap_or_default()))
            .unwrap_or_else(|| panic!("no request for {path}"));
        let success = resolved(&document, &item["get"]["responses"]["200"]);
        let columns = parameters(&document, item).into_iter().find(|parameter| parameter["name"] == "fields");
        for (media_type, content) in success["content"].as_object().expect("it has content") {
            let answer = service.get_with(&concrete, &[("Accept", media_type)]);
            assert_eq!(answer.status, 200, "{concrete} as {media_type}: {}", answer.text());
            assert!(answer.header("content-type").is_some_and(|found| found.starts_with(media_type.as_str())));
            if media_type == "application/json" {
                assert_valid(&document, &content["schema"], &answer.json(), &concrete);
            } else if media_type == "text/csv" {
                let header = answer.text().lines().next().unwrap_or_default().to_owned();
                let documented = match &columns {
                    Some(fields) => {
                        let names = fields["schema"]["items"]["enum"].as_array().expect("the columns are listed");
                        names.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(",")
                    }
                    None => content["example"].as_str().expect("a header").trim_end().to_owned(),
                };
                assert_eq!(documented, header, "{concrete}");
            }
        }
    }
}

fn fits(path: &str, request: &str) -> bool {
    let (path, request): (Vec<&str>, Vec<&str>) = (path.split('/').collect(), request.split('/').collect());
    path.len() == request.len() && path.iter().zip(&request).all(|(part, found)| part.starts_with('{') || part == found)
}

fn resolved<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    match schema["$ref"].as_str() {
        Some(reference) => document.pointer(&reference[1..]).unwrap_or_else(|| panic!("nothing at {reference}")),
        None => schema,
    }
}

/// Asserts that a value is what a schema of ours says: types, required fields, no undocumented ones, closed lists.
fn assert_valid(document: &Value, schema: &Value, value: &Value, place: &str) {
    let schema = resolved(document, schema);
    if let Some(choices) = schema["oneOf"].as_array() {
        let wanted = choices.iter().find(|choice| (choice["type"] == "null") == value.is_null());
        return assert_valid(document, wanted.unwrap_or_else(|| panic!("{place}: {value}")), value, place);
    }
    if let Some(parts) = schema["allOf"].as_array() {
        let known = parts
            .iter()
            .flat_map(|part| resolved(document, part)["properties"].as_object().into_iter().flat_map(|all| all.keys()));
        let known: BTreeSet<&str> = known.map(String::as_str).collect();
        for key in value.as_object().expect("an object").keys() {
            assert!(known.contains(key.as_str()), "{place}: {key} is not documented");
        }
        for part in parts {
            let part = resolved(document, part);
            for (name, property) in part["properties"].as_object().expect("an object") {
                assert_valid(document, property, &value[name.as_str()], &format!("{place}.{name}"));
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
    assert!(types.contains(&found), "{place}: {value} is no {types:?}");
    if let Some(codes) = schema["enum"].as_array().or(schema["x-extensible-enum"].as_array()) {
        assert!(codes.contains(value) || value.is_null(), "{place}: {value} is none of {codes:?}");
    }
    if let Some(items) = value.as_array() {
        for (number, item) in items.iter().enumerate() {
            assert_valid(document, &schema["items"], item, &format!("{place}[{number}]"));
        }
    }
    let (Some(object), Some(properties)) = (value.as_object(), schema["properties"].as_object()) else { return };
    for (name, property) in properties {
        let member = object.get(name).unwrap_or_else(|| panic!("{place}: {name} is missing"));
        assert_valid(document, property, member, &format!("{place}.{name}"));
    }
    for name in object.keys() {
        assert!(properties.contains_key(name), "{place}: {name} is not documented");
    }
}

fn everything_is_described(service: &Service) {
    let document = document(service);
    let described = |value: &Value| value["description"].as_str().is_some_and(|words| words.trim().len() > 3);
    for (name, schema) in document["components"]["schemas"].as_object().expect("it has schemas") {
        assert!(described(schema), "the schema {name} is not described");
        let parts = schema["allOf"].as_array().cloned().unwrap_or_default();
        for schema in parts.iter().chain([schema]) {
            for (field, property) in schema["properties"].as_object().into_iter().flatten() {
                assert!(described(property), "{name}.{field} is not described");
            }
        }
    }
    for (path, item) in document["paths"].as_object().expect("it has paths") {
        let operation = &item["get"];
        assert!(described(operation), "{path} is not described");
        assert!(operation["summary"].is_string() && operation["operationId"].is_string(), "{path} has no name");
        for parameter in parameters(&document, item) {
            assert!(described(&parameter), "{path}: {} is not described", parameter["name"]);
        }
        for (status, answer) in operation["responses"].as_object().expect("it has answers") {
            assert!(described(resolved(&document, answer)), "{path}: {status} is not described");
        }
    }
}

fn every_field_is_there(service: &Service) {
    let document = document(service);
    for (name, schema) in document["components"]["schemas"].as_object().expect("it has schemas") {
        let parts = schema["allOf"].as_array().cloned().unwrap_or_default();
        for schema in parts.iter().chain([schema]) {
            let Some(properties) = schema["properties"].as_object() else { continue };
            let required = schema["required"].as_array().unwrap_or_else(|| panic!("{name} requires nothing"));
            assert_eq!(required.len(), properties.len(), "{name} has fields that may be missing");
        }
    }
}

fn every_filter_works(service: &Service) {
    let mut tried = 0;
    let requests = every_request(service);
    for request in requests.iter().filter(|request| request.contains('?')) {
        let answer = service.get(request);
        assert_eq!(answer.status, 200, "{request}: {}", answer.text());
        let (base, query) = request.rsplit_once(['?', '&']).expect("it has a query");
        // What must be asked is no filter.
        if !requests.iter().any(|known| known == base) {
            continue;
        }
        let path = base.split('?').next().unwrap_or_default();
        if path.contains(".csv") || path.contains(".jsonl") || query.starts_with("limit") || query.starts_with("sort") {
            continue;
        }
        if answer.json()["metadata"].is_null() {
            continue;
        }
        let all = service.get(&with(base, "limit=1")).ok()["metadata"]["resultset"]["total"].clone();
        let some = answer.json()["metadata"]["resultset"]["total"].clone();
        assert!(some.as_i64() <= all.as_i64(), "{request} finds more than there is");
        tried += 1;
        // No measure of this plan is marked new or tagged; every other example is of real rows.
        if !query.starts_with("measure_status") && !query.starts_with("tag=") {
            assert!(some.as_i64() > Some(0), "{request} finds nothing");
        }
    }
    assert!(tried > 40, "only {tried} filters were tried");
}

fn routed_is_documented(service: &Service) {
    let document = document(service);
    let documented: BTreeSet<&str> =
        document["paths"].as_object().expect("it has paths").keys().map(String::as_str).collect();
    for path in tassei::api::paths() {
        assert!(documented.contains(path.as_str()), "{path} is routed and not documented");
    }
    for path in documented {
        let routed = tassei::api::paths()
            .iter()
            .any(|known| known == path || Some(known.as_str()) == path.rsplit_once('.').map(|(stem, _)| stem));
        assert!(routed, "{path} is documented and not routed");
    }
}
