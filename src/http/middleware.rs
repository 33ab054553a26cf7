//! What surrounds every answer: the request id, constant headers, the log line, the count, and the end of what cannot
//! be read. Knows `problem`, `query` and `traffic`.

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::net::IpAddr;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Instant;

use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, web};

use super::metrics::Traffic;
use super::problem::Problem;
use super::routes::Pattern;
use super::strict_query::{Query, QueryError, decode};
use crate::http::ProblemCode;

/// Longest path and query we read, in bytes.
const TARGET_BYTES: usize = 8_000;

/// Names a request in its answer, its log line and its problem.
#[derive(Debug, Clone, Copy)]
pub(super) struct RequestId {
    process: u32,
    number: u32,
}

impl RequestId {
    /// Differs between processes and counts within one.
    fn next() -> Self {
        static PROCESS: LazyLock<u32> = LazyLock::new(|| {
            let [a, b, c, d, ..] = RandomState::new().hash_one(std::process::id()).to_be_bytes();
            u32::from_be_bytes([a, b, c, d])
        });
        static NUMBER: AtomicU32 = AtomicU32::new(1);
        Self { process: *PROCESS, number: NUMBER.fetch_add(1, Ordering::Relaxed) }
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}{:08x}", self.process, self.number)
    }
}

/// Headers that every answer has. Constant, without a look at `Origin`: everything here is public, and a cache may
/// give one answer to all.
const CONSTANT: [(&str, &str); 5] = [
    ("access-control-allow-origin", "*"),
    (
        "access-control-expose-headers",
        "Content-Digest, ETag, Link, Retry-After, Tassei-Dataset-Version, Tassei-Row-Count, X-Request-Id",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-resource-policy", "cross-origin"),
];

/// For what is no page: it loads nothing and stands in no frame.
const POLICY: &str = "default-src 'none'; frame-ancestors 'none'";

fn add_headers(headers: &mut HeaderMap, status: StatusCode, id: RequestId) {
    for (name, value) in CONSTANT {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    let policy = HeaderName::from_static("content-security-policy");
    // A 304 leaves the policy of what the reader has: a page keeps its own.
    if !headers.contains_key(&policy) && status != StatusCode::NOT_MODIFIED {
        headers.insert(policy, HeaderValue::from_static(POLICY));
    }
    if let Ok(id) = HeaderValue::from_str(&id.to_string()) {
        headers.insert(HeaderName::from_static("x-request-id"), id);
    }
}

/// Adds the headers every answer has, counts it, and writes one log line.
///
/// # Errors
/// What the next service gives.
pub async fn common_headers<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let started = Instant::now();
    let id = RequestId::next();
    request.extensions_mut().insert(id);
    let mut response = next.call(request).await?.map_into_boxed_body();
    let status = response.status();
    add_headers(response.headers_mut(), status, id);
    let (request, time) = (response.request(), started.elapsed());
    if let Some(traffic) = request.app_data::<web::Data<Traffic>>() {
        let pattern = request.extensions().get::<Pattern>().map(|pattern| Arc::clone(&pattern.0));
        traffic.count(pattern.as_deref(), request.method().as_str(), status.as_u16(), time);
    }
    if log::log_enabled!(target: ACCESS, log::Level::Info) {
        let bytes = match response.response().body().size() {
            BodySize::None => "0".to_owned(),
            BodySize::Sized(bytes) => bytes.to_string(),
            BodySize::Stream => "stream".to_owned(),
        };
        log::info!(
            target: ACCESS,
            "{id} {} {} {} {} {bytes} {:.1}ms",
            request.peer_addr().map_or_else(|| "-".to_owned(), |address| network(address.ip()).to_string()),
            printable(request.method().as_str()),
            printable(request.path()),
            status.as_u16(),
            time.as_secs_f64() * 1000.0
        );
    }
    Ok(response)
}

/// The name of the access log, for `RUST_LOG`: `RUST_LOG=info,access=off`.
const ACCESS: &str = "access";

/// The network of a client, not the client: the first 24 bits of an IPv4 address, the first 48 of an IPv6 one.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => {
            let [a, b, c, _] = address.octets();
            IpAddr::from([a, b, c, 0])
        }
        IpAddr::V6(address) => {
            let [a, b, c, ..] = address.segments();
            IpAddr::from([a, b, c, 0, 0, 0, 0, 0])
        }
    }
}

/// A path may hold anything: what could end a log line or colour a terminal is escaped.
fn printable(path: &str) -> String {
    path.chars().take(200).flat_map(char::escape_default).collect()
}

/// Refuses a path or query that is too long or cannot be read, before anything looks at it.
///
/// # Errors
/// What the next service gives.
pub async fn refuse_bad_targets<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let problem = unreadable(&request);
    match problem {
        None => next.call(request).await.map(ServiceResponse::map_into_boxed_body),
        Some(problem) => {
            let (request, _) = request.into_parts();
            let response = problem.respond(&request);
            Ok(ServiceResponse::new(request, response))
        }
    }
}

fn unreadable(request: &ServiceRequest) -> Option<Problem> {
    let uri = request.uri();
    let (path, query) = (uri.path(), uri.query().unwrap_or_default());
    if path.len() + query.len() > TARGET_BYTES {
        return Some(Problem::plain(ProblemCode::TargetTooLong));
    }
    let (error, part) = match (decode(path, false), Query::parse(query)) {
        (Err(error), _) => (error, path),
        (_, Err(error)) => (error, query),
        _ => return None,
    };
    let [ja, en] = match error {
        QueryError::Escape => {
            ["URL の % の後に16進2桁がありません。", "A % in the URL is not followed by two hexadecimal digits."]
        }
        QueryError::NotUtf8 => ["URL を復号すると UTF-8 になりません。", "The URL does not decode to UTF-8."],
        QueryError::Control => {
            ["URL に NUL などの制御文字があります。", "The URL holds a control character such as NUL."]
        }
    };
    Some(Problem::new(ProblemCode::BadRequestTarget, ja, en).value(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_names_the_network_of_a_client_only() {
        for (address, kept) in [
            ("203.0.113.77", "203.0.113.0"),
            ("2001:db8:1234:5678:9abc::1", "2001:db8:1234::"),
            ("::ffff:203.0.113.77", "203.0.113.0"),
        ] {
            assert_eq!(network(address.parse().unwrap()).to_string(), kept);
        }
    }

    #[test]
    fn no_path_ends_a_log_line() {
        assert_eq!(printable("/a\r\n\u{1b}[31m窓"), "/a\\r\\n\\u{1b}[31m\\u{7a93}");
    }
}
