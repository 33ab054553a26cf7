//! Tables that are too large to be rendered in memory: streamed from one read transaction, page by page.
//!
//! The first bytes go out at once, memory stays flat, a slow client slows the reading down, and a client that goes away
//! ends it. The digest of a stream is known once it was sent whole.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use actix_web::http::Method;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_LOCATION, CONTENT_TYPE};
use actix_web::web::Bytes;
use actix_web::{HttpResponse, HttpResponseBuilder};
use futures_util::stream;
use serde::Serialize;
use tokio::sync::{OwnedSemaphorePermit, mpsc, oneshot};

use super::error::ServiceError;
use super::export::{ROW_COUNT, append_page};
use super::list::rows_identity;
use super::parameters::{ListQuery, MAX_LIMIT};
use super::request::RequestContext;
use super::state::{HandlerResult, Service, validators};
use crate::formats::Renderer;
use crate::http::cache::DATASET_VERSION;
use crate::http::compression::{CONTENT_DIGEST, Encoding, StreamEncoder};
use crate::http::problem::{Problem, ProblemCode};
use crate::http::validators::Precondition;
use crate::model::DataVersion;
use crate::store::AnyConnection;
use crate::store::list::{List, Page};

/// Largest chunk of a stream, in bytes: a client that reads slowly, but reads, shows it with every chunk.
const CHUNK_BYTES: usize = 64 * 1024;

/// Chunks that may wait for a slow client before the reading waits too.
const CHUNKS_AHEAD: usize = 16;

/// A client that reads nothing for this long loses its export.
const CLIENT_TIMEOUT: Duration = Duration::from_secs(20);

/// How often a blocked stream looks whether its client reads again.
const POLL_INTERVAL: Duration = Duration::from_millis(2);

/// Ends the body of an export that is not whole: the client sees a broken download, not a short one.
#[derive(Debug, thiserror::Error)]
#[error("the export was interrupted")]
struct Interrupted;

/// What is known when a stream starts.
struct StreamStart {
    version: DataVersion,
    rows: i64,
    /// Digest of the whole stream, where it was sent before.
    digest: Option<String>,
}

impl Service {
    pub(super) async fn stream<L>(
        &self,
        context: RequestContext,
        query: ListQuery<L::Filter>,
        renderer: Box<dyn Renderer>,
    ) -> HandlerResult
    where
        L: List + 'static,
        L::Row: Serialize + Send + 'static,
    {
        let encoding = Encoding::preferred(&context.request);
        let current = validators(&context, &self.store().current_version(), encoding);
        match current.evaluate(&context.request) {
            Precondition::NotModified => return Ok(current.not_modified(context.content_location_header())),
            Precondition::Failed => return Err(Problem::plain(ProblemCode::PreconditionFailed)),
            Precondition::Proceed => {}
        }
        if context.request.method() == Method::HEAD {
            return self.stream_head::<L>(context, query, encoding).await;
        }
        // A stream holds a thread and a connection for as long as its client reads: most are left for other requests.
        let Ok(permit) = Arc::clone(&self.exports).try_acquire_owned() else {
            return Err(Problem::new(
                ProblemCode::Unavailable,
                "同時にダウンロードできる数の上限に達しています。少し待って、もう一度お試しください。",
                "The largest number of exports is running. Wait a little and try again.",
            ));
        };
        let (start_sender, start) = oneshot::channel();
        let (sender, mut chunks) = mpsc::channel::<Bytes>(CHUNKS_AHEAD);
        let is_whole = Arc::new(AtomicBool::new(false));
        let producer = Producer::<L> {
            service: self.clone(),
            list: rows_identity(&context.target),
            representation: format!(
                "{} {} {}",
                context.target.canonical(),
                context.media_type.essence,
                encoding.name()
            ),
            described: context.target.without_values(),
            query,
            sender,
            is_whole: Arc::clone(&is_whole),
            _permit: permit,
        };
        let encoder = StreamEncoder::new(encoding).map_err(ServiceError::from)?;
        actix_web::rt::task::spawn_blocking(move || producer.run(renderer, encoder, start_sender));
        let start = start.await.map_err(|_| Problem::plain(ProblemCode::InternalError))??;
        let body = stream::poll_fn(move |task| {
            chunks.poll_recv(task).map(|chunk| match chunk {
                Some(chunk) => Some(Ok(chunk)),
                None if is_whole.swap(true, Ordering::AcqRel) => None,
                None => Some(Err(Interrupted)),
            })
        });
        Ok(stream_response(&context, encoding, start).streaming(body))
    }
}

impl Service {
    /// Responds to HEAD: the rows are counted, not read, and without content there is no digest (RFC 9530, 2).
    async fn stream_head<L>(
        &self,
        context: RequestContext,
        query: ListQuery<L::Filter>,
        encoding: Encoding,
    ) -> HandlerResult
    where
        L: List + 'static,
    {
        let (service, list) = (self.clone(), rows_identity(&context.target));
        let counted = self
            .query(&context.target, move |connection, version| {
                service.count_rows::<L>(connection, version, &list, &query)
            })
            .await?;
        let start = StreamStart { version: counted.version, rows: counted.value, digest: None };
        Ok(stream_response(&context, encoding, start).streaming(stream::empty::<Result<Bytes, Interrupted>>()))
    }
}

/// Reads and renders a table on a thread that may block.
struct Producer<L: List> {
    service: Service,
    query: ListQuery<L::Filter>,
    sender: mpsc::Sender<Bytes>,
    /// Set when every row was sent.
    is_whole: Arc<AtomicBool>,
    /// Key of the number of rows.
    list: String,
    /// Key of the digest.
    representation: String,
    /// The request in the log.
    described: String,
    _permit: OwnedSemaphorePermit,
}

impl<L> Producer<L>
where
    L: List,
    L::Row: Serialize,
{
    /// Sends what is known at the start to `start`, then the table to the client.
    fn run(
        self,
        mut renderer: Box<dyn Renderer>,
        encoder: StreamEncoder,
        start: oneshot::Sender<Result<StreamStart, ServiceError>>,
    ) {
        let mut start = Some(start);
        // No time limit: a stream takes as long as its client.
        let sent = self.service.store().read(None, |connection, version| {
            let rows = self.service.count_rows::<L>(connection, version, &self.list, &self.query)?;
            let key = format!("{} {}", version.generation, self.representation);
            if let Some(start) = start.take() {
                let digest = self.service.digests.get(&key);
                // Nobody waits any more when the client is gone; the first chunk shows it.
                let _ = start.send(Ok(StreamStart { version: version.clone(), rows, digest }));
            }
            let digest = self.send_table(connection, renderer.as_mut(), encoder)?;
            Ok::<_, ServiceError>(digest.map(|digest| self.service.digests.put(key, digest)).is_some())
        });
        match (sent, start.take()) {
            (Ok(snapshot), _) => {
                if !snapshot.value {
                    log::info!("the client of {} stopped reading", self.described);
                }
                self.is_whole.store(snapshot.value, Ordering::Release);
            }
            (Err(error), Some(start)) => drop(start.send(Err(error))),
            (Err(error), None) => log::error!("the export of {} was interrupted: {error}", self.described),
        }
    }

    /// Sends every row and returns the digest of the stream; `None` where the client stopped reading.
    fn send_table(
        &self,
        connection: &mut AnyConnection,
        renderer: &mut dyn Renderer,
        mut encoder: StreamEncoder,
    ) -> Result<Option<String>, ServiceError> {
        let mut text = Vec::new();
        renderer.begin(&mut text);
        let mut after = None;
        loop {
            let page = Page { sort: self.query.sort, after, limit: MAX_LIMIT };
            let rows = append_page::<L>(connection, &self.query.filter, &page, renderer, &mut text)?;
            let is_last = rows.count < usize::try_from(MAX_LIMIT).unwrap_or(usize::MAX);
            if is_last {
                renderer.end(&mut text);
            }
            if !send(&self.sender, encoder.push(&text)?) {
                return Ok(None);
            }
            text.clear();
            if is_last {
                break;
            }
            after = rows.last;
        }
        let (rest, digest) = encoder.finish()?;
        Ok(send(&self.sender, rest).then_some(digest))
    }
}

/// The head of a streamed response.
fn stream_response(context: &RequestContext, encoding: Encoding, start: StreamStart) -> HttpResponseBuilder {
    let mut response = HttpResponse::Ok();
    for header in validators(context, &start.version, encoding).headers() {
        response.insert_header(header);
    }
    if encoding != Encoding::Identity {
        response.insert_header((CONTENT_ENCODING, encoding.name()));
    }
    let headers = [
        (CONTENT_TYPE, Some(context.media_type.content_type.to_owned())),
        (CONTENT_DISPOSITION, Some(context.disposition())),
        (CONTENT_LOCATION, context.content_location()),
        (DATASET_VERSION, Some(start.version.hash)),
        (ROW_COUNT, Some(start.rows.to_string())),
        (CONTENT_DIGEST, start.digest),
    ];
    for (name, value) in headers {
        if let Some(value) = value {
            response.insert_header((name, value));
        }
    }
    response
}

/// Sends bytes in chunks; returns whether the client took them all.
fn send(sender: &mpsc::Sender<Bytes>, bytes: Vec<u8>) -> bool {
    let mut rest = Bytes::from(bytes);
    while !rest.is_empty() {
        if !send_chunk(sender, rest.split_to(rest.len().min(CHUNK_BYTES))) {
            return false;
        }
    }
    true
}

/// Waits until there is room for the chunk; returns `false` where the client is gone or read nothing for too long.
fn send_chunk(sender: &mpsc::Sender<Bytes>, mut chunk: Bytes) -> bool {
    let started = Instant::now();
    loop {
        match sender.try_send(chunk) {
            Ok(()) => return true,
            Err(mpsc::error::TrySendError::Full(back)) if started.elapsed() < CLIENT_TIMEOUT => chunk = back,
            Err(_) => return false,
        }
        std::thread::sleep(POLL_INTERVAL);
    }
}
