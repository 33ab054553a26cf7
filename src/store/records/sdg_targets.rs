//! The SDG targets that measures are tagged with.

use diesel::prelude::*;

use super::filters::filter_any;
use crate::store::connection::{AnyConnection, Backend};
use crate::store::error::StoreResult;
use crate::store::schema::effective_tags;

/// Scheme of the tags that are SDG targets.
const SCHEME: &str = "sdg_target";

/// Returns whether a measure of these governments, of any where there are none, is tagged with the target.
///
/// # Errors
/// [`StoreError`](crate::store::StoreError) when the query fails.
pub fn exists(connection: &mut AnyConnection, target: &str, governments: &[String]) -> StoreResult<bool> {
    let query = effective_tags::table.into_boxed::<Backend>().filter(effective_tags::scheme.eq(SCHEME));
    let query = if governments.is_empty() {
        query.filter(effective_tags::code.eq(target))
    } else {
        // A government has few tags, and a target may have those of a country: an expression has no index.
        let query = filter_any!(query, effective_tags::localgov_code, governments.to_vec());
        query.filter(effective_tags::code.concat("").eq(target))
    };
    Ok(!query.select(effective_tags::tagged_id).limit(1).load::<String>(connection)?.is_empty())
}

/// Returns the targets of the same goal that measures of these governments, of all where there are none, are tagged with.
///
/// # Errors
/// [`StoreError`](crate::store::StoreError) when the query fails.
pub fn of_same_goal(connection: &mut AnyConnection, target: &str, governments: &[String]) -> StoreResult<Vec<String>> {
    let goal = target.split('.').next().unwrap_or_default();
    let query = effective_tags::table.select(effective_tags::code).distinct().into_boxed::<Backend>();
    let query = query.filter(effective_tags::scheme.eq(SCHEME));
    // `/` comes after `.` and before the digits.
    let (first, end) = (format!("{goal}."), format!("{goal}/"));
    let query = if governments.is_empty() {
        query.filter(effective_tags::code.ge(first).and(effective_tags::code.lt(end)))
    } else {
        let query = filter_any!(query, effective_tags::localgov_code, governments.to_vec());
        let code = || effective_tags::code.concat("");
        query.filter(code().ge(first).and(code().lt(end)))
    };
    Ok(query.order(effective_tags::code.asc()).load(connection)?)
}
