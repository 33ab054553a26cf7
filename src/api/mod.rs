//! The API: one file a resource, the parameters they share, the routes, the OpenAPI document, the server.
//!
//! Knows everything below it; only `cli` and `web` know it.

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
pub(crate) mod openapi;
mod plans;
mod routes;
mod search;
mod sections;
mod server;
mod sources;

pub use openapi::openapi_json;
pub use routes::paths;
pub use server::Server;
