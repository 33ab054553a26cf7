//! The database: prepare, import, export, and the queries behind every resource, on SQLite and PostgreSQL alike.
//!
//! Readers use read-only connections. Every response comes from one read transaction, so that its rows match the
//! version it names.

mod address;
mod build;
mod column_types;
mod connection;
mod counting;
mod error;
pub mod export;
mod impl_list;
mod import;
pub mod list;
mod pool;
mod prepare;
pub mod records;
pub mod rendered;
pub mod rendered_kind;
mod row_order;
#[rustfmt::skip]
pub mod schema;
pub mod search;
mod statistics;
mod versions;

pub use address::{Address, AddressError, PostgresUrl};
pub use build::STORED_DATA_HASH;
pub use connection::{Access, AnyConnection};
pub use error::{StoreError, StoreResult};
pub use import::{DERIVED_COLUMNS, ImportOutcome};
pub use pool::{PoolStatus, QUERY_TIMEOUT, Snapshot, Store};
pub use prepare::{WriteError, Writer};
