//! `/v1/observations`

use std::sync::Arc;

use crate::http::{Call, Outcome};
use crate::service::app::App;
use crate::service::parameters::{
    DEPARTMENT, FISCAL_YEAR, INDICATOR_ID, KIND, LOCALGOV_CODE, ListParameters, MEASURE_ID, PLAN_ID, SDG, SECTION_ID,
    TAG, VALUE_STATUS,
};
use crate::store::list::SortKey;
use crate::store::records::observations::{self, Observation};
use crate::store::records::redirects::ResourceKind;

pub(crate) static LIST: ListParameters = ListParameters {
    filters: &[
        &LOCALGOV_CODE,
        &PLAN_ID,
        &SECTION_ID,
        &MEASURE_ID,
        &INDICATOR_ID,
        &DEPARTMENT,
        &SDG,
        &TAG,
        &FISCAL_YEAR,
        &KIND,
        &VALUE_STATUS,
    ],
    sorts: &[SortKey::Id, SortKey::FiscalYear],
};

/// Observations
///
/// The long table under everything: one row a figure, exact as printed, with the place it stands in. `value` is null where the document gives words, a date, or says that nothing is set; `value_status` says which.
#[utoipa::path(get, path = "/v1/observations", operation_id = "list_observations", tag = "observations")]
pub(crate) async fn list(app: Arc<App>, call: Call) -> Outcome {
    app.list::<Observation>(call, &LIST).await
}

/// An observation
///
/// One figure.
#[utoipa::path(get, path = "/v1/observations/{observation_id}", operation_id = "get_observation", tag = "observations")]
pub(crate) async fn item(app: Arc<App>, call: Call) -> Outcome {
    app.item(call, "observation_id", ResourceKind::Observation, observations::find).await
}
