//! The local governments that publish.

use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;

use crate::store::AnyConnection;
use crate::store::connection::Backend;
use crate::store::filter::{Filter, Page, Position, Sort};
use crate::store::listing::{Listing, turn_to};
use crate::store::schema::local_governments;

/// A local government that publishes, and how much of it is here.
#[derive(Debug, Clone, Serialize, Queryable, Selectable, ToSchema)]
#[diesel(table_name = local_governments)]
pub struct LocalGovernment {
    pub localgov_code: String,
    pub name: String,
    pub name_kana: String,
    pub name_english: String,
    pub standard_area_code: String,
    pub prefecture_name: String,
    pub url: Option<String>,
    /// How many plans of it are here.
    #[schema(example = 1)]
    pub plan_count: i32,
    /// How many measures of it are here, sub-programmes counted.
    #[schema(example = 11)]
    pub measure_count: i32,
    /// How many indicators of it are here.
    #[schema(example = 60)]
    pub indicator_count: i32,
    /// How many observations of it are here.
    #[schema(example = 200)]
    pub observation_count: i32,
    /// How many achievements of it are here.
    #[schema(example = 18)]
    pub achievement_count: i32,
    pub note: Option<String>,
}

type Narrowed<'a> = diesel::dsl::IntoBoxed<'a, local_governments::table, Backend>;

fn narrowed<'a>(filter: &Filter) -> Narrowed<'a> {
    let mut query = local_governments::table.into_boxed::<Backend>();
    if !filter.localgov_code.is_empty() {
        query = query.filter(local_governments::localgov_code.eq_any(filter.localgov_code.clone()));
    }
    query
}

impl Listing for LocalGovernment {
    type Row = Self;
    const TABLE: &str = "local_governments";

    fn count(connection: &mut AnyConnection, filter: &Filter) -> QueryResult<i64> {
        narrowed(filter).count().get_result(connection)
    }

    fn page(connection: &mut AnyConnection, filter: &Filter, page: &Page) -> QueryResult<Vec<Self>> {
        turn_to!(narrowed(filter), page, local_governments::localgov_code).select(Self::as_select()).load(connection)
    }

    fn position(row: &Self, _: Sort) -> Position {
        Position { number: 0, id: row.localgov_code.clone() }
    }
}

/// The local government with this code.
///
/// # Errors
/// What the engine says.
pub fn find(connection: &mut AnyConnection, code: &str) -> QueryResult<Option<LocalGovernment>> {
    local_governments::table
        .filter(local_governments::localgov_code.eq(code))
        .select(LocalGovernment::as_select())
        .get_result(connection)
        .optional()
}
