//! The データ項目定義書 as rows, from the definitions that reading and checking use.

use serde::Serialize;
use utoipa::ToSchema;

use crate::model::{Column, Kind, Need, TABLES, Table, table};
use crate::service::list::select_page;
use crate::service::parameters::{FilterParameter, ListParameters, names};
use crate::store::list::{List, Page, Position, Sort, SortKey};
use crate::store::{AnyConnection, StoreResult};

/// Which columns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DefinitionFilter {
    table: Vec<String>,
}

impl ListParameters for DefinitionFilter {
    const FILTERS: &'static [FilterParameter<Self>] = &[names(
        "table",
        "Table of the columns.",
        "observations",
        || TABLES.iter().map(|table| table.name).collect(),
        |filter| &mut filter.table,
    )];
    const SORTS: &'static [SortKey] = &[SortKey::SortOrder];
}

/// One column of a published table.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ColumnDefinition {
    /// `{table}-{physical name}`.
    #[schema(example = "observations-fiscal_year")]
    id: String,
    /// Physical name of the table.
    #[schema(example = "observations")]
    table: &'static str,
    /// Japanese name of the table (表名).
    #[schema(example = "観測値")]
    table_name: &'static str,
    /// Number of the column among all columns of all tables, from 1.
    #[schema(example = 140)]
    sort_order: i32,
    /// 項目名: the header in the published CSV.
    #[schema(example = "年度")]
    name: &'static str,
    /// 物理名: the JSON key.
    #[schema(example = "fiscal_year")]
    physical_name: &'static str,
    /// 形式: type of a cell.
    kind: CellKind,
    /// 区分: whether a cell is required.
    need: CellNeed,
    /// Code list of its cells; null where there is none.
    #[schema(example = json!(null))]
    code_list: Option<&'static str>,
    /// Table whose ids its cells contain; null where there is none.
    #[schema(example = json!(null))]
    references: Option<&'static str>,
    /// 説明.
    #[schema(example = "その数値が対象とする年度。")]
    description: &'static str,
    /// Description in English.
    #[schema(example = "The fiscal year the figure is for.")]
    description_english: &'static str,
    /// 例: an example from a real document; null where none is known yet.
    #[schema(example = "2022")]
    example: Option<&'static str>,
}

/// Type of the cells of a column.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CellKind {
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

/// Whether a cell is required (◎), recommended (○) or optional (blank).
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CellNeed {
    Required,
    Recommended,
    Optional,
}

/// A published table with its columns.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TableDefinition {
    /// Physical name; the file is `{localgov_code}_{id}.csv`.
    #[schema(example = "observations")]
    id: &'static str,
    /// Japanese name of the table.
    #[schema(example = "観測値")]
    name: &'static str,
    /// Name in English.
    #[schema(example = "Observations")]
    name_english: &'static str,
    /// What one row is.
    #[schema(example = "指標の値を1行に1つ収める。")]
    description: &'static str,
    /// Description in English.
    #[schema(example = "One row per figure.")]
    description_english: &'static str,
    /// Columns in file order.
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

    fn filtered(filter: &DefinitionFilter) -> Vec<Self> {
        let is_wanted = |column: &Self| filter.table.is_empty() || filter.table.iter().any(|name| name == column.table);
        Self::all().into_iter().filter(is_wanted).collect()
    }
}

impl List for ColumnDefinition {
    type Row = Self;
    type Filter = DefinitionFilter;
    const TABLE: Option<&'static str> = None;

    fn count(_: &mut AnyConnection, filter: &DefinitionFilter) -> StoreResult<i64> {
        Ok(i64::try_from(Self::filtered(filter).len()).unwrap_or(i64::MAX))
    }

    fn page(_: &mut AnyConnection, filter: &DefinitionFilter, page: &Page) -> StoreResult<Vec<Self>> {
        Ok(select_page(Self::filtered(filter), page, |column| column.sort_order))
    }

    fn position(row: &Self, _: Sort) -> Position {
        Position { number: row.sort_order, id: row.id.clone() }
    }
}

impl TableDefinition {
    /// Returns the definition of the table `name`.
    pub fn of(name: &str) -> Option<Self> {
        let table = table(name)?;
        Some(Self {
            id: table.name,
            name: table.label.ja,
            name_english: table.label.en,
            description: table.description.ja,
            description_english: table.description.en,
            columns: ColumnDefinition::all().into_iter().filter(|column| column.table == table.name).collect(),
        })
    }
}
