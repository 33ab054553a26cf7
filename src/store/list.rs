//! Lists: counted and read page by page in a stable order.

use super::connection::AnyConnection;
use super::error::StoreResult;
use super::rendered_kind::RenderedKind;
use crate::formats::RowForm;

/// Number of rows of a list as a page reports it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Total {
    /// Rows counted.
    pub rows: i64,
    /// Whether all rows were counted; otherwise there are more.
    pub is_exact: bool,
}

/// Sort key of a list; ties are broken by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SortKey {
    /// The permanent id.
    #[default]
    Id,
    /// The fiscal year; rows without one come before all years.
    FiscalYear,
    /// The order of the definitions.
    SortOrder,
    /// How well a search hit matches; ascending only.
    Relevance,
    /// Progress towards the target: see [`crate::domain::progress::Progress::rank`].
    Progress,
}

impl SortKey {
    /// Returns the name used in `sort=`.
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

/// A sort key with its direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sort {
    /// The key compared first.
    pub key: SortKey,
    /// Whether the largest value comes first.
    pub descending: bool,
}

impl Sort {
    /// Returns the same order from its end.
    #[must_use]
    pub fn reversed(self) -> Self {
        Self { descending: !self.descending, ..self }
    }
}

/// The position of a row in an order; the next page begins after it. Positions are ordered as rows are in ascending order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Value of the sort key; 0 when the list is sorted by id.
    pub number: i32,
    /// The id of the row.
    pub id: String,
}

impl Position {
    /// Returns the position of the row `id`, whose sort key has the value `number`.
    pub fn new(sort: Sort, number: i32, id: String) -> Self {
        Self { number: if sort.key == SortKey::Id { 0 } else { number }, id }
    }
}

/// A row in the form in which it is served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderedRow {
    /// Its position in the order of the list.
    pub position: Position,
    /// The row in its form, as UTF-8.
    pub text: Vec<u8>,
}

/// The governments whose rows a filter selects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Governments<'a> {
    /// All governments.
    All,
    /// The one with this code.
    One(&'a str),
}

/// What a query of a list is for: the same filters are faster written in different ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// The first rows in the order of a key.
    Page(SortKey),
    /// The number of rows.
    Count,
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The order.
    pub sort: Sort,
    /// The position to begin after; `None` begins at the first row.
    pub after: Option<Position>,
    /// Maximum number of rows.
    pub limit: i64,
}

/// A list of a resource.
pub trait List {
    /// One row as it is served.
    type Row;

    /// The filters of this list; the default selects every row.
    type Filter: Default + Clone + Send + Sync + 'static;

    /// The published table that defines the column headers of a CSV of this list, if there is one.
    const TABLE: Option<&'static str>;

    /// The kind of the rows that the import renders.
    const RENDERED: Option<RenderedKind> = None;

    /// Whether every order can be read in both directions.
    const IS_REVERSIBLE: bool = true;

    /// Counts the rows that match the filter.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError) when the query fails.
    fn count(connection: &mut AnyConnection, filter: &Self::Filter) -> StoreResult<i64>;

    /// Returns the number of rows that a page reports: exact unless counting would cost more than reading the page.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError) when the query fails.
    fn total(connection: &mut AnyConnection, filter: &Self::Filter) -> StoreResult<Total> {
        Self::count(connection, filter).map(|rows| Total { rows, is_exact: true })
    }

    /// Reads the rows of one page.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError) when the query fails.
    fn page(connection: &mut AnyConnection, filter: &Self::Filter, page: &Page) -> StoreResult<Vec<Self::Row>>;

    /// Returns the governments of the rows that the filter selects, where it says nothing else.
    fn governments(_filter: &Self::Filter) -> Option<Governments<'_>> {
        None
    }

    /// Returns filters that select the rows of `filter` together, and none of them twice; fewer than two where it is not
    /// taken apart. An index has the rows of one value in the order of a page, but not those of several.
    fn parts(_filter: &Self::Filter) -> Vec<Self::Filter> {
        Vec::new()
    }

    /// Finds the rows of one page in the tables, and reads what the import rendered of each; `None` where one must be
    /// computed by [`page`](Self::page).
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError) when the query fails.
    fn rendered_page(
        _connection: &mut AnyConnection,
        _filter: &Self::Filter,
        _page: &Page,
        _form: RowForm,
    ) -> StoreResult<Option<Vec<RenderedRow>>> {
        Ok(None)
    }

    /// Returns the position of a row in an order.
    fn position(row: &Self::Row, sort: Sort) -> Position;
}

/// Limits a boxed query to one page, in its order: by `$id`, or by the column named for a sort key, then by `$id`.
macro_rules! paginate {
    ($query:expr, $page:expr, $id:expr $(, $key:ident => $number:expr)*) => {{
        let (query, page) = ($query, $page);
        let after = page.after.clone();
        let query = match (page.sort.key, page.sort.descending) {
            $(
                ($crate::store::list::SortKey::$key, false) => match after {
                    Some(after) => query.filter($crate::store::row_order::RowComparison::greater(($number, $id), after)),
                    None => query,
                }.order(($number.asc(), $id.asc())),
                ($crate::store::list::SortKey::$key, true) => match after {
                    Some(after) => query.filter($crate::store::row_order::RowComparison::less(($number, $id), after)),
                    None => query,
                }.order(($number.desc(), $id.desc())),
            )*
            (_, false) => match after {
                Some(after) => query.filter($id.gt(after.id)),
                None => query,
            }.order($id.asc()),
            (_, true) => match after {
                Some(after) => query.filter($id.lt(after.id)),
                None => query,
            }.order($id.desc()),
        };
        query.limit(page.limit)
    }};
}
pub(super) use paginate;
