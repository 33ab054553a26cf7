//! `/v1/indicators`

use std::sync::Arc;

use crate::domain::FiscalYear;
use crate::http::{Call, Format, Outcome};
use crate::service::app::{App, table, written};
use crate::service::parameters::{
    AS_OF, DEPARTMENT, DIRECTION, INDICATOR_ID, LOCALGOV_CODE, ListParameters, MEASURE_ID, NO_ACTUAL, PLAN_ID,
    PROGRESS_YEAR, ROLE, SDG, SECTION_ID, STATUS, TAG, TARGET_REVISED, Table,
};
use crate::store::list::SortKey;
use crate::store::records::indicators::{self, Indicator};
use crate::store::records::redirects::ResourceKind;
use crate::store::records::trend::{self, Trend};

pub(crate) static LIST: ListParameters = ListParameters {
    filters: &[
        &LOCALGOV_CODE,
        &PLAN_ID,
        &SECTION_ID,
        &MEASURE_ID,
        &INDICATOR_ID,
        &DEPARTMENT,
        &SDG,
        &TAG,
        &ROLE,
        &DIRECTION,
        &STATUS,
        &TARGET_REVISED,
        &NO_ACTUAL,
        &PROGRESS_YEAR,
    ],
    sorts: &[SortKey::Id, SortKey::Progress],
};

/// Indicators
///
/// The indicators of the measures, each with its baseline, the target in force, the latest actual and its progress.
#[utoipa::path(get, path = "/v1/indicators", operation_id = "list_indicators", tag = "indicators")]
pub(crate) async fn list(app: Arc<App>, call: Call) -> Outcome {
    app.list::<Indicator>(call, &LIST).await
}

/// An indicator, whole
///
/// One indicator with its breakdown and all its observations: baseline, every target with its revisions, every actual.
#[utoipa::path(get, path = "/v1/indicators/{indicator_id}", operation_id = "get_indicator", tag = "indicators")]
pub(crate) async fn item(app: Arc<App>, call: Call) -> Outcome {
    app.item(call, "indicator_id", ResourceKind::Indicator, indicators::find).await
}

/// The trend of an indicator
///
/// How the indicator moved, against which target, whether the city changed the target, and what it says of each year:
/// every figure and the words of its year in one answer, with progress, its inputs and a line to cite. `as_of` shows the
/// targets as they stood on a day.
#[utoipa::path(
    get,
    path = "/v1/indicators/{indicator_id}/trend",
    operation_id = "get_indicator_trend",
    tag = "indicators"
)]
pub(crate) async fn trend(app: Arc<App>, call: Call) -> Outcome {
    let format = call.format();
    let as_of = AS_OF.read(call.query(), format, |day| {
        let year = FiscalYear::of_day(day).ok()?;
        Some((day.to_owned(), year.year()))
    })?;
    let form = Table::read(call.query())?;
    app.one(call, "indicator_id", ResourceKind::Indicator, move |connection, id| {
        let as_of = as_of.as_ref().map(|(day, year)| (day.as_str(), *year));
        let trend = trend::find(connection, id, as_of)?;
        let write = |trend: &Trend| if format == Format::Csv { table(&trend.rows(), form) } else { written(trend) };
        trend.as_ref().map(write).transpose()
    })
    .await
}
