//! A stored response: compressed, with its validators.

use std::sync::Arc;

use actix_web::body::BoxBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{
    ACCEPT_RANGES, CONTENT_ENCODING, CONTENT_LOCATION, CONTENT_RANGE, CONTENT_TYPE, HeaderName, HeaderValue,
};
use actix_web::http::{Method, StatusCode};
use actix_web::web::Bytes;
use actix_web::{HttpMessage, HttpRequest, HttpResponse};

use super::representation::Representation;
use crate::http::compression::{CONTENT_DIGEST, Encoding, content_digest};
use crate::http::problem::{Problem, ProblemCode};
use crate::http::range::{RequestedRange, content_range};
use crate::http::route::RoutePattern;
use crate::http::target::Target;
use crate::http::validators::{Precondition, Validators};

#[derive(Debug)]
pub(super) struct CachedResponse {
    /// The body in its coding.
    body: Bytes,
    encoding: Encoding,
    digest: Option<HeaderValue>,
    validators: Validators,
    /// Whether parts of it are sent: those of a file as it is.
    has_ranges: bool,
    source: Arc<Source>,
}

/// What every coding of a representation shares.
#[derive(Debug)]
struct Source {
    target: Target,
    content: String,
    modified_at: Option<String>,
    content_type: HeaderValue,
    headers: Vec<(HeaderName, HeaderValue)>,
    route: Option<RoutePattern>,
}

impl CachedResponse {
    pub(super) fn new(representation: Representation, target: Target, route: Option<RoutePattern>) -> Self {
        let Representation { body, has_digest, content, modified_at, content_type, headers, .. } = representation;
        let digest = if has_digest { digest_header(&body) } else { None };
        let source = Source { target, content, modified_at, content_type, headers, route };
        let validators = source.validators(Encoding::Identity);
        Self {
            body,
            encoding: Encoding::Identity,
            digest,
            validators,
            has_ranges: has_digest,
            source: Arc::new(source),
        }
    }

    /// Returns the response for clients that prefer `encoding`: compressed, or as it is where that is smaller. The
    /// validators name the coding that was asked for in both cases.
    pub(super) fn compressed(&self, encoding: Encoding) -> Self {
        let (validators, source) = (self.source.validators(encoding), Arc::clone(&self.source));
        let Some(body) = encoding.compress(&self.body) else {
            let (body, digest) = (self.body.clone(), self.digest.clone());
            return Self { body, encoding: Encoding::Identity, digest, validators, has_ranges: false, source };
        };
        let digest = self.digest.as_ref().and_then(|_| digest_header(&body));
        // A compressor allocates more than it needs.
        Self { body: body.into_boxed_slice().into(), encoding, digest, validators, has_ranges: false, source }
    }

    /// Responds to a request that was not routed.
    pub(super) fn respond_unrouted(&self, request: ServiceRequest) -> ServiceResponse<BoxBody> {
        let (request, _) = request.into_parts();
        self.respond(request)
    }

    /// Responds with the representation, or with 304 or 412 where the request's preconditions say so.
    pub(super) fn respond(&self, request: HttpRequest) -> ServiceResponse<BoxBody> {
        let response = match self.validators.evaluate(&request) {
            Precondition::Failed => HttpResponse::from_error(Problem::plain(ProblemCode::PreconditionFailed)),
            Precondition::NotModified => {
                let location = self.source.headers.iter().find(|(name, _)| *name == CONTENT_LOCATION);
                self.validators.not_modified(location.map(|(_, value)| value.clone()))
            }
            Precondition::Proceed => self.content(&request),
        };
        if let Some(route) = &self.source.route {
            request.extensions_mut().insert(route.clone());
        }
        ServiceResponse::new(request, response)
    }

    fn content(&self, request: &HttpRequest) -> HttpResponse {
        if !self.has_ranges {
            return self.part(StatusCode::OK, self.body.clone(), *request.method() == Method::GET);
        }
        let length = self.body.len() as u64;
        let mut response = match RequestedRange::of(request, length, &self.validators) {
            RequestedRange::Unsatisfiable => return HttpResponse::from_error(Problem::unsatisfiable_range(length)),
            RequestedRange::Whole => self.part(StatusCode::OK, self.body.clone(), *request.method() == Method::GET),
            RequestedRange::Part(part) => {
                let bytes = |position| usize::try_from(position).unwrap_or(usize::MAX);
                let body = self.body.slice(bytes(part.start)..bytes(part.end));
                let mut response = self.part(StatusCode::PARTIAL_CONTENT, body, false);
                if let Ok(range) = HeaderValue::from_str(&content_range(&part, length)) {
                    response.headers_mut().insert(CONTENT_RANGE, range);
                }
                response
            }
        };
        response.headers_mut().insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
        response
    }

    fn part(&self, status: StatusCode, body: Bytes, has_digest: bool) -> HttpResponse {
        let mut response = HttpResponse::with_body(status, body);
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, self.source.content_type.clone());
        for (name, value) in self.source.headers.iter().cloned().chain(self.validators.headers()) {
            headers.insert(name, value);
        }
        if self.encoding != Encoding::Identity {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static(self.encoding.name()));
        }
        // The digest is of the content of the message: not of a part, and a response to HEAD has none (RFC 9530, 2).
        if let Some(digest) = self.digest.as_ref().filter(|_| has_digest) {
            headers.insert(CONTENT_DIGEST, digest.clone());
        }
        response.map_into_boxed_body()
    }

    /// Size of the response in memory, in bytes.
    pub(super) fn bytes(&self) -> usize {
        let headers: usize = self.source.headers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
        let digest = self.digest.as_ref().map_or(0, HeaderValue::len);
        let source = size_of::<Source>() + self.source.content.len() + headers;
        size_of::<Self>() + self.body.len() + self.validators.bytes() + digest + source
    }
}

impl Source {
    fn validators(&self, encoding: Encoding) -> Validators {
        let content_type = self.content_type.to_str().unwrap_or_default();
        let media_type = content_type.split(';').next().unwrap_or_default();
        Validators::new(&self.content, &self.target, media_type, encoding, self.modified_at.as_deref())
    }
}

fn digest_header(body: &[u8]) -> Option<HeaderValue> {
    HeaderValue::from_str(&content_digest(body)).ok()
}
