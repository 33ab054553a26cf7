//! References from a row to a document or to another row.

use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;

/// Where in which document a row stands.
#[derive(Debug, Clone, Serialize, Queryable, ToSchema)]
pub struct SourceReference {
    /// The document: an id of `/v1/sources`.
    #[schema(example = "072036-src-gk2022")]
    pub id: String,
    /// Where in it: sheet, block, row.
    #[schema(example = "取組事項３① 計画 2025年度末までの目標値")]
    pub place: String,
}

/// A row named from another one.
#[derive(Debug, Clone, Serialize, Queryable, ToSchema)]
pub struct Reference {
    /// Its permanent id.
    #[schema(example = "072036-gk2022-1-3-1")]
    pub id: String,
    /// Its name.
    #[schema(example = "デジタルファースト推進事業")]
    pub name: String,
}
