//! Measures: the units of work.

use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;

use super::achievements::Achievement;
use super::departments::MeasureDepartment;
use super::filters::{code_values, filter_any};
use super::indicators::Indicator;
use super::measure_scope::{MeasureScope, ScopedMeasures, filter_by_scope, scope_alone, stored_count};
use super::{Reference, SourceReference};
use crate::model::codes::Code;
use crate::store::column_types::StoredList;
use crate::store::connection::AnyConnection;
use crate::store::error::StoreResult;
use crate::store::impl_list::impl_list;
use crate::store::schema::{actions, measures};

/// A measure (実施計画, 計画項目, 取組): the unit of work of a plan.
#[derive(Debug, Clone, Serialize, Queryable, Selectable, ToSchema)]
#[diesel(table_name = measures)]
pub struct Measure {
    pub id: String,
    pub localgov_code: String,
    pub localgov_name: String,
    pub plan_id: String,
    pub section_id: String,
    pub parent_measure_id: Option<String>,
    pub sort_order: i32,
    pub level_label: String,
    pub number_text: Option<String>,
    pub name: String,
    pub name_basis: String,
    pub former_name: Option<String>,
    /// Names of its lead departments, in the order of the document.
    #[schema(example = json!(["市民課"]))]
    #[diesel(deserialize_as = StoredList)]
    pub lead_departments: Vec<String>,
    /// Names of its coordinating and related departments, in the order of the document.
    #[schema(example = json!([]))]
    #[diesel(deserialize_as = StoredList)]
    pub related_departments: Vec<String>,
    /// The SDG targets it is tagged with, and those of the measure above it, as printed.
    #[schema(example = json!(["17.14"]))]
    #[diesel(deserialize_as = StoredList)]
    pub sdg_targets: Vec<String>,
    /// Codes of its other tags: the lists `tag_goless` and `tag_disclosure_channel`.
    #[schema(example = json!([]))]
    #[diesel(deserialize_as = StoredList)]
    pub tags: Vec<String>,
    /// Those of `sdg_targets` and `tags` that are printed for the measure above it only.
    #[schema(example = json!([]))]
    #[diesel(deserialize_as = StoredList)]
    pub inherited_tags: Vec<String>,
    pub overview: Option<String>,
    pub current_issues: Option<String>,
    pub approach: Option<String>,
    pub desired_state: Option<String>,
    pub text_origin: Option<String>,
    pub measure_status: Option<String>,
    pub status_text: Option<String>,
    pub status_fiscal_year: Option<i32>,
    pub unassigned_marks: Option<i32>,
    pub disclosure: Option<String>,
    pub same_as_measure_id: Option<String>,
    pub doubt: Option<String>,
    /// Document and location the measure was taken from.
    #[diesel(select_expression = (measures::source_id, measures::source_place))]
    #[diesel(select_expression_type = (measures::source_id, measures::source_place))]
    pub source: SourceReference,
    pub note: Option<String>,
}

/// A measure with its departments, sub-programmes, planned actions, indicators and achievements.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MeasureDetail {
    /// The measure itself.
    #[serde(flatten)]
    pub measure: Measure,
    /// Its departments, in the order of the document.
    pub departments: Vec<MeasureDepartment>,
    /// Its sub-programmes, in the order of the document.
    pub sub_programmes: Vec<Reference>,
    /// Its planned actions (行動計画), in the order of the document.
    pub actions: Vec<Action>,
    /// Its indicators without those of sub-programmes, in the order of the document.
    pub indicators: Vec<Indicator>,
    /// Its achievements, ordered by year and part.
    pub achievements: Vec<Achievement>,
}

/// A planned action (行動計画) of a measure; its years may be unknown.
#[derive(Debug, Clone, Serialize, Queryable, Selectable, ToSchema)]
#[diesel(table_name = actions)]
pub struct Action {
    pub id: String,
    pub sort_order: i32,
    pub group_name: Option<String>,
    pub name: String,
    pub start_fiscal_year: Option<i32>,
    pub end_fiscal_year: Option<i32>,
    pub years_status: String,
    pub measure_status: Option<String>,
    pub status_text: Option<String>,
    pub status_fiscal_year: Option<i32>,
    pub doubt: Option<String>,
    /// Document and location the action was taken from.
    #[diesel(select_expression = (actions::source_id, actions::source_place))]
    #[diesel(select_expression_type = (actions::source_id, actions::source_place))]
    pub source: SourceReference,
    pub note: Option<String>,
}

/// Filters of the list of measures.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MeasureFilter {
    /// Which measures.
    pub scope: MeasureScope,
    /// Statuses printed in the document.
    pub measure_status: Vec<&'static Code>,
}

impl_list! {
    Measure from measures by id;
    |connection, filter: MeasureFilter, purpose| {
        let own = ScopedMeasures::of(connection, &filter.scope, purpose)?;
        let query = measures::table.into_boxed();
        let query = filter_by_scope!(query, &filter.scope, own, purpose, measures, measures::id);
        filter_any!(query, measures::measure_status, code_values(&filter.measure_status))
    };
    count: stored_count!(connection, filter, measure_count);
    governments: scope_alone!(filter)?.governments();
    rendered: Measure
}

/// Returns the measure `id` with everything that belongs to it.
///
/// # Errors
/// [`StoreError`](crate::store::StoreError) when a query fails.
pub fn find(connection: &mut AnyConnection, id: &str) -> StoreResult<Option<MeasureDetail>> {
    let Some(measure) = Measure::find(connection, id)? else { return Ok(None) };
    let sub_programmes = measures::table
        .filter(measures::parent_measure_id.eq(id))
        .order((measures::sort_order.asc(), measures::id.asc()))
        .select((measures::id, measures::name))
        .load(connection)?;
    let actions = actions::table
        .filter(actions::measure_id.eq(id))
        .order((actions::sort_order.asc(), actions::id.asc()))
        .select(Action::as_select())
        .load(connection)?;
    Ok(Some(MeasureDetail {
        measure,
        departments: super::departments::of_measure(connection, id)?,
        sub_programmes,
        actions,
        indicators: super::indicators::of_measure(connection, id)?,
        achievements: super::achievements::of_measure(connection, id)?,
    }))
}

/// Returns the measures of a plan, in the order of the document.
pub(super) fn of_plan(connection: &mut AnyConnection, plan_id: &str) -> StoreResult<Vec<Measure>> {
    Ok(measures::table
        .filter(measures::plan_id.eq(plan_id))
        .order((measures::sort_order.asc(), measures::id.asc()))
        .select(Measure::as_select())
        .load(connection)?)
}
