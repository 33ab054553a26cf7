//! The code lists as rows, from the definitions that reading and checking use.

use serde::Serialize;
use utoipa::ToSchema;

use crate::model::codes::{CODE_LISTS, code_list};
use crate::service::list::select_page;
use crate::service::parameters::{FilterParameter, ListParameters, names};
use crate::store::list::{List, Page, Position, Sort, SortKey};
use crate::store::{AnyConnection, StoreResult};

/// Which codes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CodeFilter {
    list: Vec<String>,
}

impl ListParameters for CodeFilter {
    const FILTERS: &'static [FilterParameter<Self>] = &[names(
        "list",
        "List of the codes.",
        "kind",
        || CODE_LISTS.iter().map(|list| list.name).collect(),
        |filter| &mut filter.list,
    )];
    const SORTS: &'static [SortKey] = &[SortKey::SortOrder];
}

/// One code of a code list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CodeDefinition {
    /// `{list}:{code}`.
    #[schema(example = "kind:baseline")]
    id: String,
    /// Name of the list.
    #[schema(example = "kind")]
    list: &'static str,
    /// Number of the code among all codes of all lists, from 1.
    #[schema(example = 1)]
    sort_order: i32,
    /// Code as written in data.
    #[schema(example = "baseline")]
    code: &'static str,
    /// Japanese name.
    #[schema(example = "現況値")]
    name: &'static str,
    /// Name in English.
    #[schema(example = "baseline")]
    name_english: &'static str,
    /// When the code is used.
    #[schema(example = "文書が現況値・現状と呼ぶ値。")]
    description: &'static str,
    /// Description in English.
    #[schema(example = "A figure that the document calls the present state.")]
    description_english: &'static str,
}

/// A code list with its codes.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CodeListDefinition {
    /// Name of the list.
    #[schema(example = "kind")]
    id: &'static str,
    /// Japanese name of the list.
    #[schema(example = "種別")]
    name: &'static str,
    /// Name in English.
    #[schema(example = "kind of observation")]
    name_english: &'static str,
    /// What the list is for.
    #[schema(example = "観測値の種別。")]
    description: &'static str,
    /// Description in English.
    #[schema(example = "What an observation is.")]
    description_english: &'static str,
    /// Codes in their order.
    codes: Vec<CodeDefinition>,
}

impl CodeDefinition {
    fn filtered(filter: &CodeFilter) -> Vec<Self> {
        let codes = CODE_LISTS.iter().flat_map(|list| list.codes.iter().map(move |code| (list, code)));
        let all = (1..).zip(codes).map(|(sort_order, (list, code))| Self {
            id: format!("{}:{}", list.name, code.code),
            list: list.name,
            sort_order,
            code: code.code,
            name: code.label.ja,
            name_english: code.label.en,
            description: code.description.ja,
            description_english: code.description.en,
        });
        all.filter(|code| filter.list.is_empty() || filter.list.iter().any(|name| name == code.list)).collect()
    }
}

impl List for CodeDefinition {
    type Row = Self;
    type Filter = CodeFilter;
    const TABLE: Option<&'static str> = None;

    fn count(_: &mut AnyConnection, filter: &CodeFilter) -> StoreResult<i64> {
        Ok(i64::try_from(Self::filtered(filter).len()).unwrap_or(i64::MAX))
    }

    fn page(_: &mut AnyConnection, filter: &CodeFilter, page: &Page) -> StoreResult<Vec<Self>> {
        Ok(select_page(Self::filtered(filter), page, |code| code.sort_order))
    }

    fn position(row: &Self, _: Sort) -> Position {
        Position { number: row.sort_order, id: row.id.clone() }
    }
}

impl CodeListDefinition {
    /// Returns the definition of the code list `name`.
    pub fn of(name: &str) -> Option<Self> {
        let list = code_list(name)?;
        Some(Self {
            id: list.name,
            name: list.label.ja,
            name_english: list.label.en,
            description: list.description.ja,
            description_english: list.description.en,
            codes: CodeDefinition::filtered(&CodeFilter { list: vec![list.name.to_owned()] }),
        })
    }
}
