//! What a table format is.

use super::layout::TableLayout;

/// A format that the rows of a table can be written in.
#[derive(Debug)]
pub struct TableFormat {
    /// What people call it.
    pub name: &'static str,
    /// Media type without parameters.
    pub media_type: &'static str,
    /// Other media types that clients ask for it by.
    pub aliases: &'static [&'static str],
    /// Value of `Content-Type`.
    pub content_type: &'static str,
    /// Extension that selects it in a path, without any dot.
    pub extension: &'static str,
    /// What a file of it looks like, for the documentation of the API.
    pub description: &'static str,
    /// Whether [`CsvOptions`](super::CsvOptions) apply.
    pub has_csv_options: bool,
    /// Creates the renderer of a table.
    pub renderer: fn(TableLayout) -> Box<dyn Renderer>,
}

/// A form of a whole row that does not depend on the request, so that it can be rendered once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowForm {
    /// A JSON object.
    Json,
    /// A CSV record of all columns, exact and without line end.
    Csv,
}

/// Renders a table row by row. `out` is emptied from time to time, as it is sent: what a row depends on is kept in the
/// renderer.
pub trait Renderer: Send {
    /// Appends what comes before the first row.
    fn begin(&mut self, out: &mut Vec<u8>);

    /// Appends a row.
    ///
    /// # Errors
    /// [`RenderError`] where the row does not fit the layout: a fault of the program.
    fn row(&mut self, out: &mut Vec<u8>, row: &dyn erased_serde::Serialize) -> Result<(), RenderError>;

    /// Returns the form in which [`rendered_row`](Self::rendered_row) takes rows; `None` where every row must be
    /// rendered by [`row`](Self::row).
    fn row_form(&self) -> Option<RowForm> {
        None
    }

    /// Appends a row that was rendered in the form of [`row_form`](Self::row_form), as [`row`](Self::row) would.
    fn rendered_row(&mut self, out: &mut Vec<u8>, row: &[u8]) {
        out.extend_from_slice(row);
        out.push(b'\n');
    }

    /// Appends what comes after the last row.
    fn end(&mut self, _out: &mut Vec<u8>) {}
}

/// Why a row could not be rendered: a fault of the program.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// Its fields are not those of the columns.
    #[error("{0}")]
    Columns(String),
    /// Not valid JSON.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}
