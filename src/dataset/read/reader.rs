//! What a table is read with: what its blanks can only mean, and what is told of it. Knows the findings.

use std::collections::BTreeMap;

use crate::dataset::fault::{Fault, short};
use crate::dataset::finding::{Finding, Findings, Place, Severity};
use crate::dataset::{Dataset, Row, StageError};
use crate::model::{Column, Table};

/// What a blank cell of a later table can only mean, by the tables before it.
#[derive(Debug, Default)]
pub(super) struct Given {
    pub(super) code: String,
    pub(super) name: String,
    /// The source, where there is one only.
    pub(super) source: String,
}

impl Given {
    pub(super) fn by(dataset: &Dataset) -> Result<Self, StageError> {
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

    pub(super) fn cell(&self, table: &Table, column: &Column) -> &str {
        match column.name {
            "localgov_code" => &self.code,
            "localgov_name" => &self.name,
            "source_id" if table.name != "changes" => &self.source,
            _ => "",
        }
    }
}

/// Collects findings of one file.
pub(super) struct Reader<'a> {
    pub(super) table: &'static Table,
    pub(super) file: &'a str,
    pub(super) given: &'a Given,
    pub(super) findings: &'a mut Findings,
    /// How many rows the table may have.
    pub(super) most_rows: u64,
    /// What was turned into another form, by column: where first, an example, how often.
    pub(super) turned: BTreeMap<&'static str, Turned>,
    /// What is told once of all tables.
    pub(super) throughout: &'a mut Throughout,
}

/// What is told once of all tables.
#[derive(Default)]
pub(super) struct Throughout {
    /// What blank cells were filled with, by column.
    pub(super) filled: BTreeMap<&'static str, Turned>,
    /// Rows that show how a table is filled in.
    pub(super) examples: usize,
}

/// Cells of one column that were turned into another form.
pub(super) struct Turned {
    pub(super) file: String,
    pub(super) line: u64,
    pub(super) header: String,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) count: usize,
}

impl Reader<'_> {
    pub(super) fn say(&mut self, line: Option<u64>, column: Option<(&str, &str)>, fault: Fault) {
        self.tell(Severity::Error, line, column, fault);
    }

    pub(super) fn tell(&mut self, severity: Severity, line: Option<u64>, column: Option<(&str, &str)>, fault: Fault) {
        let column = column.map(|(header, name)| (header.to_owned(), name.to_owned()));
        let place = Place { file: self.file.to_owned(), line, column };
        self.findings.push(Finding { severity, place, fault });
    }

    pub(super) fn turned(&mut self, line: u64, header: &str, column: &'static Column, from: &str, to: &str) {
        let new = || Turned {
            file: self.file.to_owned(),
            line,
            header: header.to_owned(),
            from: short(from),
            to: short(to),
            count: 0,
        };
        let known = if from.is_empty() { &mut self.throughout.filled } else { &mut self.turned };
        known.entry(column.name).or_insert_with(new).count += 1;
    }
}

/// Tells what was collected by column.
pub(super) fn tell_turned(turned: BTreeMap<&'static str, Turned>, findings: &mut Findings) {
    findings.extend(turned.into_iter().map(|(name, Turned { file, line, header, from, to, count })| {
        let more = count - 1;
        let fault =
            if from.is_empty() { Fault::Filled { cell: to, more } } else { Fault::Normalised { from, to, more } };
        let place = Place { file, line: Some(line), column: Some((header, name.to_owned())) };
        Finding { severity: Severity::Note, place, fault }
    }));
}
