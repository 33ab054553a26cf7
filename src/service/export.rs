//! The whole filtered table of a list as a file.
//!
//! A small table is made whole, kept and answered like anything else. A large one is streamed from one read transaction,
//! page by page: the first bytes go out at once, memory stays flat, a slow client slows the reading, and a client that
//! goes away ends it. What a stream was when it went through once is remembered by its digest.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::store::StoreResult;
use actix_web::HttpResponse;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_TYPE, HeaderName};
use actix_web::web::Bytes;
use futures_util::stream;
use serde::Serialize;
use tokio::sync::{mpsc, oneshot};
use utoipa::ToSchema;

use super::app::{App, DATASET_VERSION, ROW_COUNT, Refusal, Written, edition, store_problem};
use super::filter::Filter;
use super::list::list_of;
use super::parameters::{Asked, LARGEST_LIMIT};
use super::table::RowWriter;
use crate::http::ProblemCode;
use crate::http::{CONTENT_DIGEST, Call, Coder, Encoding, Outcome, Problem, fresh_headers, not_modified, tag};
use crate::model::DataVersion;
use crate::store::list::Page;
use crate::store::list::{List, Total};
use crate::store::{AnyConnection, StoreError};

/// The most bytes that are handed on at once: a reader who takes them slowly, but takes them, is seen to.
const CHUNK_BYTES: usize = 64 * 1024;

/// How many chunks of a stream wait for a slow client before the reader waits too.
const CHUNKS_AHEAD: usize = 16;

/// How long a reader may take nothing before its export is ended.
const PATIENCE_WITH_READERS: Duration = Duration::from_secs(20);

/// A download that ends before its end.
#[derive(Debug, thiserror::Error)]
#[error("the export broke off")]
struct StreamError;

/// What a stream begins with.
struct Head {
    state: DataVersion,
    rows: i64,
    /// The digest of the whole, where it went through before.
    digest: Option<String>,
}

impl App {
    /// Answers with the whole table.
    pub(crate) async fn export<L>(self: Arc<Self>, call: &Call, asked: Asked) -> Outcome
    where
        L: List + 'static,
        L::Filter: From<Filter>,
        L::Row: Serialize + ToSchema + Send + 'static,
    {
        let writer = RowWriter::new::<L>(&asked, call.format())?;
        let list = list_of(call);
        let (app, of_small, rows_as) = (Arc::clone(&self), asked.clone(), writer.clone());
        let disposition = disposition(call);
        let small = self.answer(call, move |connection, state| {
            let rows = app.rows::<L>(connection, state, &list, &of_small)?;
            if rows > LARGEST_LIMIT {
                return Ok(Err(Refusal::Large));
            }
            let page = Page { sort: of_small.sort, after: None, limit: LARGEST_LIMIT };
            let mut body = rows_as.beginning();
            for row in L::page(connection, &of_small.filter.clone().into(), &page)? {
                rows_as.row(&mut body, &row)?;
            }
            Ok(Ok(Written::file(body, rows).with(CONTENT_DISPOSITION, disposition)))
        });
        match small.await {
            Ok(response) => Ok(response),
            Err(Refusal::Large) => self.stream::<L>(call, asked, writer).await,
            Err(other) => Err(other.problem()),
        }
    }

    /// How many rows the list has; counted once a version of the data.
    fn rows<L: List<Filter: From<Filter>>>(
        &self,
        connection: &mut AnyConnection,
        state: &DataVersion,
        list: &str,
        asked: &Asked,
    ) -> StoreResult<i64> {
        let count = || L::count(connection, &asked.filter.clone().into()).map(|rows| Total { rows, is_exact: true });
        self.totals.get_or_find(&format!("{} all {list}", state.generation), count).map(|total| total.rows)
    }

    async fn stream<L>(self: Arc<Self>, call: &Call, asked: Asked, writer: RowWriter) -> Outcome
    where
        L: List + 'static,
        L::Filter: From<Filter>,
        L::Row: Serialize + Send + 'static,
    {
        let encoding = Encoding::accepted(call.headers());
        let seen = self.edition(call).await?;
        let known = tag(call, &seen.version, encoding);
        if let Some(unchanged) = not_modified(call.headers(), &known, seen.last_modified.as_ref()) {
            return Ok(unchanged);
        }
        // An export holds a thread and a connection for as long as its reader takes: most are left for the others.
        let Ok(permit) = Arc::clone(&self.exports).try_acquire_owned() else {
            return Err(Problem::new(
                ProblemCode::Unavailable,
                "同時に書き出せる数の上限に達しています。少し待って、もう一度お試しください。",
                "As many exports as can run at once are running. Wait a little and try again.",
            ));
        };
        let (head_sender, head) = oneshot::channel();
        let (sender, mut chunks) = mpsc::channel::<Bytes>(CHUNKS_AHEAD);
        // The body ends without its end unless every row was sent: a reader sees a broken download, not a short one.
        let is_whole = Arc::new(AtomicBool::new(false));
        let whole = Arc::clone(&is_whole);
        let app = Arc::clone(&self);
        let list = list_of(call);
        let described = call.described();
        let representation = format!("{} {} {}", call.canonical_target(), call.format().media_type(), encoding.name());
        actix_web::rt::task::spawn_blocking(move || {
            let _permit = permit;
            let mut head = Some(head_sender);
            // An export lasts as long as its reader takes.
            let outcome = app.store.read::<_, StoreError>(None, |connection, state| {
                let rows = app.rows::<L>(connection, state, &list, &asked)?;
                let key = format!("{} {representation}", state.generation);
                if let Some(head) = head.take() {
                    // Nobody waits any more when the client is gone: the first chunk will tell.
                    let _ = head.send(Ok(Head { state: state.clone(), rows, digest: app.digests.get(&key) }));
                }
                let sent = send_table::<L>(connection, &asked, &writer, Coder::new(encoding), &sender)?;
                Ok(sent.map(|digest| app.digests.put(key, digest)).is_some())
            });
            match (outcome, head.take()) {
                (Ok(snapshot), _) => {
                    if !snapshot.value {
                        log::info!("the reader of {described} took no more");
                    }
                    whole.store(snapshot.value, Ordering::Release);
                }
                (Err(error), Some(head)) => drop(head.send(Err(error))),
                (Err(error), None) => log::error!("the export of {described} broke off: {error}"),
            }
        });
        let head = match head.await {
            Ok(Ok(head)) => head,
            Ok(Err(error)) => return Err(store_problem(&error)),
            Err(_) => return Err(Problem::plain(ProblemCode::InternalError)),
        };
        let body = stream::poll_fn(move |context| {
            chunks.poll_recv(context).map(|chunk| match chunk {
                Some(chunk) => Some(Ok(chunk)),
                None if is_whole.swap(true, Ordering::AcqRel) => None,
                None => Some(Err(StreamError)),
            })
        });
        let mut response = HttpResponse::Ok();
        let edition = edition(&head.state);
        for header in fresh_headers(&tag(call, &edition.version, encoding), edition.last_modified.as_ref()) {
            response.insert_header(header);
        }
        if encoding != Encoding::Identity {
            response.insert_header((CONTENT_ENCODING, encoding.name()));
        }
        let digest = head.digest.map(|digest| (CONTENT_DIGEST, digest));
        let of_file: [(HeaderName, String); 4] = [
            (CONTENT_TYPE, call.format().content_type().to_owned()),
            (CONTENT_DISPOSITION, disposition(call)),
            (DATASET_VERSION, head.state.hash),
            (ROW_COUNT, head.rows.to_string()),
        ];
        for header in of_file.into_iter().chain(digest) {
            response.insert_header(header);
        }
        Ok(response.streaming(body))
    }
}

/// The name under which a file is saved.
fn disposition(call: &Call) -> String {
    let name = call.path().rsplit('/').next().unwrap_or("table");
    format!("inline; filename=\"{name}.{}\"", call.format().extension())
}

/// Sends bytes, chunk by chunk; `false` when the reader took no more.
fn send(sender: &mpsc::Sender<Bytes>, bytes: Vec<u8>) -> bool {
    let mut rest = Bytes::from(bytes);
    while !rest.is_empty() {
        if !hand_on(sender, rest.split_to(rest.len().min(CHUNK_BYTES))) {
            return false;
        }
    }
    true
}

/// Waits for the client to take the chunk; `false` when it is gone or has taken nothing for too long.
fn hand_on(sender: &mpsc::Sender<Bytes>, chunk: Bytes) -> bool {
    let mut chunk = chunk;
    let started = Instant::now();
    loop {
        match sender.try_send(chunk) {
            Ok(()) => return true,
            Err(mpsc::error::TrySendError::Full(back)) if started.elapsed() < PATIENCE_WITH_READERS => chunk = back,
            Err(_) => return false,
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// Sends every row and gives the digest of all that was sent; nothing when the reader took no more.
fn send_table<L>(
    connection: &mut AnyConnection,
    asked: &Asked,
    writer: &RowWriter,
    mut coder: Coder,
    sender: &mpsc::Sender<Bytes>,
) -> StoreResult<Option<String>>
where
    L: List,
    L::Filter: From<Filter>,
    L::Row: Serialize,
{
    let broken = |error: std::io::Error| diesel::result::Error::SerializationError(error.into());
    let mut text = writer.beginning();
    let mut after = None;
    loop {
        let page = Page { sort: asked.sort, after, limit: LARGEST_LIMIT };
        let rows = L::page(connection, &asked.filter.clone().into(), &page)?;
        for row in &rows {
            writer.row(&mut text, row)?;
        }
        if !send(sender, coder.push(&text).map_err(broken)?) {
            return Ok(None);
        }
        text.clear();
        match rows.last() {
            Some(last) if rows.len() == usize::try_from(LARGEST_LIMIT).unwrap_or(usize::MAX) => {
                after = Some(L::position(last, asked.sort));
            }
            _ => break,
        }
    }
    let (rest, digest) = coder.finish().map_err(broken)?;
    Ok(send(sender, rest).then_some(digest))
}
