//! Writing tables as CSV files.

use std::io::Write;

use super::row::Row;
use super::staging::StagingError;
use super::tables::{Dataset, Rows};
use super::template::example_row;
use crate::model::{Scope, Table, tables_of};

/// A table could not be written as CSV.
#[derive(Debug, thiserror::Error)]
pub enum CsvError {
    /// The rows could not be read.
    #[error(transparent)]
    Staging(#[from] StagingError),
    /// The rows could not be written.
    #[error(transparent)]
    Write(#[from] csv::Error),
}

impl Dataset {
    /// Returns the file name of a table of this dataset.
    pub fn file_name(&self, table: &Table) -> String {
        table.file_name(&self.id)
    }
}

impl Rows<'_> {
    /// Writes the table as CSV, in the natural order of the ids.
    ///
    /// # Errors
    /// [`CsvError`].
    pub fn write_csv(self, out: impl Write) -> Result<(), CsvError> {
        let mut writer = csv_writer(self.table, out)?;
        self.for_each_in_natural_order(|row| write_row(&mut writer, &row).map_err(CsvError::Write))?;
        writer.flush().map_err(|error| CsvError::Write(error.into()))
    }
}

/// Returns a writer that has written the header: UTF-8, LF, quotes only where needed, a line break in a cell as `\n`.
fn csv_writer<W: Write>(table: &Table, out: W) -> Result<csv::Writer<W>, csv::Error> {
    let mut writer = csv::WriterBuilder::new().from_writer(out);
    writer.write_record(table.columns.iter().map(|column| column.header))?;
    Ok(writer)
}

fn write_row<W: Write>(writer: &mut csv::Writer<W>, row: &Row) -> Result<(), csv::Error> {
    writer.write_record(row.cells().map(escape))
}

/// Returns the CSV of `rows`.
///
/// # Errors
/// [`csv::Error`] if a row has the wrong number of cells, which is a bug.
pub(super) fn csv_of(table: &Table, rows: &[Row]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv_writer(table, Vec::new())?;
    rows.iter().try_for_each(|row| write_row(&mut writer, row))?;
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

fn escape(cell: &str) -> String {
    cell.replace('\\', "\\\\").replace('\n', "\\n")
}

/// Returns the CSV templates of one government, by file name: each with its header and an example row.
///
/// # Errors
/// [`csv::Error`] if an example row is wrong, which is a bug.
pub fn template_files(localgov_code: &str) -> Result<Vec<(String, Vec<u8>)>, csv::Error> {
    tables_of(Scope::Government)
        .map(|table| Ok((table.file_name(localgov_code), csv_of(table, &[example_row(table)])?)))
        .collect()
}
