//! `/v1/changes`

use std::sync::Arc;

use super::app::App;
use super::parameters::{CHANGE_TYPE, LOCALGOV_CODE, ListParameters, SINCE, SUBJECT_ID};
use crate::http::{Call, Outcome};
use crate::store::filter::SortKey;
use crate::store::queries::changes::{self, Change};
use crate::store::queries::redirects::Subject;

pub(super) static LIST: ListParameters =
    ListParameters { filters: &[&SINCE, &LOCALGOV_CODE, &CHANGE_TYPE, &SUBJECT_ID], sorts: &[SortKey::Id] };

/// Changes
///
/// The history of the dataset: what was added, revised, corrected and taken away, oldest first. Ids begin with the day, so that `sort=-id` gives the newest first. A revision by the city (`target_revised`) is not a corrected transcription (`value_corrected`). The history is a table of the dataset itself, so that every instance tells the same.
#[utoipa::path(get, path = "/v1/changes", operation_id = "list_changes", tag = "changes")]
pub(super) async fn list(app: Arc<App>, call: Call) -> Outcome {
    app.list::<Change>(call, &LIST).await
}

/// A change
///
/// One change of the dataset.
#[utoipa::path(get, path = "/v1/changes/{change_id}", operation_id = "get_change", tag = "changes")]
pub(super) async fn item(app: Arc<App>, call: Call) -> Outcome {
    app.item(call, "change_id", Subject::Change, changes::find).await
}
