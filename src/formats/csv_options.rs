//! For whom a CSV is written, and its headers.

/// Options of a CSV.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CsvOptions {
    /// For whom it is written.
    pub dialect: CsvDialect,
    /// Japanese headers instead of physical names.
    pub japanese_headers: bool,
}

/// For whom a CSV is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CsvDialect {
    /// For programs: parses back exactly.
    #[default]
    Exact,
    /// For Excel and its like.
    Spreadsheet,
}

impl CsvDialect {
    pub(super) const fn byte_order_mark(self) -> &'static str {
        match self {
            Self::Exact => "",
            // Without it Excel reads UTF-8 as CP932.
            Self::Spreadsheet => "\u{feff}",
        }
    }

    pub(super) const fn line_end(self) -> &'static str {
        match self {
            Self::Exact => "\n",
            Self::Spreadsheet => "\r\n",
        }
    }
}
