//! `/v1/sections`

use std::sync::Arc;

use super::app::App;
use super::parameters::{LOCALGOV_CODE, ListParameters, PLAN_ID, SECTION_ID};
use crate::http::{Call, Outcome};
use crate::store::filter::SortKey;
use crate::store::queries::redirects::Subject;
use crate::store::queries::sections::{self, Section};

pub(super) static LIST: ListParameters =
    ListParameters { filters: &[&LOCALGOV_CODE, &PLAN_ID, &SECTION_ID], sorts: &[SortKey::Id] };

/// Sections
///
/// The nodes of the plans' own trees (施策体系), of any depth, with the label each document uses for the level.
#[utoipa::path(get, path = "/v1/sections", operation_id = "list_sections", tag = "sections")]
pub(super) async fn list(app: Arc<App>, call: Call) -> Outcome {
    app.list::<Section>(call, &LIST).await
}

/// A section
///
/// One section with the sections and measures right under it.
#[utoipa::path(get, path = "/v1/sections/{section_id}", operation_id = "get_section", tag = "sections")]
pub(super) async fn item(app: Arc<App>, call: Call) -> Outcome {
    app.item(call, "section_id", Subject::Section, sections::find).await
}
