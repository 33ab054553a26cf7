//! Queries on PostgreSQL's index.

use super::terms::{MatchKind, Terms};
use super::tokens::{END, FacetFilter, START, pairs, single};

/// A condition on `search_tokens`.
#[derive(Debug, Default)]
pub(super) struct Condition {
    /// The SQL.
    pub(super) sql: String,
    /// The values of `$1`, `$2` …; an array is written as its literal.
    pub(super) binds: Vec<String>,
}

impl Condition {
    fn and(&mut self, before: &str, bind: &str, after: &str) {
        let placeholder = self.bind(bind);
        self.add(&format!("{before}{placeholder}{after}"));
    }

    fn add(&mut self, condition: &str) {
        if !self.sql.is_empty() {
            self.sql.push_str(" AND ");
        }
        self.sql.push_str(condition);
    }

    fn bind(&mut self, value: &str) -> String {
        self.binds.push(value.to_owned());
        format!("${}", self.binds.len())
    }

    /// Preselects by tokens, which are indexed; the texts decide.
    fn tokens(&mut self, tokens: &[String]) {
        self.and("tokens @> ", &format!("{{{}}}", tokens.join(",")), "::text[]");
    }

    fn facets(&mut self, facets: &FacetFilter) {
        for list in &facets.any_of {
            self.and("tokens && ", &format!("{{{}}}", list.join(",")), "::text[]");
        }
    }
}

fn tokens_of(term: &str, prefix: &str) -> Vec<String> {
    let characters: Vec<char> = term.chars().collect();
    let tokens = match characters.as_slice() {
        [only] => vec![single(*only)],
        several => pairs(several),
    };
    tokens.into_iter().map(|token| format!("{prefix}{token}")).collect()
}

fn all_tokens(terms: &Terms, prefix: &str) -> Vec<String> {
    terms.terms.iter().flat_map(|term| tokens_of(term, prefix)).collect()
}

/// Returns the test for all terms in the name.
fn in_name(condition: &mut Condition, terms: &Terms) -> String {
    let tests = terms.terms.iter().map(|term| format!("strpos(name_key, {}) > 0", condition.bind(term)));
    let tests: Vec<String> = tests.collect();
    tests.join(" AND ")
}

/// Returns the test for all terms in the name or the texts.
fn anywhere(condition: &mut Condition, terms: &Terms) -> String {
    let tests = terms.terms.iter().map(|term| {
        let placeholder = condition.bind(term);
        format!("(strpos(name_key, {placeholder}) > 0 OR strpos(text_key, {placeholder}) > 0)")
    });
    let tests: Vec<String> = tests.collect();
    tests.join(" AND ")
}

/// Returns the condition for all hits.
pub(super) fn any(terms: &Terms, facets: &FacetFilter) -> Condition {
    let mut condition = Condition::default();
    condition.tokens(&all_tokens(terms, ""));
    condition.facets(facets);
    let test = anywhere(&mut condition, terms);
    condition.add(&test);
    condition
}

/// Returns the condition for the hits whose best match is of this kind.
pub(super) fn exactly(kind: MatchKind, terms: &Terms, facets: &FacetFilter) -> Condition {
    let begun: String = std::iter::once(START).chain(terms.whole.chars()).collect();
    let mut condition = Condition::default();
    match kind {
        MatchKind::NameEqual => {
            condition.tokens(&tokens_of(&format!("{begun}{END}"), "n"));
            condition.and("name_key = ", &terms.whole, "");
        }
        MatchKind::NameBegins => {
            condition.tokens(&tokens_of(&begun, "n"));
            let whole = condition.bind(&terms.whole);
            condition.add(&format!("starts_with(name_key, {whole}) AND name_key <> {whole}"));
        }
        MatchKind::NameContains => {
            condition.tokens(&all_tokens(terms, "n"));
            let test = in_name(&mut condition, terms);
            condition.add(&test);
            condition.and("NOT starts_with(name_key, ", &terms.whole, ")");
        }
        MatchKind::Text => {
            condition.tokens(&all_tokens(terms, ""));
            let (test, better) = (anywhere(&mut condition, terms), in_name(&mut condition, terms));
            condition.add(&format!("{test} AND NOT ({better})"));
        }
    }
    condition.facets(facets);
    condition
}
