//! Counting the rows of a query up to a limit, in one statement.

use diesel::RunQueryDsl;
use diesel::backend::Backend;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel::sql_types::BigInt;

/// Upper limit of the rows counted for a page: in a national dataset a filter may leave millions.
pub(super) const COUNTED_ROWS: i64 = 50_000;

/// Returns the number of rows that a page reports. `$query` selects the matching ids.
macro_rules! total {
    ($connection:expr, $query:expr) => {{
        use $crate::store::counting::{COUNTED_ROWS, RowCount};
        let rows: i64 = RowCount($query.limit(COUNTED_ROWS + 1)).get_result($connection)?;
        Ok($crate::store::list::Total { rows: rows.min(COUNTED_ROWS), is_exact: rows <= COUNTED_ROWS })
    }};
}
pub(super) use total;

/// The number of rows of a query that has a limit.
#[derive(Debug, Clone, Copy)]
pub(super) struct RowCount<Q>(pub(super) Q);

impl<Q> Query for RowCount<Q> {
    type SqlType = BigInt;
}

impl<Q, C> RunQueryDsl<C> for RowCount<Q> {}

impl<Q> QueryId for RowCount<Q> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<DB: Backend, Q: QueryFragment<DB>> QueryFragment<DB> for RowCount<Q> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("SELECT count(*) FROM (");
        self.0.walk_ast(out.reborrow())?;
        out.push_sql(") AS counted");
        Ok(())
    }
}
