//! The rules between cells, rows and tables. Knows the definitions and the rows; forms of single cells are `read`'s.

use std::collections::{BTreeMap, HashMap, HashSet};

use rust_decimal::Decimal;
use unicode_normalization::UnicodeNormalization;

use super::definitions::{Kind, Scope, codes};
use super::finding::{Finding, Place, Severity};
use super::read::{is_id, nearest};
use super::{Cells, Dataset, Rows};
use crate::domain::Number;
use crate::text::Fault;

/// The code of the total in every breakdown.
const TOTAL: &str = "_T";

/// Gives observations and achievements without an id the one their other cells say.
pub(super) fn fill_ids(dataset: &mut Dataset) {
    for rows in &mut dataset.tables {
        let made: Vec<Option<String>> = rows
            .iter()
            .map(|cells| match rows.table.name {
                _ if !cells.get("id").is_empty() => None,
                "observations" => Some(observation_id(cells)),
                "achievements" => Some(achievement_id(cells)),
                _ => None,
            })
            .collect();
        let Some(place) = rows.table.position("id") else { continue };
        for (row, id) in rows.rows.iter_mut().zip(made) {
            if let (Some(slot), Some(id)) = (row.cells.get_mut(place), id) {
                *slot = id;
            }
        }
    }
}

/// `{indicator}[_{breakdown}]-{kind}-fy{year|x}[-{period_end}]-r{n}`; an id has no dots.
fn observation_id(cells: Cells<'_>) -> String {
    let breakdown = match cells.get("breakdown_code") {
        TOTAL => String::new(),
        code => format!("_{}", code.replace('.', "-")),
    };
    let year = match cells.get("fiscal_year") {
        "" => "x",
        year => year,
    };
    let period_end = match cells.get("period_end") {
        "" => String::new(),
        day => format!("-{}", day.replace('-', "")),
    };
    let (indicator, kind, revision) = (cells.get("indicator_id"), cells.get("kind"), cells.get("revision"));
    format!("{indicator}{breakdown}-{kind}-fy{year}{period_end}-r{revision}")
}

/// `{measure}-fy{year}[-p{part}]`.
fn achievement_id(cells: Cells<'_>) -> String {
    let part = match cells.get("part") {
        "" | "1" => String::new(),
        part => format!("-p{part}"),
    };
    format!("{}-fy{}{part}", cells.get("measure_id"), cells.get("fiscal_year"))
}

pub(super) fn check(dataset: &Dataset, findings: &mut Vec<Finding>) {
    let mut checker = Checker { findings };
    if dataset.scope() == Scope::Government {
        checker.government(dataset);
    }
    for rows in &dataset.tables {
        checker.ids(dataset, rows);
        checker.keys(rows);
        checker.references(dataset, rows);
        checker.doubts_and_texts(rows);
        match rows.table.name {
            "sections" => checker.sections(rows),
            "measures" => checker.measures(dataset, rows),
            "measure_tags" => checker.tags(rows),
            "indicators" => checker.indicators(dataset, rows),
            "breakdowns" => checker.breakdowns(rows),
            "observations" => checker.observations(dataset, rows),
            "topic_members" => checker.topic_members(rows),
            _ => {}
        }
        checker.spans(rows);
    }
}

struct Checker<'a> {
    findings: &'a mut Vec<Finding>,
}

impl Checker<'_> {
    fn say(&mut self, severity: Severity, rows: &Rows, line: u64, column: &str, fault: Fault) {
        let header = rows.table.column(column).map_or(column, |column| column.header);
        let column = Some((header.to_owned(), column.to_owned()));
        let place = Place { file: rows.file.clone(), line: Some(line), column };
        self.findings.push(Finding { severity, place, fault });
    }

    fn error(&mut self, rows: &Rows, cells: Cells<'_>, column: &str, fault: Fault) {
        self.say(Severity::Error, rows, cells.line(), column, fault);
    }

    fn warn(&mut self, rows: &Rows, cells: Cells<'_>, column: &str, fault: Fault) {
        self.say(Severity::Warning, rows, cells.line(), column, fault);
    }

    fn government(&mut self, dataset: &Dataset) {
        let Some(own) = dataset.rows("local_governments") else { return };
        // A missing file is told already.
        if own.rows.len() > 1 {
            self.say(Severity::Error, own, 1, "localgov_code", Fault::OneGovernmentRow { rows: own.rows.len() });
        }
        let Some(government) = own.iter().next() else { return };
        let area = dataset.id.get(..5).unwrap_or_default();
        let found = government.get("standard_area_code");
        if !found.is_empty() && found != area {
            let fault = Fault::AreaCode { cell: found.to_owned(), expected: area.to_owned() };
            self.error(own, government, "standard_area_code", fault);
        }
        let name = government.get("name");
        for rows in &dataset.tables {
            for cells in rows.iter() {
                let found = cells.get("localgov_code");
                if !found.is_empty() && found != dataset.id {
                    let fault = Fault::OtherGovernment { cell: found.to_owned(), expected: dataset.id.clone() };
                    self.error(rows, cells, "localgov_code", fault);
                }
                let found = cells.get("localgov_name");
                if !found.is_empty() && found != name {
                    let fault = Fault::OtherName { cell: found.to_owned(), expected: name.to_owned() };
                    self.error(rows, cells, "localgov_name", fault);
                }
            }
        }
    }

    fn ids(&mut self, dataset: &Dataset, rows: &Rows) {
        let mut lines: HashMap<&str, u64> = HashMap::new();
        for cells in rows.iter() {
            let id = cells.get("id");
            if id.is_empty() {
                continue;
            }
            if let Some(first_line) = lines.get(id) {
                self.error(rows, cells, "id", Fault::RepeatedId { id: id.to_owned(), first_line: *first_line });
            }
            lines.entry(id).or_insert(cells.line());
            let own = rows.table.name == "local_governments";
            let prefix = if own { dataset.id.clone() } else { format!("{}-", dataset.id) };
            let bad = if own { id != prefix } else { !id.starts_with(&prefix) };
            if dataset.scope() == Scope::Government && bad {
                self.error(rows, cells, "id", Fault::IdPrefix { id: id.to_owned(), prefix });
            }
        }
    }

    fn keys(&mut self, rows: &Rows) {
        for key in rows.table.unique {
            let mut lines: HashMap<Vec<&str>, u64> = HashMap::new();
            for cells in rows.iter() {
                let values: Vec<&str> = key.iter().map(|column| cells.get(column)).collect();
                if values.iter().all(|value| value.is_empty()) {
                    continue;
                }
                if let Some(first_line) = lines.get(&values) {
                    let names = key.iter().map(|name| rows.table.column(name).map_or(*name, |column| column.header));
                    let columns = names.collect::<Vec<_>>().join("・");
                    let last = key.last().copied().unwrap_or("id");
                    self.error(rows, cells, last, Fault::RepeatedKey { columns, first_line: *first_line });
                }
                lines.entry(values).or_insert(cells.line());
            }
        }
    }

    fn references(&mut self, dataset: &Dataset, rows: &Rows) {
        for column in rows.table.columns {
            let Kind::Reference(target) = column.kind else { continue };
            // A shared table refers to governments that this instance may not have.
            let Some(known) = dataset.rows(target) else { continue };
            let ids: HashSet<&str> = known.iter().map(|cells| cells.get("id")).collect();
            for cells in rows.iter() {
                let id = cells.get(column.name);
                if id.is_empty() || ids.contains(id) {
                    continue;
                }
                let nearest = nearest(id, ids.iter().copied());
                self.error(rows, cells, column.name, Fault::Dangling { id: id.to_owned(), table: target, nearest });
            }
        }
    }

    fn doubts_and_texts(&mut self, rows: &Rows) {
        const TEXTS: [&str; 8] =
            ["overview", "current_issues", "approach", "desired_state", "planned", "result", "review", "target_text"];
        let has_origin = rows.table.column("text_origin").is_some();
        for cells in rows.iter() {
            if cells.get("doubt") == "other" && cells.get("note").is_empty() {
                self.error(rows, cells, "note", Fault::DoubtWithoutNote);
            }
            let has_text = TEXTS.iter().any(|text| !cells.get(text).is_empty());
            if has_origin && has_text && cells.get("text_origin").is_empty() {
                self.error(rows, cells, "text_origin", Fault::TextWithoutOrigin);
            }
        }
    }

    fn spans(&mut self, rows: &Rows) {
        for cells in rows.iter() {
            let (first, last) = (cells.integer("start_fiscal_year"), cells.integer("end_fiscal_year"));
            if first.zip(last).is_some_and(|(first, last)| first > last) {
                self.error(rows, cells, "end_fiscal_year", Fault::SpanReversed);
            }
        }
    }

    fn sections(&mut self, rows: &Rows) {
        let by_id = rows.by_id();
        for cells in rows.iter() {
            let mut seen = HashSet::from([cells.get("id")]);
            let mut parent = by_id.get(cells.get("parent_section_id"));
            while let Some(above) = parent {
                if !seen.insert(above.get("id")) {
                    self.error(rows, cells, "parent_section_id", Fault::Cycle { id: cells.get("id").to_owned() });
                    break;
                }
                parent = by_id.get(above.get("parent_section_id"));
            }
            self.same_plan(rows, cells, "parent_section_id", &by_id);
        }
    }

    fn measures(&mut self, dataset: &Dataset, rows: &Rows) {
        let by_id = rows.by_id();
        for cells in rows.iter() {
            let parent = cells.get("parent_measure_id");
            if by_id.get(parent).is_some_and(|above| !above.get("parent_measure_id").is_empty()) {
                self.error(rows, cells, "parent_measure_id", Fault::TooDeep { id: parent.to_owned() });
            }
            if !parent.is_empty() && parent == cells.get("id") {
                self.error(rows, cells, "parent_measure_id", Fault::Cycle { id: parent.to_owned() });
            }
            self.same_plan(rows, cells, "parent_measure_id", &by_id);
            if let Some(sections) = dataset.rows("sections") {
                self.same_plan(rows, cells, "section_id", &sections.by_id());
            }
        }
    }

    fn same_plan(&mut self, rows: &Rows, cells: Cells<'_>, column: &str, known: &HashMap<&str, Cells<'_>>) {
        let id = cells.get(column);
        if known.get(id).is_some_and(|other| other.get("plan_id") != cells.get("plan_id")) {
            self.error(rows, cells, column, Fault::OtherPlan { id: id.to_owned() });
        }
    }

    fn tags(&mut self, rows: &Rows) {
        for cells in rows.iter() {
            let (scheme, code) = (cells.get("scheme"), cells.get("code"));
            let list = match scheme {
                "goless" => &codes::TAG_GOLESS,
                "disclosure_channel" => &codes::TAG_DISCLOSURE_CHANNEL,
                _ => continue,
            };
            if list.get(code).is_none() {
                let allowed = list.values().collect::<Vec<_>>().join(", ");
                let fault = Fault::TagCode { code: code.to_owned(), scheme: scheme.to_owned(), allowed };
                self.error(rows, cells, "code", fault);
            }
        }
    }

    fn indicators(&mut self, dataset: &Dataset, rows: &Rows) {
        let cell = |table, wanted: fn(Cells<'_>) -> bool| -> HashSet<String> {
            let rows = dataset.rows(table).into_iter().flat_map(Rows::iter);
            rows.filter(|cells| wanted(*cells)).map(|cells| cells.get("indicator_id").to_owned()).collect()
        };
        let with_target = cell("observations", |cells| cells.get("kind") == "target");
        let with_breakdown = cell("breakdowns", |_| true);
        for cells in rows.iter() {
            let value_type = cells.get("value_type");
            if matches!(value_type, "number" | "percent") && cells.get("unit").is_empty() {
                self.error(rows, cells, "unit", Fault::UnitMissing { value_type: value_type.to_owned() });
            }
            let unit_code = cells.get("unit_code");
            if value_type == "percent" && unit_code != "percent" && !unit_code.is_empty() {
                self.error(rows, cells, "unit_code", Fault::PercentUnit { unit_code: unit_code.to_owned() });
            }
            match (cells.get("role"), with_target.contains(cells.get("id"))) {
                ("target", false) => self.error(rows, cells, "role", Fault::RoleWithoutTarget),
                ("monitoring", true) => self.error(rows, cells, "role", Fault::TargetWithoutRole),
                _ => {}
            }
            if with_breakdown.contains(cells.get("id")) && cells.get("breakdown_dimension").is_empty() {
                self.error(rows, cells, "breakdown_dimension", Fault::NoDimension);
            }
        }
    }

    fn breakdowns(&mut self, rows: &Rows) {
        let known: HashSet<(&str, &str)> =
            rows.iter().map(|cells| (cells.get("indicator_id"), cells.get("code"))).collect();
        for cells in rows.iter() {
            match cells.get("code") {
                TOTAL => self.error(rows, cells, "code", Fault::ReservedTotal),
                // A dot leads from a member to a part of it; in ids it becomes a hyphen.
                code if !code.is_empty() && !is_id(&code.replace('.', "-")) => {
                    self.error(rows, cells, "code", Fault::NotABreakdownCode { cell: code.to_owned() });
                }
                _ => {}
            }
            let parent = cells.get("parent_code");
            if !parent.is_empty() && !known.contains(&(cells.get("indicator_id"), parent)) {
                self.error(rows, cells, "parent_code", Fault::NoSuchBreakdown { code: parent.to_owned() });
            }
        }
    }

    fn observations(&mut self, dataset: &Dataset, rows: &Rows) {
        let members = dataset.rows("breakdowns").into_iter().flat_map(Rows::iter);
        let breakdowns: HashSet<(&str, &str)> =
            members.map(|cells| (cells.get("indicator_id"), cells.get("code"))).collect();
        let indicators = dataset.rows("indicators").map(Rows::by_id).unwrap_or_default();
        let mut revisions: HashMap<SeriesPoint<'_>, Vec<i32>> = HashMap::new();
        for cells in rows.iter() {
            revisions.entry(point(cells)).or_default().extend(cells.integer("revision"));
        }
        for cells in rows.iter() {
            let code = cells.get("breakdown_code");
            if !code.is_empty() && code != TOTAL && !breakdowns.contains(&(cells.get("indicator_id"), code)) {
                self.error(rows, cells, "breakdown_code", Fault::NoSuchBreakdown { code: code.to_owned() });
            }
            self.value(rows, cells);
            self.years(rows, cells);
            self.revision(rows, cells, revisions.get(&point(cells)).map_or(&[], Vec::as_slice));
            let percent = indicators
                .get(cells.get("indicator_id"))
                .is_some_and(|indicator| indicator.get("value_type") == "percent");
            if percent && cells.number("value").is_some_and(|value| value.decimal() > Decimal::ONE_HUNDRED) {
                self.warn(rows, cells, "value", Fault::AboveHundred { value: cells.get("value").to_owned() });
            }
        }
        self.sums(dataset, rows);
    }

    fn value(&mut self, rows: &Rows, cells: Cells<'_>) {
        let (value, date, status) = (cells.get("value"), cells.get("value_date"), cells.get("value_status"));
        let filled = !value.is_empty() || !date.is_empty();
        if status == "given" && !filled {
            self.error(rows, cells, "value", Fault::GivenWithoutValue);
        }
        if !status.is_empty() && status != "given" && filled {
            self.error(rows, cells, "value_status", Fault::ValueWithoutGiven { status: status.to_owned() });
        }
        let text = cells.get("value_text");
        let doubtful = !cells.get("doubt").is_empty();
        if let Some(number) = cells.number("value").filter(|number| !doubtful && !prints(text, *number)) {
            let fault = Fault::ValueNotInText { value: number.to_string(), text: text.to_owned() };
            self.warn(rows, cells, "value", fault);
        }
        if let (Some(number), Some(denominator)) = (cells.number("value"), cells.number("denominator"))
            && number > denominator
        {
            let (value, denominator) = (number.to_string(), denominator.to_string());
            self.warn(rows, cells, "denominator", Fault::AboveDenominator { value, denominator });
        }
        if cells.get("value_basis") == "increment" && cells.get("base_fiscal_year").is_empty() {
            self.error(rows, cells, "base_fiscal_year", Fault::IncrementWithoutBase);
        }
        if !cells.get("break_note").is_empty() && cells.get("break_reason").is_empty() {
            self.error(rows, cells, "break_reason", Fault::BreakWithoutReason);
        }
    }

    fn years(&mut self, rows: &Rows, cells: Cells<'_>) {
        match (cells.get("fiscal_year"), cells.get("fiscal_year_basis")) {
            (_, "") | ("", "unknown") => {}
            ("", basis) => {
                self.error(rows, cells, "fiscal_year_basis", Fault::YearBasis { basis: basis.to_owned() });
            }
            (_, "unknown") => self.error(rows, cells, "fiscal_year_basis", Fault::YearWithoutBasis),
            _ => {}
        }
        let (start, end) = (cells.get("period_start"), cells.get("period_end"));
        if !start.is_empty() && !end.is_empty() && start > end {
            self.error(rows, cells, "period_end", Fault::PeriodReversed);
        }
    }

    fn revision(&mut self, rows: &Rows, cells: Cells<'_>, all: &[i32]) {
        let Some(revision) = cells.integer("revision") else { return };
        let superseded = !cells.get("superseded_in").is_empty();
        if superseded && all.iter().all(|other| *other <= revision) {
            self.error(rows, cells, "superseded_in", Fault::NoHigherRevision { revision });
        }
        if revision < 1 || (revision > 1 && !all.contains(&(revision - 1))) {
            self.error(rows, cells, "revision", Fault::FirstRevisionMissing { revision });
        }
        let kind = cells.get("kind");
        if kind != "target" && (superseded || !cells.get("set_in").is_empty()) {
            self.error(rows, cells, "kind", Fault::RevisionOfOtherKind { kind: kind.to_owned() });
        }
    }

    /// The members of a breakdown against the total printed beside them. 「うち」 members are not the whole.
    /// Neither is a part of a part.
    fn sums(&mut self, dataset: &Dataset, rows: &Rows) {
        fn member(cells: Cells<'_>) -> (&str, &str) {
            (cells.get("indicator_id"), cells.get("breakdown_code"))
        }
        let members: HashMap<(&str, &str), &str> = dataset
            .rows("breakdowns")
            .into_iter()
            .flat_map(Rows::iter)
            .map(|cells| ((cells.get("indicator_id"), cells.get("code")), cells.get("parent_code")))
            .collect();
        let mut points: BTreeMap<SeriesPoint<'_>, (Option<Cells<'_>>, Vec<Cells<'_>>)> = BTreeMap::new();
        for cells in rows.iter().filter(|cells| cells.get("kind") == "actual") {
            let mut place = point(cells);
            place.breakdown = TOTAL;
            let entry = points.entry(place).or_default();
            match cells.get("breakdown_code") {
                TOTAL => entry.0 = Some(cells),
                _ if members.get(&member(cells)).is_some_and(|parent| !parent.is_empty()) => {}
                _ => entry.1.push(cells),
            }
        }
        for (total, parts) in points.into_values() {
            let Some(total) = total.filter(|total| total.get("doubt").is_empty()) else { continue };
            let partial = parts.iter().any(|part| part.get("breakdown_code").starts_with("uchi"));
            let sum: Option<Decimal> = parts.iter().map(|part| part.number("value").map(Number::decimal)).sum();
            let (Some(sum), Some(whole)) = (sum, total.number("value").map(Number::decimal)) else { continue };
            if !parts.is_empty() && !partial && sum != whole {
                let fault = Fault::SumOfParts { sum: sum.to_string(), total: whole.to_string() };
                self.warn(rows, total, "value", fault);
            }
        }
    }

    fn topic_members(&mut self, rows: &Rows) {
        for cells in rows.iter() {
            if cells.get("indicator_id").is_empty() == cells.get("measure_id").is_empty() {
                self.error(rows, cells, "indicator_id", Fault::MemberOfNeither);
            }
        }
    }
}

/// What revisions of one figure have in common.
#[derive(Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct SeriesPoint<'a> {
    indicator: &'a str,
    breakdown: &'a str,
    kind: &'a str,
    fiscal_year: &'a str,
    period_end: &'a str,
}

fn point(cells: Cells<'_>) -> SeriesPoint<'_> {
    SeriesPoint {
        indicator: cells.get("indicator_id"),
        breakdown: cells.get("breakdown_code"),
        kind: cells.get("kind"),
        fiscal_year: cells.get("fiscal_year"),
        period_end: cells.get("period_end"),
    }
}

/// Whether a printed text shows the number, whatever its width, commas and unit; 「なし」 shows zero.
fn prints(text: &str, number: Number) -> bool {
    let folded: String = text.nfkc().filter(|character| *character != ',').collect();
    let shown = |run: &str| run.trim_matches('.').parse::<Decimal>().is_ok_and(|shown| shown == number.decimal().abs());
    let mut runs = folded.split(|character: char| !character.is_ascii_digit() && character != '.');
    runs.any(shown) || (number.decimal().is_zero() && folded.contains("なし"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printed_text_shows_its_number_in_any_width() {
        let shows = |text: &str, number: &str| prints(text, number.parse().unwrap());
        assert!(shows("29,381件", "29381"));
        assert!(shows("１０，０００件", "10000"));
        assert!(shows("85.36％", "85.36"));
        assert!(shows("なし", "0"));
        assert!(shows("▲3.2ポイント", "-3.2"));
        assert!(!shows("29,381件", "9381"));
        assert!(!shows("約2億5千万円", "25000"));
    }
}
