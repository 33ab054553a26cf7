//! Where the rows of a dataset stand while it is read, checked, compared and written: a private SQLite database that is
//! gone with it. A small dataset stays in the memory of its page cache; what is larger goes to a temporary file, so that
//! memory does not grow with the tables. Knows the definitions, the rows, and how a failure of its own is told.

use std::cmp::Ordering;

use rusqlite::types::ToSql;
use rusqlite::{Connection, OptionalExtension, params_from_iter};

use super::finding::{Finding, Place, Severity};
use super::row::{Row, bit};
use crate::dataset::fault::Fault;
use crate::language::Language;
use crate::model::{Kind, Table};

/// What the page cache may hold before rows go to a file, in KiB.
const CACHE_KIB: i32 = 8_192;

/// Rows that are fetched at once at most.
const AT_ONCE: u32 = 250;

/// Bytes after which no more rows are fetched at once.
const BYTES_AT_ONCE: usize = 1 << 20;

/// Statements that stay prepared: some for each table.
const STATEMENTS: usize = 256;

/// The columns that every table begins with: where the row stands among its table's, its line in the file, and which
/// cells could not be read.
const OWN: &str = "_place INTEGER PRIMARY KEY, _line INTEGER NOT NULL, _unread INTEGER NOT NULL";

/// How many columns [`OWN`] has.
const OWN_COLUMNS: usize = 3;

/// Compares texts with the numbers in them by size: `1-2` stands before `1-10`.
const NATURAL: &str = "by_number";

/// The rows could not be kept: the disk is full, or there is no folder for temporary files. Says only what SQLite says;
/// [`told`] says what to mend.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct StageError(#[from] rusqlite::Error);

type Result<T> = std::result::Result<T, StageError>;

/// An error in words: of a stage that failed, however it was passed on, what to mend.
pub fn told(error: &(dyn std::error::Error + 'static), language: Language) -> String {
    let mut causes = std::iter::successors(Some(error), |error| error.source());
    // Nothing but the stage speaks to SQLite by this library.
    match causes.find(|cause| cause.is::<rusqlite::Error>()) {
        Some(cause) => {
            let fault = Fault::NotStaged { reason: cause.to_string() };
            Finding { severity: Severity::Error, place: Place::default(), fault }.message(language)
        }
        None => error.to_string(),
    }
}

/// The staged rows.
#[derive(Debug)]
pub(super) struct Stage {
    connection: Connection,
}

impl Stage {
    /// An empty stage for `tables`.
    pub(super) fn new(tables: impl Iterator<Item = &'static Table>) -> Result<Self> {
        // A database without a name is a temporary one, of this connection alone.
        let connection = Connection::open("")?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        connection.create_collation(NATURAL, natural)?;
        // Nothing in it outlives a failure: no journal, one transaction that is never committed.
        connection.execute_batch(&format!(
            "PRAGMA cache_size = -{CACHE_KIB}; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN"
        ))?;
        for table in tables {
            let columns: Vec<String> =
                table.columns.iter().map(|column| format!("\"{}\" TEXT NOT NULL", column.name)).collect();
            connection.execute_batch(&format!("CREATE TABLE {} ({OWN}, {})", table.name, columns.join(", ")))?;
        }
        Ok(Self { connection })
    }

    /// Adds a row at the end of its table.
    pub(super) fn add(&self, row: &Row) -> Result<()> {
        let places = ",?".repeat(row.table.columns.len());
        let mut statement =
            self.connection.prepare_cached(&format!("INSERT INTO {} VALUES (NULL,?,?{places})", row.table.name))?;
        let line = row.line.cast_signed();
        let unread = row.unread.cast_signed();
        let own = [&line as &dyn ToSql, &unread];
        let cells: Vec<&str> = row.cells().collect();
        statement.execute(params_from_iter(own.into_iter().chain(cells.iter().map(|cell| cell as &dyn ToSql))))?;
        Ok(())
    }

    /// Makes the rows of a table quick to find by their id and by what they refer to: once all are there.
    pub(super) fn index(&self, table: &Table) -> Result<()> {
        let referring = table.columns.iter().filter(|column| matches!(column.kind, Kind::Id | Kind::Reference(_)));
        for column in referring {
            let (table, column) = (table.name, column.name);
            self.connection.execute_batch(&format!("CREATE INDEX {table}_by_{column} ON {table} (\"{column}\")"))?;
        }
        for (number, key) in table.unique.iter().enumerate() {
            let (table, columns) = (table.name, quoted(key));
            self.connection.execute_batch(&format!("CREATE INDEX {table}_key_{number} ON {table} ({columns})"))?;
        }
        Ok(())
    }

    /// The rows from which no way leads to the top by the column that names the row above: their ids, that column, and
    /// their lines.
    pub(super) fn without_top(&self, table: &Table, above: &str) -> Result<Vec<(String, String, u64)>> {
        let table = table.name;
        let question = format!(
            "WITH RECURSIVE top(id) AS (
                 SELECT id FROM {table} WHERE \"{above}\" NOT IN (SELECT id FROM {table})
                 UNION SELECT below.id FROM top JOIN {table} AS below ON below.\"{above}\" = top.id
             ) SELECT id, \"{above}\", _line FROM {table} WHERE id NOT IN top"
        );
        let mut statement = self.connection.prepare(&question)?;
        let rows =
            statement.query_map((), |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, i64>(2)?.cast_unsigned())))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Whether a cell of `column` could not be read.
    pub(super) fn has_unread(&self, table: &Table, column: &str) -> Result<bool> {
        let bit = table.position(column).map_or(0, bit).cast_signed();
        let question = format!("SELECT EXISTS (SELECT 1 FROM {} WHERE _unread & {bit} <> 0)", table.name);
        Ok(self.connection.query_row(&question, (), |row| row.get(0))?)
    }

    /// The rows that have these values in these columns, in the order they were added.
    pub(super) fn matching(&self, table: &'static Table, cells: &[(&str, &str)]) -> Result<Vec<Row>> {
        let question = format!("SELECT * FROM {} WHERE {} ORDER BY _place", table.name, all_of(cells));
        let mut statement = self.connection.prepare_cached(&question)?;
        let rows = statement.query_map(params_from_iter(cells.iter().map(|(_, cell)| cell)), |row| read(table, row))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Whether there is a row that has these values in these columns.
    pub(super) fn has_matching(&self, table: &Table, cells: &[(&str, &str)]) -> Result<bool> {
        let question = format!("SELECT EXISTS (SELECT 1 FROM {} WHERE {})", table.name, all_of(cells));
        let mut statement = self.connection.prepare_cached(&question)?;
        Ok(statement.query_one(params_from_iter(cells.iter().map(|(_, cell)| cell)), |row| row.get(0))?)
    }

    /// Some rows that come after the one at `place`, in the order they were added, and where the last stands.
    pub(super) fn some_after(&self, table: &'static Table, place: i64) -> Result<(Vec<Row>, i64)> {
        let question = format!("SELECT * FROM {} WHERE _place > ?1 ORDER BY _place LIMIT {AT_ONCE}", table.name);
        let mut statement = self.connection.prepare_cached(&question)?;
        let (mut last, mut bytes) = (place, 0);
        let mut found = statement.query([place])?;
        let mut rows = Vec::new();
        while let Some(row) = found.next()? {
            last = row.get(0)?;
            let row = read(table, row)?;
            bytes += row.bytes();
            rows.push(row);
            if bytes > BYTES_AT_ONCE {
                break;
            }
        }
        Ok((rows, last))
    }

    /// The row whose id comes after `id`.
    pub(super) fn next_by_id(&self, table: &'static Table, id: &str) -> Result<Option<Row>> {
        let question = format!("SELECT * FROM {} WHERE id > ?1 ORDER BY id LIMIT 1", table.name);
        let mut statement = self.connection.prepare_cached(&question)?;
        Ok(statement.query_one([id], |row| read(table, row)).optional()?)
    }

    /// The rows whose `column` is `value`, by id.
    pub(super) fn of(&self, table: &'static Table, column: &str, value: &str) -> Result<Vec<Row>> {
        let question = format!("SELECT * FROM {} WHERE \"{column}\" = ?1 ORDER BY id, _place", table.name);
        let mut statement = self.connection.prepare_cached(&question)?;
        let rows = statement.query_map([value], |row| read(table, row))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many rows there are whose `column` is `value`.
    pub(super) fn count(&self, table: &Table, column: &str, value: &str) -> Result<u64> {
        let question = format!("SELECT count(*) FROM {} WHERE \"{column}\" = ?1", table.name);
        let count: i64 = self.connection.prepare_cached(&question)?.query_one([value], |row| row.get(0))?;
        Ok(count.cast_unsigned())
    }

    /// The row `id`; of equal ids the first.
    pub(super) fn find(&self, table: &'static Table, id: &str) -> Result<Option<Row>> {
        let question = format!("SELECT * FROM {} WHERE id = ?1 ORDER BY _place LIMIT 1", table.name);
        let mut statement = self.connection.prepare_cached(&question)?;
        Ok(statement.query_one([id], |row| read(table, row)).optional()?)
    }

    /// Calls `see` with every row, by its id.
    pub(super) fn by_id(&self, table: &'static Table, see: impl FnMut(Row) -> Result<()>) -> Result<()> {
        self.each(table, "ORDER BY id, _place", see)
    }

    /// Calls `see` with every row, as a person would order them by their ids.
    pub(super) fn by_natural_id<E: From<StageError>>(
        &self,
        table: &'static Table,
        see: impl FnMut(Row) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        self.each(table, &format!("ORDER BY id COLLATE {NATURAL}, id, _place"), see)
    }

    fn each<E: From<StageError>>(
        &self,
        table: &'static Table,
        order: &str,
        mut see: impl FnMut(Row) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let question = format!("SELECT * FROM {} {order}", table.name);
        let mut statement = self.connection.prepare_cached(&question).map_err(StageError)?;
        let mut found = statement.query(()).map_err(StageError)?;
        while let Some(row) = found.next().map_err(StageError)? {
            see(read(table, row).map_err(StageError)?)?;
        }
        Ok(())
    }

    /// Calls `see` with the cells of `columns` and the line of every row of which they could be read, equal cells together
    /// and in the order of the file.
    pub(super) fn keys(
        &self,
        table: &Table,
        columns: &[&str],
        mut see: impl FnMut(&[&str], u64) -> Result<()>,
    ) -> Result<()> {
        let places = columns.iter().filter_map(|column| table.position(column));
        let unread = places.fold(0, |bits, place| bits | bit(place)).cast_signed();
        let columns = quoted(columns);
        let question = format!(
            "SELECT _line, {columns} FROM {} WHERE _unread & {unread} = 0 ORDER BY {columns}, _place",
            table.name
        );
        let mut statement = self.connection.prepare_cached(&question)?;
        let count = statement.column_count();
        let mut found = statement.query(())?;
        while let Some(row) = found.next()? {
            let line: i64 = row.get(0)?;
            let cells: Vec<&str> = (1..count).map(|place| text(row, place)).collect::<rusqlite::Result<_>>()?;
            see(&cells, line.cast_unsigned())?;
        }
        Ok(())
    }
}

fn all_of(cells: &[(&str, &str)]) -> String {
    cells.iter().map(|(column, _)| format!("\"{column}\" = ?")).collect::<Vec<_>>().join(" AND ")
}

fn quoted(columns: &[&str]) -> String {
    columns.iter().map(|column| format!("\"{column}\"")).collect::<Vec<_>>().join(", ")
}

fn read(table: &'static Table, row: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
    let (line, unread): (i64, i64) = (row.get(1)?, row.get(2)?);
    let mut read = Row::empty(table, line.cast_unsigned());
    for place in 0..table.columns.len() {
        read.push(text(row, place + OWN_COLUMNS)?);
    }
    read.unread = unread.cast_unsigned();
    Ok(read)
}

fn text<'a>(row: &'a rusqlite::Row<'_>, place: usize) -> rusqlite::Result<&'a str> {
    Ok(row.get_ref(place)?.as_str()?)
}

/// Runs of digits by their size, everything else by its bytes.
fn natural(one: &str, two: &str) -> Ordering {
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
    fn numbers_within_ids_are_ordered_by_size() {
        let mut ids = vec!["p-1-10", "p-1-2", "p-10", "p-2", "p-1", "p-02-r1", "p-2-r1", "q", "p-1-2a"];
        ids.sort_by(|one, two| natural(one, two).then_with(|| one.cmp(two)));
        assert_eq!(ids, ["p-1", "p-1-2", "p-1-2a", "p-1-10", "p-2", "p-02-r1", "p-2-r1", "p-10", "q"]);
    }
}
