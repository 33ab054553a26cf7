//! Responses with files: whole, a part, or compressed on the way.

use std::sync::Arc;
use std::time::Duration;

use actix_web::body::SizedStream;
use actix_web::error::ErrorInternalServerError;
use actix_web::http::header::{
    ACCEPT_RANGES, CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_LOCATION, CONTENT_RANGE, CONTENT_TYPE,
};
use actix_web::http::{Method, StatusCode};
use actix_web::web::{self, Bytes};
use actix_web::{Error, HttpResponse, HttpResponseBuilder};
use futures_util::stream::{self, Stream};
use serde::Serialize;

use super::error::ServiceError;
use super::export::ROW_COUNT;
use super::parameters::ListQuery;
use super::request::RequestContext;
use super::spool::{End, FileFacts, Progress, Spool};
use super::state::{HandlerResult, Service};
use crate::formats::Renderer;
use crate::http::cache::DATASET_VERSION;
use crate::http::compression::{CONTENT_DIGEST, Encoding, StreamEncoder};
use crate::http::problem::{Problem, ProblemCode};
use crate::http::range::{RequestedRange, asks_for_range, content_range, preferred_encoding};
use crate::http::validators::{Precondition, Validators};
use crate::store::list::List;

/// Bytes of a file that are read at a time for a client.
const CHUNK_BYTES: usize = 64 * 1024;

/// How long a response waits for the whole file, so that it can tell its length; then it is sent as it grows.
const LENGTH_TIMEOUT: Duration = Duration::from_secs(1);

/// Ends the body of a file that is not whole: the client sees a broken download, not a short one.
#[derive(Debug, thiserror::Error)]
#[error("the file could not be written")]
struct Interrupted;

impl Service {
    /// Responds with a table as a file.
    ///
    /// # Errors
    /// The [`Problem`].
    pub(super) async fn download<L>(
        &self,
        context: RequestContext,
        query: ListQuery<L::Filter>,
        renderer: Box<dyn Renderer>,
    ) -> HandlerResult
    where
        L: List + 'static,
        L::Row: Serialize + Send + 'static,
    {
        let encoding = preferred_encoding(&context.request);
        let file = self.file::<L>(&context, query, renderer).await?;
        let facts = file.facts().await?;
        let current = self.validators(&context, &facts.version, encoding);
        match current.evaluate(&context.request) {
            Precondition::NotModified => return Ok(current.not_modified(context.content_location_header())),
            Precondition::Failed => return Err(Problem::plain(ProblemCode::PreconditionFailed)),
            Precondition::Proceed => {}
        }
        let mut response = response_head(&context, &current, &facts);
        let is_head = *context.request.method() == Method::HEAD;
        if encoding != Encoding::Identity {
            let representation = (facts.version.hash.as_str(), context.target.canonical(), context.media_type.essence);
            return self.coded(response, file, encoding, &format!("{representation:?}"), is_head);
        }
        response.insert_header((ACCEPT_RANGES, "bytes"));
        let ended = if is_head || asks_for_range(&context.request) {
            Some(file.ended().await)
        } else {
            tokio::time::timeout(LENGTH_TIMEOUT, file.ended()).await.ok()
        };
        match ended {
            Some(Progress { end: Some(End::Whole(digest)), bytes, .. }) => {
                let part = match RequestedRange::of(&context.request, bytes, &current) {
                    RequestedRange::Unsatisfiable => return Err(Problem::unsatisfiable_range(bytes)),
                    RequestedRange::Part(part) => {
                        response.status(StatusCode::PARTIAL_CONTENT);
                        response.insert_header((CONTENT_RANGE, content_range(&part, bytes)));
                        part
                    }
                    RequestedRange::Whole => {
                        if !is_head {
                            response.insert_header((CONTENT_DIGEST, digest));
                        }
                        0..bytes
                    }
                };
                let length = part.end - part.start;
                Ok(response.body(SizedStream::new(length, body(file, part.start, part.end, None))))
            }
            Some(Progress { end: Some(End::Failed(problem)), .. }) => Err(problem),
            _ => Ok(response.streaming(body(file, 0, u64::MAX, None))),
        }
    }

    /// Responds with a file that is compressed on the way; `representation` names it.
    fn coded(
        &self,
        mut response: HttpResponseBuilder,
        file: Arc<Spool>,
        encoding: Encoding,
        representation: &str,
        is_head: bool,
    ) -> HandlerResult {
        response.insert_header((CONTENT_ENCODING, encoding.name()));
        if is_head {
            return Ok(response.streaming(stream::empty::<Result<Bytes, Error>>()));
        }
        let key = format!("{representation} {}", encoding.name());
        if let Some(digest) = self.digests.get(&key) {
            response.insert_header((CONTENT_DIGEST, digest));
        }
        let encoder = StreamEncoder::new(encoding).map_err(ServiceError::from)?;
        let digests = self.digests.clone();
        let coder = Coder { encoder, report: Box::new(move |digest| digests.put(key, digest)) };
        Ok(response.streaming(body(file, 0, u64::MAX, Some(coder))))
    }
}

/// Compresses a body and reports the digest of the whole.
struct Coder {
    encoder: StreamEncoder,
    report: Box<dyn FnOnce(String) + Send>,
}

/// A body that is read from a file.
struct Body {
    file: Arc<Spool>,
    offset: u64,
    end: u64,
    coder: Option<Coder>,
}

/// Reads the bytes of a file from `offset` to `end`, waiting for those that are not written yet.
fn body(file: Arc<Spool>, offset: u64, end: u64, coder: Option<Coder>) -> impl Stream<Item = Result<Bytes, Error>> {
    let start = Some(Body { file, offset, end, coder });
    stream::try_unfold(start, |state| async move {
        match state {
            Some(body) => body.next().await,
            None => Ok(None),
        }
    })
}

impl Body {
    /// Returns the next bytes and what follows them.
    async fn next(mut self) -> Result<Option<(Bytes, Option<Self>)>, Error> {
        loop {
            let progress = self.file.wait(|progress| progress.bytes > self.offset).await;
            let available = progress.bytes.min(self.end).saturating_sub(self.offset);
            if available == 0 {
                return match progress.end {
                    Some(End::Whole(_)) => Ok(self.last()?.map(|bytes| (bytes, None))),
                    _ => Err(ErrorInternalServerError(Interrupted)),
                };
            }
            let length = usize::try_from(available).unwrap_or(usize::MAX).min(CHUNK_BYTES);
            // Reading may wait for the disk, and compression takes milliseconds.
            let (read, body) = web::block(move || self.read(length)).await?;
            self = body;
            let bytes = read?;
            if !bytes.is_empty() {
                return Ok(Some((bytes, Some(self))));
            }
        }
    }

    fn read(mut self, length: usize) -> (std::io::Result<Bytes>, Self) {
        let read = self.file.read(self.offset, length).and_then(|bytes| {
            self.offset += bytes.len() as u64;
            match &mut self.coder {
                Some(coder) => coder.encoder.push(&bytes).map(Bytes::from),
                None => Ok(bytes),
            }
        });
        (read, self)
    }

    /// Returns what the compression holds back at the end.
    fn last(self) -> std::io::Result<Option<Bytes>> {
        let Some(Coder { encoder, report }) = self.coder else { return Ok(None) };
        let (rest, digest) = encoder.finish()?;
        report(digest);
        Ok(Some(rest.into()))
    }
}

/// The head of a response with a file.
fn response_head(context: &RequestContext, validators: &Validators, facts: &FileFacts) -> HttpResponseBuilder {
    let mut response = HttpResponse::Ok();
    for header in validators.headers() {
        response.insert_header(header);
    }
    let headers = [
        (CONTENT_TYPE, Some(context.media_type.content_type.to_owned())),
        (CONTENT_DISPOSITION, context.disposition()),
        (CONTENT_LOCATION, context.content_location()),
        (DATASET_VERSION, Some(facts.version.hash.clone())),
        (ROW_COUNT, Some(facts.rows.to_string())),
    ];
    for (name, value) in headers {
        if let Some(value) = value {
            response.insert_header((name, value));
        }
    }
    response
}
