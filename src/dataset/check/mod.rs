//! Rules between cells, rows and tables. Formats of single cells are checked while reading.

mod checker;
mod departments;
mod government;
mod indicators;
mod keys;
mod observations;
mod printed_text;
mod rows;
mod sums;

use super::finding::Findings;
use super::staging::StagingError;
use super::tables::Dataset;
use crate::model::Scope;
use checker::Checker;

/// Checks all rules and reports violations.
pub(super) fn check(dataset: &Dataset, findings: &mut Findings) -> Result<(), StagingError> {
    let mut checker = Checker::new(dataset, findings);
    if dataset.scope() == Scope::Government {
        checker.government()?;
    }
    let government = dataset.government()?;
    let name = government.as_ref().map_or("", |government| government.get("name"));
    for rows in dataset.tables() {
        checker.ids(rows)?;
        checker.unique_keys(rows)?;
        checker.references(rows)?;
        for row in rows.iter() {
            checker.row(&row?, name)?;
        }
        match rows.table.name {
            "departments" => checker.departments(rows)?,
            "sections" => checker.cycles(rows, "parent_section_id")?,
            "breakdowns" => checker.breakdowns(rows)?,
            "indicators" => checker.indicators(rows)?,
            "observations" => checker.observations(rows)?,
            _ => {}
        }
    }
    Ok(())
}
