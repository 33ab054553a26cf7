//! The URL map: every resource of the API, its handler and its documentation, registered together.

use std::sync::Arc;

use serde::Serialize;
use serde_json::{Value, json};
use utoipa::openapi::path::Operation;
use utoipa::openapi::{RefOr, Schema};
use utoipa::{Path, ToSchema};

use super::{
    achievements, changes, codes, definitions, departments, health, index, indicators, local_governments, measures,
    metrics, observations, plans, search, sections, sources,
};
use crate::formats::columns;
use crate::http::{Call, Format, Outcome, Route};
use crate::service::app::App;
use crate::service::parameters::{AS_OF, ListParameters, SCORE_YEAR, Single};
use crate::store::{records, search as search_records};

/// A resource with its documentation.
pub(crate) struct Resource {
    pub(crate) route: Route<App>,
    pub(crate) operation: Operation,
    pub(crate) shape: Shape,
    /// The schemas of its answer, by name, the answer's own first.
    pub(crate) schemas: Vec<(String, Value)>,
}

/// What a resource answers with.
pub(crate) enum Shape {
    /// Pages and a table of rows.
    List { row: String, columns: Vec<String>, parameters: &'static ListParameters },
    /// One thing; as a table too, where it has columns.
    One { schema: String, parameter: Option<&'static Single>, columns: Option<Vec<String>> },
    /// One thing that is never kept: its media type and schema.
    Probe { media_type: &'static str, schema: Value },
    /// A document of another standard.
    Document,
}

impl Resource {
    /// The resource with a parameter.
    fn with(mut self, single: &'static Single) -> Self {
        if let Shape::One { parameter, .. } = &mut self.shape {
            *parameter = Some(single);
        }
        self
    }

    /// The resource with a table of rows `R` beside its JSON.
    fn and_table<R: ToSchema>(mut self) -> Self {
        if let Shape::One { columns, .. } = &mut self.shape {
            *columns = Some(crate::formats::columns::<R>());
        }
        self.route.formats = &[Format::Json, Format::Csv];
        self
    }
}

/// The map, in the order of the documentation.
pub(crate) fn resources() -> Vec<Resource> {
    vec![
        one::<index::__path_service, index::Service, _, _>(index::service),
        document::<index::__path_openapi, _, _>(index::openapi),
        probe::<health::__path_live, health::Health, _, _>(health::live),
        probe::<health::__path_ready, health::Health, _, _>(health::ready),
        text_probe::<metrics::__path_metrics, _, _>(metrics::metrics, metrics::OPENMETRICS),
        list::<local_governments::__path_list, records::local_governments::LocalGovernment, _, _>(
            local_governments::list,
            &local_governments::LIST,
        ),
        one::<local_governments::__path_item, records::local_governments::LocalGovernment, _, _>(
            local_governments::item,
        ),
        list::<sources::__path_list, records::sources::Source, _, _>(sources::list, &sources::LIST),
        one::<sources::__path_item, records::sources::Source, _, _>(sources::item),
        list::<plans::__path_list, records::plans::Plan, _, _>(plans::list, &plans::LIST),
        one::<plans::__path_item, records::plans::Plan, _, _>(plans::item),
        one::<plans::__path_outline, records::outline::PlanOutline, _, _>(plans::outline),
        one::<plans::__path_progress, records::plan_progress::PlanProgress, _, _>(plans::progress).with(&SCORE_YEAR),
        list::<sections::__path_list, records::sections::Section, _, _>(sections::list, &sections::LIST),
        one::<sections::__path_item, records::sections::SectionDetail, _, _>(sections::item),
        list::<departments::__path_list, records::departments::Department, _, _>(departments::list, &departments::LIST),
        one::<departments::__path_item, records::departments::DepartmentDetail, _, _>(departments::item),
        list::<measures::__path_list, records::measures::Measure, _, _>(measures::list, &measures::LIST),
        one::<measures::__path_item, records::measures::MeasureDetail, _, _>(measures::item),
        list::<achievements::__path_list, records::achievements::Achievement, _, _>(
            achievements::list,
            &achievements::LIST,
        ),
        one::<achievements::__path_item, records::achievements::Achievement, _, _>(achievements::item),
        list::<indicators::__path_list, records::indicators::Indicator, _, _>(indicators::list, &indicators::LIST),
        one::<indicators::__path_item, records::indicators::IndicatorDetail, _, _>(indicators::item),
        one::<indicators::__path_trend, records::trend::Trend, _, _>(indicators::trend)
            .with(&AS_OF)
            .and_table::<records::trend_table::TrendRow>(),
        list::<observations::__path_list, records::observations::Observation, _, _>(
            observations::list,
            &observations::LIST,
        ),
        one::<observations::__path_item, records::observations::Observation, _, _>(observations::item),
        list::<changes::__path_list, records::changes::Change, _, _>(changes::list, &changes::LIST),
        one::<changes::__path_item, records::changes::Change, _, _>(changes::item),
        list::<search::__path_list, search_records::SearchHit, _, _>(search::list, &search::LIST),
        list::<definitions::__path_list, definitions::ColumnDefinition, _, _>(definitions::list, &definitions::LIST),
        one::<definitions::__path_item, definitions::TableDefinition, _, _>(definitions::item),
        list::<codes::__path_list, codes::CodeDefinition, _, _>(codes::list, &codes::LIST),
        one::<codes::__path_item, codes::CodeListDefinition, _, _>(codes::item),
    ]
}

/// The paths of the map.
pub fn paths() -> Vec<String> {
    resources().into_iter().map(|resource| resource.route.path).collect()
}

fn list<P: Path, R: ToSchema, F, Fut>(handler: F, parameters: &'static ListParameters) -> Resource
where
    F: Fn(Arc<App>, Call) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Outcome> + 'static,
{
    let shape = Shape::List { row: R::name().into_owned(), columns: columns::<R>(), parameters };
    resource::<P, F, Fut>(handler, &[Format::Json, Format::Csv, Format::Jsonl], shape, schemas::<R>())
}

fn one<P: Path, T: ToSchema, F, Fut>(handler: F) -> Resource
where
    F: Fn(Arc<App>, Call) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Outcome> + 'static,
{
    let shape = Shape::One { schema: T::name().into_owned(), parameter: None, columns: None };
    resource::<P, F, Fut>(handler, &[Format::Json], shape, schemas::<T>())
}

fn probe<P: Path, T: ToSchema, F, Fut>(handler: F) -> Resource
where
    F: Fn(Arc<App>, Call) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Outcome> + 'static,
{
    let schema = json!({"$ref": format!("#/components/schemas/{}", T::name())});
    let shape = Shape::Probe { media_type: "application/json", schema };
    resource::<P, F, Fut>(handler, &[Format::Json], shape, schemas::<T>())
}

/// A probe that is a text, whatever is asked for.
fn text_probe<P: Path, F, Fut>(handler: F, content_type: &'static str) -> Resource
where
    F: Fn(Arc<App>, Call) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Outcome> + 'static,
{
    let media_type = content_type.split(';').next().unwrap_or(content_type);
    let shape = Shape::Probe { media_type, schema: json!({"type": "string"}) };
    resource::<P, F, Fut>(handler, &[], shape, Vec::new())
}

fn document<P: Path, F, Fut>(handler: F) -> Resource
where
    F: Fn(Arc<App>, Call) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Outcome> + 'static,
{
    resource::<P, F, Fut>(handler, &[Format::Json], Shape::Document, Vec::new())
}

fn resource<P: Path, F, Fut>(
    handler: F,
    formats: &'static [Format],
    shape: Shape,
    schemas: Vec<(String, Value)>,
) -> Resource
where
    F: Fn(Arc<App>, Call) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Outcome> + 'static,
{
    Resource { route: Route::new(P::path(), formats, handler), operation: P::operation(), shape, schemas }
}

/// The schema of `T` and all it refers to.
pub(crate) fn schemas<T: ToSchema>() -> Vec<(String, Value)> {
    let mut nested: Vec<(String, RefOr<Schema>)> = vec![(T::name().into_owned(), T::schema())];
    T::schemas(&mut nested);
    nested.into_iter().map(|(name, schema)| (name, value(&schema))).collect()
}

/// A part of the document as JSON.
pub(crate) fn value(part: &impl Serialize) -> Value {
    serde_json::to_value(part).unwrap_or_default()
}
