//! Progress in responses: the structs that are served, and how stored codes map to the rules of `domain::progress`.

use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::Number;
use crate::domain::progress::{Attainment, Comparator, FORMULA, Input, Kind, Mode, Progress, Reason, Value};

/// Decimal places of a computed number.
const PLACES: u32 = 3;

/// Progress of an indicator by our rules. The city's own rating is a field of its achievements.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProgressSummary {
    /// The status.
    #[schema(example = "on_track")]
    pub status: &'static str,
    /// Why the status is `not_assessable`; null for every other status.
    #[schema(example = json!(null))]
    pub reason: Option<&'static str>,
    /// Share of the distance from baseline to target that is covered: 0 to 1, more than 1, or negative; rounded to
    /// three decimals.
    #[schema(value_type = Option<f64>, example = 0.526)]
    pub ratio: Option<Number>,
    /// Share of the time from baseline to due year that has passed, rounded to three decimals.
    #[schema(value_type = Option<f64>, example = 0.5)]
    pub expected: Option<Number>,
    /// The rule that decided the status: `linear` (distance covered compared with time passed), `annual` (the target of
    /// the same year), `hold` (a level already reached must be held), `due` (the due year has come).
    #[schema(example = "linear")]
    pub mode: Option<&'static str>,
    /// Whether the actual meets the last target, whatever its due year.
    #[schema(example = false)]
    pub met_now: Option<bool>,
    /// Whether the due year of the last target has come.
    #[schema(example = false)]
    pub target_due: Option<bool>,
    /// Fiscal year of the actual that was assessed.
    #[schema(example = 2023)]
    pub fiscal_year: Option<i32>,
    /// Code of the breakdown member that was assessed; `_T` is the total.
    #[schema(example = "_T")]
    pub breakdown_code: Option<String>,
    /// Version of the rules.
    #[schema(example = "linear-v2")]
    pub formula: &'static str,
}

/// The values that an assessment used.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProgressInputs {
    /// The baseline.
    pub baseline: Option<ProgressInput>,
    /// The target in force that is due last; an increment is converted to an absolute value.
    pub target: Option<ProgressInput>,
    /// The target in force that is due in the year of the actual, if it is not the last one.
    pub annual_target: Option<ProgressInput>,
    /// The actual.
    pub actual: Option<ProgressInput>,
}

/// One value that an assessment used.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProgressInput {
    /// Fiscal year of the value.
    #[schema(example = 2025)]
    pub fiscal_year: Option<i32>,
    /// The value if it is a number.
    #[schema(value_type = Option<f64>, example = 70000)]
    pub value: Option<Number>,
    /// The value if it is a date: a day or a month.
    #[schema(example = json!(null))]
    pub value_date: Option<String>,
    /// How the value is to be compared.
    #[schema(example = json!(null))]
    pub comparator: Option<&'static str>,
    /// Revision of the observation.
    #[schema(example = 1)]
    pub revision: i32,
}

impl ProgressSummary {
    /// Converts the result of an assessment.
    pub fn of(progress: &Progress) -> Self {
        let print = |number: Option<rust_decimal::Decimal>| number.map(|exact| Number::rounded(exact, PLACES));
        Self {
            status: progress.status.code(),
            reason: progress.reason.map(Reason::code),
            ratio: print(progress.progress),
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

/// Returns 実績÷目標 rounded to three decimals.
pub(super) fn rounded(attainment: Attainment) -> Number {
    Number::rounded(attainment.ratio, PLACES)
}
impl ProgressInputs {
    /// Returns the inputs of an assessment.
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
            Value::Increment { .. } | Value::Text | Value::Discontinued => (None, None),
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

/// Returns the kind of an observation with this code, if the rules use it.
pub(in crate::store) fn assessed_kind(code: &str) -> Option<Kind> {
    match code {
        "baseline" => Some(Kind::Baseline),
        "target" => Some(Kind::Target),
        "actual" => Some(Kind::Actual),
        // Planned and illustrative values are never assessed.
        _ => None,
    }
}

/// Returns a stored value as the rules use it; `None` where nothing is set, measured or legible. `over` is the base
/// year of an increment.
pub(in crate::store) fn assessed_value(
    status: &str,
    number: Option<Number>,
    date: Option<&str>,
    basis: &str,
    over: Option<i32>,
) -> Option<Value> {
    match status {
        "given" => match (number, date, basis) {
            (Some(by), _, "increment") => Some(Value::Increment { by: by.decimal(), over }),
            (Some(number), ..) => Some(Value::Number(number.decimal())),
            (None, Some(date), _) => Some(Value::Date(date.to_owned())),
            (None, None, _) => None,
        },
        "qualitative" => Some(Value::Text),
        "discontinued" => Some(Value::Discontinued),
        _ => None,
    }
}
