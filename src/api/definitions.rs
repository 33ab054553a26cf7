//! `/v1/definitions`

use actix_web::web::Data;

use crate::model::TABLES;
use crate::service::dictionary::{ColumnDefinition, TableDefinition};
use crate::service::parameters::NoQuery;
use crate::service::{HandlerResult, ItemRequest, ListRequest, Service, unknown_id};

/// Definitions of all columns
///
/// The データ項目定義書 of every published table: one row per column. `.csv` is the document itself.
#[utoipa::path(get, path = "/v1/definitions", operation_id = "list_definitions", tag = "definitions")]
pub(super) async fn list(service: Data<Service>, request: ListRequest<ColumnDefinition>) -> HandlerResult {
    service.list(request).await
}

/// The definition of a table
///
/// One published table with its columns, in file order.
#[utoipa::path(get, path = "/v1/definitions/{table}", operation_id = "get_definition", tag = "definitions")]
pub(super) async fn item(service: Data<Service>, request: ItemRequest<NoQuery>) -> HandlerResult {
    let definition = TableDefinition::of(&request.id)
        .ok_or_else(|| unknown_id(&request.id, None).allowed(TABLES.iter().map(|table| table.name)))?;
    service.value(&request, &definition)
}
