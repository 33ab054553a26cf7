//! Local governments.

use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;

use super::filters::filter_any;
use crate::store::impl_list::impl_list;
use crate::store::schema::{datasets, local_governments};

/// A local government, with the numbers of its rows in this dataset.
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
    /// Number of its plans.
    #[schema(example = 1)]
    pub plan_count: i32,
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
    /// Version of its data: that of every response about this government alone.
    #[diesel(select_expression = dataset_version())]
    #[schema(example = "8d1f0a6c27be9435")]
    pub dataset_version: String,
    pub note: Option<String>,
}

#[diesel::dsl::auto_type]
fn dataset_version() -> _ {
    let own = datasets::table.filter(datasets::id.eq(local_governments::localgov_code));
    own.select(datasets::scope_version).single_value().assume_not_null()
}

/// Filters of the list of local governments.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LocalGovernmentFilter {
    /// 全国地方公共団体コード.
    pub localgov_code: Vec<String>,
}

impl_list! {
    LocalGovernment from local_governments by localgov_code;
    |_, filter: LocalGovernmentFilter| filter_any!(
        local_governments::table.into_boxed(),
        local_governments::localgov_code,
        filter.localgov_code.clone()
    )
}
