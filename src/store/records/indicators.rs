//! Indicators, with their baseline, their target in force and their latest actual.

use std::collections::HashMap;

use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;

use super::SourceReference;
use super::filters::{code_values, filter_any};
use super::measure_scope::{MeasureScope, filter_by_scope, stored_count};
use super::observations::{Observation, of_indicators};
use crate::domain::progress::{Direction, Moment, Point, Progress, Series, TOTAL, assess};
use crate::domain::{FiscalYear, Number};
use crate::model::codes::Code;
use crate::store::assessment::{ProgressSummary, attainment, read_point};
use crate::store::column_types::Later;
use crate::store::connection::AnyConnection;
use crate::store::connection::Backend;
use crate::store::error::StoreResult;
use crate::store::list::{List, Page, Position, Sort, SortKey, paginate};
use crate::store::schema::{breakdowns, indicator_progress, indicators, measures};

diesel::joinable!(indicators -> measures (measure_id));
diesel::joinable!(indicator_progress -> indicators (indicator_id));

/// The fiscal year under which `indicator_progress` keeps where an indicator stands now.
pub const NOW: i32 = 0;

/// An indicator with its baseline, the target in force and the latest actual, each of the total, and its progress. Where
/// a fiscal year is asked for, the target is the one in force in it and the actual the one for it.
#[derive(Debug, Clone, Serialize, Queryable, Selectable, ToSchema)]
#[diesel(table_name = indicators)]
pub struct Indicator {
    pub id: String,
    pub localgov_code: String,
    pub localgov_name: String,
    /// The plan it belongs to.
    pub plan_id: String,
    pub measure_id: String,
    /// The measure's name.
    #[schema(example = "デジタルファースト推進事業")]
    #[diesel(select_expression = measures::name)]
    pub measure_name: String,
    pub sort_order: i32,
    pub name: String,
    pub unit: Option<String>,
    pub unit_code: String,
    pub unit_multiplier: i32,
    pub unit_per: Option<String>,
    pub direction: String,
    pub direction_basis: String,
    pub value_type: String,
    pub role: String,
    pub measurement_basis: Option<String>,
    pub definition: Option<String>,
    pub breakdown_dimension: Option<String>,
    /// 現況値: the baseline of the total; null where the document gives none for the total.
    #[diesel(select_expression = indicators::id, deserialize_as = Later)]
    pub baseline: Option<ValueSummary>,
    /// 目標値: the target of the total in force, the one due last; null where none is set for the total.
    #[diesel(select_expression = indicators::id, deserialize_as = Later)]
    pub target: Option<ValueSummary>,
    /// 実績値: the latest actual of the total; null where none is printed for the total.
    #[diesel(select_expression = indicators::id, deserialize_as = Later)]
    pub actual: Option<ValueSummary>,
    /// Where it stands by our rules, now or in the year asked for.
    #[schema(value_type = ProgressSummary)]
    #[diesel(select_expression = indicators::id, deserialize_as = Later)]
    pub progress: Option<ProgressSummary>,
    /// 達成率: actual divided by target, rounded to three decimals; null where either is no number or the target is zero.
    #[schema(value_type = Option<f64>, example = 0.725)]
    #[diesel(select_expression = indicators::id, deserialize_as = Later)]
    pub attainment: Option<Number>,
    /// Whether the city revised a target of it.
    #[schema(value_type = bool, example = false)]
    #[diesel(select_expression = indicators::id, deserialize_as = Later)]
    pub target_revised: Option<bool>,
    /// The first fiscal year of its plan.
    #[serde(skip)]
    #[schema(ignore)]
    pub plan_start_fiscal_year: Option<i32>,
    /// Its place in the order by progress.
    #[serde(skip)]
    #[schema(ignore)]
    #[diesel(select_expression = indicators::sort_order)]
    pub rank: i32,
    pub doubt: Option<String>,
    /// Where in which document the indicator stands.
    #[diesel(select_expression = (indicators::source_id, indicators::source_place))]
    #[diesel(select_expression_type = (indicators::source_id, indicators::source_place))]
    pub source: SourceReference,
    pub note: Option<String>,
}

/// One figure of an indicator's total.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ValueSummary {
    /// The year it is for; the due year of a target; null where the document prints none.
    #[schema(example = 2025)]
    pub fiscal_year: Option<i32>,
    /// The value; null where it is words, a date, or not set.
    #[schema(value_type = Option<f64>, example = 70000)]
    pub value: Option<Number>,
    /// The value as printed.
    #[schema(example = "70,000件")]
    pub value_text: String,
    /// The state of the value.
    #[schema(example = "given")]
    pub value_status: String,
    /// How the value is to be compared.
    #[schema(example = ">=")]
    pub comparator: Option<String>,
    /// The revision: 1 unless the city changed the figure.
    #[schema(example = 1)]
    pub revision: i32,
    /// The observation that holds it.
    #[schema(example = "072036-gk2022-1-3-1-dx-online-target-fy2025-r1")]
    pub observation_id: String,
}

/// An indicator with its breakdown and all its observations.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct IndicatorDetail {
    /// The indicator itself.
    #[serde(flatten)]
    pub indicator: Indicator,
    /// The members of its breakdown, in the order of the document; the total `_T` is implied.
    pub breakdowns: Vec<Breakdown>,
    /// All its observations, by id.
    pub observations: Vec<Observation>,
}

/// A member of an indicator's breakdown (内訳).
#[derive(Debug, Clone, Serialize, Queryable, Selectable, ToSchema)]
#[diesel(table_name = breakdowns)]
pub struct Breakdown {
    pub id: String,
    pub code: String,
    pub name: String,
    pub parent_code: Option<String>,
    pub sort_order: i32,
    pub definition: Option<String>,
    pub note: Option<String>,
}

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
    /// Returns whether the list needs the progress of its indicators. Otherwise the large tables are not joined.
    fn needs_progress(&self, sort: Sort) -> bool {
        sort.key == SortKey::Progress || !self.status.is_empty() || self.fiscal_year.is_some()
    }

    fn moment(&self) -> Moment {
        self.fiscal_year.map_or(Moment::Latest, |year| Moment::Year(year.year()))
    }
}

type Joined = diesel::dsl::InnerJoin<indicators::table, indicator_progress::table>;
/// Indicators with their progress at a moment.
type WithProgress<'a> = diesel::dsl::IntoBoxed<'a, Joined, Backend>;
/// Indicators alone.
type Filtered<'a> = diesel::dsl::IntoBoxed<'a, indicators::table, Backend>;

/// Applies the filters on columns of `indicators`. (A macro for the same reason as `filter_by_scope`.)
macro_rules! filter_by_columns {
    ($connection:expr, $query:expr, $filter:expr) => {{
        let filter: &IndicatorFilter = $filter;
        let query = filter_by_scope!($connection, $query, &filter.scope, indicators, indicators::measure_id);
        let query = filter_any!(query, indicators::id, filter.indicator_id.clone());
        let query = filter_any!(query, indicators::role, code_values(&filter.role));
        let query = filter_any!(query, indicators::direction, code_values(&filter.direction));
        let query = filter_any!(query, indicators::target_revised, flags(filter.target_revised));
        filter_any!(query, indicators::has_actual, flags(filter.no_actual.map(|is_missing| !is_missing)))
    }};
}

/// Flags are stored as 0 and 1, because SQLite has no booleans.
fn flags(flag: Option<bool>) -> Vec<i32> {
    flag.map(i32::from).into_iter().collect()
}

fn filtered<'a>(connection: &mut AnyConnection, filter: &IndicatorFilter) -> StoreResult<Filtered<'a>> {
    Ok(filter_by_columns!(connection, indicators::table.into_boxed::<Backend>(), filter))
}

fn with_progress<'a>(connection: &mut AnyConnection, filter: &IndicatorFilter) -> StoreResult<WithProgress<'a>> {
    let query = indicators::table.inner_join(indicator_progress::table).into_boxed::<Backend>();
    let year = filter.fiscal_year.map_or(NOW, FiscalYear::year);
    let query = query.filter(indicator_progress::fiscal_year.eq(year));
    let query = filter_any!(query, indicator_progress::status, code_values(&filter.status));
    Ok(filter_by_columns!(connection, query, filter))
}

/// Reads whole indicators by their ids, in the order of `ids`, as they stand at `moment`.
fn load(connection: &mut AnyConnection, ids: &[String], moment: Moment) -> StoreResult<Vec<Indicator>> {
    load_with_figures(connection, ids, moment).map(|(found, _)| found)
}

/// The observations of some indicators, by the id of the indicator.
type Figures = HashMap<String, Vec<Observation>>;

/// As [`load`], with the observations that were read for it.
fn load_with_figures(
    connection: &mut AnyConnection,
    ids: &[String],
    moment: Moment,
) -> StoreResult<(Vec<Indicator>, Figures)> {
    let mut found: Vec<Indicator> = indicators::table
        .inner_join(measures::table)
        .filter(indicators::id.eq_any(ids))
        .select(Indicator::as_select())
        .load(connection)?;
    let keys: Vec<&str> = ids.iter().map(String::as_str).collect();
    let mut figures = Figures::new();
    for figure in of_indicators(connection, &keys)? {
        figures.entry(figure.indicator_id.clone()).or_default().push(figure);
    }
    for indicator in &mut found {
        let own = figures.get(&indicator.id).map_or(&[][..], Vec::as_slice);
        indicator.stand_at(own, moment);
    }
    let places: HashMap<&str, usize> = keys.into_iter().zip(0..).collect();
    found.sort_by_key(|indicator| places.get(indicator.id.as_str()).copied());
    Ok((found, figures))
}

impl Indicator {
    /// Fills in what follows from its observations at `moment`, and gives the assessment whole.
    pub(super) fn stand_at(&mut self, figures: &[Observation], moment: Moment) -> Progress {
        let total = |kind: &'static str| {
            figures.iter().filter(move |figure| figure.kind == kind && figure.breakdown.code == TOTAL)
        };
        let last = |figure: &&Observation| (figure.fiscal_year, figure.revision);
        let in_force = |figure: &&Observation| moment.holds(figure.set_in, figure.superseded_in);
        self.baseline = total("baseline").max_by_key(last).map(ValueSummary::of);
        self.target = total("target").filter(in_force).max_by_key(last).map(ValueSummary::of);
        self.actual =
            total("actual").filter(|figure| moment.sees(figure.fiscal_year)).max_by_key(last).map(ValueSummary::of);
        self.target_revised = Some(figures.iter().any(|figure| figure.kind == "target" && figure.revision > 1));
        let progress = self.assess(figures, moment);
        self.progress = Some(ProgressSummary::of(&progress));
        self.attainment = attainment(&progress);
        self.rank = progress.rank();
        progress
    }

    /// Applies the rules of progress at `moment`.
    pub(super) fn assess(&self, figures: &[Observation], moment: Moment) -> Progress {
        let points: Vec<Point> = figures.iter().filter_map(read_point).collect();
        let direction = Direction::from_code(&self.direction);
        assess(&Series { direction, plan_start: self.plan_start_fiscal_year, points: &points }, moment)
    }
}

impl ValueSummary {
    fn of(observation: &Observation) -> Self {
        Self {
            fiscal_year: observation.fiscal_year,
            value: observation.value,
            value_text: observation.value_text.clone(),
            value_status: observation.value_status.clone(),
            comparator: observation.comparator.clone(),
            revision: observation.revision,
            observation_id: observation.id.clone(),
        }
    }
}

impl List for Indicator {
    type Row = Self;
    type Filter = IndicatorFilter;
    const TABLE: Option<&'static str> = Some("indicators");

    fn count(connection: &mut AnyConnection, filter: &IndicatorFilter) -> StoreResult<i64> {
        if let Some(count) = stored_count!(connection, filter, indicator_count) {
            return Ok(count);
        }
        if filter.needs_progress(Sort::default()) {
            return Ok(with_progress(connection, filter)?.count().get_result(connection)?);
        }
        Ok(filtered(connection, filter)?.count().get_result(connection)?)
    }

    fn page(connection: &mut AnyConnection, filter: &IndicatorFilter, page: &Page) -> StoreResult<Vec<Self>> {
        let ids: Vec<String> = if filter.needs_progress(page.sort) {
            // Paginated by the column of the table that the plan starts with: its index has the order.
            let query = paginate!(
                with_progress(connection, filter)?,
                page,
                indicator_progress::indicator_id,
                Progress => indicator_progress::progress_rank
            );
            query.select(indicator_progress::indicator_id).load(connection)?
        } else {
            paginate!(filtered(connection, filter)?, page, indicators::id).select(indicators::id).load(connection)?
        };
        load(connection, &ids, filter.moment())
    }

    fn position(row: &Self, _: Sort) -> Position {
        Position { number: row.rank, id: row.id.clone() }
    }
}

/// The indicator `id`, whole.
///
/// # Errors
/// [`StoreError`](crate::store::StoreError) when a query fails.
pub fn find(connection: &mut AnyConnection, id: &str) -> StoreResult<Option<IndicatorDetail>> {
    let (mut found, mut figures) = load_with_figures(connection, &[id.to_owned()], Moment::Latest)?;
    let Some(indicator) = found.pop() else { return Ok(None) };
    let breakdowns = breakdowns::table
        .filter(breakdowns::indicator_id.eq(id))
        .order((breakdowns::sort_order.asc(), breakdowns::id.asc()))
        .select(Breakdown::as_select())
        .load(connection)?;
    let observations = figures.remove(id).unwrap_or_default();
    Ok(Some(IndicatorDetail { indicator, breakdowns, observations }))
}

/// The indicator `id` without what follows from its observations: see [`Indicator::stand_at`].
pub(super) fn find_row(connection: &mut AnyConnection, id: &str) -> StoreResult<Option<Indicator>> {
    Ok(indicators::table
        .inner_join(measures::table)
        .filter(indicators::id.eq(id))
        .select(Indicator::as_select())
        .get_result(connection)
        .optional()?)
}

/// The indicators of a plan without what follows from their observations, in the order of their ids.
pub(super) fn rows_of_plan(connection: &mut AnyConnection, plan_id: &str) -> StoreResult<Vec<Indicator>> {
    Ok(indicators::table
        .inner_join(measures::table)
        .filter(indicators::plan_id.eq(plan_id))
        .order(indicators::id.asc())
        .select(Indicator::as_select())
        .load(connection)?)
}

/// The indicators of a measure, in the order of the document.
pub(super) fn of_measure(connection: &mut AnyConnection, measure_id: &str) -> StoreResult<Vec<Indicator>> {
    let ids: Vec<String> = indicators::table
        .filter(indicators::measure_id.eq(measure_id))
        .order((indicators::sort_order.asc(), indicators::id.asc()))
        .select(indicators::id)
        .load(connection)?;
    load(connection, &ids, Moment::Latest)
}
