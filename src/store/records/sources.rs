//! Source documents.

use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;

use super::filters::filter_any;
use crate::store::impl_list::impl_list;
use crate::store::schema::sources;

/// A published document, with the numbers of rows taken from it.
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
    pub license: String,
    pub attribution: Option<String>,
    /// Number of measures taken from it.
    #[schema(example = 11)]
    pub measure_count: i32,
    /// Number of indicators taken from it.
    #[schema(example = 60)]
    pub indicator_count: i32,
    /// Number of observations taken from it.
    #[schema(example = 200)]
    pub observation_count: i32,
    /// Number of achievements taken from it.
    #[schema(example = 18)]
    pub achievement_count: i32,
    pub note: Option<String>,
}

/// Filters of the list of source documents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceFilter {
    /// 全国地方公共団体コード.
    pub localgov_code: Vec<String>,
}

impl_list! {
    Source from sources by id;
    |_, filter: SourceFilter|
        filter_any!(sources::table.into_boxed(), sources::localgov_code, filter.localgov_code.clone());
    rendered: Source
}
