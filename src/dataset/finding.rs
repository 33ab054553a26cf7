//! What a check found, and where. Knows `text`, the words of the definitions, and how much is told.

use std::collections::{HashMap, HashSet};

use crate::dataset::fault::{Fault, Labels};
use crate::language::Language;
use crate::model::codes::code_list;
use crate::model::limits;
use crate::model::table;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The dataset cannot be imported.
    Error,
    /// Worth a look; it imports.
    Warning,
    /// How something was read; nothing is wrong.
    Note,
}

impl Severity {
    /// For machines.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// Where something stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// The file, or the folder.
    pub file: String,
    /// The line; the header is 1.
    pub line: Option<u64>,
    /// The column, as its header is written, and its physical name.
    pub column: Option<(String, String)>,
}

/// One thing a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How bad.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// What, and how to mend it.
    pub fault: Fault,
}

/// The same fault in one column of one file, wherever it stands there.
#[derive(Debug)]
pub struct Group<'a> {
    first: &'a Finding,
    last: &'a Finding,
    count: usize,
}

/// Findings as a person reads them: what is the same in a whole column is said once.
pub fn grouped(findings: &[Finding]) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for finding in findings {
        let Place { file, column, .. } = &finding.place;
        let key = format!("{:?} {file} {column:?} {:?}", finding.severity, finding.fault);
        if let Some(group) = known.get(&key).and_then(|place| groups.get_mut(*place)) {
            group.last = finding;
            group.count += 1;
        } else {
            known.insert(key, groups.len());
            groups.push(Group { first: finding, last: finding, count: 1 });
        }
    }
    groups
}

impl Group<'_> {
    /// The group as one line: `error: 072036_observations.csv, line 14, column 値 (value): …`, or `lines 2 to 368 (367
    /// places)`.
    pub fn to(&self, language: Language) -> String {
        let Finding { severity, place: Place { file, line, column }, .. } = self.first;
        let severity = match severity {
            Severity::Error => language.pick("エラー", "error"),
            Severity::Warning => language.pick("注意", "warning"),
            Severity::Note => language.pick("お知らせ", "note"),
        };
        let mut place = file.clone();
        match (line, self.last.place.line) {
            (Some(line), Some(last)) if self.count == 2 && line != &last => {
                place += &language.pick(format!(" {line}行目と{last}行目"), format!(", lines {line} and {last}"));
            }
            (Some(line), Some(last)) if self.count > 1 && line != &last => {
                let count = self.count;
                place += &language.pick(
                    format!(" {line}～{last}行目（{count}か所）"),
                    format!(", lines {line} to {last} ({count} places)"),
                );
            }
            (Some(line), _) => place += &language.pick(format!(" {line}行目"), format!(", line {line}")),
            (None, _) => {}
        }
        if let Some((header, name)) = column {
            let both = if header == name { name.clone() } else { format!("{header} ({name})") };
            place += &language.pick(format!(" 「{header}」列"), format!(", column {both}"));
        }
        format!("{severity}: {place}: {}", self.first.message(language))
    }
}

/// The words of the workbook. In a CSV stand codes.
struct InWords {
    is_csv: bool,
}

impl Labels for InWords {
    fn table(&self, name: &str) -> Option<String> {
        table(name).map(|table| table.label.ja.to_owned())
    }

    fn list(&self, name: &str) -> Option<String> {
        code_list(name).map(|list| list.label.ja.to_owned())
    }

    fn code(&self, list: &str, code: &str) -> Option<String> {
        code_list(list)?.get(code).map(|code| code.label.ja.to_owned())
    }

    fn has_codes(&self) -> bool {
        self.is_csv
    }
}

impl Finding {
    /// What is wrong, and how to mend it.
    pub fn message(&self, language: Language) -> String {
        let extension = std::path::Path::new(&self.place.file).extension();
        let is_csv = extension.is_some_and(|extension| extension.eq_ignore_ascii_case("csv"));
        self.fault.to(language, &InWords { is_csv })
    }
}

/// Collects what is found. Of each file only so many findings of a severity are told one by one; the rest is counted.
#[derive(Debug, Default)]
pub struct Findings {
    told: Vec<Finding>,
    /// How many there are of each file and severity: some are told, the rest is counted.
    counts: HashMap<(String, Severity), usize>,
    /// Files with an error that concerns the whole: they are missing, unreadable, or have no good header.
    unread: HashSet<String>,
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
    /// Adds findings.
    pub(super) fn extend(&mut self, found: impl IntoIterator<Item = Finding>) {
        for finding in found {
            self.push(finding);
        }
    }

    /// Adds a finding.
    pub(super) fn push(&mut self, finding: Finding) {
        let Place { file, line, .. } = &finding.place;
        if finding.severity == Severity::Error && line.is_none_or(|line| line == 1) {
            self.unread.insert(file.clone());
        }
        let count = self.counts.entry((file.clone(), finding.severity)).or_default();
        *count += 1;
        if *count <= limits::FINDINGS {
            self.told.push(finding);
        }
    }

    /// Whether an error concerns the whole of `file`.
    pub(super) fn is_unread(&self, file: &str) -> bool {
        self.unread.contains(file)
    }

    /// Whether `fault` was told of `file`.
    pub(super) fn has(&self, file: &str, fault: &Fault) -> bool {
        self.told.iter().any(|finding| finding.place.file == file && finding.fault == *fault)
    }

    /// How many findings of a severity there are, told or not.
    pub fn count(&self, severity: Severity) -> usize {
        self.counts.iter().filter(|((_, known), _)| *known == severity).map(|(_, count)| count).sum()
    }

    /// The findings, once all are there: what concerns the whole, then `files` in their order, lines from the top.
    pub(super) fn finish(&mut self, files: &[&str]) {
        self.told.extend(self.counts.iter().filter(|(_, count)| **count > limits::FINDINGS).map(
            |((file, severity), count)| {
                // After the last line that is told.
                let place = Place { file: file.clone(), line: None, column: None };
                let fault = Fault::MoreFindings { count: count - limits::FINDINGS };
                Finding { severity: *severity, place, fault }
            },
        ));
        self.told.sort_by_key(|finding| {
            let Place { file, line, column } = &finding.place;
            let place = files.iter().position(|known| known == file);
            let is_rest = matches!(finding.fault, Fault::MoreFindings { .. });
            let column = column.as_ref().map(|(_, name)| name.clone());
            (place, file.clone(), is_rest, *line, column, finding.severity)
        });
    }

    /// The findings that are told.
    pub fn told(&self) -> &[Finding] {
        &self.told
    }
}
