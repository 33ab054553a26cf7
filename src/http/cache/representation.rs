//! What a handler returns to be cached.

use actix_web::body::BoxBody;
use actix_web::http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse, Responder};

use crate::model::DataVersion;

/// Header with the version of the data that a response was rendered from.
pub const DATASET_VERSION: HeaderName = HeaderName::from_static("tassei-dataset-version");

/// An uncompressed 200 response and what its validators are made of.
#[derive(Debug, Clone)]
pub struct Representation {
    pub(super) body: Bytes,
    pub(super) content_type: HeaderValue,
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
    /// Whether the response carries the digest of its body.
    pub(super) has_digest: bool,
    /// Identifies the content beside the target; empty for what changes with the program only.
    pub(super) content: String,
    pub(super) modified_at: Option<String>,
    /// Generation of the data it was rendered from; 0 where it depends on none.
    generation: i64,
}

impl Representation {
    /// Creates the representation of `body` as `content_type`.
    pub fn new(content_type: &str, body: impl Into<Bytes>) -> Self {
        Self {
            body: body.into(),
            content_type: HeaderValue::from_str(content_type)
                .unwrap_or(HeaderValue::from_static("application/octet-stream")),
            headers: Vec::new(),
            has_digest: false,
            content: String::new(),
            modified_at: None,
            generation: 0,
        }
    }

    /// Marks it as rendered from `version` of the data.
    #[must_use]
    pub fn of_version(mut self, version: &DataVersion) -> Self {
        self.content.clone_from(&version.hash);
        self.modified_at = Some(version.imported_at.clone());
        self.generation = version.generation;
        self.header(DATASET_VERSION, &version.hash)
    }

    /// Names content that is not the published data: a document, or data with its time of import.
    #[must_use]
    pub fn identified_by(mut self, content: &str) -> Self {
        content.clone_into(&mut self.content);
        self
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.push((name, value));
        }
        self
    }

    /// Adds the digest of the body as sent, in every coding.
    #[must_use]
    pub fn with_digest(mut self) -> Self {
        self.has_digest = true;
        self
    }

    pub(super) fn is_of_generation(&self, generation: i64) -> bool {
        self.generation == 0 || self.generation == generation
    }
}

/// The representation travels in the response's extensions to the cache; without the cache the response is complete too.
impl Responder for Representation {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let mut response = HttpResponse::Ok();
        response.insert_header((CONTENT_TYPE, self.content_type.clone()));
        for header in &self.headers {
            response.insert_header(header.clone());
        }
        let mut response = response.body(self.body.clone());
        response.extensions_mut().insert(self);
        response
    }
}
