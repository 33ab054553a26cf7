//! The HTTP server: assembly of the service, workers, shutdown.

mod connection;
mod listener;
mod progress;
mod request_lines;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use actix_web::middleware::from_fn;
use actix_web::web::Data;
use actix_web::{App, web};

use crate::api::{self, ApiState};
use crate::config::Serve;
use crate::http::cache::{ResponseCache, respond_from_cache};
use crate::http::instrument::instrument;
use crate::http::metrics::HttpMetrics;
use crate::http::paths::KnownPaths;
use crate::http::problem::{Problem, ProblemCode, ProblemSettings};
use crate::http::resource::not_found;
use crate::http::target::read_target;
use crate::pages;
use crate::service::{Service, media_types};
use crate::store::{Address, Store};

use listener::Limits;

/// Threads a worker may block on the database.
const BLOCKING_THREADS: usize = 8;

/// How many of them exports may take.
const EXPORTS_PER_WORKER: usize = 3;

/// Largest number of connections to the database: PostgreSQL allows 100 to all its clients by default.
const MAX_CONNECTIONS: usize = 32;

/// How long a stopping server waits for open requests, in seconds.
const SHUTDOWN_GRACE_SECONDS: u64 = 8;

/// How often the server looks for a new version of the data.
const VERSION_POLL_INTERVAL: Duration = Duration::from_secs(1);

/// A server that is bound to its address and not running yet.
pub struct Server {
    system: actix_web::rt::SystemRunner,
    service: Service,
    running: actix_web::dev::Server,
    address: SocketAddr,
}

impl std::fmt::Debug for Server {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Server").field("address", &self.address).finish_non_exhaustive()
    }
}

impl Server {
    /// Binds to the address; the database must be prepared.
    ///
    /// # Errors
    /// The error of the system, or that of the OpenAPI document.
    pub fn bind(settings: &Serve, database: &Address) -> std::io::Result<Self> {
        let workers = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let connections = (workers * BLOCKING_THREADS).min(MAX_CONNECTIONS);
        // Exports leave half of the connections to other requests.
        let max_exports = (workers * EXPORTS_PER_WORKER).min(connections / 2).max(1);
        let store = Store::open(database, u32::try_from(connections).unwrap_or(16));
        // The cache works from the first request on. Where the database is not available yet, the poll finds it.
        let _ = store.refresh_version();
        let service = Service::new(store, max_exports, settings.public_url.as_deref());
        let cache_bytes = settings.cache_megabytes * 1024 * 1024;
        let state = State {
            cache: Data::new(ResponseCache::new(cache_bytes, media_types(), Arc::new(service.clone()))),
            service: Data::new(service.clone()),
            metrics: Data::new(HttpMetrics::default()),
            paths: Data::new(KnownPaths::new(api::patterns())),
            api: Data::new(api::state(settings.public_url.as_deref()).map_err(std::io::Error::other)?),
            problems: Data::new(ProblemSettings {
                public_url: settings.public_url.clone(),
                page: Some(pages::PROBLEM_PAGE),
            }),
        };
        let system = actix_web::rt::System::new();
        let (listener, address) = listener::bind(settings.listen.listen)?;
        let limits = Limits { workers, blocking_threads: BLOCKING_THREADS, shutdown_seconds: SHUTDOWN_GRACE_SECONDS };
        let running = system.block_on(async {
            listener::run(listener, &limits, move || {
                App::new()
                    .configure(|config| state.configure(config))
                    .configure(api::configure)
                    .configure(pages::configure)
                    .default_service(web::to(not_found))
                    // The last one wraps all others.
                    .wrap(from_fn(respond_from_cache))
                    .wrap(from_fn(read_target))
                    .wrap(from_fn(instrument))
            })
        })?;
        Ok(Self { system, service, running, address })
    }

    /// Address it listens on; for port 0 the port that was free.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until it is told to stop (SIGTERM, SIGINT), then finishes open requests.
    ///
    /// # Errors
    /// The error of the system.
    pub fn run(self) -> std::io::Result<()> {
        self.system.block_on(async {
            actix_web::rt::spawn(poll_version(self.service));
            self.running.await
        })
    }
}

/// What handlers and middleware share, whatever the worker.
#[derive(Clone)]
struct State {
    service: Data<Service>,
    cache: Data<ResponseCache>,
    metrics: Data<HttpMetrics>,
    paths: Data<KnownPaths>,
    api: Data<ApiState>,
    problems: Data<ProblemSettings>,
}

impl State {
    fn configure(&self, config: &mut web::ServiceConfig) {
        config
            .app_data(self.service.clone())
            .app_data(self.cache.clone())
            .app_data(self.metrics.clone())
            .app_data(self.paths.clone())
            .app_data(self.api.clone())
            .app_data(self.problems.clone())
            .app_data(web::PathConfig::default().error_handler(|_, _| Problem::plain(ProblemCode::NotFound).into()))
            .app_data(
                web::QueryConfig::default().error_handler(|_, _| Problem::plain(ProblemCode::InvalidParameter).into()),
            );
    }
}

/// Looks for a new version of the data: otherwise a client that only revalidates would get 304 for ever.
async fn poll_version(service: Service) {
    let mut was_available = true;
    loop {
        let store = service.store().clone();
        let version = web::block(move || store.refresh_version()).await;
        let is_available = matches!(version, Ok(Ok(_)));
        // Logged when it changes, not every second.
        if was_available != is_available {
            match version {
                Ok(Err(error)) => log::error!("the database is not available: {error}"),
                _ => log::info!("the database is available again"),
            }
        }
        was_available = is_available;
        actix_web::rt::time::sleep(VERSION_POLL_INTERVAL).await;
    }
}
