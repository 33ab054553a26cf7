//! The rules between cells, rows and tables. Knows the definitions and the rows; forms of single cells are `read`'s,
//! rules of the figures are `figures`'.

mod figures;

use std::collections::{HashMap, HashSet};

use super::definitions::{Kind, Scope, codes};
use super::finding::{Finding, Place, Severity};
use super::ids::{is_id, is_sdg_target};
use super::read::nearest;
use super::{Cells, Dataset, Rows};
use crate::domain::fold;
use crate::domain::progress::TOTAL;
use crate::text::Fault;

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
            if let Some(id) = id {
                *row = row.with(place, &id);
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
    let of_files = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error && finding.place.line.is_none_or(|line| line == 1));
    let unread = of_files.map(|finding| finding.place.file.clone()).collect();
    let mut checker = Checker { findings, unread };
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
            "departments" => checker.departments(rows),
            "achievements" => checker.parts(rows),
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
    /// Files with a fault of the whole: missing, unreadable, or without a good header.
    unread: HashSet<String>,
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
        if own.rows.len() != 1 {
            self.say(Severity::Error, own, 1, "localgov_code", Fault::OneGovernmentRow { rows: own.rows.len() });
        }
        self.own_rows(dataset, own.iter().next().map_or("", |government| government.get("name")));
        let Some(government) = own.iter().next() else { return };
        let area = dataset.id.get(..5).unwrap_or_default();
        let found = government.get("standard_area_code");
        if !found.is_empty() && found != area {
            let fault = Fault::AreaCode { cell: found.to_owned(), expected: area.to_owned() };
            self.error(own, government, "standard_area_code", fault);
        }
    }

    /// Every row of every table names the government, by its code and by its name.
    fn own_rows(&mut self, dataset: &Dataset, name: &str) {
        for rows in &dataset.tables {
            for cells in rows.iter() {
                let found = cells.get("localgov_code");
                if !found.is_empty() && found != dataset.id {
                    let fault = Fault::OtherGovernment { cell: found.to_owned(), expected: dataset.id.clone() };
                    self.error(rows, cells, "localgov_code", fault);
                }
                let found = cells.get("localgov_name");
                if !found.is_empty() && !name.is_empty() && found != name {
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
            // A table that could not be read is told once, not again for each row that refers to it.
            if self.unread.contains(&known.file) {
                continue;
            }
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
                "sdg_target" if !code.is_empty() && !is_sdg_target(code) => {
                    self.error(rows, cells, "code", Fault::NotAnSdgTarget { cell: code.to_owned() });
                    continue;
                }
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
        if dataset.rows("observations").is_some_and(|figures| self.unread.contains(&figures.file)) {
            return;
        }
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
        self.unreported(dataset, rows, &with_target, &cell("observations", |cells| cells.get("kind") == "actual"));
    }

    /// Targets that nobody reports on, in plans that have reported: a document may print none, a clerk may forget one.
    fn unreported(
        &mut self,
        dataset: &Dataset,
        rows: &Rows,
        with_target: &HashSet<String>,
        with_actual: &HashSet<String>,
    ) {
        let by_id = |table: &str| dataset.rows(table).map(Rows::by_id).unwrap_or_default();
        let (measures, plans) = (by_id("measures"), by_id("plans"));
        for cells in rows.iter().filter(|cells| with_target.contains(cells.get("id"))) {
            let plan = measures.get(cells.get("measure_id")).and_then(|measure| plans.get(measure.get("plan_id")));
            let through = plan.and_then(|plan| plan.integer("reported_through_fiscal_year"));
            if let Some(plan_through) = through.filter(|_| !with_actual.contains(cells.get("id"))) {
                self.say(Severity::Note, rows, cells.line(), "role", Fault::NoActualReported { plan_through });
            }
        }
    }

    /// Names are answered as a list joined by `;`.
    fn departments(&mut self, rows: &Rows) {
        for cells in rows.iter().filter(|cells| cells.get("name").contains(';')) {
            self.error(rows, cells, "name", Fault::Semicolon);
        }
        // Width, case, kana and spaces apart the same name: two rows of one department.
        let mut known: HashMap<String, &str> = HashMap::new();
        for cells in rows.iter() {
            let name = cells.get("name");
            let folded: String = fold(name).split_whitespace().collect();
            match known.get(&folded) {
                Some(other) if *other != name => {
                    self.warn(rows, cells, "name", Fault::SpelledTwoWays { other: (*other).to_owned() });
                }
                _ => drop(known.insert(folded, name)),
            }
        }
    }

    fn parts(&mut self, rows: &Rows) {
        for cells in rows.iter().filter(|cells| cells.integer("part").is_some_and(|part| part < 1)) {
            self.error(rows, cells, "part", Fault::PartBelowOne);
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

    fn topic_members(&mut self, rows: &Rows) {
        for cells in rows.iter() {
            if cells.get("indicator_id").is_empty() == cells.get("measure_id").is_empty() {
                self.error(rows, cells, "indicator_id", Fault::MemberOfNeither);
            }
        }
    }
}
