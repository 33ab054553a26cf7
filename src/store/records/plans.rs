//! Plans.

use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;

use super::SourceReference;
use crate::store::AnyConnection;
use crate::store::connection::Backend;
use crate::store::filter::{Filter, Page, Position, Sort};
use crate::store::listing::{Listing, turn_to};
use crate::store::schema::plans;

/// A published plan of a local government.
#[derive(Debug, Clone, Serialize, Queryable, Selectable, ToSchema)]
#[diesel(table_name = plans)]
pub struct Plan {
    pub id: String,
    pub localgov_code: String,
    pub localgov_name: String,
    pub name: String,
    pub plan_kind: String,
    pub start_fiscal_year: Option<i32>,
    pub end_fiscal_year: Option<i32>,
    pub reported_through_fiscal_year: Option<i32>,
    pub parent_plan_name: Option<String>,
    pub coverage: String,
    pub overview: Option<String>,
    pub text_origin: Option<String>,
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
    pub doubt: Option<String>,
    /// Where in which document the plan stands.
    #[diesel(select_expression = (plans::source_id, plans::source_place))]
    #[diesel(select_expression_type = (plans::source_id, plans::source_place))]
    pub source: SourceReference,
    pub note: Option<String>,
}

type Narrowed<'a> = diesel::dsl::IntoBoxed<'a, plans::table, Backend>;

fn narrowed<'a>(filter: &Filter) -> Narrowed<'a> {
    let mut query = plans::table.into_boxed::<Backend>();
    if !filter.localgov_code.is_empty() {
        query = query.filter(plans::localgov_code.eq_any(filter.localgov_code.clone()));
    }
    if !filter.plan_id.is_empty() {
        query = query.filter(plans::id.eq_any(filter.plan_id.clone()));
    }
    query
}

impl Listing for Plan {
    type Row = Self;
    const TABLE: &str = "plans";

    fn count(connection: &mut AnyConnection, filter: &Filter) -> QueryResult<i64> {
        narrowed(filter).count().get_result(connection)
    }

    fn page(connection: &mut AnyConnection, filter: &Filter, page: &Page) -> QueryResult<Vec<Self>> {
        turn_to!(narrowed(filter), page, plans::id).select(Self::as_select()).load(connection)
    }

    fn position(row: &Self, _: Sort) -> Position {
        Position { number: 0, id: row.id.clone() }
    }
}

/// The plan `id`.
///
/// # Errors
/// What the engine says.
pub fn find(connection: &mut AnyConnection, id: &str) -> QueryResult<Option<Plan>> {
    plans::table.filter(plans::id.eq(id)).select(Plan::as_select()).get_result(connection).optional()
}
