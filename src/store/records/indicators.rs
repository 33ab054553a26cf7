//! Indicators, with their baseline, their target in force and their latest actual.

use std::collections::{BTreeSet, HashMap};

use diesel::prelude::*;
use diesel::sql_types::Integer;
use serde::Serialize;
use utoipa::ToSchema;

use super::SourceReference;
use super::indicator_filter::{filtered, with_progress};
use super::measure_scope::{scope_alone, stored_count};
use super::observations::{Observation, ObservationsById, by_indicator};
use super::progress::{ProgressSummary, rounded};
use super::stored_indicator::StoredIndicator;
use crate::domain::Number;
use crate::domain::progress::{Moment, Progress, TOTAL};
use crate::formats::{RowForm, with_members};
use crate::store::connection::AnyConnection;
use crate::store::counting::total;
use crate::store::error::StoreResult;
use crate::store::list::{Governments, List, Page, Position, Purpose, RenderedRow, Sort, Total, paginate};
use crate::store::rendered::{load_rendered, rendered_parts};
use crate::store::rendered_kind::RenderedKind;
use crate::store::schema::{breakdowns, indicator_progress, indicators};

pub use super::indicator_filter::{IndicatorFilter, NOW};

/// An indicator with the baseline, the target in force and the latest actual of its total, and with its progress. For a
/// given fiscal year, the target is the one in force in that year and the actual the one of that year.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Indicator {
    pub id: String,
    pub localgov_code: String,
    pub localgov_name: String,
    /// The plan it belongs to.
    pub plan_id: String,
    pub measure_id: String,
    /// The measure's name.
    #[schema(example = "デジタルファースト推進事業")]
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
    pub baseline: Option<ValueSummary>,
    /// 目標値: the target of the total in force, the one due last; null where none is set for the total.
    pub target: Option<ValueSummary>,
    /// 実績値: the latest actual of the total; null where none is printed for the total.
    pub actual: Option<ValueSummary>,
    /// Progress by our rules, now or in the requested year.
    pub progress: ProgressSummary,
    /// 実績÷目標: the actual divided by the target of its year, or by the final one where its year has none; rounded to
    /// three decimals. Null where less is better, a level is to be held, counting changed, or there are no two numbers.
    #[schema(value_type = Option<f64>, example = 0.725)]
    pub attainment: Option<Number>,
    /// Due year of the target that `attainment` divides by.
    #[schema(example = 2025)]
    pub attainment_target_fiscal_year: Option<i32>,
    /// Whether the city revised one of its targets.
    #[schema(example = false)]
    pub target_revised: bool,
    /// Its rank in the order by progress.
    #[serde(skip)]
    #[schema(ignore)]
    pub rank: i32,
    pub doubt: Option<String>,
    /// The doubts of its figures, each once.
    #[schema(example = json!([]))]
    pub figure_doubts: Vec<String>,
    /// Document and location the indicator was taken from.
    pub source: SourceReference,
    pub note: Option<String>,
}

/// One value of an indicator's total.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ValueSummary {
    /// Fiscal year of the value, or due year of a target; null where the document prints none.
    #[schema(example = 2025)]
    pub fiscal_year: Option<i32>,
    /// The value; null if it is a text, a date, or not set.
    #[schema(value_type = Option<f64>, example = 70000)]
    pub value: Option<Number>,
    /// The value as printed.
    #[schema(example = "70,000件")]
    pub value_text: String,
    /// Status of the value.
    #[schema(example = "given")]
    pub value_status: String,
    /// How the value is to be compared.
    #[schema(example = ">=")]
    pub comparator: Option<String>,
    /// Revision: 1 unless the city changed the value.
    #[schema(example = 1)]
    pub revision: i32,
    /// Doubt about the value.
    pub doubt: Option<String>,
    /// Id of the observation.
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
    /// All its observations, ordered by id.
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

/// Reads indicators by their ids, in the order of `ids`, with their progress at `moment`.
fn load(connection: &mut AnyConnection, ids: &[String], moment: Moment) -> StoreResult<Vec<Indicator>> {
    load_with_observations(connection, ids, moment).map(|(indicators, _)| indicators)
}

/// Reads indicators as [`load`] does, and returns the observations that were read for them too.
fn load_with_observations(
    connection: &mut AnyConnection,
    ids: &[String],
    moment: Moment,
) -> StoreResult<(Vec<Indicator>, ObservationsById)> {
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let stored = StoredIndicator::load(connection, &ids)?;
    let observations = by_indicator(connection, &ids)?;
    let with_progress = stored.into_iter().map(|stored| {
        let own = observations.get(&stored.id).map_or(&[][..], Vec::as_slice);
        let progress = stored.basis().assess(own, moment);
        Indicator::new(stored, own, moment, &progress)
    });
    let mut indicators: Vec<Indicator> = with_progress.collect();
    let positions: HashMap<&str, usize> = ids.into_iter().zip(0..).collect();
    indicators.sort_by_key(|indicator| positions.get(indicator.id.as_str()).copied());
    Ok((indicators, observations))
}

impl Indicator {
    /// Combines a stored row with the values that are computed from its observations at `moment`.
    pub(super) fn new(
        stored: StoredIndicator,
        observations: &[Observation],
        moment: Moment,
        progress: &Progress,
    ) -> Self {
        let total =
            |kind: &'static str| observations.iter().filter(move |it| it.kind == kind && it.breakdown.code == TOTAL);
        let latest = |it: &&Observation| (it.fiscal_year, it.revision);
        let figure_doubts: BTreeSet<String> = observations.iter().filter_map(|it| it.doubt.clone()).collect();
        let in_force = |it: &&Observation| moment.is_in_force(it.set_in, it.superseded_in);
        Self {
            id: stored.id,
            localgov_code: stored.localgov_code,
            localgov_name: stored.localgov_name,
            plan_id: stored.plan_id,
            measure_id: stored.measure_id,
            measure_name: stored.measure_name,
            sort_order: stored.sort_order,
            name: stored.name,
            unit: stored.unit,
            unit_code: stored.unit_code,
            unit_multiplier: stored.unit_multiplier,
            unit_per: stored.unit_per,
            direction: stored.direction,
            direction_basis: stored.direction_basis,
            value_type: stored.value_type,
            role: stored.role,
            measurement_basis: stored.measurement_basis,
            definition: stored.definition,
            breakdown_dimension: stored.breakdown_dimension,
            baseline: total("baseline").max_by_key(latest).map(ValueSummary::of),
            target: total("target").filter(in_force).max_by_key(latest).map(ValueSummary::of),
            actual: total("actual")
                .filter(|it| moment.includes(it.fiscal_year))
                .max_by_key(latest)
                .map(ValueSummary::of),
            progress: ProgressSummary::of(progress),
            attainment: progress.attainment.map(rounded),
            attainment_target_fiscal_year: progress.attainment.and_then(|attainment| attainment.target_fiscal_year),
            target_revised: observations.iter().any(|it| it.kind == "target" && it.revision > 1),
            rank: progress.rank(),
            doubt: stored.doubt,
            figure_doubts: figure_doubts.into_iter().collect(),
            source: stored.source,
            note: stored.note,
        }
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
            doubt: observation.doubt.clone(),
            observation_id: observation.id.clone(),
        }
    }
}

impl List for Indicator {
    type Row = Self;
    type Filter = IndicatorFilter;
    const TABLE: Option<&'static str> = Some("indicators");
    const RENDERED: Option<RenderedKind> = Some(RenderedKind::Indicator);

    fn parts(filter: &IndicatorFilter) -> Vec<IndicatorFilter> {
        filter.scope.parts().into_iter().map(|scope| IndicatorFilter { scope, ..filter.clone() }).collect()
    }

    fn governments(filter: &IndicatorFilter) -> Option<Governments<'_>> {
        scope_alone!(filter)?.governments()
    }

    fn count(connection: &mut AnyConnection, filter: &IndicatorFilter) -> StoreResult<i64> {
        if let Some(count) = stored_count!(connection, filter, indicator_count) {
            return Ok(count);
        }
        if filter.needs_progress(Sort::default()) {
            return Ok(with_progress(connection, filter, Purpose::Count)?.count().get_result(connection)?);
        }
        Ok(filtered(connection, filter, Purpose::Count)?.count().get_result(connection)?)
    }

    fn total(connection: &mut AnyConnection, filter: &IndicatorFilter) -> StoreResult<Total> {
        if let Some(rows) = stored_count!(connection, filter, indicator_count) {
            return Ok(Total { rows, is_exact: true });
        }
        if filter.needs_progress(Sort::default()) {
            let matching = with_progress(connection, filter, Purpose::Count)?;
            return total!(connection, matching.select(indicator_progress::indicator_id));
        }
        let matching = filtered(connection, filter, Purpose::Count)?;
        total!(connection, matching.select(indicators::id))
    }

    fn page(connection: &mut AnyConnection, filter: &IndicatorFilter, page: &Page) -> StoreResult<Vec<Self>> {
        let purpose = Purpose::Page(page.sort.key);
        let ids: Vec<String> = if filter.needs_progress(page.sort) {
            let query = paginate!(
                with_progress(connection, filter, purpose)?,
                page,
                indicator_progress::indicator_id,
                Progress => indicator_progress::progress_rank
            );
            query.select(indicator_progress::indicator_id).load(connection)?
        } else {
            let query = paginate!(filtered(connection, filter, purpose)?, page, indicators::id);
            query.select(indicators::id).load(connection)?
        };
        load(connection, &ids, filter.moment())
    }

    fn rendered_page(
        connection: &mut AnyConnection,
        filter: &IndicatorFilter,
        page: &Page,
        form: RowForm,
    ) -> StoreResult<Option<Vec<RenderedRow>>> {
        // Only the current progress is rendered.
        if filter.fiscal_year.is_some() {
            return Ok(None);
        }
        let purpose = Purpose::Page(page.sort.key);
        if filter.needs_progress(page.sort) {
            let (query, rank) = (with_progress(connection, filter, purpose)?, indicator_progress::progress_rank);
            let query = paginate!(query, page, indicator_progress::indicator_id, Progress => rank);
            let id = indicator_progress::indicator_id;
            load_rendered!(connection, query, page.sort, form, RenderedKind::Indicator, id, rank)
        } else {
            let query = paginate!(filtered(connection, filter, purpose)?, page, indicators::id);
            let number = 0.into_sql::<Integer>();
            load_rendered!(connection, query, page.sort, form, RenderedKind::Indicator, indicators::id, number)
        }
    }

    fn position(row: &Self, sort: Sort) -> Position {
        Position::new(sort, row.rank, row.id.clone())
    }
}

/// Returns the indicator `id` with its breakdown and all its observations.
///
/// # Errors
/// [`StoreError`](crate::store::StoreError) when a query fails.
pub fn find(connection: &mut AnyConnection, id: &str) -> StoreResult<Option<IndicatorDetail>> {
    let (mut found, mut observations) = load_with_observations(connection, &[id.to_owned()], Moment::Latest)?;
    let Some(indicator) = found.pop() else { return Ok(None) };
    let breakdowns = breakdowns_of(connection, &[id])?.remove(id).unwrap_or_default();
    let observations = observations.remove(id).unwrap_or_default();
    Ok(Some(IndicatorDetail { indicator, breakdowns, observations }))
}

/// Returns the indicator `id` as [`find`] does, as JSON: joined from rendered rows where they are there.
///
/// # Errors
/// [`StoreError`](crate::store::StoreError) when a query fails.
pub fn render(connection: &mut AnyConnection, id: &str) -> StoreResult<Option<Vec<u8>>> {
    let parts = [RenderedKind::Indicator, RenderedKind::IndicatorDetail];
    match rendered_parts(connection, parts, id)? {
        Some((indicator, rest)) => Ok(Some(with_members(indicator, &rest))),
        None => Ok(find(connection, id)?.as_ref().map(serde_json::to_vec).transpose()?),
    }
}

/// Returns the members of the breakdowns of the indicators by indicator, in the order of the document.
pub(super) fn breakdowns_of(
    connection: &mut AnyConnection,
    ids: &[&str],
) -> StoreResult<HashMap<String, Vec<Breakdown>>> {
    let members: Vec<(String, Breakdown)> = breakdowns::table
        .filter(breakdowns::indicator_id.eq_any(ids))
        .order((breakdowns::sort_order.asc(), breakdowns::id.asc()))
        .select((breakdowns::indicator_id, Breakdown::as_select()))
        .load(connection)?;
    let mut all: HashMap<String, Vec<Breakdown>> = HashMap::new();
    for (indicator_id, member) in members {
        all.entry(indicator_id).or_default().push(member);
    }
    Ok(all)
}

/// Returns the indicators of a measure, in the order of the document.
pub(super) fn of_measure(connection: &mut AnyConnection, measure_id: &str) -> StoreResult<Vec<Indicator>> {
    let ids: Vec<String> = indicators::table
        .filter(indicators::measure_id.eq(measure_id))
        .order((indicators::sort_order.asc(), indicators::id.asc()))
        .select(indicators::id)
        .load(connection)?;
    load(connection, &ids, Moment::Latest)
}
