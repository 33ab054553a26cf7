//! `/v1/sources`

use actix_web::web::Data;

use crate::service::parameters::NoQuery;
use crate::service::{HandlerResult, ItemRequest, ListRequest, Service};
use crate::store::records::redirects::ResourceKind;
use crate::store::records::sources::Source;

/// Sources
///
/// Documents that the published rows come from, and how many rows come from each.
#[utoipa::path(get, path = "/v1/sources", operation_id = "list_sources", tag = "sources")]
pub(super) async fn list(service: Data<Service>, request: ListRequest<Source>) -> HandlerResult {
    service.list(request).await
}

/// A source
///
/// One document.
#[utoipa::path(get, path = "/v1/sources/{source_id}", operation_id = "get_source", tag = "sources")]
pub(super) async fn item(service: Data<Service>, request: ItemRequest<NoQuery>) -> HandlerResult {
    service.item(request, ResourceKind::Source, Source::find).await
}
