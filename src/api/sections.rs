//! `/v1/sections`

use std::sync::Arc;

use crate::http::{Call, Outcome};
use crate::service::app::App;
use crate::service::parameters::{LOCALGOV_CODE, ListParameters, PLAN_ID, SECTION_ID};
use crate::store::list::SortKey;
use crate::store::records::redirects::ResourceKind;
use crate::store::records::sections::{self, Section};

pub(crate) static LIST: ListParameters =
    ListParameters { filters: &[&LOCALGOV_CODE, &PLAN_ID, &SECTION_ID], sorts: &[SortKey::Id] };

/// Sections
///
/// The nodes of the plans' own trees (施策体系), of any depth, with the label each document uses for the level.
#[utoipa::path(get, path = "/v1/sections", operation_id = "list_sections", tag = "sections")]
pub(crate) async fn list(app: Arc<App>, call: Call) -> Outcome {
    app.list::<Section>(call, &LIST).await
}

/// A section
///
/// One section with the sections and measures right under it.
#[utoipa::path(get, path = "/v1/sections/{section_id}", operation_id = "get_section", tag = "sections")]
pub(crate) async fn item(app: Arc<App>, call: Call) -> Outcome {
    app.item(call, "section_id", ResourceKind::Section, sections::find).await
}
