//! What became of an id: whether it exists, what it was renamed to, and the nearest id to an unknown one.

use diesel::prelude::*;

use crate::domain::similarity;
use crate::store::connection::AnyConnection;
use crate::store::error::StoreResult;
use crate::store::schema::redirects;

/// Ids read on either side of an unknown one to find the nearest.
const NEIGHBOURS: i64 = 50;

/// Hands every kind, with its table and the table's primary key, to the macro `$then`.
macro_rules! with_kinds {
    ($then:ident $($arguments:tt)*) => {
        $then! {
            ($($arguments)*)
            LocalGovernment local_governments localgov_code, Source sources id, Plan plans id, Section sections id,
            Department departments id, Measure measures id, Achievement achievements id, Indicator indicators id,
            Observation observations id, Change changes id
        }
    };
}

macro_rules! define_kinds {
    (() $($name:ident $table:ident $id:ident),+) => {
        /// The kind of row that an id identifies; decides where the id is looked up.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum ResourceKind {
            $(
                #[doc = concat!("`/v1/", stringify!($table), "`")]
                $name,
            )+
        }

        impl ResourceKind {
            /// All kinds.
            const ALL: &[Self] = &[$(Self::$name),+];

            /// Returns the path of the list of this kind, after `/v1/`.
            pub const fn list(self) -> &'static str {
                match self {
                    $(Self::$name => stringify!($table),)+
                }
            }
        }
    };
}

with_kinds!(define_kinds);

/// Evaluates `$body` with `$table` and `$id` as the table of a kind and its primary key.
macro_rules! with_table {
    ($kind:expr, $table:ident, $id:ident => $body:expr) => {
        with_kinds!(match_kind $kind, $table, $id => $body)
    };
}

macro_rules! match_kind {
    (($kind:expr, $table:ident, $id:ident => $body:expr) $($name:ident $schema:ident $column:ident),+) => {
        match $kind {
            $(ResourceKind::$name => {
                use crate::store::schema::$schema::{$column as $id, table as $table};
                $body
            })+
        }
    };
}

/// The row that an old id stands for now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redirected {
    /// Its id.
    pub id: String,
    /// Its kind, which may be another one: an indicator that was taken out leads to its measure.
    pub kind: ResourceKind,
}

/// Returns whether a row has this id.
///
/// # Errors
/// [`StoreError`](crate::store::StoreError) when the query fails.
pub fn exists(connection: &mut AnyConnection, kind: ResourceKind, id: &str) -> StoreResult<bool> {
    let found: Option<String> =
        with_table!(kind, table, key => table.find(id).select(key).get_result(connection).optional()?);
    Ok(found.is_some())
}

/// Returns all ids of a kind in order, if there are at most `most` of them.
///
/// # Errors
/// [`StoreError`](crate::store::StoreError) when the query fails.
pub fn all_if_few(connection: &mut AnyConnection, kind: ResourceKind, most: usize) -> StoreResult<Vec<String>> {
    let limit = i64::try_from(most).unwrap_or(i64::MAX).saturating_add(1);
    let ids: Vec<String> = with_table!(kind, table, key => {
        table.select(key).order(key.asc()).limit(limit).load(connection)?
    });
    Ok(if ids.len() > most { Vec::new() } else { ids })
}

/// Returns the row that an old id of a kind stands for now, following chains of redirects; `None` if there is no redirect,
/// if they form a loop, or if no row has the new id. A row of the same kind is preferred.
///
/// # Errors
/// [`StoreError`](crate::store::StoreError) when a query fails.
pub fn follow(connection: &mut AnyConnection, kind: ResourceKind, old_id: &str) -> StoreResult<Option<Redirected>> {
    let mut seen = vec![old_id.to_owned()];
    let id = loop {
        let last = seen.last().cloned().unwrap_or_default();
        let next: Option<String> = redirects::table
            .filter(redirects::old_id.eq(&last))
            .order(redirects::id.asc())
            .select(redirects::new_id)
            .first(connection)
            .optional()?;
        match next {
            None if last == old_id => return Ok(None),
            None => break last,
            Some(again) if seen.contains(&again) => return Ok(None),
            Some(next) => seen.push(next),
        }
    };
    for kind in std::iter::once(kind).chain(ResourceKind::ALL.iter().copied()) {
        if exists(connection, kind, &id)? {
            return Ok(Some(Redirected { id, kind }));
        }
    }
    Ok(None)
}

/// Returns the known id nearest to an unknown one, if one is near: a misspelt id has its neighbours in the order of ids.
///
/// # Errors
/// [`StoreError`](crate::store::StoreError) when a query fails.
pub fn nearest(connection: &mut AnyConnection, kind: ResourceKind, id: &str) -> StoreResult<Option<String>> {
    let id = id.to_lowercase();
    let ids: Vec<String> = with_table!(kind, table, key => {
        let mut before: Vec<String> =
            table.filter(key.lt(&id)).order(key.desc()).select(key).limit(NEIGHBOURS).load(connection)?;
        let from: Vec<String> =
            table.filter(key.ge(&id)).order(key.asc()).select(key).limit(NEIGHBOURS).load(connection)?;
        before.extend(from);
        before
    });
    Ok(similarity::nearest(&id, ids.iter().map(String::as_str)))
}
