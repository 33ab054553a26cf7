//! The result of the rules.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::series::{Comparator, Point, Value};

/// Status of an indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// The target was met in its due year or before.
    Achieved,
    /// Progress is at least as expected, or the level is kept.
    OnTrack,
    /// Progress is less than expected.
    Behind,
    /// The value is worse than the baseline.
    Regressed,
    /// The target was not met in its due year.
    Missed,
    /// No status can be determined; see the reason.
    NotAssessable,
}

/// Why no status can be determined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

/// The rule that determined the status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Progress from baseline to target, compared with the elapsed time.
    Linear,
    /// Comparison with the target of the same year.
    Annual,
    /// The baseline meets the target, which is to be kept.
    Hold,
    /// Comparison with the target in or after its due year.
    Due,
}

/// An observation used in an assessment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    pub fiscal_year: Option<i32>,
    /// Value; for an increment, the absolute value.
    pub value: Value,
    pub comparator: Option<Comparator>,
    pub revision: i32,
}

/// An actual divided by a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attainment {
    /// The exact ratio.
    pub ratio: Decimal,
    /// The due year of the target.
    pub target_fiscal_year: Option<i32>,
}

/// Result of an assessment, with its inputs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    pub status: Status,
    /// Set if the status is [`Status::NotAssessable`].
    pub reason: Option<Reason>,
    pub mode: Option<Mode>,
    /// Exact share of the change from baseline to target: 0 to 1, more, or negative.
    pub progress: Option<Decimal>,
    /// Exact share of the elapsed time from baseline to due year.
    pub expected: Option<Decimal>,
    /// 実績÷目標; `None` where it would mislead, and for a target of zero.
    pub attainment: Option<Attainment>,
    /// Whether the actual meets the final target, regardless of its due year.
    pub met_now: Option<bool>,
    /// Whether the due year of the final target has been reached.
    pub target_due: Option<bool>,
    /// Code of the assessed breakdown.
    pub breakdown: Option<String>,
    pub baseline: Option<Input>,
    /// The final target: the one in force with the latest due year.
    pub target: Option<Input>,
    /// The target in force for the year of the actual, if it is before the final one.
    pub annual_target: Option<Input>,
    pub actual: Option<Input>,
}

impl Status {
    /// All statuses, best first.
    pub const ALL: [Self; 6] =
        [Self::Achieved, Self::OnTrack, Self::Behind, Self::Regressed, Self::Missed, Self::NotAssessable];

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
    pub const ALL: [Self; 13] = [
        Self::NoTarget,
        Self::TargetYearUnknown,
        Self::TargetNotNumeric,
        Self::IncrementBaseMissing,
        Self::NoActual,
        Self::ActualNotNumeric,
        Self::NoActualAfterBaseline,
        Self::NoBaseline,
        Self::BaselineYearUnknown,
        Self::BreakdownMismatch,
        Self::BreakInSeries,
        Self::DirectionUnknown,
        Self::Discontinued,
    ];

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
    pub const ALL: [Self; 4] = [Self::Linear, Self::Annual, Self::Hold, Self::Due];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Linear => "linear",
            Self::Annual => "annual",
            Self::Hold => "hold",
            Self::Due => "due",
        }
    }
}

impl Progress {
    /// Returns the sort key: progress in thousandths. Without a progress number, on track counts as 1,000, behind as 0,
    /// regressed and missed as -1,000. Achieved is the maximum, not assessable the minimum.
    pub fn rank(&self) -> i32 {
        const COMPLETE: i32 = 1_000;
        match (self.status, self.progress) {
            (Status::Achieved, _) => i32::MAX,
            (Status::NotAssessable, _) => i32::MIN,
            (_, Some(progress)) => progress
                .checked_mul(Decimal::ONE_THOUSAND)
                .and_then(|thousandths| thousandths.round().to_i32())
                .map_or(0, |thousandths| thousandths.clamp(i32::MIN + 1, i32::MAX - 1)),
            (Status::OnTrack, None) => COMPLETE,
            (Status::Behind, None) => 0,
            (Status::Regressed | Status::Missed, None) => -COMPLETE,
        }
    }
}

impl Input {
    pub(super) fn from_point(point: &Point) -> Self {
        Self {
            fiscal_year: point.fiscal_year,
            value: point.value.clone(),
            comparator: point.comparator,
            revision: point.revision,
        }
    }
}
