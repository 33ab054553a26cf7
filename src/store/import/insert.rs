//! Bulk inserts: `COPY` on PostgreSQL, many rows per statement on SQLite.

use std::cell::RefCell;

use diesel::dsl::copy_from;
use diesel::pg::CopyFormat;
use diesel::prelude::*;
use diesel::sql_types::{Nullable, Text};
use diesel::sqlite::Sqlite;

use crate::dataset::StagingError;
use crate::store::connection::AnyConnection;
use crate::store::error::StoreResult;
use crate::store::schema;

/// Maximum number of values bound in one SQLite statement; SQLite allows 32,766.
const BOUND_VALUES: usize = 8_000;

/// Approximate maximum of bytes bound in one SQLite statement.
const BOUND_BYTES: usize = 1 << 20;

/// Evaluates `$body` with `$table` as the diesel table named `$name`.
macro_rules! with_table {
    ($name:expr, $table:ident => $body:expr, $($known:ident),+) => {
        match $name {
            $(stringify!($known) => { use schema::$known as $table; $body })+
            // A test checks that every table of the definitions is listed.
            unknown => Err(diesel::result::Error::QueryBuilderError(format!("no table {unknown}").into()).into()),
        }
    };
}

/// A row as it is stored: a value for each column in the order of the table, `None` for a blank cell.
pub(super) type StoredRow = Vec<Option<String>>;

/// Inserts rows into a table.
pub(super) fn insert(
    connection: &mut AnyConnection,
    table: &str,
    rows: impl Iterator<Item = Result<StoredRow, StagingError>>,
) -> StoreResult<()> {
    match connection {
        AnyConnection::Postgres(connection) => copy(connection, table, rows),
        AnyConnection::Sqlite(connection) => insert_many(connection, &InsertTarget { table, first_value: "?" }, rows),
    }
}

/// Target of an insert on SQLite.
pub(super) struct InsertTarget<'a> {
    /// The table, with a column list if not all columns are given.
    pub(super) table: &'a str,
    /// The SQL expression of the first value of a row.
    pub(super) first_value: &'a str,
}

/// Inserts rows with `COPY`.
pub(super) fn copy(
    connection: &mut PgConnection,
    table: &str,
    rows: impl Iterator<Item = Result<StoredRow, StagingError>>,
) -> StoreResult<()> {
    // diesel requires an `Fn` closure, but the rows can be iterated only once.
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
        search_entries, search_tokens, rendered_rows)
}

/// Formats a row as CSV: an empty field is NULL, so every value is quoted.
fn copy_line(row: &[Option<String>]) -> String {
    let quote = |cell: &Option<String>| {
        cell.as_ref().map_or_else(String::new, |text| format!("\"{}\"", text.replace('"', "\"\"")))
    };
    row.iter().map(quote).collect::<Vec<_>>().join(",") + "\n"
}

/// Inserts many rows per statement. SQLite converts the bound texts by the affinity of the columns.
pub(super) fn insert_many(
    connection: &mut SqliteConnection,
    target: &InsertTarget<'_>,
    rows: impl Iterator<Item = Result<StoredRow, StagingError>>,
) -> StoreResult<()> {
    let mut batch: Vec<StoredRow> = Vec::new();
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
    InsertTarget { table, first_value }: &InsertTarget<'_>,
    batch: Vec<StoredRow>,
) -> StoreResult<()> {
    let Some(columns) = batch.first().map(Vec::len) else { return Ok(()) };
    let row = format!("({first_value}{})", ",?".repeat(columns.saturating_sub(1)));
    let values = vec![row; batch.len()].join(",");
    let mut query = diesel::sql_query(format!("INSERT INTO {table} VALUES {values}")).into_boxed::<Sqlite>();
    for cell in batch.into_iter().flatten() {
        query = query.bind::<Nullable<Text>, _>(cell);
    }
    query.execute(connection)?;
    Ok(())
}
