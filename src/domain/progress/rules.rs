//! The rules `linear-v2` in their order. Knows the types above it.

use std::cmp::Ordering;
use std::collections::HashSet;

use rust_decimal::Decimal;

use super::{Comparator, Direction, Input, Kind, Mode, Moment, Point, Progress, Reason, Series, Status, TOTAL, Value};

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
        .filter(|point| point.kind == Kind::Baseline && point.breakdown == breakdown && point.value.is_comparable())
        .max_by_key(|point| (point.fiscal_year, point.revision))
        .map(Input::of);
    outcome.baseline.clone_from(&baseline);
    let start = baseline.as_ref().and_then(|baseline| baseline.fiscal_year);
    let broken =
        series.points.iter().filter(|point| point.breaks && point.kind == Kind::Actual && point.breakdown == breakdown);
    // 2: a break between baseline and actual, unless the target was set after it.
    let between = |at: &i32| *at <= year && start.is_none_or(|start| *at > start);
    let breaks: Vec<i32> = broken.filter_map(|point| point.fiscal_year).filter(between).collect();
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
        baseline.as_ref().and_then(|baseline| compare(value, &baseline.value)).is_some_and(|ordering| match direction {
            Direction::Increase => ordering.is_lt(),
            Direction::Decrease => ordering.is_gt(),
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
    let members_of =
        |points: &[&Point]| -> HashSet<String> { points.iter().map(|point| point.breakdown.clone()).collect() };
    let (with_target, with_actual) = (members_of(&targets), members_of(&actuals));
    let members = targets.iter().chain(&actuals).map(|point| point.breakdown.as_str());
    // The total first, then the members in their order.
    let mut candidates = std::iter::once(TOTAL).chain(members).filter(|breakdown| with_target.contains(*breakdown));
    let both = candidates.clone().find(|breakdown| with_actual.contains(*breakdown));
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
    // A dated target asks for a dated actual.
    let own = || actuals.iter().filter(|point| point.breakdown == breakdown).copied().filter(dated(&target));
    let latest = own().max_by_key(|point| (point.fiscal_year, point.revision));
    let of_due_year = series
        .points
        .iter()
        .filter(|point| point.kind == Kind::Actual && point.breakdown == breakdown)
        .filter(|point| target.fiscal_year.is_some() && point.fiscal_year == target.fiscal_year)
        .max_by_key(|point| point.revision);
    let after_due = latest.zip(target.fiscal_year).is_some_and(|(latest, due)| latest.fiscal_year >= Some(due));
    let Some(actual) = of_due_year.filter(|_| after_due).or(latest) else {
        let elsewhere = actuals.iter().any(|point| point.breakdown != breakdown);
        return Err(if elsewhere { Reason::BreakdownMismatch } else { Reason::NoActual });
    };
    let actual = Input::of(actual);
    outcome.actual = Some(actual.clone());
    match actual.value {
        Value::Discontinued => Err(Reason::Discontinued),
        Value::Words | Value::Increment { .. } => Err(Reason::ActualNotNumeric),
        Value::Number(_) | Value::Date(_) => {
            outcome.attainment =
                actual.value.number().zip(target.value.number()).and_then(|(now, to)| now.checked_div(to));
            Ok(Chosen { breakdown, target, actual })
        }
    }
}

/// Whether an actual can be placed against the target.
fn dated(target: &Input) -> impl Fn(&&Point) -> bool {
    let asks_for_year = target.fiscal_year.is_some();
    move |point| point.fiscal_year.is_some() || !asks_for_year
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

/// The year the target was set in: its own, or the plan's first; `None` where neither is known.
fn target_set_in(series: &Series<'_>, target: &Input, breakdown: &str, moment: Moment) -> Option<i32> {
    let same = |point: &&Point| {
        point.kind == Kind::Target
            && point.breakdown == breakdown
            && point.fiscal_year == target.fiscal_year
            && point.revision == target.revision
            && moment.holds(point.set_in, point.superseded_in)
    };
    series.points.iter().find(same).and_then(|point| point.set_in).or(series.plan_start)
}

/// A comparator tells the direction where the document does not.
const fn effective_direction(direction: Direction, comparator: Option<Comparator>) -> Direction {
    match (direction, comparator) {
        (Direction::Unspecified, Some(Comparator::AtLeast | Comparator::MoreThan)) => Direction::Increase,
        (Direction::Unspecified, Some(Comparator::AtMost | Comparator::LessThan)) => Direction::Decrease,
        (known, _) => known,
    }
}

/// Compares two values of one sort; `None` for two sorts, and for words.
fn compare(one: &Value, two: &Value) -> Option<Ordering> {
    match (one, two) {
        (Value::Number(one), Value::Number(two)) => Some(one.cmp(two)),
        // A month and a day of it are compared as far as both are known.
        (Value::Date(one), Value::Date(two)) => {
            let known = one.len().min(two.len());
            Some(one.get(..known).cmp(&two.get(..known)))
        }
        _ => None,
    }
}

/// 3: whether a value meets a target; `None` where nothing says how, or they are of two sorts.
fn meets(value: &Value, target: &Input, direction: Direction) -> Option<bool> {
    let ordering = compare(value, &target.value)?;
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
