//! `/v1/achievements`

use std::sync::Arc;

use crate::http::{Call, Outcome};
use crate::service::app::App;
use crate::service::parameters::{
    DEPARTMENT, FISCAL_YEAR, LOCALGOV_CODE, ListParameters, MEASURE_ID, PLAN_ID, SDG, SECTION_ID, TAG,
};
use crate::store::list::SortKey;
use crate::store::records::achievements::{self, Achievement};
use crate::store::records::redirects::ResourceKind;

pub(crate) static LIST: ListParameters = ListParameters {
    filters: &[&LOCALGOV_CODE, &PLAN_ID, &SECTION_ID, &MEASURE_ID, &DEPARTMENT, &SDG, &TAG, &FISCAL_YEAR],
    sorts: &[SortKey::Id, SortKey::FiscalYear],
};

/// Achievements
///
/// What each measure achieved in each year: planned, result, review, and the city's own rating where it printed one.
#[utoipa::path(get, path = "/v1/achievements", operation_id = "list_achievements", tag = "achievements")]
pub(crate) async fn list(app: Arc<App>, call: Call) -> Outcome {
    app.list::<Achievement>(call, &LIST).await
}

/// An achievement
///
/// One measure's record of one year.
#[utoipa::path(get, path = "/v1/achievements/{achievement_id}", operation_id = "get_achievement", tag = "achievements")]
pub(crate) async fn item(app: Arc<App>, call: Call) -> Outcome {
    app.item(call, "achievement_id", ResourceKind::Achievement, achievements::find).await
}
