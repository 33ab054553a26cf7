//! The published tables: their definitions, reading them, checking them.
//!
//! Knows `domain` and `text`; knows no database and no HTTP.

mod check;
pub mod definitions;
pub mod diff;
mod finding;
pub mod ids;
mod input;
mod normalise;
mod package;
mod read;
mod version;
pub mod workbook;
mod write;

use std::collections::HashMap;

use definitions::{Scope, TABLES, Table};

pub use finding::{Finding, Group, Place, Severity, grouped};
pub use input::{Input, InputFile};
pub use read::limits;
pub use write::template_files;

/// The tables of one government, or the shared ones: every cell well-formed, every rule kept.
#[derive(Debug)]
pub struct Dataset {
    /// The government's code, or `shared`.
    pub id: String,
    /// The rows of every table of its scope, in the order of the definitions.
    pub tables: Vec<Rows>,
}

/// The rows of one table, as read.
#[derive(Debug)]
pub struct Rows {
    /// The definition.
    pub table: &'static Table,
    /// The name of the file, for messages.
    pub file: String,
    /// The rows, in file order.
    pub rows: Vec<Row>,
}

/// One row: a cell for each column of the definition, unescaped, in its order; blank where the file has none. The cells
/// stand in one text, because a table has many and most are blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line in the file, or the row of the sheet; the header is line 1.
    pub line: u64,
    text: String,
    /// Where each cell ends in the text.
    ends: Vec<u32>,
}

impl Row {
    /// A row of these cells.
    pub fn new<'a>(line: u64, cells: impl Iterator<Item = &'a str>) -> Self {
        let mut row = Self { line, text: String::new(), ends: Vec::with_capacity(cells.size_hint().0) };
        for cell in cells {
            row.text.push_str(cell);
            // A cell has a limit far below.
            row.ends.push(u32::try_from(row.text.len()).unwrap_or(u32::MAX));
        }
        row
    }

    /// The cell at `place`, blank where there is none.
    pub fn cell(&self, place: usize) -> &str {
        let end = |place: usize| self.ends.get(place).map(|end| *end as usize);
        let start = place.checked_sub(1).map_or(Some(0), end);
        start.zip(end(place)).and_then(|(start, end)| self.text.get(start..end)).unwrap_or_default()
    }

    /// The cells in their order.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).map(|place| self.cell(place))
    }

    /// The row with another cell at `place`.
    #[must_use]
    fn with(&self, place: usize, cell: &str) -> Self {
        Self::new(self.line, self.cells().enumerate().map(|(at, known)| if at == place { cell } else { known }))
    }
}

/// The id of the dataset of shared tables.
pub const SHARED: &str = "shared";

impl Dataset {
    /// Reads and checks `input`. There is a dataset unless a finding is an error.
    pub fn load(input: &Input) -> (Option<Self>, Vec<Finding>) {
        let (dataset, mut findings) = read::read(input);
        let dataset = dataset.map(|mut dataset| {
            check::fill_ids(&mut dataset);
            check::check(&dataset, &mut findings);
            dataset
        });
        findings.sort_by_key(Finding::order);
        let failed = findings.iter().any(|finding| finding.severity == Severity::Error);
        (dataset.filter(|_| !failed), findings)
    }

    /// The rows of the table `name`.
    pub fn rows(&self, name: &str) -> Option<&Rows> {
        self.tables.iter().find(|rows| rows.table.name == name)
    }

    /// The hash of the content: the same for the same cells, whatever their files looked like.
    pub fn version(&self) -> String {
        version::of(self)
    }

    /// The scope its tables have.
    pub fn scope(&self) -> Scope {
        scope_of(&self.id)
    }
}

/// The scope of the dataset `id`.
fn scope_of(id: &str) -> Scope {
    if id == SHARED { Scope::Shared } else { Scope::Government }
}

/// The tables of a scope, in the order of the definitions.
fn tables_of(scope: Scope) -> impl Iterator<Item = &'static Table> {
    TABLES.iter().copied().filter(move |table| table.scope == scope)
}

impl Rows {
    /// The rows as named cells.
    pub fn iter(&self) -> impl Iterator<Item = Cells<'_>> {
        self.rows.iter().map(|row| Cells { table: self.table, row })
    }

    /// The rows by id; of equal ids the first.
    pub fn by_id(&self) -> HashMap<&str, Cells<'_>> {
        let mut all = HashMap::with_capacity(self.rows.len());
        for cells in self.iter() {
            all.entry(cells.get("id")).or_insert(cells);
        }
        all
    }
}

/// A row whose cells are asked for by their column's physical name.
#[derive(Debug, Clone, Copy)]
pub struct Cells<'a> {
    table: &'static Table,
    row: &'a Row,
}

impl<'a> Cells<'a> {
    /// The cell of the column `name`; empty where it is blank or the table has no such column.
    pub fn get(&self, name: &str) -> &'a str {
        self.table.position(name).map_or("", |place| self.row.cell(place))
    }

    /// The whole number in the column `name`.
    pub fn integer(&self, name: &str) -> Option<i32> {
        self.get(name).parse().ok()
    }

    /// The exact decimal in the column `name`.
    pub fn number(&self, name: &str) -> Option<crate::domain::Number> {
        self.get(name).parse().ok()
    }

    /// The line in the file.
    pub const fn line(&self) -> u64 {
        self.row.line
    }
}
