//! Content codings: which one an answer has, and making it. Knows nobody.

pub(in crate::http) mod stream;

use std::io::Write;

use actix_web::http::header::HeaderMap;

use crate::http::negotiation::weighted;

/// How an answer's bytes are coded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// As they are.
    Identity,
    /// gzip
    Gzip,
    /// Brotli
    Brotli,
    /// Zstandard
    Zstd,
}

/// Below this many bytes nothing is won.
const WORTHWHILE: usize = 512;

impl Encoding {
    /// As written in `Content-Encoding`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Gzip => "gzip",
            Self::Brotli => "br",
            Self::Zstd => "zstd",
        }
    }

    /// The coding that `Accept-Encoding` likes best; of equals the smallest one first. What accepts nothing gets the
    /// bytes as they are, as RFC 9110, 12.5.3 allows.
    pub fn accepted(headers: &HeaderMap) -> Self {
        let ranges = weighted(headers, "accept-encoding");
        let weight = |encoding: Self| {
            let named = ranges.iter().find(|(range, _)| range == encoding.name());
            let any = ranges.iter().find(|(range, _)| range == "*");
            named.or(any).map(|(_, weight)| *weight)
        };
        // `Iterator::max_by_key` takes the last of equals.
        let coded = [Self::Gzip, Self::Zstd, Self::Brotli];
        let best = coded.into_iter().max_by_key(|encoding| weight(*encoding).unwrap_or(0));
        let identity = weight(Self::Identity).unwrap_or(1);
        best.filter(|best| weight(*best).unwrap_or(0) >= identity.max(1)).unwrap_or(Self::Identity)
    }

    /// The bytes in this coding; `None` where they are better left as they are.
    pub fn apply(self, bytes: &[u8]) -> Option<Vec<u8>> {
        if bytes.len() < WORTHWHILE {
            return None;
        }
        let coded = match self {
            Self::Identity => None,
            Self::Gzip => gzip(bytes).ok(),
            Self::Brotli => brotli(bytes).ok(),
            Self::Zstd => zstd::bulk::compress(bytes, ZSTD_LEVEL).ok(),
        };
        coded.filter(|coded| coded.len() < bytes.len())
    }
}

/// As far as one who waits should pay for.
pub(in crate::http) const GZIP_LEVEL: u32 = 6;
/// The same.
pub(in crate::http) const ZSTD_LEVEL: i32 = 3;

/// The same.
pub(in crate::http) fn brotli_parameters() -> brotli::enc::BrotliEncoderParams {
    brotli::enc::BrotliEncoderParams { quality: 5, lgwin: 20, ..Default::default() }
}

fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(GZIP_LEVEL));
    encoder.write_all(bytes)?;
    encoder.finish()
}

fn brotli(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut coded = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut coded, &brotli_parameters())?;
    Ok(coded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header::{ACCEPT_ENCODING, HeaderValue};

    fn accepted(value: &str) -> Encoding {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_str(value).unwrap());
        Encoding::accepted(&headers)
    }

    #[test]
    fn the_best_liked_coding_is_chosen() {
        assert_eq!(accepted("gzip, deflate, br, zstd"), Encoding::Brotli);
        assert_eq!(accepted("gzip"), Encoding::Gzip);
        assert_eq!(accepted("gzip;q=1.0, br;q=0.5"), Encoding::Gzip);
        assert_eq!(accepted("zstd;q=0.9, gzip;q=0.1"), Encoding::Zstd);
        assert_eq!(accepted("identity"), Encoding::Identity);
        assert_eq!(accepted("deflate"), Encoding::Identity);
        assert_eq!(accepted("*"), Encoding::Brotli);
        assert_eq!(accepted("br;q=0, *"), Encoding::Zstd);
        assert_eq!(accepted("gzip;q=0.5, identity"), Encoding::Identity);
        assert_eq!(accepted("*;q=0"), Encoding::Identity);
        assert_eq!(Encoding::accepted(&HeaderMap::new()), Encoding::Identity);
    }

    #[test]
    fn small_answers_are_left_alone() {
        assert_eq!(Encoding::Gzip.apply(b"short"), None);
        let long = "市".repeat(1_000);
        for encoding in [Encoding::Gzip, Encoding::Brotli, Encoding::Zstd] {
            assert!(encoding.apply(long.as_bytes()).is_some_and(|coded| coded.len() < 500));
        }
    }
}
