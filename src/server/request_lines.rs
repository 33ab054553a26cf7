//! Finds the request lines in what a client sends, and in them the characters that a URL may not hold.
//!
//! People type `curl "…?department=市民課"`, and programs send `"` and `|` as they are. The parser answers most of these
//! with an empty 400 before any code of ours runs.

use memchr::memchr;

/// The longest name of a header that announces a body, with its colon.
const LONGEST_NAME: usize = BODY_HEADERS[1].len();

/// Headers after which the bytes that follow a head may not be another head.
const BODY_HEADERS: [&[u8]; 3] = [b"content-length:", b"transfer-encoding:", b"upgrade:"];

/// A position in the requests of a connection. It follows the parser: a line ends with LF, a head with an empty line, and
/// empty lines before a request line are skipped.
#[derive(Debug, Default)]
pub(super) struct RequestLines {
    part: Part,
    /// Start of a line that was cut by the end of a read, as far as it matters.
    start: Vec<u8>,
    announces_body: bool,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Part {
    #[default]
    Method,
    Target,
    Version,
    Headers,
    /// The rest of a connection that announced a body: what looks like a request line there may be none.
    Bodies,
}

/// Why [`RequestLines::advance`] stopped.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// All bytes were read.
    End,
    /// The next byte has to be percent-encoded.
    Escape,
    /// The head of a request without a body ends here.
    Head,
}

impl RequestLines {
    /// Reads on, and returns how many bytes may be passed on as they are, and why it stopped after them. A byte that has
    /// to be percent-encoded is the caller's: the next call starts after it.
    pub(super) fn advance(&mut self, bytes: &[u8]) -> (usize, Stop) {
        let mut rest = bytes;
        loop {
            let end = match self.part {
                Part::Method => rest.iter().position(|byte| matches!(byte, b' ' | b'\n')),
                Part::Target => rest.iter().position(|byte| ends_target(*byte) || is_refused(*byte)),
                Part::Version | Part::Headers => memchr(b'\n', rest),
                Part::Bodies => None,
            };
            let Some((piece, [end, after @ ..])) = end.and_then(|end| rest.split_at_checked(end)) else {
                self.keep_start(rest);
                return (bytes.len(), Stop::End);
            };
            let read = bytes.len() - after.len();
            if is_refused(*end) {
                return (read - 1, Stop::Escape);
            }
            if self.end_piece(piece, *end) {
                return (read, Stop::Head);
            }
            rest = after;
        }
    }

    /// Enters the next part; returns whether a head without a body has ended.
    fn end_piece(&mut self, piece: &[u8], end: u8) -> bool {
        if matches!(self.part, Part::Method | Part::Headers) && !self.start.is_empty() {
            self.keep_start(piece);
            let start = std::mem::take(&mut self.start);
            return self.end_line(&start, end);
        }
        self.end_line(piece, end)
    }

    fn end_line(&mut self, start: &[u8], end: u8) -> bool {
        let has_ended = self.part == Part::Headers && matches!(start, b"" | b"\r");
        self.part = match (self.part, end) {
            (Part::Method, b' ') => {
                self.announces_body = start == b"CONNECT";
                Part::Target
            }
            (Part::Method, _) => Part::Method,
            (Part::Target, b' ') => Part::Version,
            _ if has_ended && self.announces_body => Part::Bodies,
            _ if has_ended => Part::Method,
            (Part::Headers, _) => {
                let is_named = |name: &&[u8]| start.get(..name.len()).is_some_and(|it| it.eq_ignore_ascii_case(name));
                self.announces_body |= BODY_HEADERS.iter().any(is_named);
                Part::Headers
            }
            _ => Part::Headers,
        };
        has_ended && !self.announces_body
    }

    fn keep_start(&mut self, piece: &[u8]) {
        if matches!(self.part, Part::Method | Part::Headers) {
            self.start.extend(piece.iter().take(LONGEST_NAME.saturating_sub(self.start.len())));
        }
    }
}

const fn ends_target(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n')
}

/// Whether a byte is neither allowed in a URL (RFC 3986) nor a space or a control character, which stay errors.
const fn is_refused(byte: u8) -> bool {
    matches!(byte, b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' | 0x80..)
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    /// Returns what the parser gets of some pieces: heads end with `¶`, and bytes to be encoded stand in brackets.
    fn read<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> String {
        let (mut lines, mut shown) = (RequestLines::default(), String::new());
        for mut piece in pieces {
            while !piece.is_empty() {
                let (plain, stop) = lines.advance(piece);
                shown.push_str(&piece[..plain].escape_ascii().to_string());
                piece = &piece[plain..];
                match stop {
                    Stop::End => assert!(piece.is_empty(), "{shown}"),
                    Stop::Head => shown.push('¶'),
                    Stop::Escape => {
                        write!(shown, "[{:X}]", piece[0]).unwrap();
                        piece = &piece[1..];
                    }
                }
            }
        }
        shown
    }

    #[test]
    fn only_targets_are_rewritten_and_heads_without_a_body_end() {
        for (requests, expected) in [
            ("GET /市\"<|> HTTP/1.1\r\n\r\n", "GET /[E5][B8][82][22][3C][7C][3E] HTTP/1.1\\r\\n\\r\\n¶"),
            ("GET /a HTTP/1.1\nX: \"é\n\n", "GET /a HTTP/1.1\\nX: \\\"\\xc3\\xa9\\n\\n¶"),
            ("\r\n\nGET / HTTP/1.1\r\n\r\nGET /\"", "\\r\\n\\nGET / HTTP/1.1\\r\\n\\r\\n¶GET /[22]"),
            ("GET / HTTP/1.1\r\nUpgrade-X: 1\r\n\r\nG /<", "GET / HTTP/1.1\\r\\nUpgrade-X: 1\\r\\n\\r\\n¶G /[3C]"),
            ("GET /a b< HTTP/1.1\r\n\r\n", "GET /a b< HTTP/1.1\\r\\n\\r\\n¶"),
        ] {
            assert_eq!(read([requests.as_bytes()]), expected, "{requests}");
        }
    }

    #[test]
    fn nothing_is_rewritten_after_a_body_was_announced() {
        for head in [
            "POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\n",
            "POST / HTTP/1.1\r\nA: b\r\ntransfer-encoding:chunked\r\n\r\n",
            "GET / HTTP/1.1\r\nUPGRADE: websocket\r\nA: b\r\n\r\n",
            "CONNECT a HTTP/1.1\r\n\r\n",
        ] {
            let requests = format!("GET /> HTTP/1.1\r\n\r\n{head}GET /> HTTP/1.1\r\n\r\n");
            let expected = format!("GET /[3E] HTTP/1.1\r\n\r\n¶{head}GET /> HTTP/1.1\r\n\r\n");
            assert_eq!(read([requests.as_bytes()]).replace("\\r\\n", "\r\n"), expected);
        }
    }

    #[test]
    fn where_a_read_ends_makes_no_difference() {
        let requests = "\r\nGET /市? HTTP/1.1\r\nA: é\r\n\r\nG /< HTTP/1.1\nLonger-Than-Any-Name: 1\n\n\
                        POST /> HTTP/1.1\r\nContent-Length: 9\r\n\r\nGET /> HTTP/1.1\r\n\r\n"
            .as_bytes();
        let whole = read([requests]);
        assert_eq!(read(requests.chunks(1)), whole);
        for cut in 0..requests.len() {
            let (first, second) = requests.split_at(cut);
            assert_eq!(read([first, second]), whole, "cut at {cut}");
        }
    }
}
