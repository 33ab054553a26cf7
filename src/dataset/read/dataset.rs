//! Reading all tables of an input.

use std::collections::BTreeSet;

use super::cells::government_code;
use super::context::{InputNotes, report_normalised};
use super::table::{Workbooks, read_table};
use crate::dataset::fault::Fault;
use crate::dataset::finding::{Finding, Findings, Severity};
use crate::dataset::input::{DATAPACKAGE, Input, Source};
use crate::dataset::staging::StagingError;
use crate::dataset::tables::Dataset;
use crate::model::{PROFILE_VERSION, Scope, Table, table, tables_of};

/// Reads the tables of `input`. Returns `None` if their owner is unknown, which is reported.
pub(in crate::dataset) fn read(input: &Input, findings: &mut Findings) -> Result<Option<Dataset>, StagingError> {
    findings.extend(input.findings.iter().cloned());
    if let Some(package) = &input.datapackage {
        check_profile(package, findings);
    }
    let Some(id) = owner(input, findings) else { return Ok(None) };
    let mut dataset = Dataset::empty(id)?;
    let mut workbooks = Workbooks::default();
    let mut notes = InputNotes::default();
    let is_workbook = input.files.iter().any(|file| matches!(file.source, Source::Sheet { .. }));
    for table in tables_of(dataset.scope()) {
        let mut files = input.files.iter().filter(|file| file.table.name == table.name);
        if let Some(file) = files.next() {
            findings.extend(files.map(|duplicate| {
                Finding::file_error(&duplicate.name, Fault::DuplicateTable { other: file.name.clone() })
            }));
            dataset.set_file(table, &file.name);
            read_table(&mut dataset, file, &mut workbooks, &mut notes, findings)?;
        } else {
            // An error, because an import replaces everything: a forgotten table would delete its rows.
            let missing = if is_workbook { missing_sheet(table) } else { missing_file(id, table) };
            dataset.set_file(table, &missing.location.file);
            findings.push(missing);
        }
        dataset.complete(table)?;
    }
    report_normalised(notes.filled, findings);
    if notes.examples > 0 {
        let fault = Fault::ExamplesSkipped { count: notes.examples };
        findings.push(Finding::for_file(Severity::Note, &input.name, fault));
    }
    Ok(Some(dataset))
}

/// Returns the owner of the tables; `None` if there is none, several, or its code is invalid, which is reported.
fn owner<'a>(input: &'a Input, findings: &mut Findings) -> Option<&'a str> {
    let owners: BTreeSet<&str> = input.files.iter().map(|file| file.owner.as_str()).collect();
    if owners.len() > 1 {
        let codes = owners.into_iter().collect::<Vec<_>>().join(", ");
        findings.push(Finding::file_error(&input.name, Fault::SeveralGovernments { codes }));
        return None;
    }
    let Some(id) = owners.into_iter().next() else {
        if findings.count(Severity::Error) == 0 {
            findings.push(Finding::file_error(&input.name, Fault::NoTables));
        }
        return None;
    };
    if Scope::of(id) == Scope::Government
        && let Err(fault) = government_code(id)
    {
        // Every id begins with the code: report it once instead of for every row.
        findings.push(Finding::file_error(&code_location(input, id), fault));
        return None;
    }
    Some(id)
}

/// Returns the files or the sheet that contain the code of the government.
fn code_location(input: &Input, id: &str) -> String {
    let own = input.files.iter().find(|file| file.table.name == "local_governments");
    match own {
        Some(file) => file.name.clone(),
        // A workbook without that sheet.
        None if id.is_empty() => table("local_governments").map_or(String::new(), |table| table.label.ja.to_owned()),
        None => format!("{id}_*.csv"),
    }
}

fn missing_file(owner: &str, table: &Table) -> Finding {
    let file = table.file_name(owner);
    Finding::file_error(&file, Fault::MissingFile { file: file.clone() })
}

fn missing_sheet(table: &Table) -> Finding {
    let sheet = table.label.ja;
    Finding::file_error(sheet, Fault::MissingSheet { sheet })
}

fn check_profile(package: &[u8], findings: &mut Findings) {
    let package: serde_json::Value = match serde_json::from_slice(package) {
        Ok(package) => package,
        Err(reason) => {
            let fault = Fault::DatapackageUnreadable { reason: reason.to_string() };
            findings.push(Finding::file_error(DATAPACKAGE, fault));
            return;
        }
    };
    let Some(found) = package.get("profile_version") else { return };
    if found.as_u64().is_none_or(|version| version > u64::from(PROFILE_VERSION)) {
        let fault = Fault::NewerProfile { found: found.to_string(), known: PROFILE_VERSION };
        findings.push(Finding::file_error(DATAPACKAGE, fault));
    }
}
