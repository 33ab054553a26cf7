//! Rules of indicators and their breakdowns.

use std::collections::BTreeSet;

use super::checker::{Checker, Result, member_codes};
use crate::dataset::fault::{Fault, excerpt};
use crate::dataset::row::Row;
use crate::dataset::tables::Rows;
use crate::domain::progress::TOTAL;
use crate::model::ids::is_id;

impl Checker<'_> {
    /// Unit, role and breakdown dimension of each indicator.
    pub(super) fn indicators(&mut self, rows: Rows<'_>) -> Result {
        // Without observations, roles cannot be checked.
        if self.is_unreadable("observations") {
            return Ok(());
        }
        let mut all_valid = true;
        if let Some(observations) = self.dataset.rows("observations") {
            all_valid = !observations.has_invalid("indicator_id")? && !observations.has_invalid("kind")?;
        }
        for row in rows.iter() {
            let row = row?;
            if !self.oversized.contains(row.get("id")) {
                self.unit(&row);
                self.role(&row, all_valid)?;
            }
        }
        Ok(())
    }

    fn unit(&mut self, indicator: &Row) {
        let value_type = indicator.get("value_type");
        if matches!(value_type, "number" | "percent") && indicator.get("unit").is_empty() {
            // Only a warning: the document may not print a unit.
            self.warn(indicator, "unit", Fault::UnitMissing { value_type: value_type.to_owned() });
        }
        let unit_code = indicator.get("unit_code");
        if value_type == "percent" && unit_code != "percent" && !unit_code.is_empty() {
            self.error(indicator, "unit_code", Fault::PercentUnit { unit_code: unit_code.to_owned() });
        }
    }

    /// The role matches the observations, and indicators with breakdowns have a dimension. With `all_valid` false, an
    /// observation of any indicator may be missing.
    fn role(&mut self, indicator: &Row, all_valid: bool) -> Result {
        let id = indicator.get("id");
        let observations = self.dataset.rows_where("observations", "indicator_id", id)?;
        let kinds: BTreeSet<&str> = observations.iter().map(|observation| observation.get("kind")).collect();
        match (indicator.get("role"), kinds.contains("target")) {
            ("target", false) if all_valid => self.error(indicator, "role", Fault::RoleWithoutTarget),
            ("monitoring", true) => self.error(indicator, "role", Fault::TargetWithoutRole),
            _ => {}
        }
        if indicator.get("breakdown_dimension").is_empty()
            && self.dataset.count_where("breakdowns", "indicator_id", id)? > 0
        {
            self.error(indicator, "breakdown_dimension", Fault::DimensionMissing);
        }
        // Only a note: the document may have no actual, or it was forgotten.
        let last_reported = self.last_reported_year(indicator)?;
        let has_no_actual = all_valid && kinds.contains("target") && !kinds.contains("actual");
        if let Some(plan_through) = last_reported.filter(|_| has_no_actual) {
            self.note(indicator, "role", Fault::NoActual { plan_through });
        }
        Ok(())
    }

    /// Codes and parent codes of the breakdowns of each indicator.
    pub(super) fn breakdowns(&mut self, rows: Rows<'_>) -> Result {
        self.for_each_value(rows, "indicator_id", |checker, indicator_id| {
            let members = checker.dataset.rows_where("breakdowns", "indicator_id", indicator_id)?;
            let codes = member_codes(&members);
            for member in &members {
                match member.get("code") {
                    TOTAL => checker.error(member, "code", Fault::ReservedTotal),
                    // A dot separates a sub-code; it becomes a hyphen in ids.
                    code if !code.is_empty() && !is_id(&code.replace('.', "-")) => {
                        checker.error(member, "code", Fault::NotABreakdownCode { cell: excerpt(code) });
                    }
                    _ => {}
                }
                let parent = member.get("parent_code");
                if !parent.is_empty() && codes.as_ref().is_some_and(|codes| !codes.contains(parent)) {
                    checker.error(member, "parent_code", Fault::UnknownBreakdown { code: excerpt(parent) });
                }
            }
            Ok(())
        })
    }
}
