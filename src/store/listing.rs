//! What every list has in common. Knows `filter`.

use diesel::QueryResult;

use super::AnyConnection;
use super::filter::{Filter, Page, Position, Sort};

/// How many rows a list has, as a page says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Total {
    /// The number.
    pub rows: i64,
    /// Whether it is all of them; otherwise there are more.
    pub is_exact: bool,
}

/// A list that can be counted and read page by page in a stable order.
pub trait Listing {
    /// One row, as it is answered.
    type Row;

    /// The published table its columns are of; empty where it is of none.
    const TABLE: &'static str;

    /// How many rows the filter leaves.
    ///
    /// # Errors
    /// What the engine says.
    fn count(connection: &mut AnyConnection, filter: &Filter) -> QueryResult<i64>;

    /// How many rows a page says there are: all of them, unless counting them would be dearer than the page.
    ///
    /// # Errors
    /// What the engine says.
    fn total(connection: &mut AnyConnection, filter: &Filter) -> QueryResult<Total> {
        Self::count(connection, filter).map(|rows| Total { rows, is_exact: true })
    }

    /// The rows of one page.
    ///
    /// # Errors
    /// What the engine says.
    fn page(connection: &mut AnyConnection, filter: &Filter, page: &Page) -> QueryResult<Vec<Self::Row>>;

    /// Where a row stands in an order.
    fn position(row: &Self::Row, sort: Sort) -> Position;
}

/// Reads a boxed query from a page's start, in its order. The comparison with the key stands before the tie-break, so
/// that both engines use the index on (key, id).
macro_rules! turn_to {
    ($query:expr, $page:expr, $id:expr $(, $key:ident => $number:expr)*) => {{
        let (query, page) = ($query, $page);
        let after = page.after.clone();
        let query = match (page.sort.key, page.sort.descending) {
            $(
                ($crate::store::filter::SortKey::$key, false) => match after {
                    Some(after) => query.filter(
                        $number.ge(after.number).and($number.gt(after.number).or($id.gt(after.id)))),
                    None => query,
                }.order(($number.asc(), $id.asc())),
                ($crate::store::filter::SortKey::$key, true) => match after {
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
pub(super) use turn_to;
