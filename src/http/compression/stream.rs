//! Coding a body that is made bit by bit, and its digest. Knows `encoding`.

use std::io::Write;

use actix_web::http::header::HeaderName;
use data_encoding::BASE64;
use sha2::{Digest, Sha256};

use super::{self as encoding, Encoding};

/// The header with the digest of a body as it is sent (RFC 9530).
pub const CONTENT_DIGEST: HeaderName = HeaderName::from_static("content-digest");

/// The digest of a whole body, as its header says it.
pub(in crate::http) fn content_digest(body: &[u8]) -> String {
    written(Sha256::digest(body).as_slice())
}

fn written(hash: &[u8]) -> String {
    format!("sha-256=:{}:", BASE64.encode(hash))
}

/// Codes what it is given and hashes what it gives.
pub struct Coder {
    coding: Coding,
    hash: Sha256,
}

enum Coding {
    Identity,
    Gzip(flate2::write::GzEncoder<Vec<u8>>),
    Brotli(Box<brotli::CompressorWriter<Vec<u8>>>),
    Zstd(zstd::stream::write::Encoder<'static, Vec<u8>>),
}

impl std::fmt::Debug for Coder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Coder").finish_non_exhaustive()
    }
}

impl Coder {
    /// A coder into `encoding`; where Zstandard cannot be had, an error comes with the first bytes.
    pub fn new(encoding: Encoding) -> Self {
        let coding = match encoding {
            Encoding::Identity => Coding::Identity,
            Encoding::Gzip => {
                Coding::Gzip(flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(encoding::GZIP_LEVEL)))
            }
            Encoding::Brotli => Coding::Brotli(Box::new(brotli::CompressorWriter::with_params(
                Vec::new(),
                16 * 1024,
                &encoding::brotli_parameters(),
            ))),
            Encoding::Zstd => match zstd::stream::write::Encoder::new(Vec::new(), encoding::ZSTD_LEVEL) {
                Ok(encoder) => Coding::Zstd(encoder),
                Err(_) => Coding::Identity,
            },
        };
        Self { coding, hash: Sha256::new() }
    }

    /// Takes some bytes and gives all that can be sent of them.
    ///
    /// # Errors
    /// What the coding says.
    pub fn push(&mut self, bytes: &[u8]) -> std::io::Result<Vec<u8>> {
        let coded = match &mut self.coding {
            Coding::Identity => bytes.to_vec(),
            Coding::Gzip(encoder) => {
                encoder.write_all(bytes)?;
                // A reader sees what was sent so far, however little it is.
                encoder.flush()?;
                std::mem::take(encoder.get_mut())
            }
            Coding::Brotli(encoder) => {
                encoder.write_all(bytes)?;
                encoder.flush()?;
                std::mem::take(encoder.get_mut())
            }
            Coding::Zstd(encoder) => {
                encoder.write_all(bytes)?;
                encoder.flush()?;
                std::mem::take(encoder.get_mut())
            }
        };
        self.hash.update(&coded);
        Ok(coded)
    }

    /// Gives the last bytes, and the digest of all.
    ///
    /// # Errors
    /// What the coding says.
    pub fn finish(mut self) -> std::io::Result<(Vec<u8>, String)> {
        let rest = match self.coding {
            Coding::Identity => Vec::new(),
            Coding::Gzip(encoder) => encoder.finish()?,
            Coding::Brotli(encoder) => encoder.into_inner(),
            Coding::Zstd(encoder) => encoder.finish()?,
        };
        self.hash.update(&rest);
        Ok((rest, written(self.hash.finalize().as_slice())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    fn decoded(encoding: Encoding, coded: &[u8]) -> Vec<u8> {
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
    fn what_is_coded_bit_by_bit_reads_back_and_its_digest_is_that_of_the_whole() {
        for encoding in [Encoding::Identity, Encoding::Gzip, Encoding::Brotli, Encoding::Zstd] {
            let mut coder = Coder::new(encoding);
            let (mut sent, mut plain): (Vec<u8>, Vec<u8>) = (Vec::new(), Vec::new());
            for part in ["市民課,1\n", "", "窓口,2\n", &"長い行,".repeat(10_000)] {
                let now = coder.push(part.as_bytes()).unwrap();
                assert!(part.is_empty() || !now.is_empty(), "{encoding:?} keeps bytes back");
                sent.extend(now);
                plain.extend(part.as_bytes());
            }
            let (rest, digest) = coder.finish().unwrap();
            sent.extend(rest);
            assert_eq!(decoded(encoding, &sent), plain, "{encoding:?}");
            assert_eq!(digest, content_digest(&sent));
        }
    }
}
