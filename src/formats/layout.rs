//! The columns of a table and how they are shown.

use utoipa::ToSchema;

use super::columns::columns;
use super::csv_options::CsvOptions;
use super::labels::headers;

/// Columns of a table, which of them are shown, and the options of a CSV.
#[derive(Debug, Clone)]
pub struct TableLayout {
    /// Physical names of the flat columns of a row.
    pub(super) columns: Vec<String>,
    /// For each column, whether it is shown.
    pub(super) shown: Vec<bool>,
    /// Whether columns were chosen.
    pub(super) is_selection: bool,
    /// The published table whose Japanese headers are used first.
    table: Option<&'static str>,
    pub(super) csv: CsvOptions,
}

/// A column that the table does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownColumn(pub String);

impl TableLayout {
    /// Lays out rows of `R` with all their columns.
    pub fn new<R: ToSchema>(table: Option<&'static str>, csv: CsvOptions) -> Self {
        let columns = columns::<R>();
        Self { shown: vec![true; columns.len()], columns, is_selection: false, table, csv }
    }

    /// Shows only `fields`, in the order of the table; all columns where it is empty.
    ///
    /// # Errors
    /// The first [`UnknownColumn`].
    pub fn select(mut self, fields: &[String]) -> Result<Self, UnknownColumn> {
        if let Some(unknown) = fields.iter().find(|field| !self.columns.contains(field)) {
            return Err(UnknownColumn(unknown.clone()));
        }
        if !fields.is_empty() {
            self.shown = self.columns.iter().map(|column| fields.contains(column)).collect();
            self.is_selection = true;
        }
        Ok(self)
    }

    /// Physical names of all columns.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// Iterates over the physical names of the shown columns.
    pub(super) fn shown_columns(&self) -> impl Iterator<Item = &String> {
        self.columns.iter().zip(&self.shown).filter(|(_, shown)| **shown).map(|(column, _)| column)
    }

    /// Returns the headers of the shown columns.
    pub(super) fn headers(&self) -> Vec<String> {
        headers(self.table.unwrap_or_default(), self.shown_columns().cloned(), self.csv.japanese_headers)
    }
}
