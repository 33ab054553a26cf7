//! Example rows: rows of a template that show how a table is filled in.

/// What stands in the note of a row that shows how a table is filled in: it is no row of the table.
pub(super) const EXAMPLE_NOTE: &str = "記入例";

/// Whether a row shows how a table is filled in.
pub(super) fn is_example(cells: &[impl AsRef<str>]) -> bool {
    cells.iter().rev().map(|cell| cell.as_ref().trim()).find(|cell| !cell.is_empty()) == Some(EXAMPLE_NOTE)
}
