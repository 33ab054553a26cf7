//! The SDG targets that measures are tagged with.

use diesel::prelude::*;

use super::filters::filter_any;
use crate::store::connection::{AnyConnection, Backend};
use crate::store::error::StoreResult;
use crate::store::schema::measure_tags;

/// Scheme of the tags that are SDG targets.
const SCHEME: &str = "sdg_target";

/// Returns whether a measure of these governments, of any where there are none, is tagged with the target.
///
/// # Errors
/// [`StoreError`](crate::store::StoreError) when the query fails.
pub fn exists(connection: &mut AnyConnection, target: &str, governments: &[String]) -> StoreResult<bool> {
    let query = measure_tags::table.into_boxed::<Backend>().filter(measure_tags::scheme.eq(SCHEME));
    let query = if governments.is_empty() {
        query.filter(measure_tags::code.eq(target))
    } else {
        // A government has few tags, and a target may have those of a country: an expression has no index.
        let query = filter_any!(query, measure_tags::localgov_code, governments.to_vec());
        query.filter(measure_tags::code.concat("").eq(target))
    };
    Ok(!query.select(measure_tags::id).limit(1).load::<String>(connection)?.is_empty())
}

/// Returns the targets of the same goal that measures of these governments, of all where there are none, are tagged with.
///
/// # Errors
/// [`StoreError`](crate::store::StoreError) when the query fails.
pub fn of_same_goal(connection: &mut AnyConnection, target: &str, governments: &[String]) -> StoreResult<Vec<String>> {
    let goal = target.split('.').next().unwrap_or_default();
    let query = measure_tags::table.select(measure_tags::code).distinct().into_boxed::<Backend>();
    let query = query.filter(measure_tags::scheme.eq(SCHEME));
    // `/` comes after `.` and before the digits.
    let (first, end) = (format!("{goal}."), format!("{goal}/"));
    let query = if governments.is_empty() {
        query.filter(measure_tags::code.ge(first).and(measure_tags::code.lt(end)))
    } else {
        let query = filter_any!(query, measure_tags::localgov_code, governments.to_vec());
        let code = || measure_tags::code.concat("");
        query.filter(code().ge(first).and(code().lt(end)))
    };
    Ok(query.order(measure_tags::code.asc()).load(connection)?)
}
