//! Single items: found, renamed, or unknown with the nearest id.

use actix_web::http::header::{CONTENT_LOCATION, LOCATION};
use actix_web::{HttpResponse, Responder};
use serde::Serialize;

use super::error::ServiceError;
use super::request::{ItemRequest, RequestContext};
use super::state::{Response, Service};
use crate::http::cache::{CurrentVersion, Representation};
use crate::http::problem::{Problem, ProblemCode};
use crate::http::strict_query::decode;
use crate::store::records::redirects::{self, ResourceKind};
use crate::store::{AnyConnection, StoreResult};

/// What an id was found to name.
enum Found {
    Item(Representation),
    /// The row has another id now.
    Renamed(String),
    Unknown {
        nearest: Option<String>,
    },
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
    ) -> Response {
        let content_type = request.context.media_type.content_type;
        self.rendered_item(request, kind, move |connection, id| {
            let Some(row) = find(connection, id)? else { return Ok(None) };
            Ok(Some(Representation::new(content_type, serde_json::to_vec(&row)?)))
        })
        .await
    }

    /// Responds with a value that needs no query, such as a definition.
    ///
    /// # Errors
    /// The [`Problem`] where it cannot be rendered.
    pub fn value<Q, T: Serialize>(&self, request: &ItemRequest<Q>, value: &T) -> Response {
        let body = serde_json::to_vec(value).map_err(ServiceError::from)?;
        let representation = Representation::new(request.context.media_type.content_type, body);
        Ok(request.context.respond(representation.of_version(&self.current_version())))
    }

    /// Responds with what `find` renders of one row.
    ///
    /// # Errors
    /// The [`Problem`].
    pub async fn rendered_item<Q>(
        &self,
        request: ItemRequest<Q>,
        kind: ResourceKind,
        find: impl FnOnce(&mut AnyConnection, &str) -> Result<Option<Representation>, ServiceError> + Send + 'static,
    ) -> Response {
        let ItemRequest { context, id, .. } = request;
        if let Some(not_modified) = self.not_modified(&context) {
            return Ok(not_modified);
        }
        let wanted = id.clone();
        let snapshot = self
            .query(&context.target, move |connection, version| {
                if let Some(item) = find(connection, &wanted)? {
                    return Ok(Found::Item(item.of_version(version)));
                }
                if let Some(new_id) = redirects::follow(connection, &wanted)? {
                    return Ok(Found::Renamed(new_id));
                }
                Ok(Found::Unknown { nearest: redirects::nearest(connection, kind, &wanted)? })
            })
            .await?;
        match snapshot.value {
            Found::Item(item) => Ok(context.respond(item)),
            Found::Renamed(new_id) => Ok(HttpResponse::PermanentRedirect()
                .insert_header((LOCATION, renamed(&context, &id, &new_id)))
                .insert_header(("cache-control", "public, max-age=3600"))
                .finish()),
            Found::Unknown { nearest } => Err(unknown_id(&id, nearest)),
        }
    }
}

impl RequestContext {
    /// Responds with a representation of this resource.
    pub(super) fn respond(&self, representation: Representation) -> HttpResponse {
        let representation = match self.content_location() {
            Some(location) => representation.header(CONTENT_LOCATION, &location),
            None => representation,
        };
        representation.respond_to(&self.request)
    }
}

/// Returns the target of the request with `new_id` in the place of `old_id`; extension and query stay.
fn renamed(context: &RequestContext, old_id: &str, new_id: &str) -> String {
    let target = &context.target;
    let extension = target.extension().map(|extension| format!(".{extension}")).unwrap_or_default();
    let segments = target.stem().split('/').map(|segment| {
        let is_old = decode(segment, false).is_ok_and(|decoded| decoded == old_id);
        if is_old { new_id } else { segment }
    });
    let path = segments.collect::<Vec<_>>().join("/");
    target.query().link(&format!("{path}{extension}"))
}

/// The problem for an id that names no row.
pub fn unknown_id(id: &str, nearest: Option<String>) -> Problem {
    let (ja, en) = nearest.as_ref().map_or_else(
        || (String::new(), String::new()),
        |nearest| (format!("最も近い ID は「{nearest}」です。"), format!(" The nearest one is \"{nearest}\".")),
    );
    Problem::new(
        ProblemCode::UnknownId,
        format!("ID「{id}」の行はありません。{ja}"),
        format!("There is no row with the id \"{id}\".{en}"),
    )
    .value(id)
    .nearest(nearest)
}
