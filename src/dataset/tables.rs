//! A dataset whose rows are in staging: adding, finding and iterating over rows.

use std::collections::BTreeMap;

use super::row::Row;
use super::staging::{Staging, StagingError};
use crate::model::{self, Scope, Table, tables_of};

type Result<T, E = StagingError> = std::result::Result<T, E>;

/// The tables of one government, or the shared tables. Its rows are in staging and are deleted with it.
#[derive(Debug)]
pub struct Dataset {
    /// Code of the government, or [`model::SHARED`].
    pub id: String,
    staging: Staging,
    /// One entry for each table of the scope, by name.
    tables: BTreeMap<&'static str, TableInfo>,
}

#[derive(Debug, Default)]
struct TableInfo {
    /// File name for messages.
    file: String,
    /// Number of rows.
    rows: u64,
}

/// The rows of one table.
#[derive(Debug, Clone, Copy)]
pub struct Rows<'a> {
    pub table: &'static Table,
    info: &'a TableInfo,
    staging: &'a Staging,
}

impl Dataset {
    /// Returns a dataset without rows.
    ///
    /// # Errors
    /// [`StagingError`].
    pub fn empty(id: &str) -> Result<Self> {
        let tables = || tables_of(Scope::of(id));
        let infos = tables().map(|table| (table.name, TableInfo { file: table.file_name(id), rows: 0 }));
        Ok(Self { id: id.to_owned(), staging: Staging::new(tables())?, tables: infos.collect() })
    }

    /// Appends a row to its table.
    ///
    /// # Errors
    /// [`StagingError`].
    pub fn add(&mut self, row: &Row) -> Result<()> {
        self.staging.add(row)?;
        if let Some(info) = self.tables.get_mut(row.table.name) {
            info.rows += 1;
        }
        Ok(())
    }

    /// Sets the file name of a table for messages.
    pub(super) fn set_file(&mut self, table: &Table, file: &str) {
        if let Some(info) = self.tables.get_mut(table.name) {
            file.clone_into(&mut info.file);
        }
    }

    /// Indexes a table after its last row was added. Queries are slow before.
    ///
    /// # Errors
    /// [`StagingError`].
    pub fn complete(&mut self, table: &Table) -> Result<()> {
        self.staging.index(table)
    }

    /// Iterates over the tables, in the order of the definitions.
    pub fn tables(&self) -> impl Iterator<Item = Rows<'_>> {
        tables_of(self.scope()).filter_map(|table| self.rows(table.name))
    }

    /// Returns the rows of the table `name`; `None` if the dataset has no such table.
    pub fn rows(&self, name: &str) -> Option<Rows<'_>> {
        let info = self.tables.get(name)?;
        Some(Rows { table: model::table(name)?, info, staging: &self.staging })
    }

    /// Returns the row `id` of the table `name`; `None` for a blank id.
    ///
    /// # Errors
    /// [`StagingError`].
    pub fn find(&self, name: &str, id: &str) -> Result<Option<Row>> {
        let rows = self.rows(name).filter(|_| !id.is_empty());
        rows.map_or(Ok(None), |rows| rows.find(id))
    }

    /// Returns the rows of the table `name` whose `column` equals `value`, ordered by id; none for a blank value.
    ///
    /// # Errors
    /// [`StagingError`].
    pub fn rows_where(&self, name: &str, column: &str, value: &str) -> Result<Vec<Row>> {
        let rows = self.rows(name).filter(|_| !value.is_empty());
        rows.map_or(Ok(Vec::new()), |rows| self.staging.rows_where(rows.table, column, value))
    }

    /// Returns the number of rows of the table `name` whose `column` equals `value`.
    ///
    /// # Errors
    /// [`StagingError`].
    pub fn count_where(&self, name: &str, column: &str, value: &str) -> Result<u64> {
        self.rows(name).map_or(Ok(0), |rows| self.staging.count_where(rows.table, column, value))
    }

    /// Returns the id of the plan of a row: its own, or that of its measure or indicator; blank if it has none.
    ///
    /// # Errors
    /// [`StagingError`].
    pub fn plan_of(&self, row: &Row) -> Result<String> {
        for (column, table) in [("measure_id", "measures"), ("indicator_id", "indicators")] {
            if row.get("plan_id").is_empty()
                && let Some(parent) = self.find(table, row.get(column))?
            {
                return self.plan_of(&parent);
            }
        }
        Ok(row.get("plan_id").to_owned())
    }

    /// Returns the row of the government; `None` for the shared tables.
    ///
    /// # Errors
    /// [`StagingError`].
    pub fn government(&self) -> Result<Option<Row>> {
        self.rows("local_governments").and_then(|rows| rows.iter().next()).transpose()
    }

    pub fn scope(&self) -> Scope {
        Scope::of(&self.id)
    }
}

impl<'a> Rows<'a> {
    /// Returns the number of rows.
    pub const fn count(self) -> u64 {
        self.info.rows
    }

    /// Returns the file name for messages.
    pub fn file(self) -> &'a str {
        &self.info.file
    }

    /// Iterates over the rows in file order.
    pub fn iter(self) -> impl Iterator<Item = Result<Row>> + 'a {
        let mut last = 0;
        in_batches(move || {
            let (rows, position) = self.staging.batch_after(self.table, last)?;
            last = position;
            Ok(rows)
        })
    }

    /// Iterates over the rows in the order of their ids, which must be unique.
    pub fn by_id(self) -> impl Iterator<Item = Result<Row>> + 'a {
        let mut last = String::new();
        in_batches(move || {
            let row = self.staging.next_by_id(self.table, &last)?;
            if let Some(row) = &row {
                row.get("id").clone_into(&mut last);
            }
            Ok(row.into_iter().collect())
        })
    }

    /// Returns the row `id`; the first one if several have this id.
    ///
    /// # Errors
    /// [`StagingError`].
    pub fn find(self, id: &str) -> Result<Option<Row>> {
        self.staging.find(self.table, id)
    }

    /// Returns all rows in the natural order of their ids: `1-2` before `1-10`.
    ///
    /// # Errors
    /// [`StagingError`].
    pub fn in_natural_order(self) -> Result<Vec<Row>> {
        let mut rows = Vec::new();
        self.for_each_in_natural_order(|row| {
            rows.push(row);
            Ok::<(), StagingError>(())
        })?;
        Ok(rows)
    }

    /// Calls `visit` with every row, in the order of the ids.
    pub(super) fn for_each_by_id(self, visit: impl FnMut(Row) -> Result<()>) -> Result<()> {
        self.staging.for_each_by_id(self.table, visit)
    }

    /// Calls `visit` with every row, in the natural order of the ids.
    pub(super) fn for_each_in_natural_order<E: From<StagingError>>(
        self,
        visit: impl FnMut(Row) -> Result<(), E>,
    ) -> Result<(), E> {
        self.staging.for_each_in_natural_order(self.table, visit)
    }

    /// Calls `visit` with the cells of `columns` and the line of every row, ordered by these cells and then by line. Rows
    /// with an invalid cell in one of the columns are left out.
    pub(super) fn for_each_key(self, columns: &[&str], visit: impl FnMut(&[&str], u64) -> Result<()>) -> Result<()> {
        self.staging.for_each_key(self.table, columns, visit)
    }

    /// Returns the rows that have these values in these columns, in file order. The first column must be indexed: an id
    /// or a reference.
    ///
    /// # Errors
    /// [`StagingError`].
    pub fn matching(self, cells: &[(&str, &str)]) -> Result<Vec<Row>> {
        self.staging.matching(self.table, cells)
    }

    /// Returns whether a row has these values in these columns. The first column must be indexed: an id or a reference.
    ///
    /// # Errors
    /// [`StagingError`].
    pub fn has_matching(self, cells: &[(&str, &str)]) -> Result<bool> {
        self.staging.has_matching(self.table, cells)
    }

    /// Returns the rows with a cycle among their ancestors, as id, parent id and line.
    pub(super) fn without_root(self, parent_column: &str) -> Result<Vec<(String, String, u64)>> {
        self.staging.without_root(self.table, parent_column)
    }

    /// Returns whether a cell of `column` is invalid.
    pub(super) fn has_invalid(self, column: &str) -> Result<bool> {
        self.staging.has_invalid(self.table, column)
    }
}

/// Iterates over the rows of batches that `next_batch` returns, until a batch is empty or fails.
fn in_batches(mut next_batch: impl FnMut() -> Result<Vec<Row>>) -> impl Iterator<Item = Result<Row>> {
    let mut is_done = false;
    let batches = std::iter::from_fn(move || {
        let batch = (!is_done).then(&mut next_batch)?;
        is_done = batch.as_ref().map_or(true, Vec::is_empty);
        Some(batch)
    });
    batches.flat_map(|batch| match batch {
        Ok(rows) => rows.into_iter().map(Ok).collect(),
        Err(error) => vec![Err(error)],
    })
}
