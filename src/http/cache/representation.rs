//! Representations: what is answered, kept ready in every coding that was asked for. Knows `cache` and the rest of
//! `http`.

use std::future::Future;
use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderName, HeaderValue};
use actix_web::web::Bytes;

use super::store::{Cache, Figures, Weight};
use super::validators::{EntityTag, fresh_headers, http_date, is_conditional, not_modified, unchanged};
use crate::http::call::Call;
use crate::http::compression::Encoding;
use crate::http::compression::stream::{CONTENT_DIGEST, content_digest};
use crate::http::negotiation::Format;

/// What an answer was made from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edition {
    /// Grows with every import here: what is kept is kept under it, because the same content may come back.
    pub generation: i64,
    /// The content: what the entity tag is made of.
    pub version: String,
    /// When it was imported, as a header says it; none for what changes with the program only.
    pub last_modified: Option<HeaderValue>,
}

impl Edition {
    /// What was imported.
    pub fn new(generation: i64, version: &str, imported_at: &str) -> Self {
        Self { generation, version: version.to_owned(), last_modified: http_date(imported_at) }
    }

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
    /// Its tag, once it is made for a request.
    tag: Option<EntityTag>,
    /// How many of the headers were given to it; what follows was added when it was finished.
    own_headers: usize,
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
            tag: None,
            own_headers: 0,
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
            self.own_headers += 1;
        }
        self
    }

    /// The answer in a coding, or as it is where that is better.
    fn coded(&self, encoding: Encoding) -> Self {
        let coded = encoding.apply(&self.body).map(|body| {
            let digest = self.digest.as_ref().map(|_| content_digest(&body));
            Self { body: body.into(), encoding, digest, ..self.clone() }
        });
        let mut coded = coded.unwrap_or_else(|| self.clone());
        // What `finished` adds is another one for each coding.
        coded.headers.truncate(self.own_headers);
        coded
    }

    /// The answer as it is kept: with its tag and all its headers, in the coding that was `asked` for.
    fn finished(mut self, call: &Call, asked: Encoding) -> Self {
        let tag = tag(call, &self.edition.version, asked);
        self.headers.extend(fresh_headers(&tag, self.edition.last_modified.as_ref()));
        let of_body = [
            self.digest.as_deref().map(|digest| (CONTENT_DIGEST, digest)),
            (self.encoding != Encoding::Identity).then_some((CONTENT_ENCODING, self.encoding.name())),
            Some((CONTENT_TYPE, self.content_type.as_str())),
        ];
        for (name, value) in of_body.into_iter().flatten() {
            self.headers.extend(HeaderValue::from_str(value).ok().map(|value| (name, value)));
        }
        self.tag = Some(tag);
        self
    }

    fn respond(&self, call: &Call) -> HttpResponse {
        if let Some(tag) = self.tag.as_ref().filter(|_| is_conditional(call.headers()))
            && let Some(unchanged) = not_modified(call.headers(), tag, self.edition.last_modified.as_ref())
        {
            return unchanged;
        }
        let mut response = HttpResponse::with_body(StatusCode::OK, self.body.clone());
        for (name, value) in &self.headers {
            response.headers_mut().insert(name.clone(), value.clone());
        }
        response.map_into_boxed_body()
    }
}

/// The entity tag of what `call` asks for, in a coding: each coding is a representation of its own.
pub fn tag(call: &Call, version: &str, encoding: Encoding) -> EntityTag {
    EntityTag::of(version, call.canonical_target(), call.format().media_type(), encoding.name())
}

/// What an answer is kept under. A new import makes all older entries unreachable.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::http) struct Key {
    generation: i64,
    target: String,
    format: Format,
    encoding: Encoding,
}

impl Key {
    fn of(call: &Call, edition: &Edition, encoding: Encoding) -> Self {
        let target = call.canonical_target().to_owned();
        Self { generation: edition.generation, target, format: call.format(), encoding }
    }
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

    /// What is kept for `call` of this edition, with 304 where the reader has it already. A reader who names the very tag
    /// needs nothing to be kept: it was given out for something that exists.
    pub async fn kept(&self, call: &Call, edition: &Edition) -> Option<HttpResponse> {
        let encoding = Encoding::accepted(call.headers());
        if is_conditional(call.headers()) {
            let tag = tag(call, &edition.version, encoding);
            if tag.is_named(call.headers()) {
                return Some(unchanged(&tag, edition.last_modified.as_ref()));
            }
        }
        let kept = self.0.get(&Key::of(call, edition, encoding)).await?;
        Some(kept.respond(call))
    }

    /// Answers `call` by what is kept of this edition, or by what `make` gives: in the coding the reader likes best, and
    /// with 304 where the reader has it already.
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
        if let Some(kept) = self.kept(call, edition).await {
            return Ok(kept);
        }
        let encoding = Encoding::accepted(call.headers());
        let key = |encoding| Key::of(call, edition, encoding);
        // Kept small: the cache holds several copies of the future while it waits.
        let make = Box::pin(async { make.await.map(|made| made.finished(call, Encoding::Identity)) });
        if encoding == Encoding::Identity {
            return self.0.get_or_make(key(encoding), make).await.map(|plain| plain.respond(call));
        }
        let coding = Box::pin(async {
            let plain = self.0.get_or_make(key(Encoding::Identity), make).await?;
            let whole = Arc::clone(&plain);
            // Coding takes milliseconds: not on the thread that answers others.
            let coded = actix_web::web::block(move || whole.coded(encoding)).await;
            Ok(coded.unwrap_or_else(|_| plain.as_ref().clone()).finished(call, encoding))
        });
        let coded = self.0.get_or_make(key(encoding), coding);
        coded.await.map(|coded| coded.respond(call))
    }
}
