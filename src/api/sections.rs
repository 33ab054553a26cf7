//! `/v1/sections`

use actix_web::web::Data;

use crate::service::parameters::NoQuery;
use crate::service::{HandlerResult, ItemRequest, ListRequest, Service};
use crate::store::records::redirects::ResourceKind;
use crate::store::records::sections::{self, Section};

/// Sections
///
/// Nodes of the plans' own trees (施策体系).
#[utoipa::path(get, path = "/v1/sections", operation_id = "list_sections", tag = "sections")]
pub(super) async fn list(service: Data<Service>, request: ListRequest<Section>) -> HandlerResult {
    service.list(request).await
}

/// A section
///
/// One section with the sections and measures below it.
#[utoipa::path(get, path = "/v1/sections/{section_id}", operation_id = "get_section", tag = "sections")]
pub(super) async fn item(service: Data<Service>, request: ItemRequest<NoQuery>) -> HandlerResult {
    service.item(request, ResourceKind::Section, sections::find).await
}
