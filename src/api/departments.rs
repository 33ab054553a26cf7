//! `/v1/departments`

use actix_web::web::Data;

use crate::service::parameters::NoQuery;
use crate::service::{HandlerResult, ItemRequest, ListRequest, Service};
use crate::store::records::departments::{self, Department};
use crate::store::records::redirects::ResourceKind;

/// Departments
///
/// Departments (所管課, 関係課) that measures name.
#[utoipa::path(get, path = "/v1/departments", operation_id = "list_departments", tag = "departments")]
pub(super) async fn list(service: Data<Service>, request: ListRequest<Department>) -> HandlerResult {
    service.list(request).await
}

/// A department
///
/// One department with its measures.
#[utoipa::path(get, path = "/v1/departments/{department_id}", operation_id = "get_department", tag = "departments")]
pub(super) async fn item(service: Data<Service>, request: ItemRequest<NoQuery>) -> HandlerResult {
    service.item(request, ResourceKind::Department, departments::find).await
}
