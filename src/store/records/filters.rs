//! How the values of a filter are applied to a query.

use std::collections::BTreeSet;

use crate::domain::FiscalYearRange;
use crate::model::codes::Code;

/// Keeps the rows whose column has one of the values; an empty list keeps every row. (A macro because each boxed query
/// is a type of its own.)
macro_rules! filter_any {
    ($query:expr, $column:expr, $values:expr) => {{
        let (query, values) = ($query, $values);
        if values.is_empty() { query } else { query.filter($column.eq_any(values)) }
    }};
}
pub(in crate::store) use filter_any;

/// Returns the codes as they are stored.
pub(super) fn code_values(codes: &[&'static Code]) -> Vec<&'static str> {
    codes.iter().map(|code| code.code).collect()
}

/// Returns every year of the ranges once, in ascending order; the definition of a fiscal year limits them to 233.
pub(super) fn fiscal_years(ranges: &[FiscalYearRange]) -> Vec<i32> {
    let years = ranges.iter().flat_map(|range| range.first.year()..=range.last.year());
    years.collect::<BTreeSet<i32>>().into_iter().collect()
}
