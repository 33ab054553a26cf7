//! The data that a URL is about: that of one government where its path or a filter by id names one, else all.

use super::strict_query::Query;
use crate::model::{DataScope, Scope, table};

/// Filters by ids and codes, which begin with the code of a government. Rows must match every filter of a request.
const ID_FILTERS: [&str; 6] = ["localgov_code", "plan_id", "section_id", "measure_id", "indicator_id", "subject_id"];

/// Lists that the same filters narrow to one government, though they are no table of governments.
const OTHER_FILTERED_LISTS: [&str; 2] = ["changes", "search"];

/// Returns the scope of the path `stem`, without extension, and `query`. What is not known to belong to one government
/// depends on all data: a response that is refreshed too often is still right.
pub(super) fn data_scope(stem: &str, query: &Query) -> DataScope {
    let mut segments = stem.strip_prefix("/v1/").unwrap_or_default().split('/');
    let resource = segments.next().unwrap_or_default();
    let is_of_governments = table(resource).is_some_and(|table| table.scope == Scope::Government);
    match segments.next() {
        Some(id) if is_of_governments => DataScope::of_id(id),
        None if is_of_governments || OTHER_FILTERED_LISTS.contains(&resource) => filtered_scope(query),
        _ => DataScope::All,
    }
}

/// Returns the one government that all values of filters by id name.
fn filtered_scope(query: &Query) -> DataScope {
    let filters = query.pairs().filter(|(name, _)| ID_FILTERS.contains(name));
    let mut scopes = filters.flat_map(|(_, value)| value.split(',')).map(DataScope::of_id);
    let Some(first) = scopes.next() else { return DataScope::All };
    if scopes.all(|scope| scope == first) { first } else { DataScope::All }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scope(target: &str) -> DataScope {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        data_scope(path, &Query::parse(query).unwrap())
    }

    #[test]
    fn a_path_or_a_filter_by_id_names_one_government() {
        for target in [
            "/v1/local_governments/072036",
            "/v1/measures/072036-gk2022-1-3-1",
            "/v1/plans/072036-gk2022/progress",
            "/v1/local_governments?localgov_code=072036",
            "/v1/measures?plan_id=072036-gk2022&tag=paperless",
            "/v1/observations?indicator_id=072036-a,072036-b&localgov_code=072036",
            "/v1/search?q=x&localgov_code=072036&localgov_code=072036",
            "/v1/changes?subject_id=072036-gk2022",
        ] {
            assert_eq!(scope(target), DataScope::Government(*b"072036"), "{target}");
        }
    }

    #[test]
    fn everything_else_is_about_all_data() {
        for target in [
            "/",
            "/v1",
            "/v1/measures",
            "/v1/measures?tag=paperless",
            "/v1/search?q=072036-gk2022",
            "/v1/measures?localgov_code=072036,102113",
            "/v1/measures?localgov_code=072036&localgov_code=102113",
            "/v1/measures?localgov_code=072036&plan_id=102113-plan",
            "/v1/changes/20261120-072036-0001",
            "/v1/changes/072036-1",
            "/v1/definitions?localgov_code=072036",
            "/v1/topics/072036-1",
            "/v2/measures/072036-gk2022-1-3-1",
        ] {
            assert_eq!(scope(target), DataScope::All, "{target}");
        }
    }
}
