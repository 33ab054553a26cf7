//! Content codings: which one a request prefers, and compression of whole bodies.

use std::io::Write;

use actix_web::HttpMessage;
use actix_web::http::header::{self, AcceptEncoding, Header, Preference, Quality};

/// Content coding of a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// Uncompressed.
    Identity,
    /// gzip
    Gzip,
    /// Brotli
    Brotli,
    /// Zstandard
    Zstd,
}

/// Smaller bodies do not get smaller by compression, in bytes.
const MIN_COMPRESSED_BYTES: usize = 512;

/// Levels that keep a waiting client below 5 ms on a page of a list.
pub(super) const GZIP_LEVEL: u32 = 6;
pub(super) const ZSTD_LEVEL: i32 = 3;

pub(super) fn brotli_parameters() -> brotli::enc::BrotliEncoderParams {
    brotli::enc::BrotliEncoderParams { quality: 5, lgwin: 20, ..Default::default() }
}

impl Encoding {
    /// Value of `Content-Encoding`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Gzip => "gzip",
            Self::Brotli => "br",
            Self::Zstd => "zstd",
        }
    }

    /// Returns the coding that `Accept-Encoding` prefers, the one that compresses best of equals. A header that accepts
    /// nothing gets identity, as RFC 9110, 12.5.3 allows; `x-gzip` is gzip (8.4.1.3).
    pub fn preferred(request: &impl HttpMessage) -> Self {
        if !request.headers().contains_key(header::ACCEPT_ENCODING) {
            return Self::Identity;
        }
        let ranges = AcceptEncoding::parse(request).map(|accept| accept.0).unwrap_or_default();
        let quality = |encoding: Self| {
            let is_named = |item: String| item == encoding.name() || (item == "x-gzip" && encoding == Self::Gzip);
            let named = ranges
                .iter()
                .find(|range| matches!(&range.item, Preference::Specific(item) if is_named(item.to_string())));
            let any = ranges.iter().find(|range| matches!(range.item, Preference::Any));
            named.or(any).map(|range| range.quality)
        };
        let coded = [Self::Brotli, Self::Zstd, Self::Gzip];
        let mut best = (quality(Self::Identity).unwrap_or(Quality::MIN), Self::Identity);
        for encoding in coded {
            let quality = quality(encoding).unwrap_or(Quality::ZERO);
            let is_better = if best.1 == Self::Identity { quality >= best.0 } else { quality > best.0 };
            if quality > Quality::ZERO && is_better {
                best = (quality, encoding);
            }
        }
        best.1
    }

    /// Compresses a body; `None` where that does not make it smaller.
    pub fn compress(self, body: &[u8]) -> Option<Vec<u8>> {
        if body.len() < MIN_COMPRESSED_BYTES {
            return None;
        }
        let compressed = match self {
            Self::Identity => None,
            Self::Gzip => gzip(body).ok(),
            Self::Brotli => brotli(body).ok(),
            Self::Zstd => zstd::bulk::compress(body, ZSTD_LEVEL).ok(),
        };
        compressed.filter(|compressed| compressed.len() < body.len())
    }
}

fn gzip(body: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(GZIP_LEVEL));
    encoder.write_all(body)?;
    encoder.finish()
}

fn brotli(body: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*body, &mut compressed, &brotli_parameters())?;
    Ok(compressed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    fn preferred(value: &str) -> Encoding {
        Encoding::preferred(&TestRequest::default().insert_header(("accept-encoding", value)).to_http_request())
    }

    #[test]
    fn the_preferred_coding_is_chosen() {
        assert_eq!(preferred("gzip, deflate, br, zstd"), Encoding::Brotli);
        assert_eq!(preferred("gzip"), Encoding::Gzip);
        assert_eq!(preferred("x-gzip"), Encoding::Gzip);
        assert_eq!(preferred("x-gzip;q=0, identity"), Encoding::Identity);
        assert_eq!(preferred("gzip;q=1.0, br;q=0.5"), Encoding::Gzip);
        assert_eq!(preferred("zstd;q=0.9, gzip;q=0.1"), Encoding::Zstd);
        assert_eq!(preferred("identity"), Encoding::Identity);
        assert_eq!(preferred("deflate"), Encoding::Identity);
        assert_eq!(preferred("*"), Encoding::Brotli);
        assert_eq!(preferred("br;q=0, *"), Encoding::Zstd);
        assert_eq!(preferred("gzip;q=0.5, identity"), Encoding::Identity);
        assert_eq!(preferred("*;q=0"), Encoding::Identity);
        assert_eq!(Encoding::preferred(&TestRequest::default().to_http_request()), Encoding::Identity);
    }

    #[test]
    fn small_bodies_are_not_compressed() {
        assert_eq!(Encoding::Gzip.compress(b"short"), None);
        let long = "市".repeat(1_000);
        for encoding in [Encoding::Gzip, Encoding::Brotli, Encoding::Zstd] {
            assert!(encoding.compress(long.as_bytes()).is_some_and(|compressed| compressed.len() < 500));
        }
    }
}
