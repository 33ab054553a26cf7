//! Filters that select rows by the measure they belong to; shared by measures, indicators, observations and
//! achievements.

use std::collections::BTreeSet;

use diesel::prelude::*;

use super::filters::filter_any;
use super::{departments, sections};
use crate::store::connection::{AnyConnection, Backend};
use crate::store::error::StoreResult;
use crate::store::list::{Governments, Purpose};
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

    /// Returns the governments of all rows of this scope, if it selects by nothing else.
    pub(super) fn governments(&self) -> Option<Governments<'_>> {
        match self.stored_count()? {
            StoredCount::All => Some(Governments::All),
            StoredCount::Governments([code]) => Some(Governments::One(code)),
            StoredCount::Governments(_) | StoredCount::Plans(_) => None,
        }
    }

    /// Returns a scope for each of its governments, or of its plans where it has not several governments.
    pub(super) fn parts(&self) -> Vec<Self> {
        let distinct = |values: &[String]| values.iter().cloned().collect::<BTreeSet<String>>();
        let (codes, plans) = (distinct(&self.localgov_code), distinct(&self.plan_id));
        if codes.len() > 1 {
            codes.into_iter().map(|code| Self { localgov_code: vec![code], ..self.clone() }).collect()
        } else {
            plans.into_iter().map(|plan| Self { plan_id: vec![plan], ..self.clone() }).collect()
        }
    }

    /// Returns whether the scope selects by the id of a government or plan.
    pub(super) fn selects_by_ancestor(&self) -> bool {
        !self.localgov_code.is_empty() || !self.plan_id.is_empty()
    }
}

/// Applies the filters of a scope on the departments and tags of a measure to a boxed query; `$departments` are the ids of
/// the departments, if it has that filter, and `$measure_id` is the column that names the measure. (A macro because a
/// subquery cannot be boxed for two engines.)
macro_rules! filter_by_links {
    ($query:expr, $scope:expr, $departments:expr, $measure_id:expr, $purpose:expr) => {{
        use diesel::dsl::exists;
        use $crate::store::list::Purpose;
        use $crate::store::records::measure_scope::MeasureScope;
        use $crate::store::schema::{effective_tags, measure_departments};
        let (mut query, scope): (_, &MeasureScope) = ($query, $scope);
        if let Some(departments) = $departments {
            query = match $purpose {
                Purpose::Count => {
                    let in_charge =
                        measure_departments::table.filter(measure_departments::department_id.eq_any(departments.clone()));
                    query.filter($measure_id.eq_any(in_charge.select(measure_departments::measure_id)))
                }
                // A name may have a department in every government: an index on the department would be searched for each
                // of them, for every row. An expression has no index.
                Purpose::Page(_) => {
                    let in_charge = measure_departments::table
                        .filter(measure_departments::measure_id.eq($measure_id))
                        .filter(measure_departments::department_id.concat("").eq_any(departments.clone()));
                    query.filter(exists(in_charge))
                }
            };
        }
        for (is_sdg, codes) in [(true, &scope.sdg), (false, &scope.tag)] {
            if !codes.is_empty() {
                let tagged = effective_tags::table
                    .filter(effective_tags::scheme.eq("sdg_target").eq(is_sdg))
                    .filter(effective_tags::code.eq_any(codes.clone()));
                query = match $purpose {
                    Purpose::Count => query.filter($measure_id.eq_any(tagged.select(effective_tags::subject_id))),
                    Purpose::Page(_) => query.filter(exists(tagged.filter(effective_tags::subject_id.eq($measure_id)))),
                };
            }
        }
        query
    }};
}
pub(super) use filter_by_links;

/// The measures that the filters on single measures leave.
pub(super) enum ScopedMeasures {
    /// There is no such filter.
    All,
    /// A query starts with these measures and sorts their rows.
    Few(Vec<String>),
    /// A query of a page reads the rows in their order and looks at the measure of each; counting starts with the
    /// measures nevertheless.
    Many {
        /// Ids of the departments of the filter, if there is one.
        departments: Option<Vec<String>>,
    },
}

/// Largest number of measures that a query of a page starts with. Their rows, 20,000 observations, are sorted in about
/// the time in which a page of as many measures among a country's is found in its order.
const FEW_MEASURES: usize = 1_000;

impl ScopedMeasures {
    /// Applies the filters on single measures, if there are any.
    pub(super) fn of(connection: &mut AnyConnection, scope: &MeasureScope, purpose: Purpose) -> StoreResult<Self> {
        let MeasureScope { localgov_code, plan_id, section_id, measure_id, department, sdg, tag } = scope;
        let [has_ids, has_links] = [&[section_id, measure_id][..], &[department, sdg, tag]]
            .map(|lists| !lists.iter().all(|list| list.is_empty()));
        if !has_ids && !has_links {
            return Ok(Self::All);
        }
        let departments = match department.as_slice() {
            [] => None,
            named => Some(departments::with_subordinates(connection, named, localgov_code)?),
        };
        // Counting starts with the measures anyway, so it need not know how many they are.
        if !has_ids && purpose == Purpose::Count {
            return Ok(Self::Many { departments });
        }
        let query = measures::table.into_boxed::<Backend>();
        let query = filter_any!(query, measures::localgov_code, localgov_code.clone());
        let mut query = filter_any!(query, measures::plan_id, plan_id.clone());
        if !section_id.is_empty() {
            query = filter_any!(query, measures::section_id, sections::with_descendants(connection, section_id)?);
        }
        if !measure_id.is_empty() {
            query = filter_any!(query, measures::id, with_sub_programmes(connection, measure_id)?);
        }
        let query = filter_by_links!(query, scope, &departments, measures::id, Purpose::Count);
        let most = i64::try_from(FEW_MEASURES + 1).unwrap_or(i64::MAX);
        let ids: Vec<String> = query.select(measures::id).limit(most).load(connection)?;
        Ok(if ids.len() > FEW_MEASURES { Self::Many { departments } } else { Self::Few(ids) })
    }

    /// Returns whether a query starts with measures.
    pub(super) fn are_few(&self) -> bool {
        matches!(self, Self::Few(_))
    }
}

/// Returns the measures and their sub-programmes.
fn with_sub_programmes(connection: &mut AnyConnection, ids: &[String]) -> StoreResult<Vec<String>> {
    let query = filter_any!(measures::table.into_boxed::<Backend>(), measures::parent_measure_id, ids.to_vec());
    let mut all: Vec<String> = query.select(measures::id).load(connection)?;
    all.extend_from_slice(ids);
    Ok(all)
}

/// Applies a [`MeasureScope`], whose measures are `$measures`, to a boxed query of a table with `localgov_code` and
/// `plan_id`; `$measure_id` is the column that names the measure.
macro_rules! filter_by_scope {
    ($query:expr, $scope:expr, $measures:expr, $purpose:expr, $table:ident, $measure_id:expr) => {{
        use $crate::store::records::filters::filter_any;
        use $crate::store::records::measure_scope::{MeasureScope, ScopedMeasures, filter_by_links};
        let scope: &MeasureScope = $scope;
        let query = filter_any!($query, $table::localgov_code, scope.localgov_code.clone());
        let query = filter_any!(query, $table::plan_id, scope.plan_id.clone());
        match $measures {
            ScopedMeasures::All => query,
            ScopedMeasures::Few(ids) => match ids.as_slice() {
                [only] => query.filter($measure_id.eq(only.clone())),
                several => query.filter($measure_id.eq_any(several.to_vec())),
            },
            ScopedMeasures::Many { departments } => {
                filter_by_links!(query, scope, &departments, $measure_id, $purpose)
            }
        }
    }};
}
pub(super) use filter_by_scope;

/// Returns the scope of a filter that has nothing else.
macro_rules! scope_alone {
    ($filter:expr) => {{
        let mut other = $filter.clone();
        std::mem::take(&mut other.scope);
        $crate::store::records::measure_scope::is_default(&other).then_some(&$filter.scope)
    }};
}
pub(super) use scope_alone;

/// Returns the number of rows of a list if the import stored it: `None` when the filter has more than a scope, or a
/// scope without a stored count. `$count` is the column that holds it.
macro_rules! stored_count {
    ($connection:expr, $filter:expr, $count:ident) => {{
        use diesel::dsl::sum;
        use $crate::store::connection::Backend;
        use $crate::store::records::filters::filter_any;
        use $crate::store::records::measure_scope::{MeasureScope, StoredCount, scope_alone};
        use $crate::store::schema::{local_governments, plans};
        let sum: Option<Option<i64>> = match scope_alone!($filter).and_then(MeasureScope::stored_count) {
            Some(StoredCount::All) => {
                Some(local_governments::table.select(sum(local_governments::$count)).get_result($connection)?)
            }
            Some(StoredCount::Governments(codes)) => {
                let all = local_governments::table.select(sum(local_governments::$count)).into_boxed::<Backend>();
                Some(filter_any!(all, local_governments::localgov_code, codes.to_vec()).get_result($connection)?)
            }
            Some(StoredCount::Plans(ids)) => {
                let all = plans::table.select(sum(plans::$count)).into_boxed::<Backend>();
                Some(filter_any!(all, plans::id, ids.to_vec()).get_result($connection)?)
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
