//! The fast way in of each engine: `COPY` on PostgreSQL, many rows a statement on SQLite.

use std::cell::RefCell;

use diesel::dsl::copy_from;
use diesel::pg::CopyFormat;
use diesel::prelude::*;
use diesel::sql_types::{Nullable, Text};
use diesel::sqlite::Sqlite;

use super::Values;
use crate::dataset::StagingError;
use crate::store::connection::AnyConnection;
use crate::store::error::StoreResult;
use crate::store::schema;

/// Values bound in one SQLite statement; its limit is 32,766.
const BOUND_VALUES: usize = 8_000;

/// Bytes bound in one SQLite statement, about.
const BOUND_BYTES: usize = 1 << 20;

/// Calls `$body` with the diesel table named `$name`.
macro_rules! with_table {
    ($name:expr, $table:ident => $body:expr, $($known:ident),+) => {
        match $name {
            $(stringify!($known) => { use schema::$known as $table; $body })+
            // A table of the definitions that is not listed here fails the drift test.
            unknown => Err(diesel::result::Error::QueryBuilderError(format!("no table {unknown}").into()).into()),
        }
    };
}

/// Inserts rows, a value for each column in the table's order.
pub(super) fn insert(
    connection: &mut AnyConnection,
    table: &str,
    rows: impl Iterator<Item = Result<Values, StagingError>>,
) -> StoreResult<()> {
    match connection {
        AnyConnection::Postgres(connection) => copy(connection, table, rows),
        AnyConnection::Sqlite(connection) => insert_many(connection, &Target { table, first: "?" }, rows),
    }
}

/// Where SQLite puts rows.
pub(super) struct Target<'a> {
    /// The table, with its columns where not all are given.
    pub(super) table: &'a str,
    /// How the first value of a row is written.
    pub(super) first: &'a str,
}

/// Inserts rows by PostgreSQL's `COPY`.
pub(super) fn copy(
    connection: &mut PgConnection,
    table: &str,
    rows: impl Iterator<Item = Result<Values, StagingError>>,
) -> StoreResult<()> {
    // diesel asks for a closure it could call again; the rows can be walked only once.
    let rows = RefCell::new(rows);
    with_table!(table, target =>
        copy_from(target::table)
            .from_raw_data(target::table, |copy| {
                for row in rows.borrow_mut().by_ref() {
                    let line = copy_line(&row?);
                    copy.write_all(line.as_bytes())
                        .map_err(|error| diesel::result::Error::SerializationError(Box::new(error)))?;
                }
                StoreResult::Ok(())
            })
            .with_format(CopyFormat::Csv)
            .execute(connection)
            .map(drop),
        local_governments, sources, plans, sections, departments, measures, measure_departments, measure_tags, actions,
        indicators, breakdowns, observations, achievements, topics, topic_members, redirects, changes, indicator_progress,
        search_entries, search_tokens)
}

/// In CSV form nothing between commas is NULL, and everything else is quoted.
fn copy_line(row: &[Option<String>]) -> String {
    let quote = |cell: &Option<String>| {
        cell.as_ref().map_or_else(String::new, |text| format!("\"{}\"", text.replace('"', "\"\"")))
    };
    row.iter().map(quote).collect::<Vec<_>>().join(",") + "\n"
}

/// Inserts many rows a statement. Columns convert the bound text by their affinity.
pub(super) fn insert_many(
    connection: &mut SqliteConnection,
    target: &Target<'_>,
    rows: impl Iterator<Item = Result<Values, StagingError>>,
) -> StoreResult<()> {
    let mut batch: Vec<Values> = Vec::new();
    let mut bytes = 0;
    for row in rows {
        let row = row?;
        let columns = row.len().max(1);
        bytes += row.iter().flatten().map(String::len).sum::<usize>();
        batch.push(row);
        if batch.len() * columns >= BOUND_VALUES || bytes > BOUND_BYTES {
            bytes = 0;
            insert_batch(connection, target, std::mem::take(&mut batch))?;
        }
    }
    insert_batch(connection, target, batch)
}

fn insert_batch(
    connection: &mut SqliteConnection,
    Target { table, first }: &Target<'_>,
    batch: Vec<Values>,
) -> StoreResult<()> {
    let Some(columns) = batch.first().map(Vec::len) else { return Ok(()) };
    let row = format!("({first}{})", ",?".repeat(columns.saturating_sub(1)));
    let values = vec![row; batch.len()].join(",");
    let mut query = diesel::sql_query(format!("INSERT INTO {table} VALUES {values}")).into_boxed::<Sqlite>();
    for cell in batch.into_iter().flatten() {
        query = query.bind::<Nullable<Text>, _>(cell);
    }
    query.execute(connection)?;
    Ok(())
}
