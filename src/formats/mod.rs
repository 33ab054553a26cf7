//! How rows leave: flat columns and CSV. Knows `dataset::definitions` for headers; no HTTP, no SQL.

mod columns;
mod csv;

pub use columns::columns;
pub use csv::{CsvError, header_line, write_row};
