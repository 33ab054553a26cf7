//! `/v1/search`

use std::sync::Arc;

use crate::http::{Call, Outcome};
use crate::service::app::App;
use crate::service::parameters::{LOCALGOV_CODE, ListParameters, PLAN_ID, Q, SUBJECT};
use crate::store::list::SortKey;
use crate::store::search::SearchHit;

pub(crate) static LIST: ListParameters =
    ListParameters { filters: &[&Q, &SUBJECT, &LOCALGOV_CODE, &PLAN_ID], sorts: &[SortKey::Relevance] };

/// Search
///
/// Measures, indicators and achievements whose name or texts hold all words of `q`, the best first: those whose name is what was searched for, then those whose name begins with it, then those whose name holds all words, then those whose texts do. A hit says where the words stand. Of more than 10,000 hits `total` says 10,000 and `total_is_exact` is false; `links.next` and the CSV go on to the last one.
#[utoipa::path(get, path = "/v1/search", operation_id = "search", tag = "search")]
pub(crate) async fn list(app: Arc<App>, call: Call) -> Outcome {
    app.list::<SearchHit>(call, &LIST).await
}
