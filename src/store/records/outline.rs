//! The outline of a plan: its tree of sections, measures and sub-programmes.

use serde::Serialize;
use utoipa::ToSchema;

use super::measures::{self, Measure};
use super::plans::Plan;
use super::sections::{self, Section};
use crate::store::connection::AnyConnection;
use crate::store::error::StoreResult;

/// A plan with its tree of sections and measures.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PlanOutline {
    /// The plan.
    pub plan: Plan,
    /// Top-level sections, in the order of the document.
    pub sections: Vec<OutlineSection>,
}

/// A section of an outline with everything below it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OutlineSection {
    /// The section's id.
    #[schema(example = "072036-gk2022-1-3")]
    pub id: String,
    /// Name of this level in the document.
    #[schema(example = "取組事項")]
    pub level_label: String,
    /// Its number as printed.
    #[schema(example = "３")]
    pub number_text: Option<String>,
    /// Its name.
    #[schema(example = "ＤＸの推進")]
    pub name: String,
    /// Subsections, in the order of the document.
    #[schema(no_recursion)]
    pub sections: Vec<OutlineSection>,
    /// Its measures, in the order of the document.
    pub measures: Vec<OutlineMeasure>,
}

/// A measure of an outline with its sub-programmes.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OutlineMeasure {
    /// The measure's id.
    #[schema(example = "072036-gk2022-1-3-1")]
    pub id: String,
    /// Name of this level in the document.
    #[schema(example = "実施計画")]
    pub level_label: String,
    /// Its number as printed.
    #[schema(example = "①")]
    pub number_text: Option<String>,
    /// Its name.
    #[schema(example = "デジタルファースト推進事業")]
    pub name: String,
    /// The names of its lead departments.
    #[schema(example = json!(["ＤＸ戦略課"]))]
    pub lead_departments: Vec<String>,
    /// Its sub-programmes, in the order of the document.
    #[schema(no_recursion)]
    pub sub_programmes: Vec<OutlineMeasure>,
}

/// Returns the outline of the plan `id`.
///
/// # Errors
/// [`StoreError`](crate::store::StoreError) when a query fails.
pub fn find(connection: &mut AnyConnection, id: &str) -> StoreResult<Option<PlanOutline>> {
    let Some(plan) = Plan::find(connection, id)? else { return Ok(None) };
    let sections = sections::of_plan(connection, id)?;
    let measures = measures::of_plan(connection, id)?;
    Ok(Some(PlanOutline { plan, sections: branch(None, &sections, &measures) }))
}

fn branch(parent: Option<&str>, sections: &[Section], measures: &[Measure]) -> Vec<OutlineSection> {
    sections
        .iter()
        .filter(|section| section.parent_section_id.as_deref() == parent)
        .map(|section| OutlineSection {
            id: section.id.clone(),
            level_label: section.level_label.clone(),
            number_text: section.number_text.clone(),
            name: section.name.clone(),
            sections: branch(Some(&section.id), sections, measures),
            measures: measures
                .iter()
                .filter(|measure| measure.section_id == section.id && measure.parent_measure_id.is_none())
                .map(|measure| leaf(measure, measures))
                .collect(),
        })
        .collect()
}

fn leaf(measure: &Measure, measures: &[Measure]) -> OutlineMeasure {
    OutlineMeasure {
        id: measure.id.clone(),
        level_label: measure.level_label.clone(),
        number_text: measure.number_text.clone(),
        name: measure.name.clone(),
        lead_departments: measure.lead_departments.clone(),
        sub_programmes: measures
            .iter()
            .filter(|child| child.parent_measure_id.as_ref() == Some(&measure.id))
            .map(|child| leaf(child, measures))
            .collect(),
    }
}
