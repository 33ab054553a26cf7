//! The history of the dataset: what was added, revised, corrected or removed, and when.

use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;

use super::filters::{code_values, filter_any};
use crate::model::codes::Code;
use crate::store::connection::AnyConnection;
use crate::store::error::StoreResult;
use crate::store::impl_list::impl_list;
use crate::store::schema::changes;

/// One change of the dataset.
#[derive(Debug, Clone, Serialize, Queryable, Selectable, ToSchema)]
#[diesel(table_name = changes)]
pub struct Change {
    pub id: String,
    pub changed_on: String,
    /// Code of the government that the row belongs to.
    #[schema(example = "072036")]
    pub localgov_code: String,
    pub change_type: String,
    pub subject_id: String,
    pub field: Option<String>,
    pub before: Option<String>,
    pub after: Option<String>,
    pub reason: Option<String>,
    pub source_id: Option<String>,
}

/// Filters of the list of changes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChangeFilter {
    /// 全国地方公共団体コード.
    pub localgov_code: Vec<String>,
    /// Types of changes.
    pub change_type: Vec<&'static Code>,
    /// Ids of changed rows, of any table.
    pub subject_id: Vec<String>,
    /// The first day to include.
    pub since: Option<jiff::civil::Date>,
}

impl_list! {
    Change from changes by id;
    |_, filter: ChangeFilter| {
        let query = filter_any!(changes::table.into_boxed(), changes::localgov_code, filter.localgov_code.clone());
        let query = filter_any!(query, changes::change_type, code_values(&filter.change_type));
        let query = filter_any!(query, changes::subject_id, filter.subject_id.clone());
        match filter.since {
            Some(day) => query.filter(changes::changed_on.ge(day.to_string())),
            None => query,
        }
    }
}

/// Returns whether there is a change of this government.
///
/// # Errors
/// [`StoreError`](crate::store::StoreError) when the query fails.
pub fn exist_for(connection: &mut AnyConnection, localgov_code: &str) -> StoreResult<bool> {
    let query = changes::table.filter(changes::localgov_code.eq(localgov_code));
    Ok(!query.select(changes::id).limit(1).load::<String>(connection)?.is_empty())
}
