//! File formats of tables: how the rows of a list become a file. Rows and columns only, no HTTP and no SQL.
//!
//! A format is one file here and one entry of [`TABLE_FORMATS`]; routes, negotiation and the OpenAPI document follow.

mod columns;
mod csv;
mod csv_options;
mod format;
mod json;
mod jsonl;
mod labels;
mod layout;
mod registry;

pub use columns::columns;
pub use csv::csv_record;
pub use csv_options::{CsvDialect, CsvOptions};
pub use format::{RenderError, Renderer, RowForm, TableFormat};
pub use json::{members_after, with_members};
pub use layout::{TableLayout, UnknownColumn};
pub use registry::{CSV, TABLE_FORMATS};
