//! `/v1/codes`: the code lists, from the same definitions that reading and checking use.

use std::sync::Arc;

use crate::store::StoreResult;
use serde::Serialize;
use utoipa::ToSchema;

use crate::http::{Call, Outcome};
use crate::model::codes::{CODE_LISTS, code_list};
use crate::service::app::{App, Refusal, json, unknown_id};
use crate::service::filter::Filter;
use crate::service::list::{page_of, passes};
use crate::service::parameters::{LIST as LIST_NAME, ListParameters};
use crate::store::AnyConnection;
use crate::store::list::List;
use crate::store::list::{Page, Position, Sort, SortKey};

pub(crate) static LIST: ListParameters = ListParameters { filters: &[&LIST_NAME], sorts: &[SortKey::SortOrder] };

/// One code of a code list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct CodeDefinition {
    /// `{list}:{code}`.
    #[schema(example = "kind:baseline")]
    id: String,
    /// The name of the list.
    #[schema(example = "kind")]
    list: &'static str,
    /// Its place among all codes of all lists, from 1.
    #[schema(example = 1)]
    sort_order: i32,
    /// The code as it stands in data.
    #[schema(example = "baseline")]
    code: &'static str,
    /// What people read.
    #[schema(example = "現況値")]
    name: &'static str,
    /// The name in English.
    #[schema(example = "baseline")]
    name_english: &'static str,
    /// When it is used.
    #[schema(example = "文書が現況値・現状と呼ぶ値。")]
    description: &'static str,
    /// The description in English.
    #[schema(example = "A figure that the document calls the present state.")]
    description_english: &'static str,
}

/// A code list with its codes.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct CodeListDefinition {
    /// The name of the list.
    #[schema(example = "kind")]
    id: &'static str,
    /// What the list is called.
    #[schema(example = "種別")]
    name: &'static str,
    /// The name in English.
    #[schema(example = "kind of observation")]
    name_english: &'static str,
    /// What it is for.
    #[schema(example = "観測値の種別。")]
    description: &'static str,
    /// The description in English.
    #[schema(example = "What an observation is.")]
    description_english: &'static str,
    /// The codes.
    codes: Vec<CodeDefinition>,
}

impl CodeDefinition {
    fn filtered(filter: &Filter) -> Vec<Self> {
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
        all.filter(|code| passes(&filter.list, code.list)).collect()
    }
}

impl List for CodeDefinition {
    type Row = Self;
    type Filter = Filter;
    const TABLE: Option<&'static str> = None;

    fn count(_: &mut AnyConnection, filter: &Filter) -> StoreResult<i64> {
        Ok(i64::try_from(Self::filtered(filter).len()).unwrap_or(i64::MAX))
    }

    fn page(_: &mut AnyConnection, filter: &Filter, page: &Page) -> StoreResult<Vec<Self>> {
        Ok(page_of(Self::filtered(filter), page, |code| code.sort_order))
    }

    fn position(row: &Self, _: Sort) -> Position {
        Position { number: row.sort_order, id: row.id.clone() }
    }
}

/// Codes of all lists
///
/// Every closed choice of the data (コード表), with its words in Japanese and English: one row a code.
#[utoipa::path(get, path = "/v1/codes", operation_id = "list_codes", tag = "definitions")]
pub(crate) async fn list(app: Arc<App>, call: Call) -> Outcome {
    app.list::<CodeDefinition>(call, &LIST).await
}

/// A code list
///
/// One code list with its codes.
#[utoipa::path(get, path = "/v1/codes/{list}", operation_id = "get_code_list", tag = "definitions")]
pub(crate) async fn item(app: Arc<App>, call: Call) -> Outcome {
    call.no_parameters()?;
    let name = call.segment("list");
    let known =
        code_list(&name).ok_or_else(|| unknown_id(&name, None).allowed(CODE_LISTS.iter().map(|list| list.name)))?;
    let definition = CodeListDefinition {
        id: known.name,
        name: known.label.ja,
        name_english: known.label.en,
        description: known.description.ja,
        description_english: known.description.en,
        codes: CodeDefinition::filtered(&Filter { list: vec![known.name.to_owned()], ..Filter::default() }),
    };
    app.answer(&call, move |_, _| json(&definition).map(|body| Ok(body.into()))).await.map_err(Refusal::problem)
}
