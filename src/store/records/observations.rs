//! Observations: the long table under everything.

use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;

use super::{SourceReference, counted_at_import, narrow_by_measure, years};
use crate::domain::Number;
use crate::store::AnyConnection;
use crate::store::column_types::{StoredNumber, YearLabel};
use crate::store::connection::Backend;
use crate::store::filter::{Filter, Page, Position, Sort};
use crate::store::listing::{Listing, Total, turn_to};
use crate::store::schema::{indicators, observations};

diesel::joinable!(observations -> indicators (indicator_id));

/// The member of the indicator's breakdown that a figure is for.
#[derive(Debug, Clone, Serialize, Queryable, ToSchema)]
pub struct BreakdownReference {
    /// The member's code; `_T` is the total.
    #[schema(example = "kojin")]
    pub code: String,
    /// The member's name.
    #[schema(example = "個人市民税")]
    pub name: String,
}

/// One figure: the value of an indicator and one member of its breakdown, for a fiscal year, of one kind and revision.
#[derive(Debug, Clone, Serialize, Queryable, Selectable, ToSchema)]
#[diesel(table_name = observations)]
pub struct Observation {
    pub id: String,
    pub localgov_code: String,
    pub localgov_name: String,
    /// The plan it belongs to.
    pub plan_id: String,
    /// The measure it belongs to.
    pub measure_id: String,
    pub indicator_id: String,
    /// The indicator's name.
    #[schema(example = "オンラインによる行政手続き数")]
    #[diesel(select_expression = indicators::name)]
    pub indicator_name: String,
    /// Which member of the indicator's breakdown; `_T` is the total.
    #[diesel(select_expression = (observations::breakdown_code, observations::breakdown_name))]
    #[diesel(select_expression_type = (observations::breakdown_code, observations::breakdown_name))]
    pub breakdown: BreakdownReference,
    pub fiscal_year: Option<i32>,
    /// 和暦 of the fiscal year.
    #[schema(example = "令和5年度")]
    #[diesel(select_expression = observations::fiscal_year, deserialize_as = YearLabel)]
    pub fiscal_year_label: Option<String>,
    pub fiscal_year_basis: String,
    pub period_start: Option<String>,
    pub period_end: Option<String>,
    pub reported_fiscal_year: Option<i32>,
    pub kind: String,
    pub revision: i32,
    pub set_in: Option<i32>,
    pub superseded_in: Option<i32>,
    pub revision_reason: Option<String>,
    pub revision_note: Option<String>,
    #[diesel(deserialize_as = StoredNumber)]
    #[schema(value_type = Option<f64>)]
    pub value: Option<Number>,
    #[diesel(deserialize_as = StoredNumber)]
    #[schema(value_type = Option<f64>)]
    pub denominator: Option<Number>,
    pub value_date: Option<String>,
    pub value_text: String,
    pub value_status: String,
    pub value_basis: String,
    pub base_fiscal_year: Option<i32>,
    pub comparator: Option<String>,
    #[diesel(select_expression = indicators::unit)]
    pub unit: Option<String>,
    #[diesel(select_expression = indicators::unit_code)]
    pub unit_code: String,
    #[diesel(select_expression = indicators::unit_multiplier)]
    pub unit_multiplier: i32,
    #[diesel(select_expression = indicators::unit_per)]
    pub unit_per: Option<String>,
    pub name_text: Option<String>,
    pub break_reason: Option<String>,
    pub break_note: Option<String>,
    pub doubt: Option<String>,
    /// Where in which document the figure stands.
    #[diesel(select_expression = (observations::source_id, observations::source_place))]
    #[diesel(select_expression_type = (observations::source_id, observations::source_place))]
    pub source: SourceReference,
    pub note: Option<String>,
}

/// The most rows that are counted for a page.
const COUNTED_ROWS: i64 = 100_000;

type Joined = diesel::dsl::InnerJoin<observations::table, indicators::table>;
type Narrowed<'a> = diesel::dsl::IntoBoxed<'a, Joined, Backend>;

fn narrowed<'a>(connection: &mut AnyConnection, filter: &Filter) -> QueryResult<Narrowed<'a>> {
    let query = observations::table.inner_join(indicators::table).into_boxed::<Backend>();
    let mut query = narrow_by_measure!(connection, query, filter, observations, observations::measure_id);
    // Each of these has an index for lists narrowed by nothing else. Beside a filter that leaves little they must not
    // be chosen, and no planner knows that without statistics: an expression has no index.
    let is_narrow =
        [&filter.localgov_code, &filter.plan_id, &filter.section_id, &filter.measure_id, &filter.indicator_id]
            .into_iter()
            .any(|ids| !ids.is_empty());
    if !filter.fiscal_year.is_empty() {
        let years = years(filter);
        query = if is_narrow {
            query.filter((observations::fiscal_year_sort + 0).eq_any(years))
        } else {
            query.filter(observations::fiscal_year_sort.eq_any(years))
        };
    }
    if !filter.indicator_id.is_empty() {
        query = query.filter(observations::indicator_id.eq_any(filter.indicator_id.clone()));
    }
    if !filter.kind.is_empty() {
        query = if is_narrow {
            query.filter(observations::kind.concat("").eq_any(filter.kind.clone()))
        } else {
            query.filter(observations::kind.eq_any(filter.kind.clone()))
        };
    }
    if !filter.value_status.is_empty() {
        query = if is_narrow {
            query.filter(observations::value_status.concat("").eq_any(filter.value_status.clone()))
        } else {
            query.filter(observations::value_status.eq_any(filter.value_status.clone()))
        };
    }
    Ok(query)
}

impl Listing for Observation {
    type Row = Self;
    const TABLE: &str = "observations";

    fn count(connection: &mut AnyConnection, filter: &Filter) -> QueryResult<i64> {
        if let Some(count) = counted_at_import!(connection, filter, observation_count) {
            return Ok(count);
        }
        narrowed(connection, filter)?.count().get_result(connection)
    }

    // Of a country's figures a filter may leave millions.
    fn total(connection: &mut AnyConnection, filter: &Filter) -> QueryResult<Total> {
        if let Some(rows) = counted_at_import!(connection, filter, observation_count) {
            return Ok(Total { rows, is_exact: true });
        }
        let beyond = narrowed(connection, filter)?.select(observations::id).offset(COUNTED_ROWS).limit(1);
        if beyond.load::<String>(connection)?.is_empty() {
            Self::count(connection, filter).map(|rows| Total { rows, is_exact: true })
        } else {
            Ok(Total { rows: COUNTED_ROWS, is_exact: false })
        }
    }

    // The order is that of an index of this table, and its rows are so many that no planner begins with the other one:
    // a test looks at the plans.
    fn page(connection: &mut AnyConnection, filter: &Filter, page: &Page) -> QueryResult<Vec<Self>> {
        turn_to!(
            narrowed(connection, filter)?,
            page,
            observations::id,
            FiscalYear => observations::fiscal_year_sort
        )
        .select(Self::as_select())
        .load(connection)
    }

    fn position(row: &Self, _: Sort) -> Position {
        Position { number: row.fiscal_year.unwrap_or(0), id: row.id.clone() }
    }
}

/// The observation `id`.
///
/// # Errors
/// What the engine says.
pub fn find(connection: &mut AnyConnection, id: &str) -> QueryResult<Option<Observation>> {
    observations::table
        .inner_join(indicators::table)
        .filter(observations::id.eq(id))
        .select(Observation::as_select())
        .get_result(connection)
        .optional()
}

/// The observations of some indicators, in the order of their ids.
///
/// # Errors
/// What the engine says.
pub fn of_indicators(connection: &mut AnyConnection, ids: &[&str]) -> QueryResult<Vec<Observation>> {
    observations::table
        .inner_join(indicators::table)
        .filter(observations::indicator_id.eq_any(ids))
        .order(observations::id.asc())
        .select(Observation::as_select())
        .load(connection)
}
