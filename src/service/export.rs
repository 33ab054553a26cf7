//! The whole filtered table of a list as a file, or its first rows.
//!
//! A small table is rendered in memory and cached like any other response; a large one is
//! written to a file that all clients share.

use actix_web::http::header::HeaderName;
use serde::Serialize;
use utoipa::ToSchema;

use super::error::ServiceError;
use super::list::rows_identity;
use super::mentions;
use super::parameters::{ListParameters, ListQuery, MAX_LIMIT, invalid};
use super::request::ListRequest;
use super::state::{HandlerResult, Service};
use crate::formats::{Renderer, TableFormat, TableLayout, UnknownColumn};
use crate::http::cache::Representation;
use crate::model::DataVersion;
use crate::store::AnyConnection;
use crate::store::list::{List, Page, Position, Total};
use crate::store::rendered::rendered_page;

/// Header with the number of rows of a table.
pub(super) const ROW_COUNT: HeaderName = HeaderName::from_static("tassei-row-count");

/// A table by its number of rows.
enum Size<F> {
    /// Rendered in memory.
    Small(Representation),
    /// To be written to a file, with the query that selects it.
    Large(ListQuery<F>),
}

impl Service {
    pub(super) async fn export<L>(&self, request: ListRequest<L>, format: &'static TableFormat) -> HandlerResult
    where
        L: List + 'static,
        L::Row: Serialize + ToSchema + Send + 'static,
        L::Filter: ListParameters,
    {
        let ListRequest { context, mut query, .. } = request;
        let layout = TableLayout::new::<L::Row>(L::TABLE, query.csv);
        let columns = layout.columns().to_vec();
        let layout = layout
            .select(&query.fields)
            .map_err(|UnknownColumn(column)| invalid("fields", &column).allowed(columns))?;
        let (service, list, small_layout) = (self.clone(), rows_identity(&context.target), layout.clone());
        let scope = context.target.scope();
        let found = self
            .query(&context.target, move |connection, version| {
                mentions::resolve(connection, scope, &mut query)?;
                let limit = match query.limit {
                    Some(limit) => limit,
                    None if service.count_rows::<L>(connection, version, &list, &query)? > MAX_LIMIT => {
                        return Ok(Size::Large(query));
                    }
                    None => MAX_LIMIT,
                };
                let mut renderer = (format.renderer)(small_layout);
                let mut body = Vec::new();
                renderer.begin(&mut body);
                let page = Page { sort: query.sort, after: None, limit };
                let rows = append_page::<L>(connection, version, &query.filter, &page, renderer.as_mut(), &mut body)?;
                renderer.end(&mut body);
                let table = table(format, body, rows.count);
                Ok(Size::Small(service.identified(table, version)))
            })
            .await?;
        match found.value {
            Size::Small(table) => Ok(context.respond(table)),
            Size::Large(query) => self.download::<L>(context, query, (format.renderer)(layout)).await,
        }
    }

    /// Counts the rows of a list, once per version of the data.
    pub(super) fn count_rows<L: List>(
        &self,
        connection: &mut AnyConnection,
        version: &DataVersion,
        list: &str,
        query: &ListQuery<L::Filter>,
    ) -> Result<i64, ServiceError> {
        let key = format!("{} all {list}", version.generation);
        let count = || L::count(connection, &query.filter).map(|rows| Total { rows, is_exact: true });
        Ok(self.totals.get_or_compute(&key, count)?.rows)
    }
}

/// The rows of a page that were appended to a file.
pub(super) struct AppendedRows {
    pub(super) count: usize,
    /// Position of the last one.
    pub(super) last: Option<Position>,
}

/// Reads the rows of a page and appends them to `out`.
pub(super) fn append_page<L>(
    connection: &mut AnyConnection,
    version: &DataVersion,
    filter: &L::Filter,
    page: &Page,
    renderer: &mut dyn Renderer,
    out: &mut Vec<u8>,
) -> Result<AppendedRows, ServiceError>
where
    L: List,
    L::Row: Serialize,
{
    let stored = match renderer.row_form() {
        Some(form) => rendered_page::<L>(connection, version, filter, page, form)?,
        None => None,
    };
    if let Some(mut rows) = stored {
        for row in &rows {
            renderer.rendered_row(out, &row.text);
        }
        return Ok(AppendedRows { count: rows.len(), last: rows.pop().map(|row| row.position) });
    }
    let rows = L::page(connection, filter, page)?;
    for row in &rows {
        renderer.row(out, row)?;
    }
    Ok(AppendedRows { count: rows.len(), last: rows.last().map(|row| L::position(row, page.sort)) })
}

/// Renders all `rows` as a file that says how many there are.
///
/// # Errors
/// [`ServiceError::Render`] where a row does not fit its schema.
pub fn render_table<R: Serialize>(
    format: &TableFormat,
    layout: TableLayout,
    rows: &[R],
) -> Result<Representation, ServiceError> {
    let mut renderer = (format.renderer)(layout);
    let mut body = Vec::new();
    renderer.begin(&mut body);
    for row in rows {
        renderer.row(&mut body, row)?;
    }
    renderer.end(&mut body);
    Ok(table(format, body, rows.len()))
}

/// Returns a rendered file of `rows` rows.
fn table(format: &TableFormat, body: Vec<u8>, rows: usize) -> Representation {
    Representation::new(format.content_type, body).with_digest().header(ROW_COUNT, &rows.to_string())
}
