//! State and reporting of the checks.

use std::collections::HashSet;

use crate::dataset::fault::Fault;
use crate::dataset::finding::{Finding, Findings, Location, Severity};
use crate::dataset::row::Row;
use crate::dataset::staging::StagingError;
use crate::dataset::tables::{Dataset, Rows};

pub(super) type Result<T = ()> = std::result::Result<T, StagingError>;

/// Checks a dataset and collects the findings.
pub(super) struct Checker<'a> {
    pub(super) dataset: &'a Dataset,
    pub(super) findings: &'a mut Findings,
    /// Ids with more than [`limits::ROWS_PER_PARENT`](crate::model::limits::ROWS_PER_PARENT) rows. These rows are not
    /// compared with each other.
    pub(super) oversized: HashSet<String>,
}

impl<'a> Checker<'a> {
    pub(super) fn new(dataset: &'a Dataset, findings: &'a mut Findings) -> Self {
        Self { dataset, findings, oversized: HashSet::new() }
    }

    /// Reports an error of a cell by its line.
    pub(super) fn error_at(&mut self, rows: Rows<'_>, line: u64, column: &str, fault: Fault) {
        self.report_at(Severity::Error, rows, line, column, fault);
    }

    /// Reports an error of a cell.
    pub(super) fn error(&mut self, row: &Row, column: &str, fault: Fault) {
        self.report(Severity::Error, row, column, fault);
    }

    /// Reports an inconsistency between two cells, at the first of them.
    pub(super) fn error_between(&mut self, row: &Row, [column, other]: [&str; 2], fault: Fault) {
        if !row.is_invalid(other) {
            self.error(row, column, fault);
        }
    }

    /// Reports a warning on a cell.
    pub(super) fn warn(&mut self, row: &Row, column: &str, fault: Fault) {
        self.report(Severity::Warning, row, column, fault);
    }

    /// Reports a note on a cell.
    pub(super) fn note(&mut self, row: &Row, column: &str, fault: Fault) {
        self.report(Severity::Note, row, column, fault);
    }

    /// Reports a finding unless the cell is invalid, which has been reported already.
    fn report(&mut self, severity: Severity, row: &Row, column: &str, fault: Fault) {
        if let Some(rows) = self.dataset.rows(row.table.name).filter(|_| !row.is_invalid(column)) {
            self.report_at(severity, rows, row.line, column, fault);
        }
    }

    fn report_at(&mut self, severity: Severity, rows: Rows<'_>, line: u64, column: &str, fault: Fault) {
        let header = rows.table.column(column).map_or(column, |column| column.header);
        let column = Some((header.to_owned(), column.to_owned()));
        let location = Location { file: rows.file().to_owned(), line: Some(line), column };
        self.findings.push(Finding { severity, location, fault });
    }

    /// Returns whether a table could not be read, which is reported once instead of for each row that refers to it.
    pub(super) fn is_unreadable(&self, table: &str) -> bool {
        self.dataset.rows(table).is_some_and(|rows| self.findings.is_unreadable(rows.file()))
    }

    /// Calls `visit` once for each value of a column, except for oversized ids.
    pub(super) fn for_each_value(
        &mut self,
        rows: Rows<'_>,
        column: &str,
        mut visit: impl FnMut(&mut Self, &str) -> Result,
    ) -> Result {
        let mut last = String::new();
        rows.for_each_key(&[column], |cells, _| {
            let value = cells.first().copied().unwrap_or_default();
            if last != value {
                value.clone_into(&mut last);
                if !self.oversized.contains(value) {
                    visit(self, value)?;
                }
            }
            Ok(())
        })
    }

    /// Returns the last year that the plan of an indicator has reported on.
    pub(super) fn last_reported_year(&self, indicator: &Row) -> Result<Option<i32>> {
        let Some(measure) = self.dataset.find("measures", indicator.get("measure_id"))? else { return Ok(None) };
        let plan = self.dataset.find("plans", measure.get("plan_id"))?;
        Ok(plan.and_then(|plan| plan.integer("reported_through_fiscal_year")))
    }
}

/// Returns the codes of the members of a breakdown; `None` if one is invalid, so that the codes are not all known.
pub(super) fn member_codes(members: &[Row]) -> Option<HashSet<&str>> {
    let all_valid = members.iter().all(|member| !member.is_invalid("code"));
    all_valid.then(|| members.iter().map(|member| member.get("code")).collect())
}
