//! The comparison of row values, which diesel does not have: `(number, id) > (?, ?)`.

use diesel::backend::Backend;
use diesel::expression::{AppearsOnTable, AsExpression, Expression, ValidGrouping, is_aggregate};
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel::sql_types::{Bool, Integer, Text};

use super::list::Position;

/// Bound values of a [`Position`].
type BoundPosition = (<i32 as AsExpression<Integer>>::Expression, <String as AsExpression<Text>>::Expression);

/// Keeps the rows after a position in the order of two columns. Both engines find the position in an index on them;
/// written with `OR`, they would read the rows before it too.
#[derive(Debug, Clone)]
pub(super) struct RowComparison<C> {
    columns: C,
    operator: &'static str,
    position: BoundPosition,
}

impl<C> RowComparison<C> {
    /// Compares in ascending order.
    pub(super) fn greater(columns: C, position: Position) -> Self {
        Self::new(columns, ") > (", position)
    }

    /// Compares in descending order.
    pub(super) fn less(columns: C, position: Position) -> Self {
        Self::new(columns, ") < (", position)
    }

    fn new(columns: C, operator: &'static str, Position { number, id }: Position) -> Self {
        let number = AsExpression::<Integer>::as_expression(number);
        Self { columns, operator, position: (number, AsExpression::<Text>::as_expression(id)) }
    }
}

impl<C> Expression for RowComparison<C> {
    type SqlType = Bool;
}

impl<C: AppearsOnTable<QS>, QS> AppearsOnTable<QS> for RowComparison<C> where BoundPosition: AppearsOnTable<QS> {}

impl<C> ValidGrouping<()> for RowComparison<C> {
    type IsAggregate = is_aggregate::No;
}

// The operator is no part of the type.
impl<C> QueryId for RowComparison<C> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<DB, C> QueryFragment<DB> for RowComparison<C>
where
    DB: Backend,
    C: QueryFragment<DB>,
    BoundPosition: QueryFragment<DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("(");
        self.columns.walk_ast(out.reborrow())?;
        out.push_sql(self.operator);
        self.position.walk_ast(out.reborrow())?;
        out.push_sql(")");
        Ok(())
    }
}
