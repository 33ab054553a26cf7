//! Progress of an indicator towards its target: the rules `linear-v2`. Knows `number`.
//!
//! Ours, not the city's: every outcome names its inputs, or the reason why there is none. The first rule that fires
//! decides; the numbers in the comments are those of the rules in `docs/progress.md`.

use rust_decimal::Decimal;

/// The id of the rules.
pub const FORMULA: &str = "linear-v2";

/// The code of the total among the members of a breakdown.
pub const TOTAL: &str = "_T";

/// How an indicator is meant to move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// More is better.
    Increase,
    /// Less is better.
    Decrease,
    /// It is to stay as it is.
    Maintain,
    /// The document does not say.
    Unspecified,
}

/// How a value is to be compared with a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparator {
    /// 以上
    AtLeast,
    /// を上回る
    MoreThan,
    /// 以下・以内・までに
    AtMost,
    /// 未満
    LessThan,
    /// 約・程度: no comparison, the direction decides.
    About,
}

/// What a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// 現況値
    Baseline,
    /// 目標値
    Target,
    /// 実績値
    Actual,
}

/// What a figure says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// A number.
    Number(Decimal),
    /// A day or month as `YYYY-MM-DD` or `YYYY-MM`: earlier is less.
    Date(String),
    /// An increment over the actual of a fiscal year.
    Increment {
        /// How much more.
        by: Decimal,
        /// Over the actual of this year.
        over: Option<i32>,
    },
    /// Words only.
    Words,
    /// It is not measured any more.
    Discontinued,
}

/// One figure of an indicator. Figures that say that nothing is set, measured or readable are none.
#[derive(Debug, Clone)]
pub struct Point {
    /// What it is.
    pub kind: Kind,
    /// The member of the breakdown; `_T` is the total.
    pub breakdown: String,
    /// The year it is for, the due year of a target; `None` where the document prints none.
    pub fiscal_year: Option<i32>,
    /// What it says.
    pub value: Value,
    /// How it is to be compared.
    pub comparator: Option<Comparator>,
    /// The fiscal year a target was set in; `None` = when the plan began.
    pub set_in: Option<i32>,
    /// The last fiscal year a target judged.
    pub superseded_in: Option<i32>,
    /// The revision of a target, from 1.
    pub revision: i32,
    /// Whether definition, scope or method changed with this figure.
    pub breaks: bool,
}

/// An indicator as the rules see it.
#[derive(Debug, Clone)]
pub struct Series<'a> {
    /// How it is meant to move.
    pub direction: Direction,
    /// Its figures; of members of the breakdown the first that fits is taken, so they come in their order.
    pub points: &'a [Point],
}

/// The moment that progress is assessed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// The latest actual against the targets as they stand now.
    Latest,
    /// The actual of this fiscal year against the targets in force in it.
    Year(i32),
    /// The latest actual up to this fiscal year against the targets in force in it.
    AsOf(i32),
}

/// Where an indicator stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// The target is met, in its due year or before.
    Achieved,
    /// As far as time has gone, or holding what is to be held.
    OnTrack,
    /// Short of where it should be by now.
    Behind,
    /// Worse than where it began.
    Regressed,
    /// The due year came and the target was not met.
    Missed,
    /// The rules give no status; the reason says why.
    NotAssessable,
}

/// Why the rules give no status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the code list `progress_reason` says each in both languages")]
pub enum Reason {
    NoTarget,
    TargetYearUnknown,
    TargetNotNumeric,
    IncrementBaseMissing,
    NoActual,
    ActualNotNumeric,
    NoActualAfterBaseline,
    NoBaseline,
    BaselineYearUnknown,
    BreakdownMismatch,
    BreakInSeries,
    DirectionUnknown,
    Discontinued,
}

/// Which rule the status follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// The way from baseline to target against the time gone by.
    Linear,
    /// The target of the same year.
    Annual,
    /// What is reached already is to be held.
    Hold,
    /// The due year has come.
    Due,
}

/// A figure that went into an assessment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Its year.
    pub fiscal_year: Option<i32>,
    /// Its value; of an increment the absolute one.
    pub value: Value,
    /// Its comparator.
    pub comparator: Option<Comparator>,
    /// Its revision.
    pub revision: i32,
}

/// The outcome of an assessment, with all that went into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// Where the indicator stands.
    pub status: Status,
    /// Why there is no status.
    pub reason: Option<Reason>,
    /// Which rule the status follows.
    pub mode: Option<Mode>,
    /// The part of the way from baseline to target that is gone: 0 to 1, beyond, or negative. Exact.
    pub progress: Option<Decimal>,
    /// The part of the time from baseline to due year that is gone. Exact.
    pub expected: Option<Decimal>,
    /// Actual divided by target (達成率). Exact; `None` for a target of zero.
    pub attainment: Option<Decimal>,
    /// Whether the actual meets the last target, whatever its due year.
    pub met_now: Option<bool>,
    /// Whether the due year of the last target has come.
    pub target_due: Option<bool>,
    /// The member of the breakdown that was taken.
    pub breakdown: Option<String>,
    /// The baseline.
    pub baseline: Option<Input>,
    /// The target in force that is due last.
    pub target: Option<Input>,
    /// The target in force that is due in the actual's year, before the last.
    pub annual_target: Option<Input>,
    /// The actual.
    pub actual: Option<Input>,
}

impl Direction {
    /// Reads the code.
    pub fn from_code(code: &str) -> Self {
        match code {
            "increase" => Self::Increase,
            "decrease" => Self::Decrease,
            "maintain" => Self::Maintain,
            _ => Self::Unspecified,
        }
    }
}

impl Comparator {
    /// Reads the code; `None` where it is blank.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            ">=" => Some(Self::AtLeast),
            ">" => Some(Self::MoreThan),
            "<=" => Some(Self::AtMost),
            "<" => Some(Self::LessThan),
            "~" => Some(Self::About),
            _ => None,
        }
    }

    /// The code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::AtLeast => ">=",
            Self::MoreThan => ">",
            Self::AtMost => "<=",
            Self::LessThan => "<",
            Self::About => "~",
        }
    }
}

impl Status {
    /// All of them, best first.
    pub const ALL: [Self; 6] =
        [Self::Achieved, Self::OnTrack, Self::Behind, Self::Regressed, Self::Missed, Self::NotAssessable];

    /// The code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Achieved => "achieved",
            Self::OnTrack => "on_track",
            Self::Behind => "behind",
            Self::Regressed => "regressed",
            Self::Missed => "missed",
            Self::NotAssessable => "not_assessable",
        }
    }
}

impl Reason {
    /// The code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoTarget => "no_target",
            Self::TargetYearUnknown => "target_year_unknown",
            Self::TargetNotNumeric => "target_not_numeric",
            Self::IncrementBaseMissing => "increment_base_missing",
            Self::NoActual => "no_actual",
            Self::ActualNotNumeric => "actual_not_numeric",
            Self::NoActualAfterBaseline => "no_actual_after_baseline",
            Self::NoBaseline => "no_baseline",
            Self::BaselineYearUnknown => "baseline_year_unknown",
            Self::BreakdownMismatch => "breakdown_mismatch",
            Self::BreakInSeries => "break_in_series",
            Self::DirectionUnknown => "direction_unknown",
            Self::Discontinued => "discontinued",
        }
    }
}

impl Mode {
    /// The code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Linear => "linear",
            Self::Annual => "annual",
            Self::Hold => "hold",
            Self::Due => "due",
        }
    }
}

impl Value {
    /// The number, where it is one.
    pub const fn number(&self) -> Option<Decimal> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// Whether it can be compared with another of its sort.
    const fn is_comparable(&self) -> bool {
        matches!(self, Self::Number(_) | Self::Date(_))
    }
}

impl Moment {
    /// Whether a target is in force.
    pub const fn holds(self, set_in: Option<i32>, superseded_in: Option<i32>) -> bool {
        match self {
            // Of a target and what replaced it, the later one, even where it takes force only next year.
            Self::Latest => superseded_in.is_none(),
            Self::Year(year) | Self::AsOf(year) => {
                let set = match set_in {
                    Some(set_in) => set_in <= year,
                    None => true,
                };
                let stands = match superseded_in {
                    Some(last) => year <= last,
                    None => true,
                };
                set && stands
            }
        }
    }

    /// Whether an actual of `year` is looked at.
    pub const fn sees(self, year: Option<i32>) -> bool {
        match (self, year) {
            (Self::Latest, _) => true,
            (Self::Year(wanted), Some(year)) => year == wanted,
            (Self::AsOf(last), Some(year)) => year <= last,
            (_, None) => false,
        }
    }
}

/// Assesses an indicator.
pub fn assess(series: &Series<'_>, moment: Moment) -> Progress {
    let mut outcome = Progress {
        status: Status::NotAssessable,
        reason: None,
        mode: None,
        progress: None,
        expected: None,
        attainment: None,
        met_now: None,
        target_due: None,
        breakdown: None,
        baseline: None,
        target: None,
        annual_target: None,
        actual: None,
    };
    match decide(series, moment, &mut outcome) {
        Ok(status) => outcome.status = status,
        Err(reason) => outcome.reason = Some(reason),
    }
    outcome
}

/// The rules in their order; what is found on the way stays in `outcome` also where there is no status.
fn decide(series: &Series<'_>, moment: Moment, outcome: &mut Progress) -> Result<Status, Reason> {
    let Chosen { breakdown, target, actual } = choose(series, moment, outcome)?;
    let direction = effective_direction(series.direction, target.comparator);
    let due = target.fiscal_year;
    let met = |value: &Value, target: &Input| meets(value, target, direction);
    outcome.met_now = met(&actual.value, &target);
    let (Some(due), Some(year)) = (due, actual.fiscal_year) else { return Err(Reason::TargetYearUnknown) };
    outcome.target_due = Some(year >= due);

    let baseline = series
        .points
        .iter()
        .filter(|point| point.kind == Kind::Baseline && point.breakdown == breakdown)
        .max_by_key(|point| (point.fiscal_year, point.revision))
        .map(Input::of);
    outcome.baseline.clone_from(&baseline);
    let start = baseline.as_ref().and_then(|baseline| baseline.fiscal_year);
    let broken = series.points.iter().filter(|point| {
        point.breaks && point.kind == Kind::Actual && point.breakdown == breakdown && moment.sees_up_to(year, point)
    });
    // 2: a break between baseline and actual, unless the target was set after it.
    let breaks: Vec<i32> = broken.filter_map(|point| point.fiscal_year).filter(|at| start.is_none_or(|start| *at > start)).collect();
    let set_after = |at: &i32| target_set_in(series, &target, &breakdown, moment).is_some_and(|set_in| set_in > *at);
    if !breaks.iter().all(set_after) {
        return Err(Reason::BreakInSeries);
    }
    // 3
    let met_now = outcome.met_now.ok_or(Reason::DirectionUnknown)?;
    // 4
    if year >= due {
        outcome.mode = Some(Mode::Due);
        return Ok(if met_now { Status::Achieved } else { Status::Missed });
    }
    let worse = |value: &Value| {
        baseline.as_ref().is_some_and(|baseline| match direction {
            Direction::Increase => value < &baseline.value,
            Direction::Decrease => value > &baseline.value,
            Direction::Maintain | Direction::Unspecified => false,
        })
    };
    // 5
    if let Some(annual) = target_due_in(series, &breakdown, moment, year)? {
        outcome.mode = Some(Mode::Annual);
        let met_annual = met(&actual.value, &annual);
        outcome.annual_target = Some(annual);
        return Ok(match met_annual.ok_or(Reason::DirectionUnknown)? {
            true => Status::OnTrack,
            false if worse(&actual.value) => Status::Regressed,
            false => Status::Behind,
        });
    }
    // 6
    let held = baseline.as_ref().and_then(|baseline| met(&baseline.value, &target)).unwrap_or(false);
    if held || direction == Direction::Maintain {
        outcome.mode = Some(Mode::Hold);
        return Ok(match (met_now, held) {
            (true, _) => Status::OnTrack,
            (false, true) => Status::Regressed,
            (false, false) => Status::Behind,
        });
    }
    outcome.mode = Some(Mode::Linear);
    // 7
    if met_now {
        return Ok(Status::Achieved);
    }
    // 8
    let no_status = |outcome: &mut Progress, reason| {
        outcome.mode = None;
        Err(reason)
    };
    let Some(baseline) = baseline else { return no_status(outcome, Reason::NoBaseline) };
    let Some(start) = start else { return no_status(outcome, Reason::BaselineYearUnknown) };
    if year <= start {
        return no_status(outcome, Reason::NoActualAfterBaseline);
    }
    if !breaks.is_empty() {
        return no_status(outcome, Reason::BreakInSeries);
    }
    // 9
    let numbers = (baseline.value.number(), target.value.number(), actual.value.number());
    let (Some(from), Some(to), Some(now)) = numbers else { return no_status(outcome, Reason::TargetNotNumeric) };
    outcome.expected = Decimal::from(year - start).checked_div(Decimal::from(due - start));
    outcome.progress = to.checked_sub(from).zip(now.checked_sub(from)).and_then(|(way, gone)| gone.checked_div(way));
    Ok(match (outcome.progress, outcome.expected) {
        (Some(progress), _) if progress < Decimal::ZERO => Status::Regressed,
        (Some(progress), Some(expected)) if progress >= expected => Status::OnTrack,
        _ => Status::Behind,
    })
}

/// The series that the rules are applied to.
struct Chosen {
    breakdown: String,
    target: Input,
    actual: Input,
}

/// 1 and the beginning of 2: the member of the breakdown, the target and the actual.
fn choose(series: &Series<'_>, moment: Moment, outcome: &mut Progress) -> Result<Chosen, Reason> {
    let targets: Vec<&Point> = series
        .points
        .iter()
        .filter(|point| point.kind == Kind::Target && moment.holds(point.set_in, point.superseded_in))
        .collect();
    let actuals: Vec<&Point> =
        series.points.iter().filter(|point| point.kind == Kind::Actual && moment.sees(point.fiscal_year)).collect();
    let with_target = |breakdown: &str| targets.iter().any(|point| point.breakdown == breakdown);
    let members = targets.iter().chain(&actuals).map(|point| point.breakdown.as_str());
    // The total first, then the members in their order.
    let mut candidates = std::iter::once(TOTAL).chain(members).filter(|breakdown| with_target(breakdown));
    let both = candidates.clone().find(|breakdown| actuals.iter().any(|point| point.breakdown == **breakdown));
    let breakdown = both.or_else(|| candidates.next()).ok_or(Reason::NoTarget)?.to_owned();
    outcome.breakdown = Some(breakdown.clone());
    let last = targets
        .iter()
        .filter(|point| point.breakdown == breakdown)
        .max_by_key(|point| (point.fiscal_year, point.revision))
        .ok_or(Reason::NoTarget)?;
    // A year that comes after the due year is judged by the due year's own actual, where there is one.
    let mut target = Input::of(last);
    outcome.target = Some(target.clone());
    if matches!(last.value, Value::Words | Value::Discontinued) {
        return Err(Reason::TargetNotNumeric);
    }
    target.value = absolute(series, last)?;
    outcome.target = Some(target.clone());
    let own = || actuals.iter().filter(|point| point.breakdown == breakdown);
    let latest = own().max_by_key(|point| (point.fiscal_year, point.revision));
    let of_due_year = own()
        .filter(|point| target.fiscal_year.is_some() && point.fiscal_year == target.fiscal_year)
        .max_by_key(|point| point.revision);
    let after_due = latest.zip(target.fiscal_year).is_some_and(|(latest, due)| latest.fiscal_year >= Some(due));
    let Some(actual) = of_due_year.filter(|_| after_due).or(latest) else {
        return Err(if actuals.is_empty() { Reason::NoActual } else { Reason::BreakdownMismatch });
    };
    let actual = Input::of(actual);
    outcome.actual = Some(actual.clone());
    match actual.value {
        Value::Discontinued => Err(Reason::Discontinued),
        Value::Words | Value::Increment { .. } => Err(Reason::ActualNotNumeric),
        Value::Number(_) | Value::Date(_) => {
            outcome.attainment = actual.value.number().zip(target.value.number()).and_then(|(now, to)| now.checked_div(to));
            Ok(Chosen { breakdown, target, actual })
        }
    }
}

/// An increment becomes absolute when the base year's actual exists.
fn absolute(series: &Series<'_>, target: &Point) -> Result<Value, Reason> {
    let Value::Increment { by, over } = target.value else { return Ok(target.value.clone()) };
    series
        .points
        .iter()
        .filter(|point| point.kind == Kind::Actual && point.breakdown == target.breakdown)
        .filter(|point| over.is_some() && point.fiscal_year == over)
        .max_by_key(|point| point.revision)
        .and_then(|base| base.value.number()?.checked_add(by))
        .map(Value::Number)
        .ok_or(Reason::IncrementBaseMissing)
}

/// The target in force that is due in `year`.
fn target_due_in(series: &Series<'_>, breakdown: &str, moment: Moment, year: i32) -> Result<Option<Input>, Reason> {
    let found = series
        .points
        .iter()
        .filter(|point| point.kind == Kind::Target && point.breakdown == breakdown && point.fiscal_year == Some(year))
        .filter(|point| moment.holds(point.set_in, point.superseded_in))
        .max_by_key(|point| point.revision);
    let Some(point) = found else { return Ok(None) };
    let value = absolute(series, point)?;
    Ok(value.is_comparable().then(|| Input { value, ..Input::of(point) }))
}

/// The year the target was set in; `None` = when the plan began.
fn target_set_in(series: &Series<'_>, target: &Input, breakdown: &str, moment: Moment) -> Option<i32> {
    let same = |point: &&Point| {
        point.kind == Kind::Target
            && point.breakdown == breakdown
            && point.fiscal_year == target.fiscal_year
            && point.revision == target.revision
            && moment.holds(point.set_in, point.superseded_in)
    };
    series.points.iter().find(same).and_then(|point| point.set_in)
}

/// A comparator tells the direction where the document does not.
const fn effective_direction(direction: Direction, comparator: Option<Comparator>) -> Direction {
    match (direction, comparator) {
        (Direction::Unspecified, Some(Comparator::AtLeast | Comparator::MoreThan)) => Direction::Increase,
        (Direction::Unspecified, Some(Comparator::AtMost | Comparator::LessThan)) => Direction::Decrease,
        (known, _) => known,
    }
}

/// 3: whether a value meets a target; `None` where nothing says how, or they are of two sorts.
fn meets(value: &Value, target: &Input, direction: Direction) -> Option<bool> {
    let ordering = match (value, &target.value) {
        (Value::Number(value), Value::Number(target)) => value.cmp(target),
        // A month and a day of it are compared as far as both are known.
        (Value::Date(value), Value::Date(target)) => {
            let known = value.len().min(target.len());
            value.get(..known).cmp(&target.get(..known))
        }
        _ => return None,
    };
    match target.comparator {
        Some(Comparator::AtLeast) => Some(ordering.is_ge()),
        Some(Comparator::MoreThan) => Some(ordering.is_gt()),
        Some(Comparator::AtMost) => Some(ordering.is_le()),
        Some(Comparator::LessThan) => Some(ordering.is_lt()),
        Some(Comparator::About) | None => match direction {
            Direction::Increase => Some(ordering.is_ge()),
            Direction::Decrease => Some(ordering.is_le()),
            Direction::Maintain => Some(ordering.is_eq()),
            Direction::Unspecified => None,
        },
    }
}

impl Input {
    fn of(point: &Point) -> Self {
        Self {
            fiscal_year: point.fiscal_year,
            value: point.value.clone(),
            comparator: point.comparator,
            revision: point.revision,
        }
    }
}

impl Moment {
    /// Whether a point lies in or before `year`.
    fn sees_up_to(self, year: i32, point: &Point) -> bool {
        point.fiscal_year.is_some_and(|at| at <= year)
    }
}
