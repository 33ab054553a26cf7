//! Sections: the nodes of a plan's own tree.

use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;

use super::filters::filter_any;
use super::{Reference, SourceReference};
use crate::store::connection::{AnyConnection, Backend};
use crate::store::error::StoreResult;
use crate::store::impl_list::impl_list;
use crate::store::schema::{measures, sections};

/// A node of a plan's own tree (施策体系).
#[derive(Debug, Clone, Serialize, Queryable, Selectable, ToSchema)]
#[diesel(table_name = sections)]
pub struct Section {
    pub id: String,
    pub localgov_code: String,
    pub localgov_name: String,
    pub plan_id: String,
    pub parent_section_id: Option<String>,
    pub sort_order: i32,
    pub level_label: String,
    pub number_text: Option<String>,
    pub name: String,
    pub name_basis: String,
    pub doubt: Option<String>,
    /// Document and location the section was taken from.
    #[diesel(select_expression = (sections::source_id, sections::source_place))]
    #[diesel(select_expression_type = (sections::source_id, sections::source_place))]
    pub source: SourceReference,
    pub note: Option<String>,
}

/// A section with its subsections and measures.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SectionDetail {
    /// The section itself.
    #[serde(flatten)]
    pub section: Section,
    /// Its direct subsections, in the order of the document.
    pub sections: Vec<Reference>,
    /// Its measures without sub-programmes, in the order of the document.
    pub measures: Vec<Reference>,
}

/// Filters of the list of sections.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SectionFilter {
    /// 全国地方公共団体コード.
    pub localgov_code: Vec<String>,
    /// Ids of plans.
    pub plan_id: Vec<String>,
    /// Ids of sections; a section includes all sections under it.
    pub section_id: Vec<String>,
}

impl_list! {
    Section from sections by id;
    |connection, filter: SectionFilter| {
        let query = filter_any!(sections::table.into_boxed(), sections::localgov_code, filter.localgov_code.clone());
        let query = filter_any!(query, sections::plan_id, filter.plan_id.clone());
        filter_any!(query, sections::id, with_descendants(connection, &filter.section_id)?)
    };
    rendered: Section
}

/// Returns the section `id` with its subsections and measures.
///
/// # Errors
/// [`StoreError`](crate::store::StoreError) when a query fails.
pub fn find(connection: &mut AnyConnection, id: &str) -> StoreResult<Option<SectionDetail>> {
    let Some(section) = Section::find(connection, id)? else { return Ok(None) };
    let children = sections::table
        .filter(sections::parent_section_id.eq(id))
        .order((sections::sort_order.asc(), sections::id.asc()))
        .select((sections::id, sections::name))
        .load(connection)?;
    let measures = measures::table
        .filter(measures::section_id.eq(id).and(measures::parent_measure_id.is_null()))
        .order((measures::sort_order.asc(), measures::id.asc()))
        .select((measures::id, measures::name))
        .load(connection)?;
    Ok(Some(SectionDetail { section, sections: children, measures }))
}

/// Returns the sections of a plan, in the order of the document.
///
/// # Errors
/// [`StoreError`](crate::store::StoreError) when a query fails.
pub(super) fn of_plan(connection: &mut AnyConnection, plan_id: &str) -> StoreResult<Vec<Section>> {
    Ok(sections::table
        .filter(sections::plan_id.eq(plan_id))
        .order((sections::sort_order.asc(), sections::id.asc()))
        .select(Section::as_select())
        .load(connection)?)
}

/// Returns the sections and all their descendants, with one query per level: a plan has few levels.
pub(super) fn with_descendants(connection: &mut AnyConnection, ids: &[String]) -> StoreResult<Vec<String>> {
    let mut all = ids.to_vec();
    let mut level = ids.to_vec();
    while !level.is_empty() {
        let below = filter_any!(sections::table.into_boxed::<Backend>(), sections::parent_section_id, level);
        level = below.select(sections::id).load(connection)?;
        level.retain(|id| !all.contains(id));
        all.extend_from_slice(&level);
    }
    Ok(all)
}
