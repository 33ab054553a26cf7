//! Plans.

use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;

use super::SourceReference;
use super::filters::filter_any;
use crate::store::connection::AnyConnection;
use crate::store::error::StoreResult;
use crate::store::impl_list::impl_list;
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
    /// Number of its measures, including sub-programmes.
    #[schema(example = 11)]
    pub measure_count: i32,
    /// Number of its indicators.
    #[schema(example = 60)]
    pub indicator_count: i32,
    /// Number of its observations.
    #[schema(example = 200)]
    pub observation_count: i32,
    /// Number of its achievements.
    #[schema(example = 18)]
    pub achievement_count: i32,
    pub doubt: Option<String>,
    /// Document and location the plan was taken from.
    #[diesel(select_expression = (plans::source_id, plans::source_place))]
    #[diesel(select_expression_type = (plans::source_id, plans::source_place))]
    pub source: SourceReference,
    pub note: Option<String>,
}

/// Filters of the list of plans.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlanFilter {
    /// 全国地方公共団体コード.
    pub localgov_code: Vec<String>,
    /// Ids of plans.
    pub plan_id: Vec<String>,
}

impl_list! {
    Plan from plans by id;
    |_, filter: PlanFilter| {
        let query = filter_any!(plans::table.into_boxed(), plans::localgov_code, filter.localgov_code.clone());
        filter_any!(query, plans::id, filter.plan_id.clone())
    };
    rendered: Plan
}

/// Returns the codes of the governments that published the plans.
///
/// # Errors
/// [`StoreError`](crate::store::StoreError) when the query fails.
pub fn governments(connection: &mut AnyConnection, ids: &[String]) -> StoreResult<Vec<String>> {
    let query = plans::table.filter(plans::id.eq_any(ids)).order(plans::localgov_code.asc());
    Ok(query.select(plans::localgov_code).distinct().load(connection)?)
}
