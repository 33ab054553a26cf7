//! Everything that can be wrong with a dataset, with messages in both languages.

mod catalogue;
mod english;
mod format;
mod japanese;
mod message;
mod year_reason;

pub use catalogue::{Fault, excerpt};
pub use year_reason::YearReason;
