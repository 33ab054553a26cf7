//! The scorecard of a plan: how many of its indicators stand where, by year, section and department; what is covered;
//! which targets the city changed.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;

use super::measures::{self, Measure};
use super::observations::{Observation, of_indicators};
use super::plans::{self, Plan};
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
    /// The fiscal year that sections and departments are counted for; null for now.
    #[schema(example = json!(null))]
    pub fiscal_year: Option<i32>,
    /// How the whole plan stands.
    pub total: StatusCounts,
    /// How it stood in each of its years, by the targets in force in them.
    pub years: Vec<YearProgress>,
    /// How each section stands, with all sections under it, in the order of the document.
    pub sections: Vec<GroupProgress>,
    /// How each lead department stands, by name.
    pub departments: Vec<GroupProgress>,
    /// How much of the plan can be seen.
    pub coverage: Coverage,
    /// Every change of a target by the city, in the order it was made.
    pub revisions: Vec<Revision>,
}

/// How many indicators have each status.
#[derive(Debug, Clone, Copy, Default, Serialize, ToSchema)]
pub struct StatusCounts {
    /// The target is met.
    #[schema(example = 6)]
    pub achieved: u32,
    /// As far as time has gone, or holding what is to be held.
    #[schema(example = 12)]
    pub on_track: u32,
    /// Short of where it should be.
    #[schema(example = 9)]
    pub behind: u32,
    /// Worse than the baseline.
    #[schema(example = 2)]
    pub regressed: u32,
    /// The due year came and the target was not met.
    #[schema(example = 0)]
    pub missed: u32,
    /// The rules give no status.
    #[schema(example = 20)]
    pub not_assessable: u32,
}

/// A year of a scorecard.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct YearProgress {
    /// The fiscal year.
    #[schema(example = 2023)]
    pub fiscal_year: i32,
    /// How the plan stood in it.
    pub counts: StatusCounts,
}

/// A section or department of a scorecard.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct GroupProgress {
    /// Its id; null for a department, which is named as the measures name it.
    #[schema(example = "072036-gk2022-1-3")]
    pub id: Option<String>,
    /// Its name.
    #[schema(example = "行政サービスのデジタル化")]
    pub name: String,
    /// How it stands.
    pub counts: StatusCounts,
}

/// How much of a plan can be seen.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Coverage {
    /// Measures, sub-programmes counted.
    #[schema(example = 29)]
    pub measures: usize,
    /// Measures with an indicator of their own.
    #[schema(example = 27)]
    pub measures_with_indicator: usize,
    /// Indicators.
    #[schema(example = 105)]
    pub indicators: usize,
    /// Indicators with a target.
    #[schema(example = 49)]
    pub with_target: usize,
    /// Of those, the ones with an actual.
    #[schema(example = 35)]
    pub with_target_and_actual: usize,
    /// Of those with a target, the reasons why the rules give no status.
    pub reasons: Vec<ReasonCount>,
}

/// A reason and how often it applies.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReasonCount {
    /// The reason.
    #[schema(example = "no_actual")]
    pub reason: &'static str,
    /// How many indicators.
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

/// An indicator with a target, with its observations and where it stands at the moment asked for.
struct Scored {
    indicator: StoredIndicator,
    figures: Vec<Observation>,
    status: Status,
}

/// The scorecard of the plan `id`, now or for a fiscal year.
///
/// # Errors
/// [`StoreError`](crate::store::StoreError) when a query fails.
pub fn find(connection: &mut AnyConnection, id: &str, fiscal_year: Option<i32>) -> StoreResult<Option<PlanProgress>> {
    let Some(plan) = plans::find(connection, id)? else { return Ok(None) };
    let sections = sections::of_plan(connection, id)?;
    let measures = measures::of_plan(connection, id)?;
    let indicators = StoredIndicator::of_plan(connection, id)?;
    let moment = fiscal_year.map_or(Moment::Latest, Moment::Year);
    let leads = leads(connection, &plan, fiscal_year.or(plan.reported_through_fiscal_year))?;

    let with_indicator: BTreeSet<&str> = indicators.iter().map(|indicator| indicator.measure_id.as_str()).collect();
    let (measures_with_indicator, all) = (with_indicator.len(), indicators.len());
    let targeted: Vec<StoredIndicator> =
        indicators.into_iter().filter(|indicator| indicator.role == "target").collect();
    let keys: Vec<&str> = targeted.iter().map(|indicator| indicator.id.as_str()).collect();
    let mut figures: BTreeMap<String, Vec<Observation>> = BTreeMap::new();
    for figure in of_indicators(connection, &keys)? {
        figures.entry(figure.indicator_id.clone()).or_default().push(figure);
    }
    let mut reasons: BTreeMap<&'static str, u32> = BTreeMap::new();
    let scored: Vec<Scored> = targeted
        .into_iter()
        .map(|indicator| {
            let figures = figures.remove(&indicator.id).unwrap_or_default();
            let progress = indicator.basis().assess(&figures, moment);
            if let Some(reason) = progress.reason {
                *reasons.entry(reason.code()).or_default() += 1;
            }
            Scored { indicator, figures, status: progress.status }
        })
        .collect();
    let has_actual = |scored: &&Scored| scored.figures.iter().any(|figure| figure.kind == "actual");
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
        revisions: revisions(&scored.iter().flat_map(|scored| scored.figures.clone()).collect::<Vec<_>>()),
    }))
}

/// The years the city has reported, or those of the plan where it does not say.
fn years(plan: &Plan, scored: &[Scored]) -> Vec<YearProgress> {
    let last = plan.reported_through_fiscal_year.or(plan.end_fiscal_year);
    let (Some(first), Some(last)) = (plan.start_fiscal_year, last) else { return Vec::new() };
    let at = |year| {
        scored.iter().map(move |scored| scored.indicator.basis().assess(&scored.figures, Moment::Year(year)).status)
    };
    (first..=last).map(|year| YearProgress { fiscal_year: year, counts: StatusCounts::of(at(year)) }).collect()
}

fn by_section(sections: &[Section], measures: &[Measure], scored: &[Scored]) -> Vec<GroupProgress> {
    let section_of: BTreeMap<&str, &str> =
        measures.iter().map(|measure| (measure.id.as_str(), measure.section_id.as_str())).collect();
    let parent_of: BTreeMap<&str, Option<&str>> =
        sections.iter().map(|section| (section.id.as_str(), section.parent_section_id.as_deref())).collect();
    let lies_under = |scored: &&Scored, id: &str| {
        let start = section_of.get(scored.indicator.measure_id.as_str()).copied();
        std::iter::successors(start, |section| parent_of.get(section).copied().flatten()).any(|section| section == id)
    };
    sections
        .iter()
        .map(|section| GroupProgress {
            id: Some(section.id.clone()),
            name: section.name.clone(),
            counts: StatusCounts::of(scored.iter().filter(|it| lies_under(it, &section.id)).map(|it| it.status)),
        })
        .collect()
}

/// The lead departments of each measure in `year`; a department whose years are not printed leads in all of them.
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
