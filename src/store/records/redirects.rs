//! Redirects of renamed ids, and the nearest id to an unknown one.

use diesel::prelude::*;

use crate::store::connection::AnyConnection;
use crate::store::error::StoreResult;
use crate::store::schema::redirects;

/// Returns the current id of a renamed row, following chains of redirects; `None` if there is none or they form a loop.
///
/// # Errors
/// [`StoreError`](crate::store::StoreError) when a query fails.
pub fn follow(connection: &mut AnyConnection, old_id: &str) -> StoreResult<Option<String>> {
    let mut seen = vec![old_id.to_owned()];
    loop {
        let last = seen.last().cloned().unwrap_or_default();
        let next: Option<String> = redirects::table
            .filter(redirects::old_id.eq(&last))
            .order(redirects::id.asc())
            .select(redirects::new_id)
            .first(connection)
            .optional()?;
        match next {
            None => return Ok(Some(last).filter(|last| last != old_id)),
            Some(again) if seen.contains(&again) => return Ok(None),
            Some(next) => seen.push(next),
        }
    }
}

/// Returns the neighbour of `$id` in the order of ids that shares the longer prefix with it.
macro_rules! nearest_id {
    ($connection:expr, $table:ident, $column:ident, $id:expr) => {{
        use $crate::store::schema::$table;
        let (connection, id): (&mut $crate::store::AnyConnection, &str) = ($connection, $id);
        let before: Option<String> = $table::table
            .filter($table::$column.lt(id))
            .order($table::$column.desc())
            .select($table::$column)
            .first(connection)
            .optional()?;
        let after: Option<String> = $table::table
            .filter($table::$column.gt(id))
            .order($table::$column.asc())
            .select($table::$column)
            .first(connection)
            .optional()?;
        $crate::store::records::redirects::nearer(id, before, after)
    }};
}

/// The kind of row that an id identifies; decides where the nearest id is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResourceKind {
    /// `/v1/local_governments`
    LocalGovernment,
    /// `/v1/sources`
    Source,
    /// `/v1/plans`
    Plan,
    /// `/v1/sections`
    Section,
    /// `/v1/departments`
    Department,
    /// `/v1/measures`
    Measure,
    /// `/v1/achievements`
    Achievement,
    /// `/v1/indicators`
    Indicator,
    /// `/v1/observations`
    Observation,
    /// `/v1/changes`
    Change,
}

/// Returns the known id nearest to an unknown one; `None` if they share no more than the code of a government.
///
/// # Errors
/// [`StoreError`](crate::store::StoreError) when a query fails.
pub fn nearest(connection: &mut AnyConnection, kind: ResourceKind, id: &str) -> StoreResult<Option<String>> {
    Ok(match kind {
        ResourceKind::LocalGovernment => nearest_id!(connection, local_governments, localgov_code, id),
        ResourceKind::Source => nearest_id!(connection, sources, id, id),
        ResourceKind::Plan => nearest_id!(connection, plans, id, id),
        ResourceKind::Section => nearest_id!(connection, sections, id, id),
        ResourceKind::Department => nearest_id!(connection, departments, id, id),
        ResourceKind::Measure => nearest_id!(connection, measures, id, id),
        ResourceKind::Achievement => nearest_id!(connection, achievements, id, id),
        ResourceKind::Indicator => nearest_id!(connection, indicators, id, id),
        ResourceKind::Observation => nearest_id!(connection, observations, id, id),
        ResourceKind::Change => nearest_id!(connection, changes, id, id),
    })
}

fn nearer(id: &str, before: Option<String>, after: Option<String>) -> Option<String> {
    /// Length of `072036-`, the prefix of every id of a government.
    const OWN: usize = 7;
    let shared = |other: &String| id.bytes().zip(other.bytes()).take_while(|(one, two)| one == two).count();
    // Shorter ids are codes of governments.
    let enough = if id.len() < OWN { 3 } else { OWN + 1 };
    before.into_iter().chain(after).max_by_key(shared).filter(|other| shared(other) >= enough)
}
