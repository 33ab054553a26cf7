//! Tokens of the search index.
//!
//! A text is normalised to its search key and split into overlapping pairs of characters, each written as the
//! hexadecimal code points of the two. So `%`, `_` and ★ are characters like any other, a term of any length is a run
//! of tokens, and a term of one character is a prefix of a token. On SQLite the tokens are stored in order in an FTS5
//! index, where a run is a phrase. On PostgreSQL they are stored in an array that preselects rows; the search key next
//! to it decides. Both find what a plain substring test on the search key finds.

use super::subject::SearchSubject;
use crate::domain::search_key;

/// Precedes a name, so that a prefix match can be expressed. No search key contains it.
pub(super) const START: char = '\u{2}';
/// Ends each text, so that no run of tokens continues into the next text. No search key contains it.
pub(super) const END: char = '\u{3}';

/// Hexadecimal digits of a character. The number is fixed so that a token begins with its first character.
const DIGITS: usize = 6;

fn write_hex(character: char, out: &mut String) {
    use std::fmt::Write as _;
    // Writing to a string cannot fail.
    let _ = write!(out, "{:0DIGITS$x}", u32::from(character));
}

/// Returns a token for each overlapping pair of characters.
pub(super) fn pairs(characters: &[char]) -> Vec<String> {
    characters
        .windows(2)
        .map(|pair| {
            let mut token = String::with_capacity(2 * DIGITS);
            for character in pair {
                write_hex(*character, &mut token);
            }
            token
        })
        .collect()
}

/// Returns the token of a single character, which is a prefix of the pairs that begin with it.
pub(super) fn single(character: char) -> String {
    let mut token = String::with_capacity(DIGITS);
    write_hex(character, &mut token);
    token
}

/// The index entry of one row.
#[derive(Debug)]
pub(in crate::store) struct IndexEntry {
    /// The search key of the name.
    pub(in crate::store) name: String,
    /// The search keys of the other texts, each followed by [`END`].
    pub(in crate::store) text: String,
    facets: [String; 3],
}

impl IndexEntry {
    pub(in crate::store) fn new<'a>(
        subject: SearchSubject,
        localgov_code: &str,
        plan_id: &str,
        name: &str,
        texts: impl Iterator<Item = &'a str>,
    ) -> Self {
        let mut text = String::new();
        for one in texts.filter(|text| !text.is_empty()) {
            text.push_str(&search_key(one));
            text.push(END);
        }
        let facets = [government_facet(localgov_code), subject_facet(subject), plan_facet(plan_id)];
        Self { name: search_key(name), text, facets }
    }

    /// Returns the columns of the FTS5 index: tokens of the name, tokens of the texts, facets.
    pub(in crate::store) fn phrases(&self) -> [String; 3] {
        [self.name_tokens().join(" "), self.text_tokens().join(" "), self.facets.join(" ")]
    }

    /// Returns the tokens of PostgreSQL's index as an array literal: all tokens, those of the name again with the
    /// prefix `n`, single characters, and facets.
    pub(in crate::store) fn array(&self) -> String {
        let mut all: Vec<String> = self.facets.to_vec();
        let name = self.name_tokens();
        all.extend(name.iter().map(|token| format!("n{token}")));
        all.extend(self.name.chars().map(|character| format!("n{}", single(character))));
        all.extend(name);
        all.extend(self.text_tokens());
        all.extend(self.name.chars().chain(self.text.chars()).map(single));
        all.sort_unstable();
        all.dedup();
        format!("{{{}}}", all.join(","))
    }

    fn name_tokens(&self) -> Vec<String> {
        pairs(&std::iter::once(START).chain(self.name.chars()).chain([END]).collect::<Vec<_>>())
    }

    fn text_tokens(&self) -> Vec<String> {
        pairs(&self.text.chars().collect::<Vec<_>>())
    }
}

fn government_facet(localgov_code: &str) -> String {
    format!("g{localgov_code}")
}

fn subject_facet(subject: SearchSubject) -> String {
    format!("s{}", subject.code())
}

/// An id may contain `-`, at which a tokenizer would split it.
fn plan_facet(plan_id: &str) -> String {
    format!("p{}", data_encoding::HEXLOWER.encode(plan_id.as_bytes()))
}

/// The filters of a search as facet tokens: one of each list must match.
#[derive(Debug, Clone, Default)]
pub(super) struct FacetFilter {
    pub(super) any_of: Vec<Vec<String>>,
}

impl FacetFilter {
    /// An empty list does not filter.
    pub(super) fn new(localgov_codes: &[String], plan_ids: &[String], subjects: &[SearchSubject]) -> Self {
        let any_of = [
            localgov_codes.iter().map(|code| government_facet(code)).collect(),
            plan_ids.iter().map(|id| plan_facet(id)).collect(),
            subjects.iter().map(|subject| subject_facet(*subject)).collect::<Vec<String>>(),
        ];
        Self { any_of: any_of.into_iter().filter(|list| !list.is_empty()).collect() }
    }
}
