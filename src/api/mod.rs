//! The API: one file a resource, the parameters they share, the routes, the OpenAPI document, the server.
//!
//! Knows everything below it; only `cli` and `web` know it.

mod achievements;
mod app;
mod changes;
mod codes;
mod definitions;
mod departments;
mod export;
mod health;
mod index;
mod indicators;
mod list;
mod local_governments;
mod measures;
mod metrics;
mod observations;
mod openapi;
mod parameters;
mod plans;
mod routes;
mod search;
mod sections;
mod server;
mod sources;
mod table;

pub use openapi::openapi_json;
pub use routes::paths;
pub use server::Server;
