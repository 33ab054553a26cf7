//! Rendered responses and their validators.

pub(in crate::http) mod representation;
mod store;
pub(in crate::http) mod validators;

pub use store::{Cache, Figures, Memory, Weight};
