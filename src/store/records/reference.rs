//! References from a row to a document or to another row.

use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;

/// Document and location a row was taken from.
#[derive(Debug, Clone, Serialize, Queryable, ToSchema)]
pub struct SourceReference {
    /// Id of the document, as in `/v1/sources`.
    #[schema(example = "072036-src-gk2022")]
    pub id: String,
    /// Location in the document: sheet, block, row.
    #[schema(example = "取組事項３① 計画 2025年度末までの目標値")]
    pub place: String,
}

/// A row that another row refers to.
#[derive(Debug, Clone, Serialize, Queryable, ToSchema)]
pub struct Reference {
    /// Its permanent id.
    #[schema(example = "072036-gk2022-1-3-1")]
    pub id: String,
    /// Its name.
    #[schema(example = "デジタルファースト推進事業")]
    pub name: String,
}
