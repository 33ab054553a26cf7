//! The trend of an indicator: how it moved, against which target, whether the target was changed, and what the city says
//! of each year. Figures and words in one answer.

use std::collections::BTreeSet;

use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;

use super::SourceReference;
use super::achievements::{self, Achievement};
use super::indicators::{self, Indicator};
use super::observations::{BreakdownReference, Observation, of_indicators};
use super::progress::{ProgressInputs, ProgressSummary};
use super::revisions::{Revision, revisions};
use super::stored_indicator::{AssessmentBasis, StoredIndicator};
use crate::domain::progress::{Moment, TOTAL};
use crate::domain::{FiscalYear, Number};
use crate::store::connection::AnyConnection;
use crate::store::error::StoreResult;
use crate::store::schema::{measures, plans, sources};

/// How an indicator moved.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Trend {
    /// The indicator, its figures and its progress as they stood at `as_of`, or stand now.
    #[serde(flatten)]
    pub indicator: Indicator,
    /// The day the trend is shown as of; null for now.
    #[schema(example = "2023-03-31")]
    pub as_of: Option<String>,
    /// The fiscal year that day lies in.
    #[schema(example = 2022)]
    pub as_of_fiscal_year: Option<i32>,
    /// The figures that the progress was assessed from.
    pub inputs: ProgressInputs,
    /// The years from the first figure to the last year of the plan, each with its figures and the city's words.
    pub years: Vec<TrendYear>,
    /// Figures for which the document prints no year.
    pub undated: Vec<TrendFigure>,
    /// Every change of a target by the city, in the order it was made; those after `as_of` are left out.
    pub revisions: Vec<Revision>,
    /// How to cite this, in Japanese and English.
    pub citation: Citation,
}

/// One fiscal year of a trend.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TrendYear {
    /// The fiscal year.
    #[schema(example = 2023)]
    pub fiscal_year: i32,
    /// 和暦 of it.
    #[schema(example = "令和5年度")]
    pub fiscal_year_label: String,
    /// Its first day.
    #[schema(example = "2023-04-01")]
    pub period_start: String,
    /// Its last day.
    #[schema(example = "2024-03-31")]
    pub period_end: String,
    /// Whether there is an actual for it: `reported`, `not_reported` (the city has reported the year without one), or
    /// `not_yet_due` (the city has not reported the year yet).
    #[schema(example = "reported")]
    pub actual_status: &'static str,
    /// Where the indicator stood in this year, by the targets in force in it; null for years after `as_of`.
    pub progress: Option<ProgressSummary>,
    /// The baselines, targets and actuals of this year.
    pub figures: Vec<TrendFigure>,
    /// What the city says of this year, of the measure or, where it says nothing, of the measure above it.
    pub achievements: Vec<TrendAchievement>,
}

/// One figure of a trend.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TrendFigure {
    /// The observation's id.
    #[schema(example = "072036-gk2022-1-3-1-dx-online-actual-fy2023-r1")]
    pub id: String,
    /// baseline, target or actual.
    #[schema(example = "actual")]
    pub kind: String,
    /// Which member of the indicator's breakdown; `_T` is the total.
    pub breakdown: BreakdownReference,
    /// The value; null where it is words, a date, or not set.
    #[schema(value_type = Option<f64>, example = 50752)]
    pub value: Option<Number>,
    /// The denominator, where one is printed.
    #[schema(value_type = Option<f64>, example = json!(null))]
    pub denominator: Option<Number>,
    /// The value where it is a day or month.
    #[schema(example = json!(null))]
    pub value_date: Option<String>,
    /// The value as printed.
    #[schema(example = "50,752件")]
    pub value_text: String,
    /// The state of the value.
    #[schema(example = "given")]
    pub value_status: String,
    /// How it is to be compared.
    #[schema(example = json!(null))]
    pub comparator: Option<String>,
    /// Of a target, the revision; 1 unless the city changed it.
    #[schema(example = 1)]
    pub revision: i32,
    /// Of a target, whether it is in force at `as_of`, or now; null for other kinds.
    #[schema(example = json!(null))]
    pub in_force: Option<bool>,
    /// Why it cannot be compared with earlier figures; null where it can.
    #[schema(example = json!(null))]
    pub break_reason: Option<String>,
    /// What changed.
    #[schema(example = json!(null))]
    pub break_note: Option<String>,
    /// What is doubtful about it.
    #[schema(example = json!(null))]
    pub doubt: Option<String>,
    /// Where in which document it stands.
    pub source: SourceReference,
    /// A note.
    #[schema(example = json!(null))]
    pub note: Option<String>,
}

/// What the city says of a year.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TrendAchievement {
    /// The achievement's id.
    #[schema(example = "072036-gk2022-1-3-1-dx-fy2023")]
    pub id: String,
    /// The measure it is of.
    #[schema(example = "072036-gk2022-1-3-1-dx")]
    pub measure_id: String,
    /// Which part of the measure, where the document divides it.
    #[schema(example = json!(null))]
    pub part_label: Option<String>,
    /// 実績: what was done.
    pub result: Option<String>,
    /// 計画の見直し: what follows from it.
    pub review: Option<String>,
    /// 達成度 as the city printed it.
    #[schema(example = json!(null))]
    pub rating: Option<String>,
    /// Whose words these are.
    #[schema(example = "restated")]
    pub text_origin: Option<String>,
    /// Where in which document they stand.
    pub source: SourceReference,
}

/// How to cite an indicator.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Citation {
    /// In Japanese.
    #[schema(
        example = "郡山市「オンラインによる行政手続き数」（2021年度 29,381件 → 2023年度 50,752件、目標 2025年度 70,000件）。出典: 郡山市行財政改革大綱2022 実施計画"
    )]
    pub ja: String,
    /// In English.
    #[schema(
        example = "郡山市, \"オンラインによる行政手続き数\" (FY2021 29,381件 → FY2023 50,752件; target FY2025 70,000件). Source: 郡山市行財政改革大綱2022 実施計画"
    )]
    pub en: String,
}

/// The trend of the indicator `id`, as of a day's fiscal year or now.
///
/// # Errors
/// [`StoreError`](crate::store::StoreError) when a query fails.
pub fn find(connection: &mut AnyConnection, id: &str, as_of: Option<(&str, i32)>) -> StoreResult<Option<Trend>> {
    let Some(stored) = StoredIndicator::load(connection, &[id])?.pop() else { return Ok(None) };
    let moment = as_of.map_or(Moment::Latest, |(_, year)| Moment::AsOf(year));
    let basis = stored.basis();
    let figures = of_indicators(connection, &[id])?;
    let seen: Vec<Observation> = figures.into_iter().filter(|figure| is_seen(figure, moment)).collect();
    let progress = basis.assess(&seen, moment);
    let indicator = Indicator::new(stored, &seen, moment, &progress);
    let words = words_of(connection, &indicator.measure_id, moment)?;
    let span = plan_span(connection, &indicator.plan_id)?;
    let source_name: Option<String> = sources::table
        .filter(sources::id.eq(&indicator.source.id))
        .select(sources::name)
        .get_result(connection)
        .optional()?;
    let years = years(basis, &seen, &words, &span, moment);
    let undated =
        seen.iter().filter(|figure| figure.fiscal_year.is_none()).map(|it| TrendFigure::of(it, moment)).collect();
    let since = |figure: &Option<indicators::ValueSummary>| figure.as_ref().and_then(|figure| figure.fiscal_year);
    let (first, last) = (since(&indicator.baseline), since(&indicator.actual));
    let broken = seen.iter().any(|figure| {
        let between = figure.fiscal_year > first && figure.fiscal_year <= last;
        figure.break_reason.is_some() && figure.breakdown.code == TOTAL && between
    });
    let citation = cite(&indicator, source_name.as_deref().unwrap_or_default(), broken);
    Ok(Some(Trend {
        as_of: as_of.map(|(day, _)| day.to_owned()),
        as_of_fiscal_year: as_of.map(|(_, year)| year),
        inputs: ProgressInputs::of(&progress),
        years,
        undated,
        revisions: revisions(&seen),
        citation,
        indicator,
    }))
}

/// As of a year, the figures for it and before that were reported by then, and the targets set by then: what came later
/// was not known. The actual of the year itself counts as known in it.
fn is_seen(figure: &Observation, moment: Moment) -> bool {
    let (Moment::AsOf(year) | Moment::Year(year)) = moment else {
        return matches!(figure.kind.as_str(), "baseline" | "target" | "actual");
    };
    let by_then = |of: Option<i32>| of.is_none_or(|of| of <= year);
    match figure.kind.as_str() {
        "baseline" => by_then(figure.fiscal_year) && by_then(figure.reported_fiscal_year),
        "actual" => moment.sees(figure.fiscal_year) && by_then(figure.reported_fiscal_year),
        "target" => by_then(figure.set_in),
        _ => false,
    }
}

/// First year, last year, and the last year the city has reported.
struct Span {
    first: Option<i32>,
    last: Option<i32>,
    reported_through: Option<i32>,
}

fn plan_span(connection: &mut AnyConnection, plan_id: &str) -> StoreResult<Span> {
    let found: Option<(Option<i32>, Option<i32>, Option<i32>)> = plans::table
        .filter(plans::id.eq(plan_id))
        .select((plans::start_fiscal_year, plans::end_fiscal_year, plans::reported_through_fiscal_year))
        .get_result(connection)
        .optional()?;
    let (first, last, reported_through) = found.unwrap_or_default();
    Ok(Span { first, last, reported_through })
}

/// The achievements of the measure and, for years of which it has none, of the measure above it: a joint sheet.
fn words_of(connection: &mut AnyConnection, measure_id: &str, moment: Moment) -> StoreResult<Vec<Achievement>> {
    let mut own = achievements::of_measure(connection, measure_id)?;
    let parent: Option<Option<String>> = measures::table
        .filter(measures::id.eq(measure_id))
        .select(measures::parent_measure_id)
        .get_result(connection)
        .optional()?;
    if let Some(parent) = parent.flatten() {
        let told: BTreeSet<i32> = own.iter().map(|record| record.fiscal_year).collect();
        let joint = achievements::of_measure(connection, &parent)?;
        own.extend(joint.into_iter().filter(|record| !told.contains(&record.fiscal_year)));
    }
    own.retain(|record| moment.sees(Some(record.fiscal_year)));
    Ok(own)
}

fn years(
    basis: AssessmentBasis,
    figures: &[Observation],
    words: &[Achievement],
    span: &Span,
    moment: Moment,
) -> Vec<TrendYear> {
    let mut all: BTreeSet<i32> = figures.iter().filter_map(|figure| figure.fiscal_year).collect();
    all.extend(words.iter().map(|record| record.fiscal_year));
    all.extend(span.first);
    all.extend(span.last);
    let (Some(first), Some(last)) = (all.first().copied(), all.last().copied()) else { return Vec::new() };
    (first..=last)
        .filter_map(|year| FiscalYear::from_western(year).ok())
        .map(|fiscal_year| {
            let year = fiscal_year.year();
            let own: Vec<&Observation> = figures.iter().filter(|figure| figure.fiscal_year == Some(year)).collect();
            // A baseline counts as its year's point in every series.
            let has_figure = own.iter().any(|figure| figure.kind != "target");
            let reported = span.reported_through.is_some_and(|through| year <= through) && moment.sees(Some(year));
            let actual_status = match (has_figure, reported) {
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
                    .sees(Some(year))
                    .then(|| ProgressSummary::of(&basis.assess(figures, Moment::Year(year)))),
                figures: own.into_iter().map(|figure| TrendFigure::of(figure, moment)).collect(),
                achievements: words
                    .iter()
                    .filter(|record| record.fiscal_year == year)
                    .map(TrendAchievement::of)
                    .collect(),
            }
        })
        .collect()
}

impl TrendFigure {
    fn of(figure: &Observation, moment: Moment) -> Self {
        let is_target = figure.kind == "target";
        Self {
            id: figure.id.clone(),
            kind: figure.kind.clone(),
            breakdown: figure.breakdown.clone(),
            value: figure.value,
            denominator: figure.denominator,
            value_date: figure.value_date.clone(),
            value_text: figure.value_text.clone(),
            value_status: figure.value_status.clone(),
            comparator: figure.comparator.clone(),
            revision: figure.revision,
            in_force: is_target.then(|| moment.holds(figure.set_in, figure.superseded_in)),
            break_reason: figure.break_reason.clone(),
            break_note: figure.break_note.clone(),
            doubt: figure.doubt.clone(),
            source: figure.source.clone(),
            note: figure.note.clone(),
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

/// Name, first and last figure, target, document: what a reader needs to find it again. Across a break the two figures
/// stand side by side, without an arrow.
fn cite(indicator: &Indicator, source: &str, broken: bool) -> Citation {
    let Indicator { localgov_name: government, name, baseline, target, actual, .. } = indicator;
    let figure = |figure: &Option<indicators::ValueSummary>, year: fn(i32) -> String| {
        figure.as_ref().map(|figure| {
            let year = figure.fiscal_year.map(year).unwrap_or_default();
            format!("{year}{}", figure.value_text)
        })
    };
    let line = |year: fn(i32) -> String, target_word: &str, separator: &str, break_word: &str| {
        let between = if broken { break_word } else { " → " };
        let moved =
            [figure(baseline, year), figure(actual, year)].into_iter().flatten().collect::<Vec<_>>().join(between);
        let target = figure(target, year).map(|target| format!("{target_word}{target}"));
        [Some(moved).filter(|moved| !moved.is_empty()), target]
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
