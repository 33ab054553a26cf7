//! Reading the sheets of an `.xlsx` workbook, cell by cell.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use calamine::{DataRef, Reader, Xlsx, XlsxCellReader, XlsxError};

use crate::dataset::fault::Fault;
use crate::model::limits;

/// An open workbook. Its shared strings are in memory; its sheets are streamed.
pub(in crate::dataset) struct WorkbookReader(Xlsx<BufReader<File>>);

/// One row of a sheet.
#[derive(Debug, Default)]
pub(in crate::dataset) struct SheetRow {
    /// Row number, from 1.
    pub(in crate::dataset) number: u64,
    /// Cells from the first column to the last filled one, formatted as in a CSV file: a line break is `\n`.
    pub(in crate::dataset) cells: Vec<String>,
    /// Invalid cells, by column index.
    pub(in crate::dataset) faults: Vec<(usize, Fault)>,
}

impl WorkbookReader {
    pub(in crate::dataset) fn open(path: &Path) -> Result<Self, String> {
        let file = File::open(path).map_err(|error| error.to_string())?;
        Xlsx::new(BufReader::new(file)).map(Self).map_err(|error| error.to_string())
    }

    pub(super) fn sheet_names(&self) -> Vec<String> {
        self.0.sheet_names()
    }

    /// Iterates over the rows of a sheet that are not empty.
    pub(in crate::dataset) fn rows(
        &mut self,
        sheet: &str,
    ) -> Result<impl Iterator<Item = Result<SheetRow, String>>, String> {
        let cells = self.0.worksheet_cells_reader(sheet).map_err(|error| error.to_string())?;
        Ok(SheetRows { cells, next: SheetRow::default(), is_done: false, has_far_cell: false })
    }

    /// Returns the first row of a sheet with a formula.
    pub(in crate::dataset) fn first_formula(&mut self, sheet: &str) -> Result<Option<u64>, String> {
        let message = |error: XlsxError| error.to_string();
        let mut formulas = self.0.worksheet_cells_reader(sheet).map_err(message)?;
        while let Some(cell) = formulas.next_formula().map_err(message)? {
            if !cell.get_value().is_empty() {
                return Ok(Some(u64::from(cell.get_position().0) + 1));
            }
        }
        Ok(None)
    }
}

/// Iterator that groups the cells of a sheet into rows.
struct SheetRows<'a> {
    cells: XlsxCellReader<'a, BufReader<File>>,
    /// The incomplete row.
    next: SheetRow,
    is_done: bool,
    /// Whether there was a cell beyond the limits of a table. Only the first one is reported; all are ignored.
    has_far_cell: bool,
}

impl Iterator for SheetRows<'_> {
    type Item = Result<SheetRow, String>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.is_done {
            let (number, column, text) = match self.cells.next_cell() {
                Err(error) => {
                    self.is_done = true;
                    return Some(Err(error.to_string()));
                }
                Ok(None) => {
                    self.is_done = true;
                    break;
                }
                Ok(Some(cell)) => {
                    let (row, column) = cell.get_position();
                    let text = match cell.get_value() {
                        DataRef::Error(error) => Err(Fault::CellError { error: error.to_string() }),
                        value => Ok(text_of(value)),
                    };
                    (u64::from(row) + 1, column as usize, text)
                }
            };
            if text.as_ref().is_ok_and(String::is_empty) {
                continue;
            }
            let is_far = column >= limits::SHEET_COLUMNS || number > limits::ROWS + 1;
            if is_far && std::mem::replace(&mut self.has_far_cell, true) {
                continue;
            }
            let finished = (number != self.next.number)
                .then(|| std::mem::replace(&mut self.next, SheetRow { number, ..SheetRow::default() }));
            self.next.set(column, if is_far { Err(Fault::CellOutOfRange) } else { text });
            if let Some(finished) = finished.filter(SheetRow::is_filled) {
                return Some(Ok(finished));
            }
        }
        Some(std::mem::take(&mut self.next)).filter(SheetRow::is_filled).map(Ok)
    }
}

impl SheetRow {
    fn is_filled(&self) -> bool {
        !self.cells.is_empty() || !self.faults.is_empty()
    }

    fn set(&mut self, column: usize, cell: Result<String, Fault>) {
        match cell {
            Err(fault) => self.faults.push((column, fault)),
            Ok(text) => {
                self.cells.resize(self.cells.len().max(column + 1), String::new());
                if let Some(slot) = self.cells.get_mut(column) {
                    *slot = text;
                }
            }
        }
    }
}

/// Formats a cell as in a CSV file: a line break is `\n`, a backslash is doubled.
fn text_of(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty | DataRef::Error(_) => String::new(),
        DataRef::Int(number) => number.to_string(),
        // The shortest decimal that rounds to this number, which is what was typed.
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(is) => if *is { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(date) => date_of(date.as_f64()).unwrap_or_else(|| date.as_f64().to_string()),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => escaped(text),
        DataRef::SharedString(text) => escaped(text),
    }
}

fn escaped(text: &str) -> String {
    // Excel writes a carriage return within a cell as `_x000D_`.
    let text = text.replace("_x000D_", "").replace("\r\n", "\n").replace('\r', "\n");
    text.trim_end_matches('\n').replace('\\', "\\\\").replace('\n', "\\n")
}

/// Converts an Excel serial date. Excel treats 1900 as a leap year, so serial numbers before March 1900 are rejected.
fn date_of(days: f64) -> Option<String> {
    if !(61.0..200_000.0).contains(&days) {
        return None;
    }
    let whole: i32 = format!("{:.0}", days.floor()).parse().ok()?;
    let date = jiff::civil::date(1899, 12, 30).checked_add(jiff::Span::new().days(whole)).ok()?;
    Some(date.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn converts_serial_dates() {
        assert_eq!(date_of(44_927.0).as_deref(), Some("2023-01-01"));
        assert_eq!(date_of(45_016.5).as_deref(), Some("2023-03-31"));
        assert_eq!(date_of(1.0), None);
    }
}
