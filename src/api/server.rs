//! The server: workers, connections, the way out.

use std::net::SocketAddr;
use std::sync::{Arc, RwLock};
use std::time::Duration;

use actix_web::dev::Extensions;
use actix_web::middleware::from_fn;
use actix_web::rt::net::TcpStream;
use actix_web::{App as Application, HttpServer, web};
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

use super::openapi::openapi_json;
use super::routes::resources;
use crate::config::Serve;
use crate::http::Memory;
use crate::http::{Answers, Router, Traffic, common_headers, configure, refuse_bad_targets};
use crate::pages;
use crate::service::app::App;
use crate::store::{Address, Store};

/// Threads of one worker that may wait for the database.
const BLOCKING_THREADS: usize = 8;

/// How many of them exports may take.
const EXPORTS_OF_A_WORKER: usize = 3;

/// The most connections to the database: PostgreSQL's default for all its clients is 100.
const MOST_CONNECTIONS: usize = 32;

/// What the counts of lists may weigh, and the digests of streams.
const FACT_BYTES: u64 = 1024 * 1024;

/// How long a stopping server waits for what it began, in seconds.
const WAY_OUT_SECONDS: u64 = 8;

/// How often a new version of the data is looked for.
const WATCHING: Duration = Duration::from_secs(1);

/// A server that is bound to its address and not running yet.
pub struct Server {
    system: actix_web::rt::SystemRunner,
    app: Arc<App>,
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
    /// What the system says of the address.
    pub fn bind(settings: &Serve, database: &Address) -> std::io::Result<Self> {
        let (listen, public_url) = (&settings.listen, settings.public_url.as_deref());
        let cache_bytes = settings.cache_megabytes * 1024 * 1024;
        let workers = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let connections = (workers * BLOCKING_THREADS).min(MOST_CONNECTIONS);
        // Exports leave half of the connections to everyone else.
        let most_exports = (workers * EXPORTS_OF_A_WORKER).min(connections / 2).max(1);
        let connections = u32::try_from(connections).unwrap_or(16);
        let document = openapi_json(public_url).map_err(std::io::Error::other)?;
        let app = Arc::new(App {
            store: Store::open(database, connections),
            openapi_digest: data_encoding::HEXLOWER.encode(&Sha256::digest(&document)),
            openapi: document.into(),
            answers: Answers::new(cache_bytes),
            edition: RwLock::default(),
            cache_bytes,
            totals: Memory::new(FACT_BYTES),
            digests: Memory::new(FACT_BYTES),
            traffic: Traffic::default(),
            exports: Arc::new(Semaphore::new(most_exports)),
            most_exports,
        });
        // The routes are made once; workers share them.
        let api = resources().into_iter().map(|resource| resource.route).collect();
        let router = Router::default().with(api, &app).map_err(std::io::Error::other)?;
        let router = router.with(pages::routes(), &Arc::new(app.answers.clone())).map_err(std::io::Error::other)?;
        let router = Arc::new(router);
        let system = actix_web::rt::System::new();
        let traffic = web::Data::new(app.traffic.clone());
        let factory = move || {
            let router = Arc::clone(&router);
            Application::new()
                .app_data(traffic.clone())
                .wrap(from_fn(refuse_bad_targets))
                .wrap(from_fn(common_headers))
                .configure(move |config: &mut web::ServiceConfig| configure(config, &router))
        };
        let (running, address) = system.block_on(async {
            let bound = HttpServer::new(factory)
                .workers(workers)
                .worker_max_blocking_threads(BLOCKING_THREADS)
                .shutdown_timeout(WAY_OUT_SECONDS)
                .on_connect(without_delay)
                .bind(listen.listen)?;
            let address = bound.addrs().first().copied().unwrap_or(listen.listen);
            Ok::<_, std::io::Error>((bound.run(), address))
        })?;
        Ok(Self { system, app, running, address })
    }

    /// The address it listens on; with port 0 the one that was free.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers until it is told to stop (SIGTERM, SIGINT), then finishes what it began.
    ///
    /// # Errors
    /// What the system says.
    pub fn run(self) -> std::io::Result<()> {
        self.system.block_on(async {
            actix_web::rt::spawn(watch(self.app));
            self.running.await
        })
    }
}

/// Looks for a new version of the data: a reader who only ever asks whether its own is still current would otherwise
/// be told so for ever.
async fn watch(app: Arc<App>) {
    let mut was_there = true;
    loop {
        let store = app.store.clone();
        let state = web::block(move || store.refresh_version()).await;
        let is_there = matches!(state, Ok(Ok(_)));
        // Told when it changes, not each second.
        if was_there != is_there {
            match state {
                Ok(Err(error)) => log::error!("the database is not there: {error}"),
                _ => log::info!("the database is there again"),
            }
        }
        was_there = is_there;
        actix_web::rt::time::sleep(WATCHING).await;
    }
}

/// Nagle's algorithm would hold back the chunks of a stream by 40 ms.
fn without_delay(connection: &dyn std::any::Any, _: &mut Extensions) {
    if let Some(stream) = connection.downcast_ref::<TcpStream>() {
        // A socket that is closed already cannot be set: the next read tells.
        let _ = stream.set_nodelay(true);
    }
}
