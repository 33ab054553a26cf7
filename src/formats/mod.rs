//! How rows leave: flat columns and CSV. Knows `dataset::definitions` for headers; no HTTP, no SQL.

mod columns;
mod csv;
mod labels;

pub use columns::columns;
pub use csv::{CsvError, Dialect, header_line, write_row};
pub use labels::headers;
