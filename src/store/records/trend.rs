//! The trend of an indicator: its values against its targets, changes of the targets, and the city's text on each year.

use std::collections::BTreeSet;

use serde::Serialize;
use utoipa::ToSchema;

use super::SourceReference;
use super::achievements::Achievement;
use super::indicators::{Indicator, IndicatorDetail, ValueSummary, breakdowns_of};
use super::observations::{BreakdownReference, Observation, by_indicator, of_indicators};
use super::progress::{ProgressInputs, ProgressSummary};
use super::revisions::{Revision, revisions};
use super::stored_indicator::{AssessmentBasis, StoredIndicator};
use super::trend_context::{Span, TrendContext};
use crate::domain::progress::{Moment, TOTAL};
use crate::domain::{FiscalYear, Number};
use crate::formats::with_members;
use crate::store::connection::AnyConnection;
use crate::store::error::StoreResult;
use crate::store::rendered::rendered_parts;
use crate::store::rendered_kind::RenderedKind;

/// The trend of an indicator.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Trend {
    /// The indicator with its values and progress as of `as_of`, or the current ones.
    #[serde(flatten)]
    pub indicator: Indicator,
    /// The requested day; null means the current state.
    #[schema(example = "2023-03-31")]
    pub as_of: Option<String>,
    /// Fiscal year of that day.
    #[schema(example = 2022)]
    pub as_of_fiscal_year: Option<i32>,
    /// The values that the assessment used.
    pub inputs: ProgressInputs,
    /// Every year from the first value to the last year of the plan, with its values and achievements.
    pub years: Vec<TrendYear>,
    /// Values without a fiscal year in the document.
    pub undated: Vec<TrendValue>,
    /// Every target changed by the city up to `as_of`, in the order of the changes.
    pub revisions: Vec<Revision>,
    /// A line for citations, in Japanese and English.
    pub citation: Citation,
}

/// One fiscal year of a trend.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TrendYear {
    /// The fiscal year.
    #[schema(example = 2023)]
    pub fiscal_year: i32,
    /// 和暦 of the fiscal year.
    #[schema(example = "令和5年度")]
    pub fiscal_year_label: String,
    /// First day of the fiscal year.
    #[schema(example = "2023-04-01")]
    pub period_start: String,
    /// Last day of the fiscal year.
    #[schema(example = "2024-03-31")]
    pub period_end: String,
    /// Whether there is an actual: `reported`, `not_reported` (the city has reported on the year without one), or
    /// `not_yet_due` (the city has not reported on the year yet).
    #[schema(example = "reported")]
    pub actual_status: &'static str,
    /// Progress in this year, by the targets in force in it; null for years after `as_of`.
    pub progress: Option<ProgressSummary>,
    /// Baselines, targets and actuals of this year.
    pub figures: Vec<TrendValue>,
    /// Achievements of the measure in this year, or those of its parent measure if it has none.
    pub achievements: Vec<TrendAchievement>,
}

/// One value of a trend.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TrendValue {
    /// The observation's id.
    #[schema(example = "072036-gk2022-1-3-1-dx-online-actual-fy2023-r1")]
    pub id: String,
    /// Kind of the value: baseline, target or actual.
    #[schema(example = "actual")]
    pub kind: String,
    /// Member of the indicator's breakdown; `_T` is the total.
    pub breakdown: BreakdownReference,
    /// The value; null if it is a text, a date, or not set.
    #[schema(value_type = Option<f64>, example = 50752)]
    pub value: Option<Number>,
    /// The denominator, if one is printed.
    #[schema(value_type = Option<f64>, example = json!(null))]
    pub denominator: Option<Number>,
    /// The value if it is a date: a day or a month.
    #[schema(example = json!(null))]
    pub value_date: Option<String>,
    /// The value as printed.
    #[schema(example = "50,752件")]
    pub value_text: String,
    /// Status of the value.
    #[schema(example = "given")]
    pub value_status: String,
    /// How the value is to be compared.
    #[schema(example = json!(null))]
    pub comparator: Option<String>,
    /// Revision: 1 unless the city changed the value.
    #[schema(example = 1)]
    pub revision: i32,
    /// Whether a target is in force at `as_of`, or now; null for other kinds.
    #[schema(example = json!(null))]
    pub in_force: Option<bool>,
    /// Why the value cannot be compared with earlier ones; null if it can.
    #[schema(example = json!(null))]
    pub break_reason: Option<String>,
    /// What changed in the definition, scope or method.
    #[schema(example = json!(null))]
    pub break_note: Option<String>,
    /// Code of what is doubtful about the value.
    #[schema(example = json!(null))]
    pub doubt: Option<String>,
    /// Document and location it was taken from.
    pub source: SourceReference,
    /// A note.
    #[schema(example = json!(null))]
    pub note: Option<String>,
}

/// An achievement of a year of a trend.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TrendAchievement {
    /// The achievement's id.
    #[schema(example = "072036-gk2022-1-3-1-dx-fy2023")]
    pub id: String,
    /// Id of the measure it belongs to.
    #[schema(example = "072036-gk2022-1-3-1-dx")]
    pub measure_id: String,
    /// Part of the measure, if the document divides it.
    #[schema(example = json!(null))]
    pub part_label: Option<String>,
    /// 実績: what was done.
    pub result: Option<String>,
    /// 計画の見直し: conclusions for the plan.
    pub review: Option<String>,
    /// 達成度 as the city printed it.
    #[schema(example = json!(null))]
    pub rating: Option<String>,
    /// Whether the texts are quoted or restated.
    #[schema(example = "restated")]
    pub text_origin: Option<String>,
    /// Document and location it was taken from.
    pub source: SourceReference,
}

/// A line for citing an indicator.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Citation {
    /// Japanese citation.
    #[schema(
        example = "郡山市「オンラインによる行政手続き数」（2021年度 29,381件 → 2023年度 50,752件、目標 2025年度 70,000件）。出典: 郡山市行財政改革大綱2022 実施計画"
    )]
    pub ja: String,
    /// English citation.
    #[schema(
        example = "郡山市, \"オンラインによる行政手続き数\" (FY2021 29,381件 → FY2023 50,752件; target FY2025 70,000件). Source: 郡山市行財政改革大綱2022 実施計画"
    )]
    pub en: String,
}

/// Returns the trend of the indicator `id`, as of a day and its fiscal year, or the current one.
///
/// # Errors
/// [`StoreError`](crate::store::StoreError) when a query fails.
pub fn find(connection: &mut AnyConnection, id: &str, as_of: Option<(&str, i32)>) -> StoreResult<Option<Trend>> {
    let Some(stored) = StoredIndicator::load(connection, &[id])?.pop() else { return Ok(None) };
    let context = TrendContext::load(connection, std::slice::from_ref(&stored))?;
    let observations = of_indicators(connection, &[id])?;
    Ok(Some(Trend::new(stored, observations, &context, as_of)))
}

/// Returns the current trend of the indicator `id` as JSON: joined from what the import rendered where it is there.
///
/// # Errors
/// [`StoreError`](crate::store::StoreError) when a query fails.
pub fn render(connection: &mut AnyConnection, id: &str) -> StoreResult<Option<Vec<u8>>> {
    match rendered_parts(connection, [RenderedKind::Indicator, RenderedKind::Trend], id)? {
        Some((indicator, rest)) => Ok(Some(with_members(indicator, &rest))),
        None => Ok(find(connection, id, None)?.as_ref().map(serde_json::to_vec).transpose()?),
    }
}

impl Trend {
    fn new(
        stored: StoredIndicator,
        mut known: Vec<Observation>,
        context: &TrendContext,
        as_of: Option<(&str, i32)>,
    ) -> Self {
        let moment = as_of.map_or(Moment::Latest, |(_, year)| Moment::AsOf(year));
        let basis = stored.basis();
        if as_of.is_some() {
            known.retain(|observation| is_known_at(observation, moment));
        }
        let progress = basis.assess(&known, moment);
        // The current indicator is that of the lists, with the doubts of all its figures.
        let indicator = Indicator::new(stored, &known, moment, &progress);
        known.retain(|observation| is_known_at(observation, moment));
        let mut achievements = context.achievements_of(&indicator.measure_id);
        achievements.retain(|record| moment.includes(Some(record.fiscal_year)));
        let years = years(basis, &known, &achievements, &context.span_of(&indicator.plan_id), moment);
        let undated = known
            .iter()
            .filter(|observation| observation.fiscal_year.is_none())
            .map(|it| TrendValue::of(it, moment))
            .collect();
        let year_of = |value: &Option<ValueSummary>| value.as_ref().and_then(|value| value.fiscal_year);
        let (first, last) = (year_of(&indicator.baseline), year_of(&indicator.actual));
        let has_break = known.iter().any(|observation| {
            let between = observation.fiscal_year > first && observation.fiscal_year <= last;
            observation.break_reason.is_some() && observation.breakdown.code == TOTAL && between
        });
        let citation = cite(&indicator, context.source_name(&indicator.source.id), has_break);
        Self {
            as_of: as_of.map(|(day, _)| day.to_owned()),
            as_of_fiscal_year: as_of.map(|(_, year)| year),
            inputs: ProgressInputs::of(&progress),
            years,
            undated,
            revisions: revisions(&known),
            citation,
            indicator,
        }
    }
}

/// Returns the indicators with all their observations, and their current trends.
///
/// # Errors
/// [`StoreError`](crate::store::StoreError) when a query fails.
pub(in crate::store) fn current(
    connection: &mut AnyConnection,
    ids: &[&str],
) -> StoreResult<Vec<(IndicatorDetail, Trend)>> {
    let stored = StoredIndicator::load(connection, ids)?;
    let context = TrendContext::load(connection, &stored)?;
    let mut observations = by_indicator(connection, ids)?;
    let mut breakdowns = breakdowns_of(connection, ids)?;
    let both = |stored: StoredIndicator| {
        let id = stored.id.clone();
        let observations = observations.remove(&id).unwrap_or_default();
        let trend = Trend::new(stored, observations.clone(), &context, None);
        let breakdowns = breakdowns.remove(&id).unwrap_or_default();
        (IndicatorDetail { indicator: trend.indicator.clone(), breakdowns, observations }, trend)
    };
    Ok(stored.into_iter().map(both).collect())
}

/// Whether an observation was known at `moment`. As of a year, those are the values of that year and earlier ones that
/// had been reported, and the targets that had been set. The actual of the year itself counts as known.
fn is_known_at(observation: &Observation, moment: Moment) -> bool {
    let (Moment::AsOf(year) | Moment::Year(year)) = moment else {
        return matches!(observation.kind.as_str(), "baseline" | "target" | "actual");
    };
    let by_then = |of: Option<i32>| of.is_none_or(|of| of <= year);
    match observation.kind.as_str() {
        "baseline" => by_then(observation.fiscal_year) && by_then(observation.reported_fiscal_year),
        "actual" => moment.includes(observation.fiscal_year) && by_then(observation.reported_fiscal_year),
        "target" => by_then(observation.set_in),
        _ => false,
    }
}

fn years(
    basis: AssessmentBasis,
    observations: &[Observation],
    achievements: &[Achievement],
    span: &Span,
    moment: Moment,
) -> Vec<TrendYear> {
    let mut all: BTreeSet<i32> = observations.iter().filter_map(|observation| observation.fiscal_year).collect();
    all.extend(achievements.iter().map(|record| record.fiscal_year));
    all.extend(span.first);
    all.extend(span.last);
    let (Some(first), Some(last)) = (all.first().copied(), all.last().copied()) else { return Vec::new() };
    (first..=last)
        .filter_map(|year| FiscalYear::from_western(year).ok())
        .map(|fiscal_year| {
            let year = fiscal_year.year();
            let own: Vec<&Observation> =
                observations.iter().filter(|observation| observation.fiscal_year == Some(year)).collect();
            // A baseline counts as the value of its year.
            let has_value = own.iter().any(|observation| observation.kind != "target");
            let reported = span.reported_through.is_some_and(|through| year <= through) && moment.includes(Some(year));
            let actual_status = match (has_value, reported) {
                (true, _) => "reported",
                (false, true) => "not_reported",
                (false, false) => "not_yet_due",
            };
            TrendYear {
                fiscal_year: year,
                fiscal_year_label: fiscal_year.label(),
                period_start: format!("{year}-04-01"),
                period_end: format!("{}-03-31", year + 1),
                actual_status,
                progress: moment
                    .includes(Some(year))
                    .then(|| ProgressSummary::of(&basis.assess(observations, Moment::Year(year)))),
                figures: own.into_iter().map(|observation| TrendValue::of(observation, moment)).collect(),
                achievements: achievements
                    .iter()
                    .filter(|record| record.fiscal_year == year)
                    .map(TrendAchievement::of)
                    .collect(),
            }
        })
        .collect()
}

impl TrendValue {
    fn of(observation: &Observation, moment: Moment) -> Self {
        let is_target = observation.kind == "target";
        Self {
            id: observation.id.clone(),
            kind: observation.kind.clone(),
            breakdown: observation.breakdown.clone(),
            value: observation.value,
            denominator: observation.denominator,
            value_date: observation.value_date.clone(),
            value_text: observation.value_text.clone(),
            value_status: observation.value_status.clone(),
            comparator: observation.comparator.clone(),
            revision: observation.revision,
            in_force: is_target.then(|| moment.is_in_force(observation.set_in, observation.superseded_in)),
            break_reason: observation.break_reason.clone(),
            break_note: observation.break_note.clone(),
            doubt: observation.doubt.clone(),
            source: observation.source.clone(),
            note: observation.note.clone(),
        }
    }
}

impl TrendAchievement {
    fn of(record: &Achievement) -> Self {
        Self {
            id: record.id.clone(),
            measure_id: record.measure_id.clone(),
            part_label: record.part_label.clone(),
            result: record.result.clone(),
            review: record.review.clone(),
            rating: record.rating.clone(),
            text_origin: record.text_origin.clone(),
            source: record.source.clone(),
        }
    }
}

/// Builds the citation: name, first and last value, target and document. Across a break the two values are not joined
/// by an arrow.
fn cite(indicator: &Indicator, source: &str, has_break: bool) -> Citation {
    let Indicator { localgov_name: government, name, baseline, target, actual, .. } = indicator;
    let printed = |value: &Option<ValueSummary>, year: fn(i32) -> String| {
        value.as_ref().map(|value| {
            let year = value.fiscal_year.map(year).unwrap_or_default();
            format!("{year}{}", value.value_text)
        })
    };
    let line = |year: fn(i32) -> String, target_word: &str, separator: &str, break_word: &str| {
        let between = if has_break { break_word } else { " → " };
        let values =
            [printed(baseline, year), printed(actual, year)].into_iter().flatten().collect::<Vec<_>>().join(between);
        let target = printed(target, year).map(|target| format!("{target_word}{target}"));
        [Some(values).filter(|values| !values.is_empty()), target]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(separator)
    };
    let ja = line(|year| format!("{year}年度 "), "目標 ", "、", "、その後に定義等の変更があり比較できない ");
    let en = line(|year| format!("FY{year} "), "target ", "; ", "; not comparable after a break: ");
    Citation {
        ja: format!("{government}「{name}」（{ja}）。出典: {source}"),
        en: format!("{government}, \"{name}\" ({en}). Source: {source}"),
    }
}
