//! `/v1/observations`

use actix_web::web::Data;

use crate::service::parameters::NoQuery;
use crate::service::{HandlerResult, ItemRequest, ListRequest, Service};
use crate::store::records::observations::{self, Observation};
use crate::store::records::redirects::ResourceKind;

/// Observations
///
/// The long table behind all resources: one row per figure, exactly as printed, with its place in the document. `value` is null where the document gives words, a date, or says that nothing is set; `value_status` tells these apart.
#[utoipa::path(get, path = "/v1/observations", operation_id = "list_observations", tag = "observations")]
pub(super) async fn list(service: Data<Service>, request: ListRequest<Observation>) -> HandlerResult {
    service.list(request).await
}

/// An observation
///
/// One figure.
#[utoipa::path(get, path = "/v1/observations/{observation_id}", operation_id = "get_observation", tag = "observations")]
pub(super) async fn item(service: Data<Service>, request: ItemRequest<NoQuery>) -> HandlerResult {
    service.item(request, ResourceKind::Observation, observations::find).await
}
