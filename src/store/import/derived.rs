//! Derived columns: ids of ancestors, names of referenced rows, counts, sort keys.
//!
//! An import computes them from the dataset alone, so that both engines store the same and queries need no joins.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::insert::StoredRow;
use crate::dataset::{Dataset, Row, Rows, StagingError};
use crate::domain::progress::{Comparator, Direction, Kind, Moment, Point, Series, TOTAL, assess};
use crate::domain::search_key;
use crate::store::error::StoreResult;
use crate::store::records::indicators::NOW;
use crate::store::records::progress::{assessed_kind, assessed_value};

/// The derived columns of each table, in the order in which they follow the published ones.
pub const DERIVED_COLUMNS: &[(&str, &[&str])] = &[
    (
        "local_governments",
        &["plan_count", "measure_count", "indicator_count", "observation_count", "achievement_count"],
    ),
    ("sources", &["measure_count", "indicator_count", "observation_count", "achievement_count"]),
    ("plans", &["measure_count", "indicator_count", "observation_count", "achievement_count"]),
    ("departments", &["name_key"]),
    ("measures", &["lead_departments", "related_departments", "sdg_targets", "tags", "inherited_tags"]),
    ("indicators", &["plan_id", "plan_start_fiscal_year", "target_revised", "has_actual"]),
    ("observations", &["plan_id", "measure_id", "breakdown_name", "fiscal_year_sort", "value_real"]),
    ("achievements", &["plan_id", "measure_name"]),
    ("changes", &["localgov_code"]),
];

/// Tables whose rows are counted, in the order of the count columns.
const COUNTED: [&str; 4] = ["measures", "indicators", "observations", "achievements"];

/// Name of the total of a breakdown.
const TOTAL_NAME: &str = "合計";

/// Computes the derived columns row by row. Memory does not grow with the dataset except for the counts of each plan.
pub(super) struct DerivedColumns<'a> {
    dataset: &'a Dataset,
    /// Row counts by plan, in the order of [`COUNTED`].
    plans: HashMap<String, [u64; 4]>,
    /// The ancestors of the last observation: the observations of an indicator are consecutive.
    last: Ancestors,
}

/// Ids of the rows that an observation belongs to.
#[derive(Debug, Default)]
struct Ancestors {
    indicator: String,
    measure: String,
    plan: String,
}

impl<'a> DerivedColumns<'a> {
    pub(super) fn new(dataset: &'a Dataset) -> Result<Self, StagingError> {
        let mut plans: HashMap<String, [u64; 4]> = HashMap::new();
        for measure in dataset.rows("measures").into_iter().flat_map(Rows::iter) {
            let measure = measure?;
            let [measures, indicators, observations, achievements] =
                plans.entry(measure.get("plan_id").to_owned()).or_default();
            *measures += 1;
            *achievements += dataset.count_where("achievements", "measure_id", measure.get("id"))?;
            for indicator in dataset.rows_where("indicators", "measure_id", measure.get("id"))? {
                *indicators += 1;
                *observations += dataset.count_where("observations", "indicator_id", indicator.get("id"))?;
            }
        }
        Ok(Self { dataset, plans, last: Ancestors::default() })
    }

    /// Returns the ancestors of the observations of an indicator.
    fn ancestors(&mut self, indicator_id: &str) -> Result<&Ancestors, StagingError> {
        if self.last.indicator != indicator_id {
            let indicator = self.dataset.find("indicators", indicator_id)?;
            let (measure, plan) = match &indicator {
                Some(indicator) => (indicator.get("measure_id").to_owned(), self.dataset.plan_of(indicator)?),
                None => (String::new(), String::new()),
            };
            self.last = Ancestors { indicator: indicator_id.to_owned(), measure, plan };
        }
        Ok(&self.last)
    }

    /// Returns the name of the measure that a row belongs to.
    pub(super) fn measure_name(&self, row: &Row) -> Result<String, StagingError> {
        let measure = self.dataset.find("measures", row.get("measure_id"))?;
        Ok(measure.map_or(String::new(), |measure| measure.get("name").to_owned()))
    }

    /// Returns the rows of `indicator_progress`: the current progress and that of each year of the plan, or of each
    /// year with an actual if the plan has no span.
    pub(super) fn progress_rows(&self) -> impl Iterator<Item = StoreResult<StoredRow>> {
        let indicators = self.dataset.rows("indicators").into_iter().flat_map(Rows::iter);
        indicators.flat_map(|indicator| each(indicator.and_then(|indicator| self.progress_of(&indicator))))
    }

    fn progress_of(&self, indicator: &Row) -> Result<Vec<StoredRow>, StagingError> {
        let plan_id = self.dataset.plan_of(indicator)?;
        let plan = self.dataset.find("plans", &plan_id)?;
        let year = |column| plan.as_ref().and_then(|plan| plan.integer(column));
        let plan_start = year("start_fiscal_year");
        let observations = self.dataset.rows_where("observations", "indicator_id", indicator.get("id"))?;
        let points: Vec<Point> = observations.iter().filter_map(imported_point).collect();
        let series =
            Series { direction: Direction::from_code(indicator.get("direction")), plan_start, points: &points };
        let span = plan_start.zip(year("end_fiscal_year")).map(|(first, last)| first..=last);
        let mut years: BTreeSet<i32> = span.clone().into_iter().flatten().collect();
        if span.is_none() {
            let actuals = points.iter().filter(|point| point.kind == Kind::Actual);
            years.extend(actuals.filter_map(|point| point.fiscal_year));
        }
        let moments = years.into_iter().map(|year| (year, Moment::Year(year)));
        let [is_revised, has_actual] = self.flags(indicator)?.map(|is_set| Some(flag(is_set)));
        let rows = std::iter::once((NOW, Moment::Latest)).chain(moments).map(|(year, moment)| {
            let progress = assess(&series, moment);
            vec![
                Some(self.dataset.id.clone()),
                Some(plan_id.clone()),
                Some(indicator.get("measure_id").to_owned()),
                Some(indicator.get("id").to_owned()),
                Some(year.to_string()),
                Some(progress.status.code().to_owned()),
                progress.reason.map(|reason| reason.code().to_owned()),
                Some(progress.rank().to_string()),
                Some(indicator.get("role").to_owned()),
                Some(indicator.get("direction").to_owned()),
                is_revised.clone(),
                has_actual.clone(),
            ]
        });
        Ok(rows.collect())
    }

    /// Returns whether the city revised a target of an indicator, and whether it has an actual.
    fn flags(&self, indicator: &Row) -> Result<[bool; 2], StagingError> {
        let Some(observations) = self.dataset.rows("observations") else { return Ok([false, false]) };
        let id = ("indicator_id", indicator.get("id"));
        let targets = observations.matching(&[id, ("kind", "target")])?;
        let is_revised = targets.iter().filter_map(imported_point).any(|point| point.revision > 1);
        Ok([is_revised, observations.has_matching(&[id, ("kind", "actual")])?])
    }

    /// Returns the texts of searched columns, published or derived.
    pub(super) fn texts(&mut self, row: &Row, columns: &[&str]) -> Result<Vec<String>, StagingError> {
        let derived = DERIVED_COLUMNS.iter().find(|(table, _)| *table == row.table.name);
        let names = derived.map_or(&[][..], |(_, names)| names);
        let values = if columns.iter().any(|column| names.contains(column)) { self.columns(row)? } else { Vec::new() };
        let text = |column: &&str| match names.iter().position(|name| name == column) {
            Some(index) => Ok(values.get(index).cloned().flatten().unwrap_or_default()),
            None if *column == "measure_name" => self.measure_name(row),
            None => Ok(row.get(column).to_owned()),
        };
        columns.iter().map(text).collect()
    }

    /// Returns the lead departments of a measure, its other departments, its SDG targets, its other tags, and those of
    /// both that a measure above it has.
    fn lists(&self, measure: &Row) -> Result<[Vec<String>; 5], StagingError> {
        let [mut lead, mut related, mut sdg, mut other, mut inherited] = [const { Vec::new() }; 5];
        let mut links = self.dataset.rows_where("measure_departments", "measure_id", measure.get("id"))?;
        links.sort_by_key(|link| link.integer("sort_order"));
        for link in links {
            let department = self.dataset.find("departments", link.get("department_id"))?;
            let name = department.map_or(String::new(), |department| department.get("name").to_owned());
            let list = if link.get("role") == "lead" { &mut lead } else { &mut related };
            // A department that handed over a measure and kept another role is listed once.
            if !list.contains(&name) {
                list.push(name);
            }
        }
        for EffectiveTag { scheme, code, tagged_id } in self.effective_tags(measure)? {
            if tagged_id != measure.get("id") {
                inherited.push(code.clone());
            }
            let list = if scheme == "sdg_target" { &mut sdg } else { &mut other };
            list.push(code);
        }
        Ok([lead, related, sdg, other, inherited])
    }

    /// Returns the tags of a measure and of the measures above it, each once, by scheme and code: what a sheet says of a
    /// measure holds for its sub-programmes.
    fn effective_tags(&self, measure: &Row) -> Result<Vec<EffectiveTag>, StagingError> {
        let mut effective: BTreeMap<(String, String), String> = BTreeMap::new();
        let mut above = Some(measure.clone());
        let mut seen = BTreeSet::new();
        while let Some(measure) = above.filter(|measure| seen.insert(measure.get("id").to_owned())) {
            for tag in self.dataset.rows_where("measure_tags", "measure_id", measure.get("id"))? {
                let key = (tag.get("scheme").to_owned(), tag.get("code").to_owned());
                effective.entry(key).or_insert_with(|| measure.get("id").to_owned());
            }
            above = self.dataset.find("measures", measure.get("parent_measure_id"))?;
        }
        let tags = effective.into_iter().map(|((scheme, code), tagged_id)| EffectiveTag { scheme, code, tagged_id });
        let mut tags: Vec<EffectiveTag> = tags.collect();
        tags.sort_by(|one, two| one.scheme.cmp(&two.scheme).then_with(|| natural(&one.code).cmp(&natural(&two.code))));
        Ok(tags)
    }

    /// Returns the rows of `effective_tags`.
    pub(super) fn effective_tag_rows(&self) -> impl Iterator<Item = StoreResult<StoredRow>> {
        let measures = self.dataset.rows("measures").into_iter().flat_map(Rows::iter);
        measures.flat_map(|measure| {
            let rows = measure.and_then(|measure| {
                let stored = |tag: EffectiveTag| {
                    let EffectiveTag { scheme, code, tagged_id } = tag;
                    [self.dataset.id.clone(), measure.get("id").to_owned(), scheme, code, tagged_id].map(Some).to_vec()
                };
                Ok(self.effective_tags(&measure)?.into_iter().map(stored).collect::<Vec<_>>())
            });
            each(rows)
        })
    }

    /// Returns the derived columns of a row, in the order of [`DERIVED_COLUMNS`].
    pub(super) fn columns(&mut self, row: &Row) -> Result<StoredRow, StagingError> {
        let some = |text: &str| Some(text.to_owned());
        let dataset = self.dataset;
        Ok(match row.table.name {
            "local_governments" => ["plans"]
                .into_iter()
                .chain(COUNTED)
                .map(|table| Some(dataset.rows(table).map_or(0, Rows::count).to_string()))
                .collect(),
            "sources" => COUNTED
                .into_iter()
                .map(|table| {
                    dataset.count_where(table, "source_id", row.get("id")).map(|count| Some(count.to_string()))
                })
                .collect::<Result<_, _>>()?,
            "plans" => {
                let counts = self.plans.get(row.get("id")).copied().unwrap_or_default();
                counts.map(|count| Some(count.to_string())).to_vec()
            }
            "departments" => vec![Some(search_key(row.get("name")))],
            "measures" => self.lists(row)?.map(|list| Some(list.join(";"))).to_vec(),
            "indicators" => {
                let [is_revised, has_actual] = self.flags(row)?.map(|is_set| Some(flag(is_set)));
                let plan_id = self.dataset.plan_of(row)?;
                let start = dataset.find("plans", &plan_id)?.and_then(|plan| plan.integer("start_fiscal_year"));
                vec![Some(plan_id), start.map(|year| year.to_string()), is_revised, has_actual]
            }
            "observations" => {
                let [indicator_id, code] = ["indicator_id", "breakdown_code"].map(|column| row.get(column));
                let members = dataset.rows("breakdowns").filter(|_| code != TOTAL);
                let key = [("indicator_id", indicator_id), ("code", code)];
                let member = members.map_or(Ok(Vec::new()), |members| members.matching(&key))?.into_iter().next();
                let ancestors = self.ancestors(indicator_id)?;
                vec![
                    some(&ancestors.plan),
                    some(&ancestors.measure),
                    some(member.as_ref().map_or(TOTAL_NAME, |member| member.get("name"))),
                    Some(row.integer("fiscal_year").unwrap_or(0).to_string()),
                    row.number("value").map(|value| value.approximate().to_string()),
                ]
            }
            "achievements" => vec![Some(self.dataset.plan_of(row)?), Some(self.measure_name(row)?)],
            // Every id begins with the code of its government.
            "changes" => vec![row.get("subject_id").split('-').next().map(str::to_owned)],
            _ => Vec::new(),
        })
    }
}

/// A tag that holds for a measure.
struct EffectiveTag {
    scheme: String,
    code: String,
    /// The measure that has it.
    tagged_id: String,
}

/// Returns each of some rows, or their error.
fn each(rows: Result<Vec<StoredRow>, StagingError>) -> Vec<StoreResult<StoredRow>> {
    match rows {
        Ok(rows) => rows.into_iter().map(Ok).collect(),
        Err(error) => vec![Err(error.into())],
    }
}

/// Flags are stored as 0 and 1, because SQLite has no booleans.
fn flag(is_set: bool) -> String {
    u8::from(is_set).to_string()
}

/// Returns an imported observation as the rules of progress use it; `None` if they do not use it.
fn imported_point(row: &Row) -> Option<Point> {
    let date = Some(row.get("value_date")).filter(|date| !date.is_empty());
    Some(Point {
        kind: assessed_kind(row.get("kind"))?,
        breakdown: row.get("breakdown_code").to_owned(),
        fiscal_year: row.integer("fiscal_year"),
        value: assessed_value(
            row.get("value_status"),
            row.number("value"),
            date,
            row.get("value_basis"),
            row.integer("base_fiscal_year"),
        )?,
        comparator: Comparator::from_code(row.get("comparator")),
        set_in: row.integer("set_in"),
        superseded_in: row.integer("superseded_in"),
        revision: row.integer("revision").unwrap_or(1),
        breaks: !row.get("break_reason").is_empty(),
    })
}

/// Returns a key that sorts `5.5` before `17.1` before `17.14`.
fn natural(code: &str) -> Vec<(u32, &str)> {
    code.split('.').map(|part| (part.parse().unwrap_or(u32::MAX), part)).collect()
}
