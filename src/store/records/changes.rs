//! The history of the dataset: what was added, revised, corrected and taken away, and when.

use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;

use crate::store::AnyConnection;
use crate::store::connection::Backend;
use crate::store::filter::{Filter, Page, Position, Sort};
use crate::store::listing::{Listing, turn_to};
use crate::store::schema::changes;

/// One change of the dataset.
#[derive(Debug, Clone, Serialize, Queryable, Selectable, ToSchema)]
#[diesel(table_name = changes)]
pub struct Change {
    pub id: String,
    pub changed_on: String,
    /// The government that the row belongs to.
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

type Narrowed<'a> = diesel::dsl::IntoBoxed<'a, changes::table, Backend>;

fn narrowed<'a>(filter: &Filter) -> Narrowed<'a> {
    let mut query = changes::table.into_boxed::<Backend>();
    if !filter.localgov_code.is_empty() {
        query = query.filter(changes::localgov_code.eq_any(filter.localgov_code.clone()));
    }
    if !filter.change_type.is_empty() {
        query = query.filter(changes::change_type.eq_any(filter.change_type.clone()));
    }
    if !filter.subject_id.is_empty() {
        query = query.filter(changes::subject_id.eq_any(filter.subject_id.clone()));
    }
    // Of several days the earliest: each is an alternative.
    if let Some(since) = filter.since.iter().min() {
        query = query.filter(changes::changed_on.ge(since.clone()));
    }
    query
}

impl Listing for Change {
    type Row = Self;
    const TABLE: &str = "changes";

    fn count(connection: &mut AnyConnection, filter: &Filter) -> QueryResult<i64> {
        narrowed(filter).count().get_result(connection)
    }

    fn page(connection: &mut AnyConnection, filter: &Filter, page: &Page) -> QueryResult<Vec<Self>> {
        turn_to!(narrowed(filter), page, changes::id).select(Self::as_select()).load(connection)
    }

    fn position(row: &Self, _: Sort) -> Position {
        Position { number: 0, id: row.id.clone() }
    }
}

/// The change `id`.
///
/// # Errors
/// What the engine says.
pub fn find(connection: &mut AnyConnection, id: &str) -> QueryResult<Option<Change>> {
    changes::table.filter(changes::id.eq(id)).select(Change::as_select()).get_result(connection).optional()
}
