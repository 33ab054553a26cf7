//! State of reading one table: default values, findings and normalised cells.

use std::collections::BTreeMap;

use crate::dataset::fault::{Fault, excerpt};
use crate::dataset::finding::{Finding, Findings, Location, Severity};
use crate::dataset::row::Row;
use crate::dataset::staging::StagingError;
use crate::dataset::tables::Dataset;
use crate::model::{Column, Table};

/// Default values of required cells, taken from the tables read before.
#[derive(Debug, Default)]
pub(super) struct Defaults {
    code: String,
    name: String,
    /// Id of the source, if there is only one.
    source: String,
}

impl Defaults {
    pub(super) fn from_dataset(dataset: &Dataset) -> Result<Self, StagingError> {
        let only = |name: &str| {
            let rows = dataset.rows(name).filter(|rows| rows.count() == 1);
            rows.and_then(|rows| rows.iter().next()).transpose()
        };
        let (government, source) = (only("local_governments")?, only("sources")?);
        let cell = |row: &Option<Row>, column| row.as_ref().map_or(String::new(), |row| row.get(column).to_owned());
        Ok(Self {
            code: cell(&government, "localgov_code"),
            name: cell(&government, "localgov_name"),
            source: cell(&source, "id"),
        })
    }

    /// Returns the default of a cell, blank if there is none.
    pub(super) fn cell(&self, table: &Table, column: &Column) -> &str {
        match column.name {
            "localgov_code" => &self.code,
            "localgov_name" => &self.name,
            "source_id" if table.name != "changes" => &self.source,
            _ => "",
        }
    }
}

/// Context of one table while it is read.
pub(super) struct TableReader<'a> {
    pub(super) table: &'static Table,
    pub(super) file: &'a str,
    pub(super) defaults: &'a Defaults,
    pub(super) findings: &'a mut Findings,
    /// Maximum number of rows.
    pub(super) max_rows: u64,
    /// Normalised cells, by column.
    pub(super) normalised: BTreeMap<&'static str, Normalised>,
    pub(super) notes: &'a mut InputNotes,
}

/// Notes that are reported once for all tables of an input.
#[derive(Default)]
pub(super) struct InputNotes {
    /// Blank cells filled with a default, by column.
    pub(super) filled: BTreeMap<&'static str, Normalised>,
    /// Number of example rows.
    pub(super) examples: usize,
}

/// Normalised cells of one column: the first one, and how many there are.
pub(super) struct Normalised {
    file: String,
    line: u64,
    header: String,
    from: String,
    to: String,
    count: usize,
}

impl TableReader<'_> {
    pub(super) fn error(&mut self, line: Option<u64>, column: Option<(&str, &str)>, fault: Fault) {
        self.report(Severity::Error, line, column, fault);
    }

    pub(super) fn report(&mut self, severity: Severity, line: Option<u64>, column: Option<(&str, &str)>, fault: Fault) {
        let column = column.map(|(header, name)| (header.to_owned(), name.to_owned()));
        let location = Location { file: self.file.to_owned(), line, column };
        self.findings.push(Finding { severity, location, fault });
    }

    /// Notes that a cell was read as `to`; a blank `from` means that it was filled with a default.
    pub(super) fn note_normalised(&mut self, line: u64, header: &str, column: &'static Column, from: &str, to: &str) {
        let first = || Normalised {
            file: self.file.to_owned(),
            line,
            header: header.to_owned(),
            from: excerpt(from),
            to: excerpt(to),
            count: 0,
        };
        let notes = if from.is_empty() { &mut self.notes.filled } else { &mut self.normalised };
        notes.entry(column.name).or_insert_with(first).count += 1;
    }
}

/// Reports one note for each column with normalised cells.
pub(super) fn report_normalised(normalised: BTreeMap<&'static str, Normalised>, findings: &mut Findings) {
    findings.extend(normalised.into_iter().map(|(name, Normalised { file, line, header, from, to, count })| {
        let more = count - 1;
        let fault = if from.is_empty() {
            Fault::FilledByDefault { cell: to, more }
        } else {
            Fault::Normalised { from, to, more }
        };
        let location = Location { file, line: Some(line), column: Some((header, name.to_owned())) };
        Finding { severity: Severity::Note, location, fault }
    }));
}
