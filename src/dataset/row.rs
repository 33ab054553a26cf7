//! One row of a table, whatever it was read from. Knows the definitions.

use crate::domain::Number;
use crate::model::Table;

/// One row: a cell for each column of the definition, unescaped, in its order; blank where the file has none. The cells
/// stand in one text, because a table has many and most are blank.
#[derive(Debug, Clone)]
pub struct Row {
    /// The definition.
    pub table: &'static Table,
    /// The line in the file, or the row of the sheet; the header is line 1.
    pub line: u64,
    text: String,
    /// Where each cell ends in the text.
    ends: Vec<u32>,
    /// Which cells could not be read, a bit a column: what is wrong with them was told.
    pub(super) unread: u64,
}

impl Row {
    /// A row of these cells.
    pub fn new<'a>(table: &'static Table, line: u64, cells: impl Iterator<Item = &'a str>) -> Self {
        let mut row = Self::empty(table, line);
        cells.for_each(|cell| row.push(cell));
        row
    }

    /// A row that has no cells yet.
    pub(super) fn empty(table: &'static Table, line: u64) -> Self {
        Self { table, line, text: String::new(), ends: Vec::with_capacity(table.columns.len()), unread: 0 }
    }

    /// Adds the next cell.
    pub(super) fn push(&mut self, cell: &str) {
        self.text.push_str(cell);
        // A cell has a limit far below.
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }

    /// The cell at `place`, blank where there is none.
    pub(super) fn cell(&self, place: usize) -> &str {
        let end = |place: usize| self.ends.get(place).map(|end| *end as usize);
        let start = place.checked_sub(1).map_or(Some(0), end);
        start.zip(end(place)).and_then(|(start, end)| self.text.get(start..end)).unwrap_or_default()
    }

    /// Bytes of all cells.
    pub(super) const fn bytes(&self) -> usize {
        self.text.len()
    }

    /// The cells in their order.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).map(|place| self.cell(place))
    }

    /// The row with another cell in `column`.
    #[must_use]
    pub(super) fn with(&self, column: &str, cell: &str) -> Self {
        let place = self.table.position(column);
        let cells = self.cells().enumerate();
        let mut row =
            Self::new(self.table, self.line, cells.map(|(at, known)| if Some(at) == place { cell } else { known }));
        row.unread = self.unread;
        row
    }

    /// The cell of the column `name`; empty where it is blank or the table has no such column.
    pub fn get(&self, name: &str) -> &str {
        self.table.position(name).map_or("", |place| self.cell(place))
    }

    /// Whether what stands in the column `name` could not be read.
    pub(super) fn is_unread(&self, name: &str) -> bool {
        self.table.position(name).is_some_and(|place| self.unread & bit(place) != 0)
    }

    /// Says that what stands at `place` could not be read.
    pub(super) fn mark_unread(&mut self, place: usize) {
        self.unread |= bit(place);
    }

    /// The whole number in the column `name`.
    pub fn integer(&self, name: &str) -> Option<i32> {
        self.get(name).parse().ok()
    }

    /// The exact decimal in the column `name`.
    pub fn number(&self, name: &str) -> Option<Number> {
        self.get(name).parse().ok()
    }
}

/// The bit of a column; no table has more than 64.
pub(super) fn bit(place: usize) -> u64 {
    u32::try_from(place).ok().and_then(|place| 1_u64.checked_shl(place)).unwrap_or_default()
}
