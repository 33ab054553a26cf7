//! Writes tables that are too large for the response cache to files: once for each version of the data, page by page from
//! one read transaction, while any number of clients read them.
//!
//! A client never holds a connection to the database: it reads the file at its own pace.

use std::sync::Arc;

use serde::Serialize;
use tokio::sync::OwnedSemaphorePermit;

use super::error::ServiceError;
use super::export::append_page;
use super::list::rows_identity;
use super::parameters::{ListQuery, MAX_LIMIT};
use super::request::RequestContext;
use super::spool::{End, FileFacts, Spool};
use super::state::Service;
use crate::formats::Renderer;
use crate::http::compression::{Encoding, StreamEncoder};
use crate::http::problem::{Problem, ProblemCode};
use crate::model::DataScope;
use crate::store::list::{List, Page};

impl Service {
    /// Returns the file of a table: one that is kept, or one that starts to grow now.
    ///
    /// # Errors
    /// The [`Problem`] where it cannot be started.
    pub(super) async fn file<L>(
        &self,
        context: &RequestContext,
        query: ListQuery<L::Filter>,
        renderer: Box<dyn Renderer>,
    ) -> Result<Arc<Spool>, Problem>
    where
        L: List + 'static,
        L::Row: Serialize + Send + 'static,
    {
        let target = &context.target;
        let generation = self.current_version(target).generation;
        let key = format!("{generation} {} {}", target.canonical(), context.media_type.essence);
        let started = self.files.kept.try_get_with(key.clone(), async {
            let permit = self.files.permit().await?;
            let file = Arc::new(Spool::new());
            let writer = Writer::<L> {
                service: self.clone(),
                scope: target.scope(),
                list: rows_identity(target),
                described: target.without_values(),
                query,
                file: Arc::clone(&file),
                _permit: permit,
            };
            actix_web::rt::task::spawn_blocking(move || writer.run(renderer));
            let (kept, grown) = (self.files.kept.clone(), Arc::clone(&file));
            actix_web::rt::spawn(async move {
                match grown.ended().await.end {
                    // Weighed again, now that its size is known.
                    Some(End::Whole(_)) => kept.insert(key, grown).await,
                    _ => kept.invalidate(&key).await,
                }
            });
            Ok::<_, Problem>(file)
        });
        started.await.map_err(|problem| (*problem).clone())
    }
}

/// Reads and renders a table on a thread that may block.
struct Writer<L: List> {
    service: Service,
    scope: DataScope,
    query: ListQuery<L::Filter>,
    /// Key of the number of rows.
    list: String,
    /// The request in the log.
    described: String,
    file: Arc<Spool>,
    _permit: OwnedSemaphorePermit,
}

impl<L> Writer<L>
where
    L: List,
    L::Row: Serialize,
{
    fn run(self, renderer: Box<dyn Renderer>) {
        self.file.finish(match self.write(renderer) {
            Ok(digest) => End::Whole(digest),
            Err(error) => {
                log::error!("the file of {} could not be written", self.described);
                End::Failed(error.into())
            }
        });
    }

    /// Writes the whole file and returns its digest.
    fn write(&self, mut renderer: Box<dyn Renderer>) -> Result<String, ServiceError> {
        // No time limit: a statement reads a page, but all pages of a country take their time.
        let written = self.service.store().read(None, self.scope, |connection, version| {
            let rows = self.service.count_rows::<L>(connection, version, &self.list, &self.query)?;
            self.file.start(FileFacts { version: version.clone(), rows });
            // Hashes what it does not compress.
            let mut hash = StreamEncoder::new(Encoding::Identity)?;
            let mut text = Vec::new();
            renderer.begin(&mut text);
            let mut after = None;
            loop {
                let page = Page { sort: self.query.sort, after, limit: MAX_LIMIT };
                let rows =
                    append_page::<L>(connection, version, &self.query.filter, &page, renderer.as_mut(), &mut text)?;
                let is_last = rows.count < usize::try_from(MAX_LIMIT).unwrap_or(usize::MAX);
                if is_last {
                    renderer.end(&mut text);
                }
                self.file.append(&hash.push(&text)?)?;
                text.clear();
                if is_last {
                    return Ok::<_, ServiceError>(hash.finish()?.1);
                }
                after = rows.last;
            }
        });
        written.map(|snapshot| snapshot.value)
    }
}

/// A panic ends the file too: its readers would wait for ever.
impl<L: List> Drop for Writer<L> {
    fn drop(&mut self) {
        if self.file.progress().end.is_none() {
            self.file.finish(End::Failed(Problem::plain(ProblemCode::InternalError)));
        }
    }
}
