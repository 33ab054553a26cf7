//! How the values of a filter are applied to a query.

use std::collections::BTreeSet;

use crate::domain::FiscalYearRange;
use crate::model::codes::Code;

/// Keeps the rows whose column has one of the values; an empty list keeps every row. (A macro because each boxed query
/// is a type of its own.)
///
/// A single value is compared with `=`: diesel caches such a statement, and both engines read an index that begins with
/// the column in the order of the columns behind it, which they do not for `IN` and `ANY`.
macro_rules! filter_any {
    ($query:expr, $column:expr, $values:expr) => {{
        let (query, mut values) = ($query, $values);
        match (values.pop(), values.is_empty()) {
            (None, _) => query,
            (Some(only), true) => query.filter($column.eq(only)),
            (Some(last), false) => {
                values.push(last);
                query.filter($column.eq_any(values))
            }
        }
    }};
}
pub(in crate::store) use filter_any;

/// Largest number of rows with one of several values that a query starts with and sorts. More rows are read in the order
/// of the page, where those that are wanted soon come.
pub(super) const FEW_ROWS: i64 = 20_000;

/// Keeps the rows with one of the values of a column that has few of them, and indexes with the order of lists. Several
/// values have no common order: where few rows have them, a page starts with these rows, whatever the statistics say;
/// otherwise they are compared through `$unindexed`, an expression.
macro_rules! filter_indexed {
    ($connection:expr, $query:expr, $purpose:expr, $table:ident::$column:ident, $unindexed:expr, $values:expr) => {{
        use $crate::store::connection::Backend;
        use $crate::store::counting::RowCount;
        use $crate::store::list::Purpose;
        use $crate::store::records::filters::FEW_ROWS;
        let (query, values) = ($query, $values);
        if values.len() < 2 || $purpose == Purpose::Count {
            filter_any!(query, $table::$column, values)
        } else {
            let rows = $table::table.into_boxed::<Backend>().filter($table::$column.eq_any(values.clone()));
            let counted = RowCount(rows.select($table::id).limit(FEW_ROWS + 1));
            if counted.get_result::<i64>($connection)? <= FEW_ROWS {
                let few = diesel::alias!($table as few);
                let ids = few.filter(few.field($table::$column).eq_any(values)).select(few.field($table::id));
                query.filter($table::id.eq_any(ids))
            } else {
                query.filter($unindexed.eq_any(values))
            }
        }
    }};
}
pub(super) use filter_indexed;

/// Keeps the rows with one of the values of a column that has indexes with the order of lists. Next to a filter that
/// leaves few rows, and for several values, the column is compared through `$unindexed`, an expression.
macro_rules! filter_single {
    ($query:expr, $starts_with_few:expr, $column:expr, $unindexed:expr, $values:expr) => {{
        let values = $values;
        if !$starts_with_few && values.len() == 1 {
            filter_any!($query, $column, values)
        } else {
            filter_any!($query, $unindexed, values)
        }
    }};
}
pub(super) use filter_single;

/// Keeps the rows of fiscal years, as `filter_indexed!` does; a span of years is read in the order of the years.
macro_rules! filter_years {
    ($connection:expr, $query:expr, $purpose:expr, $table:ident::$column:ident, $years:expr) => {{
        use $crate::store::list::{Purpose, SortKey};
        use $crate::store::records::filters::{as_span, filter_indexed};
        let years: Vec<i32> = $years;
        match as_span(&years).filter(|_| $purpose == Purpose::Page(SortKey::FiscalYear)) {
            Some((first, last)) => $query.filter($table::$column.between(first, last)),
            None => filter_indexed!($connection, $query, $purpose, $table::$column, ($table::$column + 0), years),
        }
    }};
}
pub(super) use filter_years;

/// Returns the first and the last of several years without a gap, in ascending order.
pub(super) fn as_span(years: &[i32]) -> Option<(i32, i32)> {
    let (first, last) = (*years.first()?, *years.last()?);
    let is_span = years.len() > 1 && usize::try_from(last - first).is_ok_and(|distance| distance + 1 == years.len());
    is_span.then_some((first, last))
}

/// Returns the codes as they are stored.
pub(super) fn code_values(codes: &[&'static Code]) -> Vec<&'static str> {
    codes.iter().map(|code| code.code).collect()
}

/// Returns every year of the ranges once, in ascending order; the definition of a fiscal year limits them to 233.
pub(super) fn fiscal_years(ranges: &[FiscalYearRange]) -> Vec<i32> {
    let years = ranges.iter().flat_map(|range| range.first.year()..=range.last.year());
    years.collect::<BTreeSet<i32>>().into_iter().collect()
}
