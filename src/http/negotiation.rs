//! Which format and which language an answer has. Knows `text`.

use actix_web::http::header::HeaderMap;

use crate::language::Language;

/// The formats an answer may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// `application/json`
    Json,
    /// `text/csv`
    Csv,
    /// `application/jsonl`: one JSON object a line
    Jsonl,
    /// `text/html`
    Html,
}

impl Format {
    /// The media type without parameters.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Csv => "text/csv",
            Self::Jsonl => "application/jsonl",
            Self::Html => "text/html",
        }
    }

    /// The value of `Content-Type`.
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::Jsonl => "application/jsonl",
            Self::Html => "text/html; charset=utf-8",
        }
    }

    /// The extension that selects it in a path, without the dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Jsonl => "jsonl",
            Self::Html => "html",
        }
    }

    /// The format of `available` that `Accept` likes best; of equals the first. `None`: it accepts none of them.
    pub fn accepted(headers: &HeaderMap, available: &[Self]) -> Option<Self> {
        let ranges = weighted(headers, "accept");
        if ranges.is_empty() {
            return available.first().copied();
        }
        // RFC 9110, 12.5.1: the most specific range that matches a format decides its weight.
        let weight = |format: Self| {
            let (kind, _) = format.media_type().split_once('/').unwrap_or_default();
            let exactness = |range: &str| match range {
                exact if exact == format.media_type() => Some(2),
                "*/*" | "*" => Some(0),
                wide => wide.strip_suffix("/*").filter(|wide| *wide == kind).map(|_| 1),
            };
            let matching = ranges.iter().filter_map(|(range, weight)| Some((exactness(range)?, *weight)));
            matching.max_by_key(|(exactness, _)| *exactness).map_or(0, |(_, weight)| weight)
        };
        let best = available.iter().copied().map(|format| (weight(format), format));
        let mut chosen = None;
        for (weight, format) in best {
            if weight > chosen.map_or(0, |(most, _)| most) {
                chosen = Some((weight, format));
            }
        }
        chosen.map(|(_, format)| format)
    }
}

/// The language of problems: Japanese where it is asked for before English, English otherwise.
pub fn language(headers: &HeaderMap) -> Language {
    let weight = |wanted: &str| {
        let ranges = weighted(headers, "accept-language");
        let matching = ranges.iter().filter(|(range, _)| range == wanted || range.starts_with(&format!("{wanted}-")));
        matching.map(|(_, weight)| *weight).max().unwrap_or(0)
    };
    if weight("ja") > weight("en") { Language::Ja } else { Language::En }
}

/// The ranges of a header with their weights in thousandths, in the order they were sent.
pub(super) fn weighted(headers: &HeaderMap, name: &str) -> Vec<(String, u32)> {
    let values = headers.get_all(name).filter_map(|value| value.to_str().ok());
    let ranges = values.flat_map(|value| value.split(',')).map(|range| {
        let mut parts = range.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default().to_ascii_lowercase();
        let weight = parts
            .find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")))
            .map_or(1000, |weight| weight.trim().parse::<f32>().map_or(0, thousandths));
        (name, weight)
    });
    ranges.filter(|(name, _)| !name.is_empty()).collect()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0…1000 before")]
fn thousandths(weight: f32) -> u32 {
    if weight.is_nan() { 0 } else { (weight.clamp(0.0, 1.0) * 1000.0) as u32 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header::{ACCEPT, HeaderValue};

    fn accepts(accept: &str) -> Option<Format> {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_str(accept).unwrap());
        Format::accepted(&headers, &[Format::Json, Format::Csv])
    }

    #[test]
    fn the_best_liked_format_is_chosen() {
        assert_eq!(accepts("*/*"), Some(Format::Json));
        assert_eq!(accepts("text/csv"), Some(Format::Csv));
        assert_eq!(accepts("text/csv;q=0.5, application/json;q=0.4"), Some(Format::Csv));
        assert_eq!(accepts("text/html, */*;q=0.8"), Some(Format::Json));
        assert_eq!(accepts("application/json;q=0, */*"), Some(Format::Csv));
        assert_eq!(accepts("text/*"), Some(Format::Csv));
        assert_eq!(accepts("image/png"), None);
        assert_eq!(accepts("*/*;q=0"), None);
    }
}
