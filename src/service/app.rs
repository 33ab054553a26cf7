//! What every handler has: the store and the texts made at start; and the ways to answer one thing.

use std::sync::{Arc, RwLock};
use std::time::{Duration, Instant};

use crate::store::StoreResult;
use actix_web::http::header::{HeaderName, LOCATION};
use actix_web::web::Bytes;
use actix_web::{HttpResponse, web};
use serde::Serialize;
use tokio::sync::Semaphore;
use utoipa::ToSchema;

use super::parameters::Table;
use crate::formats::{columns, header_line, headers, write_row};
use crate::http::Memory;
use crate::http::ProblemCode;
use crate::http::{Answers, Call, Edition, Outcome, Problem, Representation, Traffic};
use crate::model::DataVersion;
use crate::store::list::Total;
use crate::store::records::redirects::{self, ResourceKind};
use crate::store::{AnyConnection, QUERY_TIMEOUT, Store, StoreError};

/// A question that takes longer is named in the log.
const SLOW: Duration = Duration::from_millis(500);

/// The state of the service, shared by all workers.
#[derive(Debug)]
pub(crate) struct App {
    pub(crate) store: Store,
    pub(crate) openapi: Bytes,
    pub(crate) openapi_digest: String,
    pub(crate) answers: Answers,
    /// The newest edition, in the form of headers.
    pub(crate) edition: RwLock<Arc<Edition>>,
    /// What the answers may weigh together.
    pub(crate) cache_bytes: u64,
    /// How many rows lists have, by generation and list.
    pub(crate) totals: Memory<Total>,
    /// The digests of streams that went through, by generation and representation.
    pub(crate) digests: Memory<String>,
    /// What was answered.
    pub(crate) traffic: Traffic,
    /// How many more exports may run at once.
    pub(crate) exports: Arc<Semaphore>,
    /// How many may.
    pub(crate) most_exports: usize,
}

/// What was made to be answered: the bytes, and headers beside those of every answer.
#[derive(Debug)]
pub(crate) struct Written {
    body: Vec<u8>,
    headers: Vec<(HeaderName, String)>,
    /// Whether it is a file, which goes with its digest.
    is_file: bool,
}

impl From<Vec<u8>> for Written {
    fn from(body: Vec<u8>) -> Self {
        Self { body, headers: Vec::new(), is_file: false }
    }
}

impl Written {
    /// A file of so many rows.
    pub(crate) fn file(body: Vec<u8>, rows: i64) -> Self {
        Self { body, headers: vec![(ROW_COUNT, rows.to_string())], is_file: true }
    }

    /// With one more header.
    pub(crate) fn with(mut self, name: HeaderName, value: String) -> Self {
        self.headers.push((name, value));
        self
    }
}

/// Why nothing was made.
#[derive(Debug, Clone)]
pub(crate) enum Refusal {
    Problem(Problem),
    /// The row has another id now.
    Moved(String),
    /// It is too large to be made whole.
    Large,
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl Refusal {
    /// The refusal of what has no ids.
    pub(crate) fn problem(self) -> Problem {
        match self {
            Self::Problem(problem) => problem,
            Self::Moved(_) | Self::Large => Problem::plain(ProblemCode::NotFound),
        }
    }
}

impl App {
    /// Asks the store on a thread that may block; a question that takes long is named in the log.
    pub(crate) async fn ask<T: Send + 'static>(
        self: &Arc<Self>,
        call: &Call,
        question: impl FnOnce(&mut AnyConnection, &DataVersion) -> StoreResult<T> + Send + 'static,
    ) -> Result<(DataVersion, T), Problem> {
        let app = Arc::clone(self);
        let answer = web::block(move || {
            let started = Instant::now();
            (app.store.read::<_, StoreError>(Some(QUERY_TIMEOUT), question), started.elapsed())
        });
        let answer = answer.await;
        if let Ok((_, time)) = &answer
            && *time > SLOW
        {
            log::warn!("slow: {} took {} ms in the database", call.described(), time.as_millis());
        }
        match answer {
            Ok((Ok(snapshot), _)) => Ok((snapshot.version, snapshot.value)),
            Ok((Err(error), _)) => Err(store_problem(&error)),
            Err(error) => {
                log::error!("no thread to ask the store: {error}");
                Err(Problem::plain(ProblemCode::InternalError))
            }
        }
    }

    /// The newest edition that was seen; asks once where none was.
    pub(crate) async fn edition(self: &Arc<Self>, call: &Call) -> Result<Arc<Edition>, Problem> {
        // Before the first read nothing is known of the data.
        if self.store.current_version().generation == 0 {
            self.ask(call, |_, _| Ok(())).await?;
        }
        Ok(self.newest_edition())
    }

    fn newest_edition(&self) -> Arc<Edition> {
        let state = self.store.current_version();
        let known = self.edition.read().map(|known| Arc::clone(&known)).unwrap_or_default();
        if known.generation == state.generation {
            return known;
        }
        let new = Arc::new(edition(&state));
        if let Ok(mut known) = self.edition.write() {
            *known = Arc::clone(&new);
        }
        new
    }

    /// What is kept for `call` of the newest edition: before anything of the request is looked at twice.
    pub(crate) async fn kept(&self, call: &Call) -> Option<HttpResponse> {
        let edition = self.newest_edition();
        if edition.generation == 0 {
            return None;
        }
        self.answers.kept(call, &edition).await
    }

    /// Answers with what `make` writes, or with what is kept of it: nothing is asked of the database then. What is made
    /// is answered under the version it was read from.
    pub(crate) async fn answer(
        self: &Arc<Self>,
        call: &Call,
        make: impl FnOnce(&mut AnyConnection, &DataVersion) -> StoreResult<Result<Written, Refusal>> + Send + 'static,
    ) -> Result<HttpResponse, Refusal> {
        let seen = self.edition(call).await?;
        let representation = async {
            let (state, written) = self.ask(call, make).await?;
            let Written { body, headers, is_file } = written?;
            let whole = Representation::new(call.format().content_type(), body).of(edition(&state));
            let whole = if is_file { whole.with_digest() } else { whole };
            let headers = headers.into_iter().chain([(DATASET_VERSION, state.hash)]);
            Ok(headers.fold(whole, |whole, (name, value)| whole.with(name, &value)))
        };
        self.answers.answer(call, &seen, representation).await
    }

    /// Answers with one row, whole.
    pub(crate) async fn item<T: Serialize + 'static>(
        self: Arc<Self>,
        call: Call,
        parameter: &'static str,
        subject: ResourceKind,
        find: impl Fn(&mut AnyConnection, &str) -> StoreResult<Option<T>> + Send + 'static,
    ) -> Outcome {
        if let Some(kept) = self.kept(&call).await {
            return Ok(kept);
        }
        call.no_parameters()?;
        self.one(call, parameter, subject, move |connection, id| {
            find(connection, id)?.as_ref().map(written).transpose()
        })
        .await
    }

    /// Answers with one thing that `find` makes and writes; its parameters are read already.
    pub(crate) async fn one(
        self: Arc<Self>,
        call: Call,
        parameter: &'static str,
        subject: ResourceKind,
        find: impl FnOnce(&mut AnyConnection, &str) -> StoreResult<Option<Written>> + Send + 'static,
    ) -> Outcome {
        let asked = call.segment(parameter);
        let answer = self.answer(&call, move |connection, _| {
            if let Some(body) = find(connection, &asked)? {
                return Ok(Ok(body));
            }
            if let Some(new_id) = redirects::follow(connection, &asked)? {
                return Ok(Err(Refusal::Moved(new_id)));
            }
            let nearest = redirects::nearest(connection, subject, &asked)?;
            Ok(Err(unknown_id(&asked, nearest).into()))
        });
        answer.await.or_else(|refusal| match refusal {
            Refusal::Problem(problem) => Err(problem),
            Refusal::Large => Err(refusal.problem()),
            Refusal::Moved(new_id) => Ok(HttpResponse::PermanentRedirect()
                .insert_header((LOCATION, call.target_with(parameter, &new_id)))
                .insert_header(("cache-control", "public, max-age=3600"))
                .finish()),
        })
    }
}

/// The header that names the version of the data.
pub(crate) const DATASET_VERSION: HeaderName = HeaderName::from_static("tassei-dataset-version");

/// What is answered from a state of the data.
pub(crate) fn edition(state: &DataVersion) -> Edition {
    Edition::new(state.generation, &state.hash, &state.imported_at)
}

/// The problem for an id that names no row.
pub(crate) fn unknown_id(id: &str, nearest: Option<String>) -> Problem {
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

/// The row as JSON; a failure is a fault of the program, told as the database tells its own.
pub(crate) fn json<T: Serialize>(row: &T) -> StoreResult<Vec<u8>> {
    Ok(serde_json::to_vec(row)?)
}

/// The row as JSON, to be answered.
pub(crate) fn written<T: Serialize>(row: &T) -> StoreResult<Written> {
    json(row).map(Written::from)
}

/// Rows as a CSV table that says how many there are; a failure is told as in [`json`].
pub(crate) fn table<R: Serialize + ToSchema>(rows: &[R], form: Table) -> StoreResult<Written> {
    let columns = columns::<R>();
    let all = vec![true; columns.len()];
    let headers = headers("observations", columns.clone(), form.japanese_headers);
    let mut body = header_line(&headers, form.dialect).into_bytes();
    for row in rows {
        write_row(&mut body, row, &columns, &all, form.dialect)
            .map_err(|error| diesel::result::Error::SerializationError(error.into()))?;
    }
    Ok(Written::file(body, i64::try_from(rows.len()).unwrap_or(i64::MAX)))
}

/// The header that says how many rows a table has.
pub(crate) const ROW_COUNT: HeaderName = HeaderName::from_static("tassei-row-count");

/// What the driver says goes to the log, never to the client.
pub(crate) fn store_problem(error: &StoreError) -> Problem {
    log::error!("{error}");
    Problem::plain(ProblemCode::Unavailable)
}
