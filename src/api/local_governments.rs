//! `/v1/local_governments`

use actix_web::web::Data;

use crate::service::parameters::NoQuery;
use crate::service::{HandlerResult, ItemRequest, ListRequest, Service};
use crate::store::records::local_governments::LocalGovernment;
use crate::store::records::redirects::ResourceKind;

/// Local governments
///
/// Local governments whose plans are published here, with row counts.
#[utoipa::path(get, path = "/v1/local_governments", operation_id = "list_local_governments", tag = "local_governments")]
pub(super) async fn list(service: Data<Service>, request: ListRequest<LocalGovernment>) -> HandlerResult {
    service.list(request).await
}

/// A local government
///
/// One local government.
#[utoipa::path(
    get,
    path = "/v1/local_governments/{localgov_code}",
    operation_id = "get_local_government",
    tag = "local_governments"
)]
pub(super) async fn item(service: Data<Service>, request: ItemRequest<NoQuery>) -> HandlerResult {
    service.item(request, ResourceKind::LocalGovernment, LocalGovernment::find).await
}
