//! Filters that select rows by the measure they belong to; shared by measures, indicators, observations and
//! achievements.

use diesel::prelude::*;

use crate::store::connection::AnyConnection;
use crate::store::error::StoreResult;
use crate::store::schema::measures;

/// Selects rows by the measure they belong to. An empty list does not filter; the values of one list are alternatives,
/// and a row must match every list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MeasureScope {
    /// 全国地方公共団体コード.
    pub localgov_code: Vec<String>,
    /// Ids of plans.
    pub plan_id: Vec<String>,
    /// Ids of sections; a section includes all sections under it.
    pub section_id: Vec<String>,
    /// Ids of measures; a measure includes its sub-programmes.
    pub measure_id: Vec<String>,
    /// Ids or names of departments, in any role.
    pub department: Vec<String>,
    /// SDG targets as printed: `17.14`.
    pub sdg: Vec<String>,
    /// Codes of tags of any other scheme.
    pub tag: Vec<String>,
}

/// The rows whose number was stored at import, so that nothing needs to be counted.
pub(super) enum StoredCount<'a> {
    /// All rows.
    All,
    /// All rows of these governments.
    Governments(&'a [String]),
    /// All rows of these plans.
    Plans(&'a [String]),
}

impl MeasureScope {
    /// Returns which stored counts add up to the rows of this scope, if any do.
    pub(super) fn stored_count(&self) -> Option<StoredCount<'_>> {
        let Self { localgov_code, plan_id, section_id, measure_id, department, sdg, tag } = self;
        if ![section_id, measure_id, department, sdg, tag].into_iter().all(Vec::is_empty) {
            return None;
        }
        match (localgov_code.as_slice(), plan_id.as_slice()) {
            ([], []) => Some(StoredCount::All),
            (codes, []) => Some(StoredCount::Governments(codes)),
            ([], ids) => Some(StoredCount::Plans(ids)),
            _ => None,
        }
    }

    /// Returns whether the scope selects by id, which leaves few rows.
    pub(super) fn selects_by_id(&self) -> bool {
        [&self.localgov_code, &self.plan_id, &self.section_id, &self.measure_id].into_iter().any(|ids| !ids.is_empty())
    }
}

/// Returns the measures and their sub-programmes.
pub(super) fn with_sub_programmes(connection: &mut AnyConnection, ids: &[String]) -> StoreResult<Vec<String>> {
    let mut all: Vec<String> =
        measures::table.filter(measures::parent_measure_id.eq_any(ids)).select(measures::id).load(connection)?;
    all.extend_from_slice(ids);
    Ok(all)
}

/// Applies a [`MeasureScope`] to a boxed query of a table that has `localgov_code` and `plan_id`; `$measure_id` is the
/// column that names the measure. (A macro because a subquery cannot be boxed for two engines.)
macro_rules! filter_by_scope {
    ($connection:expr, $query:expr, $scope:expr, $table:ident, $measure_id:expr) => {{
        use $crate::store::records::filters::filter_any;
        use $crate::store::records::{measure_scope, sections};
        use $crate::store::schema::{departments, measure_departments, measure_tags, measures};
        let scope: &measure_scope::MeasureScope = $scope;
        let query = filter_any!($query, $table::localgov_code, scope.localgov_code.clone());
        let mut query = filter_any!(query, $table::plan_id, scope.plan_id.clone());
        if !scope.section_id.is_empty() {
            let sections = sections::with_descendants($connection, &scope.section_id)?;
            let of_sections = diesel::alias!(measures as of_sections);
            let of_sections = of_sections
                .filter(of_sections.field(measures::section_id).eq_any(sections))
                .select(of_sections.field(measures::id));
            query = query.filter($measure_id.eq_any(of_sections));
        }
        if !scope.measure_id.is_empty() {
            let ids = measure_scope::with_sub_programmes($connection, &scope.measure_id)?;
            query = filter_any!(query, $measure_id, ids);
        }
        if !scope.department.is_empty() {
            let named = departments::table
                .filter(departments::id.eq_any(scope.department.clone()))
                .or_filter(departments::name.eq_any(scope.department.clone()))
                .select(departments::id);
            let of_departments = measure_departments::table
                .filter(measure_departments::department_id.eq_any(named))
                .select(measure_departments::measure_id);
            query = query.filter($measure_id.eq_any(of_departments));
        }
        for (is_sdg, codes) in [(true, &scope.sdg), (false, &scope.tag)] {
            if !codes.is_empty() {
                let tagged = measure_tags::table
                    .filter(measure_tags::scheme.eq("sdg_target").eq(is_sdg))
                    .filter(measure_tags::code.eq_any(codes.clone()))
                    .select(measure_tags::measure_id);
                query = query.filter($measure_id.eq_any(tagged));
            }
        }
        query
    }};
}
pub(super) use filter_by_scope;

/// Returns the number of rows of a list if the import stored it: `None` when the filter has more than a scope, or a
/// scope without a stored count. `$count` is the column that holds it.
macro_rules! stored_count {
    ($connection:expr, $filter:expr, $count:ident) => {{
        use diesel::dsl::sum;
        use $crate::store::records::measure_scope::{StoredCount, is_default};
        use $crate::store::schema::{local_governments, plans};
        let mut other = $filter.clone();
        let scope = std::mem::take(&mut other.scope);
        let sum: Option<Option<i64>> = match scope.stored_count().filter(|_| is_default(&other)) {
            Some(StoredCount::All) => {
                Some(local_governments::table.select(sum(local_governments::$count)).get_result($connection)?)
            }
            Some(StoredCount::Governments(codes)) => {
                let governments = local_governments::table.filter(local_governments::localgov_code.eq_any(codes));
                Some(governments.select(sum(local_governments::$count)).get_result($connection)?)
            }
            Some(StoredCount::Plans(ids)) => {
                let plans = plans::table.filter(plans::id.eq_any(ids));
                Some(plans.select(sum(plans::$count)).get_result($connection)?)
            }
            None => None,
        };
        sum.map(|sum| sum.unwrap_or(0))
    }};
}
pub(super) use stored_count;

/// Returns whether a filter selects every row.
pub(super) fn is_default<F: Default + PartialEq>(filter: &F) -> bool {
    *filter == F::default()
}
