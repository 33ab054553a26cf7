//! Bulk inserts: `COPY` on PostgreSQL, one prepared statement for all rows on SQLite.

use std::cell::RefCell;

use diesel::dsl::copy_from;
use diesel::pg::CopyFormat;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel::sql_types::{Nullable, Text};
use diesel::sqlite::Sqlite;

use crate::store::connection::AnyConnection;
use crate::store::error::StoreResult;
use crate::store::schema;

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
    rows: impl Iterator<Item = StoreResult<StoredRow>>,
) -> StoreResult<()> {
    match connection {
        AnyConnection::Postgres(connection) => copy(connection, table, rows),
        AnyConnection::Sqlite(connection) => {
            insert_many(connection, &InsertTarget { table, begins_with_rowid: false }, rows)
        }
    }
}

/// Target of an insert on SQLite.
pub(super) struct InsertTarget<'a> {
    /// The table, with a column list if not all columns are given.
    pub(super) table: &'a str,
    /// Whether the first value is a rowid, which no affinity converts.
    pub(super) begins_with_rowid: bool,
}

/// Inserts rows with `COPY`.
pub(super) fn copy(
    connection: &mut PgConnection,
    table: &str,
    rows: impl Iterator<Item = StoreResult<StoredRow>>,
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
        search_entries, search_tokens, effective_tags, rendered_rows)
}

/// Formats a row as CSV: an empty field is NULL, so every value is quoted.
fn copy_line(row: &[Option<String>]) -> String {
    let quote = |cell: &Option<String>| {
        cell.as_ref().map_or_else(String::new, |text| format!("\"{}\"", text.replace('"', "\"\"")))
    };
    row.iter().map(quote).collect::<Vec<_>>().join(",") + "\n"
}

/// Inserts rows one by one: parsing a statement of many rows takes longer. SQLite converts the bound texts by the affinity
/// of the columns.
pub(super) fn insert_many(
    connection: &mut SqliteConnection,
    target: &InsertTarget<'_>,
    rows: impl Iterator<Item = StoreResult<StoredRow>>,
) -> StoreResult<()> {
    for row in rows {
        InsertRow { target, row: row? }.execute(connection)?;
    }
    Ok(())
}

/// The insert of one row. diesel prepares it once for all rows of a table, unlike a query that is given as SQL.
struct InsertRow<'a> {
    target: &'a InsertTarget<'a>,
    row: StoredRow,
}

impl QueryId for InsertRow<'_> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl RunQueryDsl<SqliteConnection> for InsertRow<'_> {}

impl QueryFragment<Sqlite> for InsertRow<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
        out.push_sql("INSERT INTO ");
        out.push_sql(self.target.table);
        out.push_sql(" VALUES (");
        for (index, cell) in self.row.iter().enumerate() {
            out.push_sql(match (index, self.target.begins_with_rowid) {
                (0, false) => "",
                (0, true) => "CAST(",
                _ => ", ",
            });
            out.push_bind_param::<Nullable<Text>, _>(cell)?;
            if index == 0 && self.target.begins_with_rowid {
                out.push_sql(" AS INTEGER)");
            }
        }
        out.push_sql(")");
        Ok(())
    }
}
