//! From rows to files: the CSV of a table, as it is published and read back. Knows the definitions.

use super::definitions::Table;
use super::read::{EXAMPLE_NOTE, file_name};
use super::{Dataset, Row, Rows};

impl Dataset {
    /// The files of the dataset, by name: a CSV a table and the descriptor beside them.
    ///
    /// # Errors
    /// When a row cannot be written: a fault of the program.
    pub fn files(&self) -> Result<Vec<(String, Vec<u8>)>, csv::Error> {
        let mut files = Vec::new();
        for rows in &self.tables {
            files.push((file_name(&self.id, rows.table), rows.csv()?));
        }
        files.push((super::input::DATAPACKAGE.to_owned(), self.datapackage().into_bytes()));
        Ok(files)
    }
}

impl Rows {
    /// The rows of a table of the dataset `owner`.
    pub fn of(table: &'static Table, owner: &str, rows: Vec<Row>) -> Self {
        Self { table, file: file_name(owner, table), rows }
    }

    /// The CSV of the table.
    ///
    /// # Errors
    /// When a row cannot be written: a fault of the program.
    pub fn csv(&self) -> Result<Vec<u8>, csv::Error> {
        csv_of(self.table, &self.rows)
    }
}

/// The CSV of a table: UTF-8, LF, quoted only where it must be, a line break in a cell written `\n`.
fn csv_of(table: &Table, rows: &[Row]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    writer.write_record(table.columns.iter().map(|column| column.header))?;
    for row in rows {
        writer.write_record(row.cells().map(escape))?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

fn escape(cell: &str) -> String {
    cell.replace('\\', "\\\\").replace('\n', "\\n")
}

/// A row that shows how the table is filled in; reading passes it over.
pub(super) fn example_row(table: &Table) -> Row {
    let last = table.columns.len().saturating_sub(1);
    let cells = table
        .columns
        .iter()
        .enumerate()
        .map(|(place, column)| if place == last && column.name == "note" { EXAMPLE_NOTE } else { column.example });
    Row::new(2, cells)
}

/// Empty tables to be filled in, each with an example.
///
/// # Errors
/// When a row cannot be written: a fault of the program.
pub fn template_files(localgov_code: &str) -> Result<Vec<(String, Vec<u8>)>, csv::Error> {
    super::tables_of(super::Scope::Government)
        .map(|table| Ok((file_name(localgov_code, table), csv_of(table, &[example_row(table)])?)))
        .collect()
}
