//! Conditional requests (RFC 9110, 13): the entity tag of a representation and the 304 it allows. Knows nobody.

use actix_web::HttpResponse;
use actix_web::http::header::{
    CACHE_CONTROL, ETAG, HeaderMap, HeaderName, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED, VARY,
};
use sha2::{Digest, Sha256};

/// How long a public cache may keep an answer: a minute fresh, five more while it asks again, a day if we are gone.
const CACHING: &str = "public, max-age=60, stale-while-revalidate=300, stale-if-error=86400";

/// The strong entity tag of one representation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityTag(String);

impl EntityTag {
    /// The tag of what `target` shows at `version` of the data in `format` and `encoding`; this build is part of it,
    /// because another one may write the same data in another way.
    pub fn of(version: &str, target: &str, format: &str, encoding: &str) -> Self {
        let mut hash = Sha256::new();
        for part in [env!("TASSEI_BUILD"), version, target, format, encoding] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        let hex = data_encoding::HEXLOWER.encode(&hash.finalize());
        Self(format!("\"{}\"", hex.get(..32).unwrap_or_default()))
    }

    /// Whether the request names this very tag: then it has the representation, and it exists.
    pub fn is_named(&self, headers: &HeaderMap) -> bool {
        named(headers).any(|tag| tag == self.0)
    }

    /// Whether the request says that it has this representation already. Weak comparison, because a proxy on the way
    /// may weaken the tag; `If-None-Match` comes before `If-Modified-Since`.
    fn is_known(&self, headers: &HeaderMap, last_modified: Option<&HeaderValue>) -> bool {
        if headers.contains_key(IF_NONE_MATCH) {
            return named(headers).any(|tag| tag == "*" || tag == self.0);
        }
        // The date was given out by us: only the same one is known for sure to be as new.
        let since = headers.get(IF_MODIFIED_SINCE);
        since.is_some() && since == last_modified
    }
}

/// The tags of `If-None-Match`, without the mark of weakness.
fn named(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    let values = headers.get_all(IF_NONE_MATCH).filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).map(str::trim).map(|tag| tag.strip_prefix("W/").unwrap_or(tag))
}

/// `2026-11-20T09:00:00Z` as an HTTP date.
pub(in crate::http) fn http_date(timestamp: &str) -> Option<HeaderValue> {
    let timestamp: jiff::Timestamp = timestamp.parse().ok()?;
    HeaderValue::from_str(&timestamp.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()).ok()
}

/// Whether the request asks only for what it does not have yet.
pub(in crate::http) fn is_conditional(headers: &HeaderMap) -> bool {
    headers.contains_key(IF_NONE_MATCH) || headers.contains_key(IF_MODIFIED_SINCE)
}

/// The headers of a representation that a cache may keep.
pub fn fresh_headers(tag: &EntityTag, last_modified: Option<&HeaderValue>) -> Vec<(HeaderName, HeaderValue)> {
    let mut headers = vec![
        (CACHE_CONTROL, HeaderValue::from_static(CACHING)),
        (VARY, HeaderValue::from_static("Accept, Accept-Encoding")),
    ];
    headers.extend(HeaderValue::from_str(&tag.0).ok().map(|tag| (ETAG, tag)));
    headers.extend(last_modified.map(|date| (LAST_MODIFIED, date.clone())));
    headers
}

/// The 304 for a request that has the representation already, which is known to exist.
pub fn not_modified(request: &HeaderMap, tag: &EntityTag, last_modified: Option<&HeaderValue>) -> Option<HttpResponse> {
    tag.is_known(request, last_modified).then(|| unchanged(tag, last_modified))
}

/// The 304 itself.
pub fn unchanged(tag: &EntityTag, last_modified: Option<&HeaderValue>) -> HttpResponse {
    let mut response = HttpResponse::NotModified();
    for header in fresh_headers(tag, last_modified) {
        response.insert_header(header);
    }
    response.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_known_in_a_list_and_weakened_by_a_proxy() {
        let tag = EntityTag::of("v", "/v1", "json", "identity");
        let mut headers = HeaderMap::new();
        headers.insert(IF_NONE_MATCH, HeaderValue::from_str(&format!("\"x\", W/{}", tag.0)).unwrap());
        assert!(tag.is_known(&headers, None));
        assert!(!EntityTag::of("w", "/v1", "json", "identity").is_known(&headers, None));
        assert!(!EntityTag::of("v", "/v1", "csv", "identity").is_known(&headers, None));
        assert!(!EntityTag::of("v", "/v1", "json", "gzip").is_known(&headers, None));
    }

    #[test]
    fn a_timestamp_becomes_an_http_date() {
        let date = http_date("2026-11-20T09:00:00Z").unwrap();
        assert_eq!(date, "Fri, 20 Nov 2026 09:00:00 GMT");
        assert_eq!(http_date(""), None);
    }
}
