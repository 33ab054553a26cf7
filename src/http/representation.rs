//! Representations: what is answered, kept ready in every coding that was asked for. Knows `cache` and the rest of
//! `http`.

use std::future::Future;
use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::http::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderName, HeaderValue};
use actix_web::web::Bytes;

use super::call::Call;
use super::coder::{CONTENT_DIGEST, content_digest};
use super::conditional::{EntityTag, fresh_headers, not_modified, unchanged};
use super::encoding::Encoding;
use super::negotiation::Format;
use crate::cache::{Cache, Figures, Weight};

/// What an answer was made from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edition {
    /// Grows with every import here: what is kept is kept under it, because the same content may come back.
    pub generation: i64,
    /// The content: what the entity tag is made of.
    pub version: String,
    /// When it was imported; empty for what changes with the program only.
    pub imported_at: String,
}

impl Edition {
    /// What changes with the program only, or with what `content` says.
    pub fn fixed(content: &str) -> Self {
        Self { version: content.to_owned(), ..Self::default() }
    }
}

/// A finished answer.
#[derive(Debug, Clone)]
pub struct Representation {
    /// The bytes, coded as `encoding` says.
    body: Bytes,
    encoding: Encoding,
    content_type: String,
    edition: Edition,
    headers: Vec<(HeaderName, HeaderValue)>,
    /// What `Content-Digest` says; only of files.
    digest: Option<String>,
}

impl Representation {
    /// An answer as it is.
    pub fn new(content_type: &str, body: impl Into<Bytes>) -> Self {
        Self {
            body: body.into(),
            encoding: Encoding::Identity,
            content_type: content_type.to_owned(),
            edition: Edition::default(),
            headers: Vec::new(),
            digest: None,
        }
    }

    /// The answer with its digest, in this and every other coding.
    #[must_use]
    pub fn with_digest(mut self) -> Self {
        self.digest = Some(content_digest(&self.body));
        self
    }

    /// The answer as made from this edition.
    #[must_use]
    pub fn of(mut self, edition: Edition) -> Self {
        self.edition = edition;
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
        let coded = encoding.apply(&self.body).map(|body| {
            let digest = self.digest.as_ref().map(|_| content_digest(&body));
            Self { body: body.into(), encoding, digest, ..self.clone() }
        });
        coded.unwrap_or_else(|| self.clone())
    }

    fn respond(&self, call: &Call, asked: Encoding) -> HttpResponse {
        let tag = tag(call, &self.edition.version, asked);
        if let Some(unchanged) = not_modified(call.headers(), &tag, &self.edition.imported_at) {
            return unchanged;
        }
        let mut response = HttpResponse::Ok();
        for header in fresh_headers(&tag, &self.edition.imported_at) {
            response.insert_header(header);
        }
        for header in &self.headers {
            response.insert_header(header.clone());
        }
        if let Some(digest) = &self.digest {
            response.insert_header((CONTENT_DIGEST, digest.as_str()));
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

/// What an answer is kept under. A new import makes all older entries unreachable.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Key {
    generation: i64,
    target: String,
    format: Format,
    encoding: Encoding,
}

impl Weight for Key {
    fn bytes(&self) -> usize {
        size_of::<Self>() + self.target.len()
    }
}

impl Weight for Representation {
    fn bytes(&self) -> usize {
        let headers: usize = self.headers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
        size_of::<Self>() + self.body.len() + self.content_type.len() + self.edition.version.len() + headers
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

    /// Answers `call` by what is kept of this edition, or by what `make` gives: in the coding the reader likes best, and
    /// with 304 where the reader has it already. A reader who names the very tag needs nothing to be made.
    ///
    /// # Errors
    /// What `make` gives.
    pub async fn answer<E>(
        &self,
        call: &Call,
        edition: &Edition,
        make: impl Future<Output = Result<Representation, E>>,
    ) -> Result<HttpResponse, E>
    where
        E: Clone + Send + Sync + 'static,
    {
        let encoding = Encoding::accepted(call.headers());
        let tag = tag(call, &edition.version, encoding);
        if tag.is_named(call.headers()) {
            return Ok(unchanged(&tag, &edition.imported_at));
        }
        let key = |encoding| Key {
            generation: edition.generation,
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
