//! Progress of an indicator towards its target: the rules `linear-v2`. Knows `number`.
//!
//! Ours, not the city's: every outcome names its inputs, or the reason why there is none. The first rule that fires
//! decides; the numbers in the comments are those of the rules in `docs/progress.md`.

mod rules;
#[cfg(test)]
mod tests;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

pub use rules::assess;

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
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// The first fiscal year of the plan: a target without a year of its own was set in it.
    pub plan_start: Option<i32>,
    /// Its figures; of members of the breakdown the first that fits is taken.
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
    /// All of them.
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
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Linear, Self::Annual, Self::Hold, Self::Due];

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

impl Progress {
    /// A number to order by: thousandths of the way that is gone. Where the rules give no number, on track counts as the
    /// whole way, behind as none, regressed and missed as less; achieved comes after all, not assessable before all.
    pub fn rank(&self) -> i32 {
        const WAY: i32 = 1_000;
        match (self.status, self.progress) {
            (Status::Achieved, _) => i32::MAX,
            (Status::NotAssessable, _) => i32::MIN,
            (_, Some(progress)) => progress
                .checked_mul(Decimal::ONE_THOUSAND)
                .and_then(|thousandths| thousandths.round().to_i32())
                .map_or(0, |thousandths| thousandths.clamp(i32::MIN + 1, i32::MAX - 1)),
            (Status::OnTrack, None) => WAY,
            (Status::Behind, None) => 0,
            (Status::Regressed | Status::Missed, None) => -WAY,
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
