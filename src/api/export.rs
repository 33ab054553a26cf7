//! The whole filtered table of a list as a stream: CSV for programs or for spreadsheets, or JSON lines.
//!
//! One read transaction, page by page: the first bytes go out at once, memory stays flat, a slow client slows the
//! reading, and a client that goes away ends it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::web::Bytes;
use actix_web::{HttpResponse, HttpResponseBuilder};
use diesel::QueryResult;
use futures_util::stream;
use serde::Serialize;
use tokio::sync::{mpsc, oneshot};
use utoipa::ToSchema;

use super::app::{App, DATASET_VERSION, ROW_COUNT, json, store_problem};
use super::parameters::{Asked, LARGEST_LIMIT, invalid};
use crate::formats::{Dialect, columns, header_line, headers, write_row};
use crate::http::{Call, Encoding, Format, Outcome, Problem, fresh_headers, not_modified, tag};
use crate::store::filter::Page;
use crate::store::listing::Listing;
use crate::store::{AnyConnection, State};
use crate::text::ProblemCode;

/// How many chunks of a stream wait for a slow client before the reader waits too.
const CHUNKS_AHEAD: usize = 4;

/// How long a reader may take nothing before its export is ended.
const PATIENCE_WITH_READERS: Duration = Duration::from_secs(20);

/// A download that ends before its end.
#[derive(Debug, thiserror::Error)]
#[error("the export broke off")]
struct StreamError;

type Chunks = mpsc::Sender<Bytes>;

/// How rows are written.
struct Writer {
    format: Format,
    dialect: Dialect,
    /// The flat columns of a row.
    columns: Vec<String>,
    /// Which of them are shown.
    wanted: Vec<bool>,
    /// What the shown ones are called.
    headers: Vec<String>,
    /// The keys of a JSON line; empty for all.
    keys: Vec<String>,
}

impl Writer {
    fn new<L>(asked: &Asked, format: Format) -> Result<Self, Problem>
    where
        L: Listing,
        L::Row: ToSchema,
    {
        let columns = columns::<L::Row>();
        let unknown = asked.fields.iter().find(|field| !columns.contains(field));
        if let Some(unknown) = unknown {
            return Err(invalid("fields", unknown).allowed(columns.clone()));
        }
        let wanted: Vec<bool> =
            columns.iter().map(|column| asked.fields.is_empty() || asked.fields.contains(column)).collect();
        let shown = columns.iter().zip(&wanted).filter(|(_, wanted)| **wanted).map(|(column, _)| column);
        let headers = headers(L::TABLE, shown.cloned(), asked.table.japanese_headers);
        Ok(Self { format, dialect: asked.table.dialect, columns, wanted, headers, keys: asked.fields.clone() })
    }

    fn beginning(&self) -> Vec<u8> {
        match self.format {
            Format::Csv => header_line(&self.headers, self.dialect).into_bytes(),
            Format::Json | Format::Jsonl | Format::Html => Vec::new(),
        }
    }

    fn row<R: Serialize>(&self, out: &mut Vec<u8>, row: &R) -> QueryResult<()> {
        if self.format == Format::Csv {
            return write_row(out, row, &self.columns, &self.wanted, self.dialect)
                .map_err(|error| diesel::result::Error::SerializationError(error.into()));
        }
        if self.keys.is_empty() {
            out.extend(json(row)?);
        } else {
            out.extend(json(&self.chosen(row)?)?);
        }
        out.push(b'\n');
        Ok(())
    }

    /// The chosen columns of a row as a flat object.
    fn chosen<R: Serialize>(&self, row: &R) -> QueryResult<serde_json::Map<String, serde_json::Value>> {
        let whole =
            serde_json::to_value(row).map_err(|error| diesel::result::Error::SerializationError(error.into()))?;
        let mut flat = serde_json::Map::new();
        flatten(&whole, "", &mut flat);
        let shown = self.columns.iter().zip(&self.wanted).filter(|(_, wanted)| **wanted).map(|(column, _)| column);
        Ok(shown.map(|column| (column.clone(), flat.remove(column).unwrap_or_default())).collect())
    }
}

fn flatten(value: &serde_json::Value, prefix: &str, flat: &mut serde_json::Map<String, serde_json::Value>) {
    for (key, member) in value.as_object().into_iter().flatten() {
        let name = format!("{prefix}{key}");
        if member.is_object() {
            flatten(member, &format!("{name}_"), flat);
        } else {
            flat.insert(name, member.clone());
        }
    }
}

impl App {
    /// Streams the whole table.
    pub(super) async fn export<L>(self: Arc<Self>, call: &Call, asked: Asked) -> Outcome
    where
        L: Listing + 'static,
        L::Row: Serialize + ToSchema + Send + 'static,
    {
        let writer = Writer::new::<L>(&asked, call.format())?;
        let seen = self.state(call).await?;
        let known = tag(call, &seen.version, Encoding::Identity);
        if let Some(unchanged) = not_modified(call.headers(), &known, &seen.imported_at) {
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
        actix_web::rt::task::spawn_blocking(move || {
            let _permit = permit;
            let mut head = Some(head_sender);
            // An export lasts as long as its reader takes.
            let outcome = app.store.read(None, |connection, state| {
                let total = L::count(connection, &asked.filter)?;
                if let Some(head) = head.take() {
                    // Nobody waits any more when the client is gone: the first chunk will tell.
                    let _ = head.send(Ok((state.clone(), total)));
                }
                write_table::<L>(connection, &asked, &writer, &sender)
            });
            match (outcome, head.take()) {
                (Ok(snapshot), _) => whole.store(snapshot.value, Ordering::Release),
                (Err(error), Some(head)) => drop(head.send(Err(error))),
                (Err(error), None) => log::error!("an export broke off: {error}"),
            }
        });
        let (state, total) = match head.await {
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
        Ok(table_response(call, &state, total).streaming(body))
    }
}

fn table_response(call: &Call, state: &State, total: i64) -> HttpResponseBuilder {
    let mut response = HttpResponse::Ok();
    for header in fresh_headers(&tag(call, &state.version, Encoding::Identity), &state.imported_at) {
        response.insert_header(header);
    }
    let name = call.path().rsplit('/').next().unwrap_or("table");
    let file = format!("inline; filename=\"{name}.{}\"", call.format().extension());
    response.insert_header((CONTENT_TYPE, call.format().content_type()));
    response.insert_header((CONTENT_DISPOSITION, file));
    response.insert_header((DATASET_VERSION, state.version.as_str()));
    response.insert_header((ROW_COUNT, total.to_string()));
    response
}

/// Waits for the client to take the chunk; `false` when it is gone or has taken nothing for too long.
fn send(sender: &Chunks, chunk: Bytes) -> bool {
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

/// Sends every row; `false` when the reader took no more.
fn write_table<L>(connection: &mut AnyConnection, asked: &Asked, writer: &Writer, sender: &Chunks) -> QueryResult<bool>
where
    L: Listing,
    L::Row: Serialize,
{
    let mut chunk = writer.beginning();
    let mut after = None;
    loop {
        let page = Page { sort: asked.sort, after, limit: LARGEST_LIMIT };
        let rows = L::page(connection, &asked.filter, &page)?;
        for row in &rows {
            writer.row(&mut chunk, row)?;
        }
        if !send(sender, Bytes::from(std::mem::take(&mut chunk))) {
            // The client is gone, or takes nothing.
            return Ok(false);
        }
        match rows.last() {
            Some(last) if rows.len() == usize::try_from(LARGEST_LIMIT).unwrap_or(usize::MAX) => {
                after = Some(L::position(last, asked.sort));
            }
            _ => return Ok(true),
        }
    }
}
