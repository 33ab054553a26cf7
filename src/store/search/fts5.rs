//! Queries on SQLite's index, in the query language of FTS5.

use super::terms::{MatchKind, Terms};
use super::tokens::{END, FacetFilter, START, pairs, single};

/// Returns a phrase of the pairs of a run of characters, or the prefix of a token for a single one.
fn phrase(characters: &[char]) -> String {
    match characters {
        [only] => format!("\"{}\" *", single(*only)),
        several => format!("\"{}\"", pairs(several).join(" ")),
    }
}

fn all_terms(terms: &Terms, columns: &str) -> String {
    let phrases = terms.terms.iter().map(|term| format!("{columns} : {}", phrase(&term.chars().collect::<Vec<_>>())));
    format!("({})", phrases.collect::<Vec<_>>().join(" AND "))
}

fn filtered(query: &str, facets: &FacetFilter) -> String {
    let facets = facets.any_of.iter().map(|list| {
        let any = list.iter().map(|facet| format!("\"{facet}\"")).collect::<Vec<_>>().join(" OR ");
        format!(" AND facets : ({any})")
    });
    format!("({query}{})", facets.collect::<String>())
}

/// Returns the query for all hits.
pub(super) fn any(terms: &Terms, facets: &FacetFilter) -> String {
    filtered(&all_terms(terms, "{name text}"), facets)
}

/// Returns the query for the hits whose best match is of this kind.
pub(super) fn exactly(kind: MatchKind, terms: &Terms, facets: &FacetFilter) -> String {
    let begun: Vec<char> = std::iter::once(START).chain(terms.whole.chars()).collect();
    let ended: Vec<char> = begun.iter().copied().chain([END]).collect();
    let (equal, begins) = (format!("(name : {})", phrase(&ended)), format!("(name : {})", phrase(&begun)));
    let (in_name, anywhere) = (all_terms(terms, "name"), all_terms(terms, "{name text}"));
    match kind {
        MatchKind::NameEqual => filtered(&equal, facets),
        MatchKind::NameBegins => format!("({} NOT {equal})", filtered(&begins, facets)),
        MatchKind::NameContains => format!("({} NOT {begins})", filtered(&in_name, facets)),
        MatchKind::Text => format!("({} NOT {in_name})", filtered(&anywhere, facets)),
    }
}
