//! Definitions of the published tables (データ項目定義書): the single source for every column and code list.
//!
//! Reading, checks, CSV headers, `/v1/definitions`, labels and OpenAPI descriptions are derived from here. Tests compare
//! the SQL migrations, the diesel schema and the API structs with it.

pub mod codes;
mod column;
pub mod ids;
pub mod limits;
mod table;
mod tables;
mod version;

pub use column::{Column, Kind, Need};
pub use table::{SHARED, Scope, Table};
pub use tables::{TABLES, table, tables_of};

pub use version::{DataScope, DataVersion, DataVersions};

/// Version of the table definitions, written to `datapackage.json`. Input with a newer version is rejected.
pub const PROFILE_VERSION: u32 = 1;
