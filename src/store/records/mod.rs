//! The questions of the API, one file a resource: the row that is answered, its list, its item.
//!
//! Knows the rest of `store`. A row struct is the answer itself; what a column means stands in `dataset::definitions`,
//! and only fields that the store derives are described here.

pub mod achievements;
pub mod changes;
pub mod departments;
pub mod indicators;
pub mod local_governments;
pub mod measures;
pub mod observations;
pub mod outline;
pub mod plan_progress;
pub mod plans;
pub mod redirects;
pub mod revisions;
pub mod sections;
pub mod sources;
pub mod trend;
pub mod trend_table;

use std::collections::BTreeSet;

use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;

use super::AnyConnection;
use super::filter::Filter;
use super::schema::measures as measures_table;

/// Where in which document a row stands.
#[derive(Debug, Clone, Serialize, Queryable, ToSchema)]
pub struct SourceReference {
    /// The document: an id of `/v1/sources`.
    #[schema(example = "072036-src-gk2022")]
    pub id: String,
    /// Where in it: sheet, block, row.
    #[schema(example = "取組事項３① 計画 2025年度末までの目標値")]
    pub place: String,
}

/// A row named from another one.
#[derive(Debug, Clone, Serialize, Queryable, ToSchema)]
pub struct Reference {
    /// Its permanent id.
    #[schema(example = "072036-gk2022-1-3-1")]
    pub id: String,
    /// Its name.
    #[schema(example = "デジタルファースト推進事業")]
    pub name: String,
}

/// The ids asked for and those of their sub-programmes.
fn with_sub_programmes(connection: &mut AnyConnection, ids: &[String]) -> QueryResult<Vec<String>> {
    let mut all: Vec<String> = measures_table::table
        .filter(measures_table::parent_measure_id.eq_any(ids.to_vec()))
        .select(measures_table::id)
        .load(connection)?;
    all.extend_from_slice(ids);
    Ok(all)
}

/// Narrows a boxed query whose table has `localgov_code` and `plan_id`, by the filters that concern the measure a row
/// belongs to. (A macro: each table is another type, and a subquery cannot be boxed for two engines.)
macro_rules! narrow_by_measure {
    ($connection:expr, $query:expr, $filter:expr, $table:ident, $measure_id:expr) => {{
        use $crate::store::records::{sections, with_sub_programmes};
        use $crate::store::schema::{departments, measure_departments, measure_tags, measures};
        let (filter, mut query) = ($filter, $query);
        if !filter.localgov_code.is_empty() {
            query = query.filter($table::localgov_code.eq_any(filter.localgov_code.clone()));
        }
        if !filter.plan_id.is_empty() {
            query = query.filter($table::plan_id.eq_any(filter.plan_id.clone()));
        }
        if !filter.section_id.is_empty() {
            let sections = sections::with_descendants($connection, &filter.section_id)?;
            let hanging = diesel::alias!(measures as hanging);
            let hanging = hanging
                .filter(hanging.field(measures::section_id).eq_any(sections))
                .select(hanging.field(measures::id));
            query = query.filter($measure_id.eq_any(hanging));
        }
        if !filter.measure_id.is_empty() {
            query = query.filter($measure_id.eq_any(with_sub_programmes($connection, &filter.measure_id)?));
        }
        if !filter.department.is_empty() {
            let named = departments::table
                .filter(departments::id.eq_any(filter.department.clone()))
                .or_filter(departments::name.eq_any(filter.department.clone()))
                .select(departments::id);
            let theirs = measure_departments::table
                .filter(measure_departments::department_id.eq_any(named))
                .select(measure_departments::measure_id);
            query = query.filter($measure_id.eq_any(theirs));
        }
        for (sdg, codes) in [(true, &filter.sdg), (false, &filter.tag)] {
            if !codes.is_empty() {
                let tagged = measure_tags::table
                    .filter(measure_tags::scheme.eq("sdg_target").eq(sdg))
                    .filter(measure_tags::code.eq_any(codes.clone()))
                    .select(measure_tags::measure_id);
                query = query.filter($measure_id.eq_any(tagged));
            }
        }
        query
    }};
}
use narrow_by_measure;

/// The number of rows of a list, where it was counted when it was imported: unfiltered, or all of some governments or
/// plans. `of_governments` and `of_plans` are the columns that hold it.
macro_rules! counted_at_import {
    ($connection:expr, $filter:expr, $count:ident) => {{
        use diesel::dsl::sum;
        use $crate::store::filter::Filter;
        use $crate::store::schema::{local_governments, plans};
        let filter: &Filter = $filter;
        let (governments, some_plans) = (filter.localgov_code.clone(), filter.plan_id.clone());
        let of_governments = Filter { localgov_code: governments.clone(), ..Filter::default() };
        let of_plans = Filter { plan_id: some_plans.clone(), ..Filter::default() };
        let sum: Option<Option<i64>> = if *filter == Filter::default() {
            Some(local_governments::table.select(sum(local_governments::$count)).get_result($connection)?)
        } else if *filter == of_governments {
            let theirs = local_governments::table.filter(local_governments::localgov_code.eq_any(governments));
            Some(theirs.select(sum(local_governments::$count)).get_result($connection)?)
        } else if *filter == of_plans {
            let theirs = plans::table.filter(plans::id.eq_any(some_plans));
            Some(theirs.select(sum(plans::$count)).get_result($connection)?)
        } else {
            None
        };
        sum.map(|sum| sum.unwrap_or(0))
    }};
}
use counted_at_import;

/// The years of the filter, each once; there are at most 233 of them.
fn years(filter: &Filter) -> Vec<i32> {
    let spans = filter.fiscal_year.iter().map(|span| span.first.year()..=span.last.year());
    spans.flatten().collect::<BTreeSet<i32>>().into_iter().collect()
}
