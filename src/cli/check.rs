//! `tassei check`: every problem of a folder, in words.

use std::path::Path;
use std::process::ExitCode;

use super::{eprint, print};
use crate::config::Check;
use crate::dataset::{Dataset, Finding, Input, Severity, grouped};
use crate::text::Language;

pub(super) fn run(settings: &Check) -> ExitCode {
    match load(&settings.folder, settings.lang) {
        Some(_) => ExitCode::SUCCESS,
        None => ExitCode::FAILURE,
    }
}

/// Reads and checks a folder and reports what was found; nothing if it has errors.
pub(super) fn load(folder: &Path, language: Language) -> Option<(Dataset, Input)> {
    let (input, dataset, findings) = match Input::folder(folder) {
        Ok(input) => {
            let (dataset, findings) = Dataset::load(&input);
            (Some(input), dataset, findings)
        }
        Err(findings) => (None, None, findings),
    };
    for group in grouped(&findings) {
        eprint(&group.to(language));
    }
    print(&summary(dataset.as_ref(), &findings, language));
    dataset.zip(input)
}

fn summary(dataset: Option<&Dataset>, findings: &[Finding], language: Language) -> String {
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    let warnings = findings.len() - errors;
    let Some(dataset) = dataset else {
        return language.pick(
            format!("エラー {errors} 件、注意 {warnings} 件。エラーを直してから取り込んでください。"),
            format!("{errors} errors, {warnings} warnings. Mend the errors before importing."),
        );
    };
    let tables = dataset.tables.iter().filter(|rows| !rows.rows.is_empty());
    let counts = tables.map(|rows| {
        let (label, rows) = (rows.table.label.to(language), rows.rows.len());
        language.pick(format!("  {label} {rows} 行"), format!("  {label}: {rows} rows"))
    });
    let head = language.pick(
        format!("{}: 取り込めます（エラー 0 件、注意 {warnings} 件）。", dataset.id),
        format!("{}: ready to import (0 errors, {warnings} warnings).", dataset.id),
    );
    std::iter::once(head).chain(counts).collect::<Vec<_>>().join("\n")
}
