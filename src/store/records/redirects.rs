//! Ids that were renamed and must still answer, and the nearest id to one that never was.

use diesel::prelude::*;

use crate::store::connection::AnyConnection;
use crate::store::error::StoreResult;
use crate::store::schema::redirects;

/// The id that `old_id` is called by now, after however many renamings; `None` where they lead in a circle.
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

/// Of the two ids beside `$id` in the order of ids, the one that shares the longer beginning with it.
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

/// What kind of row an id names: decides where a nearest one is looked for.
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

/// The known id nearest to one that is not known; `None` where they share no more than a government's code.
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
    /// `072036-`: what every id of a government begins with.
    const OWN: usize = 7;
    let shared = |other: &String| id.bytes().zip(other.bytes()).take_while(|(one, two)| one == two).count();
    // The code of a government is an id of its own.
    let enough = if id.len() < OWN { 3 } else { OWN + 1 };
    before.into_iter().chain(after).max_by_key(shared).filter(|other| shared(other) >= enough)
}
