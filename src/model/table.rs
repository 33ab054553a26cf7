//! Types of a table definition.

use super::column::Column;
use crate::language::Bilingual;

/// One published table.
#[derive(Debug)]
pub struct Table {
    /// Physical name, also part of the file name: see [`Table::file_name`].
    pub name: &'static str,
    pub label: Bilingual,
    /// What one row stands for.
    pub description: Bilingual,
    pub scope: Scope,
    /// Unique keys beside `id`, as groups of column names; blank cells count as equal.
    pub unique: &'static [&'static [&'static str]],
    /// Columns in file order.
    pub columns: &'static [Column],
}

/// Owner of the rows of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// One file for each government; an import replaces all its rows.
    Government,
    /// One file for all governments, beside their folders.
    Shared,
}

/// Owner id of the shared tables: they belong to no single government.
pub const SHARED: &str = "shared";

impl Scope {
    /// Returns the scope of a dataset with this id: [`SHARED`] or the code of a government.
    pub fn of(id: &str) -> Self {
        if id == SHARED { Self::Shared } else { Self::Government }
    }
}

impl Table {
    /// Returns the name of the file that holds the rows of `owner`: `072036_measures.csv`, or `topics.csv` for the owner
    /// [`SHARED`].
    pub fn file_name(&self, owner: &str) -> String {
        if owner == SHARED { format!("{}.csv", self.name) } else { format!("{owner}_{}.csv", self.name) }
    }

    /// Returns the index of the column `name`.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// Returns the column `name`.
    pub fn column(&self, name: &str) -> Option<&'static Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}
