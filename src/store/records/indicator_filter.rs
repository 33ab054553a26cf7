//! Filters of the list of indicators, on the indicators themselves and on their stored progress.

use diesel::prelude::*;

use super::filters::{code_values, filter_any, filter_single};
use super::measure_scope::{MeasureScope, ScopedMeasures, filter_by_scope};
use crate::domain::FiscalYear;
use crate::domain::progress::Moment;
use crate::model::codes::Code;
use crate::store::connection::{AnyConnection, Backend};
use crate::store::error::StoreResult;
use crate::store::list::{Purpose, Sort, SortKey};
use crate::store::schema::{indicator_progress, indicators};

/// The fiscal year of the rows of `indicator_progress` that hold the current progress.
pub const NOW: i32 = 0;

/// Filters of the list of indicators.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IndicatorFilter {
    /// The measures they belong to.
    pub scope: MeasureScope,
    /// Ids of indicators.
    pub indicator_id: Vec<String>,
    /// Roles: with a target, or monitoring only.
    pub role: Vec<&'static Code>,
    /// Directions they should move in.
    pub direction: Vec<&'static Code>,
    /// Statuses of progress.
    pub status: Vec<&'static Code>,
    /// Whether the city revised a target.
    pub target_revised: Option<bool>,
    /// Whether there is no actual.
    pub no_actual: Option<bool>,
    /// The year whose progress is meant; `None` means the current progress.
    pub fiscal_year: Option<FiscalYear>,
}

impl IndicatorFilter {
    /// Returns whether the list needs the progress of its indicators. Otherwise its table is not read.
    pub(super) fn needs_progress(&self, sort: Sort) -> bool {
        sort.key == SortKey::Progress || !self.status.is_empty() || self.fiscal_year.is_some()
    }

    pub(super) fn moment(&self) -> Moment {
        self.fiscal_year.map_or(Moment::Latest, |year| Moment::Year(year.year()))
    }
}

/// Indicators with their progress at a moment.
pub(super) type WithProgress<'a> = diesel::dsl::IntoBoxed<'a, indicator_progress::table, Backend>;
/// Indicators alone.
pub(super) type Filtered<'a> = diesel::dsl::IntoBoxed<'a, indicators::table, Backend>;

/// Applies the filters on columns of an indicator, which both tables have. (A macro for the same reason as
/// `filter_by_links`.)
macro_rules! filter_by_columns {
    ($connection:expr, $query:expr, $filter:expr, $purpose:expr, $table:ident, $id:expr) => {{
        let filter: &IndicatorFilter = $filter;
        let measures = ScopedMeasures::of($connection, &filter.scope, $purpose)?;
        let starts_with_few =
            measures.are_few() || filter.scope.selects_by_ancestor() || !filter.indicator_id.is_empty();
        let query = filter_by_scope!($query, &filter.scope, measures, $purpose, $table, $table::measure_id);
        let query = filter_any!(query, $id, filter.indicator_id.clone());
        let (roles, directions) = (code_values(&filter.role), code_values(&filter.direction));
        let (revised, actual) = (flags(filter.target_revised), flags(filter.no_actual.map(|is_missing| !is_missing)));
        // As in the list of observations.
        let query = filter_single!(query, starts_with_few, $table::role, $table::role.concat(""), roles);
        let query = filter_single!(query, starts_with_few, $table::direction, $table::direction.concat(""), directions);
        let query =
            filter_single!(query, starts_with_few, $table::target_revised, ($table::target_revised + 0), revised);
        filter_single!(query, starts_with_few, $table::has_actual, ($table::has_actual + 0), actual)
    }};
}

/// Flags are stored as 0 and 1, because SQLite has no booleans.
fn flags(flag: Option<bool>) -> Vec<i32> {
    flag.map(i32::from).into_iter().collect()
}

/// Returns the indicators that a filter without progress leaves.
pub(super) fn filtered<'a>(
    connection: &mut AnyConnection,
    filter: &IndicatorFilter,
    purpose: Purpose,
) -> StoreResult<Filtered<'a>> {
    let query = indicators::table.into_boxed::<Backend>();
    Ok(filter_by_columns!(connection, query, filter, purpose, indicators, indicators::id))
}

/// Returns the progress of the indicators that a filter leaves.
pub(super) fn with_progress<'a>(
    connection: &mut AnyConnection,
    filter: &IndicatorFilter,
    purpose: Purpose,
) -> StoreResult<WithProgress<'a>> {
    let year = filter.fiscal_year.map_or(NOW, FiscalYear::year);
    let query = indicator_progress::table.into_boxed::<Backend>().filter(indicator_progress::fiscal_year.eq(year));
    let id = indicator_progress::indicator_id;
    let query = filter_by_columns!(connection, query, filter, purpose, indicator_progress, id);
    Ok(filter_any!(query, indicator_progress::status, code_values(&filter.status)))
}
