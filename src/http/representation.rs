//! Representations: what is answered, kept ready in every coding that was asked for. Knows `cache` and the rest of
//! `http`.

use std::future::Future;
use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::http::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderName, HeaderValue};
use actix_web::web::Bytes;

use super::call::Call;
use super::conditional::{EntityTag, fresh_headers, not_modified};
use super::encoding::Encoding;
use super::negotiation::Format;
use crate::cache::{Cache, Figures, Weight};

/// A finished answer.
#[derive(Debug, Clone)]
pub struct Representation {
    /// The bytes, coded as `encoding` says.
    body: Bytes,
    encoding: Encoding,
    content_type: String,
    /// The version of the data it was read from; empty for what changes with the program only.
    version: String,
    imported_at: String,
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl Representation {
    /// An answer as it is.
    pub fn new(content_type: &str, body: impl Into<Bytes>) -> Self {
        Self {
            body: body.into(),
            encoding: Encoding::Identity,
            content_type: content_type.to_owned(),
            version: String::new(),
            imported_at: String::new(),
            headers: Vec::new(),
        }
    }

    /// The answer as read from this version of the data.
    #[must_use]
    pub fn of_data(mut self, version: &str, imported_at: &str) -> Self {
        version.clone_into(&mut self.version);
        imported_at.clone_into(&mut self.imported_at);
        if let Ok(value) = HeaderValue::from_str(version) {
            self.headers.push((HeaderName::from_static("tassei-dataset-version"), value));
        }
        self
    }

    /// The answer with one more header.
    #[must_use]
    pub fn with(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.push((name, value));
        }
        self
    }

    /// The answer in a coding, or as it is where that is better.
    fn coded(&self, encoding: Encoding) -> Self {
        let coded = encoding.apply(&self.body).map(|body| Self { body: body.into(), encoding, ..self.clone() });
        coded.unwrap_or_else(|| self.clone())
    }

    fn respond(&self, call: &Call, asked: Encoding) -> HttpResponse {
        let mut response = HttpResponse::Ok();
        for header in fresh_headers(&tag(call, &self.version, asked), &self.imported_at) {
            response.insert_header(header);
        }
        for header in &self.headers {
            response.insert_header(header.clone());
        }
        if self.encoding != Encoding::Identity {
            response.insert_header((CONTENT_ENCODING, self.encoding.name()));
        }
        response.insert_header((CONTENT_TYPE, self.content_type.as_str()));
        response.body(self.body.clone())
    }
}

/// The entity tag of what `call` asks for, in a coding: each coding is a representation of its own.
pub fn tag(call: &Call, version: &str, encoding: Encoding) -> EntityTag {
    EntityTag::of(version, &call.canonical_target(), call.format().media_type(), encoding.name())
}

/// What an answer is kept under. A new version of the data makes all older entries unreachable.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Key {
    version: String,
    target: String,
    format: Format,
    encoding: Encoding,
}

impl Weight for Key {
    fn bytes(&self) -> usize {
        size_of::<Self>() + self.version.len() + self.target.len()
    }
}

impl Weight for Representation {
    fn bytes(&self) -> usize {
        let headers: usize = self.headers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
        size_of::<Self>() + self.body.len() + self.content_type.len() + self.version.len() + headers
    }
}

/// The finished answers of the service.
#[derive(Debug, Clone)]
pub struct Answers(Cache<Key, Representation>);

impl Answers {
    /// Answers that weigh at most `bytes` together.
    pub fn new(bytes: u64) -> Self {
        Self(Cache::new(bytes))
    }

    /// How the cache does.
    pub fn figures(&self) -> Figures {
        self.0.figures()
    }

    /// Answers `call` by what is kept for this version of the data, or by what `make` gives: 304 where the reader has it
    /// already, in the coding the reader likes best.
    ///
    /// # Errors
    /// What `make` gives.
    pub async fn answer<E>(
        &self,
        call: &Call,
        version: &str,
        imported_at: &str,
        make: impl Future<Output = Result<Representation, E>>,
    ) -> Result<HttpResponse, E>
    where
        E: Clone + Send + Sync + 'static,
    {
        let encoding = Encoding::accepted(call.headers());
        if let Some(unchanged) = not_modified(call.headers(), &tag(call, version, encoding), imported_at) {
            return Ok(unchanged);
        }
        let key = |encoding| Key {
            version: version.to_owned(),
            target: call.canonical_target(),
            format: call.format(),
            encoding,
        };
        // Kept small: the cache holds several copies of the future while it waits.
        let make = Box::pin(make);
        if encoding == Encoding::Identity {
            return self.0.get_or_make(key(encoding), make).await.map(|plain| plain.respond(call, encoding));
        }
        let coding = Box::pin(async {
            let plain = self.0.get_or_make(key(Encoding::Identity), make).await?;
            let whole = Arc::clone(&plain);
            // Coding takes milliseconds: not on the thread that answers others.
            let coded = actix_web::web::block(move || whole.coded(encoding)).await;
            Ok(coded.unwrap_or_else(|_| plain.as_ref().clone()))
        });
        let coded = self.0.get_or_make(key(encoding), coding);
        coded.await.map(|coded| coded.respond(call, encoding))
    }
}
