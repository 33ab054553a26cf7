//! One row of a table.

use crate::domain::Number;
use crate::model::Table;

/// One row: an unescaped cell for each column, in the order of the definition, blank where the file has none.
///
/// The cells are stored in one string, because a dataset has many rows and most cells are blank.
#[derive(Debug, Clone)]
pub struct Row {
    pub table: &'static Table,
    /// Line in the file, or row of the sheet; the header is line 1.
    pub line: u64,
    text: String,
    /// End of each cell in `text`, in bytes.
    ends: Vec<u32>,
    /// Bit mask of the columns whose cell is invalid. A finding was reported for each of them.
    pub(super) invalid: u64,
}

impl Row {
    /// Returns a row with these cells.
    pub fn new<'a>(table: &'static Table, line: u64, cells: impl Iterator<Item = &'a str>) -> Self {
        let mut row = Self::empty(table, line);
        cells.for_each(|cell| row.push(cell));
        row
    }

    /// Returns a row without cells, to be filled with [`Row::push`].
    pub(super) fn empty(table: &'static Table, line: u64) -> Self {
        Self { table, line, text: String::new(), ends: Vec::with_capacity(table.columns.len()), invalid: 0 }
    }

    /// Appends the next cell.
    pub(super) fn push(&mut self, cell: &str) {
        self.text.push_str(cell);
        // Cannot overflow: the length of a cell is limited.
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }

    /// Returns the cell at `index`; blank if there is none.
    pub(super) fn cell(&self, index: usize) -> &str {
        let end = |index: usize| self.ends.get(index).map(|end| *end as usize);
        let start = index.checked_sub(1).map_or(Some(0), end);
        start.zip(end(index)).and_then(|(start, end)| self.text.get(start..end)).unwrap_or_default()
    }

    /// Returns the total size of the cells in bytes.
    pub(super) const fn size(&self) -> usize {
        self.text.len()
    }

    /// Iterates over the cells, in the order of the columns.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).map(|index| self.cell(index))
    }

    /// Returns a copy with another cell in `column`.
    #[must_use]
    pub(super) fn with(&self, column: &str, cell: &str) -> Self {
        let changed = self.table.position(column);
        let cells = self.cells().enumerate();
        let mut row =
            Self::new(self.table, self.line, cells.map(|(index, old)| if Some(index) == changed { cell } else { old }));
        row.invalid = self.invalid;
        row
    }

    /// Returns the cell of the column `name`; empty if it is blank or the table has no such column.
    pub fn get(&self, name: &str) -> &str {
        self.table.position(name).map_or("", |index| self.cell(index))
    }

    /// Returns whether the cell of the column `name` is invalid.
    pub(super) fn is_invalid(&self, name: &str) -> bool {
        self.table.position(name).is_some_and(|index| self.invalid & bit(index) != 0)
    }

    /// Marks the cell at `index` as invalid.
    pub(super) fn mark_invalid(&mut self, index: usize) {
        self.invalid |= bit(index);
    }

    /// Returns the integer in the column `name`.
    pub fn integer(&self, name: &str) -> Option<i32> {
        self.get(name).parse().ok()
    }

    /// Returns the exact decimal in the column `name`.
    pub fn number(&self, name: &str) -> Option<Number> {
        self.get(name).parse().ok()
    }
}

/// Returns the bit of the column at `index` in [`Row::invalid`]; no table has more than 64 columns.
pub(super) fn bit(index: usize) -> u64 {
    u32::try_from(index).ok().and_then(|index| 1_u64.checked_shl(index)).unwrap_or_default()
}
