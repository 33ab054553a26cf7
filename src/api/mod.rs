//! The API: one file per resource, their routes on one page, the OpenAPI document.

mod achievements;
mod changes;
mod codes;
mod definitions;
mod departments;
mod health;
mod index;
mod indicators;
mod local_governments;
mod measures;
mod metrics;
mod observations;
mod openapi;
mod plans;
mod resource;
mod routes;
mod search;
mod sections;
mod setup;
mod sources;
mod state;

pub use openapi::{OpenApiError, openapi};
pub use routes::{configure, paths, patterns};
pub use setup::state;
pub use state::ApiState;
