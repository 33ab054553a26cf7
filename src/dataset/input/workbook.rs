//! An `.xlsx` workbook with a sheet a table, read cell by cell. Knows `archive` for its size.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

use calamine::{DataRef, Reader, Xlsx, XlsxCellReader, XlsxError};
use unicode_normalization::UnicodeNormalization;

use super::source::{Archive, Source, open_archive};
use super::{Input, InputFile, archive, finding, name_of};
use crate::dataset::example::is_example;
use crate::dataset::fault::Fault;
use crate::dataset::finding::{Finding, Place, Severity};
use crate::dataset::workbook::EXPLANATIONS;
use crate::model::limits;
use crate::model::{SHARED, Scope, TABLES, Table};

/// An open workbook. The texts that its cells share are in memory; its sheets are not.
pub(in crate::dataset) struct Book(Xlsx<BufReader<File>>);

/// A row of a sheet.
#[derive(Debug, Default)]
pub(in crate::dataset) struct SheetRow {
    /// Its number, the first being 1.
    pub(in crate::dataset) number: u64,
    /// Its cells from the first column to the last that is filled, each as a CSV has it: a line break is written `\n`.
    pub(in crate::dataset) cells: Vec<String>,
    /// What is wrong with some of its cells, by their column, the first being 0.
    pub(in crate::dataset) faults: Vec<(usize, Fault)>,
}

/// The tables of a workbook; sheets of other names are passed over.
pub(super) fn open(path: &Path) -> Result<Input, Vec<Finding>> {
    let name = name_of(path);
    let broken = |reason: String| vec![finding(&name, Fault::BrokenArchive { reason })];
    let mut zipped = open_archive(path).map_err(|error| broken(error.to_string()))?;
    archive::check_sizes(&name, &mut zipped, limits::WORKBOOK_BYTES)?;
    unpacked_is_as_said(&name, &mut zipped)?;
    let mut book = Book::open(path).map_err(broken)?;
    let mut input = Input { name, files: Vec::new(), datapackage: None, findings: Vec::new() };
    for sheet in book.0.sheet_names() {
        let source = Source::Sheet { workbook: path.to_owned() };
        match table_of(&sheet) {
            Some(table) => input.files.push(InputFile { name: sheet, owner: String::new(), table, source }),
            None if EXPLANATIONS.contains(&sheet.as_str()) => {}
            None => input.findings.push(Finding {
                severity: Severity::Note,
                place: Place { file: sheet, ..Place::default() },
                fault: Fault::SheetPassedOver,
            }),
        }
    }
    let owner = book.owner(&input.files);
    for file in &mut input.files {
        file.owner = if Scope::of(&owner) == file.table.scope { owner.clone() } else { SHARED.to_owned() };
    }
    Ok(input)
}

impl Book {
    /// Opens the workbook at `path`.
    pub(in crate::dataset) fn open(path: &Path) -> Result<Self, String> {
        let file = File::open(path).map_err(|error| error.to_string())?;
        Xlsx::new(BufReader::new(file)).map(Self).map_err(|error| error.to_string())
    }

    /// The rows of a sheet that are not empty, from the top.
    pub(in crate::dataset) fn rows(
        &mut self,
        sheet: &str,
    ) -> Result<impl Iterator<Item = Result<SheetRow, String>>, String> {
        let cells = self.0.worksheet_cells_reader(sheet).map_err(|error| error.to_string())?;
        Ok(SheetRows { cells, next: SheetRow::default(), is_done: false, is_beyond: false })
    }

    /// The first row of a sheet that has a formula.
    pub(in crate::dataset) fn formula(&mut self, sheet: &str) -> Result<Option<u64>, String> {
        let told = |error: XlsxError| error.to_string();
        let mut formulas = self.0.worksheet_cells_reader(sheet).map_err(told)?;
        while let Some(cell) = formulas.next_formula().map_err(told)? {
            if !cell.get_value().is_empty() {
                return Ok(Some(u64::from(cell.get_position().0) + 1));
            }
        }
        Ok(None)
    }

    /// The government: the code in the first row of its own sheet, blank where there is none; of a workbook with shared
    /// tables only, that.
    fn owner(&mut self, files: &[InputFile]) -> String {
        let Some(own) = files.iter().find(|file| file.table.name == "local_governments") else {
            let is_shared = files.iter().all(|file| file.table.scope == Scope::Shared);
            return if is_shared { SHARED.to_owned() } else { String::new() };
        };
        // What cannot be read is told where the sheet is read as a table.
        let rows = self.rows(&own.name).into_iter().flatten().map_while(Result::ok);
        let first = rows.skip(1).find(|row| !is_example(&row.cells));
        let code = first.and_then(|row| row.cells.into_iter().next());
        code.map(|cell| cell.trim().nfkc().collect()).unwrap_or_default()
    }
}

/// Puts the cells of a sheet together to rows.
struct SheetRows<'a> {
    cells: XlsxCellReader<'a, BufReader<File>>,
    /// The row whose cells are coming.
    next: SheetRow,
    is_done: bool,
    /// Whether a cell stood beyond the widest table or the longest one: told once, and none of them is kept.
    is_beyond: bool,
}

impl Iterator for SheetRows<'_> {
    type Item = Result<SheetRow, String>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.is_done {
            let (number, place, text) = match self.cells.next_cell() {
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
            let is_beyond = place >= limits::SHEET_COLUMNS || number > limits::ROWS + 1;
            if is_beyond && std::mem::replace(&mut self.is_beyond, true) {
                continue;
            }
            let finished = (number != self.next.number)
                .then(|| std::mem::replace(&mut self.next, SheetRow { number, ..SheetRow::default() }));
            self.next.take(place, if is_beyond { Err(Fault::CellFarOff) } else { text });
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

    fn take(&mut self, place: usize, cell: Result<String, Fault>) {
        match cell {
            Err(fault) => self.faults.push((place, fault)),
            Ok(text) => {
                self.cells.resize(self.cells.len().max(place + 1), String::new());
                if let Some(slot) = self.cells.get_mut(place) {
                    *slot = text;
                }
            }
        }
    }
}

/// A sheet is named as its table is, in Japanese or physically.
fn table_of(sheet: &str) -> Option<&'static Table> {
    let name: String = sheet.trim().nfkc().collect();
    TABLES.iter().copied().find(|table| table.label.ja == name || table.name == name)
}

/// A directory may say less than there is: everything is unpacked once into nothing. What is no sheet has a limit of its
/// own.
fn unpacked_is_as_said(name: &str, archive: &mut Archive) -> Result<(), Vec<Finding>> {
    let broken = |reason: String| vec![finding(name, Fault::BrokenArchive { reason })];
    let (mut all, mut held) = (0, 0);
    for place in 0..archive.len() {
        let entry = archive.by_index(place).map_err(|error| broken(error.to_string()))?;
        let name_has = |is: fn(&str) -> bool| entry.name().is_ok_and(|part| is(&part));
        let is_sheet = name_has(|part| part.starts_with("xl/worksheets/"));
        // A picture may hold whatever it likes.
        let is_xml =
            name_has(|part| Path::new(part).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xml")));
        let left = limits::WORKBOOK_BYTES - all + 1;
        let mut longest = LongestText::default();
        let bytes = io::copy(&mut entry.take(left), &mut longest).map_err(|error| broken(error.to_string()))?;
        if is_xml && longest.length > limits::WORKBOOK_TEXT_BYTES {
            return Err(vec![finding(name, Fault::CellTooLong { limit: limits::CELL_CHARACTERS })]);
        }
        all += bytes;
        held += if is_sheet { 0 } else { bytes };
        for (bytes, limit) in [(all, limits::WORKBOOK_BYTES), (held, limits::WORKBOOK_MEMORY_BYTES)] {
            if bytes > limit {
                return Err(vec![finding(name, Fault::TooLarge { bytes, limit })]);
            }
        }
    }
    Ok(())
}

/// Measures the longest text between two tags of what is written to it.
#[derive(Default)]
struct LongestText {
    current: usize,
    length: usize,
}

impl io::Write for LongestText {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for byte in bytes {
            self.current = if *byte == b'<' { 0 } else { self.current + 1 };
            self.length = self.length.max(self.current);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The text of a cell as a CSV would have it: a line break is written `\n`, a backslash twice.
fn text_of(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty | DataRef::Error(_) => String::new(),
        DataRef::Int(number) => number.to_string(),
        // The shortest decimal that is this number: what was typed.
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(is) => if *is { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(date) => date_of(date.as_f64()).unwrap_or_else(|| date.as_f64().to_string()),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => escaped(text),
        DataRef::SharedString(text) => escaped(text),
    }
}

fn escaped(text: &str) -> String {
    // Excel keeps `_x000D_` for a carriage return within a cell.
    let text = text.replace("_x000D_", "").replace("\r\n", "\n").replace('\r', "\n");
    text.trim_end_matches('\n').replace('\\', "\\\\").replace('\n', "\\n")
}

/// Excel counts days from 1900 and takes 1900 for a leap year.
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
    fn a_serial_day_is_a_date() {
        assert_eq!(date_of(44_927.0).as_deref(), Some("2023-01-01"));
        assert_eq!(date_of(45_016.5).as_deref(), Some("2023-03-31"));
        assert_eq!(date_of(1.0), None);
    }

    #[test]
    fn a_sheet_is_found_by_either_name() {
        for (sheet, table) in [("観測値", "observations"), ("observations", "observations"), (" 取組 ", "measures")]
        {
            assert_eq!(table_of(sheet).map(|table| table.name), Some(table), "{sheet}");
        }
        assert!(table_of("Sheet1").is_none());
    }
}
