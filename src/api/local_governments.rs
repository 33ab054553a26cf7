//! `/v1/local_governments`

use std::sync::Arc;

use crate::http::{Call, Outcome};
use crate::service::app::App;
use crate::service::parameters::{LOCALGOV_CODE, ListParameters};
use crate::store::list::SortKey;
use crate::store::records::local_governments::{self, LocalGovernment};
use crate::store::records::redirects::ResourceKind;

pub(crate) static LIST: ListParameters = ListParameters { filters: &[&LOCALGOV_CODE], sorts: &[SortKey::Id] };

/// Local governments
///
/// Who publishes, and how much of it is here.
#[utoipa::path(get, path = "/v1/local_governments", operation_id = "list_local_governments", tag = "local_governments")]
pub(crate) async fn list(app: Arc<App>, call: Call) -> Outcome {
    app.list::<LocalGovernment>(call, &LIST).await
}

/// A local government
///
/// One local government by its six-digit code.
#[utoipa::path(
    get,
    path = "/v1/local_governments/{localgov_code}",
    operation_id = "get_local_government",
    tag = "local_governments"
)]
pub(crate) async fn item(app: Arc<App>, call: Call) -> Outcome {
    app.item(call, "localgov_code", ResourceKind::LocalGovernment, local_governments::find).await
}
