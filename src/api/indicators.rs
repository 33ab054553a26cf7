//! `/v1/indicators`

use std::sync::Arc;

use super::app::App;
use super::parameters::{
    DEPARTMENT, DIRECTION, INDICATOR_ID, LOCALGOV_CODE, ListParameters, MEASURE_ID, PLAN_ID, ROLE, SDG, SECTION_ID, TAG,
};
use crate::http::{Call, Outcome};
use crate::store::filter::SortKey;
use crate::store::queries::indicators::{self, Indicator};
use crate::store::queries::redirects::Subject;

pub(super) static LIST: ListParameters = ListParameters {
    filters: &[
        &LOCALGOV_CODE,
        &PLAN_ID,
        &SECTION_ID,
        &MEASURE_ID,
        &INDICATOR_ID,
        &DEPARTMENT,
        &SDG,
        &TAG,
        &ROLE,
        &DIRECTION,
    ],
    sorts: &[SortKey::Id],
};

/// Indicators
///
/// The indicators of the measures, each with its baseline, the target in force and the latest actual.
#[utoipa::path(get, path = "/v1/indicators", operation_id = "list_indicators", tag = "indicators")]
pub(super) async fn list(app: Arc<App>, call: Call) -> Outcome {
    app.list::<Indicator>(call, &LIST).await
}

/// An indicator, whole
///
/// One indicator with its breakdown and all its observations: baseline, every target with its revisions, every actual.
#[utoipa::path(get, path = "/v1/indicators/{indicator_id}", operation_id = "get_indicator", tag = "indicators")]
pub(super) async fn item(app: Arc<App>, call: Call) -> Outcome {
    app.item(call, "indicator_id", Subject::Indicator, indicators::find).await
}
