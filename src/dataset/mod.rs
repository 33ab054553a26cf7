//! The published tables: their definitions, reading them, checking them.
//!
//! Knows `domain` and `text`; knows no HTTP, and of databases only the stage its rows stand on.

mod check;
pub mod diff;
mod example;
pub mod fault;
mod finding;
mod input;
mod nearest;
mod normalise;
mod package;
mod read;
mod row;
mod stage;
mod version;
pub mod workbook;
mod write;

use std::collections::BTreeMap;

use crate::model::{self, Scope, Table, tables_of};
use fault::Fault;
use stage::Stage;

pub use finding::{Finding, Findings, Group, Place, Severity, grouped};
pub use input::{DATAPACKAGE, Input, InputFile};
pub use row::Row;
pub use stage::{StageError, told};
pub use write::{RowsError, template_files};

/// The tables of one government, or the shared ones: every cell well-formed, every rule kept. Its rows stand on a stage
/// that is gone with it.
#[derive(Debug)]
pub struct Dataset {
    /// The government's code, or `shared`.
    pub id: String,
    stage: Stage,
    /// What is known of each table of its scope, by name.
    tables: BTreeMap<&'static str, Held>,
}

/// What is known of a table beside its rows.
#[derive(Debug, Default)]
struct Held {
    /// The name of the file, for messages.
    file: String,
    /// How many rows it has.
    rows: u64,
}

/// The rows of one table.
#[derive(Debug, Clone, Copy)]
pub struct Rows<'a> {
    /// The definition.
    pub table: &'static Table,
    held: &'a Held,
    stage: &'a Stage,
}

impl Dataset {
    /// A dataset without rows.
    ///
    /// # Errors
    /// [`StageError`].
    pub fn empty(id: &str) -> Result<Self, StageError> {
        let tables = || tables_of(Scope::of(id));
        let held = tables().map(|table| (table.name, Held { file: table.file_name(id), rows: 0 }));
        Ok(Self { id: id.to_owned(), stage: Stage::new(tables())?, tables: held.collect() })
    }

    /// Reads and checks `input`. There is a dataset unless a finding is an error.
    pub fn load(input: &Input) -> (Option<Self>, Findings) {
        let mut findings = Findings::default();
        let dataset = read::read(input, &mut findings).and_then(|dataset| {
            if let Some(dataset) = &dataset {
                check::check(dataset, &mut findings)?;
            }
            Ok(dataset)
        });
        let dataset = dataset.unwrap_or_else(|error| {
            findings.push(input::finding(&input.name, Fault::NotStaged { reason: error.to_string() }));
            None
        });
        let files: Vec<&str> = dataset.iter().flat_map(Dataset::tables).map(Rows::file).collect();
        findings.finish(&files);
        let failed = findings.count(Severity::Error) > 0;
        (dataset.filter(|_| !failed), findings)
    }

    /// Adds a row at the end of its table.
    ///
    /// # Errors
    /// [`StageError`].
    pub fn add(&mut self, row: &Row) -> Result<(), StageError> {
        self.stage.add(row)?;
        if let Some(held) = self.tables.get_mut(row.table.name) {
            held.rows += 1;
        }
        Ok(())
    }

    /// Says what file the rows of a table are read from.
    fn read_from(&mut self, table: &Table, file: &str) {
        if let Some(held) = self.tables.get_mut(table.name) {
            file.clone_into(&mut held.file);
        }
    }

    /// Says that a table has all its rows: before, they are not quick to find.
    ///
    /// # Errors
    /// [`StageError`].
    pub fn complete(&mut self, table: &Table) -> Result<(), StageError> {
        self.stage.index(table)
    }

    /// The tables of its scope, in the order of the definitions.
    pub fn tables(&self) -> impl Iterator<Item = Rows<'_>> {
        tables_of(self.scope()).filter_map(|table| self.rows(table.name))
    }

    /// The rows of the table `name`.
    pub fn rows(&self, name: &str) -> Option<Rows<'_>> {
        let held = self.tables.get(name)?;
        Some(Rows { table: model::table(name)?, held, stage: &self.stage })
    }

    /// The row `id` of the table `name`.
    ///
    /// # Errors
    /// [`StageError`].
    pub fn find(&self, name: &str, id: &str) -> Result<Option<Row>, StageError> {
        // A blank refers to nothing.
        let rows = self.rows(name).filter(|_| !id.is_empty());
        rows.map_or(Ok(None), |rows| rows.find(id))
    }

    /// The rows of the table `name` whose `column` is `value`, by id.
    ///
    /// # Errors
    /// [`StageError`].
    pub fn of(&self, name: &str, column: &str, value: &str) -> Result<Vec<Row>, StageError> {
        // A blank refers to nothing.
        let rows = self.rows(name).filter(|_| !value.is_empty());
        rows.map_or(Ok(Vec::new()), |rows| self.stage.of(rows.table, column, value))
    }

    /// How many rows of the table `name` have `value` in `column`.
    ///
    /// # Errors
    /// [`StageError`].
    pub fn count_of(&self, name: &str, column: &str, value: &str) -> Result<u64, StageError> {
        self.rows(name).map_or(Ok(0), |rows| self.stage.count(rows.table, column, value))
    }

    /// The id of the plan that a row belongs to, by itself, by its measure or by its indicator; blank where it belongs to
    /// none.
    ///
    /// # Errors
    /// [`StageError`].
    pub fn plan_of(&self, row: &Row) -> Result<String, StageError> {
        for (column, table) in [("measure_id", "measures"), ("indicator_id", "indicators")] {
            if row.get("plan_id").is_empty()
                && let Some(above) = self.find(table, row.get(column))?
            {
                return self.plan_of(&above);
            }
        }
        Ok(row.get("plan_id").to_owned())
    }

    /// The government's own row.
    ///
    /// # Errors
    /// [`StageError`].
    pub fn government(&self) -> Result<Option<Row>, StageError> {
        self.rows("local_governments").and_then(|rows| rows.iter().next()).transpose()
    }

    /// The hash of the content: the same for the same cells, whatever their files looked like.
    ///
    /// # Errors
    /// [`StageError`].
    pub fn version(&self) -> Result<String, StageError> {
        version::of(self)
    }

    /// The scope its tables have.
    pub fn scope(&self) -> Scope {
        Scope::of(&self.id)
    }
}

impl<'a> Rows<'a> {
    /// How many there are.
    pub const fn count(self) -> u64 {
        self.held.rows
    }

    /// The name of the file they were read from, for messages.
    pub fn file(self) -> &'a str {
        &self.held.file
    }

    /// The rows in the order of the file.
    pub fn iter(self) -> impl Iterator<Item = Result<Row, StageError>> + 'a {
        let mut last = 0;
        in_batches(move || {
            let (rows, place) = self.stage.some_after(self.table, last)?;
            last = place;
            Ok(rows)
        })
    }

    /// The rows by their ids, which must differ.
    pub fn by_id(self) -> impl Iterator<Item = Result<Row, StageError>> + 'a {
        let mut last = String::new();
        in_batches(move || {
            let row = self.stage.next_by_id(self.table, &last)?;
            if let Some(row) = &row {
                row.get("id").clone_into(&mut last);
            }
            Ok(row.into_iter().collect())
        })
    }

    /// The row `id`; of equal ids the first.
    ///
    /// # Errors
    /// [`StageError`].
    pub fn find(self, id: &str) -> Result<Option<Row>, StageError> {
        self.stage.find(self.table, id)
    }

    /// All rows, as a person would order them by their ids.
    ///
    /// # Errors
    /// [`StageError`].
    pub fn in_natural_order(self) -> Result<Vec<Row>, StageError> {
        let mut rows = Vec::new();
        self.stage.by_natural_id(self.table, |row| {
            rows.push(row);
            Ok::<(), StageError>(())
        })?;
        Ok(rows)
    }

    /// Calls `see` with the cells of `columns` and the line of every row of which they could be read, equal cells together
    /// and in the order of the file.
    fn keys(self, columns: &[&str], see: impl FnMut(&[&str], u64) -> Result<(), StageError>) -> Result<(), StageError> {
        self.stage.keys(self.table, columns, see)
    }

    /// The rows that have these values in these columns, the first of which names the row they belong to.
    ///
    /// # Errors
    /// [`StageError`].
    pub fn matching(self, cells: &[(&str, &str)]) -> Result<Vec<Row>, StageError> {
        self.stage.matching(self.table, cells)
    }

    /// Whether there is a row that has these values in these columns, the first of which names the row it belongs to.
    ///
    /// # Errors
    /// [`StageError`].
    pub fn has_matching(self, cells: &[(&str, &str)]) -> Result<bool, StageError> {
        self.stage.has_matching(self.table, cells)
    }

    /// The rows from which no way leads to the top by the column that names the row above: their ids, that column, and
    /// their lines.
    fn without_top(self, above: &str) -> Result<Vec<(String, String, u64)>, StageError> {
        self.stage.without_top(self.table, above)
    }

    /// Whether a cell of `column` could not be read.
    fn has_unread(self, column: &str) -> Result<bool, StageError> {
        self.stage.has_unread(self.table, column)
    }
}

/// The rows that `next` gives some at a time, until it gives none or fails.
fn in_batches(mut next: impl FnMut() -> Result<Vec<Row>, StageError>) -> impl Iterator<Item = Result<Row, StageError>> {
    let mut is_done = false;
    let batches = std::iter::from_fn(move || {
        let batch = (!is_done).then(&mut next)?;
        is_done = batch.as_ref().map_or(true, Vec::is_empty);
        Some(batch)
    });
    batches.flat_map(|batch| match batch {
        Ok(rows) => rows.into_iter().map(Ok).collect(),
        Err(error) => vec![Err(error)],
    })
}
