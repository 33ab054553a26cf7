//! The cache itself, and the middleware that looks responses up before routing.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{ACCEPT, ACCEPT_ENCODING, HeaderName};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpRequest, web};

use crate::http::compression::Encoding;
use crate::http::negotiation::{AcceptClass, MediaType};
use crate::http::problem::Problem;
use crate::http::route::RoutePattern;
use crate::http::target::Target;
use crate::model::DataVersion;

use super::entry::CachedResponse;
use super::memo::Memo;
use super::representation::Representation;

/// Where the cache learns which version of the data is current.
pub trait CurrentVersion: Send + Sync {
    /// Returns the newest version that was read, without a query; generation 0 before the first read.
    fn current_version(&self) -> Arc<DataVersion>;
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
    version: Arc<dyn CurrentVersion>,
    media_types: Arc<[MediaType]>,
    /// Classes of distinct `Accept` values: browsers send few, and parsing one costs more than a cache hit.
    accept_classes: Memo<AcceptClass>,
    /// Codings of distinct `Accept-Encoding` values.
    encodings: Memo<Encoding>,
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
    /// A new import makes all older entries unreachable.
    generation: i64,
    target: String,
    accept: AcceptClass,
    encoding: Encoding,
}

/// Why a response was not stored.
#[derive(Debug, Clone)]
enum NotCached {
    /// Everybody who waits gets the same problem.
    Problem(Problem),
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
    pub fn new(capacity: u64, media_types: Vec<MediaType>, version: Arc<dyn CurrentVersion>) -> Self {
        debug_assert!(media_types.len() <= AcceptClass::MAX_MEDIA_TYPES, "a class has no room for them");
        let weigh = |key: &Key, response: &Arc<CachedResponse>| {
            u32::try_from(size_of::<Key>() + key.target.len() + response.bytes()).unwrap_or(u32::MAX)
        };
        Self {
            entries: moka::future::Cache::builder().max_capacity(capacity).weigher(weigh).build(),
            capacity,
            counters: Arc::default(),
            version,
            media_types: media_types.into(),
            accept_classes: Memo::new(HEADER_MEMO_BYTES),
            encodings: Memo::new(HEADER_MEMO_BYTES),
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
        // An extension goes before `Accept`.
        let is_known = |extension: &str| self.media_types.iter().any(|known| known.extension == extension);
        let accept = if target.extension().is_some_and(is_known) {
            AcceptClass::default()
        } else {
            remembered(&self.accept_classes, request, &ACCEPT, || AcceptClass::of(request, &self.media_types))
        };
        let encoding = remembered(&self.encodings, request, &ACCEPT_ENCODING, || Encoding::preferred(request));
        Key { generation, target: target.canonical().to_owned(), accept, encoding }
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
            Ok(Arc::new(compressed.unwrap_or_else(|_| plain.as_ref().clone())))
        };
        // Boxed: moka holds several copies of the future while it waits.
        self.entries.try_get_with(key.clone(), Box::pin(compressed)).await
    }

    /// Responds without the cache: before the first read nobody knows which version a response would belong to.
    async fn respond_uncached<B: MessageBody + 'static>(
        &self,
        key: &Key,
        mut call: HandlerCall<B>,
    ) -> Result<ServiceResponse<BoxBody>, Error> {
        let rendered = call.render(self, None).await;
        match (rendered, call) {
            (Ok(plain), HandlerCall { rendered: Some(request), .. }) => {
                Ok(plain.compressed(key.encoding).respond_to(request))
            }
            (_, call) => call.into_response(),
        }
    }
}

/// One call of the handler, and what it left behind.
struct HandlerCall<B> {
    /// The request, until the handler is called.
    pending: Option<(ServiceRequest, Next<B>)>,
    /// The request after the handler returned a representation.
    rendered: Option<HttpRequest>,
    /// The handler's response where it is not stored.
    response: Option<Result<ServiceResponse<BoxBody>, Error>>,
}

impl<B: MessageBody + 'static> HandlerCall<B> {
    const fn new(request: ServiceRequest, next: Next<B>) -> Self {
        Self { pending: Some((request, next)), rendered: None, response: None }
    }

    /// The handler's own response, where it left one.
    fn into_response(self) -> Result<ServiceResponse<BoxBody>, Error> {
        // One of both is there: the handler left its response, or its request.
        self.response.unwrap_or_else(|| Err(actix_web::error::ErrorInternalServerError("a response was lost")))
    }

    /// Calls the handler for a response of `generation`, or of any.
    async fn render(
        &mut self,
        cache: &ResponseCache,
        generation: Option<i64>,
    ) -> Result<Arc<CachedResponse>, NotCached> {
        let Some((request, next)) = self.pending.take() else { return Err(NotCached::Other) };
        let mut response = match next.call(request).await {
            Ok(response) => response,
            Err(error) => {
                self.response = Some(Err(error));
                return Err(NotCached::Other);
            }
        };
        let Some(representation) = response.response_mut().extensions_mut().remove::<Representation>() else {
            let problem = response.response().error().and_then(|error| error.as_error::<Problem>()).cloned();
            self.response = Some(Ok(response.map_into_boxed_body()));
            return Err(problem.map_or(NotCached::Other, NotCached::Problem));
        };
        let is_current = generation.is_none_or(|wanted| representation.is_of_generation(wanted));
        let (request, _) = response.into_parts();
        let target = request.extensions().get::<Target>().cloned().ok_or(NotCached::Other)?;
        let entry = CachedResponse::new(representation, target, RoutePattern::of(&request));
        // An import came in between, or a replica lags behind: the response is right, but not for this key.
        if !is_current {
            self.response = Some(Ok(entry.respond_to(request)));
            return Err(NotCached::Other);
        }
        cache.counters.misses.fetch_add(1, Ordering::Relaxed);
        self.rendered = Some(request);
        Ok(Arc::new(entry))
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
    let generation = cache.version.current_version().generation;
    let key = cache.key(&request, &target, generation);
    if generation == 0 {
        return cache.respond_uncached(&key, HandlerCall::new(request, next)).await;
    }
    if let Some(found) = cache.entries.get(&key).await {
        cache.counters.lookups.fetch_add(1, Ordering::Relaxed);
        return Ok(found.respond(request));
    }
    let mut call = HandlerCall::new(request, next);
    let rendered = cache.get_or_render(key, &mut call).await;
    if rendered.is_ok() {
        cache.counters.lookups.fetch_add(1, Ordering::Relaxed);
    }
    match (rendered, call) {
        (Ok(entry), HandlerCall { rendered: Some(request), .. }) => Ok(entry.respond_to(request)),
        (Ok(entry), HandlerCall { pending: Some((request, _)), .. }) => Ok(entry.respond(request)),
        (Err(reason), HandlerCall { pending: Some((request, next)), .. }) => match reason.as_ref() {
            NotCached::Problem(problem) => Ok(request.error_response(problem.clone())),
            NotCached::Other => next.call(request).await.map(ServiceResponse::map_into_boxed_body),
        },
        (_, call) => call.into_response(),
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
