//! From stored and read figures to the rules of progress, and from their outcome to what is answered.
//! Knows `domain`, `dataset` and the observations.

use serde::Serialize;
use utoipa::ToSchema;

use super::records::observations::Observation;
use crate::dataset::Row;
use crate::domain::Number;
use crate::domain::progress::{Comparator, FORMULA, Input, Kind, Mode, Point, Progress, Reason, Value};

/// Decimals of a computed number in print.
const PLACES: u32 = 3;

/// Where an indicator stands by our rules. Not the city's own rating, which stands in its achievements.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProgressSummary {
    /// Where it stands.
    #[schema(example = "on_track")]
    pub status: &'static str,
    /// Why there is no status; null where there is one.
    #[schema(example = json!(null))]
    pub reason: Option<&'static str>,
    /// The part of the way from baseline to target that is gone: 0 to 1, beyond, or negative; rounded to three decimals.
    #[schema(value_type = Option<f64>, example = 0.526)]
    pub progress: Option<Number>,
    /// The part of the time from baseline to due year that is gone, rounded to three decimals.
    #[schema(value_type = Option<f64>, example = 0.5)]
    pub expected: Option<Number>,
    /// Which rule the status follows: `linear` (way gone against time gone), `annual` (the target of the same year),
    /// `hold` (what is reached is to be held), `due` (the due year has come).
    #[schema(example = "linear")]
    pub mode: Option<&'static str>,
    /// Whether the actual meets the last target, whatever its due year.
    #[schema(example = false)]
    pub met_now: Option<bool>,
    /// Whether the due year of the last target has come.
    #[schema(example = false)]
    pub target_due: Option<bool>,
    /// The year of the actual that was assessed.
    #[schema(example = 2023)]
    pub fiscal_year: Option<i32>,
    /// The member of the breakdown that was assessed; `_T` is the total.
    #[schema(example = "_T")]
    pub breakdown_code: Option<String>,
    /// The id of the rules.
    #[schema(example = "linear-v2")]
    pub formula: &'static str,
}

/// The figures that went into an assessment.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProgressInputs {
    /// The baseline.
    pub baseline: Option<ProgressInput>,
    /// The target in force that is due last; an increment as the absolute value.
    pub target: Option<ProgressInput>,
    /// The target in force that is due in the year of the actual, before the last.
    pub annual_target: Option<ProgressInput>,
    /// The actual.
    pub actual: Option<ProgressInput>,
}

/// One figure that went into an assessment.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProgressInput {
    /// Its fiscal year.
    #[schema(example = 2025)]
    pub fiscal_year: Option<i32>,
    /// Its value where it is a number.
    #[schema(value_type = Option<f64>, example = 70000)]
    pub value: Option<Number>,
    /// Its value where it is a day or month.
    #[schema(example = json!(null))]
    pub value_date: Option<String>,
    /// Its comparator.
    #[schema(example = json!(null))]
    pub comparator: Option<&'static str>,
    /// Its revision.
    #[schema(example = 1)]
    pub revision: i32,
}

impl ProgressSummary {
    /// What is answered of an outcome.
    pub fn of(progress: &Progress) -> Self {
        let print = |number: Option<rust_decimal::Decimal>| number.map(|exact| Number::rounded(exact, PLACES));
        Self {
            status: progress.status.code(),
            reason: progress.reason.map(Reason::code),
            progress: print(progress.progress),
            expected: print(progress.expected),
            mode: progress.mode.map(Mode::code),
            met_now: progress.met_now,
            target_due: progress.target_due,
            fiscal_year: progress.actual.as_ref().and_then(|actual| actual.fiscal_year),
            breakdown_code: progress.breakdown.clone(),
            formula: FORMULA,
        }
    }
}

/// 達成率, rounded for print.
pub(super) fn attainment(progress: &Progress) -> Option<Number> {
    progress.attainment.map(|exact| Number::rounded(exact, PLACES))
}

impl ProgressInputs {
    /// The inputs of an outcome.
    pub fn of(progress: &Progress) -> Self {
        let input = |input: &Option<Input>| input.as_ref().map(ProgressInput::of);
        Self {
            baseline: input(&progress.baseline),
            target: input(&progress.target),
            annual_target: input(&progress.annual_target),
            actual: input(&progress.actual),
        }
    }
}

impl ProgressInput {
    fn of(input: &Input) -> Self {
        let (value, value_date) = match &input.value {
            Value::Number(number) => (Some(Number::exact(*number)), None),
            Value::Date(date) => (None, Some(date.clone())),
            Value::Increment { .. } | Value::Words | Value::Discontinued => (None, None),
        };
        Self {
            fiscal_year: input.fiscal_year,
            value,
            value_date,
            comparator: input.comparator.map(Comparator::code),
            revision: input.revision,
        }
    }
}

fn kind(code: &str) -> Option<Kind> {
    match code {
        "baseline" => Some(Kind::Baseline),
        "target" => Some(Kind::Target),
        "actual" => Some(Kind::Actual),
        // Planned and illustrative figures are never assessed.
        _ => None,
    }
}

/// What a figure says to the rules; nothing where nothing is set, measured or readable.
fn value(status: &str, number: Option<Number>, date: Option<&str>, basis: &str, over: Option<i32>) -> Option<Value> {
    match status {
        "given" => match (number, date, basis) {
            (Some(by), _, "increment") => Some(Value::Increment { by: by.decimal(), over }),
            (Some(number), ..) => Some(Value::Number(number.decimal())),
            (None, Some(date), _) => Some(Value::Date(date.to_owned())),
            (None, None, _) => None,
        },
        "qualitative" => Some(Value::Words),
        "discontinued" => Some(Value::Discontinued),
        _ => None,
    }
}

/// A figure that was read, as the rules see it.
pub(super) fn read_point(figure: &Observation) -> Option<Point> {
    Some(Point {
        kind: kind(&figure.kind)?,
        breakdown: figure.breakdown.code.clone(),
        fiscal_year: figure.fiscal_year,
        value: value(
            &figure.value_status,
            figure.value,
            figure.value_date.as_deref(),
            &figure.value_basis,
            figure.base_fiscal_year,
        )?,
        comparator: figure.comparator.as_deref().and_then(Comparator::from_code),
        set_in: figure.set_in,
        superseded_in: figure.superseded_in,
        revision: figure.revision,
        breaks: figure.break_reason.is_some(),
    })
}

/// A figure that is being imported, as the rules see it.
pub(super) fn imported_point(row: &Row) -> Option<Point> {
    let date = Some(row.get("value_date")).filter(|date| !date.is_empty());
    Some(Point {
        kind: kind(row.get("kind"))?,
        breakdown: row.get("breakdown_code").to_owned(),
        fiscal_year: row.integer("fiscal_year"),
        value: value(
            row.get("value_status"),
            row.number("value"),
            date,
            row.get("value_basis"),
            row.integer("base_fiscal_year"),
        )?,
        comparator: Comparator::from_code(row.get("comparator")),
        set_in: row.integer("set_in"),
        superseded_in: row.integer("superseded_in"),
        revision: row.integer("revision").unwrap_or(1),
        breaks: !row.get("break_reason").is_empty(),
    })
}
