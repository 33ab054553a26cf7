//! `/v1/plans`

use std::sync::Arc;

use crate::domain::FiscalYear;
use crate::http::{Call, Outcome};
use crate::service::app::{App, written};
use crate::service::parameters::{LOCALGOV_CODE, ListParameters, PLAN_ID, SCORE_YEAR};
use crate::store::list::SortKey;
use crate::store::records::outline;
use crate::store::records::plan_progress;
use crate::store::records::plans::{self, Plan};
use crate::store::records::redirects::ResourceKind;

pub(crate) static LIST: ListParameters = ListParameters { filters: &[&LOCALGOV_CODE, &PLAN_ID], sorts: &[SortKey::Id] };

/// Plans
///
/// The published plans, each with its span of fiscal years and how much of it is here.
#[utoipa::path(get, path = "/v1/plans", operation_id = "list_plans", tag = "plans")]
pub(crate) async fn list(app: Arc<App>, call: Call) -> Outcome {
    app.list::<Plan>(call, &LIST).await
}

/// A plan
///
/// One plan.
#[utoipa::path(get, path = "/v1/plans/{plan_id}", operation_id = "get_plan", tag = "plans")]
pub(crate) async fn item(app: Arc<App>, call: Call) -> Outcome {
    app.item(call, "plan_id", ResourceKind::Plan, plans::find).await
}

/// The outline of a plan
///
/// The plan's own tree: sections down to measures and their sub-programmes, in the order of the document.
#[utoipa::path(get, path = "/v1/plans/{plan_id}/outline", operation_id = "get_plan_outline", tag = "plans")]
pub(crate) async fn outline(app: Arc<App>, call: Call) -> Outcome {
    app.item(call, "plan_id", ResourceKind::Plan, outline::find).await
}

/// The scorecard of a plan
///
/// How many of the plan's indicators with a target stand where, by our rules: in all, by year, by section and by lead
/// department; how much of the plan can be seen; every change of a target by the city.
#[utoipa::path(get, path = "/v1/plans/{plan_id}/progress", operation_id = "get_plan_progress", tag = "plans")]
pub(crate) async fn progress(app: Arc<App>, call: Call) -> Outcome {
    let year =
        SCORE_YEAR.read(call.query(), call.format(), |text| text.parse::<FiscalYear>().ok())?.map(FiscalYear::year);
    app.one(call, "plan_id", ResourceKind::Plan, move |connection, id| {
        plan_progress::find(connection, id, year)?.as_ref().map(written).transpose()
    })
    .await
}
