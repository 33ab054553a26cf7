//! Middleware around every request: id, constant headers, problem bodies, metrics and the access log.

use std::net::IpAddr;
use std::time::Instant;

use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_SECURITY_POLICY, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, web};

use super::metrics::HttpMetrics;
use super::problem::{self, Problem, ProblemCode};
use super::request_id::RequestId;
use super::route::RoutePattern;
use super::slices::sliced;
use super::target::printable;

/// Headers of every response. They do not depend on `Origin`: everything here is public, and a shared cache may give one
/// response to all.
const CONSTANT_HEADERS: [(&str, &str); 5] = [
    ("access-control-allow-origin", "*"),
    (
        "access-control-expose-headers",
        "Accept-Ranges, Content-Digest, Content-Disposition, Content-Location, Content-Range, ETag, Link, Retry-After, \
         Tassei-Dataset-Version, Tassei-Row-Count, X-Request-Id",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-resource-policy", "cross-origin"),
];

/// Policy of responses that are not pages: load nothing, and appear in no frame.
const DEFAULT_POLICY: &str = "default-src 'none'; frame-ancestors 'none'";

/// Name of the access log, for `RUST_LOG`: `RUST_LOG=info,access=off`.
const ACCESS_LOG: &str = "access";

/// Gives every response its id, constant headers and, where it is an error, its problem; counts it and logs one line.
///
/// # Errors
/// The error of the next service.
pub async fn instrument<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let started = Instant::now();
    let id = RequestId::next();
    request.extensions_mut().insert(id);
    let response = with_problem(next.call(request).await?.map_into_boxed_body());
    let mut response = response.map_body(|_, body| sliced(body));
    let status = response.status();
    add_headers(response.headers_mut(), status, id);
    let (request, elapsed) = (response.request(), started.elapsed());
    if let Some(metrics) = request.app_data::<web::Data<HttpMetrics>>() {
        let route = RoutePattern::of(request);
        metrics.count(route.as_ref().map(RoutePattern::as_str), request.method().as_str(), status.as_u16(), elapsed);
    }
    if log::log_enabled!(target: ACCESS_LOG, log::Level::Info) {
        let bytes = match response.response().body().size() {
            BodySize::None => "0".to_owned(),
            BodySize::Sized(bytes) => bytes.to_string(),
            BodySize::Stream => "stream".to_owned(),
        };
        log::info!(
            target: ACCESS_LOG,
            "{id} {} {} {} {} {bytes} {:.1}ms",
            request.peer_addr().map_or_else(|| "-".to_owned(), |address| network(address.ip()).to_string()),
            printable(request.method().as_str()),
            printable(request.path()),
            status.as_u16(),
            elapsed.as_secs_f64() * 1000.0
        );
    }
    Ok(response)
}

/// Renders the body of an error: a problem of ours, or the general one for an error of actix.
fn with_problem(response: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
    let Some(error) = response.response().error() else { return response };
    let problem = error.as_error::<Problem>().cloned().unwrap_or_else(|| {
        log::error!("unexpected error in a handler: {error}");
        Problem::plain(ProblemCode::InternalError)
    });
    let (request, _) = response.into_parts();
    let response = problem::respond(&problem, &request);
    ServiceResponse::new(request, response)
}

fn add_headers(headers: &mut HeaderMap, status: StatusCode, id: RequestId) {
    for (name, value) in CONSTANT_HEADERS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    // A 304 leaves the policy of the stored response alone: a page keeps its own.
    if !headers.contains_key(CONTENT_SECURITY_POLICY) && status != StatusCode::NOT_MODIFIED {
        headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(DEFAULT_POLICY));
    }
    if let Ok(id) = HeaderValue::from_str(&id.to_string()) {
        headers.insert(HeaderName::from_static("x-request-id"), id);
    }
}

/// Network of a client, which is all that is logged of it: the first 24 bits of an IPv4 address, 48 of an IPv6 one.
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

#[cfg(test)]
mod tests {
    use actix_web::middleware::from_fn;
    use actix_web::rt::System;
    use actix_web::test::{TestRequest, call_service, init_service, read_body};
    use actix_web::{App, HttpResponse};

    use super::*;
    use crate::http::resource::read_only;

    async fn panics() -> HttpResponse {
        panic!("a fault of the program")
    }

    #[test]
    fn a_panic_in_a_handler_becomes_a_problem() {
        let (status, headers, body) = System::new().block_on(async {
            let resource = read_only(vec!["/panic".to_owned()], panics);
            let app = init_service(App::new().service(resource).wrap(from_fn(instrument))).await;
            let response = call_service(&app, TestRequest::with_uri("/panic").to_request()).await;
            (response.status(), response.headers().clone(), read_body(response).await)
        });
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(headers.get("content-type").unwrap(), "application/problem+json");
        assert_eq!(headers.get("access-control-allow-origin").unwrap(), "*");
        let problem: serde_json::Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(problem["code"], "internal_error");
        assert_eq!(problem["request_id"], headers.get("x-request-id").unwrap().to_str().unwrap());
    }

    #[test]
    fn only_the_network_of_a_client_is_logged() {
        for (address, logged) in [
            ("203.0.113.77", "203.0.113.0"),
            ("2001:db8:1234:5678:9abc::1", "2001:db8:1234::"),
            ("::ffff:203.0.113.77", "203.0.113.0"),
        ] {
            assert_eq!(network(address.parse().unwrap()).to_string(), logged);
        }
    }
}
