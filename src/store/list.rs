//! Lists: counted and read page by page in a stable order.

use super::connection::AnyConnection;
use super::error::StoreResult;

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

/// The position of a row in an order; the next page begins after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// Value of the sort key; 0 when the list is sorted by id.
    pub number: i32,
    /// The id of the row.
    pub id: String,
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

    /// Returns the position of a row in an order.
    fn position(row: &Self::Row, sort: Sort) -> Position;
}

/// Limits a boxed query to one page, in its order: by `$id`, or by the column named for a sort key, then by `$id`. The
/// comparison with the key column comes before the tie-break so that both engines use the index on (key, id).
macro_rules! paginate {
    ($query:expr, $page:expr, $id:expr $(, $key:ident => $number:expr)*) => {{
        let (query, page) = ($query, $page);
        let after = page.after.clone();
        let query = match (page.sort.key, page.sort.descending) {
            $(
                ($crate::store::list::SortKey::$key, false) => match after {
                    Some(after) => query.filter(
                        $number.ge(after.number).and($number.gt(after.number).or($id.gt(after.id)))),
                    None => query,
                }.order(($number.asc(), $id.asc())),
                ($crate::store::list::SortKey::$key, true) => match after {
                    Some(after) => query.filter(
                        $number.le(after.number).and($number.lt(after.number).or($id.lt(after.id)))),
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

/// Implements [`List`] for a row struct that is selected from one table, and `find`, which selects one row by its id.
///
/// ```text
/// impl_list! {
///     Achievement from achievements by id, FiscalYear => fiscal_year;
///     |connection, filter: AchievementFilter| a boxed query of the table;
///     count: stored_count!(connection, filter, achievement_count)
/// }
/// ```
///
/// `FiscalYear => fiscal_year` adds a sort key with its column; `count` is an `Option<i64>` that saves counting.
macro_rules! impl_list {
    (
        $row:ident from $table:ident by $id:ident $(, $key:ident => $number:ident)?;
        |$connection:pat_param, $filter:ident: $filter_type:ident| $query:expr
        $(; count: $count:expr)?
    ) => {
        impl $row {
            /// Returns the row with this id.
            ///
            /// # Errors
            /// [`StoreError`](crate::store::StoreError) when the query fails.
            pub fn find(
                connection: &mut $crate::store::connection::AnyConnection,
                id: &str,
            ) -> $crate::store::error::StoreResult<Option<Self>> {
                Ok($table::table.find(id).select(Self::as_select()).get_result(connection).optional()?)
            }
        }

        impl $crate::store::list::List for $row {
            type Row = Self;
            type Filter = $filter_type;
            const TABLE: Option<&'static str> = Some(stringify!($table));

            fn count(
                connection: &mut $crate::store::connection::AnyConnection,
                $filter: &$filter_type,
            ) -> $crate::store::error::StoreResult<i64> {
                let $connection = &mut *connection;
                $(if let Some(count) = $count {
                    return Ok(count);
                })?
                let query: diesel::dsl::IntoBoxed<'_, $table::table, $crate::store::connection::Backend> = $query;
                Ok(query.count().get_result(connection)?)
            }

            fn page(
                connection: &mut $crate::store::connection::AnyConnection,
                $filter: &$filter_type,
                page: &$crate::store::list::Page,
            ) -> $crate::store::error::StoreResult<Vec<Self>> {
                let $connection = &mut *connection;
                let query: diesel::dsl::IntoBoxed<'_, $table::table, $crate::store::connection::Backend> = $query;
                let query = $crate::store::list::paginate!(query, page, $table::$id $(, $key => $table::$number)?);
                Ok(query.select(Self::as_select()).load(connection)?)
            }

            fn position(row: &Self, _: $crate::store::list::Sort) -> $crate::store::list::Position {
                let number = 0 $(+ row.$number)?;
                $crate::store::list::Position { number, id: row.$id.clone() }
            }
        }
    };
}
pub(super) use impl_list;
