//! The documents that everything rests on.

use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;

use crate::store::AnyConnection;
use crate::store::connection::Backend;
use crate::store::filter::{Filter, Page, Position, Sort};
use crate::store::listing::{Listing, turn_to};
use crate::store::schema::sources;

/// A published document, and how many rows rest on it.
#[derive(Debug, Clone, Serialize, Queryable, Selectable, ToSchema)]
#[diesel(table_name = sources)]
pub struct Source {
    pub id: String,
    pub localgov_code: String,
    pub localgov_name: String,
    pub name: String,
    pub publisher: String,
    pub source_kind: String,
    pub published_on: Option<String>,
    pub url: Option<String>,
    pub file_name: Option<String>,
    pub sha256: Option<String>,
    pub licence: String,
    pub attribution: Option<String>,
    /// How many measures rest on it.
    #[schema(example = 11)]
    pub measure_count: i32,
    /// How many indicators rest on it.
    #[schema(example = 60)]
    pub indicator_count: i32,
    /// How many observations rest on it.
    #[schema(example = 200)]
    pub observation_count: i32,
    /// How many achievements rest on it.
    #[schema(example = 18)]
    pub achievement_count: i32,
    pub note: Option<String>,
}

type Narrowed<'a> = diesel::dsl::IntoBoxed<'a, sources::table, Backend>;

fn narrowed<'a>(filter: &Filter) -> Narrowed<'a> {
    let mut query = sources::table.into_boxed::<Backend>();
    if !filter.localgov_code.is_empty() {
        query = query.filter(sources::localgov_code.eq_any(filter.localgov_code.clone()));
    }
    query
}

impl Listing for Source {
    type Row = Self;
    const TABLE: &str = "sources";

    fn count(connection: &mut AnyConnection, filter: &Filter) -> QueryResult<i64> {
        narrowed(filter).count().get_result(connection)
    }

    fn page(connection: &mut AnyConnection, filter: &Filter, page: &Page) -> QueryResult<Vec<Self>> {
        turn_to!(narrowed(filter), page, sources::id).select(Self::as_select()).load(connection)
    }

    fn position(row: &Self, _: Sort) -> Position {
        Position { number: 0, id: row.id.clone() }
    }
}

/// The document `id`.
///
/// # Errors
/// What the engine says.
pub fn find(connection: &mut AnyConnection, id: &str) -> QueryResult<Option<Source>> {
    sources::table.filter(sources::id.eq(id)).select(Source::as_select()).get_result(connection).optional()
}
