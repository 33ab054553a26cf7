//! What every list does: a page as JSON with its envelope. The whole table is `export`'s.

use std::sync::Arc;

use actix_web::http::header::LINK;
use serde::Serialize;
use utoipa::ToSchema;

use super::app::{App, Refusal, Written, json};
use super::filter::Filter;
use super::parameters::{Asked, DEFAULT_LIMIT, ListParameters};
use crate::http::ProblemCode;
use crate::http::{Call, Cursor, CursorError, Format, Outcome, Problem};
use crate::store::list::List;
use crate::store::list::{Page, Position, Sort};

/// A page of a list.
#[derive(Debug, Serialize)]
struct Envelope<R> {
    metadata: Metadata,
    results: Vec<R>,
}

/// What a page says of itself.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Metadata {
    /// The version of the data: a hash of its content, the same on every instance with the same content.
    #[schema(example = "5c0f2d6b9a1e4c37")]
    pub(crate) dataset_version: String,
    /// How to name the source when you use this.
    pub(crate) attribution: &'static str,
    /// The licences of tables and texts; each source document has terms of its own at `/v1/sources`.
    pub(crate) licenses: Vec<License>,
    /// How much there is.
    pub(crate) resultset: ResultSet,
    /// Where to go from here.
    pub(crate) links: Links,
}

/// A licence.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct License {
    /// Its SPDX identifier.
    #[schema(example = "CC-BY-4.0")]
    name: &'static str,
    /// Where it can be read.
    #[schema(example = "https://creativecommons.org/licenses/by/4.0/")]
    url: &'static str,
}

/// How much a list has.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ResultSet {
    /// How many rows the filters leave, on all pages.
    #[schema(example = 122)]
    total: i64,
    /// Whether `total` is all of them. Always true but for a search with more hits than are counted.
    #[schema(example = true)]
    total_is_exact: bool,
    /// How many rows this page has.
    #[schema(example = 100)]
    count: usize,
    /// The most rows a page of this request can have.
    #[schema(example = 100)]
    limit: i64,
    /// The `cursor` of the next page, for clients that build their own URLs; null at the end.
    #[schema(example = json!(null))]
    next_cursor: Option<String>,
}

/// Links of a page, relative to this service.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Links {
    /// This page.
    #[serde(rename = "self")]
    #[schema(example = "/v1/observations?kind=target&limit=100")]
    this: String,
    /// The next page; null at the end.
    #[schema(example = json!(null))]
    next: Option<String>,
}

/// Who is to be named.
pub(crate) const ATTRIBUTION: &str = "Facts: the local government and document named in each row's source. Tables and restated texts: the publisher of this dataset.";

pub(crate) fn licenses() -> Vec<License> {
    vec![License { name: "CC-BY-4.0", url: "https://creativecommons.org/licenses/by/4.0/" }]
}

impl App {
    /// Answers with a list: a page of it as JSON, or all of it as CSV or JSON lines.
    pub(crate) async fn list<L>(self: Arc<Self>, call: Call, parameters: &'static ListParameters) -> Outcome
    where
        L: List + 'static,
        L::Filter: From<Filter>,
        L::Row: Serialize + ToSchema + Send + 'static,
    {
        if let Some(kept) = self.kept(&call).await {
            return Ok(kept);
        }
        let asked = parameters.read(call.query(), call.format())?;
        match call.format() {
            Format::Csv | Format::Jsonl => self.export::<L>(&call, asked).await,
            Format::Json | Format::Html => self.page::<L>(&call, asked).await,
        }
    }

    async fn page<L>(self: Arc<Self>, call: &Call, asked: Asked) -> Outcome
    where
        L: List + 'static,
        L::Filter: From<Filter>,
        L::Row: Serialize + Send + 'static,
    {
        let limit = asked.limit.unwrap_or(DEFAULT_LIMIT);
        let of_list = format!("{}?{}", call.path(), call.query().without(&["cursor", "limit"]).canonical());
        let (path, query) = (call.path().to_owned(), call.query().clone());
        let (app, list) = (Arc::clone(&self), list_of(call));
        let answer = self.answer(call, move |connection, state| {
            let after = match &asked.cursor {
                None => None,
                Some(cursor) => match Cursor::decode(cursor, &of_list, &state.hash) {
                    Ok((number, id)) => Some(Position { number, id }),
                    Err(error) => {
                        let restart = query.without(&["cursor"]).link(&path);
                        return Ok(Err(cursor_problem(error, cursor, restart).into()));
                    }
                },
            };
            // One row more than shown tells whether there is a next page.
            let wanted = Page { sort: asked.sort, after, limit: limit + 1 };
            let mut rows = L::page(connection, &asked.filter.clone().into(), &wanted)?;
            let more = rows.len() > usize::try_from(limit).unwrap_or(usize::MAX);
            if more {
                rows.pop();
            }
            let next_cursor = rows.last().filter(|_| more).map(|last| {
                let Position { number, id } = L::position(last, asked.sort);
                Cursor { version: state.hash.clone(), list: of_list, number, id }.encode()
            });
            let counted = format!("{} page {list}", state.generation);
            let total = app.totals.get_or_find(&counted, || L::total(connection, &asked.filter.clone().into()))?;
            let next = next_cursor.as_ref().map(|cursor| query.with("cursor", cursor).link(&path));
            let metadata = Metadata {
                dataset_version: state.hash.clone(),
                attribution: ATTRIBUTION,
                licenses: licenses(),
                resultset: ResultSet {
                    total: total.rows,
                    total_is_exact: total.is_exact,
                    count: rows.len(),
                    limit,
                    next_cursor,
                },
                links: Links { this: query.link(&path), next: next.clone() },
            };
            let next = next.map(|next| format!("<{next}>; rel=\"next\", ")).unwrap_or_default();
            let link = format!("{next}</openapi.json>; rel=\"service-desc\"");
            Ok(Ok(Written::from(json(&Envelope { metadata, results: rows })?).with(LINK, link)))
        });
        answer.await.map_err(Refusal::problem)
    }
}

/// One name for the rows of a list, whatever the page, their order and their form.
pub(crate) fn list_of(call: &Call) -> String {
    let form = ["cursor", "limit", "sort", "fields", "excel", "header"];
    format!("{}?{}", call.path(), call.query().without(&form).canonical())
}

fn cursor_problem(error: CursorError, cursor: &str, restart: String) -> Problem {
    let code = match error {
        CursorError::Unreadable | CursorError::OtherList => ProblemCode::InvalidCursor,
        CursorError::Stale => ProblemCode::StaleCursor,
    };
    Problem::plain(code).parameter("cursor").value(cursor).restart(restart)
}

/// A page of rows that are made in the program, not stored: filtered already, each numbered by `place` in its order.
pub(crate) fn page_of<R>(mut rows: Vec<R>, page: &Page, place: impl Fn(&R) -> i32) -> Vec<R> {
    let Page { sort: Sort { descending, .. }, after, limit } = page;
    if let Some(Position { number, .. }) = after {
        rows.retain(|row| if *descending { place(row) < *number } else { place(row) > *number });
    }
    rows.sort_by_key(|row| if *descending { -place(row) } else { place(row) });
    rows.truncate(usize::try_from(*limit).unwrap_or(usize::MAX));
    rows
}

/// Whether `value` is among those a filter names, or the filter names none.
pub(crate) fn passes(named: &[String], value: &str) -> bool {
    named.is_empty() || named.iter().any(|name| name == value)
}
