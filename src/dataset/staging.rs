//! Staging: the rows of a dataset while it is read, checked, compared and written, in a private temporary `SQLite`
//! database. A small dataset stays in the page cache; a larger one is written to a temporary file, so that memory use
//! does not depend on the size of the tables.
//!
//! The only module that uses `rusqlite`: its tables and queries are built from the definitions at run time, and rows are
//! visited one by one.

use std::cmp::Ordering;
use std::error::Error;

use rusqlite::types::ToSql;
use rusqlite::{Connection, OptionalExtension, params_from_iter};

use super::row::{Row, bit};
use crate::model::{Kind, Table};

/// Size of the page cache in KiB. Rows beyond it are written to a file.
const CACHE_KIB: i32 = 8_192;

/// Maximum number of rows in a batch.
const BATCH_ROWS: u32 = 250;

/// Size in bytes at which a batch ends.
const BATCH_BYTES: usize = 1 << 20;

/// Capacity of the statement cache: a few statements for each table.
const CACHED_STATEMENTS: usize = 256;

/// Leading columns of every table: position in the file, line in the file, bit mask of the invalid cells.
const ROW_COLUMNS: &str = "_position INTEGER PRIMARY KEY, _line INTEGER NOT NULL, _invalid INTEGER NOT NULL";

/// Number of columns in [`ROW_COLUMNS`].
const ROW_COLUMN_COUNT: usize = 3;

/// Collation that compares the numbers in a text by value: `1-2` before `1-10`.
const NATURAL: &str = "natural_order";

/// Rows could not be stored or read: for example, the disk is full, or there is no folder for temporary files. The
/// message is that of the database; [`describe_error`](super::describe_error) says how to fix it.
#[derive(Debug)]
pub struct StagingError(rusqlite::Error);

impl StagingError {
    /// Returns whether `error` is a staging error or the database error behind one, which is all that remains of it in
    /// the chain of causes of a `#[error(transparent)]` error.
    pub(super) fn is_cause(error: &(dyn Error + 'static)) -> bool {
        error.is::<Self>() || error.is::<rusqlite::Error>()
    }
}

impl std::fmt::Display for StagingError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl Error for StagingError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.0)
    }
}

type Result<T, E = StagingError> = std::result::Result<T, E>;

/// A staging database.
#[derive(Debug)]
pub(super) struct Staging {
    connection: Connection,
}

impl Staging {
    /// Creates empty tables.
    pub(super) fn new(tables: impl Iterator<Item = &'static Table>) -> Result<Self> {
        let create = || {
            // A database without a name is temporary and private to the connection.
            let connection = Connection::open("")?;
            connection.set_prepared_statement_cache_capacity(CACHED_STATEMENTS);
            connection.create_collation(NATURAL, compare_natural)?;
            // The data need not survive a failure: no journal, one transaction that is never committed.
            connection.execute_batch(&format!(
                "PRAGMA cache_size = -{CACHE_KIB}; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN"
            ))?;
            for table in tables {
                let columns: Vec<String> =
                    table.columns.iter().map(|column| format!("\"{}\" TEXT NOT NULL", column.name)).collect();
                let columns = columns.join(", ");
                connection.execute_batch(&format!("CREATE TABLE {} ({ROW_COLUMNS}, {columns})", table.name))?;
            }
            Ok(Self { connection })
        };
        create().map_err(StagingError)
    }

    /// Runs queries and wraps their error.
    fn run<T>(&self, queries: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        queries(&self.connection).map_err(StagingError)
    }

    /// Appends a row to its table.
    pub(super) fn add(&self, row: &Row) -> Result<()> {
        self.run(|connection| {
            let placeholders = ",?".repeat(row.table.columns.len());
            let sql = format!("INSERT INTO {} VALUES (NULL,?,?{placeholders})", row.table.name);
            let (line, invalid) = (row.line.cast_signed(), row.invalid.cast_signed());
            let leading = [&line as &dyn ToSql, &invalid];
            let cells: Vec<&str> = row.cells().collect();
            let cells = cells.iter().map(|cell| cell as &dyn ToSql);
            connection.prepare_cached(&sql)?.execute(params_from_iter(leading.into_iter().chain(cells)))?;
            Ok(())
        })
    }

    /// Creates the indexes of a table: its id, its references and its unique keys. Call it after the last row.
    pub(super) fn index(&self, table: &Table) -> Result<()> {
        self.run(|connection| {
            let indexed = table.columns.iter().filter(|column| matches!(column.kind, Kind::Id | Kind::Reference(_)));
            for column in indexed {
                let (table, column) = (table.name, column.name);
                connection.execute_batch(&format!("CREATE INDEX {table}_by_{column} ON {table} (\"{column}\")"))?;
            }
            for (number, key) in table.unique.iter().enumerate() {
                let (table, columns) = (table.name, quoted(key));
                connection.execute_batch(&format!("CREATE INDEX {table}_key_{number} ON {table} ({columns})"))?;
            }
            Ok(())
        })
    }

    /// Returns the rows with a cycle among their ancestors, as id, parent id and line.
    pub(super) fn without_root(&self, table: &Table, parent: &str) -> Result<Vec<(String, String, u64)>> {
        let table = table.name;
        let sql = format!(
            "WITH RECURSIVE rooted(id) AS (
                 SELECT id FROM {table} WHERE \"{parent}\" NOT IN (SELECT id FROM {table})
                 UNION SELECT child.id FROM rooted JOIN {table} AS child ON child.\"{parent}\" = rooted.id
             ) SELECT id, \"{parent}\", _line FROM {table} WHERE id NOT IN rooted"
        );
        self.run(|connection| {
            let mut statement = connection.prepare(&sql)?;
            let rows =
                statement.query_map((), |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, i64>(2)?.cast_unsigned())))?;
            rows.collect()
        })
    }

    /// Returns whether a cell of `column` is invalid.
    pub(super) fn has_invalid(&self, table: &Table, column: &str) -> Result<bool> {
        let bit = table.position(column).map_or(0, bit).cast_signed();
        let sql = format!("SELECT EXISTS (SELECT 1 FROM {} WHERE _invalid & {bit} <> 0)", table.name);
        self.run(|connection| connection.query_row(&sql, (), |row| row.get(0)))
    }

    /// Returns the rows that have these values in these columns, in file order.
    pub(super) fn matching(&self, table: &'static Table, cells: &[(&str, &str)]) -> Result<Vec<Row>> {
        let sql = format!("SELECT * FROM {} WHERE {} ORDER BY _position", table.name, equal_to(cells));
        self.run(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            let values = params_from_iter(cells.iter().map(|(_, cell)| cell));
            statement.query_map(values, |row| read(table, row))?.collect()
        })
    }

    /// Returns whether a row has these values in these columns.
    pub(super) fn has_matching(&self, table: &Table, cells: &[(&str, &str)]) -> Result<bool> {
        let sql = format!("SELECT EXISTS (SELECT 1 FROM {} WHERE {})", table.name, equal_to(cells));
        self.run(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            statement.query_one(params_from_iter(cells.iter().map(|(_, cell)| cell)), |row| row.get(0))
        })
    }

    /// Returns the next rows after `position`, in file order, and the position of the last one.
    pub(super) fn batch_after(&self, table: &'static Table, position: i64) -> Result<(Vec<Row>, i64)> {
        let sql = format!("SELECT * FROM {} WHERE _position > ?1 ORDER BY _position LIMIT {BATCH_ROWS}", table.name);
        self.run(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            let (mut last, mut size) = (position, 0);
            let mut cursor = statement.query([position])?;
            let mut rows = Vec::new();
            while let Some(row) = cursor.next()? {
                last = row.get(0)?;
                let row = read(table, row)?;
                size += row.size();
                rows.push(row);
                if size > BATCH_BYTES {
                    break;
                }
            }
            Ok((rows, last))
        })
    }

    /// Returns the row with the next greater id.
    pub(super) fn next_by_id(&self, table: &'static Table, id: &str) -> Result<Option<Row>> {
        let sql = format!("SELECT * FROM {} WHERE id > ?1 ORDER BY id LIMIT 1", table.name);
        self.run(|connection| connection.prepare_cached(&sql)?.query_one([id], |row| read(table, row)).optional())
    }

    /// Returns the rows whose `column` equals `value`, ordered by id.
    pub(super) fn rows_where(&self, table: &'static Table, column: &str, value: &str) -> Result<Vec<Row>> {
        let sql = format!("SELECT * FROM {} WHERE \"{column}\" = ?1 ORDER BY id, _position", table.name);
        self.run(|connection| connection.prepare_cached(&sql)?.query_map([value], |row| read(table, row))?.collect())
    }

    /// Returns the number of rows whose `column` equals `value`.
    pub(super) fn count_where(&self, table: &Table, column: &str, value: &str) -> Result<u64> {
        let sql = format!("SELECT count(*) FROM {} WHERE \"{column}\" = ?1", table.name);
        let count = self.run(|connection| connection.prepare_cached(&sql)?.query_one([value], |row| row.get(0)));
        count.map(i64::cast_unsigned)
    }

    /// Returns the row `id`; the first one if several have this id.
    pub(super) fn find(&self, table: &'static Table, id: &str) -> Result<Option<Row>> {
        let sql = format!("SELECT * FROM {} WHERE id = ?1 ORDER BY _position LIMIT 1", table.name);
        self.run(|connection| connection.prepare_cached(&sql)?.query_one([id], |row| read(table, row)).optional())
    }

    /// Calls `visit` with every row, ordered by id.
    pub(super) fn for_each_by_id(&self, table: &'static Table, visit: impl FnMut(Row) -> Result<()>) -> Result<()> {
        self.for_each(table, "ORDER BY id, _position", visit)
    }

    /// Calls `visit` with every row, in the natural order of the ids.
    pub(super) fn for_each_in_natural_order<E: From<StagingError>>(
        &self,
        table: &'static Table,
        visit: impl FnMut(Row) -> Result<(), E>,
    ) -> Result<(), E> {
        self.for_each(table, &format!("ORDER BY id COLLATE {NATURAL}, id, _position"), visit)
    }

    fn for_each<E: From<StagingError>>(
        &self,
        table: &'static Table,
        order: &str,
        mut visit: impl FnMut(Row) -> Result<(), E>,
    ) -> Result<(), E> {
        let sql = format!("SELECT * FROM {} {order}", table.name);
        let mut statement = self.connection.prepare_cached(&sql).map_err(StagingError)?;
        let mut cursor = statement.query(()).map_err(StagingError)?;
        while let Some(row) = cursor.next().map_err(StagingError)? {
            visit(read(table, row).map_err(StagingError)?)?;
        }
        Ok(())
    }

    /// Calls `visit` with the cells of `columns` and the line of every row, ordered by these cells and then by line. Rows
    /// with an invalid cell in one of the columns are left out.
    pub(super) fn for_each_key(
        &self,
        table: &Table,
        columns: &[&str],
        mut visit: impl FnMut(&[&str], u64) -> Result<()>,
    ) -> Result<()> {
        let indexes = columns.iter().filter_map(|column| table.position(column));
        let invalid = indexes.fold(0, |bits, index| bits | bit(index)).cast_signed();
        let columns = quoted(columns);
        let sql = format!(
            "SELECT _line, {columns} FROM {} WHERE _invalid & {invalid} = 0 ORDER BY {columns}, _position",
            table.name
        );
        let mut statement = self.connection.prepare_cached(&sql).map_err(StagingError)?;
        let count = statement.column_count();
        let mut cursor = statement.query(()).map_err(StagingError)?;
        while let Some(row) = cursor.next().map_err(StagingError)? {
            let line: i64 = row.get(0).map_err(StagingError)?;
            let cells: rusqlite::Result<Vec<&str>> = (1..count).map(|index| text(row, index)).collect();
            visit(&cells.map_err(StagingError)?, line.cast_unsigned())?;
        }
        Ok(())
    }
}

/// Returns the condition that these columns equal placeholders.
fn equal_to(cells: &[(&str, &str)]) -> String {
    cells.iter().map(|(column, _)| format!("\"{column}\" = ?")).collect::<Vec<_>>().join(" AND ")
}

fn quoted(columns: &[&str]) -> String {
    columns.iter().map(|column| format!("\"{column}\"")).collect::<Vec<_>>().join(", ")
}

fn read(table: &'static Table, row: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
    let (line, invalid): (i64, i64) = (row.get(1)?, row.get(2)?);
    let mut read = Row::empty(table, line.cast_unsigned());
    for index in 0..table.columns.len() {
        read.push(text(row, index + ROW_COLUMN_COUNT)?);
    }
    read.invalid = invalid.cast_unsigned();
    Ok(read)
}

fn text<'a>(row: &'a rusqlite::Row<'_>, index: usize) -> rusqlite::Result<&'a str> {
    Ok(row.get_ref(index)?.as_str()?)
}

/// Compares runs of digits by value and everything else by bytes.
fn compare_natural(one: &str, two: &str) -> Ordering {
    runs(one).cmp(runs(two))
}

fn runs(text: &str) -> impl Iterator<Item = (usize, &[u8])> {
    let runs = text.as_bytes().chunk_by(|left, right| left.is_ascii_digit() == right.is_ascii_digit());
    runs.map(|run| {
        let zeros = run.iter().take_while(|byte| **byte == b'0').count();
        match run.first() {
            Some(first) if first.is_ascii_digit() => (run.len() - zeros + 1, run.get(zeros..).unwrap_or_default()),
            _ => (0, run),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn natural_order_compares_numbers_by_value() {
        let mut ids = vec!["p-1-10", "p-1-2", "p-10", "p-2", "p-1", "p-02-r1", "p-2-r1", "q", "p-1-2a"];
        ids.sort_by(|one, two| compare_natural(one, two).then_with(|| one.cmp(two)));
        assert_eq!(ids, ["p-1", "p-1-2", "p-1-2a", "p-1-10", "p-2", "p-02-r1", "p-2-r1", "p-10", "q"]);
    }
}
