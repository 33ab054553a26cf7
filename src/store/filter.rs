//! What a list may be narrowed by, and from where on it is read. Knows `domain`.

use crate::domain::FiscalYearRange;

/// The filters of every list, the same names everywhere. An empty one does not filter; several values of one are
/// alternatives, several filters hold together. A list reads the filters it has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// 全国地方公共団体コード.
    pub localgov_code: Vec<String>,
    /// Ids of plans.
    pub plan_id: Vec<String>,
    /// Ids of sections; a section brings all sections under it.
    pub section_id: Vec<String>,
    /// Ids of measures; a measure brings its sub-programmes.
    pub measure_id: Vec<String>,
    /// Ids of indicators.
    pub indicator_id: Vec<String>,
    /// Ids or names of departments, in any role.
    pub department: Vec<String>,
    /// SDG targets as printed: `17.14`.
    pub sdg: Vec<String>,
    /// Codes of tags.
    pub tag: Vec<String>,
    /// Fiscal years.
    pub fiscal_year: Vec<FiscalYearRange>,
    /// Kinds of observations.
    pub kind: Vec<String>,
    /// States of values.
    pub value_status: Vec<String>,
    /// Roles of indicators.
    pub role: Vec<String>,
    /// Directions of indicators.
    pub direction: Vec<String>,
    /// Statuses of progress.
    pub status: Vec<String>,
    /// `true`: only indicators with a revised target; `false`: only those without.
    pub target_revised: Vec<String>,
    /// `true`: only indicators without an actual; `false`: only those with one.
    pub no_actual: Vec<String>,
    /// States of measures.
    pub measure_status: Vec<String>,
    /// Days: only what changed on one of them or later.
    pub since: Vec<String>,
    /// Kinds of changes.
    pub change_type: Vec<String>,
    /// Ids of rows of any table.
    pub subject_id: Vec<String>,
    /// What is searched for, as it was sent: one text of one word or several.
    pub q: Vec<String>,
    /// What a search may find.
    pub subject: Vec<String>,
    /// Names of tables of the definitions.
    pub table: Vec<String>,
    /// Names of code lists.
    pub list: Vec<String>,
}

/// What a list is ordered by; ties by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SortKey {
    /// The permanent id.
    #[default]
    Id,
    /// The fiscal year; a row without one comes before all years.
    FiscalYear,
    /// The order of the definitions.
    SortOrder,
    /// How well a hit of a search fits; it knows one direction only.
    Relevance,
    /// Progress towards the target: see [`crate::domain::progress::Progress::rank`].
    Progress,
}

/// An order: a key and its direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sort {
    /// What is compared first.
    pub key: SortKey,
    /// Largest first.
    pub descending: bool,
}

impl SortKey {
    /// As written in `sort=`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::FiscalYear => "fiscal_year",
            Self::SortOrder => "sort_order",
            Self::Relevance => "relevance",
            Self::Progress => "progress",
        }
    }
}

/// The place of a row in an order: what the next page begins after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// The sort key's value where it is not the id.
    pub number: i32,
    /// The row's id.
    pub id: String,
}

/// A stretch of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The order.
    pub sort: Sort,
    /// Begin after this place; `None` = at the start.
    pub after: Option<Position>,
    /// At most so many rows.
    pub limit: i64,
}
