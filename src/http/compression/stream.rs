//! Compression of a streamed body, and the digest of what is sent.

use std::io::Write;

use actix_web::http::header::HeaderName;
use data_encoding::BASE64;
use sha2::{Digest, Sha256};

use super::encoding::{Encoding, GZIP_LEVEL, ZSTD_LEVEL, brotli_parameters};

/// Header with the digest of a body as sent (RFC 9530).
pub const CONTENT_DIGEST: HeaderName = HeaderName::from_static("content-digest");

/// Returns the value of [`CONTENT_DIGEST`] for a whole body.
pub fn content_digest(body: &[u8]) -> String {
    format_digest(Sha256::digest(body).as_slice())
}

fn format_digest(hash: &[u8]) -> String {
    format!("sha-256=:{}:", BASE64.encode(hash))
}

/// Compresses a stream chunk by chunk and hashes the compressed bytes.
pub struct StreamEncoder {
    encoder: Encoder,
    hash: Sha256,
}

enum Encoder {
    Identity,
    Gzip(flate2::write::GzEncoder<Vec<u8>>),
    Brotli(Box<brotli::CompressorWriter<Vec<u8>>>),
    Zstd(zstd::stream::write::Encoder<'static, Vec<u8>>),
}

impl std::fmt::Debug for StreamEncoder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StreamEncoder").finish_non_exhaustive()
    }
}

impl StreamEncoder {
    /// Creates an encoder.
    ///
    /// # Errors
    /// The error of the compression library.
    pub fn new(encoding: Encoding) -> std::io::Result<Self> {
        let encoder = match encoding {
            Encoding::Identity => Encoder::Identity,
            Encoding::Gzip => {
                Encoder::Gzip(flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(GZIP_LEVEL)))
            }
            Encoding::Brotli => Encoder::Brotli(Box::new(brotli::CompressorWriter::with_params(
                Vec::new(),
                16 * 1024,
                &brotli_parameters(),
            ))),
            Encoding::Zstd => Encoder::Zstd(zstd::stream::write::Encoder::new(Vec::new(), ZSTD_LEVEL)?),
        };
        Ok(Self { encoder, hash: Sha256::new() })
    }

    /// Compresses `bytes` and returns all that can be sent so far: the client sees every chunk at once.
    ///
    /// # Errors
    /// The error of the compression library.
    pub fn push(&mut self, bytes: &[u8]) -> std::io::Result<Vec<u8>> {
        fn flush<W: Write>(encoder: &mut W, bytes: &[u8]) -> std::io::Result<()> {
            encoder.write_all(bytes)?;
            encoder.flush()
        }
        let compressed = match &mut self.encoder {
            Encoder::Identity => bytes.to_vec(),
            Encoder::Gzip(encoder) => {
                flush(encoder, bytes)?;
                std::mem::take(encoder.get_mut())
            }
            Encoder::Brotli(encoder) => {
                flush(encoder, bytes)?;
                std::mem::take(encoder.get_mut())
            }
            Encoder::Zstd(encoder) => {
                flush(encoder, bytes)?;
                std::mem::take(encoder.get_mut())
            }
        };
        self.hash.update(&compressed);
        Ok(compressed)
    }

    /// Returns the last bytes and the digest of the whole stream.
    ///
    /// # Errors
    /// The error of the compression library.
    pub fn finish(mut self) -> std::io::Result<(Vec<u8>, String)> {
        let rest = match self.encoder {
            Encoder::Identity => Vec::new(),
            Encoder::Gzip(encoder) => encoder.finish()?,
            Encoder::Brotli(encoder) => encoder.into_inner(),
            Encoder::Zstd(encoder) => encoder.finish()?,
        };
        self.hash.update(&rest);
        Ok((rest, format_digest(self.hash.finalize().as_slice())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    fn decompressed(encoding: Encoding, coded: &[u8]) -> Vec<u8> {
        let mut plain = Vec::new();
        match encoding {
            Encoding::Identity => plain.extend(coded),
            Encoding::Gzip => drop(flate2::read::GzDecoder::new(coded).read_to_end(&mut plain).unwrap()),
            Encoding::Brotli => drop(brotli::Decompressor::new(coded, 4096).read_to_end(&mut plain).unwrap()),
            Encoding::Zstd => drop(zstd::stream::read::Decoder::new(coded).unwrap().read_to_end(&mut plain).unwrap()),
        }
        plain
    }

    #[test]
    fn a_stream_decompresses_to_its_input_and_has_the_digest_of_the_whole() {
        for encoding in [Encoding::Identity, Encoding::Gzip, Encoding::Brotli, Encoding::Zstd] {
            let mut encoder = StreamEncoder::new(encoding).unwrap();
            let (mut sent, mut plain): (Vec<u8>, Vec<u8>) = (Vec::new(), Vec::new());
            for part in ["市民課,1\n", "", "窓口,2\n", &"長い行,".repeat(10_000)] {
                let now = encoder.push(part.as_bytes()).unwrap();
                assert!(part.is_empty() || !now.is_empty(), "{encoding:?} keeps bytes back");
                sent.extend(now);
                plain.extend(part.as_bytes());
            }
            let (rest, digest) = encoder.finish().unwrap();
            sent.extend(rest);
            assert_eq!(decompressed(encoding, &sent), plain, "{encoding:?}");
            assert_eq!(digest, content_digest(&sent));
        }
    }
}
