//! From bytes to text: UTF-8 or UTF-16 by their mark, else UTF-8, else `Shift_JIS` as Windows writes it. Knows nobody.

use std::borrow::Cow;

use encoding_rs::{Encoding, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};

/// A text with how it was read.
#[derive(Debug)]
pub(in crate::dataset) struct Decoded<'a> {
    /// The text; every line ends in LF.
    pub(in crate::dataset) text: Cow<'a, str>,
    /// What it is encoded in, where that is not UTF-8.
    pub(in crate::dataset) encoding: Option<&'static str>,
}

/// Reads bytes as text.
///
/// # Errors
/// The line of the first byte that belongs to no encoding we read.
pub(in crate::dataset) fn decode(bytes: &[u8]) -> Result<Decoded<'_>, u64> {
    let (text, encoding) = match Encoding::for_bom(bytes) {
        Some((marked, length)) => {
            let rest = bytes.get(length..).unwrap_or_default();
            (strictly(marked, rest).ok_or_else(|| bad_line(marked, rest))?, Some(marked))
        }
        None => match std::str::from_utf8(bytes) {
            Ok(text) => (Cow::Borrowed(text), None),
            Err(_) => (strictly(SHIFT_JIS, bytes).ok_or_else(|| bad_line(UTF_8, bytes))?, Some(SHIFT_JIS)),
        },
    };
    let encoding = encoding.and_then(|encoding| match encoding {
        encoding if encoding == SHIFT_JIS => Some("Shift_JIS (CP932)"),
        encoding if encoding == UTF_16LE || encoding == UTF_16BE => Some("UTF-16"),
        _ => None,
    });
    let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text };
    Ok(Decoded { text, encoding })
}

fn strictly<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Option<Cow<'a, str>> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes)
}

/// The line of the first bad byte, counted in what can be read before it.
fn bad_line(encoding: &'static Encoding, bytes: &[u8]) -> u64 {
    let good = if encoding == UTF_8 {
        std::str::from_utf8(bytes).err().map_or(bytes.len(), |error| error.valid_up_to())
    } else {
        bytes.len()
    };
    let before = bytes.get(..good).unwrap_or_default();
    before.split(|byte| *byte == b'\n').count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_that_many_programs_lose_survive() {
        let text = "髙橋,﨑,〜−～－①㈱,ｶﾅ\n";
        for (bytes, encoding) in [
            (text.as_bytes().to_vec(), None),
            ([b"\xef\xbb\xbf", text.as_bytes()].concat(), None),
            (utf16(text), Some("UTF-16")),
        ] {
            let decoded = decode(&bytes).unwrap();
            assert_eq!((decoded.text.as_ref(), decoded.encoding), (text, encoding));
        }
        assert_eq!(decode("𠮷野家".as_bytes()).unwrap().text, "𠮷野家");
        // What CP932 has, it keeps: NEC and IBM extensions too.
        let cp932 = "髙橋,﨑,～－①㈱,ｶﾅ\n";
        let (bytes, _, lost) = SHIFT_JIS.encode(cp932);
        assert!(!lost);
        let decoded = decode(&bytes).unwrap();
        assert_eq!((decoded.text.as_ref(), decoded.encoding), (cp932, Some("Shift_JIS (CP932)")));
    }

    fn utf16(text: &str) -> Vec<u8> {
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn every_newline_is_one() {
        for text in ["a\nb\n", "a\r\nb\r\n", "a\rb\r"] {
            assert_eq!(decode(text.as_bytes()).unwrap().text, "a\nb\n");
        }
    }

    #[test]
    fn what_is_no_text_is_told_by_its_line() {
        assert_eq!(decode(b"a\nb\n\xff\xff\n").unwrap_err(), 3);
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = decode(&bytes);
        }

        #[test]
        fn a_text_in_shift_jis_reads_back(text in "[ぁ-ん][ぁ-んァ-ヶ一二三市民課令和年度a-z0-9,\n]{0,60}") {
            let (bytes, _, lost) = SHIFT_JIS.encode(&text);
            prop_assume!(!lost && std::str::from_utf8(&bytes).is_err());
            let decoded = decode(&bytes).unwrap();
            prop_assert_eq!(decoded.text.as_ref(), text.as_str());
        }
    }
}
