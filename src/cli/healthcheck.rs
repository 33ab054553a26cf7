//! `tassei healthcheck`: requests `/readyz` once, without an HTTP library. Used as the health check of the container.

use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::time::Duration;

use super::Failure;
use crate::config::Listen;

const TIMEOUT: Duration = Duration::from_secs(3);

pub(super) fn run(settings: &Listen) -> Result<(), Failure> {
    let address = reachable(settings.listen);
    let response = request(address).map_err(|error| format!("no response from {address}: {error}"))?;
    let line = response.lines().next().unwrap_or_default();
    if line.starts_with("HTTP/1.1 200 ") { Ok(()) } else { Err(format!("{address} is not ready: {line}")) }
}

/// Replaces an unspecified address (`0.0.0.0`, `[::]`), on which a server listens everywhere, by the loopback address.
fn reachable(listen: SocketAddr) -> SocketAddr {
    let ip = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, listen.port())
}

fn request(address: SocketAddr) -> std::io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, TIMEOUT)?;
    stream.set_read_timeout(Some(TIMEOUT))?;
    stream.set_write_timeout(Some(TIMEOUT))?;
    write!(stream, "GET /readyz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    let mut response = Vec::new();
    stream.take(4096).read_to_end(&mut response)?;
    Ok(String::from_utf8_lossy(&response).into_owned())
}
