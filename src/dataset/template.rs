//! Templates: the example row of each table and the sheets that explain a workbook.

use super::row::Row;
use crate::model::Table;

/// Content of the note column in an example row. Rows with this note are not part of the data.
pub(super) const EXAMPLE_NOTE: &str = "記入例";

/// Names of the workbook sheets that hold no table: introduction, column definitions, code lists.
pub(super) const HELP_SHEETS: [&str; 3] = ["はじめに", "項目定義書", "コード表"];

/// Returns whether a row is an example row: its last filled cell is [`EXAMPLE_NOTE`].
pub(super) fn is_example(cells: &[impl AsRef<str>]) -> bool {
    cells.iter().rev().map(|cell| cell.as_ref().trim()).find(|cell| !cell.is_empty()) == Some(EXAMPLE_NOTE)
}

/// Returns the example row of a table, which is skipped when it is read back.
pub(super) fn example_row(table: &'static Table) -> Row {
    let last = table.columns.len().saturating_sub(1);
    let cells = table.columns.iter().enumerate().map(|(index, column)| {
        if index == last && column.name == "note" { EXAMPLE_NOTE } else { column.example_cell() }
    });
    Row::new(table, 2, cells)
}
