//! The scorecard of a plan: indicators by status, year, section and department; coverage; changed targets.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;

use super::measures::{self, Measure};
use super::observations::{Observation, of_indicators};
use super::plans::Plan;
use super::revisions::{Revision, revisions};
use super::sections::{self, Section};
use super::stored_indicator::StoredIndicator;
use crate::domain::progress::{Moment, Status};
use crate::store::connection::AnyConnection;
use crate::store::error::StoreResult;
use crate::store::schema::{departments, measure_departments, measures as measures_table};

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
    fn add(&mut self, status: Status) {
        *match status {
            Status::Achieved => &mut self.achieved,
            Status::OnTrack => &mut self.on_track,
            Status::Behind => &mut self.behind,
            Status::Regressed => &mut self.regressed,
            Status::Missed => &mut self.missed,
            Status::NotAssessable => &mut self.not_assessable,
        } += 1;
    }

    fn of(statuses: impl Iterator<Item = Status>) -> Self {
        let mut counts = Self::default();
        statuses.for_each(|status| counts.add(status));
        counts
    }
}

/// An indicator with a target, its observations and its status at the requested moment.
struct Scored {
    indicator: StoredIndicator,
    observations: Vec<Observation>,
    status: Status,
}

/// Returns the scorecard of the plan `id`, of the current progress or of a fiscal year.
///
/// # Errors
/// [`StoreError`](crate::store::StoreError) when a query fails.
pub fn find(connection: &mut AnyConnection, id: &str, fiscal_year: Option<i32>) -> StoreResult<Option<PlanProgress>> {
    let Some(plan) = Plan::find(connection, id)? else { return Ok(None) };
    let sections = sections::of_plan(connection, id)?;
    let measures = measures::of_plan(connection, id)?;
    let indicators = StoredIndicator::of_plan(connection, id)?;
    let moment = fiscal_year.map_or(Moment::Latest, Moment::Year);
    let leads = leads(connection, &plan, fiscal_year.or(plan.reported_through_fiscal_year))?;

    let with_indicator: BTreeSet<&str> = indicators.iter().map(|indicator| indicator.measure_id.as_str()).collect();
    let (measures_with_indicator, all) = (with_indicator.len(), indicators.len());
    let targeted: Vec<StoredIndicator> =
        indicators.into_iter().filter(|indicator| indicator.role == "target").collect();
    let ids: Vec<&str> = targeted.iter().map(|indicator| indicator.id.as_str()).collect();
    let mut observations: BTreeMap<String, Vec<Observation>> = BTreeMap::new();
    for observation in of_indicators(connection, &ids)? {
        observations.entry(observation.indicator_id.clone()).or_default().push(observation);
    }
    let mut reasons: BTreeMap<&'static str, u32> = BTreeMap::new();
    let scored: Vec<Scored> = targeted
        .into_iter()
        .map(|indicator| {
            let observations = observations.remove(&indicator.id).unwrap_or_default();
            let progress = indicator.basis().assess(&observations, moment);
            if let Some(reason) = progress.reason {
                *reasons.entry(reason.code()).or_default() += 1;
            }
            Scored { indicator, observations, status: progress.status }
        })
        .collect();
    let has_actual = |scored: &&Scored| scored.observations.iter().any(|observation| observation.kind == "actual");
    Ok(Some(PlanProgress {
        plan_id: plan.id.clone(),
        fiscal_year,
        total: StatusCounts::of(scored.iter().map(|scored| scored.status)),
        years: years(&plan, &scored),
        sections: by_section(&sections, &measures, &scored),
        departments: by_department(&leads, &scored),
        coverage: Coverage {
            measures: measures.len(),
            measures_with_indicator,
            indicators: all,
            with_target: scored.len(),
            with_target_and_actual: scored.iter().filter(has_actual).count(),
            reasons: reasons.into_iter().map(|(reason, count)| ReasonCount { reason, count }).collect(),
        },
        revisions: revisions(&scored.iter().flat_map(|scored| scored.observations.clone()).collect::<Vec<_>>()),
    }))
}

/// Counts each year that the city has reported, or each year of the plan where that is not known.
fn years(plan: &Plan, scored: &[Scored]) -> Vec<YearProgress> {
    let last = plan.reported_through_fiscal_year.or(plan.end_fiscal_year);
    let (Some(first), Some(last)) = (plan.start_fiscal_year, last) else { return Vec::new() };
    let at = |year| {
        scored
            .iter()
            .map(move |scored| scored.indicator.basis().assess(&scored.observations, Moment::Year(year)).status)
    };
    (first..=last).map(|year| YearProgress { fiscal_year: year, counts: StatusCounts::of(at(year)) }).collect()
}

fn by_section(sections: &[Section], measures: &[Measure], scored: &[Scored]) -> Vec<GroupProgress> {
    let section_of: BTreeMap<&str, &str> =
        measures.iter().map(|measure| (measure.id.as_str(), measure.section_id.as_str())).collect();
    let parent_of: BTreeMap<&str, Option<&str>> =
        sections.iter().map(|section| (section.id.as_str(), section.parent_section_id.as_deref())).collect();
    let is_under = |scored: &&Scored, id: &str| {
        let start = section_of.get(scored.indicator.measure_id.as_str()).copied();
        std::iter::successors(start, |section| parent_of.get(section).copied().flatten()).any(|section| section == id)
    };
    sections
        .iter()
        .map(|section| GroupProgress {
            id: Some(section.id.clone()),
            name: section.name.clone(),
            counts: StatusCounts::of(scored.iter().filter(|it| is_under(it, &section.id)).map(|it| it.status)),
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
        .inner_join(measures_table::table)
        .filter(measures_table::plan_id.eq(&plan.id).and(measure_departments::role.eq("lead")))
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

fn by_department(leads: &BTreeMap<String, BTreeSet<String>>, scored: &[Scored]) -> Vec<GroupProgress> {
    let mut all: BTreeMap<&str, StatusCounts> = BTreeMap::new();
    for it in scored {
        for department in leads.get(&it.indicator.measure_id).into_iter().flatten() {
            all.entry(department).or_default().add(it.status);
        }
    }
    all.into_iter().map(|(name, counts)| GroupProgress { id: None, name: name.to_owned(), counts }).collect()
}
