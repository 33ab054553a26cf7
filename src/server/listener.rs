//! Runs the application over our own connections: what `actix_web::HttpServer` does, which accepts TCP streams only.

use std::fmt::Debug;
use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

use actix_http::{HttpService, KeepAlive, Request, Response};
use actix_server::{Server, ServerBuilder};
use actix_service::{IntoServiceFactory, Service, ServiceFactory, ServiceFactoryExt as _, fn_service, map_config};
use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::AppConfig;
use actix_web::rt::net::TcpStream;
use socket2::{Domain, Protocol, Socket, Type};

use super::connection::Connection;

/// Connections that may wait to be accepted.
const BACKLOG: u16 = 1024;

/// How long a new connection may take to send its first request, before it gets a 408.
const FIRST_REQUEST_TIMEOUT: Duration = Duration::from_secs(5);

/// How long a connection may be without a request.
const KEEP_ALIVE: Duration = Duration::from_secs(5);

/// How long a connection that is being closed may take to end.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(1);

/// Limits of a server.
pub(super) struct Limits {
    pub(super) workers: usize,
    /// Threads a worker may block.
    pub(super) blocking_threads: usize,
    /// How long a stopping server waits for open requests.
    pub(super) shutdown_seconds: u64,
}

/// Binds to an address; returns the one that was free for port 0.
pub(super) fn bind(address: SocketAddr) -> std::io::Result<(TcpListener, SocketAddr)> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    // On Windows, another process could take over a port that is in use.
    #[cfg(not(windows))]
    socket.set_reuse_address(true)?;
    socket.bind(&address.into())?;
    socket.listen(BACKLOG.into())?;
    let listener = TcpListener::from(socket);
    let address = listener.local_addr()?;
    Ok((listener, address))
}

/// Serves an application with HTTP/1.1 until SIGTERM or SIGINT.
pub(super) fn run<A, I, S, B>(listener: TcpListener, limits: &Limits, application: A) -> std::io::Result<Server>
where
    A: Fn() -> I + Send + Clone + 'static,
    I: IntoServiceFactory<S, Request>,
    S: ServiceFactory<Request, Config = AppConfig> + 'static,
    S::Error: Into<Error> + 'static,
    S::InitError: Debug,
    S::Response: Into<Response<B>> + 'static,
    S::Service: 'static,
    <S::Service as Service<Request>>::Future: 'static,
    B: MessageBody + 'static,
{
    let address = listener.local_addr()?;
    let builder = ServerBuilder::new()
        .workers(limits.workers)
        .worker_max_blocking_threads(limits.blocking_threads)
        .shutdown_timeout(limits.shutdown_seconds);
    // Without it, a connection with half a request would keep a stopping server for its whole grace period.
    let shutdown = builder.graceful_shutdown_signal();
    let server = builder.listen("http", listener, move || {
        let (shutdown, application) = (shutdown.clone(), application().into_factory());
        let http = HttpService::build()
            .graceful_shutdown_signal(move || {
                let shutdown = shutdown.clone();
                async move { shutdown.notified().await }
            })
            .keep_alive(KeepAlive::Timeout(KEEP_ALIVE))
            .client_request_timeout(FIRST_REQUEST_TIMEOUT)
            .client_disconnect_timeout(CLOSE_TIMEOUT)
            .local_addr(address)
            .h1(map_config(application.map_err(|error| error.into().error_response()), |()| AppConfig::default()));
        fn_service(|stream: TcpStream| async {
            let peer = stream.peer_addr().ok();
            Ok((Connection::new(stream), peer))
        })
        .and_then(http)
    })?;
    Ok(server.run())
}
