//! `/v1/search`

use actix_web::web::Data;

use crate::service::{HandlerResult, ListRequest, Service};
use crate::store::search::SearchHit;

/// Search
///
/// Measures, indicators and achievements whose name or texts contain all words of `q`, best matches first: those whose name equals the text, then those whose name begins with it, then those whose name contains all words, then those whose texts do. A hit names the field that matched. Above 10,000 hits `total` is 10,000 and `total_is_exact` is false; `links.next` and the CSV go on to the last one.
#[utoipa::path(get, path = "/v1/search", operation_id = "search", tag = "search")]
pub(super) async fn list(service: Data<Service>, request: ListRequest<SearchHit>) -> HandlerResult {
    service.list(request).await
}
