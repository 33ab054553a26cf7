//! Reading and checking an input in one step.

use super::check::check;
use super::fault::Fault;
use super::finding::{Finding, Findings, Severity};
use super::input::Input;
use super::read::read;
use super::tables::{Dataset, Rows};

impl Dataset {
    /// Reads and checks `input`. Returns a dataset unless one of the findings is an error.
    pub fn load(input: &Input) -> (Option<Self>, Findings) {
        let mut findings = Findings::default();
        let dataset = read(input, &mut findings).and_then(|dataset| {
            if let Some(dataset) = &dataset {
                check(dataset, &mut findings)?;
            }
            Ok(dataset)
        });
        let dataset = dataset.unwrap_or_else(|error| {
            findings.push(Finding::file_error(&input.name, Fault::StagingFailed { reason: error.to_string() }));
            None
        });
        let files: Vec<&str> = dataset.iter().flat_map(Dataset::tables).map(Rows::file).collect();
        findings.finish(&files);
        let failed = findings.count(Severity::Error) > 0;
        (dataset.filter(|_| !failed), findings)
    }
}
