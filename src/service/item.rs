//! Single items: found, renamed, or unknown with the nearest id.

use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_LOCATION, LOCATION};
use actix_web::{HttpResponse, Responder};
use serde::Serialize;

use super::error::ServiceError;
use super::request::{ItemRequest, RequestContext};
use super::state::{HandlerResult, Service};
use crate::domain::LocalGovernmentCode;
use crate::formats::with_members;
use crate::http::cache::Representation;
use crate::http::problem::{Problem, ProblemCode, excerpt};
use crate::http::strict_query::decode;
use crate::http::target::Target;
use crate::model::DataVersion;
use crate::store::records::redirects::{self, Redirected, ResourceKind};
use crate::store::{AnyConnection, Snapshot, StoreResult};

/// What an id names.
#[derive(Debug)]
pub enum Found<T> {
    /// A row.
    Item(T),
    /// A row that has another id now, or whose code was given without its check digit.
    Renamed(Redirected),
    /// Nothing.
    Unknown {
        /// The nearest existing id.
        nearest: Option<String>,
    },
}

/// One row in the form of its response.
#[derive(Debug)]
pub enum RenderedItem {
    /// A JSON object.
    Json(Vec<u8>),
    /// A file.
    Table(Representation),
}

impl Service {
    /// Responds with one row as JSON.
    ///
    /// # Errors
    /// The [`Problem`].
    pub async fn item<Q, T: Serialize>(
        &self,
        request: ItemRequest<Q>,
        kind: ResourceKind,
        find: impl FnOnce(&mut AnyConnection, &str) -> StoreResult<Option<T>> + Send + 'static,
    ) -> HandlerResult {
        self.json_item(request, kind, |connection, id| {
            Ok(find(connection, id)?.as_ref().map(serde_json::to_vec).transpose()?)
        })
        .await
    }

    /// Responds with one row that `render` returns as JSON.
    ///
    /// # Errors
    /// The [`Problem`].
    pub async fn json_item<Q>(
        &self,
        request: ItemRequest<Q>,
        kind: ResourceKind,
        render: impl FnOnce(&mut AnyConnection, &str) -> StoreResult<Option<Vec<u8>>> + Send + 'static,
    ) -> HandlerResult {
        self.rendered_item(request, kind, |connection, id| Ok(render(connection, id)?.map(RenderedItem::Json))).await
    }

    /// Responds with a value that needs no query, such as a definition.
    ///
    /// # Errors
    /// The [`Problem`] where it cannot be rendered.
    pub fn value<Q, T: Serialize>(&self, request: &ItemRequest<Q>, value: &T) -> HandlerResult {
        let json = serde_json::to_vec(value).map_err(ServiceError::from)?;
        let version = self.current_version(&request.context.target);
        Ok(self.respond_with(&request.context, RenderedItem::Json(json), &version, false))
    }

    /// Finds a row by its id, or what became of the id.
    ///
    /// # Errors
    /// The error of `find`, or that of the database.
    pub async fn find<T: Send + 'static>(
        &self,
        target: &Target,
        kind: ResourceKind,
        id: &str,
        find: impl FnOnce(&mut AnyConnection, &str) -> Result<Option<T>, ServiceError> + Send + 'static,
    ) -> Result<Snapshot<Found<T>>, ServiceError> {
        let id = id.to_owned();
        self.query(target, move |connection, _| {
            if let Some(item) = find(connection, &id)? {
                return Ok(Found::Item(item));
            }
            if let Some(redirected) = redirects::follow(connection, kind, &id)? {
                return Ok(Found::Renamed(redirected));
            }
            let code = LocalGovernmentCode::from_area_code(&id).filter(|_| kind == ResourceKind::LocalGovernment);
            if let Some(code) = code
                && redirects::exists(connection, kind, code.as_str())?
            {
                return Ok(Found::Renamed(Redirected { id: code.as_str().to_owned(), kind }));
            }
            Ok(Found::Unknown { nearest: redirects::nearest(connection, kind, &id)? })
        })
        .await
    }

    /// Responds with what `find` renders of one row.
    ///
    /// # Errors
    /// The [`Problem`].
    pub async fn rendered_item<Q>(
        &self,
        request: ItemRequest<Q>,
        kind: ResourceKind,
        find: impl FnOnce(&mut AnyConnection, &str) -> Result<Option<RenderedItem>, ServiceError> + Send + 'static,
    ) -> HandlerResult {
        let ItemRequest { context, id, .. } = request;
        if let Some(not_modified) = self.not_modified(&context) {
            return Ok(not_modified);
        }
        let snapshot = self.find(&context.target, kind, &id, find).await?;
        match snapshot.value {
            Found::Item(item) => {
                let shows_version = kind == ResourceKind::LocalGovernment;
                Ok(self.respond_with(&context, item, &snapshot.version, shows_version))
            }
            Found::Renamed(redirected) => Ok(HttpResponse::PermanentRedirect()
                .insert_header((LOCATION, redirected_path(&context, kind, &id, &redirected)))
                .insert_header(("cache-control", "public, max-age=3600"))
                .finish()),
            Found::Unknown { nearest } => Err(unknown_id(&id, nearest)),
        }
    }
}

impl Service {
    /// Responds with one row; an object also gets the version of the data, unless the row `shows_version`, and its address.
    fn respond_with(
        &self,
        context: &RequestContext,
        item: RenderedItem,
        version: &DataVersion,
        shows_version: bool,
    ) -> HttpResponse {
        let representation = match item {
            RenderedItem::Json(json) => {
                let address = self.public_url.address(&context.target.query().link(context.target.stem()));
                let hash = &version.hash;
                let version = if shows_version { String::new() } else { format!("\"dataset_version\":\"{hash}\",") };
                // Neither a hash nor an address has a character that JSON escapes.
                let json = with_members(json, format!("{version}\"links\":{{\"self\":\"{address}\"}}}}").as_bytes());
                Representation::new(context.media_type.content_type, json)
            }
            RenderedItem::Table(table) => table,
        };
        context.respond(self.identified(representation, version))
    }
}

impl RequestContext {
    /// Responds with a representation of this resource.
    pub(super) fn respond(&self, representation: Representation) -> HttpResponse {
        let headers = [(CONTENT_LOCATION, self.content_location()), (CONTENT_DISPOSITION, self.disposition())];
        let representation = headers.into_iter().fold(representation, |representation, (name, value)| match value {
            Some(value) => representation.header(name, &value),
            None => representation,
        });
        representation.respond_to(&self.request)
    }
}

/// Returns the path of the row that `old_id` stands for now: that of the request with the new id, where it is of the same
/// kind; extension and query stay.
fn redirected_path(context: &RequestContext, kind: ResourceKind, old_id: &str, redirected: &Redirected) -> String {
    if redirected.kind != kind {
        return format!("/v1/{}/{}", redirected.kind.list(), redirected.id);
    }
    let target = &context.target;
    let extension = target.extension().map(|extension| format!(".{extension}")).unwrap_or_default();
    let segments = target.stem().split('/').map(|segment| {
        let is_old = decode(segment, false).is_ok_and(|decoded| decoded == old_id);
        if is_old { redirected.id.as_str() } else { segment }
    });
    let path = segments.collect::<Vec<_>>().join("/");
    target.query().link(&format!("{path}{extension}"))
}

/// The problem for an id that names no row.
pub fn unknown_id(id: &str, nearest: Option<String>) -> Problem {
    let (ja, en) = nearest.as_ref().map_or_else(
        || (String::new(), String::new()),
        |nearest| (format!("「{nearest}」のことではありませんか。"), format!(" Did you mean \"{nearest}\"?")),
    );
    Problem::new(
        ProblemCode::UnknownId,
        format!("ID「{}」の行はありません。{ja}", excerpt(id)),
        format!("There is no row with the id \"{}\".{en}", excerpt(id)),
    )
    .value(id)
    .nearest(nearest)
}
