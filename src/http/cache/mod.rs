//! The response cache: rendered responses in memory, bounded in bytes, looked up before routing.
//!
//! A handler returns a [`Representation`]; the middleware [`respond_from_cache`] compresses it, gives it validators and
//! stores it. Of all requests for the same response at the same time one renders it (single flight).

mod entry;
mod memo;
mod representation;
mod response_cache;
#[cfg(test)]
mod tests;

pub use memo::Memo;
pub use representation::{DATASET_VERSION, Representation};
pub use response_cache::{CacheStats, CurrentVersions, ResponseCache, respond_from_cache};
