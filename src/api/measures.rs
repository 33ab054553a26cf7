//! `/v1/measures`

use std::sync::Arc;

use super::app::App;
use super::parameters::{
    DEPARTMENT, LOCALGOV_CODE, ListParameters, MEASURE_ID, MEASURE_STATUS, PLAN_ID, SDG, SECTION_ID, TAG,
};
use crate::http::{Call, Outcome};
use crate::store::filter::SortKey;
use crate::store::queries::measures::{self, Measure};
use crate::store::queries::redirects::Subject;

pub(super) static LIST: ListParameters = ListParameters {
    filters: &[&LOCALGOV_CODE, &PLAN_ID, &SECTION_ID, &MEASURE_ID, &DEPARTMENT, &SDG, &TAG, &MEASURE_STATUS],
    sorts: &[SortKey::Id],
};

/// Measures
///
/// The units of work of the plans, sub-programmes among them: what is done, why, by which departments.
#[utoipa::path(get, path = "/v1/measures", operation_id = "list_measures", tag = "measures")]
pub(super) async fn list(app: Arc<App>, call: Call) -> Outcome {
    app.list::<Measure>(call, &LIST).await
}

/// A measure, whole
///
/// One measure with its departments, sub-programmes, planned actions, indicators with their latest figures, and achievements by year.
#[utoipa::path(get, path = "/v1/measures/{measure_id}", operation_id = "get_measure", tag = "measures")]
pub(super) async fn item(app: Arc<App>, call: Call) -> Outcome {
    app.item(call, "measure_id", Subject::Measure, measures::find).await
}
