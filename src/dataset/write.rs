//! From rows to files: the CSV of a table, as it is published and read back. Knows the definitions.

use std::io::Write;

use super::example::EXAMPLE_NOTE;
use super::{Dataset, Row, Rows, StageError};
use crate::model::{Scope, Table, tables_of};

/// A table could not be written.
#[derive(Debug, thiserror::Error)]
pub enum RowsError {
    /// The rows could not be had.
    #[error(transparent)]
    Stage(#[from] StageError),
    /// They could not be put where they were to go.
    #[error(transparent)]
    Write(#[from] csv::Error),
}

impl Dataset {
    /// The name of the file that a table of the dataset is published as.
    pub fn file_name(&self, table: &Table) -> String {
        table.file_name(&self.id)
    }
}

impl Rows<'_> {
    /// Writes the CSV of the table, its rows ordered by their ids as a person would.
    ///
    /// # Errors
    /// [`RowsError`].
    pub fn write_csv(self, out: impl Write) -> Result<(), RowsError> {
        let mut writer = header(self.table, out)?;
        self.stage.by_natural_id(self.table, |row| write_row(&mut writer, &row).map_err(RowsError::Write))?;
        writer.flush().map_err(|error| RowsError::Write(error.into()))
    }
}

/// Begins the CSV of a table: UTF-8, LF, quoted only where it must be, a line break in a cell written `\n`.
fn header<W: Write>(table: &Table, out: W) -> Result<csv::Writer<W>, csv::Error> {
    let mut writer = csv::WriterBuilder::new().from_writer(out);
    writer.write_record(table.columns.iter().map(|column| column.header))?;
    Ok(writer)
}

fn write_row<W: Write>(writer: &mut csv::Writer<W>, row: &Row) -> Result<(), csv::Error> {
    writer.write_record(row.cells().map(escape))
}

/// The CSV of some rows of a table.
///
/// # Errors
/// When a row cannot be written: a fault of the program.
pub(super) fn csv_of(table: &Table, rows: &[Row]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = header(table, Vec::new())?;
    rows.iter().try_for_each(|row| write_row(&mut writer, row))?;
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

fn escape(cell: &str) -> String {
    cell.replace('\\', "\\\\").replace('\n', "\\n")
}

/// A row that shows how the table is filled in; reading passes it over.
pub(super) fn example_row(table: &'static Table) -> Row {
    let last = table.columns.len().saturating_sub(1);
    let cells = table.columns.iter().enumerate().map(|(place, column)| {
        if place == last && column.name == "note" { EXAMPLE_NOTE } else { column.example_cell() }
    });
    Row::new(table, 2, cells)
}

/// Empty tables to be filled in, each with an example.
///
/// # Errors
/// When a row cannot be written: a fault of the program.
pub fn template_files(localgov_code: &str) -> Result<Vec<(String, Vec<u8>)>, csv::Error> {
    tables_of(Scope::Government)
        .map(|table| Ok((table.file_name(localgov_code), csv_of(table, &[example_row(table)])?)))
        .collect()
}
