//! Strict query strings: input that is not valid percent-encoded UTF-8 is refused, not replaced by U+FFFD.
//! (`web::Query` replaces it, and does not read repeated names.)

use std::fmt::Write as _;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// Characters left unencoded in our own links.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~').remove(b',');

/// A decoded query: names and values in the order sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    pairs: Vec<(String, String)>,
}

/// Why a path or query was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QueryError {
    /// A `%` without two hexadecimal digits.
    Escape,
    /// Decodes to bytes that are not UTF-8.
    NotUtf8,
    /// NUL or another control character.
    Control,
}

impl Query {
    /// Parses the part of a URL after `?`.
    ///
    /// # Errors
    /// The first [`QueryError`].
    pub fn parse(raw: &str) -> Result<Self, QueryError> {
        let pairs = raw.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Ok((decode(name, true)?, decode(value, true)?))
        });
        Ok(Self { pairs: pairs.collect::<Result<_, _>>()? })
    }

    /// Iterates over names and values in the order sent.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Iterates over the values of `name` in the order sent.
    pub fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.pairs().filter(move |(known, _)| *known == name).map(|(_, value)| value)
    }

    /// Returns the query without the parameters `names`.
    #[must_use]
    pub fn without(&self, names: &[&str]) -> Self {
        Self { pairs: self.pairs.iter().filter(|(name, _)| !names.contains(&name.as_str())).cloned().collect() }
    }

    /// Returns the query with `name` set to `value`, at the end.
    #[must_use]
    pub fn with(&self, name: &str, value: &str) -> Self {
        let mut query = self.without(&[name]);
        query.pairs.push((name.to_owned(), value.to_owned()));
        query
    }

    /// Returns the query sorted by name: the one order of all queries with the same parameters.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        // Stable: the order of the values of one name stays.
        self.pairs.sort_by(|(one, _), (two, _)| one.cmp(two));
        self
    }

    /// Returns `path` with this query.
    pub fn link(&self, path: &str) -> String {
        if self.pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", self.encode()) }
    }

    fn encode(&self) -> String {
        let mut text = String::new();
        for (name, value) in self.pairs() {
            let separator = if text.is_empty() { "" } else { "&" };
            let (name, value) = (utf8_percent_encode(name, PLAIN), utf8_percent_encode(value, PLAIN));
            // Writing to a string cannot fail.
            let _ = write!(text, "{separator}{name}={value}");
        }
        text
    }
}

/// Decodes a part of a URL; in a query `+` is a space.
///
/// # Errors
/// The first [`QueryError`].
pub fn decode(raw: &str, plus_is_space: bool) -> Result<String, QueryError> {
    let bytes = raw.as_bytes();
    let stands_for_itself = |byte: u8| matches!(byte, b' '..=b'~') && byte != b'%' && !(plus_is_space && byte == b'+');
    if bytes.iter().copied().all(stands_for_itself) {
        return Ok(raw.to_owned());
    }
    let hex = |index: usize| bytes.get(index).is_some_and(u8::is_ascii_hexdigit);
    if (0..bytes.len()).any(|index| bytes.get(index) == Some(&b'%') && !(hex(index + 1) && hex(index + 2))) {
        return Err(QueryError::Escape);
    }
    let spaced = if plus_is_space { raw.replace('+', " ") } else { raw.to_owned() };
    let text = percent_decode_str(&spaced).decode_utf8().map_err(|_| QueryError::NotUtf8)?;
    if text.chars().any(char::is_control) { Err(QueryError::Control) } else { Ok(text.into_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn malformed_queries_are_refused() {
        assert_eq!(Query::parse("q=%zz"), Err(QueryError::Escape));
        assert_eq!(Query::parse("q=%"), Err(QueryError::Escape));
        assert_eq!(Query::parse("q=%FF"), Err(QueryError::NotUtf8));
        assert_eq!(Query::parse("q=%00"), Err(QueryError::Control));
    }

    #[test]
    fn equal_queries_have_one_canonical_form() {
        let one = Query::parse("b=%e5%b8%82&a=1").unwrap();
        let two = Query::parse("a=1&b=市").unwrap();
        assert_eq!(one.sorted().link("/v1"), two.sorted().link("/v1"));
    }

    proptest! {
        #[test]
        fn a_link_parses_back_to_its_query(pairs in prop::collection::vec(("[^\\p{Cc}]+", "[^\\p{Cc}]*"), 0..5)) {
            let query = Query { pairs };
            let link = query.link("/v1/x");
            let raw = link.strip_prefix("/v1/x").unwrap().strip_prefix('?').unwrap_or("");
            prop_assert_eq!(Query::parse(raw), Ok(query));
        }
    }
}
