//! `/v1/achievements`

use actix_web::web::Data;

use crate::service::parameters::NoQuery;
use crate::service::{HandlerResult, ItemRequest, ListRequest, Service};
use crate::store::records::achievements::Achievement;
use crate::store::records::redirects::ResourceKind;

/// Achievements
///
/// What each measure achieved in each year: planned, result, review, and the city's own rating where it printed one.
#[utoipa::path(get, path = "/v1/achievements", operation_id = "list_achievements", tag = "achievements")]
pub(super) async fn list(service: Data<Service>, request: ListRequest<Achievement>) -> HandlerResult {
    service.list(request).await
}

/// An achievement
///
/// One measure's record of one year.
#[utoipa::path(get, path = "/v1/achievements/{achievement_id}", operation_id = "get_achievement", tag = "achievements")]
pub(super) async fn item(service: Data<Service>, request: ItemRequest<NoQuery>) -> HandlerResult {
    service.item(request, ResourceKind::Achievement, Achievement::find).await
}
