//! What a check found, and where. Knows `text`.

use std::collections::HashMap;

use crate::text::{Fault, Language};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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
        let Finding { severity, place: Place { file, line, column }, fault } = self.first;
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
            place += &if header == name {
                language.pick(format!(" 「{name}」列"), format!(", column {name}"))
            } else {
                language.pick(format!(" 「{header}」列（{name}）"), format!(", column {header} ({name})"))
            };
        }
        format!("{severity}: {place}: {}", fault.to(language))
    }
}

impl Finding {
    /// Files by name, then lines from the top.
    pub(super) fn order(&self) -> (String, u64, String) {
        let column = self.place.column.as_ref().map(|(_, name)| name.clone()).unwrap_or_default();
        (self.place.file.clone(), self.place.line.unwrap_or(0), column)
    }
}
