//! Parameters of a CSV: for whom it is written, and its headers.

use serde_json::{Value, json};

use super::value::{invalid, single};
use crate::formats::{CsvDialect, CsvOptions, TableFormat};
use crate::http::problem::Problem;
use crate::http::strict_query::Query;

/// The parameters that make up [`CsvOptions`].
#[derive(Debug)]
pub struct CsvParameters;

impl CsvParameters {
    /// Names of the parameters, where the format has them.
    pub(super) fn names(format: Option<&TableFormat>) -> &'static [&'static str] {
        if format.is_some_and(|format| format.has_csv_options) { &["excel", "header"] } else { &[] }
    }

    pub(super) fn read(query: &Query) -> Result<CsvOptions, Problem> {
        let excel = is_given(query, "excel", "1")?;
        let dialect = if excel { CsvDialect::Spreadsheet } else { CsvDialect::Exact };
        Ok(CsvOptions { dialect, japanese_headers: is_given(query, "header", "ja")? || excel })
    }

    /// Describes the parameters for OpenAPI.
    pub fn openapi() -> [Value; 2] {
        [
            json!({
                "name": "excel", "in": "query",
                "description": "`1`: a CSV for spreadsheets: BOM and CRLF, so that Excel reads it, Japanese headers, line \
                                breaks as they are, and an apostrophe before a text that a spreadsheet would run as a \
                                formula. It does not parse back exactly.",
                "schema": {"type": "string", "enum": ["1"]}, "x-example": "1"
            }),
            json!({
                "name": "header", "in": "query",
                "description": "`ja`: Japanese headers instead of physical names.",
                "schema": {"type": "string", "enum": ["ja"]}, "x-example": "ja"
            }),
        ]
    }
}

/// Returns whether a parameter with one possible value is given.
fn is_given(query: &Query, name: &'static str, only: &'static str) -> Result<bool, Problem> {
    match single(query, name)? {
        None => Ok(false),
        Some(value) if value == only => Ok(true),
        Some(other) => Err(invalid(name, other).allowed([only])),
    }
}
