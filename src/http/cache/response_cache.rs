//! The cache itself, and the middleware that looks responses up before routing.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{ACCEPT, ACCEPT_ENCODING, HeaderName};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpRequest, web};

use crate::http::compression::Encoding;
use crate::http::negotiation::{AcceptClass, MediaType};
use crate::http::problem::{Problem, ProblemCode};
use crate::http::range::asks_for_range;
use crate::http::route::RoutePattern;
use crate::http::target::Target;
use crate::model::DataVersions;

use super::entry::CachedResponse;
use super::memo::Memo;
use super::representation::Representation;

/// Where the cache learns which versions of the data are current.
pub trait CurrentVersions: Send + Sync {
    /// Returns the newest versions that were read, without a query; generation 0 before the first read.
    fn current_versions(&self) -> Arc<DataVersions>;
}

/// Counters of a cache.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CacheStats {
    /// Lookups of responses that can be cached.
    pub lookups: u64,
    /// Lookups that rendered the response.
    pub misses: u64,
    /// Responses in the cache.
    pub entries: u64,
    /// Their size in bytes.
    pub bytes: u64,
    /// Largest size in bytes.
    pub capacity: u64,
}

/// The response cache. Cheap to clone; a clone is the same cache.
#[derive(Clone)]
pub struct ResponseCache {
    entries: moka::future::Cache<Key, Arc<CachedResponse>>,
    capacity: u64,
    counters: Arc<Counters>,
    versions: Arc<dyn CurrentVersions>,
    media_types: Arc<[MediaType]>,
    /// Classes of distinct `Accept` values: browsers send few, and parsing one costs more than a cache hit.
    accept_classes: Memo<AcceptClass>,
    /// Codings of distinct `Accept-Encoding` values.
    encodings: Memo<Encoding>,
    /// Targets whose response is never stored: nobody waits for another request there.
    uncached: Memo<()>,
    /// Newest generation of all data that was seen.
    generation: Arc<AtomicI64>,
}

#[derive(Debug, Default)]
struct Counters {
    lookups: AtomicU64,
    misses: AtomicU64,
}

/// Bytes for remembered request header values.
const HEADER_MEMO_BYTES: u64 = 64 * 1024;

/// Longest request header value that is remembered.
const MAX_REMEMBERED_HEADER: usize = 512;

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Key {
    /// That of the target's scope: an import that changes it makes older entries unreachable.
    generation: i64,
    target: Target,
    accept: AcceptClass,
    encoding: Encoding,
}

/// Why a response was not stored.
#[derive(Debug, Clone)]
enum NotCached {
    /// Everybody who waits gets the same problem.
    Problem(Problem),
    /// The response follows from the preconditions of one request: others try again.
    Conditional,
    /// A stream, a redirect or the like: everybody calls the handler.
    Other,
}

impl std::fmt::Debug for ResponseCache {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ResponseCache").field("stats", &self.stats()).finish_non_exhaustive()
    }
}

impl ResponseCache {
    /// Creates a cache of at most `capacity` bytes for a service that responds with `media_types`, of which there may be
    /// [`AcceptClass::MAX_MEDIA_TYPES`].
    ///
    /// # Panics
    /// With more media types: their classes would collide.
    pub fn new(capacity: u64, media_types: Vec<MediaType>, versions: Arc<dyn CurrentVersions>) -> Self {
        assert!(media_types.len() <= AcceptClass::MAX_MEDIA_TYPES, "a class has no room for them");
        let weigh = |key: &Key, response: &Arc<CachedResponse>| {
            u32::try_from(size_of::<Key>() + key.target.bytes() + response.bytes()).unwrap_or(u32::MAX)
        };
        Self {
            entries: moka::future::Cache::builder()
                .max_capacity(capacity)
                .weigher(weigh)
                .support_invalidation_closures()
                .build(),
            capacity,
            counters: Arc::default(),
            versions,
            media_types: media_types.into(),
            accept_classes: Memo::new(HEADER_MEMO_BYTES),
            encodings: Memo::new(HEADER_MEMO_BYTES),
            uncached: Memo::new(HEADER_MEMO_BYTES),
            generation: Arc::default(),
        }
    }

    /// Returns the counters. Entries and bytes lag a little behind.
    pub fn stats(&self) -> CacheStats {
        CacheStats {
            lookups: self.counters.lookups.load(Ordering::Relaxed),
            misses: self.counters.misses.load(Ordering::Relaxed),
            entries: self.entries.entry_count(),
            bytes: self.entries.weighted_size(),
            capacity: self.capacity,
        }
    }

    fn key(&self, request: &ServiceRequest, target: &Target, generation: i64) -> Key {
        // An extension takes precedence over `Accept`.
        let is_known = |extension: &str| self.media_types.iter().any(|known| known.extension == extension);
        let accept = if target.extension().is_some_and(is_known) {
            AcceptClass::default()
        } else {
            remembered(&self.accept_classes, request, &ACCEPT, || AcceptClass::of(request, &self.media_types))
        };
        let encoding = if asks_for_range(request.request()) {
            Encoding::Identity
        } else {
            remembered(&self.encodings, request, &ACCEPT_ENCODING, || Encoding::preferred(request))
        };
        Key { generation, target: target.clone(), accept, encoding }
    }

    /// Returns the response for `key`, rendered by `call` if it is not there.
    async fn get_or_render<B: MessageBody + 'static>(
        &self,
        key: Key,
        call: &mut HandlerCall<B>,
    ) -> Result<Arc<CachedResponse>, Arc<NotCached>> {
        let identity = Key { encoding: Encoding::Identity, ..key.clone() };
        if key.encoding == Encoding::Identity {
            return self.entries.try_get_with(identity, call.render(self, Some(key.generation))).await;
        }
        let compressed = async {
            let render = Box::pin(call.render(self, Some(key.generation)));
            let plain = self.entries.try_get_with(identity, render).await.map_err(|error| (*error).clone())?;
            let encoding = key.encoding;
            let source = Arc::clone(&plain);
            // Compression takes milliseconds: too long for the thread that serves other connections.
            let compressed = web::block(move || source.compressed(encoding)).await;
            Ok(compressed.map_or(plain, Arc::new))
        };
        // Boxed: moka holds several copies of the future while it waits.
        self.entries.try_get_with(key.clone(), Box::pin(compressed)).await
    }

    /// Returns the current generation of the scope of `target`. After an import the entries of the scopes that it changed
    /// are dropped: unreachable as they are, they would keep new ones out.
    fn current_generation(&self, target: &Target) -> i64 {
        let versions = self.versions.current_versions();
        let generation = versions.of(target.scope()).generation;
        let newest = versions.all().generation;
        // Of all threads that see a new generation, one drops the entries.
        if self.generation.fetch_max(newest, Ordering::Relaxed) < newest {
            let is_outdated =
                move |key: &Key, _: &Arc<CachedResponse>| key.generation < versions.of(key.target.scope()).generation;
            // It fails only in a cache without support for it.
            let _ = self.entries.invalidate_entries_if(is_outdated);
        }
        generation
    }

    /// Evicts what a large new entry displaces. moka waits for some insertions, and by then a few large bodies take several
    /// times the capacity.
    async fn evict_displaced(&self, entry: &CachedResponse) {
        const INSERTIONS_BEFORE_EVICTION: u64 = 64;
        if entry.bytes() as u64 * INSERTIONS_BEFORE_EVICTION > self.capacity {
            self.entries.run_pending_tasks().await;
        }
    }

    /// Responds by a call of the handler alone.
    async fn respond_uncached<B: MessageBody + 'static>(
        &self,
        encoding: Encoding,
        mut call: HandlerCall<B>,
    ) -> Result<ServiceResponse<BoxBody>, Error> {
        match (call.render(self, None).await, call) {
            (Ok(plain), HandlerCall::Rendered(request)) => Ok(plain.compressed(encoding).respond(request)),
            (_, call) => call.into_response(),
        }
    }
}

/// A call of the handler, and what became of it.
enum HandlerCall<B> {
    /// The handler was not called.
    Pending(ServiceRequest, Next<B>),
    /// The handler is running, or its caller was cancelled.
    Running,
    /// The handler returned a representation for this request.
    Rendered(HttpRequest),
    /// The handler returned a response that is not stored.
    Responded(Result<ServiceResponse<BoxBody>, Error>),
}

impl<B: MessageBody + 'static> HandlerCall<B> {
    fn into_response(self) -> Result<ServiceResponse<BoxBody>, Error> {
        match self {
            Self::Responded(response) => response,
            Self::Pending(..) | Self::Running | Self::Rendered(_) => {
                Err(actix_web::error::ErrorInternalServerError("a handler left no response"))
            }
        }
    }

    /// Calls the handler for a response of `generation`, or of any.
    async fn render(
        &mut self,
        cache: &ResponseCache,
        generation: Option<i64>,
    ) -> Result<Arc<CachedResponse>, NotCached> {
        let Self::Pending(request, next) = std::mem::replace(self, Self::Running) else {
            return Err(NotCached::Other);
        };
        let mut response = match next.call(request).await {
            Ok(response) => response,
            Err(error) => {
                *self = Self::Responded(Err(error));
                return Err(NotCached::Other);
            }
        };
        let representation = response.response_mut().extensions_mut().remove::<Representation>();
        let target = response.request().extensions().get::<Target>().cloned();
        let (Some(representation), Some(target)) = (representation, target) else {
            let reason = NotCached::of(&response);
            *self = Self::Responded(Ok(response.map_into_boxed_body()));
            return Err(reason);
        };
        let (request, _) = response.into_parts();
        let is_current = generation.is_none_or(|wanted| representation.is_of_generation(wanted));
        let entry = CachedResponse::new(representation, target, RoutePattern::of(&request));
        if !is_current {
            // An import came in between, or a replica lags behind: the response is right, but not for this key.
            *self = Self::Responded(Ok(entry.respond(request)));
            return Err(NotCached::Conditional);
        }
        cache.counters.misses.fetch_add(1, Ordering::Relaxed);
        *self = Self::Rendered(request);
        Ok(Arc::new(entry))
    }
}

impl NotCached {
    fn of<B>(response: &ServiceResponse<B>) -> Self {
        let problem = response.response().error().and_then(|error| error.as_error::<Problem>());
        match problem {
            Some(problem) if problem.code() == ProblemCode::PreconditionFailed => Self::Conditional,
            Some(problem) => Self::Problem(problem.clone()),
            None if response.status() == StatusCode::NOT_MODIFIED => Self::Conditional,
            None => Self::Other,
        }
    }
}

/// Middleware: responds from the cache before the request is routed, and stores what handlers render.
///
/// # Errors
/// The error of the next service.
pub async fn respond_from_cache<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    let cache = request.app_data::<web::Data<ResponseCache>>().filter(|_| is_read).cloned();
    let target = request.extensions().get::<Target>().cloned();
    let (Some(cache), Some(target)) = (cache, target) else {
        return next.call(request).await.map(ServiceResponse::map_into_boxed_body);
    };
    let generation = cache.current_generation(&target);
    let key = cache.key(&request, &target, generation);
    if let Some(found) = cache.entries.get(&key).await {
        cache.counters.lookups.fetch_add(1, Ordering::Relaxed);
        return Ok(found.respond_unrouted(request));
    }
    let mut call = HandlerCall::Pending(request, next);
    // Before the first read nobody knows which version a response would belong to.
    let uncached = format!("{generation} {}", target.canonical());
    if generation == 0 || cache.uncached.get(&uncached).is_some() {
        return cache.respond_uncached(key.encoding, call).await;
    }
    loop {
        match (cache.get_or_render(key.clone(), &mut call).await, call) {
            (Ok(entry), HandlerCall::Rendered(request)) => {
                cache.counters.lookups.fetch_add(1, Ordering::Relaxed);
                cache.evict_displaced(&entry).await;
                return Ok(entry.respond(request));
            }
            (Ok(entry), HandlerCall::Pending(request, _)) => {
                cache.counters.lookups.fetch_add(1, Ordering::Relaxed);
                return Ok(entry.respond_unrouted(request));
            }
            (Err(reason), HandlerCall::Pending(request, next)) => match reason.as_ref() {
                NotCached::Problem(problem) => return Ok(request.error_response(problem.clone())),
                NotCached::Conditional => call = HandlerCall::Pending(request, next),
                NotCached::Other => {
                    return cache.respond_uncached(key.encoding, HandlerCall::Pending(request, next)).await;
                }
            },
            (result, other) => {
                if result.is_err_and(|reason| matches!(*reason, NotCached::Other)) {
                    cache.uncached.put(uncached, ());
                }
                return other.into_response();
            }
        }
    }
}

/// Returns what `find` finds in a request header, remembered by its value.
fn remembered<V: Copy + Send + Sync + 'static>(
    memo: &Memo<V>,
    request: &ServiceRequest,
    name: &HeaderName,
    find: impl FnOnce() -> V,
) -> V {
    let mut values = request.headers().get_all(name);
    match (values.next().and_then(|value| value.to_str().ok()), values.next()) {
        (Some(value), None) if value.len() <= MAX_REMEMBERED_HEADER => memo.get(value).unwrap_or_else(|| {
            let found = find();
            memo.put(value.to_owned(), found);
            found
        }),
        _ => find(),
    }
}
