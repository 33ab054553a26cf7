//! Observations: the values of all indicators in long form.

use std::collections::{BTreeMap, HashMap};

use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;

use super::SourceReference;
use super::filters::{code_values, filter_any, filter_indexed, filter_years, fiscal_years};
use super::measure_scope::{MeasureScope, ScopedMeasures, filter_by_scope, scope_alone, stored_count};
use super::progress::{assessed_kind, assessed_value};
use crate::domain::progress::{Comparator, Point};
use crate::domain::{FiscalYearRange, Number};
use crate::formats::RowForm;
use crate::model::codes::Code;
use crate::store::column_types::{StoredNumber, YearLabel};
use crate::store::connection::{AnyConnection, Backend};
use crate::store::counting::total;
use crate::store::error::StoreResult;
use crate::store::list::{Governments, List, Page, Position, Purpose, RenderedRow, Sort, Total, paginate};
use crate::store::rendered::load_rendered;
use crate::store::rendered_kind::RenderedKind;
use crate::store::schema::{indicators, observations};

diesel::joinable!(observations -> indicators (indicator_id));

/// Member of an indicator's breakdown.
#[derive(Debug, Clone, Serialize, Queryable, ToSchema)]
pub struct BreakdownReference {
    /// The member's code; `_T` is the total.
    #[schema(example = "kojin")]
    pub code: String,
    /// The member's name.
    #[schema(example = "個人市民税")]
    pub name: String,
}

/// One value of an indicator and one member of its breakdown, for a fiscal year, of one kind and revision.
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
    /// Member of the indicator's breakdown; `_T` is the total.
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
    /// Document and location the value was taken from.
    #[diesel(select_expression = (observations::source_id, observations::source_place))]
    #[diesel(select_expression_type = (observations::source_id, observations::source_place))]
    pub source: SourceReference,
    pub note: Option<String>,
}

impl Observation {
    /// Returns the observation as the rules of progress use it; `None` if they do not use it.
    pub(super) fn point(&self) -> Option<Point> {
        Some(Point {
            kind: assessed_kind(&self.kind)?,
            breakdown: self.breakdown.code.clone(),
            fiscal_year: self.fiscal_year,
            value: assessed_value(
                &self.value_status,
                self.value,
                self.value_date.as_deref(),
                &self.value_basis,
                self.base_fiscal_year,
            )?,
            comparator: self.comparator.as_deref().and_then(Comparator::from_code),
            set_in: self.set_in,
            superseded_in: self.superseded_in,
            revision: self.revision,
            breaks: self.break_reason.is_some(),
        })
    }
}

/// Filters of the list of observations.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ObservationFilter {
    /// The measures they belong to.
    pub scope: MeasureScope,
    /// Ids of indicators.
    pub indicator_id: Vec<String>,
    /// Fiscal years.
    pub fiscal_year: Vec<FiscalYearRange>,
    /// Kinds of observations.
    pub kind: Vec<&'static Code>,
    /// Statuses of values.
    pub value_status: Vec<&'static Code>,
}

type Filtered<'a> = diesel::dsl::IntoBoxed<'a, observations::table, Backend>;

fn filtered<'a>(
    connection: &mut AnyConnection,
    filter: &ObservationFilter,
    purpose: Purpose,
) -> StoreResult<Filtered<'a>> {
    let measures = ScopedMeasures::of(connection, &filter.scope, purpose)?;
    let starts_with_few = measures.are_few() || filter.scope.selects_by_ancestor() || !filter.indicator_id.is_empty();
    let query = observations::table.into_boxed::<Backend>();
    let query = filter_by_scope!(query, &filter.scope, measures, purpose, observations, observations::measure_id);
    let query = filter_any!(query, observations::indicator_id, filter.indicator_id.clone());
    let (years, kinds) = (fiscal_years(&filter.fiscal_year), code_values(&filter.kind));
    let statuses = code_values(&filter.value_status);
    // Each of these columns has indexes for lists with no other filter. Next to a filter that leaves few rows they must
    // not be chosen, and without statistics no planner knows: an expression has no index.
    Ok(if starts_with_few {
        let query = filter_any!(query, (observations::fiscal_year_sort + 0), years);
        let query = filter_any!(query, observations::kind.concat(""), kinds);
        filter_any!(query, observations::value_status.concat(""), statuses)
    } else {
        let query = filter_years!(connection, query, purpose, observations::fiscal_year_sort, years);
        let (kind, status) = (observations::kind.concat(""), observations::value_status.concat(""));
        let query = filter_indexed!(connection, query, purpose, observations::kind, kind, kinds);
        filter_indexed!(connection, query, purpose, observations::value_status, status, statuses)
    })
}

impl List for Observation {
    type Row = Self;
    type Filter = ObservationFilter;
    const TABLE: Option<&'static str> = Some("observations");
    const RENDERED: Option<RenderedKind> = Some(RenderedKind::Observation);

    fn parts(filter: &ObservationFilter) -> Vec<ObservationFilter> {
        let scopes = filter.scope.parts();
        if scopes.len() > 1 {
            return scopes.into_iter().map(|scope| ObservationFilter { scope, ..filter.clone() }).collect();
        }
        let kinds: BTreeMap<&str, &'static Code> = filter.kind.iter().map(|kind| (kind.code, *kind)).collect();
        kinds.into_values().map(|kind| ObservationFilter { kind: vec![kind], ..filter.clone() }).collect()
    }

    fn governments(filter: &ObservationFilter) -> Option<Governments<'_>> {
        scope_alone!(filter)?.governments()
    }

    fn count(connection: &mut AnyConnection, filter: &ObservationFilter) -> StoreResult<i64> {
        if let Some(count) = stored_count!(connection, filter, observation_count) {
            return Ok(count);
        }
        Ok(filtered(connection, filter, Purpose::Count)?.count().get_result(connection)?)
    }

    fn total(connection: &mut AnyConnection, filter: &ObservationFilter) -> StoreResult<Total> {
        if let Some(rows) = stored_count!(connection, filter, observation_count) {
            return Ok(Total { rows, is_exact: true });
        }
        let matching = filtered(connection, filter, Purpose::Count)?.select(observations::id);
        total!(connection, matching)
    }

    // Ids first: the order is that of an index of this table, which no planner uses when it starts with another table.
    fn page(connection: &mut AnyConnection, filter: &ObservationFilter, page: &Page) -> StoreResult<Vec<Self>> {
        let query = filtered(connection, filter, Purpose::Page(page.sort.key))?;
        let query = paginate!(query, page, observations::id, FiscalYear => observations::fiscal_year_sort);
        let ids: Vec<String> = query.select(observations::id).load(connection)?;
        let query = joined().filter(observations::id.eq_any(&ids)).select(Self::as_select());
        let mut rows: Vec<Self> = query.load(connection)?;
        let ranks: HashMap<&str, usize> = ids.iter().map(String::as_str).zip(0..).collect();
        rows.sort_by_key(|row| ranks.get(row.id.as_str()).copied());
        Ok(rows)
    }

    fn rendered_page(
        connection: &mut AnyConnection,
        filter: &ObservationFilter,
        page: &Page,
        form: RowForm,
    ) -> StoreResult<Option<Vec<RenderedRow>>> {
        let query = filtered(connection, filter, Purpose::Page(page.sort.key))?;
        let year = observations::fiscal_year_sort;
        let query = paginate!(query, page, observations::id, FiscalYear => year);
        load_rendered!(connection, query, page.sort, form, RenderedKind::Observation, observations::id, year)
    }

    fn position(row: &Self, sort: Sort) -> Position {
        Position::new(sort, row.fiscal_year.unwrap_or(0), row.id.clone())
    }
}

/// Observations with what they show of their indicators.
fn joined() -> diesel::dsl::InnerJoin<observations::table, indicators::table> {
    observations::table.inner_join(indicators::table)
}

/// Returns the observation `id`.
///
/// # Errors
/// [`StoreError`](crate::store::StoreError) when a query fails.
pub fn find(connection: &mut AnyConnection, id: &str) -> StoreResult<Option<Observation>> {
    let query = joined().filter(observations::id.eq(id)).select(Observation::as_select());
    Ok(query.get_result(connection).optional()?)
}

/// Returns the observations of the indicators, ordered by id.
///
/// # Errors
/// [`StoreError`](crate::store::StoreError) when a query fails.
pub fn of_indicators(connection: &mut AnyConnection, ids: &[&str]) -> StoreResult<Vec<Observation>> {
    let query = joined().filter(observations::indicator_id.eq_any(ids)).order(observations::id.asc());
    Ok(query.select(Observation::as_select()).load(connection)?)
}

/// Observations by the id of their indicator.
pub(super) type ObservationsById = HashMap<String, Vec<Observation>>;

/// Returns the observations of the indicators by indicator, those of each ordered by id.
pub(super) fn by_indicator(connection: &mut AnyConnection, ids: &[&str]) -> StoreResult<ObservationsById> {
    let mut all = ObservationsById::new();
    for observation in of_indicators(connection, ids)? {
        all.entry(observation.indicator_id.clone()).or_default().push(observation);
    }
    Ok(all)
}
