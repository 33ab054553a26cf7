//! The columns that an import adds to the published ones: ids above a row, names beside codes, counts, keys to sort by.
//!
//! Everything here follows from the dataset, so that both engines hold the same and a query needs no join for it.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::dataset::{Cells, Dataset, Rows};
use crate::domain::progress::{Direction, Kind, Moment, Point, Series, assess};
use crate::store::assessment::imported_point;
use crate::store::queries::indicators::NOW;

/// The derived columns of each table that has any, in the order they stand after the published ones.
pub const DERIVED_COLUMNS: &[(&str, &[&str])] = &[
    (
        "local_governments",
        &["plan_count", "measure_count", "indicator_count", "observation_count", "achievement_count"],
    ),
    ("sources", &["measure_count", "indicator_count", "observation_count", "achievement_count"]),
    ("plans", &["measure_count", "indicator_count", "observation_count", "achievement_count"]),
    ("measures", &["lead_departments", "related_departments", "sdg_targets", "tags"]),
    ("indicators", &["plan_id", "plan_start_fiscal_year", "target_revised", "has_actual"]),
    ("observations", &["plan_id", "measure_id", "breakdown_name", "fiscal_year_sort", "value_real"]),
    ("achievements", &["plan_id", "measure_name"]),
];

/// The tables whose rows are counted, in the order of the count columns.
const COUNTED: [&str; 4] = ["measures", "indicators", "observations", "achievements"];

/// What the total of a breakdown is called.
const TOTAL_NAME: &str = "合計";

/// Look-ups over a dataset.
pub(super) struct Derived<'a> {
    dataset: &'a Dataset,
    measures: HashMap<&'a str, Cells<'a>>,
    indicators: HashMap<&'a str, Cells<'a>>,
    breakdowns: HashMap<(&'a str, &'a str), &'a str>,
    /// By measure: names of lead departments, names of others, SDG targets, other tags.
    lists: HashMap<&'a str, [Vec<&'a str>; 4]>,
    by_source: HashMap<&'a str, [u32; 4]>,
    by_plan: HashMap<&'a str, [u32; 4]>,
    /// By indicator, in the order of the observations' ids.
    points: HashMap<&'a str, Vec<Point>>,
    /// The indicators of which an actual is printed, whatever it says.
    with_actual: HashSet<&'a str>,
}

fn rows<'a>(dataset: &'a Dataset, table: &str) -> impl Iterator<Item = Cells<'a>> {
    dataset.rows(table).into_iter().flat_map(Rows::iter)
}

impl<'a> Derived<'a> {
    pub(super) fn of(dataset: &'a Dataset) -> Self {
        let by_id = |table: &str| dataset.rows(table).map(Rows::by_id).unwrap_or_default();
        let mut derived = Self {
            dataset,
            measures: by_id("measures"),
            indicators: by_id("indicators"),
            breakdowns: rows(dataset, "breakdowns")
                .map(|cells| ((cells.get("indicator_id"), cells.get("code")), cells.get("name")))
                .collect(),
            lists: HashMap::new(),
            by_source: HashMap::new(),
            by_plan: HashMap::new(),
            points: HashMap::new(),
            with_actual: rows(dataset, "observations")
                .filter(|cells| cells.get("kind") == "actual")
                .map(|cells| cells.get("indicator_id"))
                .collect(),
        };
        let mut figures: Vec<Cells<'a>> = rows(dataset, "observations").collect();
        figures.sort_by_key(|cells| cells.get("id"));
        for cells in figures {
            derived.points.entry(cells.get("indicator_id")).or_default().extend(imported_point(cells));
        }
        derived.collect_lists();
        derived.count();
        derived
    }

    fn collect_lists(&mut self) {
        let departments = self.dataset.rows("departments").map(Rows::by_id).unwrap_or_default();
        let mut links: Vec<Cells<'a>> = rows(self.dataset, "measure_departments").collect();
        links.sort_by_key(|cells| (cells.integer("sort_order"), cells.get("id")));
        for link in links {
            let name = departments.get(link.get("department_id")).map_or("", |department| department.get("name"));
            let [lead, related, ..] = self.lists.entry(link.get("measure_id")).or_default();
            let list = if link.get("role") == "lead" { lead } else { related };
            // A department that gave a measure away and has another role is still one name.
            if !list.contains(&name) {
                list.push(name);
            }
        }
        let mut tags: Vec<Cells<'a>> = rows(self.dataset, "measure_tags").collect();
        tags.sort_by_key(|cells| (cells.get("scheme"), natural(cells.get("code"))));
        for tag in tags {
            let [.., sdg, other] = self.lists.entry(tag.get("measure_id")).or_default();
            let list = if tag.get("scheme") == "sdg_target" { sdg } else { other };
            list.push(tag.get("code"));
        }
    }

    fn count(&mut self) {
        for (place, table) in COUNTED.into_iter().enumerate() {
            for cells in rows(self.dataset, table) {
                let plan = self.plan_of(cells);
                for counts in
                    [self.by_source.entry(cells.get("source_id")).or_default(), self.by_plan.entry(plan).or_default()]
                {
                    if let Some(count) = counts.get_mut(place) {
                        *count += 1;
                    }
                }
            }
        }
    }

    /// The measure a row belongs to.
    fn measure_of(&self, cells: Cells<'a>) -> &'a str {
        match cells.get("measure_id") {
            "" => self.indicators.get(cells.get("indicator_id")).map_or("", |indicator| indicator.get("measure_id")),
            id => id,
        }
    }

    /// The plan a row belongs to.
    pub(super) fn plan_of(&self, cells: Cells<'a>) -> &'a str {
        match cells.get("plan_id") {
            "" => self.measures.get(self.measure_of(cells)).map_or("", |measure| measure.get("plan_id")),
            id => id,
        }
    }

    /// The first year of the plan a row belongs to.
    fn plan_start(&self, cells: Cells<'a>) -> Option<i32> {
        let plan = self.plan_of(cells);
        rows(self.dataset, "plans").find(|known| known.get("id") == plan)?.integer("start_fiscal_year")
    }

    /// The rows of `indicator_progress`: now, and each year of the plan; of a plan without a span, each year with an
    /// actual.
    pub(super) fn progress_rows(&self) -> Vec<Vec<Option<String>>> {
        let plans = self.dataset.rows("plans").map(Rows::by_id).unwrap_or_default();
        let mut all = Vec::new();
        for indicator in rows(self.dataset, "indicators") {
            let points = self.points.get(indicator.get("id")).map_or(&[][..], Vec::as_slice);
            let direction = Direction::from_code(indicator.get("direction"));
            let series = Series { direction, plan_start: self.plan_start(indicator), points };
            let span = plans
                .get(self.plan_of(indicator))
                .and_then(|plan| Some(plan.integer("start_fiscal_year")?..=plan.integer("end_fiscal_year")?));
            let mut years: BTreeSet<i32> = span.clone().into_iter().flatten().collect();
            if span.is_none() {
                let actuals = points.iter().filter(|point| point.kind == Kind::Actual);
                years.extend(actuals.filter_map(|point| point.fiscal_year));
            }
            let moments = years.into_iter().map(|year| (year, Moment::Year(year)));
            for (year, moment) in std::iter::once((NOW, Moment::Latest)).chain(moments) {
                let progress = assess(&series, moment);
                all.push(
                    [
                        self.dataset.id.clone(),
                        indicator.get("id").to_owned(),
                        year.to_string(),
                        progress.status.code().to_owned(),
                        progress.rank().to_string(),
                    ]
                    .map(Some)
                    .to_vec(),
                );
            }
        }
        all
    }

    /// The text of a column, published or derived, as it is searched.
    pub(super) fn text(&self, table: &str, cells: Cells<'a>, column: &str) -> String {
        let derived = DERIVED_COLUMNS.iter().find(|(name, _)| *name == table);
        let place = derived.and_then(|(_, columns)| columns.iter().position(|name| *name == column));
        match place {
            Some(place) => self.columns(table, cells).into_iter().nth(place).flatten().unwrap_or_default(),
            None => match cells.get(column) {
                "" if column == "measure_name" => self.measure_name(cells).to_owned(),
                text => text.to_owned(),
            },
        }
    }

    /// The name of the measure a row belongs to.
    fn measure_name(&self, cells: Cells<'a>) -> &'a str {
        self.measures.get(self.measure_of(cells)).map_or("", |measure| measure.get("name"))
    }

    /// The values of the derived columns of a row, in the order of [`DERIVED_COLUMNS`].
    pub(super) fn columns(&self, table: &str, cells: Cells<'a>) -> Vec<Option<String>> {
        let some = |text: &str| Some(text.to_owned());
        let four = |counts: Option<&[u32; 4]>| {
            counts.copied().unwrap_or_default().map(|count| Some(count.to_string())).to_vec()
        };
        match table {
            "local_governments" => ["plans"]
                .into_iter()
                .chain(COUNTED)
                .map(|table| Some(self.dataset.rows(table).map_or(0, |rows| rows.rows.len()).to_string()))
                .collect(),
            "sources" => four(self.by_source.get(cells.get("id"))),
            "plans" => four(self.by_plan.get(cells.get("id"))),
            "measures" => {
                let lists = self.lists.get(cells.get("id")).cloned().unwrap_or_default();
                lists.map(|list| Some(list.join(";"))).to_vec()
            }
            "indicators" => {
                let points = self.points.get(cells.get("id")).map_or(&[][..], Vec::as_slice);
                let flag = |is: bool| Some(u8::from(is).to_string());
                let revised = points.iter().any(|point| point.kind == Kind::Target && point.revision > 1);
                let start = self.plan_start(cells).map(|year| year.to_string());
                vec![some(self.plan_of(cells)), start, flag(revised), flag(self.with_actual.contains(cells.get("id")))]
            }
            "observations" => {
                let key = (cells.get("indicator_id"), cells.get("breakdown_code"));
                vec![
                    some(self.plan_of(cells)),
                    some(self.measure_of(cells)),
                    some(self.breakdowns.get(&key).copied().unwrap_or(TOTAL_NAME)),
                    Some(cells.integer("fiscal_year").unwrap_or(0).to_string()),
                    cells.number("value").map(|value| value.approximate().to_string()),
                ]
            }
            "achievements" => {
                vec![some(self.plan_of(cells)), some(self.measure_name(cells))]
            }
            _ => Vec::new(),
        }
    }
}

/// Orders `5.5` before `17.1` before `17.14`.
fn natural(code: &str) -> Vec<(u32, &str)> {
    code.split('.').map(|part| (part.parse().unwrap_or(u32::MAX), part)).collect()
}
