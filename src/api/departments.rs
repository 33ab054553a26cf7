//! `/v1/departments`

use std::sync::Arc;

use super::app::App;
use super::parameters::{LOCALGOV_CODE, ListParameters};
use crate::http::{Call, Outcome};
use crate::store::filter::SortKey;
use crate::store::queries::departments::{self, Department};
use crate::store::queries::redirects::Subject;

pub(super) static LIST: ListParameters = ListParameters { filters: &[&LOCALGOV_CODE], sorts: &[SortKey::Id] };

/// Departments
///
/// The departments (所管課, 関係課) that measures name.
#[utoipa::path(get, path = "/v1/departments", operation_id = "list_departments", tag = "departments")]
pub(super) async fn list(app: Arc<App>, call: Call) -> Outcome {
    app.list::<Department>(call, &LIST).await
}

/// A department
///
/// One department with the measures it has a part in.
#[utoipa::path(get, path = "/v1/departments/{department_id}", operation_id = "get_department", tag = "departments")]
pub(super) async fn item(app: Arc<App>, call: Call) -> Outcome {
    app.item(call, "department_id", Subject::Department, departments::find).await
}
