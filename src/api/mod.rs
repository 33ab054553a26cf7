//! The API: one file a resource, their routes on one page, the OpenAPI document.

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
mod sources;
mod start;
mod state;

pub use openapi::{OpenApiError, openapi};
pub use routes::{configure, paths};
pub use start::state;
pub use state::ApiState;
