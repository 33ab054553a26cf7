//! Progress of an indicator towards its target, computed by the rules `linear-v2`.
//!
//! This is our assessment, not the government's: every result contains its inputs, or the reason why there is none. The
//! rules are numbered as in `docs/progress.md`; the first applicable rule decides.

mod outcome;
mod rules;
mod series;
#[cfg(test)]
mod tests;

pub use outcome::{Attainment, Input, Mode, Progress, Reason, Status};
pub use rules::assess;
pub use series::{Comparator, Direction, Kind, Moment, Point, Series, TOTAL, Value};

/// Identifier of the rules.
pub const FORMULA: &str = "linear-v2";
