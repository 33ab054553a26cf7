//! The index behind the search: what of a row is searched, and the tokens it is indexed by. Knows `domain`.
//!
//! A folded text is cut into overlapping pairs of characters, each written as the hexadecimal code points of the two: so
//! `%`, `_` and ★ are letters like any other, a word of any length is a run of tokens, and a word of one character is
//! the beginning of a token. On SQLite the tokens stand in order in an FTS5 index and a run of them is a phrase. On
//! PostgreSQL they stand in an array; it narrows, and the folded text beside it decides. Both find what a plain test for
//! a part of the folded text finds.

use crate::domain::fold;

/// What a search may find.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SearchSubject {
    /// A measure.
    Measure,
    /// An indicator.
    Indicator,
    /// An achievement.
    Achievement,
}

impl SearchSubject {
    /// All of them, in the order in which they are found.
    pub const ALL: [Self; 3] = [Self::Measure, Self::Indicator, Self::Achievement];

    /// As answered and stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Measure => "measure",
            Self::Indicator => "indicator",
            Self::Achievement => "achievement",
        }
    }

    /// The subject written `code`.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|subject| subject.code() == code)
    }

    /// The table it is of.
    pub const fn table(self) -> &'static str {
        match self {
            Self::Measure => "measures",
            Self::Indicator => "indicators",
            Self::Achievement => "achievements",
        }
    }

    /// The columns that are searched beside the name, in the order in which a hit is shown. `lead_departments`,
    /// `related_departments` and `measure_name` are derived.
    pub const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Measure => &[
                "former_name",
                "overview",
                "current_issues",
                "approach",
                "desired_state",
                "lead_departments",
                "related_departments",
            ],
            Self::Indicator => &["measure_name", "definition"],
            Self::Achievement => &["planned", "target_text", "result", "review", "rating"],
        }
    }

    /// The place of a row in the order of hits that are equally good: measures, then indicators, then achievements, by
    /// government, then in the order of their ids. It follows from the content alone, so that two instances agree.
    pub fn place(self, localgov_code: &str, ordinal: usize) -> i64 {
        let code: i64 = localgov_code.parse().unwrap_or(0);
        let ordinal = i64::try_from(ordinal).unwrap_or(i64::MAX) & 0xff_ffff;
        ((self as i64) << 44) | (code << 24) | ordinal
    }
}

/// Stands before a name, so that a name that begins with a word can be told. No folded text holds it.
const START: char = '\u{2}';
/// Stands after each text: no run of tokens goes on from one text into the next. No folded text holds it.
pub(in crate::store) const END: char = '\u{3}';

/// The hexadecimal digits of one character: each has as many, so that a token begins with its first character.
const DIGITS: usize = 6;

fn write_hex(character: char, out: &mut String) {
    use std::fmt::Write as _;
    // Writing into a string cannot fail.
    let _ = write!(out, "{:0DIGITS$x}", u32::from(character));
}

/// The overlapping pairs of a run of characters, each as one token.
fn pairs(characters: &[char]) -> Vec<String> {
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

fn single(character: char) -> String {
    let mut token = String::with_capacity(DIGITS);
    write_hex(character, &mut token);
    token
}

/// What is indexed of one row.
#[derive(Debug)]
pub(in crate::store) struct Indexed {
    /// The folded name.
    pub(in crate::store) name: String,
    /// The folded other texts, [`END`] after each.
    pub(in crate::store) text: String,
    facets: [String; 3],
}

impl Indexed {
    pub(in crate::store) fn new<'a>(
        subject: SearchSubject,
        localgov_code: &str,
        plan_id: &str,
        name: &str,
        texts: impl Iterator<Item = &'a str>,
    ) -> Self {
        let mut text = String::new();
        for one in texts.filter(|text| !text.is_empty()) {
            text.push_str(&fold(one));
            text.push(END);
        }
        let facets = [government_facet(localgov_code), subject_facet(subject), plan_facet(plan_id)];
        Self { name: fold(name), text, facets }
    }

    /// The three columns of SQLite's index: the tokens of the name, of the texts, and of what a search is narrowed by.
    pub(in crate::store) fn phrases(&self) -> [String; 3] {
        [self.name_tokens().join(" "), self.text_tokens().join(" "), self.facets.join(" ")]
    }

    /// The tokens of PostgreSQL's index, as an array literal: those of the name once more with `n` before them, single
    /// characters too, and the facets.
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

/// An id may hold `-`, at which a tokenizer would cut it.
fn plan_facet(plan_id: &str) -> String {
    format!("p{}", data_encoding::HEXLOWER.encode(plan_id.as_bytes()))
}

/// How well a hit fits: the better ones come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match {
    /// The name is what was searched for.
    NameEqual,
    /// The name begins with it.
    NameBegins,
    /// The name holds all words.
    NameContains,
    /// All words stand in the name or the texts.
    Text,
}

impl Match {
    /// All of them, the best first.
    pub const ALL: [Self; 4] = [Self::NameEqual, Self::NameBegins, Self::NameContains, Self::Text];

    /// As answered.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NameEqual => "name_equal",
            Self::NameBegins => "name_begins",
            Self::NameContains => "name_contains",
            Self::Text => "text",
        }
    }
}

/// What is searched for: words, of which all must be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store) struct Terms {
    /// The words as one text, a space between them.
    pub(in crate::store) whole: String,
    /// Each word once.
    pub(in crate::store) words: Vec<String>,
}

impl Terms {
    /// The words of a query; none where it holds nothing but white space.
    pub(in crate::store) fn of(query: &str) -> Option<Self> {
        let folded = fold(query);
        let mut words: Vec<String> = folded.split_whitespace().map(str::to_owned).collect();
        let whole = words.join(" ");
        words.sort_unstable();
        words.dedup();
        (!words.is_empty()).then_some(Self { whole, words })
    }
}

/// What a search is narrowed by; an empty list does not narrow.
#[derive(Debug, Clone, Default)]
pub(in crate::store) struct Narrowed {
    facets: Vec<Vec<String>>,
}

impl Narrowed {
    pub(in crate::store) fn by(localgov_codes: &[String], plan_ids: &[String], subjects: &[SearchSubject]) -> Self {
        let facets = [
            localgov_codes.iter().map(|code| government_facet(code)).collect(),
            plan_ids.iter().map(|id| plan_facet(id)).collect(),
            subjects.iter().map(|subject| subject_facet(*subject)).collect::<Vec<String>>(),
        ];
        Self { facets: facets.into_iter().filter(|list| !list.is_empty()).collect() }
    }
}

/// A question to SQLite's index, in the language of FTS5.
pub(in crate::store) mod fts5 {
    use super::{END, Match, Narrowed, START, Terms, pairs, single};

    /// A run of characters: a phrase of their pairs, or the beginning of a token.
    fn run(characters: &[char]) -> String {
        match characters {
            [only] => format!("\"{}\" *", single(*only)),
            several => format!("\"{}\"", pairs(several).join(" ")),
        }
    }

    fn all_words(words: &Terms, columns: &str) -> String {
        let runs = words.words.iter().map(|word| format!("{columns} : {}", run(&word.chars().collect::<Vec<_>>())));
        format!("({})", runs.collect::<Vec<_>>().join(" AND "))
    }

    fn within(narrowed: &Narrowed, what: &str) -> String {
        let facets = narrowed.facets.iter().map(|list| {
            let any = list.iter().map(|facet| format!("\"{facet}\"")).collect::<Vec<_>>().join(" OR ");
            format!(" AND facets : ({any})")
        });
        format!("({what}{})", facets.collect::<String>())
    }

    /// All hits.
    pub(in crate::store) fn any(words: &Terms, narrowed: &Narrowed) -> String {
        within(narrowed, &all_words(words, "{name text}"))
    }

    /// The hits that fit so well and no better.
    pub(in crate::store) fn exactly(fit: Match, words: &Terms, narrowed: &Narrowed) -> String {
        let begun: Vec<char> = std::iter::once(START).chain(words.whole.chars()).collect();
        let ended: Vec<char> = begun.iter().copied().chain([END]).collect();
        let (equal, begins) = (format!("(name : {})", run(&ended)), format!("(name : {})", run(&begun)));
        let (named, anywhere) = (all_words(words, "name"), all_words(words, "{name text}"));
        match fit {
            Match::NameEqual => within(narrowed, &equal),
            Match::NameBegins => format!("({} NOT {equal})", within(narrowed, &begins)),
            Match::NameContains => format!("({} NOT {begins})", within(narrowed, &named)),
            Match::Text => format!("({} NOT {named})", within(narrowed, &anywhere)),
        }
    }
}

/// A question to PostgreSQL's index.
pub(in crate::store) mod array {
    use super::{END, Match, Narrowed, START, Terms, pairs, single};

    /// A condition over `search_tokens`, and the texts it binds in their order.
    #[derive(Debug, Default)]
    pub(in crate::store) struct Condition {
        /// The SQL.
        pub(in crate::store) sql: String,
        /// What `$1`, `$2` … stand for; an array is written as its literal.
        pub(in crate::store) binds: Vec<String>,
    }

    impl Condition {
        fn and(&mut self, before: &str, bind: &str, after: &str) {
            let number = self.number(bind);
            self.add(&format!("{before}{number}{after}"));
        }

        fn add(&mut self, condition: &str) {
            if !self.sql.is_empty() {
                self.sql.push_str(" AND ");
            }
            self.sql.push_str(condition);
        }

        fn number(&mut self, bind: &str) -> String {
            self.binds.push(bind.to_owned());
            format!("${}", self.binds.len())
        }

        /// Narrowed by tokens first: the index knows them, and the texts decide.
        fn tokens(&mut self, tokens: &[String]) {
            self.and("tokens @> ", &format!("{{{}}}", tokens.join(",")), "::text[]");
        }

        fn within(&mut self, narrowed: &Narrowed) {
            for list in &narrowed.facets {
                self.and("tokens && ", &format!("{{{}}}", list.join(",")), "::text[]");
            }
        }
    }

    fn tokens_of(word: &str, prefix: &str) -> Vec<String> {
        let characters: Vec<char> = word.chars().collect();
        let tokens = match characters.as_slice() {
            [only] => vec![single(*only)],
            several => pairs(several),
        };
        tokens.into_iter().map(|token| format!("{prefix}{token}")).collect()
    }

    /// All words in the name.
    fn named(condition: &mut Condition, words: &Terms) -> String {
        let tests = words.words.iter().map(|word| format!("strpos(name_key, {}) > 0", condition.number(word)));
        let tests: Vec<String> = tests.collect();
        tests.join(" AND ")
    }

    /// All words somewhere.
    fn anywhere(condition: &mut Condition, words: &Terms) -> String {
        let tests = words.words.iter().map(|word| {
            let number = condition.number(word);
            format!("(strpos(name_key, {number}) > 0 OR strpos(text_key, {number}) > 0)")
        });
        let tests: Vec<String> = tests.collect();
        tests.join(" AND ")
    }

    fn all_tokens(words: &Terms, prefix: &str) -> Vec<String> {
        words.words.iter().flat_map(|word| tokens_of(word, prefix)).collect()
    }

    /// All hits.
    pub(in crate::store) fn any(words: &Terms, narrowed: &Narrowed) -> Condition {
        let mut condition = Condition::default();
        condition.tokens(&all_tokens(words, ""));
        condition.within(narrowed);
        let found = anywhere(&mut condition, words);
        condition.add(&found);
        condition
    }

    /// The hits that fit so well and no better.
    pub(in crate::store) fn exactly(fit: Match, words: &Terms, narrowed: &Narrowed) -> Condition {
        let begun: String = std::iter::once(START).chain(words.whole.chars()).collect();
        let mut condition = Condition::default();
        match fit {
            Match::NameEqual => {
                condition.tokens(&tokens_of(&format!("{begun}{END}"), "n"));
                condition.and("name_key = ", &words.whole, "");
            }
            Match::NameBegins => {
                condition.tokens(&tokens_of(&begun, "n"));
                let whole = condition.number(&words.whole);
                condition.add(&format!("starts_with(name_key, {whole}) AND name_key <> {whole}"));
            }
            Match::NameContains => {
                condition.tokens(&all_tokens(words, "n"));
                let found = named(&mut condition, words);
                condition.add(&found);
                condition.and("NOT starts_with(name_key, ", &words.whole, ")");
            }
            Match::Text => {
                condition.tokens(&all_tokens(words, ""));
                let (found, better) = (anywhere(&mut condition, words), named(&mut condition, words));
                condition.add(&format!("{found} AND NOT ({better})"));
            }
        }
        condition.within(narrowed);
        condition
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_follow_the_subject_then_the_government_then_the_order() {
        let places = [
            SearchSubject::Measure.place("011002", 0),
            SearchSubject::Measure.place("011002", 1),
            SearchSubject::Measure.place("472018", 0),
            SearchSubject::Indicator.place("011002", 0),
            SearchSubject::Achievement.place("011002", 0),
        ];
        assert!(places.is_sorted() && places.iter().all(|place| *place >= 0));
    }

    #[test]
    fn a_query_is_words_in_their_folded_form() {
        let words = Terms::of("　ＤＸ　推進 dx ").unwrap();
        assert_eq!(words.whole, "dx 推進 dx");
        assert_eq!(words.words, ["dx", "推進"]);
        assert_eq!(Terms::of(" 　\u{a0}"), None);
    }
}
