//! `/v1/plans`

use actix_web::web::Data;

use crate::domain::FiscalYear;
use crate::service::parameters::{NoQuery, ScorecardQuery};
use crate::service::{HandlerResult, ItemRequest, ListRequest, Service};
use crate::store::records::plans::Plan;
use crate::store::records::redirects::ResourceKind;
use crate::store::records::{outline, plan_progress};

/// Plans
///
/// Published plans, each with its span of fiscal years and its coverage here.
#[utoipa::path(get, path = "/v1/plans", operation_id = "list_plans", tag = "plans")]
pub(super) async fn list(service: Data<Service>, request: ListRequest<Plan>) -> HandlerResult {
    service.list(request).await
}

/// A plan
///
/// One plan.
#[utoipa::path(get, path = "/v1/plans/{plan_id}", operation_id = "get_plan", tag = "plans")]
pub(super) async fn item(service: Data<Service>, request: ItemRequest<NoQuery>) -> HandlerResult {
    service.item(request, ResourceKind::Plan, Plan::find).await
}

/// The outline of a plan
///
/// The plan's own tree: sections down to measures and their sub-programmes, in the order of the document.
#[utoipa::path(get, path = "/v1/plans/{plan_id}/outline", operation_id = "get_plan_outline", tag = "plans")]
pub(super) async fn outline(service: Data<Service>, request: ItemRequest<NoQuery>) -> HandlerResult {
    service.item(request, ResourceKind::Plan, outline::find).await
}

/// The scorecard of a plan
///
/// How many of the plan's indicators with a target have which status by the rules of this service: in total, by year, by
/// section and by lead department; how much of the plan can be assessed; every change of a target by the city.
#[utoipa::path(get, path = "/v1/plans/{plan_id}/progress", operation_id = "get_plan_progress", tag = "plans")]
pub(super) async fn progress(service: Data<Service>, request: ItemRequest<ScorecardQuery>) -> HandlerResult {
    let fiscal_year = request.query.fiscal_year.map(FiscalYear::year);
    service
        .item(request, ResourceKind::Plan, move |connection, id| plan_progress::find(connection, id, fiscal_year))
        .await
}
