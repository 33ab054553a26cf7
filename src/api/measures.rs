//! `/v1/measures`

use std::sync::Arc;

use crate::http::{Call, Outcome};
use crate::service::app::App;
use crate::service::parameters::{
    DEPARTMENT, LOCALGOV_CODE, ListParameters, MEASURE_ID, MEASURE_STATUS, PLAN_ID, SDG, SECTION_ID, TAG,
};
use crate::store::list::SortKey;
use crate::store::records::measures::{self, Measure};
use crate::store::records::redirects::ResourceKind;

pub(crate) static LIST: ListParameters = ListParameters {
    filters: &[&LOCALGOV_CODE, &PLAN_ID, &SECTION_ID, &MEASURE_ID, &DEPARTMENT, &SDG, &TAG, &MEASURE_STATUS],
    sorts: &[SortKey::Id],
};

/// Measures
///
/// The units of work of the plans, sub-programmes among them: what is done, why, by which departments.
#[utoipa::path(get, path = "/v1/measures", operation_id = "list_measures", tag = "measures")]
pub(crate) async fn list(app: Arc<App>, call: Call) -> Outcome {
    app.list::<Measure>(call, &LIST).await
}

/// A measure, whole
///
/// One measure with its departments, sub-programmes, planned actions, indicators with their latest figures, and achievements by year.
#[utoipa::path(get, path = "/v1/measures/{measure_id}", operation_id = "get_measure", tag = "measures")]
pub(crate) async fn item(app: Arc<App>, call: Call) -> Outcome {
    app.item(call, "measure_id", ResourceKind::Measure, measures::find).await
}
