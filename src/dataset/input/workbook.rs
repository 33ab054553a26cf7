//! An `.xlsx` workbook with a sheet a table, read cell by cell. Knows `archive` for its size.

use std::io::{Cursor, Read};

use calamine::{DataRef, Reader, Xlsx};
use unicode_normalization::UnicodeNormalization;
use zip::ZipArchive;

use super::{Content, Input, InputFile, archive, finding};
use crate::dataset::definitions::{TABLES, Table};
use crate::dataset::finding::{Finding, Place, Severity};
use crate::dataset::read::{is_example, limits};
use crate::dataset::workbook::EXPLANATIONS;
use crate::dataset::{SHARED, scope_of};
use crate::text::Fault;

type Book = Xlsx<Cursor<Vec<u8>>>;

/// The tables of a workbook; sheets of other names are passed over.
pub(super) fn open(name: &str, bytes: Vec<u8>) -> Result<Input, Vec<Finding>> {
    let broken = |reason: String| vec![finding(name, Fault::BrokenArchive { reason })];
    let mut zipped = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(error.to_string()))?;
    archive::check_sizes(name, &mut zipped, limits::WORKBOOK_BYTES)?;
    unpacked_is_as_said(name, &mut zipped)?;
    let bytes = zipped.into_inner().into_inner();
    let mut book: Book = Xlsx::new(Cursor::new(bytes)).map_err(|error| broken(error.to_string()))?;
    let mut input = Input { name: name.to_owned(), files: Vec::new(), datapackage: None, findings: Vec::new() };
    let mut sheets = Vec::new();
    for sheet in book.sheet_names() {
        match table_of(&sheet) {
            Some(table) => sheets.push((sheet, table)),
            None if EXPLANATIONS.contains(&sheet.as_str()) => {}
            None => input.findings.push(Finding {
                severity: Severity::Note,
                place: Place { file: sheet, ..Place::default() },
                fault: Fault::SheetPassedOver,
            }),
        }
    }
    for (sheet, table) in sheets {
        let rows = read_sheet(&mut book, &sheet, &mut input.findings).map_err(broken)?;
        input.files.push(InputFile { name: sheet, owner: String::new(), table, content: Content::Sheet(rows) });
    }
    let owner = owner(&input.files);
    for file in &mut input.files {
        file.owner = if scope_of(&owner) == file.table.scope { owner.clone() } else { SHARED.to_owned() };
    }
    Ok(input)
}

/// A sheet is named as its table is, in Japanese or physically.
fn table_of(sheet: &str) -> Option<&'static Table> {
    let name: String = sheet.trim().nfkc().collect();
    TABLES.iter().copied().find(|table| table.label.ja == name || table.name == name)
}

/// The government: the code in the first row of its own sheet. Without one the workbook holds shared tables only.
fn owner(files: &[InputFile]) -> String {
    let own = files.iter().find(|file| file.table.name == "local_governments");
    let Some(Content::Sheet(rows)) = own.map(|file| &file.content) else { return SHARED.to_owned() };
    let cells = rows.iter().skip(1).map(|(_, cells)| cells).find(|cells| !is_example(cells));
    let code: String =
        cells.and_then(|cells| cells.first()).map(|cell| cell.trim().nfkc().collect()).unwrap_or_default();
    code
}

/// A directory may say less than there is: everything is unpacked once into nothing.
fn unpacked_is_as_said(name: &str, archive: &mut ZipArchive<Cursor<Vec<u8>>>) -> Result<(), Vec<Finding>> {
    let mut bytes: u64 = 0;
    for place in 0..archive.len() {
        let broken = |reason: String| vec![finding(name, Fault::BrokenArchive { reason })];
        let entry = archive.by_index(place).map_err(|error| broken(error.to_string()))?;
        let left = limits::WORKBOOK_BYTES - bytes + 1;
        bytes +=
            std::io::copy(&mut entry.take(left), &mut std::io::sink()).map_err(|error| broken(error.to_string()))?;
        if bytes > limits::WORKBOOK_BYTES {
            return Err(vec![finding(name, Fault::TooLarge { bytes, limit: limits::WORKBOOK_BYTES })]);
        }
    }
    Ok(())
}

/// The rows of a sheet. What stands beyond the widest table or the longest one is told and not kept.
fn read_sheet(book: &mut Book, sheet: &str, findings: &mut Vec<Finding>) -> Result<Vec<(u64, Vec<String>)>, String> {
    let at = |row: u32| Place { file: sheet.to_owned(), line: Some(u64::from(row) + 1), column: None };
    let mut rows: Vec<(u64, Vec<String>)> = Vec::new();
    let mut beyond = false;
    let mut cells = book.worksheet_cells_reader(sheet).map_err(|error| error.to_string())?;
    while let Some(cell) = cells.next_cell().map_err(|error| format!("{sheet}: {error}"))? {
        let (row, column) = cell.get_position();
        let text = match cell.get_value() {
            DataRef::Empty => continue,
            DataRef::Error(error) => {
                let fault = Fault::CellError { error: error.to_string() };
                findings.push(Finding { severity: Severity::Error, place: at(row), fault });
                continue;
            }
            value => text_of(value),
        };
        if text.is_empty() {
            continue;
        }
        if column as usize >= limits::SHEET_COLUMNS || row as usize > limits::ROWS {
            if !beyond {
                findings.push(Finding { severity: Severity::Error, place: at(row), fault: Fault::CellFarOff });
            }
            beyond = true;
            continue;
        }
        let number = u64::from(row) + 1;
        if rows.last().is_none_or(|(last, _)| *last != number) {
            rows.push((number, Vec::new()));
        }
        if let Some((_, cells)) = rows.last_mut() {
            cells.resize(cells.len().max(column as usize + 1), String::new());
            if let Some(slot) = cells.get_mut(column as usize) {
                *slot = text;
            }
        }
    }
    drop(cells);
    let mut formulas = book.worksheet_cells_reader(sheet).map_err(|error| error.to_string())?;
    while let Some(cell) = formulas.next_formula().map_err(|error| format!("{sheet}: {error}"))? {
        if !cell.get_value().is_empty() {
            let (row, _) = cell.get_position();
            findings.push(Finding { severity: Severity::Warning, place: at(row), fault: Fault::FormulaCell });
            break;
        }
    }
    let width = rows.first().map_or(0, |(_, header)| header.len());
    for (_, cells) in &mut rows {
        cells.resize(cells.len().max(width), String::new());
    }
    Ok(rows)
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
