//! The whole document.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::error::OpenApiError;
use super::{components, operations, schemas};
use crate::api::resource::{Resource, ResponseKind, schemas as schemas_of};
use crate::api::routes::resources;
use crate::formats::TABLE_FORMATS;
use crate::http::problem::ProblemBody;
use crate::service::Metadata;

const DESCRIPTION: &str = "Administrative plans of Japanese municipalities, their indicators and their yearly \
achievements, as open data. Read-only and without a key.

**Conventions.** Lists return a page of `results` with `metadata`; follow `metadata.links.next` until it is null, or take \
the whole table as `.csv`. A parameter with several values is repeated, or has them separated by commas. A missing value is `null` and its key is still there; decimals are written exactly as the \
document prints them. Fiscal years (年度) run from April to March and are named by the western year they begin in: \
2022 = 令和4年度 = 2022-04-01 to 2023-03-31.

**A value is never just null.** `value`, `value_text` (as printed) and `value_status` tell a number, a zero, words and \
\"not set\" apart. Every figure names its `source` and the place in it; `doubt` marks what the document leaves unclear.

**Caching.** Every response but health and metrics has a strong `ETag`; send it \
back as `If-None-Match` to get 304, or as `If-Match` to get 412 where the data has changed. **Problems** are \
`application/problem+json`; `type` is a page that explains them. Every response has an `X-Request-Id`: name it in a \
report.

**Stability.** Within v1 fields, resources and codes may be added, so clients must accept codes they do not know; \
nothing is renamed, removed or given another meaning. Ids are permanent.";

/// Builds the document.
///
/// # Errors
/// [`OpenApiError`]
pub fn openapi(public_url: Option<&str>) -> Result<Value, OpenApiError> {
    let resources = resources();
    let own = schemas_of::<Metadata>().into_iter().chain(schemas_of::<ProblemBody>());
    let all = own.chain(resources.iter().flat_map(|resource| resource.schemas.clone()));
    let mut schemas = schemas::complete(all)?;
    let rows: BTreeSet<&str> = resources.iter().filter_map(Resource::row).collect();
    let mut items = BTreeMap::new();
    for resource in &resources {
        match &resource.response {
            ResponseKind::List { row, .. } => drop(schemas.insert(format!("{row}List"), schemas::page(row))),
            ResponseKind::Item { schema, .. } if resource.path.contains('{') => {
                let item = schemas::add_item_metadata(&mut schemas, schema, rows.contains(schema.as_str()));
                items.insert(schema.as_str(), item);
            }
            _ => {}
        }
    }
    schemas.extend(schemas::item_metadata());
    schemas::share_fields(&mut schemas);
    schemas.sort_keys();
    let mut paths = Map::new();
    for resource in &resources {
        operations::add(&mut paths, resource, &items)?;
    }
    let mut document = json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Tassei",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "Plans, indicators and achievements of municipalities",
            "description": format!("{DESCRIPTION}\n\n{}", formats()),
            "contact": {"name": "Tassei", "url": env!("CARGO_PKG_REPOSITORY")},
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"}
        },
        "servers": [{"url": public_url.unwrap_or("/"), "description": "This service"}],
        "security": [],
        "tags": tags(),
        "paths": paths,
        "components": {"schemas": schemas, "responses": components::responses(), "headers": components::headers()}
    });
    components::share(&mut document);
    components::check_references(&document)?;
    operations::check_tags(&document)?;
    Ok(document)
}

/// The table formats, in the words of the registry.
fn formats() -> String {
    let tables = TABLE_FORMATS.iter().map(|format| {
        format!("`.{}` ({}, `{}`): {}", format.extension, format.name, format.media_type, format.description)
    });
    let tables = tables.collect::<Vec<_>>().join("\n\n");
    format!("**Formats.** By extension, or by `Accept` on the path without one; `.json` is the default.\n\n{tables}")
}

fn tags() -> Value {
    json!([
        {"name": "service", "description": "The service itself: resources, health, documentation."},
        {"name": "local_governments", "description": "Local governments that publish here (地方公共団体)."},
        {"name": "sources", "description": "Source documents (出典)."},
        {"name": "plans", "description": "Plans (計画・大綱), their outlines and scorecards."},
        {"name": "sections", "description": "Nodes of a plan's own tree (施策体系)."},
        {"name": "departments", "description": "Departments (所管課・関係課)."},
        {"name": "measures", "description": "Measures (実施計画・計画項目・取組), the units of work."},
        {"name": "achievements", "description": "What was planned, done and reviewed each year (年度実績)."},
        {"name": "indicators", "description": "Indicators (指標) with baseline, target and actual."},
        {"name": "observations", "description": "Every figure, one row each (観測値)."},
        {"name": "changes", "description": "History of the dataset: rows added, revised, corrected, removed (変更履歴)."},
        {"name": "search", "description": "Full-text search in names and texts (検索)."},
        {"name": "definitions", "description": "Definitions of columns and codes (データ項目定義書・コード表)."}
    ])
}
