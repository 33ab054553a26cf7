//! The input of the rules: the observations of an indicator.

use rust_decimal::Decimal;

/// Code of the total among the breakdowns.
pub const TOTAL: &str = "_T";

/// Desired direction of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// Higher is better.
    Increase,
    /// Lower is better.
    Decrease,
    /// The value should stay the same.
    Maintain,
    /// The document does not specify it.
    Unspecified,
}

/// How a value is compared with a target.
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
    /// 約・程度: approximate; the direction decides.
    About,
}

/// Kind of an observation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// 現況値
    Baseline,
    /// 目標値
    Target,
    /// 実績値
    Actual,
}

/// Value of an observation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Number(Decimal),
    /// Date or month as `YYYY-MM-DD` or `YYYY-MM`; earlier is less.
    Date(String),
    /// Increment over the actual of a fiscal year.
    Increment {
        by: Decimal,
        /// Base year.
        over: Option<i32>,
    },
    /// Text only.
    Text,
    /// No longer measured.
    Discontinued,
}

/// One observation of an indicator. Observations without any value are left out.
#[derive(Debug, Clone)]
pub struct Point {
    pub kind: Kind,
    /// Code of the breakdown; [`TOTAL`] is the total.
    pub breakdown: String,
    /// Fiscal year of the value, or due year of a target; `None` if the document has none.
    pub fiscal_year: Option<i32>,
    pub value: Value,
    pub comparator: Option<Comparator>,
    /// First fiscal year of a target; `None` for the start of the plan.
    pub set_in: Option<i32>,
    /// Last fiscal year to which a target applies.
    pub superseded_in: Option<i32>,
    /// Revision, from 1.
    pub revision: i32,
    /// Whether the definition, scope or method changed with this value.
    pub breaks: bool,
}

/// The input of the rules for one indicator.
#[derive(Debug, Clone)]
pub struct Series<'a> {
    pub direction: Direction,
    /// First fiscal year of the plan; targets without [`Point::set_in`] were set in this year.
    pub plan_start: Option<i32>,
    /// Observations of all breakdowns; the first suitable breakdown is assessed.
    pub points: &'a [Point],
}

/// The time for which progress is assessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// The latest actual against the current targets.
    Latest,
    /// The actual of this fiscal year against the targets in force in that year.
    Year(i32),
    /// The latest actual up to this fiscal year against the targets in force in that year.
    AsOf(i32),
}

impl Direction {
    /// Parses a code; unknown codes are [`Self::Unspecified`].
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
    /// Parses a code; `None` for blank and unknown codes.
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

impl Value {
    /// Returns the number, if the value is one.
    pub const fn number(&self) -> Option<Decimal> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// Returns whether the value can be compared with others of the same type.
    pub(super) const fn is_comparable(&self) -> bool {
        matches!(self, Self::Number(_) | Self::Date(_))
    }
}

impl Moment {
    /// Returns whether a target is in force.
    pub const fn is_in_force(self, set_in: Option<i32>, superseded_in: Option<i32>) -> bool {
        match self {
            // A replaced target is not current, even if the new one applies only from next year.
            Self::Latest => superseded_in.is_none(),
            Self::Year(year) | Self::AsOf(year) => {
                let set = match set_in {
                    Some(set_in) => set_in <= year,
                    None => true,
                };
                let not_superseded = match superseded_in {
                    Some(last) => year <= last,
                    None => true,
                };
                set && not_superseded
            }
        }
    }

    /// Returns whether an actual of `year` is considered.
    pub const fn includes(self, year: Option<i32>) -> bool {
        match (self, year) {
            (Self::Latest, _) => true,
            (Self::Year(wanted), Some(year)) => year == wanted,
            (Self::AsOf(last), Some(year)) => year <= last,
            (_, None) => false,
        }
    }
}
