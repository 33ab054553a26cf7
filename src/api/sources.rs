//! `/v1/sources`

use std::sync::Arc;

use crate::http::{Call, Outcome};
use crate::service::app::App;
use crate::service::parameters::{LOCALGOV_CODE, ListParameters};
use crate::store::list::SortKey;
use crate::store::records::redirects::ResourceKind;
use crate::store::records::sources::{self, Source};

pub(crate) static LIST: ListParameters = ListParameters { filters: &[&LOCALGOV_CODE], sorts: &[SortKey::Id] };

/// Sources
///
/// The documents that everything here rests on: publisher, date, licence, and how many rows rest on each.
#[utoipa::path(get, path = "/v1/sources", operation_id = "list_sources", tag = "sources")]
pub(crate) async fn list(app: Arc<App>, call: Call) -> Outcome {
    app.list::<Source>(call, &LIST).await
}

/// A source
///
/// One document.
#[utoipa::path(get, path = "/v1/sources/{source_id}", operation_id = "get_source", tag = "sources")]
pub(crate) async fn item(app: Arc<App>, call: Call) -> Outcome {
    app.item(call, "source_id", ResourceKind::Source, sources::find).await
}
