//! The scorecard of a plan: indicators by status, year, section and department; coverage; changed targets.

use std::collections::{BTreeMap, BTreeSet};

use diesel::dsl::count_star;
use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;

use super::indicators::NOW;
use super::observations::{by_indicator, of_indicators};
use super::plans::Plan;
use super::revisions::{Revision, revisions};
use super::sections::{self, Section};
use super::stored_indicator::StoredIndicator;
use crate::domain::progress::{Moment, Reason, Status};
use crate::store::connection::AnyConnection;
use crate::store::error::StoreResult;
use crate::store::schema::{departments, indicator_progress, indicators, measure_departments, measures, observations};

/// The scorecard of a plan. Only indicators with a target are counted.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PlanProgress {
    /// The plan.
    #[schema(example = "072036-gk2022")]
    pub plan_id: String,
    /// Fiscal year for which sections and departments are counted; null means the current progress.
    #[schema(example = json!(null))]
    pub fiscal_year: Option<i32>,
    /// Status counts of the whole plan.
    pub total: StatusCounts,
    /// Status counts of each year of the plan, by the targets in force in that year.
    pub years: Vec<YearProgress>,
    /// Status counts of each section including its subsections, in the order of the document.
    pub sections: Vec<GroupProgress>,
    /// Status counts of each lead department, ordered by name.
    pub departments: Vec<GroupProgress>,
    /// How much of the plan the data covers.
    pub coverage: Coverage,
    /// Every target changed by the city, in the order of the changes.
    pub revisions: Vec<Revision>,
}

/// Number of indicators with each status.
#[derive(Debug, Clone, Copy, Default, Serialize, ToSchema)]
pub struct StatusCounts {
    /// Indicators whose target is met.
    #[schema(example = 6)]
    pub achieved: u32,
    /// Indicators that have covered as much of the distance as of the time, or hold the level they must hold.
    #[schema(example = 12)]
    pub on_track: u32,
    /// Indicators that have covered less of the distance than of the time.
    #[schema(example = 9)]
    pub behind: u32,
    /// Indicators that are worse than their baseline.
    #[schema(example = 2)]
    pub regressed: u32,
    /// Indicators whose target was not met in its due year.
    #[schema(example = 0)]
    pub missed: u32,
    /// Indicators that the rules cannot assess.
    #[schema(example = 20)]
    pub not_assessable: u32,
}

/// Status counts of one year.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct YearProgress {
    /// The fiscal year.
    #[schema(example = 2023)]
    pub fiscal_year: i32,
    /// Status counts of the plan in that year.
    pub counts: StatusCounts,
}

/// Status counts of one section or department.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct GroupProgress {
    /// Id of the section; null for a department, which is identified by its name in the measures.
    #[schema(example = "072036-gk2022-1-3")]
    pub id: Option<String>,
    /// Its name.
    #[schema(example = "行政サービスのデジタル化")]
    pub name: String,
    /// Status counts of its indicators.
    pub counts: StatusCounts,
}

/// How much of a plan the data covers.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Coverage {
    /// Number of measures, including sub-programmes.
    #[schema(example = 29)]
    pub measures: usize,
    /// Number of measures that have an indicator.
    #[schema(example = 27)]
    pub measures_with_indicator: usize,
    /// Number of indicators.
    #[schema(example = 105)]
    pub indicators: usize,
    /// Number of indicators with a target.
    #[schema(example = 49)]
    pub with_target: usize,
    /// Number of indicators with both a target and an actual.
    #[schema(example = 35)]
    pub with_target_and_actual: usize,
    /// Why indicators with a target are not assessable.
    pub reasons: Vec<ReasonCount>,
}

/// A reason and the number of indicators it applies to.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReasonCount {
    /// The reason.
    #[schema(example = "no_actual")]
    pub reason: &'static str,
    /// Number of indicators.
    #[schema(example = 9)]
    pub count: u32,
}

impl StatusCounts {
    fn add(&mut self, tally: &Tally) {
        *match tally.status {
            Status::Achieved => &mut self.achieved,
            Status::OnTrack => &mut self.on_track,
            Status::Behind => &mut self.behind,
            Status::Regressed => &mut self.regressed,
            Status::Missed => &mut self.missed,
            Status::NotAssessable => &mut self.not_assessable,
        } += tally.count;
    }

    fn of(tallies: &[Tally]) -> Self {
        let mut counts = Self::default();
        for tally in tallies {
            counts.add(tally);
        }
        counts
    }
}

/// Indicators of one measure with the same status, for the same reason.
#[derive(Debug, Clone)]
struct Tally {
    measure_id: String,
    status: Status,
    reason: Option<Reason>,
    count: u32,
}

/// Returns the scorecard of the plan `id`, of the current progress or of a fiscal year.
///
/// # Errors
/// [`StoreError`](crate::store::StoreError) when a query fails.
pub fn find(connection: &mut AnyConnection, id: &str, fiscal_year: Option<i32>) -> StoreResult<Option<PlanProgress>> {
    let Some(plan) = Plan::find(connection, id)? else { return Ok(None) };
    let sections = sections::of_plan(connection, id)?;
    let section_of: BTreeMap<String, String> = measures::table
        .filter(measures::plan_id.eq(id))
        .select((measures::id, measures::section_id))
        .load(connection)?
        .into_iter()
        .collect();
    let leads = leads(connection, &plan, fiscal_year.or(plan.reported_through_fiscal_year))?;
    let tallies = tallies(connection, &plan, fiscal_year)?;
    let mut reasons: BTreeMap<&'static str, u32> = BTreeMap::new();
    for tally in &tallies {
        if let Some(reason) = tally.reason {
            *reasons.entry(reason.code()).or_default() += tally.count;
        }
    }
    let coverage = Coverage {
        measures: section_of.len(),
        reasons: reasons.into_iter().map(|(reason, count)| ReasonCount { reason, count }).collect(),
        ..coverage(connection, id)?
    };
    Ok(Some(PlanProgress {
        plan_id: plan.id.clone(),
        fiscal_year,
        total: StatusCounts::of(&tallies),
        years: years(connection, &plan)?,
        sections: by_section(&sections, &section_of, &tallies),
        departments: by_department(&leads, &tallies),
        coverage,
        revisions: target_revisions(connection, id)?,
    }))
}

/// Counts the indicators with a target by their progress now or in a fiscal year.
fn tallies(connection: &mut AnyConnection, plan: &Plan, fiscal_year: Option<i32>) -> StoreResult<Vec<Tally>> {
    // The import stored the progress in the years of the plan; another year is assessed.
    let span = plan.start_fiscal_year.zip(plan.end_fiscal_year);
    match fiscal_year {
        Some(year) if span.is_none_or(|(first, last)| !(first..=last).contains(&year)) => {
            assessed_tallies(connection, plan, year)
        }
        _ => stored_tallies(connection, plan, fiscal_year.unwrap_or(NOW)),
    }
}

fn stored_tallies(connection: &mut AnyConnection, plan: &Plan, year: i32) -> StoreResult<Vec<Tally>> {
    let columns = (indicator_progress::measure_id, indicator_progress::status, indicator_progress::reason);
    let rows: Vec<(String, String, Option<String>, i64)> = indicator_progress::table
        .filter(indicator_progress::fiscal_year.eq(year))
        .filter(indicator_progress::plan_id.eq(&plan.id))
        .filter(indicator_progress::role.eq("target"))
        .group_by(columns)
        .select((indicator_progress::measure_id, indicator_progress::status, indicator_progress::reason, count_star()))
        .load(connection)?;
    let tallies = rows.into_iter().filter_map(|(measure_id, status, reason, count)| {
        let status = Status::ALL.into_iter().find(|known| known.code() == status)?;
        let reason = Reason::ALL.into_iter().find(|known| Some(known.code()) == reason.as_deref());
        Some(Tally { measure_id, status, reason, count: u32::try_from(count).unwrap_or(u32::MAX) })
    });
    Ok(tallies.collect())
}

fn assessed_tallies(connection: &mut AnyConnection, plan: &Plan, year: i32) -> StoreResult<Vec<Tally>> {
    let mut indicators = StoredIndicator::of_plan(connection, &plan.id)?;
    indicators.retain(|indicator| indicator.role == "target");
    let ids: Vec<&str> = indicators.iter().map(|indicator| indicator.id.as_str()).collect();
    let observations = by_indicator(connection, &ids)?;
    let tallies = indicators.into_iter().map(|indicator| {
        let own = observations.get(&indicator.id).map_or(&[][..], Vec::as_slice);
        let progress = indicator.basis().assess(own, Moment::Year(year));
        Tally { measure_id: indicator.measure_id, status: progress.status, reason: progress.reason, count: 1 }
    });
    Ok(tallies.collect())
}

/// Returns what the rows of the current progress say of the coverage: every indicator has one.
fn coverage(connection: &mut AnyConnection, plan_id: &str) -> StoreResult<Coverage> {
    let columns = (indicator_progress::measure_id, indicator_progress::role, indicator_progress::has_actual);
    let rows: Vec<(String, String, i32, i64)> = indicator_progress::table
        .filter(indicator_progress::fiscal_year.eq(NOW))
        .filter(indicator_progress::plan_id.eq(plan_id))
        .group_by(columns)
        .select((
            indicator_progress::measure_id,
            indicator_progress::role,
            indicator_progress::has_actual,
            count_star(),
        ))
        .load(connection)?;
    let measures: BTreeSet<&str> = rows.iter().map(|(measure, ..)| measure.as_str()).collect();
    let sum = |is_counted: fn(&str, i32) -> bool| -> usize {
        let counted = rows.iter().filter(|(_, role, has_actual, _)| is_counted(role, *has_actual));
        counted.map(|(.., count)| usize::try_from(*count).unwrap_or(0)).sum()
    };
    Ok(Coverage {
        measures: 0,
        measures_with_indicator: measures.len(),
        indicators: sum(|_, _| true),
        with_target: sum(|role, _| role == "target"),
        with_target_and_actual: sum(|role, has_actual| role == "target" && has_actual == 1),
        reasons: Vec::new(),
    })
}

/// Counts each year that the city has reported, or each year of the plan where that is not known.
fn years(connection: &mut AnyConnection, plan: &Plan) -> StoreResult<Vec<YearProgress>> {
    let last = plan.reported_through_fiscal_year.or(plan.end_fiscal_year);
    let (Some(first), Some(last)) = (plan.start_fiscal_year, last) else { return Ok(Vec::new()) };
    let at = |year| {
        let counts = StatusCounts::of(&tallies(connection, plan, Some(year))?);
        Ok(YearProgress { fiscal_year: year, counts })
    };
    (first..=last).map(at).collect()
}

/// Returns the revisions of all targets of a plan. Only indicators with a second revision are read.
fn target_revisions(connection: &mut AnyConnection, plan_id: &str) -> StoreResult<Vec<Revision>> {
    let revised: Vec<String> = observations::table
        .inner_join(indicators::table)
        .filter(observations::plan_id.eq(plan_id))
        .filter(observations::kind.eq("target").and(observations::revision.gt(1)))
        .filter(indicators::role.eq("target"))
        .select(observations::indicator_id)
        .load(connection)?;
    let revised: BTreeSet<&str> = revised.iter().map(String::as_str).collect();
    if revised.is_empty() {
        return Ok(Vec::new());
    }
    Ok(revisions(&of_indicators(connection, &revised.into_iter().collect::<Vec<_>>())?))
}

fn by_section(sections: &[Section], section_of: &BTreeMap<String, String>, tallies: &[Tally]) -> Vec<GroupProgress> {
    let parent_of: BTreeMap<&str, Option<&str>> =
        sections.iter().map(|section| (section.id.as_str(), section.parent_section_id.as_deref())).collect();
    let mut counts: BTreeMap<&str, StatusCounts> = BTreeMap::new();
    for tally in tallies {
        let start = section_of.get(&tally.measure_id).map(String::as_str);
        for section in std::iter::successors(start, |section| parent_of.get(section).copied().flatten()) {
            counts.entry(section).or_default().add(tally);
        }
    }
    sections
        .iter()
        .map(|section| GroupProgress {
            id: Some(section.id.clone()),
            name: section.name.clone(),
            counts: counts.get(section.id.as_str()).copied().unwrap_or_default(),
        })
        .collect()
}

/// Returns the lead departments of each measure in `year`; a department without printed years leads in every year.
fn leads(
    connection: &mut AnyConnection,
    plan: &Plan,
    year: Option<i32>,
) -> StoreResult<BTreeMap<String, BTreeSet<String>>> {
    type Link = (String, String, Option<i32>, Option<i32>);
    let links: Vec<Link> = measure_departments::table
        .inner_join(departments::table)
        .inner_join(measures::table)
        .filter(measures::plan_id.eq(&plan.id).and(measure_departments::role.eq("lead")))
        .select((
            measure_departments::measure_id,
            departments::name,
            measure_departments::start_fiscal_year,
            measure_departments::end_fiscal_year,
        ))
        .load(connection)?;
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (measure, department, start, end) in links {
        let leads =
            year.is_none_or(|year| start.is_none_or(|start| start <= year) && end.is_none_or(|end| year <= end));
        if leads {
            all.entry(measure).or_default().insert(department);
        }
    }
    Ok(all)
}

fn by_department(leads: &BTreeMap<String, BTreeSet<String>>, tallies: &[Tally]) -> Vec<GroupProgress> {
    let mut all: BTreeMap<&str, StatusCounts> = BTreeMap::new();
    for tally in tallies {
        for department in leads.get(&tally.measure_id).into_iter().flatten() {
            all.entry(department).or_default().add(tally);
        }
    }
    all.into_iter().map(|(name, counts)| GroupProgress { id: None, name: name.to_owned(), counts }).collect()
}
