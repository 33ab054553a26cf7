//! A resource with its documentation: what is not documented cannot be routed.

use actix_web::web::{Data, ServiceConfig};
use actix_web::{FromRequest, Handler, Responder};
use serde_json::Value;
use utoipa::openapi::path::Operation;
use utoipa::openapi::{RefOr, Schema};
use utoipa::{Path, ToSchema};

use crate::formats::{TABLE_FORMATS, TableFormat, columns};
use crate::http::resource::read_only;
use crate::service::parameters::{ItemParameter, ItemQuery, ListParameters, list_parameters};
use crate::service::{ItemRequest, ListRequest, Service};
use crate::store::list::List;

/// A documented route.
pub(super) struct Resource {
    /// Path with parameters in braces: `/v1/plans/{plan_id}`.
    pub(super) path: String,
    /// The path and its forms with an extension.
    pub(super) patterns: Vec<String>,
    pub(super) operation: Operation,
    pub(super) response: ResponseKind,
    /// Schemas of the response by name.
    pub(super) schemas: Vec<(String, RefOr<Schema>)>,
    register: Box<dyn Fn(&mut ServiceConfig)>,
}

/// What a resource responds with.
pub(super) enum ResponseKind {
    /// Pages of rows, and tables of them.
    List {
        row: String,
        columns: Vec<String>,
        /// Whether a filter names rows that must exist.
        names_rows: bool,
        /// Parameters of a page, or of a table as the format.
        parameters: fn(Option<&TableFormat>, &[String]) -> Vec<Value>,
    },
    /// One thing, and where it has columns a table of it.
    Item {
        schema: String,
        parameter: Option<ItemParameter>,
        tables: &'static [&'static TableFormat],
        columns: Vec<String>,
    },
    /// A state that is never cached.
    Probe { schema: String },
    /// A text that is never cached.
    Text { media_type: &'static str },
    /// A document of another standard.
    Document,
}

impl Resource {
    /// Name of the schema of its rows, where it is a list.
    pub(super) fn row(&self) -> Option<&str> {
        match &self.response {
            ResponseKind::List { row, .. } => Some(row),
            _ => None,
        }
    }

    /// Registers the route.
    pub(super) fn register(&self, config: &mut ServiceConfig) {
        (self.register)(config);
    }
}

/// A list. The handler's request says which.
pub(super) fn list<P, L, F>(handler: F) -> Resource
where
    P: Path,
    L: List + 'static,
    L::Row: ToSchema,
    L::Filter: ListParameters,
    F: Handler<(Data<Service>, ListRequest<L>)>,
    F::Output: Responder + 'static,
{
    let response = ResponseKind::List {
        row: L::Row::name().into_owned(),
        columns: columns::<L::Row>(),
        names_rows: L::Filter::names_rows(),
        parameters: list_parameters::<L::Filter>,
    };
    resource::<P, F, _>(handler, paths::<P>(TABLE_FORMATS), response, schemas::<L::Row>())
}

/// An item that responds with a `T`. The handler's request says which parameters it has.
pub(super) fn item<P, T, Q, F>(handler: F) -> Resource
where
    P: Path,
    T: ToSchema,
    Q: ItemQuery,
    F: Handler<(Data<Service>, ItemRequest<Q>)>,
    F::Output: Responder + 'static,
{
    let schema = T::name().into_owned();
    let response = ResponseKind::Item { schema, parameter: Q::parameter(), tables: Q::TABLES, columns: Vec::new() };
    resource::<P, F, _>(handler, paths::<P>(Q::TABLES), response, schemas::<T>())
}

/// A resource without id and parameters that responds with a `T`.
pub(super) fn plain<P, T, F, Args>(handler: F) -> Resource
where
    P: Path,
    T: ToSchema,
    F: Handler<Args>,
    F::Output: Responder + 'static,
    Args: FromRequest + 'static,
{
    let schema = T::name().into_owned();
    let response = ResponseKind::Item { schema, parameter: None, tables: &[], columns: Vec::new() };
    resource::<P, F, Args>(handler, paths::<P>(&[]), response, schemas::<T>())
}

/// A state that is never cached.
pub(super) fn probe<P, T, F, Args>(handler: F) -> Resource
where
    P: Path,
    T: ToSchema,
    F: Handler<Args>,
    F::Output: Responder + 'static,
    Args: FromRequest + 'static,
{
    let response = ResponseKind::Probe { schema: T::name().into_owned() };
    resource::<P, F, Args>(handler, paths::<P>(&[]), response, schemas::<T>())
}

/// A text that is never cached, at its path alone.
pub(super) fn text<P, F, Args>(handler: F, content_type: &'static str) -> Resource
where
    P: Path,
    F: Handler<Args>,
    F::Output: Responder + 'static,
    Args: FromRequest + 'static,
{
    let media_type = content_type.split(';').next().unwrap_or(content_type);
    resource::<P, F, Args>(handler, vec![P::path()], ResponseKind::Text { media_type }, Vec::new())
}

/// A document of another standard, whose path has its extension.
pub(super) fn document<P, F, Args>(handler: F) -> Resource
where
    P: Path,
    F: Handler<Args>,
    F::Output: Responder + 'static,
    Args: FromRequest + 'static,
{
    resource::<P, F, Args>(handler, vec![P::path()], ResponseKind::Document, Vec::new())
}

impl Resource {
    /// Documents the table of an item by its rows `R`.
    pub(super) fn with_rows<R: ToSchema>(mut self) -> Self {
        if let ResponseKind::Item { columns: of_rows, .. } = &mut self.response {
            *of_rows = columns::<R>();
        }
        self
    }
}

fn resource<P, F, Args>(
    handler: F,
    paths: Vec<String>,
    response: ResponseKind,
    schemas: Vec<(String, RefOr<Schema>)>,
) -> Resource
where
    P: Path,
    F: Handler<Args>,
    F::Output: Responder + 'static,
    Args: FromRequest + 'static,
{
    let patterns = paths.clone();
    let register = Box::new(move |config: &mut ServiceConfig| {
        config.service(read_only(paths.clone(), handler.clone()));
    });
    Resource { path: P::path(), patterns, operation: P::operation(), response, schemas, register }
}

/// The path itself and, where it ends in a name, one with each extension; an id takes the extension with it.
fn paths<P: Path>(tables: &[&TableFormat]) -> Vec<String> {
    let path = P::path();
    let mut paths = vec![path.clone()];
    if !path.ends_with('}') {
        let extensions = std::iter::once("json").chain(tables.iter().map(|table| table.extension));
        paths.extend(extensions.map(|extension| format!("{path}.{extension}")));
    }
    paths
}

/// The schema of `T` and of all it refers to.
pub(super) fn schemas<T: ToSchema>() -> Vec<(String, RefOr<Schema>)> {
    let mut schemas = vec![(T::name().into_owned(), T::schema())];
    T::schemas(&mut schemas);
    schemas
}
