//! Types of a column definition.

use super::codes::CodeList;
use crate::language::Bilingual;

/// One column of a table.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Physical name and JSON key: ASCII, `snake_case`.
    pub name: &'static str,
    /// 項目名: header of the published CSV.
    pub header: &'static str,
    pub kind: Kind,
    /// 区分.
    pub need: Need,
    /// Example cell; empty where no real document has a value yet.
    pub example: &'static str,
    /// Whether `example` also appears in the example row of the template. All example rows describe one measure of one
    /// document; columns that do not apply to it (a parent, a revision, a break, a doubt) have an example for the
    /// descriptions only.
    pub in_example_row: bool,
    pub description: Bilingual,
}

/// Data type of the cells of a column.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// One line of text; a line break is written `\n`, a backslash `\\`.
    Text,
    /// Permanent ASCII id of the row: `a-z 0-9 - _`.
    Id,
    /// Id of a row of the named table.
    Reference(&'static str),
    /// Six digits including the check digit.
    LocalGovernmentCode,
    /// 32-bit integer.
    Integer,
    /// Western fiscal year (April to March).
    FiscalYear,
    /// Exact decimal; keeps the trailing zeros of the document.
    Decimal,
    /// `YYYY-MM-DD`.
    Date,
    /// `YYYY-MM` or `YYYY-MM-DD`.
    PartialDate,
    /// One code of the list.
    Code(&'static CodeList),
}

/// 区分: whether a cell must be filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// ◎
    Required,
    /// ○
    Recommended,
    /// Blank.
    Optional,
}

/// Returns an optional column without example and description; the builder methods of [`Column`] add them.
pub(super) const fn column(name: &'static str, header: &'static str, kind: Kind) -> Column {
    let description = Bilingual::new("", "");
    Column { name, header, kind, need: Need::Optional, example: "", in_example_row: true, description }
}

impl Column {
    pub(super) const fn required(self) -> Self {
        Self { need: Need::Required, ..self }
    }

    pub(super) const fn recommended(self) -> Self {
        Self { need: Need::Recommended, ..self }
    }

    pub(super) const fn optional(self) -> Self {
        Self { need: Need::Optional, ..self }
    }

    pub(super) const fn example(self, example: &'static str) -> Self {
        Self { example, ..self }
    }

    /// Leaves the cell of the example row blank.
    pub(super) const fn not_in_example_row(self) -> Self {
        Self { in_example_row: false, ..self }
    }

    pub(super) const fn description(self, ja: &'static str, en: &'static str) -> Self {
        Self { description: Bilingual::new(ja, en), ..self }
    }

    /// Returns the cell of the example row in the template.
    pub const fn example_cell(&self) -> &'static str {
        if self.in_example_row { self.example } else { "" }
    }

    /// Returns the Japanese label of a coded cell, and any other cell unchanged.
    pub fn label_of<'a>(&self, cell: &'a str) -> &'a str {
        match self.kind {
            Kind::Code(list) => list.get(cell).map_or(cell, |code| code.label.ja),
            _ => cell,
        }
    }
}
