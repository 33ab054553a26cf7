//! `/v1/changes`

use std::sync::Arc;

use crate::http::{Call, Outcome};
use crate::service::app::App;
use crate::service::parameters::{CHANGE_TYPE, LOCALGOV_CODE, ListParameters, SINCE, SUBJECT_ID};
use crate::store::list::SortKey;
use crate::store::records::changes::{self, Change};
use crate::store::records::redirects::ResourceKind;

pub(crate) static LIST: ListParameters =
    ListParameters { filters: &[&SINCE, &LOCALGOV_CODE, &CHANGE_TYPE, &SUBJECT_ID], sorts: &[SortKey::Id] };

/// Changes
///
/// The history of the dataset: what was added, revised, corrected and taken away, oldest first. Ids begin with the day, so that `sort=-id` gives the newest first. A revision by the city (`target_revised`) is not a corrected transcription (`value_corrected`). The history is a table of the dataset itself, so that every instance tells the same.
#[utoipa::path(get, path = "/v1/changes", operation_id = "list_changes", tag = "changes")]
pub(crate) async fn list(app: Arc<App>, call: Call) -> Outcome {
    app.list::<Change>(call, &LIST).await
}

/// A change
///
/// One change of the dataset.
#[utoipa::path(get, path = "/v1/changes/{change_id}", operation_id = "get_change", tag = "changes")]
pub(crate) async fn item(app: Arc<App>, call: Call) -> Outcome {
    app.item(call, "change_id", ResourceKind::Change, changes::find).await
}
