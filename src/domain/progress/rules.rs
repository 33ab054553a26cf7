//! The rules `linear-v2`.

use std::cmp::Ordering;
use std::collections::HashSet;

use rust_decimal::Decimal;

use super::outcome::{Attainment, Input, Mode, Progress, Reason, Status};
use super::series::{Comparator, Direction, Kind, Moment, Point, Series, TOTAL, Value};

/// Assesses the progress of an indicator.
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
    outcome.attainment = attainment(series, moment, &outcome);
    outcome
}

/// Returns the actual divided by the target of its year, or by the final one where its year has none. `None` where the
/// number would mislead: where less is better, where a level is to be held, and across a break.
fn attainment(series: &Series<'_>, moment: Moment, outcome: &Progress) -> Option<Attainment> {
    let (breakdown, target, actual) =
        (outcome.breakdown.as_deref()?, outcome.target.as_ref()?, outcome.actual.as_ref()?);
    let direction = effective_direction(series.direction, target.comparator);
    if matches!(direction, Direction::Decrease | Direction::Maintain)
        || outcome.mode == Some(Mode::Hold)
        || outcome.reason == Some(Reason::BreakInSeries)
    {
        return None;
    }
    let of_its_year = actual.fiscal_year.and_then(|year| target_due_in(series, breakdown, moment, year).ok().flatten());
    let target = of_its_year.as_ref().unwrap_or(target);
    let ratio = actual.value.number()?.checked_div(target.value.number()?)?;
    Some(Attainment { ratio, target_fiscal_year: target.fiscal_year })
}

/// Applies the rules in their order. Intermediate results stay in `outcome`, even if there is no status.
fn decide(series: &Series<'_>, moment: Moment, outcome: &mut Progress) -> Result<Status, Reason> {
    let Chosen { breakdown, target, actual } = choose(series, moment, outcome)?;
    let direction = effective_direction(series.direction, target.comparator);
    outcome.met_now = meets(&actual.value, &target, direction);
    let (Some(due), Some(year)) = (target.fiscal_year, actual.fiscal_year) else {
        return Err(Reason::TargetYearUnknown);
    };
    outcome.target_due = Some(year >= due);
    let baseline = baseline_of(series, &breakdown);
    outcome.baseline.clone_from(&baseline);
    // 2: a break between baseline and actual, unless the target was set after it.
    let breaks = breaks_before(series, &breakdown, baseline.as_ref(), year);
    let set_in = target_set_in(series, &target, &breakdown, moment);
    if !breaks.iter().all(|break_year| set_in.is_some_and(|set_in| set_in > *break_year)) {
        return Err(Reason::BreakInSeries);
    }
    // 3
    let met_now = outcome.met_now.ok_or(Reason::DirectionUnknown)?;
    // 4
    if year >= due {
        outcome.mode = Some(Mode::Due);
        return Ok(if met_now { Status::Achieved } else { Status::Missed });
    }
    // 5
    if let Some(annual) = target_due_in(series, &breakdown, moment, year)? {
        outcome.mode = Some(Mode::Annual);
        let met_annual = meets(&actual.value, &annual, direction);
        outcome.annual_target = Some(annual);
        return Ok(match met_annual.ok_or(Reason::DirectionUnknown)? {
            true => Status::OnTrack,
            false if is_worse(&actual, baseline.as_ref(), direction) => Status::Regressed,
            false => Status::Behind,
        });
    }
    // 6
    let met_before = baseline.as_ref().and_then(|baseline| meets(&baseline.value, &target, direction)).unwrap_or(false);
    if met_before || direction == Direction::Maintain {
        outcome.mode = Some(Mode::Hold);
        return Ok(match (met_now, met_before) {
            (true, _) => Status::OnTrack,
            (false, true) => Status::Regressed,
            (false, false) => Status::Behind,
        });
    }
    // 7
    if met_now {
        outcome.mode = Some(Mode::Linear);
        return Ok(Status::Achieved);
    }
    // 8, 9
    let line = Line { baseline: baseline.as_ref(), target: &target, actual: &actual, year, due };
    let status = linear(&line, !breaks.is_empty(), outcome)?;
    outcome.mode = Some(Mode::Linear);
    Ok(status)
}

/// Returns the latest comparable baseline.
fn baseline_of(series: &Series<'_>, breakdown: &str) -> Option<Input> {
    series
        .points
        .iter()
        .filter(|point| point.kind == Kind::Baseline && point.breakdown == breakdown && point.value.is_comparable())
        .max_by_key(|point| (point.fiscal_year, point.revision))
        .map(Input::from_point)
}

/// Returns the years with a break in the actuals, after the baseline and up to `year`.
fn breaks_before(series: &Series<'_>, breakdown: &str, baseline: Option<&Input>, year: i32) -> Vec<i32> {
    let start = baseline.and_then(|baseline| baseline.fiscal_year);
    series
        .points
        .iter()
        .filter(|point| point.breaks && point.kind == Kind::Actual && point.breakdown == breakdown)
        .filter_map(|point| point.fiscal_year)
        .filter(|break_year| *break_year <= year && start.is_none_or(|start| *break_year > start))
        .collect()
}

/// Returns whether the actual is worse than the baseline.
fn is_worse(actual: &Input, baseline: Option<&Input>, direction: Direction) -> bool {
    let ordering = baseline.and_then(|baseline| compare(&actual.value, &baseline.value));
    ordering.is_some_and(|ordering| match direction {
        Direction::Increase => ordering.is_lt(),
        Direction::Decrease => ordering.is_gt(),
        Direction::Maintain | Direction::Unspecified => false,
    })
}

/// The points of the line from baseline to target.
struct Line<'a> {
    baseline: Option<&'a Input>,
    target: &'a Input,
    actual: &'a Input,
    year: i32,
    due: i32,
}

/// 8 and 9: compares the progress from baseline to target with the elapsed time.
fn linear(line: &Line<'_>, has_breaks: bool, outcome: &mut Progress) -> Result<Status, Reason> {
    let baseline = line.baseline.ok_or(Reason::NoBaseline)?;
    let start = baseline.fiscal_year.ok_or(Reason::BaselineYearUnknown)?;
    if line.year <= start {
        return Err(Reason::NoActualAfterBaseline);
    }
    if has_breaks {
        return Err(Reason::BreakInSeries);
    }
    let numbers = (baseline.value.number(), line.target.value.number(), line.actual.value.number());
    let (Some(from), Some(to), Some(now)) = numbers else { return Err(Reason::TargetNotNumeric) };
    outcome.expected = Decimal::from(line.year - start).checked_div(Decimal::from(line.due - start));
    let (change, total) = (now.checked_sub(from), to.checked_sub(from));
    outcome.progress = change.zip(total).and_then(|(change, total)| change.checked_div(total));
    Ok(match (outcome.progress, outcome.expected) {
        (Some(progress), _) if progress < Decimal::ZERO => Status::Regressed,
        (Some(progress), Some(expected)) if progress >= expected => Status::OnTrack,
        _ => Status::Behind,
    })
}

/// The observations to which the rules are applied.
struct Chosen {
    breakdown: String,
    target: Input,
    actual: Input,
}

/// 1 and the beginning of 2: chooses the breakdown, the target and the actual.
fn choose(series: &Series<'_>, moment: Moment, outcome: &mut Progress) -> Result<Chosen, Reason> {
    let targets: Vec<&Point> = series
        .points
        .iter()
        .filter(|point| point.kind == Kind::Target && moment.is_in_force(point.set_in, point.superseded_in))
        .collect();
    let actuals: Vec<&Point> =
        series.points.iter().filter(|point| point.kind == Kind::Actual && moment.includes(point.fiscal_year)).collect();
    let breakdowns_of =
        |points: &[&Point]| -> HashSet<String> { points.iter().map(|point| point.breakdown.clone()).collect() };
    let (with_target, with_actual) = (breakdowns_of(&targets), breakdowns_of(&actuals));
    let breakdowns = targets.iter().chain(&actuals).map(|point| point.breakdown.as_str());
    // The total first, then the others in their order.
    let mut candidates = std::iter::once(TOTAL).chain(breakdowns).filter(|breakdown| with_target.contains(*breakdown));
    let both = candidates.clone().find(|breakdown| with_actual.contains(*breakdown));
    let breakdown = both.or_else(|| candidates.next()).ok_or(Reason::NoTarget)?.to_owned();
    outcome.breakdown = Some(breakdown.clone());
    let last = targets
        .iter()
        .filter(|point| point.breakdown == breakdown)
        .max_by_key(|point| (point.fiscal_year, point.revision))
        .ok_or(Reason::NoTarget)?;
    let mut target = Input::from_point(last);
    outcome.target = Some(target.clone());
    if matches!(last.value, Value::Text | Value::Discontinued) {
        return Err(Reason::TargetNotNumeric);
    }
    target.value = absolute(series, last)?;
    outcome.target = Some(target.clone());
    // A target with a year needs an actual with a year.
    let candidates = || {
        actuals
            .iter()
            .filter(|point| point.breakdown == breakdown)
            .copied()
            .filter(|point| point.fiscal_year.is_some() || target.fiscal_year.is_none())
    };
    let latest = candidates().max_by_key(|point| (point.fiscal_year, point.revision));
    let of_due_year = series
        .points
        .iter()
        .filter(|point| point.kind == Kind::Actual && point.breakdown == breakdown)
        .filter(|point| target.fiscal_year.is_some() && point.fiscal_year == target.fiscal_year)
        .max_by_key(|point| point.revision);
    let after_due = latest.zip(target.fiscal_year).is_some_and(|(latest, due)| latest.fiscal_year >= Some(due));
    // After the due year, the actual of the due year decides if there is one.
    let Some(actual) = of_due_year.filter(|_| after_due).or(latest) else {
        let elsewhere = actuals.iter().any(|point| point.breakdown != breakdown);
        return Err(if elsewhere { Reason::BreakdownMismatch } else { Reason::NoActual });
    };
    let actual = Input::from_point(actual);
    outcome.actual = Some(actual.clone());
    match actual.value {
        Value::Discontinued => Err(Reason::Discontinued),
        Value::Text | Value::Increment { .. } => Err(Reason::ActualNotNumeric),
        Value::Number(_) | Value::Date(_) => Ok(Chosen { breakdown, target, actual }),
    }
}

/// Returns the value of a target; an increment is added to the actual of its base year.
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

/// Returns the target in force that is due in `year`.
fn target_due_in(series: &Series<'_>, breakdown: &str, moment: Moment, year: i32) -> Result<Option<Input>, Reason> {
    let found = series
        .points
        .iter()
        .filter(|point| point.kind == Kind::Target && point.breakdown == breakdown && point.fiscal_year == Some(year))
        .filter(|point| moment.is_in_force(point.set_in, point.superseded_in))
        .max_by_key(|point| point.revision);
    let Some(point) = found else { return Ok(None) };
    let value = absolute(series, point)?;
    Ok(value.is_comparable().then(|| Input { value, ..Input::from_point(point) }))
}

/// Returns the year in which a target was set, by default the first year of the plan; `None` if neither is known.
fn target_set_in(series: &Series<'_>, target: &Input, breakdown: &str, moment: Moment) -> Option<i32> {
    let same = |point: &&Point| {
        point.kind == Kind::Target
            && point.breakdown == breakdown
            && point.fiscal_year == target.fiscal_year
            && point.revision == target.revision
            && moment.is_in_force(point.set_in, point.superseded_in)
    };
    series.points.iter().find(same).and_then(|point| point.set_in).or(series.plan_start)
}

/// Returns the direction, inferred from the comparator if it is not specified.
const fn effective_direction(direction: Direction, comparator: Option<Comparator>) -> Direction {
    match (direction, comparator) {
        (Direction::Unspecified, Some(Comparator::AtLeast | Comparator::MoreThan)) => Direction::Increase,
        (Direction::Unspecified, Some(Comparator::AtMost | Comparator::LessThan)) => Direction::Decrease,
        (known, _) => known,
    }
}

/// Compares two values of the same type; `None` for different types and for text.
fn compare(one: &Value, two: &Value) -> Option<Ordering> {
    match (one, two) {
        (Value::Number(one), Value::Number(two)) => Some(one.cmp(two)),
        // A month and a date are compared by month.
        (Value::Date(one), Value::Date(two)) => {
            let known = one.len().min(two.len());
            Some(one.get(..known).cmp(&two.get(..known)))
        }
        _ => None,
    }
}

/// 3: returns whether a value meets a target; `None` if the direction is unknown or the types differ.
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
