//! `/v1/definitions`: the データ項目定義書, from the same definitions that reading and checking use.

use std::sync::Arc;

use crate::store::StoreResult;
use serde::Serialize;
use utoipa::ToSchema;

use crate::http::{Call, Outcome};
use crate::model::{Column, Kind, Need, TABLES, Table, table};
use crate::service::app::{App, Refusal, json, unknown_id};
use crate::service::filter::Filter;
use crate::service::list::{page_of, passes};
use crate::service::parameters::{ListParameters, TABLE};
use crate::store::AnyConnection;
use crate::store::list::List;
use crate::store::list::{Page, Position, Sort, SortKey};

pub(crate) static LIST: ListParameters = ListParameters { filters: &[&TABLE], sorts: &[SortKey::SortOrder] };

/// One column of a published table.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ColumnDefinition {
    /// `{table}-{physical name}`.
    #[schema(example = "observations-fiscal_year")]
    id: String,
    /// The physical name of the table.
    #[schema(example = "observations")]
    table: &'static str,
    /// What the table is called (表名).
    #[schema(example = "観測値")]
    table_name: &'static str,
    /// Its place among all columns of all tables, from 1.
    #[schema(example = 140)]
    sort_order: i32,
    /// 項目名: the header in the published CSV.
    #[schema(example = "年度")]
    name: &'static str,
    /// 物理名: the JSON key.
    #[schema(example = "fiscal_year")]
    physical_name: &'static str,
    /// 形式: what a cell holds.
    kind: CellKind,
    /// 区分: whether a cell must be filled.
    need: CellNeed,
    /// The code list its cells come from; null where there is none.
    #[schema(example = json!(null))]
    code_list: Option<&'static str>,
    /// The table whose ids its cells hold; null where there is none.
    #[schema(example = json!(null))]
    references: Option<&'static str>,
    /// 説明.
    #[schema(example = "その数値が対象とする年度。")]
    description: &'static str,
    /// The description in English.
    #[schema(example = "The fiscal year the figure is for.")]
    description_english: &'static str,
    /// 例: a real cell; null where none was seen yet.
    #[schema(example = "2022")]
    example: Option<&'static str>,
}

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CellKind {
    Text,
    Id,
    Reference,
    LocalGovernmentCode,
    Integer,
    FiscalYear,
    Decimal,
    Date,
    PartialDate,
    Code,
}

/// Whether a cell must be filled: ◎ required, ○ recommended, blank optional.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CellNeed {
    Required,
    Recommended,
    Optional,
}

/// A published table with its columns.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct TableDefinition {
    /// The physical name; the file is `{localgov_code}_{id}.csv`.
    #[schema(example = "observations")]
    id: &'static str,
    /// What the table is called.
    #[schema(example = "観測値")]
    name: &'static str,
    /// The name in English.
    #[schema(example = "Observations")]
    name_english: &'static str,
    /// What one row of it is.
    #[schema(example = "指標の値を1行に1つ収める。")]
    description: &'static str,
    /// The description in English.
    #[schema(example = "One row a figure.")]
    description_english: &'static str,
    /// Its columns, in file order.
    columns: Vec<ColumnDefinition>,
}

impl ColumnDefinition {
    fn all() -> Vec<Self> {
        let columns = TABLES.iter().flat_map(|table| table.columns.iter().map(move |column| (table, column)));
        (1..).zip(columns).map(|(sort_order, (table, column))| Self::of(table, column, sort_order)).collect()
    }

    fn of(table: &'static Table, column: &'static Column, sort_order: i32) -> Self {
        let (kind, code_list, references) = match column.kind {
            Kind::Text => (CellKind::Text, None, None),
            Kind::Id => (CellKind::Id, None, None),
            Kind::Reference(target) => (CellKind::Reference, None, Some(target)),
            Kind::LocalGovernmentCode => (CellKind::LocalGovernmentCode, None, None),
            Kind::Integer => (CellKind::Integer, None, None),
            Kind::FiscalYear => (CellKind::FiscalYear, None, None),
            Kind::Decimal => (CellKind::Decimal, None, None),
            Kind::Date => (CellKind::Date, None, None),
            Kind::PartialDate => (CellKind::PartialDate, None, None),
            Kind::Code(list) => (CellKind::Code, Some(list.name), None),
        };
        Self {
            id: format!("{}-{}", table.name, column.name),
            table: table.name,
            table_name: table.label.ja,
            sort_order,
            name: column.header,
            physical_name: column.name,
            kind,
            need: match column.need {
                Need::Required => CellNeed::Required,
                Need::Recommended => CellNeed::Recommended,
                Need::Optional => CellNeed::Optional,
            },
            code_list,
            references,
            description: column.description.ja,
            description_english: column.description.en,
            example: Some(column.example).filter(|example| !example.is_empty()),
        }
    }

    fn filtered(filter: &Filter) -> Vec<Self> {
        Self::all().into_iter().filter(|column| passes(&filter.table, column.table)).collect()
    }
}

impl List for ColumnDefinition {
    type Row = Self;
    type Filter = Filter;
    const TABLE: Option<&'static str> = None;

    fn count(_: &mut AnyConnection, filter: &Filter) -> StoreResult<i64> {
        Ok(i64::try_from(Self::filtered(filter).len()).unwrap_or(i64::MAX))
    }

    fn page(_: &mut AnyConnection, filter: &Filter, page: &Page) -> StoreResult<Vec<Self>> {
        Ok(page_of(Self::filtered(filter), page, |column| column.sort_order))
    }

    fn position(row: &Self, _: Sort) -> Position {
        Position { number: row.sort_order, id: row.id.clone() }
    }
}

/// Definitions of all columns
///
/// The データ項目定義書 of every published table: one row a column. As `.csv` it is the document itself.
#[utoipa::path(get, path = "/v1/definitions", operation_id = "list_definitions", tag = "definitions")]
pub(crate) async fn list(app: Arc<App>, call: Call) -> Outcome {
    app.list::<ColumnDefinition>(call, &LIST).await
}

/// The definition of a table
///
/// One published table with its columns, in file order.
#[utoipa::path(get, path = "/v1/definitions/{table}", operation_id = "get_definition", tag = "definitions")]
pub(crate) async fn item(app: Arc<App>, call: Call) -> Outcome {
    call.no_parameters()?;
    let name = call.segment("table");
    let known = table(&name).ok_or_else(|| unknown_id(&name, None).allowed(TABLES.iter().map(|table| table.name)))?;
    let definition = TableDefinition {
        id: known.name,
        name: known.label.ja,
        name_english: known.label.en,
        description: known.description.ja,
        description_english: known.description.en,
        columns: ColumnDefinition::all().into_iter().filter(|column| column.table == known.name).collect(),
    };
    app.answer(&call, move |_, _| json(&definition).map(|body| Ok(body.into()))).await.map_err(Refusal::problem)
}
