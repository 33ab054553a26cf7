//! Text report: equal findings of a column as one line.

use std::collections::HashMap;

use super::finding::{Finding, Location, Severity};
use crate::language::Language;

/// Findings with the same fault in the same column of a file.
#[derive(Debug)]
pub struct FindingGroup<'a> {
    first: &'a Finding,
    last: &'a Finding,
    count: usize,
}

/// Groups findings that differ only in their line.
pub fn group_findings(findings: &[Finding]) -> Vec<FindingGroup<'_>> {
    let mut groups: Vec<FindingGroup<'_>> = Vec::new();
    let mut group_by_key: HashMap<String, usize> = HashMap::new();
    for finding in findings {
        let Location { file, column, .. } = &finding.location;
        let key = format!("{:?} {file} {column:?} {:?}", finding.severity, finding.fault);
        if let Some(group) = group_by_key.get(&key).and_then(|index| groups.get_mut(*index)) {
            group.last = finding;
            group.count += 1;
        } else {
            group_by_key.insert(key, groups.len());
            groups.push(FindingGroup { first: finding, last: finding, count: 1 });
        }
    }
    groups
}

impl FindingGroup<'_> {
    /// Returns the group as one line: `error: 072036_observations.csv, line 14, column 値 (value): …`, or `lines 2 to 368
    /// (367 rows)`.
    pub fn message(&self, language: Language) -> String {
        let Finding { severity, location: Location { file, column, .. }, .. } = self.first;
        let severity = match severity {
            Severity::Error => language.pick("エラー", "error"),
            Severity::Warning => language.pick("注意", "warning"),
            Severity::Note => language.pick("お知らせ", "note"),
        };
        let mut location = file.clone() + &self.lines(language);
        if let Some((header, name)) = column {
            let both = if header == name { name.clone() } else { format!("{header} ({name})") };
            location += &language.pick(format!(" 「{header}」列"), format!(", column {both}"));
        }
        format!("{severity}: {location}: {}", self.first.message(language))
    }

    fn lines(&self, language: Language) -> String {
        let count = self.count;
        match (self.first.location.line, self.last.location.line) {
            (Some(first), Some(last)) if count == 2 && first != last => {
                language.pick(format!(" {first}行目と{last}行目"), format!(", lines {first} and {last}"))
            }
            (Some(first), Some(last)) if count > 1 && first != last => language.pick(
                format!(" {first}～{last}行目（{count}か所）"),
                format!(", lines {first} to {last} ({count} rows)"),
            ),
            (Some(line), _) => language.pick(format!(" {line}行目"), format!(", line {line}")),
            (None, _) => String::new(),
        }
    }
}
