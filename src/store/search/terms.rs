//! The terms of a search, and how well a hit matches them.

use crate::domain::search_key;

/// How well a hit matches; better hits come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MatchKind {
    /// The name equals the query.
    NameEqual,
    /// The name begins with the query.
    NameBegins,
    /// The name contains all terms.
    NameContains,
    /// All terms occur in the name or the texts.
    Text,
}

impl MatchKind {
    /// All kinds, the best first.
    pub const ALL: [Self; 4] = [Self::NameEqual, Self::NameBegins, Self::NameContains, Self::Text];

    /// Returns the code that is served.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NameEqual => "name_equal",
            Self::NameBegins => "name_begins",
            Self::NameContains => "name_contains",
            Self::Text => "text",
        }
    }
}

/// The terms of a query, of which all must be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Terms {
    /// The search key of the whole query, with single spaces between the terms.
    pub(super) whole: String,
    /// Each term once.
    pub(super) terms: Vec<String>,
}

impl Terms {
    /// Splits a query into terms; `None` if it contains nothing but white space.
    pub(super) fn parse(query: &str) -> Option<Self> {
        let key = search_key(query);
        let mut terms: Vec<String> = key.split_whitespace().map(str::to_owned).collect();
        let whole = terms.join(" ");
        terms.sort_unstable();
        terms.dedup();
        (!terms.is_empty()).then_some(Self { whole, terms })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_split_into_normalised_terms() {
        let terms = Terms::parse("　ＤＸ　推進 dx ").unwrap();
        assert_eq!(terms.whole, "dx 推進 dx");
        assert_eq!(terms.terms, ["dx", "推進"]);
        assert_eq!(Terms::parse(" 　\u{a0}"), None);
    }
}
