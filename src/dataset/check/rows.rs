//! Rules of single rows.

use super::checker::{Checker, Result};
use crate::dataset::fault::{Fault, excerpt};
use crate::dataset::row::Row;
use crate::model::ids::is_sdg_target;
use crate::model::{Scope, codes};

impl Checker<'_> {
    /// Rules of a single row and the rows it refers to.
    pub(super) fn row(&mut self, row: &Row, government: &str) -> Result {
        if self.dataset.scope() == Scope::Government {
            self.government_of_row(row, government);
        }
        self.doubt_and_text_origin(row);
        match row.table.name {
            "sections" => self.same_plan(row, "parent_section_id", "sections")?,
            "measures" => self.measure(row)?,
            "measure_tags" => self.tag(row),
            "departments" if row.get("name").contains(';') => self.error(row, "name", Fault::Semicolon),
            "achievements" if row.integer("part").is_some_and(|part| part < 1) => {
                self.error(row, "part", Fault::PartBelowOne);
            }
            // Without an indicator, only the observation itself can be checked.
            "observations" if row.get("indicator_id").is_empty() => self.observation(row, None, None),
            "topic_members" if row.get("indicator_id").is_empty() == row.get("measure_id").is_empty() => {
                self.error_between(row, ["indicator_id", "measure_id"], Fault::TopicMemberReference);
            }
            _ => {}
        }
        let (first, last) = (row.integer("start_fiscal_year"), row.integer("end_fiscal_year"));
        if first.zip(last).is_some_and(|(first, last)| first > last) {
            self.error(row, "end_fiscal_year", Fault::SpanReversed);
        }
        Ok(())
    }

    fn doubt_and_text_origin(&mut self, row: &Row) {
        const TEXTS: [&str; 8] =
            ["overview", "current_issues", "approach", "desired_state", "planned", "result", "review", "target_text"];
        if row.get("doubt") == "other" && row.get("note").is_empty() {
            self.error(row, "note", Fault::DoubtWithoutNote);
        }
        let has_origin = row.table.column("text_origin").is_some();
        let has_text = TEXTS.iter().any(|text| !row.get(text).is_empty());
        if has_origin && has_text && row.get("text_origin").is_empty() {
            self.error(row, "text_origin", Fault::TextWithoutOrigin);
        }
    }

    fn measure(&mut self, row: &Row) -> Result {
        let parent = row.get("parent_measure_id");
        if !parent.is_empty() && parent == row.get("id") {
            self.error(row, "parent_measure_id", Fault::Cycle { id: parent.to_owned() });
        } else if self
            .dataset
            .find("measures", parent)?
            .is_some_and(|parent| !parent.get("parent_measure_id").is_empty())
        {
            self.error(row, "parent_measure_id", Fault::TooDeep { id: parent.to_owned() });
        }
        self.same_plan(row, "parent_measure_id", "measures")?;
        self.same_plan(row, "section_id", "sections")
    }

    fn same_plan(&mut self, row: &Row, column: &str, table: &str) -> Result {
        let id = row.get(column);
        if self.dataset.find(table, id)?.is_some_and(|other| other.get("plan_id") != row.get("plan_id")) {
            self.error_between(row, [column, "plan_id"], Fault::OtherPlan { id: id.to_owned() });
        }
        Ok(())
    }

    fn tag(&mut self, row: &Row) {
        let (scheme, code) = (row.get("scheme"), row.get("code"));
        let list = match scheme {
            "goless" => &codes::TAG_GOLESS,
            "disclosure_channel" => &codes::TAG_DISCLOSURE_CHANNEL,
            "sdg_target" if !code.is_empty() && !is_sdg_target(code) => {
                return self.error(row, "code", Fault::NotAnSdgTarget { cell: excerpt(code) });
            }
            _ => return,
        };
        if list.get(code).is_none() {
            let allowed = list.values().collect::<Vec<_>>().join(", ");
            let fault = Fault::TagCode { code: excerpt(code), scheme: scheme.to_owned(), allowed };
            self.error(row, "code", fault);
        }
    }
}
