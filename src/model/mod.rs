//! The definitions of every published table (データ項目定義書): one home for a column.
//!
//! Reading, checks, CSV headers, `/v1/definitions`, labels and the descriptions in OpenAPI come from here; the SQL
//! migrations, the diesel schema and the structs of the API are held to it by tests. Knows `text` and the code lists.

pub mod codes;
pub mod ids;
pub mod limits;
mod tables;
mod version;

use crate::language::Bilingual;
use codes::CodeList;

pub use tables::TABLES;
pub use version::DataVersion;

/// The version of the table definitions, written to `datapackage.json`. A binary refuses a newer one.
pub const PROFILE_VERSION: u32 = 1;

/// One published table.
#[derive(Debug)]
pub struct Table {
    /// Physical name, which is also the file's: `{code}_{name}.csv`.
    pub name: &'static str,
    /// What people call it.
    pub label: Bilingual,
    /// What one row of it is.
    pub description: Bilingual,
    /// Whether every government has one, or all share it.
    pub scope: Scope,
    /// Groups of columns that identify a row beside `id`; blanks count as equal.
    pub unique: &'static [&'static [&'static str]],
    /// The columns, in file order.
    pub columns: &'static [Column],
}

/// Who owns the rows of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// One file a government; an import replaces it whole.
    Government,
    /// One file beside the governments' folders.
    Shared,
}

/// One column of a table.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Physical name: `snake_case`, ASCII; the JSON key.
    pub name: &'static str,
    /// 項目名: the header of the published CSV.
    pub header: &'static str,
    /// What a cell holds.
    pub kind: Kind,
    /// 区分.
    pub need: Need,
    /// A cell as it may stand in a file; empty where none was seen in a real document yet.
    pub example: &'static str,
    /// Whether the example also stands in the row that shows how the table is filled in. All those rows tell of one
    /// measure of one document: what that measure has not (a parent, a revision, a break, a doubt) has an example
    /// here, for the descriptions, and stays blank there.
    pub in_example_row: bool,
    /// What it means.
    pub description: Bilingual,
}

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// One line of text; a line break is written `\n`, a backslash `\\`.
    Text,
    /// The permanent ASCII id of the row: `a-z 0-9 - _`.
    Id,
    /// The id of a row of the table named.
    Reference(&'static str),
    /// Six digits with check digit.
    LocalGovernmentCode,
    /// A whole number.
    Integer,
    /// A western fiscal year (April to March).
    FiscalYear,
    /// An exact decimal, printed as the document prints it.
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

impl Table {
    /// The position of the column `name`.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// The column `name`.
    pub fn column(&self, name: &str) -> Option<&'static Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}

impl Column {
    /// What stands in the row that shows how the table is filled in.
    pub const fn example_cell(&self) -> &'static str {
        if self.in_example_row { self.example } else { "" }
    }

    /// A cell as people read it: of a code its label.
    pub fn in_words<'a>(&self, cell: &'a str) -> &'a str {
        match self.kind {
            Kind::Code(list) => list.get(cell).map_or(cell, |code| code.label.ja),
            _ => cell,
        }
    }
}

/// The table `name`.
pub fn table(name: &str) -> Option<&'static Table> {
    TABLES.iter().copied().find(|table| table.name == name)
}
