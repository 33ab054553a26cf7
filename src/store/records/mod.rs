//! The queries behind the API, one file per resource: the row struct, its list, its item.
//!
//! A row struct is serialised as the response itself. What a column means is defined in `model`; only fields that the
//! store computes are described here.

pub mod achievements;
pub mod changes;
pub mod departments;
mod filters;
mod indicator_filter;
pub mod indicators;
pub mod local_governments;
pub mod measure_scope;
pub mod measures;
pub mod observations;
pub mod outline;
pub mod plan_progress;
pub mod plans;
pub mod progress;
pub mod redirects;
mod reference;
pub mod revisions;
pub mod sdg_targets;
pub mod sections;
pub mod sources;
mod stored_indicator;
pub mod trend;
mod trend_context;
pub mod trend_table;

pub use reference::{Reference, SourceReference};
