//! `tassei check`: reports all problems of a government's tables, as text or JSON.

use std::path::PathBuf;
use std::process::ExitCode;

use serde_json::{Value, json};

use super::{eprint, print};
use crate::config::{Check, ReportFormat};
use crate::dataset::{Dataset, Findings, Input, Severity, group_findings};
use crate::language::Language;

pub(super) fn run(settings: &Check) -> ExitCode {
    let is_valid = match settings.format {
        ReportFormat::Text => load(&settings.input, settings.lang).is_some(),
        ReportFormat::Json => {
            let report = Report::of(&settings.input);
            print(&format!("{:#}", report.json(settings.lang)));
            report.dataset.is_some()
        }
    };
    if is_valid { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Result of checking an input.
struct Report {
    input: Option<Input>,
    dataset: Option<Dataset>,
    findings: Findings,
}

impl Report {
    fn of(paths: &[PathBuf]) -> Self {
        match Input::open(paths) {
            Ok(input) => {
                let (dataset, findings) = Dataset::load(&input);
                Self { input: Some(input), dataset, findings }
            }
            Err(findings) => Self { input: None, dataset: None, findings: findings.into() },
        }
    }

    fn count(&self, severity: Severity) -> usize {
        self.findings.count(severity)
    }

    fn print(&self, language: Language) {
        for group in group_findings(self.findings.listed()) {
            eprint(&group.message(language));
        }
    }

    fn summary(&self, language: Language) -> String {
        let (errors, warnings) = (self.count(Severity::Error), self.count(Severity::Warning));
        let Some(dataset) = &self.dataset else {
            return language.pick(
                format!("エラー {errors} 件、注意 {warnings} 件。エラーを直してから取り込んでください。"),
                format!(
                    "{}, {}. Fix the errors before importing.",
                    counted(errors as u64, "error", "errors"),
                    counted(warnings as u64, "warning", "warnings")
                ),
            );
        };
        let tables = dataset.tables().filter(|rows| rows.count() > 0);
        let counts = tables.map(|rows| {
            let (label, rows) = (rows.table.label.to(language), rows.count());
            language.pick(format!("  {label} {rows} 行"), format!("  {label}: {}", counted(rows, "row", "rows")))
        });
        let head = language.pick(
            format!("{}: 取り込めます（エラー 0 件、注意 {warnings} 件）。", dataset.id),
            format!("{}: ready to import (0 errors, {}).", dataset.id, counted(warnings as u64, "warning", "warnings")),
        );
        std::iter::once(head).chain(counts).collect::<Vec<_>>().join("\n")
    }

    fn json(&self, language: Language) -> Value {
        let tables = self.dataset.iter().flat_map(Dataset::tables);
        let findings = self.findings.listed().iter().map(|finding| {
            let (header, column) = finding.location.column.clone().unzip();
            json!({
                "severity": finding.severity.code(), "file": finding.location.file, "line": finding.location.line,
                "column": column, "header": header, "message": finding.message(language)
            })
        });
        json!({
            "localgov_code": self.dataset.as_ref().map(|dataset| &dataset.id),
            "ready": self.dataset.is_some(),
            "errors": self.count(Severity::Error),
            "warnings": self.count(Severity::Warning),
            "notes": self.count(Severity::Note),
            "rows": tables.map(|rows| (rows.table.name.to_owned(), json!(rows.count()))).collect::<serde_json::Map<_, _>>(),
            "findings": findings.collect::<Vec<_>>()
        })
    }
}

fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Reads and checks an input and prints the report. Returns `None` if it has errors.
pub(super) fn load(paths: &[PathBuf], language: Language) -> Option<(Dataset, Input)> {
    let report = Report::of(paths);
    report.print(language);
    print(&report.summary(language));
    report.dataset.zip(report.input)
}

/// Reads and checks an input. Prints the findings and returns `None` if it has errors.
pub(super) fn read(paths: &[PathBuf], language: Language) -> Option<(Dataset, Input)> {
    let report = Report::of(paths);
    if report.dataset.is_none() {
        report.print(language);
    }
    report.dataset.zip(report.input)
}
