//! Typed query parameters: how each is read, refused and described.
//!
//! A filter is a field of the list's filter type and one line in `filters`; the OpenAPI document describes what is read.

mod common;
mod csv;
mod filter;
mod filters;
mod hint;
mod item;
mod list;
mod mention;
mod value;

pub use csv::CsvParameters;
pub use filter::FilterParameter;
pub use item::{ItemParameter, ItemQuery, NoQuery, ScorecardQuery, TrendQuery, path_parameter};
pub use list::{DEFAULT_LIMIT, ListParameters, ListQuery, MAX_LIMIT, list_parameters};
pub use value::invalid;

pub(super) use common::names;
pub(super) use mention::{Mention, Named};
