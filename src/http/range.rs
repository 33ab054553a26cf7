//! Byte ranges of a file (RFC 9110, 14): one range of the identity coding.

use actix_web::HttpRequest;
use actix_web::http::Method;
use actix_web::http::header::{Header, IF_RANGE, IfRange, RANGE, Range};

use super::compression::Encoding;
use super::validators::Validators;

/// The part of a file that a request asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RequestedRange {
    /// All of it.
    Whole,
    /// These bytes.
    Part(std::ops::Range<u64>),
    /// Bytes that it does not have: 416.
    Unsatisfiable,
}

/// Returns the coding that the request prefers: none for a part, because a part of a coded file is of no use.
pub fn preferred_encoding(request: &HttpRequest) -> Encoding {
    if asks_for_range(request) { Encoding::Identity } else { Encoding::preferred(request) }
}

/// Returns whether the request asks for a part.
pub fn asks_for_range(request: &HttpRequest) -> bool {
    // Most requests have none: looking for the header costs less than parsing it.
    *request.method() == Method::GET && request.headers().contains_key(RANGE) && Range::parse(request).is_ok()
}

impl RequestedRange {
    /// Reads `Range` and `If-Range` for a file of `length` bytes. Several ranges, or a file that has changed since, get the
    /// whole.
    pub fn of(request: &HttpRequest, length: u64, validators: &Validators) -> Self {
        if !asks_for_range(request) {
            return Self::Whole;
        }
        let Ok(Range::Bytes(ranges)) = Range::parse(request) else { return Self::Whole };
        let [range] = ranges.as_slice() else { return Self::Whole };
        if request.headers().contains_key(IF_RANGE) {
            // A date is no strong validator.
            let is_current =
                matches!(IfRange::parse(request), Ok(IfRange::EntityTag(tag)) if validators.is_strong(&tag));
            if !is_current {
                return Self::Whole;
            }
        }
        range.to_satisfiable_range(length).map_or(Self::Unsatisfiable, |(first, last)| Self::Part(first..last + 1))
    }
}

/// Returns the value of `Content-Range` for a part of a file.
pub fn content_range(part: &std::ops::Range<u64>, length: u64) -> String {
    format!("bytes {}-{}/{length}", part.start, part.end.saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::target::Target;
    use actix_web::FromRequest as _;
    use actix_web::test::TestRequest;

    fn validators() -> Validators {
        let request = TestRequest::with_uri("/v1").to_http_request();
        let target = actix_web::rt::System::new().block_on(Target::extract(&request)).unwrap();
        Validators::new("v", &target, "text/csv", Encoding::Identity, None)
    }

    fn range(headers: &[(&str, &str)]) -> RequestedRange {
        let request = headers.iter().fold(TestRequest::get(), |request, header| request.insert_header(*header));
        RequestedRange::of(&request.to_http_request(), 100, &validators())
    }

    #[test]
    fn one_range_is_cut_to_the_length_of_the_file() {
        for (value, expected) in [
            ("bytes=0-9", RequestedRange::Part(0..10)),
            ("bytes=90-", RequestedRange::Part(90..100)),
            ("bytes=90-1000", RequestedRange::Part(90..100)),
            ("bytes=-5", RequestedRange::Part(95..100)),
            ("bytes=100-", RequestedRange::Unsatisfiable),
            ("bytes=0-1,5-6", RequestedRange::Whole),
            ("rows=0-1", RequestedRange::Whole),
            ("bytes=b-a", RequestedRange::Whole),
        ] {
            assert_eq!(range(&[("range", value)]), expected, "{value}");
        }
        assert_eq!(range(&[]), RequestedRange::Whole);
    }

    #[test]
    fn if_range_names_the_current_tag_strongly() {
        let tag = validators().headers().find(|(name, _)| name == "etag").map(|(_, value)| value).unwrap();
        let tag = tag.to_str().unwrap().to_owned();
        let part = RequestedRange::Part(0..1);
        for (value, expected) in [
            (tag.as_str(), &part),
            (&format!("W/{tag}"), &RequestedRange::Whole),
            ("\"x\"", &RequestedRange::Whole),
            ("Fri, 20 Nov 2026 09:00:00 GMT", &RequestedRange::Whole),
        ] {
            assert_eq!(&range(&[("range", "bytes=0-0"), ("if-range", value)]), expected, "{value}");
        }
    }
}
