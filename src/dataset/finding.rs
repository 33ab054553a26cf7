//! Findings: what a check found, and where.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use super::fault::Fault;
use crate::language::Language;
use crate::model::limits;

/// Severity of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The dataset cannot be imported.
    Error,
    /// Possibly a mistake; the dataset can be imported.
    Warning,
    /// Information on how the input was read.
    Note,
}

impl Severity {
    /// Returns the name in the JSON report.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// Location of a finding.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Location {
    /// File, sheet or folder.
    pub file: String,
    /// Line; the header is line 1.
    pub line: Option<u64>,
    /// Header of the column as written in the file, and its physical name.
    pub column: Option<(String, String)>,
}

/// One problem or note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub severity: Severity,
    pub location: Location,
    pub fault: Fault,
}

impl Finding {
    /// Returns an error that concerns a whole file, sheet or folder.
    pub(super) fn file_error(file: &str, fault: Fault) -> Self {
        Self::for_file(Severity::Error, file, fault)
    }

    /// Returns a finding that concerns a whole file, sheet or folder.
    pub(super) fn for_file(severity: Severity, file: &str, fault: Fault) -> Self {
        Self { severity, location: Location { file: file.to_owned(), ..Location::default() }, fault }
    }

    /// Returns the message: the problem and how to fix it.
    pub fn message(&self, language: Language) -> String {
        let extension = Path::new(&self.location.file).extension();
        // A CSV file contains codes, a workbook their labels.
        let shows_codes = extension.is_some_and(|extension| extension.eq_ignore_ascii_case("csv"));
        self.fault.message(language, shows_codes)
    }
}

/// Collects findings. At most [`limits::FINDINGS`] of each file and severity are listed; the rest is only counted.
#[derive(Debug, Default)]
pub struct Findings {
    listed: Vec<Finding>,
    /// Number of findings by file and severity, listed or not.
    counts: HashMap<(String, Severity), usize>,
    /// Files that could not be read as a table: missing, unreadable, or with a wrong header.
    unreadable: HashSet<String>,
}

impl From<Vec<Finding>> for Findings {
    fn from(found: Vec<Finding>) -> Self {
        let mut findings = Self::default();
        findings.extend(found);
        findings.finish(&[]);
        findings
    }
}

impl Findings {
    pub(super) fn extend(&mut self, found: impl IntoIterator<Item = Finding>) {
        for finding in found {
            self.push(finding);
        }
    }

    pub(super) fn push(&mut self, finding: Finding) {
        let Location { file, line, .. } = &finding.location;
        if finding.severity == Severity::Error && line.is_none_or(|line| line == 1) {
            self.unreadable.insert(file.clone());
        }
        let count = self.counts.entry((file.clone(), finding.severity)).or_default();
        *count += 1;
        if *count <= limits::FINDINGS {
            self.listed.push(finding);
        }
    }

    /// Returns whether `file` could not be read as a table.
    pub(super) fn is_unreadable(&self, file: &str) -> bool {
        self.unreadable.contains(file)
    }

    /// Returns whether `fault` is listed for `file`.
    pub(super) fn has(&self, file: &str, fault: &Fault) -> bool {
        self.listed.iter().any(|finding| finding.location.file == file && finding.fault == *fault)
    }

    /// Returns the number of findings of a severity, listed or not.
    pub fn count(&self, severity: Severity) -> usize {
        self.counts.iter().filter(|((_, known), _)| *known == severity).map(|(_, count)| count).sum()
    }

    /// Sorts the findings after the last one was added: first those of other files, then `files` in their order, by line.
    pub(super) fn finish(&mut self, files: &[&str]) {
        self.listed.extend(self.counts.iter().filter(|(_, count)| **count > limits::FINDINGS).map(
            |((file, severity), count)| {
                let fault = Fault::MoreFindings { count: count - limits::FINDINGS };
                Finding::for_file(*severity, file, fault)
            },
        ));
        self.listed.sort_by_key(|finding| {
            let Location { file, line, column } = &finding.location;
            let file_index = files.iter().position(|known| known == file);
            let is_rest = matches!(finding.fault, Fault::MoreFindings { .. });
            let column = column.as_ref().map(|(_, name)| name.clone());
            (file_index, file.clone(), is_rest, *line, column, finding.severity)
        });
    }

    /// Returns the listed findings.
    pub fn listed(&self) -> &[Finding] {
        &self.listed
    }
}
