//! Achievements: what was planned, done and reviewed, by measure, fiscal year and part.

use std::collections::BTreeSet;

use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;

use super::SourceReference;
use super::filters::{filter_any, filter_years, fiscal_years};
use super::measure_scope::{MeasureScope, ScopedMeasures, filter_by_scope, scope_alone, stored_count};
use crate::domain::FiscalYearRange;
use crate::store::column_types::RequiredYearLabel;
use crate::store::connection::AnyConnection;
use crate::store::error::StoreResult;
use crate::store::impl_list::impl_list;
use crate::store::schema::achievements;

/// What a measure achieved in a fiscal year.
#[derive(Debug, Clone, Serialize, Queryable, Selectable, ToSchema)]
#[diesel(table_name = achievements)]
pub struct Achievement {
    pub id: String,
    pub localgov_code: String,
    pub localgov_name: String,
    /// The plan it belongs to.
    pub plan_id: String,
    pub measure_id: String,
    /// The measure's name.
    #[schema(example = "窓口業務のオンライン化推進事業")]
    pub measure_name: String,
    pub fiscal_year: i32,
    /// 和暦 of the fiscal year.
    #[schema(example = "令和5年度")]
    #[diesel(select_expression = achievements::fiscal_year, deserialize_as = RequiredYearLabel)]
    pub fiscal_year_label: String,
    pub part: i32,
    pub part_label: Option<String>,
    pub department_id: Option<String>,
    pub record_status: String,
    pub planned: Option<String>,
    pub target_text: Option<String>,
    pub result: Option<String>,
    pub review: Option<String>,
    pub rating: Option<String>,
    pub text_origin: Option<String>,
    pub doubt: Option<String>,
    /// Document and location the achievement was taken from.
    #[diesel(select_expression = (achievements::source_id, achievements::source_place))]
    #[diesel(select_expression_type = (achievements::source_id, achievements::source_place))]
    pub source: SourceReference,
    pub note: Option<String>,
}

/// Filters of the list of achievements.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AchievementFilter {
    /// The measures they belong to.
    pub scope: MeasureScope,
    /// Fiscal years.
    pub fiscal_year: Vec<FiscalYearRange>,
}

impl_list! {
    Achievement from achievements by id, FiscalYear => fiscal_year;
    |connection, filter: AchievementFilter, purpose| {
        let query = achievements::table.into_boxed();
        let own = ScopedMeasures::of(connection, &filter.scope, purpose)?;
        let query = filter_by_scope!(query, &filter.scope, own, purpose, achievements, achievements::measure_id);
        let years = fiscal_years(&filter.fiscal_year);
        filter_years!(connection, query, purpose, achievements::fiscal_year, years)
    };
    count: stored_count!(connection, filter, achievement_count);
    governments: scope_alone!(filter)?.governments();
    rendered: Achievement
}

/// Returns the achievements of a measure, ordered by year and part.
///
/// # Errors
/// [`StoreError`](crate::store::StoreError) when a query fails.
pub fn of_measure(connection: &mut AnyConnection, measure_id: &str) -> StoreResult<Vec<Achievement>> {
    of_measures(connection, &BTreeSet::from([measure_id]))
}

/// Returns the achievements of the measures; those of each are ordered by year and part.
///
/// # Errors
/// [`StoreError`](crate::store::StoreError) when a query fails.
pub(super) fn of_measures(
    connection: &mut AnyConnection,
    measure_ids: &BTreeSet<&str>,
) -> StoreResult<Vec<Achievement>> {
    Ok(achievements::table
        .filter(achievements::measure_id.eq_any(measure_ids))
        .order((achievements::fiscal_year.asc(), achievements::part.asc(), achievements::id.asc()))
        .select(Achievement::as_select())
        .load(connection)?)
}
