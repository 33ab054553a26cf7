//! `/v1/measures`

use actix_web::web::Data;

use crate::service::parameters::NoQuery;
use crate::service::{HandlerResult, ItemRequest, ListRequest, Service};
use crate::store::records::measures::{self, Measure};
use crate::store::records::redirects::ResourceKind;

/// Measures
///
/// Units of work of the plans, sub-programmes included: what is done, why, and by which departments.
#[utoipa::path(get, path = "/v1/measures", operation_id = "list_measures", tag = "measures")]
pub(super) async fn list(service: Data<Service>, request: ListRequest<Measure>) -> HandlerResult {
    service.list(request).await
}

/// A measure with everything that belongs to it
///
/// One measure with its departments, sub-programmes, planned actions, indicators with their latest figures, and achievements by year.
#[utoipa::path(get, path = "/v1/measures/{measure_id}", operation_id = "get_measure", tag = "measures")]
pub(super) async fn item(service: Data<Service>, request: ItemRequest<NoQuery>) -> HandlerResult {
    service.item(request, ResourceKind::Measure, measures::find).await
}
