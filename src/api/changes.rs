//! `/v1/changes`

use actix_web::web::Data;

use crate::service::parameters::NoQuery;
use crate::service::{HandlerResult, ItemRequest, ListRequest, Service};
use crate::store::records::changes::Change;
use crate::store::records::redirects::ResourceKind;

/// Changes
///
/// History of the dataset: what was added, revised, corrected and removed, oldest first. Ids begin with the day, so `sort=-id` returns the newest first. A revision by the city (`target_revised`) is not a corrected transcription (`value_corrected`). The history is a table of the dataset itself: every instance reports the same.
#[utoipa::path(get, path = "/v1/changes", operation_id = "list_changes", tag = "changes")]
pub(super) async fn list(service: Data<Service>, request: ListRequest<Change>) -> HandlerResult {
    service.list(request).await
}

/// A change
///
/// One change of the dataset.
#[utoipa::path(get, path = "/v1/changes/{change_id}", operation_id = "get_change", tag = "changes")]
pub(super) async fn item(service: Data<Service>, request: ItemRequest<NoQuery>) -> HandlerResult {
    service.item(request, ResourceKind::Change, Change::find).await
}
