//! Validators of a representation and the preconditions they decide (RFC 9110, 8.8 and 13).

use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_LOCATION, ETAG, EntityTag, Header, HeaderName, HeaderValue, IF_MATCH, IF_MODIFIED_SINCE,
    IF_NONE_MATCH, IfMatch, IfNoneMatch, LAST_MODIFIED, VARY,
};
use actix_web::{HttpMessage, HttpResponse};
use sha2::{Digest, Sha256};

use super::compression::Encoding;
use super::target::Target;

/// How long a shared cache may use a response: a minute fresh, five more while it revalidates, a day if we are gone.
const CACHING: &str = "public, max-age=60, stale-while-revalidate=300, stale-if-error=86400";

/// Strong entity tag and modification date of one representation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Validators {
    etag: EntityTag,
    etag_header: HeaderValue,
    last_modified: Option<HeaderValue>,
}

/// What the preconditions of a request ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precondition {
    /// There is none, or it holds: send the representation.
    Proceed,
    /// The client has the representation already: 304.
    NotModified,
    /// `If-Match` names other representations: 412.
    Failed,
}

impl Validators {
    /// Returns the validators of what `target` shows of `content` as `media_type` in `encoding`. `content` identifies the
    /// data; the build is part of the tag, because another one may render the same data differently. `modified_at` is a
    /// timestamp such as `2026-11-20T09:00:00Z`.
    pub fn new(
        content: &str,
        target: &Target,
        media_type: &str,
        encoding: Encoding,
        modified_at: Option<&str>,
    ) -> Self {
        let mut hash = Sha256::new();
        for part in [env!("TASSEI_BUILD"), content, target.canonical(), media_type, encoding.name()] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        let hex = data_encoding::HEXLOWER.encode(&hash.finalize());
        let tag = hex.get(..32).unwrap_or_default();
        Self {
            etag: EntityTag::new_strong(tag.to_owned()),
            etag_header: HeaderValue::from_str(&format!("\"{tag}\"")).unwrap_or(HeaderValue::from_static("")),
            last_modified: modified_at.and_then(http_date),
        }
    }

    /// Evaluates the preconditions of `request` for a representation that exists. `If-None-Match` compares weakly,
    /// because a proxy may have weakened the tag, and takes precedence over `If-Modified-Since`.
    pub fn evaluate(&self, request: &impl HttpMessage) -> Precondition {
        let headers = request.headers();
        if headers.contains_key(IF_MATCH) {
            let matches = match IfMatch::parse(request) {
                Ok(IfMatch::Any) => true,
                Ok(IfMatch::Items(tags)) => tags.iter().any(|tag| self.is_strong(tag)),
                Err(_) => false,
            };
            if !matches {
                return Precondition::Failed;
            }
        }
        let is_known = if headers.contains_key(IF_NONE_MATCH) {
            match IfNoneMatch::parse(request) {
                Ok(IfNoneMatch::Any) => true,
                Ok(IfNoneMatch::Items(tags)) => tags.iter().any(|tag| tag.weak_eq(&self.etag)),
                Err(_) => false,
            }
        } else {
            // Only a date that we sent is known for sure to be that of the current representation.
            let since = headers.get(IF_MODIFIED_SINCE);
            since.is_some() && since == self.last_modified.as_ref()
        };
        if is_known { Precondition::NotModified } else { Precondition::Proceed }
    }

    /// Returns whether `tag` is this tag, compared strongly.
    pub(super) fn is_strong(&self, tag: &EntityTag) -> bool {
        tag.strong_eq(&self.etag)
    }

    /// Returns whether `If-None-Match` names this very tag: then the client has the representation, and it exists.
    pub fn match_if_none_match(&self, request: &impl HttpMessage) -> bool {
        !request.headers().contains_key(IF_MATCH)
            && matches!(
                IfNoneMatch::parse(request),
                Ok(IfNoneMatch::Items(tags)) if tags.iter().any(|tag| tag.weak_eq(&self.etag))
            )
    }

    /// Headers of a response that caches may store.
    pub fn headers(&self) -> impl Iterator<Item = (HeaderName, HeaderValue)> {
        let constant = [
            (CACHE_CONTROL, HeaderValue::from_static(CACHING)),
            (VARY, HeaderValue::from_static("Accept, Accept-Encoding")),
        ];
        let last_modified = self.last_modified.clone().map(|date| (LAST_MODIFIED, date));
        constant.into_iter().chain([(ETAG, self.etag_header.clone())]).chain(last_modified)
    }

    /// Builds the 304 response. `content_location` is that of the 200 response.
    pub fn not_modified(&self, content_location: Option<HeaderValue>) -> HttpResponse {
        let mut response = HttpResponse::NotModified();
        if let Some(location) = content_location {
            response.insert_header((CONTENT_LOCATION, location));
        }
        for header in self.headers() {
            response.insert_header(header);
        }
        response.finish()
    }

    /// Size of the validators in memory, in bytes.
    pub(super) fn bytes(&self) -> usize {
        size_of::<Self>() + 2 * self.etag.tag().len() + self.last_modified.as_ref().map_or(0, HeaderValue::len)
    }
}

/// `2026-11-20T09:00:00Z` as an HTTP date.
fn http_date(timestamp: &str) -> Option<HeaderValue> {
    let timestamp: jiff::Timestamp = timestamp.parse().ok()?;
    HeaderValue::from_str(&timestamp.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::FromRequest as _;
    use actix_web::test::TestRequest;

    fn validators(content: &str, media_type: &str, encoding: Encoding) -> Validators {
        let target = actix_web::rt::System::new()
            .block_on(Target::extract(&TestRequest::with_uri("/v1").to_http_request()))
            .unwrap();
        Validators::new(content, &target, media_type, encoding, None)
    }

    #[test]
    fn a_tag_matches_in_a_list_and_weakened_by_a_proxy() {
        let known = validators("v", "application/json", Encoding::Identity);
        let tag = known.etag.tag();
        let request = TestRequest::default().insert_header(("if-none-match", format!("\"x\", W/\"{tag}\"")));
        let request = request.to_http_request();
        assert_eq!(known.evaluate(&request), Precondition::NotModified);
        for other in [
            validators("w", "application/json", Encoding::Identity),
            validators("v", "text/csv", Encoding::Identity),
            validators("v", "application/json", Encoding::Gzip),
        ] {
            assert_eq!(other.evaluate(&request), Precondition::Proceed);
        }
    }

    #[test]
    fn if_match_compares_strongly() {
        let known = validators("v", "application/json", Encoding::Identity);
        let tag = known.etag.tag();
        for (value, expected) in [
            (format!("\"{tag}\""), Precondition::Proceed),
            ("*".to_owned(), Precondition::Proceed),
            (format!("W/\"{tag}\""), Precondition::Failed),
            ("\"x\"".to_owned(), Precondition::Failed),
        ] {
            let request = TestRequest::default().insert_header(("if-match", value.as_str())).to_http_request();
            assert_eq!(known.evaluate(&request), expected, "{value}");
        }
    }

    #[test]
    fn a_timestamp_becomes_an_http_date() {
        assert_eq!(http_date("2026-11-20T09:00:00Z").unwrap(), "Fri, 20 Nov 2026 09:00:00 GMT");
        assert_eq!(http_date(""), None);
    }
}
