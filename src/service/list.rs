//! Pages of lists as JSON.

use actix_web::http::header::LINK;
use serde::Serialize;
use utoipa::ToSchema;

use super::error::ServiceError;
use super::links::PageLinks;
use super::mentions::{self, Warning};
use super::parameters::{DEFAULT_LIMIT, ListParameters, ListQuery};
use super::request::ListRequest;
use super::state::{HandlerResult, Service};
use crate::formats::RowForm;
use crate::http::cache::Representation;
use crate::http::cursor::{Cursor, CursorError};
use crate::http::problem::{Problem, ProblemCode};
use crate::http::target::Target;
use crate::model::DataVersion;
use crate::store::AnyConnection;
use crate::store::list::{List, Page, Position, RenderedRow, Sort, Total};
use crate::store::rendered::rendered_page;

/// Metadata of a page.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Metadata {
    /// Version of the data that the request is about, of one government or all: a hash of its content, equal on every
    /// instance with the same content.
    #[schema(example = "5c0f2d6b9a1e4c37")]
    dataset_version: String,
    /// How to name the source when you use the data.
    attribution: &'static str,
    /// Licenses of tables and texts; each source document has terms of its own at `/v1/sources`.
    licenses: Vec<License>,
    /// Size of the page and of the list.
    resultset: ResultSet,
    /// Links to this page and the next.
    links: Links,
    /// What to know about the filters, such as a name that nothing has; empty where there is nothing to say.
    warnings: Vec<Warning>,
}

/// A license.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct License {
    /// SPDX identifier.
    #[schema(example = "CC-BY-4.0")]
    name: &'static str,
    /// Where to read it.
    #[schema(example = "https://creativecommons.org/licenses/by/4.0/")]
    url: &'static str,
}

/// Size of a page and of its list.
#[derive(Debug, Clone, Serialize, ToSchema)]
struct ResultSet {
    /// Number of rows that match the filters, on all pages.
    #[schema(example = 122)]
    total: i64,
    /// Whether `total` is exact; false where there are more rows than are counted.
    #[schema(example = true)]
    total_is_exact: bool,
    /// Number of rows on this page.
    #[schema(example = 100)]
    count: usize,
    /// Largest number of rows on a page of this request.
    #[schema(example = 100)]
    limit: i64,
    /// `cursor` of the next page, for clients that build their own URLs; null on the last page.
    #[schema(example = json!(null))]
    next_cursor: Option<String>,
}

/// Links of a page: absolute where the service knows its public address, otherwise relative to it.
#[derive(Debug, Clone, Serialize, ToSchema)]
struct Links {
    /// This page.
    #[serde(rename = "self")]
    #[schema(example = "/v1/observations?kind=target&limit=100")]
    this: String,
    /// The page before; null on the first page, and in a search.
    #[schema(example = json!(null))]
    prev: Option<String>,
    /// The next page; null on the last page.
    #[schema(example = json!(null))]
    next: Option<String>,
}

/// How to name the source.
pub const ATTRIBUTION: &str = "Facts: the local government and document named in each row's source. Tables and \
                               restated texts: the publisher of this dataset.";

/// License of tables and texts.
const LICENSE: License = License { name: "CC-BY-4.0", url: "https://creativecommons.org/licenses/by/4.0/" };

/// Licenses of the published data.
pub fn licenses() -> Vec<License> {
    vec![LICENSE]
}

impl Service {
    /// Responds with a list: one page of it as JSON, or the whole table in a table format.
    ///
    /// # Errors
    /// The [`Problem`].
    pub async fn list<L>(&self, request: ListRequest<L>) -> HandlerResult
    where
        L: List + 'static,
        L::Row: Serialize + ToSchema + Send + 'static,
        L::Filter: ListParameters,
    {
        if let Some(not_modified) = self.not_modified(&request.context) {
            return Ok(not_modified);
        }
        match request.table {
            Some(format) => self.export(request, format).await,
            None => self.page(request).await,
        }
    }

    async fn page<L>(&self, request: ListRequest<L>) -> HandlerResult
    where
        L: List + 'static,
        L::Row: Serialize + Send + 'static,
        L::Filter: ListParameters,
    {
        let ListRequest { context, mut query, .. } = request;
        let (service, target, content_type) = (self.clone(), context.target.clone(), context.media_type.content_type);
        let limit = query.limit.unwrap_or(DEFAULT_LIMIT);
        let rendered = self
            .query(&context.target, move |connection, version| {
                let warnings = mentions::resolve(connection, target.scope(), &mut query)?;
                let page = service.read_page::<L>(connection, version, &target, &query)?;
                let cursors = [page.prev_cursor.as_deref(), page.next_cursor.as_deref()];
                let links = service.public_url.page_links(&target, L::TABLE, cursors);
                let body = render_page(page, &links, warnings, version, limit)?;
                let representation = Representation::new(content_type, body).header(LINK, &links.header(LICENSE.url));
                Ok(service.identified(representation, version))
            })
            .await?;
        Ok(context.respond(rendered.value))
    }
}

/// A page of rows as JSON, and where it stands in its list.
#[derive(Debug, Clone)]
pub struct ListPage {
    /// The rows.
    pub rows: Vec<RenderedRow>,
    /// Number of rows of the list.
    pub total: Total,
    /// `cursor` of the page before; `None` on the first one.
    pub prev_cursor: Option<String>,
    /// `cursor` of the next page; `None` on the last one.
    pub next_cursor: Option<String>,
}

impl Service {
    /// Reads a page of the list that `target` and `query` name.
    ///
    /// # Errors
    /// The error of the database, or the problem of a cursor that is not valid.
    pub fn read_page<L>(
        &self,
        connection: &mut AnyConnection,
        version: &DataVersion,
        target: &Target,
        query: &ListQuery<L::Filter>,
    ) -> Result<ListPage, ServiceError>
    where
        L: List,
        L::Row: Serialize,
    {
        let limit = query.limit.unwrap_or(DEFAULT_LIMIT);
        let list = list_identity(target, &["cursor", "limit"]);
        let cursor = match &query.cursor {
            None => None,
            Some(cursor) => match Cursor::decode(cursor, &list, &version.hash) {
                Ok(cursor) => Some(cursor),
                Err(error) => return Err(invalid_cursor(error, cursor, target).into()),
            },
        };
        let (is_first, is_backward) = (cursor.is_none(), cursor.as_ref().is_some_and(|cursor| cursor.is_backward));
        let after = cursor.map(|Cursor { number, id, .. }| Position { number, id });
        let sort = if is_backward { query.sort.reversed() } else { query.sort };
        // One row more than shown tells whether the list goes on in this direction.
        let page = Page { sort, after, limit: limit + 1 };
        let mut rows = match rendered_page::<L>(connection, version, &query.filter, &page, RowForm::Json)? {
            Some(rows) => rows,
            None => render_rows::<L>(&L::page(connection, &query.filter, &page)?, query.sort)?,
        };
        let goes_on = rows.len() > usize::try_from(limit).unwrap_or(usize::MAX);
        if goes_on {
            rows.pop();
        }
        if is_backward {
            rows.reverse();
        }
        let cursor = |row: &RenderedRow, is_backward| {
            let Position { number, id } = row.position.clone();
            Cursor { version: version.hash.clone(), list: list.clone(), number, id, is_backward }.encode()
        };
        let has_prev = L::IS_REVERSIBLE && if is_backward { goes_on } else { !is_first };
        let has_next = is_backward || goes_on;
        let prev_cursor = rows.first().filter(|_| has_prev).map(|row| cursor(row, true));
        let next_cursor = rows.last().filter(|_| has_next).map(|row| cursor(row, false));
        let counted = format!("{} page {}", version.generation, rows_identity(target));
        let total = self.totals.get_or_compute(&counted, || L::total(connection, &query.filter))?;
        Ok(ListPage { rows, total, prev_cursor, next_cursor })
    }
}

/// Renders rows as JSON.
fn render_rows<L>(rows: &[L::Row], sort: Sort) -> Result<Vec<RenderedRow>, ServiceError>
where
    L: List,
    L::Row: Serialize,
{
    let rendered = rows.iter().map(|row| {
        let text = serde_json::to_vec(row)?;
        Ok(RenderedRow { position: L::position(row, sort), text })
    });
    rendered.collect()
}

/// Renders a page as JSON.
fn render_page(
    page: ListPage,
    links: &PageLinks,
    warnings: Vec<Warning>,
    version: &DataVersion,
    limit: i64,
) -> Result<Vec<u8>, ServiceError> {
    let ListPage { rows, total, next_cursor, .. } = page;
    let metadata = Metadata {
        dataset_version: version.hash.clone(),
        attribution: ATTRIBUTION,
        licenses: licenses(),
        resultset: ResultSet {
            total: total.rows,
            total_is_exact: total.is_exact,
            count: rows.len(),
            limit,
            next_cursor,
        },
        links: Links { this: links.this.clone(), prev: links.prev.clone(), next: links.next.clone() },
        warnings,
    };
    let metadata = serde_json::to_string(&metadata)?;
    let rows_bytes: usize = rows.iter().map(|row| row.text.len() + 1).sum();
    let mut body = Vec::with_capacity(metadata.len() + rows_bytes + 32);
    body.extend_from_slice(b"{\"metadata\":");
    body.extend_from_slice(metadata.as_bytes());
    body.extend_from_slice(b",\"results\":[");
    for (index, row) in rows.iter().enumerate() {
        if index > 0 {
            body.push(b',');
        }
        body.extend_from_slice(&row.text);
    }
    body.extend_from_slice(b"]}");
    Ok(body)
}

/// Path and parameters of a list without those `excluded`.
fn list_identity(target: &Target, excluded: &[&str]) -> String {
    format!("{}{}", target.stem(), target.query().without(excluded).link(""))
}

/// Identifies the rows of a list, whatever their page, order and form.
pub(super) fn rows_identity(target: &Target) -> String {
    list_identity(target, &["cursor", "limit", "sort", "fields", "excel", "header"])
}

fn invalid_cursor(error: CursorError, cursor: &str, target: &Target) -> Problem {
    let code = match error {
        CursorError::Unreadable | CursorError::OtherList => ProblemCode::InvalidCursor,
        CursorError::Stale => ProblemCode::StaleCursor,
    };
    let restart = target.query().without(&["cursor"]).link(target.stem());
    Problem::plain(code).parameter("cursor").value(cursor).restart(restart)
}

/// Selects a page of rows that the program makes: `rows` are filtered already, `number` numbers each in its order.
pub(super) fn select_page<R>(mut rows: Vec<R>, page: &Page, number: impl Fn(&R) -> i32) -> Vec<R> {
    let Page { sort: Sort { descending, .. }, after, limit } = page;
    if let Some(Position { number: after, .. }) = after {
        rows.retain(|row| if *descending { number(row) < *after } else { number(row) > *after });
    }
    rows.sort_by_key(|row| if *descending { -number(row) } else { number(row) });
    rows.truncate(usize::try_from(*limit).unwrap_or(usize::MAX));
    rows
}
