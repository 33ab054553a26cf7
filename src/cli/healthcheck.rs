//! `tassei healthcheck`: what a container asks; one plain request to `/readyz`, no HTTP library needed.

use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::time::Duration;

use super::Failure;
use crate::config::Listen;

const QUERY_TIMEOUT: Duration = Duration::from_secs(3);

pub(super) fn run(settings: &Listen) -> Result<(), Failure> {
    let address = reachable(settings.listen);
    let answer = ask(address).map_err(|error| format!("no answer from {address}: {error}"))?;
    let line = answer.lines().next().unwrap_or_default();
    if line.starts_with("HTTP/1.1 200 ") { Ok(()) } else { Err(format!("{address} is not ready: {line}")) }
}

/// A server that listens on every address is reached on the loopback one.
fn reachable(listen: SocketAddr) -> SocketAddr {
    let ip = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, listen.port())
}

fn ask(address: SocketAddr) -> std::io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, QUERY_TIMEOUT)?;
    stream.set_read_timeout(Some(QUERY_TIMEOUT))?;
    stream.set_write_timeout(Some(QUERY_TIMEOUT))?;
    write!(stream, "GET /readyz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    let mut answer = Vec::new();
    stream.take(4096).read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}
