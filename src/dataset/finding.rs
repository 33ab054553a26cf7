//! What a check found, and where. Knows `text`.

use crate::text::{Fault, Language};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The dataset cannot be imported.
    Error,
    /// Worth a look; it imports.
    Warning,
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

impl Finding {
    /// The finding as one line: `error: 072036_observations.csv, line 14, column 値 (value): …`.
    pub fn to(&self, language: Language) -> String {
        let severity = match self.severity {
            Severity::Error => language.pick("エラー", "error"),
            Severity::Warning => language.pick("注意", "warning"),
        };
        let mut place = self.place.file.clone();
        if let Some(line) = self.place.line {
            place += &language.pick(format!(" {line}行目"), format!(", line {line}"));
        }
        if let Some((header, name)) = &self.place.column {
            place += &if header == name {
                language.pick(format!(" 「{name}」列"), format!(", column {name}"))
            } else {
                language.pick(format!(" 「{header}」列（{name}）"), format!(", column {header} ({name})"))
            };
        }
        format!("{severity}: {place}: {}", self.fault.to(language))
    }

    /// Files by name, then lines from the top.
    pub(super) fn order(&self) -> (String, u64, String) {
        let column = self.place.column.as_ref().map(|(_, name)| name.clone()).unwrap_or_default();
        (self.place.file.clone(), self.place.line.unwrap_or(0), column)
    }
}
