//! Reading one table from a CSV file or a sheet.

use std::collections::BTreeMap;
use std::path::Path;

use super::context::{Defaults, InputNotes, TableReader, report_normalised};
use super::records::{Record, read_records};
use crate::dataset::fault::Fault;
use crate::dataset::finding::{Findings, Severity};
use crate::dataset::input::{InputFile, Records, SheetRow, Source, WorkbookReader, detect};
use crate::dataset::staging::StagingError;
use crate::dataset::tables::Dataset;
use crate::model::limits;

/// The workbook of an input, opened on first use.
#[derive(Default)]
pub(super) struct Workbooks(Option<WorkbookReader>);

impl Workbooks {
    fn open(&mut self, path: &Path) -> Result<&mut WorkbookReader, String> {
        if self.0.is_none() {
            self.0 = Some(WorkbookReader::open(path)?);
        }
        self.0.as_mut().ok_or_else(String::new)
    }
}

/// Adds the rows of a file or sheet to `dataset`.
pub(super) fn read_table(
    dataset: &mut Dataset,
    file: &InputFile,
    workbooks: &mut Workbooks,
    notes: &mut InputNotes,
    findings: &mut Findings,
) -> Result<(), StagingError> {
    let defaults = Defaults::from_dataset(dataset)?;
    let mut reader = TableReader {
        table: file.table,
        file: &file.name,
        defaults: &defaults,
        findings,
        max_rows: limits::ROWS,
        normalised: BTreeMap::new(),
        notes,
    };
    match &file.source {
        Source::Sheet { workbook } => match workbooks.open(workbook) {
            Ok(workbook) => read_sheet(&mut reader, workbook, dataset)?,
            Err(reason) => reader.error(None, None, Fault::BrokenArchive { reason }),
        },
        csv => read_csv(&mut reader, csv, dataset)?,
    }
    report_normalised(reader.normalised, reader.findings);
    Ok(())
}

fn read_sheet(
    reader: &mut TableReader<'_>,
    workbook: &mut WorkbookReader,
    dataset: &mut Dataset,
) -> Result<(), StagingError> {
    let broken = |reason: String| Fault::BrokenArchive { reason };
    match workbook.rows(reader.file) {
        Err(reason) => reader.error(None, None, broken(reason)),
        Ok(rows) => {
            let mut width = 0;
            let records = rows.map(|row| {
                let SheetRow { number, mut cells, faults } = row.map_err(broken)?;
                // A sheet row ends at its last filled cell; a record has as many cells as the header.
                width = if width == 0 { cells.len() } else { width };
                cells.resize(cells.len().max(width), String::new());
                Ok(Record { line: number, cells, faults })
            });
            read_records(reader, records, dataset)?;
        }
    }
    match workbook.first_formula(reader.file) {
        Ok(Some(line)) => reader.report(Severity::Warning, Some(line), None, Fault::FormulaCell),
        Ok(None) => {}
        Err(reason) => reader.error(None, None, broken(reason)),
    }
    Ok(())
}

fn read_csv(reader: &mut TableReader<'_>, source: &Source, dataset: &mut Dataset) -> Result<(), StagingError> {
    let unreadable = |error: std::io::Error| Fault::Unreadable { reason: error.to_string() };
    let detected = match source.read(|bytes| detect(bytes)) {
        Ok(Ok(detected)) => detected,
        Ok(Err(line)) => {
            reader.error(None, None, Fault::UnknownEncoding { line });
            return Ok(());
        }
        Err(error) => {
            reader.error(None, None, unreadable(error));
            return Ok(());
        }
    };
    if let Some(name) = detected.name() {
        reader.report(Severity::Note, None, None, Fault::OtherEncoding { name });
    }
    let mut staged = Ok(());
    let read = source.read(|bytes| {
        let mut csv = Records::new(bytes, detected);
        let mut last_line = None;
        let records = csv.by_ref().map(|record| {
            let (line, cells) = record.map_err(unreadable)?;
            last_line = Some(line);
            Ok(Record { line, cells, faults: Vec::new() })
        });
        staged = read_records(reader, records, dataset);
        // The parser does not report a quote that is still open at the end of the file.
        if csv.has_open_quote() && !reader.findings.has(reader.file, &Fault::LineBreak) {
            reader.error(last_line, None, Fault::LineBreak);
        }
        Ok(())
    });
    if let Err(error) = read {
        reader.error(None, None, unreadable(error));
    }
    staged
}
