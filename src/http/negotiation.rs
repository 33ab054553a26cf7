//! Content negotiation: media type and language of a response.

use actix_web::HttpMessage;
use actix_web::http::header::{Accept, AcceptLanguage, Header, Preference, Quality, QualityItem};
use actix_web::mime::Mime;

use crate::language::Language;

/// A media type that responses can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MediaType {
    /// Type and subtype, without parameters.
    pub essence: &'static str,
    /// Other names under which clients ask for it.
    pub aliases: &'static [&'static str],
    /// Value of `Content-Type`.
    pub content_type: &'static str,
    /// Extension that selects it in a path, without the dot.
    pub extension: &'static str,
}

impl MediaType {
    /// Returns how much `accept` wants this type, under whichever of its names it is most exact about it; under its own
    /// of equals.
    fn quality(&self, accept: &[QualityItem<Mime>]) -> Quality {
        let names = self.aliases.iter().rev().chain([&self.essence]);
        let best = names.filter_map(|name| quality(accept, name)).max_by_key(|(exactness, _)| *exactness);
        best.map_or(Quality::ZERO, |(_, quality)| quality)
    }
}

/// `application/json`
pub const JSON: MediaType =
    MediaType { essence: "application/json", aliases: &[], content_type: "application/json", extension: "json" };

/// `text/html`
pub const HTML: MediaType =
    MediaType { essence: "text/html", aliases: &[], content_type: "text/html; charset=utf-8", extension: "html" };

/// Returns the type of `available` that `Accept` prefers, the first of equals; `None` where it accepts none.
pub fn preferred<'a>(request: &impl HttpMessage, available: &'a [MediaType]) -> Option<&'a MediaType> {
    let accept = accept(request);
    if accept.is_empty() {
        return available.first();
    }
    let mut best = None;
    for media_type in available {
        let quality = media_type.quality(&accept);
        if quality > best.map_or(Quality::ZERO, |(best, _)| best) {
            best = Some((quality, media_type));
        }
    }
    best.map(|(_, media_type)| media_type)
}

/// Returns whether `Accept` names `text/html`, and JSON not above it.
pub fn prefers_html(request: &impl HttpMessage) -> bool {
    let accept = accept(request);
    let named = |essence: &str| quality(&accept, essence).filter(|(exactness, _)| *exactness == 2);
    let html = named(HTML.essence).map_or(Quality::ZERO, |(_, quality)| quality);
    let json = ["application/json", "application/problem+json"].into_iter().filter_map(named);
    html > Quality::ZERO && json.map(|(_, quality)| quality).all(|json| json <= html)
}

/// How an `Accept` ranks the media types of this service, four bits each: requests of one class get the same response.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct AcceptClass(u64);

impl AcceptClass {
    /// How many media types a class has room for.
    pub const MAX_MEDIA_TYPES: usize = 15;

    /// Ranks `media_types` by the `Accept` of `request`.
    pub fn of(request: &impl HttpMessage, media_types: &[MediaType]) -> Self {
        let accept = accept(request);
        if accept.is_empty() {
            return Self::default();
        }
        let qualities: Vec<Quality> = media_types.iter().map(|media_type| media_type.quality(&accept)).collect();
        let mut distinct = qualities.clone();
        distinct.push(Quality::ZERO);
        distinct.sort_unstable();
        distinct.dedup();
        let rank = |quality: &Quality| distinct.iter().position(|known| known == quality).unwrap_or(0);
        let all_equal = qualities.windows(2).all(|pair| pair.first() == pair.last());
        if all_equal && qualities.first().is_some_and(|quality| *quality > Quality::ZERO) {
            return Self::default();
        }
        // The first bit tells a header that accepts nothing from none at all.
        Self(qualities.iter().fold(1, |class, quality| (class << 4) | rank(quality) as u64))
    }
}

fn accept(request: &impl HttpMessage) -> Vec<QualityItem<Mime>> {
    Accept::parse(request).map(|accept| accept.0).unwrap_or_default()
}

/// Exactness (2 for the type itself, 1 for `type/*`, 0 for `*/*`) and quality of the most specific range that matches
/// (RFC 9110, 12.5.1).
fn quality(accept: &[QualityItem<Mime>], essence: &str) -> Option<(u8, Quality)> {
    let family = essence.split('/').next().unwrap_or_default();
    let matching = accept.iter().filter_map(|range| {
        let exactness = match (range.item.type_().as_str(), range.item.subtype().as_str()) {
            ("*", "*") => 0,
            (kind, "*") if kind == family => 1,
            _ if range.item.essence_str() == essence => 2,
            _ => return None,
        };
        Some((exactness, range.quality))
    });
    matching.max_by_key(|(exactness, _)| *exactness)
}

/// Returns the language of problems: Japanese where `Accept-Language` prefers it to English, English otherwise.
pub fn language(request: &impl HttpMessage) -> Language {
    let ranked = AcceptLanguage::parse(request).map(|accept| accept.ranked()).unwrap_or_default();
    let first = ranked.into_iter().find_map(|range| match range {
        Preference::Specific(tag) => match tag.primary_language() {
            "ja" => Some(Language::Ja),
            "en" => Some(Language::En),
            _ => None,
        },
        Preference::Any => None,
    });
    first.unwrap_or(Language::En)
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    const CSV: MediaType = MediaType { essence: "text/csv", aliases: &[], content_type: "text/csv", extension: "csv" };
    const JSONL: MediaType = MediaType {
        essence: "application/jsonl",
        aliases: &["application/x-ndjson", "application/ndjson"],
        content_type: "application/jsonl",
        extension: "jsonl",
    };
    const AVAILABLE: [MediaType; 3] = [JSON, CSV, JSONL];

    fn chosen(accept: &str) -> Option<&'static str> {
        let request = TestRequest::default().insert_header(("accept", accept)).to_http_request();
        preferred(&request, &AVAILABLE).map(|media_type| media_type.extension)
    }

    #[test]
    fn the_preferred_media_type_is_chosen() {
        for (accept, expected) in [
            ("*/*", Some("json")),
            ("text/csv", Some("csv")),
            ("text/csv;q=0.5, application/json;q=0.4", Some("csv")),
            ("text/html, */*;q=0.8", Some("json")),
            ("application/json;q=0, */*", Some("csv")),
            ("text/*", Some("csv")),
            ("image/png", None),
            ("*/*;q=0", None),
            ("application/x-ndjson", Some("jsonl")),
            ("application/ndjson, */*;q=0.1", Some("jsonl")),
            ("application/x-ndjson;q=0.5, text/csv;q=0.6", Some("csv")),
            ("application/x-ndjson;q=0, */*", Some("json")),
            ("application/jsonl;q=0, application/x-ndjson", None),
        ] {
            assert_eq!(chosen(accept), expected, "{accept}");
        }
    }

    #[test]
    fn requests_of_one_class_get_the_same_type() {
        let class = |accept: &str| {
            let request = TestRequest::default().insert_header(("accept", accept)).to_http_request();
            AcceptClass::of(&request, &AVAILABLE)
        };
        for (one, two, expected) in [
            ("application/x-ndjson", "application/jsonl", true),
            ("application/ndjson;q=0.3", "application/jsonl", true),
            ("application/x-ndjson", "text/csv", false),
            ("application/x-ndjson", "application/json", false),
            ("*/*", "text/csv", false),
        ] {
            assert_eq!(class(one) == class(two), expected, "{one} and {two}");
            assert_eq!(chosen(one) == chosen(two), expected, "{one} and {two}");
        }
    }

    #[test]
    fn html_is_preferred_only_where_it_is_named() {
        for (accept, expected) in [
            ("text/html", true),
            ("text/html,application/xhtml+xml,*/*;q=0.8", true),
            ("*/*", false),
            ("application/json, text/html;q=0.5", false),
            ("text/html;q=0", false),
        ] {
            let request = TestRequest::default().insert_header(("accept", accept)).to_http_request();
            assert_eq!(prefers_html(&request), expected, "{accept}");
        }
    }
}
