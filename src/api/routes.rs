//! The URL map of the API.

use actix_web::web::ServiceConfig;

use super::resource::{Resource, document, item, list, plain, probe, text};
use super::{
    achievements, changes, codes, definitions, departments, health, index, indicators, local_governments, measures,
    metrics, observations, plans, search, sections, sources,
};
use crate::service::dictionary::{CodeListDefinition, TableDefinition};
use crate::store::records::achievements::Achievement;
use crate::store::records::changes::Change;
use crate::store::records::departments::DepartmentDetail;
use crate::store::records::indicators::IndicatorDetail;
use crate::store::records::local_governments::LocalGovernment;
use crate::store::records::measures::MeasureDetail;
use crate::store::records::observations::Observation;
use crate::store::records::outline::PlanOutline;
use crate::store::records::plan_progress::PlanProgress;
use crate::store::records::plans::Plan;
use crate::store::records::sections::SectionDetail;
use crate::store::records::sources::Source;
use crate::store::records::trend::Trend;
use crate::store::records::trend_table::TrendRow;

/// The map, in the order of the documentation.
pub(super) fn resources() -> Vec<Resource> {
    vec![
        plain::<index::__path_service, index::ServiceIndex, _, _>(index::service),
        document::<index::__path_openapi, _, _>(index::openapi),
        probe::<health::__path_live, health::Health, _, _>(health::live),
        probe::<health::__path_ready, health::Health, _, _>(health::ready),
        text::<metrics::__path_metrics, _, _>(metrics::metrics, metrics::OPENMETRICS),
        list::<local_governments::__path_list, _, _>(local_governments::list),
        item::<local_governments::__path_item, LocalGovernment, _, _>(local_governments::item),
        list::<sources::__path_list, _, _>(sources::list),
        item::<sources::__path_item, Source, _, _>(sources::item),
        list::<plans::__path_list, _, _>(plans::list),
        item::<plans::__path_item, Plan, _, _>(plans::item),
        item::<plans::__path_outline, PlanOutline, _, _>(plans::outline),
        item::<plans::__path_progress, PlanProgress, _, _>(plans::progress),
        list::<sections::__path_list, _, _>(sections::list),
        item::<sections::__path_item, SectionDetail, _, _>(sections::item),
        list::<departments::__path_list, _, _>(departments::list),
        item::<departments::__path_item, DepartmentDetail, _, _>(departments::item),
        list::<measures::__path_list, _, _>(measures::list),
        item::<measures::__path_item, MeasureDetail, _, _>(measures::item),
        list::<achievements::__path_list, _, _>(achievements::list),
        item::<achievements::__path_item, Achievement, _, _>(achievements::item),
        list::<indicators::__path_list, _, _>(indicators::list),
        item::<indicators::__path_item, IndicatorDetail, _, _>(indicators::item),
        item::<indicators::__path_trend, Trend, _, _>(indicators::trend).with_rows::<TrendRow>(),
        list::<observations::__path_list, _, _>(observations::list),
        item::<observations::__path_item, Observation, _, _>(observations::item),
        list::<changes::__path_list, _, _>(changes::list),
        item::<changes::__path_item, Change, _, _>(changes::item),
        list::<search::__path_list, _, _>(search::list),
        list::<definitions::__path_list, _, _>(definitions::list),
        item::<definitions::__path_item, TableDefinition, _, _>(definitions::item),
        list::<codes::__path_list, _, _>(codes::list),
        item::<codes::__path_item, CodeListDefinition, _, _>(codes::item),
    ]
}

/// Registers every route.
pub fn configure(config: &mut ServiceConfig) {
    for resource in resources() {
        resource.register(config);
    }
}

/// Paths of the map.
pub fn paths() -> Vec<String> {
    resources().into_iter().map(|resource| resource.path).collect()
}

/// Paths of the map with their forms by extension.
pub fn patterns() -> Vec<String> {
    resources().into_iter().flat_map(|resource| resource.patterns).collect()
}
