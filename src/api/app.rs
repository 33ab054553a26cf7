//! What every handler has: the store and the texts made at start; and the ways to answer one thing.

use std::sync::Arc;

use actix_web::http::header::{CONTENT_TYPE, LOCATION};
use actix_web::web::Bytes;
use actix_web::{HttpResponse, web};
use diesel::QueryResult;
use serde::Serialize;
use utoipa::ToSchema;

use crate::formats::{Dialect, columns, header_line, write_row};
use crate::http::{Call, EntityTag, Outcome, Problem, fresh_headers, not_modified};
use crate::store::queries::redirects::{self, Subject};
use crate::store::{AnyConnection, Error, State, Store};
use crate::text::ProblemCode;

/// The state of the service, shared by all workers.
#[derive(Debug)]
pub(super) struct App {
    pub(super) store: Store,
    pub(super) openapi: Bytes,
}

/// What a query for one row found.
enum Found {
    Row(Vec<u8>),
    Moved(String),
    Nothing { nearest: Option<String> },
}

impl App {
    /// Asks the store on a thread that may block.
    pub(super) async fn ask<T: Send + 'static>(
        self: &Arc<Self>,
        question: impl FnOnce(&mut AnyConnection, &State) -> QueryResult<T> + Send + 'static,
    ) -> Result<(State, T), Problem> {
        let app = Arc::clone(self);
        let answer = web::block(move || app.store.read(question)).await;
        match answer {
            Ok(Ok(snapshot)) => Ok((snapshot.state, snapshot.value)),
            Ok(Err(error)) => Err(store_problem(&error)),
            Err(error) => {
                log::error!("no thread to ask the store: {error}");
                Err(Problem::plain(ProblemCode::InternalError))
            }
        }
    }

    /// The 304 for a request that already has what it asks for, decided without the database.
    pub(super) fn unchanged(&self, call: &Call) -> Option<HttpResponse> {
        let state = self.store.newest();
        // Before the first read nothing is known of the data.
        (state.generation > 0).then(|| not_modified(call.headers(), &tag(call, &state), &state.imported_at)).flatten()
    }

    /// Answers with one row, whole.
    pub(super) async fn item<T: Serialize + 'static>(
        self: Arc<Self>,
        call: Call,
        parameter: &'static str,
        subject: Subject,
        find: impl Fn(&mut AnyConnection, &str) -> QueryResult<Option<T>> + Send + 'static,
    ) -> Outcome {
        call.no_parameters()?;
        self.one(call, parameter, subject, move |connection, id| find(connection, id)?.as_ref().map(json).transpose())
            .await
    }

    /// Answers with one thing that `find` makes and writes; its parameters are read already.
    pub(super) async fn one(
        self: Arc<Self>,
        call: Call,
        parameter: &'static str,
        subject: Subject,
        find: impl FnOnce(&mut AnyConnection, &str) -> QueryResult<Option<Vec<u8>>> + Send + 'static,
    ) -> Outcome {
        if let Some(unchanged) = self.unchanged(&call) {
            return Ok(unchanged);
        }
        let id = call.segment(parameter);
        let asked = id.clone();
        let (state, found) = self
            .ask(move |connection, _| {
                if let Some(body) = find(connection, &asked)? {
                    return Ok(Found::Row(body));
                }
                if let Some(new_id) = redirects::follow(connection, &asked)? {
                    return Ok(Found::Moved(new_id));
                }
                Ok(Found::Nothing { nearest: redirects::nearest(connection, subject, &asked)? })
            })
            .await?;
        match found {
            Found::Row(body) => Ok(fresh(&call, &state, body)),
            Found::Moved(new_id) => Ok(HttpResponse::PermanentRedirect()
                .insert_header((LOCATION, call.path().replace(&id, &new_id)))
                .insert_header(("cache-control", "public, max-age=3600"))
                .finish()),
            Found::Nothing { nearest } => Err(unknown_id(&id, nearest)),
        }
    }
}

/// The problem for an id that names no row.
pub(super) fn unknown_id(id: &str, nearest: Option<String>) -> Problem {
    let (ja, en) = nearest.as_ref().map_or_else(
        || (String::new(), String::new()),
        |near| (format!("最も近いのは「{near}」です。"), format!(" The nearest one is \"{near}\".")),
    );
    Problem::new(
        ProblemCode::UnknownId,
        format!("ID「{id}」の行はありません。{ja}"),
        format!("There is no row with the id \"{id}\".{en}"),
    )
    .value(id)
    .nearest(nearest)
}

/// The entity tag of what `call` asks for.
pub(super) fn tag(call: &Call, state: &State) -> EntityTag {
    EntityTag::of(&state.version, &call.canonical_target(), call.format().media_type())
}

/// A 200 with the headers a cache needs.
pub(super) fn fresh(call: &Call, state: &State, body: Vec<u8>) -> HttpResponse {
    let mut response = HttpResponse::Ok();
    for header in fresh_headers(&tag(call, state), &state.imported_at) {
        response.insert_header(header);
    }
    response.insert_header((CONTENT_TYPE, call.format().content_type()));
    response.insert_header(("tassei-dataset-version", state.version.as_str()));
    response.body(body)
}

/// The row as JSON; a failure is a fault of the program, told as the database tells its own.
pub(super) fn json<T: Serialize>(row: &T) -> QueryResult<Vec<u8>> {
    serde_json::to_vec(row).map_err(|error| diesel::result::Error::SerializationError(error.into()))
}

/// Rows as a CSV table; a failure is told as in [`json`].
pub(super) fn table<R: Serialize + ToSchema>(rows: &[R]) -> QueryResult<Vec<u8>> {
    let columns = columns::<R>();
    let all = vec![true; columns.len()];
    let mut body = header_line(&columns, Dialect::Exact).into_bytes();
    for row in rows {
        write_row(&mut body, row, &columns, &all, Dialect::Exact)
            .map_err(|error| diesel::result::Error::SerializationError(error.into()))?;
    }
    Ok(body)
}

/// What the driver says goes to the log, never to the client.
pub(super) fn store_problem(error: &Error) -> Problem {
    log::error!("{error}");
    Problem::plain(ProblemCode::Unavailable)
}
