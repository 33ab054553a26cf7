//! `/v1/departments`

use std::sync::Arc;

use crate::http::{Call, Outcome};
use crate::service::app::App;
use crate::service::parameters::{LOCALGOV_CODE, ListParameters};
use crate::store::list::SortKey;
use crate::store::records::departments::{self, Department};
use crate::store::records::redirects::ResourceKind;

pub(crate) static LIST: ListParameters = ListParameters { filters: &[&LOCALGOV_CODE], sorts: &[SortKey::Id] };

/// Departments
///
/// The departments (所管課, 関係課) that measures name.
#[utoipa::path(get, path = "/v1/departments", operation_id = "list_departments", tag = "departments")]
pub(crate) async fn list(app: Arc<App>, call: Call) -> Outcome {
    app.list::<Department>(call, &LIST).await
}

/// A department
///
/// One department with the measures it has a part in.
#[utoipa::path(get, path = "/v1/departments/{department_id}", operation_id = "get_department", tag = "departments")]
pub(crate) async fn item(app: Arc<App>, call: Call) -> Outcome {
    app.item(call, "department_id", ResourceKind::Department, departments::find).await
}
