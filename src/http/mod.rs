//! What every resource shares over HTTP: strict URLs, negotiation, problems, cursors, validators, compression, the
//! response cache and the middleware around every request.

pub mod cache;
pub mod compression;
pub mod cursor;
mod data_scope;
pub mod instrument;
pub mod metrics;
pub mod negotiation;
mod panics;
pub mod paths;
pub mod problem;
pub mod range;
mod request_id;
pub mod resource;
mod route;
mod slices;
pub mod strict_query;
pub mod target;
pub mod validators;
