//! `/v1/codes`

use actix_web::web::Data;

use crate::model::codes::CODE_LISTS;
use crate::service::dictionary::{CodeDefinition, CodeListDefinition};
use crate::service::parameters::NoQuery;
use crate::service::{HandlerResult, ItemRequest, ListRequest, Service, unknown_id};

/// Codes of all lists
///
/// Every code of the data (コード表) with its Japanese and English names: one row per code.
#[utoipa::path(get, path = "/v1/codes", operation_id = "list_codes", tag = "definitions")]
pub(super) async fn list(service: Data<Service>, request: ListRequest<CodeDefinition>) -> HandlerResult {
    service.list(request).await
}

/// A code list
///
/// One code list with its codes.
#[utoipa::path(get, path = "/v1/codes/{list}", operation_id = "get_code_list", tag = "definitions")]
pub(super) async fn item(service: Data<Service>, request: ItemRequest<NoQuery>) -> HandlerResult {
    let definition = CodeListDefinition::of(&request.id)
        .ok_or_else(|| unknown_id(&request.id, None).allowed(CODE_LISTS.iter().map(|list| list.name)))?;
    service.value(&request, &definition)
}
