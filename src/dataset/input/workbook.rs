//! An `.xlsx` workbook with one sheet for each table.

use std::io::{self, Read};
use std::path::Path;

use unicode_normalization::UnicodeNormalization;

use super::archive;
use super::files::{Input, InputFile, file_name};
use super::sheet::WorkbookReader;
use super::source::{Archive, Source, open_archive};
use crate::dataset::fault::Fault;
use crate::dataset::finding::{Finding, Severity};
use crate::dataset::template::{HELP_SHEETS, is_example};
use crate::model::limits;
use crate::model::{SHARED, Scope, TABLES, Table};

/// Opens a workbook. Sheets with other names than those of tables are skipped.
pub(super) fn open(path: &Path) -> Result<Input, Vec<Finding>> {
    let mut input = Input::empty(&file_name(path));
    let broken = |reason: String| vec![Finding::file_error(&file_name(path), Fault::BrokenArchive { reason })];
    let mut zipped = open_archive(path).map_err(|error| broken(error.to_string()))?;
    archive::check_sizes(&input.name, &mut zipped, limits::WORKBOOK_BYTES)?;
    check_extracted_sizes(&input.name, &mut zipped)?;
    let mut workbook = WorkbookReader::open(path).map_err(broken)?;
    for sheet in workbook.sheet_names() {
        let source = Source::Sheet { workbook: path.to_owned() };
        match table_of(&sheet) {
            Some(table) => input.files.push(InputFile { name: sheet, owner: String::new(), table, source }),
            None if HELP_SHEETS.contains(&sheet.as_str()) => {}
            None => input.findings.push(Finding::for_file(Severity::Note, &sheet, Fault::SheetSkipped)),
        }
    }
    let owner = owner(&mut workbook, &input.files);
    for file in &mut input.files {
        file.owner = if Scope::of(&owner) == file.table.scope { owner.clone() } else { SHARED.to_owned() };
    }
    Ok(input)
}

/// Returns the code in the first row of the sheet of the government, blank if there is none; [`SHARED`] for a workbook
/// with shared tables only.
fn owner(workbook: &mut WorkbookReader, files: &[InputFile]) -> String {
    let Some(own) = files.iter().find(|file| file.table.name == "local_governments") else {
        let is_shared = files.iter().all(|file| file.table.scope == Scope::Shared);
        return if is_shared { SHARED.to_owned() } else { String::new() };
    };
    // Errors are reported when the sheet is read as a table.
    let rows = workbook.rows(&own.name).into_iter().flatten().map_while(Result::ok);
    let first = rows.skip(1).find(|row| !is_example(&row.cells));
    let code = first.and_then(|row| row.cells.into_iter().next());
    code.map(|cell| cell.trim().nfkc().collect()).unwrap_or_default()
}

/// Returns the table of a sheet, by its label or its physical name.
fn table_of(sheet: &str) -> Option<&'static Table> {
    let name: String = sheet.trim().nfkc().collect();
    TABLES.iter().copied().find(|table| table.label.ja == name || table.name == name)
}

/// Extracts everything once and checks the real sizes, because the directory may be wrong. Parts other than sheets have a
/// limit of their own: they are held in memory.
fn check_extracted_sizes(name: &str, archive: &mut Archive) -> Result<(), Vec<Finding>> {
    let broken = |reason: String| vec![Finding::file_error(name, Fault::BrokenArchive { reason })];
    let (mut total, mut in_memory) = (0, 0);
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|error| broken(error.to_string()))?;
        let name_matches = |predicate: fn(&str) -> bool| entry.name().is_ok_and(|part| predicate(&part));
        let is_sheet = name_matches(|part| part.starts_with("xl/worksheets/"));
        // Only the texts of XML parts are limited, not the bytes of pictures.
        let is_xml = name_matches(|part| {
            Path::new(part).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xml"))
        });
        let left = limits::WORKBOOK_BYTES - total + 1;
        let mut longest = LongestText::default();
        let bytes = io::copy(&mut entry.take(left), &mut longest).map_err(|error| broken(error.to_string()))?;
        if is_xml && longest.length > limits::WORKBOOK_TEXT_BYTES {
            return Err(vec![Finding::file_error(name, Fault::CellTooLong { limit: limits::CELL_CHARACTERS })]);
        }
        total += bytes;
        in_memory += if is_sheet { 0 } else { bytes };
        for (bytes, limit) in [(total, limits::WORKBOOK_BYTES), (in_memory, limits::WORKBOOK_MEMORY_BYTES)] {
            if bytes > limit {
                return Err(vec![Finding::file_error(name, Fault::TooLarge { bytes, limit })]);
            }
        }
    }
    Ok(())
}

/// Writer that measures the longest text between two XML tags.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_a_sheet_by_label_or_physical_name() {
        for (sheet, table) in [("観測値", "observations"), ("observations", "observations"), (" 取組 ", "measures")]
        {
            assert_eq!(table_of(sheet).map(|table| table.name), Some(table), "{sheet}");
        }
        assert!(table_of("Sheet1").is_none());
    }
}
