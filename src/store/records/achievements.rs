//! Achievements: what was planned, done and reviewed, a measure, year and part.

use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;

use super::{SourceReference, counted_at_import, narrow_by_measure, years};
use crate::store::AnyConnection;
use crate::store::column_types::RequiredYearLabel;
use crate::store::connection::Backend;
use crate::store::filter::{Filter, Page, Position, Sort};
use crate::store::listing::{Listing, turn_to};
use crate::store::schema::achievements;

/// What a measure achieved in a fiscal year.
#[derive(Debug, Clone, Serialize, Queryable, Selectable, ToSchema)]
#[diesel(table_name = achievements)]
pub struct Achievement {
    pub id: String,
    pub localgov_code: String,
    pub localgov_name: String,
    /// The plan it belongs to.
    pub plan_id: String,
    pub measure_id: String,
    /// The measure's name.
    #[schema(example = "窓口業務のオンライン化推進事業")]
    pub measure_name: String,
    pub fiscal_year: i32,
    /// 和暦 of the fiscal year.
    #[schema(example = "令和5年度")]
    #[diesel(select_expression = achievements::fiscal_year, deserialize_as = RequiredYearLabel)]
    pub fiscal_year_label: String,
    pub part: i32,
    pub part_label: Option<String>,
    pub department_id: Option<String>,
    pub record_status: String,
    pub planned: Option<String>,
    pub target_text: Option<String>,
    pub result: Option<String>,
    pub review: Option<String>,
    pub rating: Option<String>,
    pub text_origin: Option<String>,
    pub doubt: Option<String>,
    /// Where in which document the achievement stands.
    #[diesel(select_expression = (achievements::source_id, achievements::source_place))]
    #[diesel(select_expression_type = (achievements::source_id, achievements::source_place))]
    pub source: SourceReference,
    pub note: Option<String>,
}

type Narrowed<'a> = diesel::dsl::IntoBoxed<'a, achievements::table, Backend>;

fn narrowed<'a>(connection: &mut AnyConnection, filter: &Filter) -> QueryResult<Narrowed<'a>> {
    let query = achievements::table.into_boxed::<Backend>();
    let mut query = narrow_by_measure!(connection, query, filter, achievements, achievements::measure_id);
    if !filter.fiscal_year.is_empty() {
        query = query.filter(achievements::fiscal_year.eq_any(years(filter)));
    }
    Ok(query)
}

impl Listing for Achievement {
    type Row = Self;
    const TABLE: &str = "achievements";

    fn count(connection: &mut AnyConnection, filter: &Filter) -> QueryResult<i64> {
        if let Some(count) = counted_at_import!(connection, filter, achievement_count) {
            return Ok(count);
        }
        narrowed(connection, filter)?.count().get_result(connection)
    }

    fn page(connection: &mut AnyConnection, filter: &Filter, page: &Page) -> QueryResult<Vec<Self>> {
        turn_to!(
            narrowed(connection, filter)?,
            page,
            achievements::id,
            FiscalYear => achievements::fiscal_year
        )
        .select(Self::as_select())
        .load(connection)
    }

    fn position(row: &Self, _: Sort) -> Position {
        Position { number: row.fiscal_year, id: row.id.clone() }
    }
}

/// The achievement `id`.
///
/// # Errors
/// What the engine says.
pub fn find(connection: &mut AnyConnection, id: &str) -> QueryResult<Option<Achievement>> {
    achievements::table
        .filter(achievements::id.eq(id))
        .select(Achievement::as_select())
        .get_result(connection)
        .optional()
}

/// The achievements of a measure, by year and part.
///
/// # Errors
/// What the engine says.
pub fn of_measure(connection: &mut AnyConnection, measure_id: &str) -> QueryResult<Vec<Achievement>> {
    achievements::table
        .filter(achievements::measure_id.eq(measure_id))
        .order((achievements::fiscal_year.asc(), achievements::part.asc(), achievements::id.asc()))
        .select(Achievement::as_select())
        .load(connection)
}
