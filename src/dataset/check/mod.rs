//! The rules between cells, rows and tables. Knows the definitions and the rows; forms of single cells are `read`'s,
//! rules of the figures are `figures`'.

mod figures;

use std::collections::{BTreeSet, HashMap, HashSet};

use super::finding::{Finding, Findings, Place, Severity};
use super::nearest::Nearest;
use super::{Dataset, Row, Rows, StageError};
use crate::dataset::fault::{Fault, short};
use crate::domain::fold;
use crate::domain::progress::TOTAL;
use crate::model::ids::{is_id, is_sdg_target};
use crate::model::limits;
use crate::model::{Kind, Scope, codes};

type Result<T = ()> = std::result::Result<T, StageError>;

/// Unknown ids of a column for which the nearest known one is looked for: each is held against all ids.
const COMPARED: usize = 20;

/// Tells what breaks a rule.
///
/// # Errors
/// [`StageError`].
pub(super) fn check(dataset: &Dataset, findings: &mut Findings) -> Result {
    let mut checker = Checker { dataset, findings, crowded: HashSet::new() };
    if dataset.scope() == Scope::Government {
        checker.government()?;
    }
    let government = dataset.government()?;
    let name = government.as_ref().map_or("", |government| government.get("name"));
    for rows in dataset.tables() {
        checker.ids(rows)?;
        checker.keys(rows)?;
        checker.references(rows)?;
        for row in rows.iter() {
            checker.row(&row?, name)?;
        }
        match rows.table.name {
            "departments" => checker.spellings(rows)?,
            "sections" => checker.circles(rows, "parent_section_id")?,
            "breakdowns" => checker.breakdowns(rows)?,
            "indicators" => checker.indicators(rows)?,
            "observations" => checker.observations(rows)?,
            _ => {}
        }
    }
    Ok(())
}

struct Checker<'a> {
    dataset: &'a Dataset,
    findings: &'a mut Findings,
    /// Ids that too many rows of one table refer to.
    crowded: HashSet<String>,
}

impl Checker<'_> {
    fn say(&mut self, severity: Severity, rows: Rows<'_>, line: u64, column: &str, fault: Fault) {
        let header = rows.table.column(column).map_or(column, |column| column.header);
        let column = Some((header.to_owned(), column.to_owned()));
        let place = Place { file: rows.file().to_owned(), line: Some(line), column };
        self.findings.push(Finding { severity, place, fault });
    }

    /// Says something of a cell, unless it could not be read: what follows from that is not told again.
    fn say_of(&mut self, severity: Severity, row: &Row, column: &str, fault: Fault) {
        if let Some(rows) = self.dataset.rows(row.table.name).filter(|_| !row.is_unread(column)) {
            self.say(severity, rows, row.line, column, fault);
        }
    }

    fn error(&mut self, row: &Row, column: &str, fault: Fault) {
        self.say_of(Severity::Error, row, column, fault);
    }

    /// Says what does not fit in two cells, at the first of them.
    fn error_between(&mut self, row: &Row, [column, other]: [&str; 2], fault: Fault) {
        if !row.is_unread(other) {
            self.error(row, column, fault);
        }
    }

    fn warn(&mut self, row: &Row, column: &str, fault: Fault) {
        self.say_of(Severity::Warning, row, column, fault);
    }

    /// Whether a table could not be read as a whole: that is told once, not again for each row that refers to it.
    fn is_unread(&self, table: &str) -> bool {
        self.dataset.rows(table).is_some_and(|rows| self.findings.is_unread(rows.file()))
    }

    fn government(&mut self) -> Result {
        let Some(own) = self.dataset.rows("local_governments") else { return Ok(()) };
        if own.count() != 1 {
            let rows = usize::try_from(own.count()).unwrap_or(usize::MAX);
            self.say(Severity::Error, own, 1, "localgov_code", Fault::OneGovernmentRow { rows });
        }
        let Some(government) = self.dataset.government()? else { return Ok(()) };
        let area = self.dataset.id.get(..5).unwrap_or_default();
        let found = government.get("standard_area_code");
        if !found.is_empty() && found != area {
            let fault = Fault::AreaCode { cell: short(found), expected: area.to_owned() };
            self.error(&government, "standard_area_code", fault);
        }
        Ok(())
    }

    fn ids(&mut self, rows: Rows<'_>) -> Result {
        let mut first: Option<(String, u64)> = None;
        rows.keys(&["id"], |cells, line| {
            let id = cells.first().copied().unwrap_or_default();
            match &first {
                _ if id.is_empty() => {}
                Some((known, first_line)) if known == id => {
                    let fault = Fault::RepeatedId { id: id.to_owned(), first_line: *first_line };
                    self.say(Severity::Error, rows, line, "id", fault);
                }
                _ => first = Some((id.to_owned(), line)),
            }
            Ok(())
        })
    }

    fn keys(&mut self, rows: Rows<'_>) -> Result {
        for key in rows.table.unique {
            let mut first: Option<(Vec<String>, u64)> = None;
            rows.keys(key, |cells, line| {
                match &first {
                    _ if cells.iter().all(|cell| cell.is_empty()) => {}
                    Some((known, first_line)) if known == cells => {
                        let header =
                            |name: &&'static str| rows.table.column(name).map_or(*name, |column| column.header);
                        let columns = key.iter().map(header).collect::<Vec<_>>().join("・");
                        let fault = Fault::RepeatedKey { columns, first_line: *first_line };
                        self.say(Severity::Error, rows, line, key.last().copied().unwrap_or("id"), fault);
                    }
                    _ => first = Some((cells.iter().map(|cell| (*cell).to_owned()).collect(), line)),
                }
                Ok(())
            })?;
        }
        Ok(())
    }

    fn references(&mut self, rows: Rows<'_>) -> Result {
        for column in rows.table.columns {
            let Kind::Reference(target) = column.kind else { continue };
            // A shared table refers to governments that this instance may not have.
            let Some(known) = self.dataset.rows(target).filter(|known| !self.findings.is_unread(known.file())) else {
                continue;
            };
            // Equal ids come together: each is looked for once.
            let mut last: Option<(String, Option<Fault>)> = None;
            let (mut compared, mut count) = (0, 0);
            let belong_together = matches!(column.name, "indicator_id" | "measure_id");
            rows.keys(&[column.name], |cells, line| {
                let id = cells.first().copied().unwrap_or_default();
                if last.as_ref().is_none_or(|(seen, _)| seen != id) {
                    let is_known = id.is_empty() || known.find(id)?.is_some();
                    let fault = if is_known {
                        None
                    } else {
                        compared += 1;
                        let nearest = if compared <= COMPARED { nearest_id(id, known)? } else { None };
                        Some(Fault::Dangling { id: id.to_owned(), table: target, nearest })
                    };
                    last = Some((id.to_owned(), fault));
                    count = 0;
                }
                count += 1;
                if belong_together && count > limits::ROWS_PER_PARENT && !id.is_empty() {
                    if self.crowded.insert(id.to_owned()) {
                        let fault = Fault::TooManyOfOne { limit: limits::ROWS_PER_PARENT };
                        self.say(Severity::Error, rows, line, column.name, fault);
                    }
                    return Ok(());
                }
                if let Some((_, Some(fault))) = &last {
                    self.say(Severity::Error, rows, line, column.name, fault.clone());
                }
                Ok(())
            })?;
        }
        Ok(())
    }

    /// The rules that a row keeps or breaks by itself or by the rows it refers to.
    fn row(&mut self, row: &Row, government: &str) -> Result {
        if self.dataset.scope() == Scope::Government {
            self.own_row(row, government);
        }
        self.doubts_and_texts(row);
        match row.table.name {
            "sections" => self.same_plan(row, "parent_section_id", "sections")?,
            "measures" => self.measure(row)?,
            "measure_tags" => self.tag(row),
            "departments" if row.get("name").contains(';') => self.error(row, "name", Fault::Semicolon),
            "achievements" if row.integer("part").is_some_and(|part| part < 1) => {
                self.error(row, "part", Fault::PartBelowOne);
            }
            // Its indicator could not be read: the figure itself can be judged all the same.
            "observations" if row.get("indicator_id").is_empty() => self.figure(row, None, None),
            "topic_members" if row.get("indicator_id").is_empty() == row.get("measure_id").is_empty() => {
                self.error_between(row, ["indicator_id", "measure_id"], Fault::MemberOfNeither);
            }
            _ => {}
        }
        let (first, last) = (row.integer("start_fiscal_year"), row.integer("end_fiscal_year"));
        if first.zip(last).is_some_and(|(first, last)| first > last) {
            self.error(row, "end_fiscal_year", Fault::SpanReversed);
        }
        Ok(())
    }

    /// Every row of every table names the government, by its code and by its name, and its id begins with the code.
    fn own_row(&mut self, row: &Row, government: &str) {
        let code = self.dataset.id.clone();
        let found = row.get("localgov_code");
        if !found.is_empty() && found != code {
            let fault = Fault::OtherGovernment { cell: short(found), expected: code.clone() };
            self.error(row, "localgov_code", fault);
        }
        let found = row.get("localgov_name");
        if !found.is_empty() && !government.is_empty() && found != government {
            let fault = Fault::OtherName { cell: short(found), expected: short(government) };
            self.error(row, "localgov_name", fault);
        }
        let id = row.get("id");
        let is_own = row.table.name == "local_governments";
        let prefix = if is_own { code } else { format!("{code}-") };
        let is_bad = if is_own { id != prefix } else { !id.starts_with(&prefix) };
        if is_bad && !id.is_empty() {
            self.error(row, "id", Fault::IdPrefix { id: id.to_owned(), prefix });
        }
    }

    fn doubts_and_texts(&mut self, row: &Row) {
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

    fn circles(&mut self, rows: Rows<'_>, above: &str) -> Result {
        // Under a circle hang rows that are not of it: what nothing hangs under is taken away until nothing is.
        let mut left: HashMap<String, (String, u64)> =
            rows.without_top(above)?.into_iter().map(|(id, above, line)| (id, (above, line))).collect();
        let mut below: HashMap<String, usize> = HashMap::new();
        for (above, _) in left.values() {
            *below.entry(above.clone()).or_default() += 1;
        }
        let mut ends: Vec<String> = left.keys().filter(|id| !below.contains_key(*id)).cloned().collect();
        while let Some(end) = ends.pop() {
            let Some((above, _)) = left.remove(&end) else { continue };
            if let Some(count) = below.get_mut(&above) {
                *count -= 1;
                if *count == 0 {
                    ends.push(above);
                }
            }
        }
        for (id, (_, line)) in left {
            self.say(Severity::Error, rows, line, above, Fault::Cycle { id });
        }
        Ok(())
    }

    fn measure(&mut self, row: &Row) -> Result {
        let parent = row.get("parent_measure_id");
        if !parent.is_empty() && parent == row.get("id") {
            self.error(row, "parent_measure_id", Fault::Cycle { id: parent.to_owned() });
        } else if self.dataset.find("measures", parent)?.is_some_and(|above| !above.get("parent_measure_id").is_empty())
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
                return self.error(row, "code", Fault::NotAnSdgTarget { cell: short(code) });
            }
            _ => return,
        };
        if list.get(code).is_none() {
            let allowed = list.values().collect::<Vec<_>>().join(", ");
            let fault = Fault::TagCode { code: short(code), scheme: scheme.to_owned(), allowed };
            self.error(row, "code", fault);
        }
    }

    fn indicators(&mut self, rows: Rows<'_>) -> Result {
        // Without the figures nothing can be said of a role.
        if self.is_unread("observations") {
            return Ok(());
        }
        let mut all_known = true;
        if let Some(figures) = self.dataset.rows("observations") {
            all_known = !figures.has_unread("indicator_id")? && !figures.has_unread("kind")?;
        }
        for row in rows.iter() {
            let row = row?;
            if self.crowded.contains(row.get("id")) {
                continue;
            }
            let value_type = row.get("value_type");
            if matches!(value_type, "number" | "percent") && row.get("unit").is_empty() {
                // The document may print none, and nothing is to be made up.
                self.warn(&row, "unit", Fault::UnitMissing { value_type: value_type.to_owned() });
            }
            let unit_code = row.get("unit_code");
            if value_type == "percent" && unit_code != "percent" && !unit_code.is_empty() {
                self.error(&row, "unit_code", Fault::PercentUnit { unit_code: unit_code.to_owned() });
            }
            let figures = self.dataset.of("observations", "indicator_id", row.get("id"))?;
            let kinds: BTreeSet<&str> = figures.iter().map(|figure| figure.get("kind")).collect();
            match (row.get("role"), kinds.contains("target")) {
                ("target", false) if all_known => self.error(&row, "role", Fault::RoleWithoutTarget),
                ("monitoring", true) => self.error(&row, "role", Fault::TargetWithoutRole),
                _ => {}
            }
            if row.get("breakdown_dimension").is_empty()
                && self.dataset.count_of("breakdowns", "indicator_id", row.get("id"))? > 0
            {
                self.error(&row, "breakdown_dimension", Fault::NoDimension);
            }
            // A target that nobody reports on: a document may print no actual, a clerk may forget one.
            let through = self.reported_through(&row)?;
            if let Some(plan_through) =
                through.filter(|_| all_known && kinds.contains("target") && !kinds.contains("actual"))
            {
                self.say_of(Severity::Note, &row, "role", Fault::NoActualReported { plan_through });
            }
        }
        Ok(())
    }

    /// The last year that the plan of an indicator has reported on.
    fn reported_through(&self, indicator: &Row) -> Result<Option<i32>> {
        let Some(measure) = self.dataset.find("measures", indicator.get("measure_id"))? else { return Ok(None) };
        let plan = self.dataset.find("plans", measure.get("plan_id"))?;
        Ok(plan.and_then(|plan| plan.integer("reported_through_fiscal_year")))
    }

    /// Width, case, kana and spaces apart the same name: two rows of one department. Names are answered as a list joined
    /// by `;`.
    fn spellings(&mut self, rows: Rows<'_>) -> Result {
        // Only hashes are held: names may be long.
        let hasher = std::hash::RandomState::new();
        let hash = |text: &str| std::hash::BuildHasher::hash_one(&hasher, text);
        let mut known: HashMap<u64, (u64, String)> = HashMap::new();
        for row in rows.iter() {
            let row = row?;
            let name = row.get("name");
            let folded: String = fold(name).split_whitespace().collect();
            match known.get(&hash(&folded)) {
                Some((other, id)) if *other != hash(name) => {
                    let other = self.dataset.find("departments", id)?;
                    let other = other.map_or(String::new(), |other| short(other.get("name")));
                    self.warn(&row, "name", Fault::SpelledTwoWays { other });
                }
                _ => drop(known.insert(hash(&folded), (hash(name), row.get("id").to_owned()))),
            }
        }
        Ok(())
    }

    fn breakdowns(&mut self, rows: Rows<'_>) -> Result {
        self.each_group(rows, "indicator_id", |checker, indicator_id| {
            let members = checker.dataset.of("breakdowns", "indicator_id", indicator_id)?;
            let codes = member_codes(&members);
            for member in &members {
                match member.get("code") {
                    TOTAL => checker.error(member, "code", Fault::ReservedTotal),
                    // A dot leads from a member to a part of it; in ids it becomes a hyphen.
                    code if !code.is_empty() && !is_id(&code.replace('.', "-")) => {
                        checker.error(member, "code", Fault::NotABreakdownCode { cell: short(code) });
                    }
                    _ => {}
                }
                let parent = member.get("parent_code");
                if !parent.is_empty() && codes.as_ref().is_some_and(|codes| !codes.contains(parent)) {
                    checker.error(member, "parent_code", Fault::NoSuchBreakdown { code: short(parent) });
                }
            }
            Ok(())
        })
    }

    /// Calls `see` once with each value of a column.
    fn each_group(&mut self, rows: Rows<'_>, column: &str, mut see: impl FnMut(&mut Self, &str) -> Result) -> Result {
        let mut last = String::new();
        rows.keys(&[column], |cells, _| {
            let value = cells.first().copied().unwrap_or_default();
            if last != value {
                value.clone_into(&mut last);
                // Too many to be held together: that was told.
                if !self.crowded.contains(value) {
                    see(self, value)?;
                }
            }
            Ok(())
        })
    }
}

/// The codes of the members of a breakdown; none where one could not be read, and may be any.
fn member_codes(members: &[Row]) -> Option<HashSet<&str>> {
    let all_read = members.iter().all(|member| !member.is_unread("code"));
    all_read.then(|| members.iter().map(|member| member.get("code")).collect())
}

/// Of the ids of a table the nearest to an unknown one.
fn nearest_id(id: &str, known: Rows<'_>) -> Result<Option<String>> {
    let mut nearest = Nearest::to(id);
    known.keys(&["id"], |cells, _| {
        for candidate in cells {
            nearest.see(candidate);
        }
        Ok(())
    })?;
    Ok(nearest.found())
}
