//! The whole filtered table of a list as a file.
//!
//! A small table is rendered in memory and cached like any other response. A large one is streamed from one read
//! transaction, page by page: the first bytes go out at once, memory stays flat, a slow client slows the reading down,
//! and a client that goes away ends it. The digest of a stream is known once it was sent whole.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use actix_web::HttpResponse;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_LOCATION, CONTENT_TYPE, HeaderName};
use actix_web::web::Bytes;
use futures_util::stream;
use serde::Serialize;
use tokio::sync::{mpsc, oneshot};
use utoipa::ToSchema;

use super::error::ServiceError;
use super::list::rows_identity;
use super::parameters::{ListQuery, MAX_LIMIT, invalid};
use super::request::{ListRequest, RequestContext};
use super::state::{Response, Service, validators};
use crate::formats::{Renderer, TableFormat, TableLayout, UnknownColumn};
use crate::http::cache::{DATASET_VERSION, Representation};
use crate::http::compression::{CONTENT_DIGEST, Encoding, StreamEncoder};
use crate::http::problem::{Problem, ProblemCode};
use crate::http::validators::Precondition;
use crate::model::DataVersion;
use crate::store::AnyConnection;
use crate::store::list::{List, Page, Total};

/// Header with the number of rows of a table.
pub(super) const ROW_COUNT: HeaderName = HeaderName::from_static("tassei-row-count");

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
    pub(super) async fn export<L>(&self, request: ListRequest<L>, format: &'static TableFormat) -> Response
    where
        L: List + 'static,
        L::Row: Serialize + ToSchema + Send + 'static,
    {
        let ListRequest { context, query, .. } = request;
        let layout = TableLayout::new::<L::Row>(L::TABLE, query.csv);
        let columns = layout.columns().to_vec();
        let layout = layout
            .select(&query.fields)
            .map_err(|UnknownColumn(column)| invalid("fields", &column).allowed(columns))?;
        let renderer: Arc<dyn Renderer> = (format.renderer)(layout).into();
        let (service, list, small_query, rows_as) =
            (self.clone(), rows_identity(&context.target), query.clone(), Arc::clone(&renderer));
        let (content_type, disposition) = (context.media_type.content_type, disposition(&context));
        let small = self
            .query(&context.target, move |connection, version| {
                let rows = service.count_rows::<L>(connection, version, &list, &small_query)?;
                if rows > MAX_LIMIT {
                    return Ok(None);
                }
                let page = Page { sort: small_query.sort, after: None, limit: MAX_LIMIT };
                let found = L::page(connection, &small_query.filter, &page)?;
                let table = table(rows_as.as_ref(), &found, content_type)?;
                Ok(Some(table.header(CONTENT_DISPOSITION, &disposition).of_version(version)))
            })
            .await?;
        match small.value {
            Some(table) => Ok(context.respond(table)),
            None => self.stream::<L>(context, query, renderer).await,
        }
    }

    /// Counts the rows of a list, once a version of the data.
    fn count_rows<L: List>(
        &self,
        connection: &mut AnyConnection,
        version: &DataVersion,
        list: &str,
        query: &ListQuery<L::Filter>,
    ) -> Result<i64, ServiceError> {
        let key = format!("{} all {list}", version.generation);
        let count = || L::count(connection, &query.filter).map(|rows| Total { rows, is_exact: true });
        Ok(self.totals.get_or_find(&key, count)?.rows)
    }

    async fn stream<L>(
        &self,
        context: RequestContext,
        query: ListQuery<L::Filter>,
        renderer: Arc<dyn Renderer>,
    ) -> Response
    where
        L: List + 'static,
        L::Row: Serialize + Send + 'static,
    {
        let encoding = Encoding::preferred(&context.request);
        let current = validators(&context, &self.store().current_version(), encoding);
        match current.evaluate(&context.request) {
            Precondition::NotModified => return Ok(current.not_modified()),
            Precondition::Failed => return Err(Problem::plain(ProblemCode::PreconditionFailed)),
            Precondition::Proceed => {}
        }
        // A stream holds a thread and a connection for as long as its client reads: most are left for other requests.
        let Ok(permit) = Arc::clone(&self.exports).try_acquire_owned() else {
            return Err(Problem::new(
                ProblemCode::Unavailable,
                "同時にダウンロードできる数の上限に達しています。少し待って、もう一度お試しください。",
                "The largest number of exports is running. Wait a little and try again.",
            ));
        };
        let encoder = StreamEncoder::new(encoding).map_err(ServiceError::from)?;
        let (start_sender, start) = oneshot::channel();
        let (sender, mut chunks) = mpsc::channel::<Bytes>(CHUNKS_AHEAD);
        let is_whole = Arc::new(AtomicBool::new(false));
        let whole = Arc::clone(&is_whole);
        let (service, list, described) =
            (self.clone(), rows_identity(&context.target), context.target.without_values());
        let representation =
            format!("{} {} {}", context.target.canonical(), context.media_type.essence, encoding.name());
        actix_web::rt::task::spawn_blocking(move || {
            let _permit = permit;
            let mut start_sender = Some(start_sender);
            // No time limit: a stream takes as long as its client.
            let sent = service.store().read(None, |connection, version| {
                let rows = service.count_rows::<L>(connection, version, &list, &query)?;
                let key = format!("{} {representation}", version.generation);
                if let Some(sender) = start_sender.take() {
                    // Nobody waits any more when the client is gone; the first chunk shows it.
                    let digest = service.digests.get(&key);
                    let _ = sender.send(Ok(StreamStart { version: version.clone(), rows, digest }));
                }
                let digest = send_table::<L>(connection, &query, renderer.as_ref(), encoder, &sender)?;
                Ok::<_, ServiceError>(digest.map(|digest| service.digests.put(key, digest)).is_some())
            });
            match (sent, start_sender.take()) {
                (Ok(snapshot), _) => {
                    if !snapshot.value {
                        log::info!("the client of {described} stopped reading");
                    }
                    whole.store(snapshot.value, Ordering::Release);
                }
                (Err(error), Some(sender)) => drop(sender.send(Err(error))),
                (Err(error), None) => log::error!("the export of {described} was interrupted: {error}"),
            }
        });
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

/// Renders all `rows` as a file that says how many there are.
fn table<R: Serialize>(
    renderer: &dyn Renderer,
    rows: &[R],
    content_type: &'static str,
) -> Result<Representation, ServiceError> {
    let mut body = Vec::new();
    renderer.begin(&mut body);
    for row in rows {
        renderer.row(&mut body, row)?;
    }
    renderer.end(&mut body);
    Ok(Representation::new(content_type, body).with_digest().header(ROW_COUNT, &rows.len().to_string()))
}

/// Renders all `rows` of a table that is no list.
///
/// # Errors
/// [`ServiceError::Render`] where a row does not fit its schema.
pub fn render_table<R: Serialize>(
    format: &TableFormat,
    layout: TableLayout,
    rows: &[R],
) -> Result<Representation, ServiceError> {
    table((format.renderer)(layout).as_ref(), rows, format.content_type)
}

/// The head of a streamed response.
fn stream_response(context: &RequestContext, encoding: Encoding, start: StreamStart) -> actix_web::HttpResponseBuilder {
    let mut response = HttpResponse::Ok();
    for header in validators(context, &start.version, encoding).headers() {
        response.insert_header(header);
    }
    if encoding != Encoding::Identity {
        response.insert_header((CONTENT_ENCODING, encoding.name()));
    }
    let headers = [
        (CONTENT_TYPE, Some(context.media_type.content_type.to_owned())),
        (CONTENT_DISPOSITION, Some(disposition(context))),
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

/// Value of `Content-Disposition`: the name under which a browser saves the file.
fn disposition(context: &RequestContext) -> String {
    let name = context.target.stem().rsplit('/').next().unwrap_or("table");
    format!("inline; filename=\"{name}.{}\"", context.media_type.extension)
}

/// Sends every row and returns the digest of the stream; `None` where the client stopped reading.
fn send_table<L>(
    connection: &mut AnyConnection,
    query: &ListQuery<L::Filter>,
    renderer: &dyn Renderer,
    mut encoder: StreamEncoder,
    sender: &mpsc::Sender<Bytes>,
) -> Result<Option<String>, ServiceError>
where
    L: List,
    L::Row: Serialize,
{
    let mut text = Vec::new();
    renderer.begin(&mut text);
    let mut after = None;
    loop {
        let rows = L::page(connection, &query.filter, &Page { sort: query.sort, after, limit: MAX_LIMIT })?;
        for row in &rows {
            renderer.row(&mut text, row)?;
        }
        let is_last = rows.len() < usize::try_from(MAX_LIMIT).unwrap_or(usize::MAX);
        if is_last {
            renderer.end(&mut text);
        }
        if !send(sender, encoder.push(&text)?) {
            return Ok(None);
        }
        text.clear();
        match rows.last() {
            Some(last) if !is_last => after = Some(L::position(last, query.sort)),
            _ => break,
        }
    }
    let (rest, digest) = encoder.finish()?;
    Ok(send(sender, rest).then_some(digest))
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
