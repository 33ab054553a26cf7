//! Detecting the encoding of a file: UTF-8 or UTF-16 with a byte order mark, else UTF-8, else `Shift_JIS` (CP932).

use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};

/// Size of the read buffer in bytes.
const CHUNK: usize = 16_384;

/// A detected encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::dataset) struct Detected {
    pub(super) encoding: &'static Encoding,
    /// Length of the byte order mark in bytes.
    pub(super) bom: usize,
}

impl Detected {
    /// Returns the name of the encoding, or `None` for UTF-8.
    pub(in crate::dataset) fn name(self) -> Option<&'static str> {
        match self.encoding {
            encoding if encoding == SHIFT_JIS => Some("Shift_JIS (CP932)"),
            encoding if encoding == UTF_16LE || encoding == UTF_16BE => Some("UTF-16"),
            _ => None,
        }
    }
}

/// Returns the first encoding in which all bytes are valid, or the line of the first invalid byte if there is none.
///
/// # Errors
/// [`io::Error`] from the reader.
pub(in crate::dataset) fn detect(reader: &mut dyn Read) -> io::Result<Result<Detected, u64>> {
    let mut head = Vec::with_capacity(3);
    reader.take(3).read_to_end(&mut head)?;
    let marked = Encoding::for_bom(&head);
    let candidates = marked.map_or(vec![UTF_8, SHIFT_JIS], |(encoding, _)| vec![encoding]);
    let bom = marked.map_or(0, |(_, length)| length);
    let mut trials: Vec<Trial> = candidates.into_iter().map(Trial::new).collect();
    let first = head.get(bom..).unwrap_or_default();
    for trial in &mut trials {
        trial.decode(first, false);
    }
    let mut chunk = vec![0; CHUNK];
    loop {
        let count = reader.read(&mut chunk)?;
        let bytes = chunk.get(..count).unwrap_or_default();
        for trial in &mut trials {
            trial.decode(bytes, count == 0);
        }
        if count == 0 || trials.iter().all(|trial| trial.failed) {
            break;
        }
    }
    let good = trials.iter().find(|trial| !trial.failed);
    // Assume the encoding that was valid for longest.
    Ok(good.map_or_else(
        || Err(trials.iter().map(|trial| trial.line).max().unwrap_or(1)),
        |trial| Ok(Detected { encoding: trial.encoding, bom }),
    ))
}

/// Tries to decode bytes in one encoding.
struct Trial {
    encoding: &'static Encoding,
    decoder: Decoder,
    failed: bool,
    /// Current line; CR, LF and CRLF end a line.
    line: u64,
    after_cr: bool,
}

impl Trial {
    fn new(encoding: &'static Encoding) -> Self {
        Self { encoding, decoder: encoding.new_decoder_without_bom_handling(), failed: false, line: 1, after_cr: false }
    }

    fn decode(&mut self, bytes: &[u8], last: bool) {
        let mut rest = bytes;
        let mut text = [0; 4_096];
        while !self.failed {
            let (result, read, written) = self.decoder.decode_to_utf8_without_replacement(rest, &mut text, last);
            let decoded = text.get(..written).unwrap_or_default();
            for byte in decoded {
                let after_cr = std::mem::replace(&mut self.after_cr, *byte == b'\r');
                self.line += u64::from(*byte == b'\r' || (*byte == b'\n' && !after_cr));
            }
            rest = rest.get(read..).unwrap_or_default();
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => self.failed = true,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::input::csv_text::CsvText;
    use proptest::prelude::*;

    /// Returns the text and the name of its encoding, or the line of the first invalid byte.
    fn decode(bytes: &[u8]) -> Result<(String, Option<&'static str>), u64> {
        let detected = detect(&mut &*bytes).unwrap()?;
        let mut text = String::new();
        CsvText::new(bytes, detected).read_to_string(&mut text).unwrap();
        Ok((text, detected.name()))
    }

    #[test]
    fn rare_characters_survive() {
        let text = "髙橋,﨑,〜−～－①㈱,ｶﾅ\n";
        for (bytes, encoding) in [
            (text.as_bytes().to_vec(), None),
            ([b"\xef\xbb\xbf", text.as_bytes()].concat(), None),
            (utf16(text), Some("UTF-16")),
        ] {
            assert_eq!(decode(&bytes).unwrap(), (text.to_owned(), encoding));
        }
        assert_eq!(decode("𠮷野家".as_bytes()).unwrap().0, "𠮷野家");
        // CP932 includes the NEC and IBM extensions.
        let cp932 = "髙橋,﨑,～－①㈱,ｶﾅ\n";
        let (bytes, _, lost) = SHIFT_JIS.encode(cp932);
        assert!(!lost);
        assert_eq!(decode(&bytes).unwrap(), (cp932.to_owned(), Some("Shift_JIS (CP932)")));
    }

    fn utf16(text: &str) -> Vec<u8> {
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn line_endings_become_lf() {
        for text in ["a\nb\n", "a\r\nb\r\n", "a\rb\r"] {
            assert_eq!(decode(text.as_bytes()).unwrap().0, "a\nb\n");
        }
    }

    #[test]
    fn invalid_bytes_are_located_by_line() {
        let long = [b"a,b\n".repeat(100_000), b"\x81\xff\n".to_vec()].concat();
        assert_eq!(decode(&long).unwrap_err(), 100_001);
        assert_eq!(decode(b"a\rb\r\n\xff\xff\r").unwrap_err(), 3);
        let (shift_jis, ..) = SHIFT_JIS.encode("見出し\n値\n");
        assert_eq!(decode(&[&shift_jis, b"\xff\xff\n".as_slice()].concat()).unwrap_err(), 3);
        assert_eq!(decode(b"a\nb\n\xff\xff\n").unwrap_err(), 3);
    }

    proptest! {
        #[test]
        fn never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = decode(&bytes);
        }

        #[test]
        fn shift_jis_is_detected(text in "[ぁ-ん][ぁ-んァ-ヶ一二三市民課令和年度a-z0-9,\n]{0,60}") {
            let (bytes, _, lost) = SHIFT_JIS.encode(&text);
            prop_assume!(!lost && std::str::from_utf8(&bytes).is_err());
            prop_assert_eq!(decode(&bytes).unwrap().0, text);
        }
    }
}
