//! `/v1/indicators`

use actix_web::web::Data;

use crate::formats::TableLayout;
use crate::service::parameters::{NoQuery, TrendQuery};
use crate::service::{HandlerResult, ItemRequest, ListRequest, RenderedItem, Service, render_table};
use crate::store::records::indicators::{self, Indicator};
use crate::store::records::redirects::ResourceKind;
use crate::store::records::trend;
use crate::store::records::trend_table::TrendRow;

/// Indicators
///
/// Indicators of the measures, each with its baseline, the target in force, the latest actual and its progress.
#[utoipa::path(get, path = "/v1/indicators", operation_id = "list_indicators", tag = "indicators")]
pub(super) async fn list(service: Data<Service>, request: ListRequest<Indicator>) -> HandlerResult {
    service.list(request).await
}

/// An indicator with all its figures
///
/// One indicator with its breakdown and all its observations: baseline, every target with its revisions, every actual.
#[utoipa::path(get, path = "/v1/indicators/{indicator_id}", operation_id = "get_indicator", tag = "indicators")]
pub(super) async fn item(service: Data<Service>, request: ItemRequest<NoQuery>) -> HandlerResult {
    service.json_item(request, ResourceKind::Indicator, indicators::render).await
}

/// The trend of an indicator
///
/// How the indicator moved, against which target, whether the city changed the target, and what it says about each year:
/// every figure and the text of its year in one response, with progress, its inputs and a citation. `as_of` shows the
/// targets as they were on a day.
#[utoipa::path(
    get,
    path = "/v1/indicators/{indicator_id}/trend",
    operation_id = "get_indicator_trend",
    tag = "indicators"
)]
pub(super) async fn trend(service: Data<Service>, request: ItemRequest<TrendQuery>) -> HandlerResult {
    let (table, TrendQuery { as_of, csv }) = (request.table, request.query.clone());
    service
        .rendered_item(request, ResourceKind::Indicator, move |connection, id| {
            let as_of = as_of.as_ref().map(|(day, year)| (day.as_str(), year.year()));
            if let (None, None) = (table, as_of) {
                return Ok(trend::render(connection, id)?.map(RenderedItem::Json));
            }
            let Some(trend) = trend::find(connection, id, as_of)? else { return Ok(None) };
            let rendered = match table {
                Some(format) => {
                    let layout = TableLayout::new::<TrendRow>(Some("observations"), csv);
                    RenderedItem::Table(render_table(format, layout, &trend.rows())?)
                }
                None => RenderedItem::Json(serde_json::to_vec(&trend)?),
            };
            Ok(Some(rendered))
        })
        .await
}
