//! The state that every handler shares, and queries of the database.

use std::sync::Arc;
use std::time::{Duration, Instant};

use actix_web::{HttpResponse, web};

use super::error::ServiceError;
use super::files::Files;
use super::links::PublicUrl;
use super::request::RequestContext;
use crate::http::cache::{CurrentVersions, Memo, Representation};
use crate::http::compression::Encoding;
use crate::http::problem::Problem;
use crate::http::range::preferred_encoding;
use crate::http::target::Target;
use crate::http::validators::Validators;
use crate::model::{DataVersion, DataVersions};
use crate::store::list::Total;
use crate::store::{AnyConnection, QUERY_TIMEOUT, Snapshot, Store};

/// What handlers return.
pub type HandlerResult = Result<HttpResponse, Problem>;

/// Queries that take longer are logged.
const SLOW_QUERY: Duration = Duration::from_millis(500);

/// Bytes for the totals of lists, and as many for the digests of compressed files.
const MEMO_BYTES: u64 = 1024 * 1024;

/// The state of the service. Cheap to clone; a clone is the same state.
#[derive(Debug, Clone)]
pub struct Service {
    store: Store,
    /// Number of rows of lists, by list and the generation of its scope.
    pub(super) totals: Memo<Total>,
    /// Digests of compressed files that were sent whole, by version and representation.
    pub(super) digests: Memo<String>,
    pub(super) files: Files,
    pub(super) public_url: PublicUrl,
}

impl Service {
    /// Creates the service of `store`; at most `max_writers` files are written at the same time. `public_url` is its
    /// address, without a slash at the end, where it is known.
    pub fn new(store: Store, max_writers: usize, public_url: Option<&str>) -> Self {
        Self {
            store,
            totals: Memo::new(MEMO_BYTES),
            digests: Memo::new(MEMO_BYTES),
            files: Files::new(max_writers),
            public_url: PublicUrl(public_url.unwrap_or_default().to_owned()),
        }
    }

    /// The database.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Files that are being written, and how many may be.
    pub fn export_counts(&self) -> (usize, usize) {
        self.files.counts()
    }

    /// Runs `query` in one read transaction on a thread that may block, with the version of the scope of `target`, and
    /// logs it where it is slow.
    ///
    /// # Errors
    /// The error of `query`, or that of the database.
    pub async fn query<T: Send + 'static>(
        &self,
        target: &Target,
        query: impl FnOnce(&mut AnyConnection, &DataVersion) -> Result<T, ServiceError> + Send + 'static,
    ) -> Result<Snapshot<T>, ServiceError> {
        let (store, scope) = (self.store.clone(), target.scope());
        let (result, elapsed) = web::block(move || {
            let started = Instant::now();
            (store.read(Some(QUERY_TIMEOUT), scope, query), started.elapsed())
        })
        .await?;
        if elapsed > SLOW_QUERY {
            log::warn!("slow: {} took {} ms in the database", target.without_values(), elapsed.as_millis());
        }
        result
    }

    /// Returns the newest version of the scope of `target` that was read, without a query.
    pub(super) fn current_version(&self, target: &Target) -> Arc<DataVersion> {
        Arc::clone(self.store.current_versions().of(target.scope()))
    }

    /// Returns a 304 where `If-None-Match` names the current representation: it exists, and needs no query.
    pub(super) fn not_modified(&self, context: &RequestContext) -> Option<HttpResponse> {
        let version = self.current_version(&context.target);
        let validators = self.validators(context, &version, preferred_encoding(&context.request));
        (version.generation > 0 && validators.match_if_none_match(&context.request))
            .then(|| validators.not_modified(context.content_location_header()))
    }

    /// Returns the validators of what the request asks for.
    pub(super) fn validators(&self, context: &RequestContext, version: &DataVersion, encoding: Encoding) -> Validators {
        let identity = self.content(version);
        Validators::new(&identity, &context.target, context.media_type.essence, encoding, Some(&version.imported_at))
    }

    /// Marks a representation as rendered from `version` of the data by this service.
    pub(super) fn identified(&self, representation: Representation, version: &DataVersion) -> Representation {
        representation.of_version(version).identified_by(&self.content(version))
    }

    /// Identifies what responses are made of: the data, and the address in their links.
    fn content(&self, version: &DataVersion) -> String {
        format!("{} {}", version.hash, self.public_url.address(""))
    }
}

impl CurrentVersions for Service {
    fn current_versions(&self) -> Arc<DataVersions> {
        self.store.current_versions()
    }
}
