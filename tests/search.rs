//! Search: the same hits as a substring test on the search keys, ranked, however a term is written.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::Value;
use tassei::domain::search_key;

use crate::Reading;
use crate::lists::records;
use crate::support::Service;

pub(crate) const TESTS: &[(&str, Reading)] = &[
    ("a search finds the same rows as a substring test on the search keys", same_as_substring),
    ("every spelling of a term finds the same rows", forms),
    ("signs are matched literally", literal_signs),
    ("better matches come first", ranked),
    ("a hit shows the field and the text around the term", excerpts),
    ("a search can be filtered by government, plan and kind", filtered),
    ("the pages of a search have the same hits as its CSV", walk_and_csv),
    ("a search without terms, or with NUL, is rejected", rejected),
];

fn url(query: &str) -> String {
    format!("/v1/search?q={}", utf8_percent_encode(query, NON_ALPHANUMERIC))
}

fn hits(service: &Service, query: &str) -> Vec<Value> {
    service.walk(&format!("{}&limit=1000", url(query)))
}

fn ids(rows: &[Value]) -> Vec<String> {
    let mut ids: Vec<String> = rows.iter().map(|row| row["id"].as_str().expect("an id").to_owned()).collect();
    ids.sort_unstable();
    ids
}

/// A searchable row: its id, and its name and texts.
struct Entry {
    id: String,
    texts: Vec<String>,
}

fn entries(service: &Service) -> Vec<Entry> {
    let lists: [(&str, &[&str]); 3] = [
        (
            "measures",
            &[
                "name",
                "former_name",
                "overview",
                "current_issues",
                "approach",
                "desired_state",
                "lead_departments",
                "related_departments",
            ],
        ),
        ("indicators", &["name", "measure_name", "definition"]),
        ("achievements", &["measure_name", "planned", "target_text", "result", "review", "rating"]),
    ];
    let mut all = Vec::new();
    for (list, fields) in lists {
        for row in service.walk(&format!("/v1/{list}?limit=1000")) {
            let texts = fields.iter().map(|field| match &row[*field] {
                Value::Array(items) => items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(";"),
                Value::Null => String::new(),
                text => text.as_str().expect("a searched field is a text").to_owned(),
            });
            all.push(Entry { id: row["id"].as_str().expect("an id").to_owned(), texts: texts.collect() });
        }
    }
    all
}

/// Returns the ids of the rows in which each term occurs in some text.
fn found_by_substring(entries: &[(String, Vec<String>)], query: &str) -> Vec<String> {
    let key = search_key(query);
    let terms: Vec<&str> = key.split_whitespace().collect();
    let matches = |texts: &[String]| terms.iter().all(|term| texts.iter().any(|text| text.contains(term)));
    let mut found: Vec<String> = entries.iter().filter(|(_, texts)| matches(texts)).map(|(id, _)| id.clone()).collect();
    found.sort_unstable();
    found
}

fn same_as_substring(service: &Service) {
    let entries = entries(service);
    let raw: Vec<String> =
        entries.iter().flat_map(|entry| entry.texts.clone()).filter(|text| !text.is_empty()).collect();
    let keys: Vec<(String, Vec<String>)> = entries
        .into_iter()
        .map(|entry| (entry.id, entry.texts.iter().map(|text| search_key(text)).collect()))
        .collect();
    // A part of an existing text, two such parts, or characters that may not occur.
    let part = (0..raw.len(), 0_usize..400, 1_usize..9).prop_map(move |(text, start, length)| {
        let characters: Vec<char> = raw[text].chars().collect();
        characters.iter().skip(start % characters.len()).take(length).collect::<String>()
    });
    let query = prop_oneof![
        4 => part.clone(),
        2 => (part.clone(), part).prop_map(|(one, two)| format!("{one}　{two}")),
        1 => "[あ-んア-ヶ一-三ａ-ｚ%_★\"'*()^:-]{1,4}",
    ];
    let query = query.prop_filter("a valid query", |query| {
        !query.trim().is_empty() && !query.chars().any(char::is_control) && query.chars().count() <= 100
    });
    let config = Config { cases: 300, failure_persistence: None, ..Config::default() };
    // The same cases in every run and on every engine.
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let outcome = runner.run(&query, |query| {
        prop_assert_eq!(ids(&hits(service, &query)), found_by_substring(&keys, &query), "{}", query);
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
    // Single characters of all texts.
    let mut characters: Vec<char> = keys.iter().flat_map(|(_, texts)| texts).flat_map(|text| text.chars()).collect();
    characters.sort_unstable();
    characters.dedup();
    for character in characters.into_iter().filter(|character| !character.is_whitespace()).step_by(7) {
        let query = character.to_string();
        assert_eq!(ids(&hits(service, &query)), found_by_substring(&keys, &query), "{query}");
    }
}

fn forms(service: &Service) {
    for forms in [
        &["ＤＸ", "DX", "ｄｘ"][..],
        &["ﾃﾚﾜｰｸ", "テレワーク", "てれわーく"],
        &["研修　職員", "職員 研修", " 職員  研修 職員"],
    ] {
        let first = hits(service, forms[0]);
        assert!(!first.is_empty(), "{}", forms[0]);
        for form in forms {
            assert_eq!(ids(&hits(service, form)), ids(&first), "{form}");
        }
    }
}

fn literal_signs(service: &Service) {
    for sign in ["%", "_", "★", "*", "\"", "'", "(", "テ%ワ", "窓_", "\" OR \"", "NOT", "窓口 -市民"] {
        let found = hits(service, sign);
        for hit in &found {
            let whole = service.get(hit["path"].as_str().expect("a path")).ok().to_string();
            for word in search_key(sign).split_whitespace() {
                // JSON escapes a quotation mark.
                assert!(search_key(&whole.replace("\\\"", "\"")).contains(word), "{sign} in {}", hit["id"]);
            }
        }
    }
    assert!(!hits(service, "%").is_empty(), "the texts contain percent signs");
    assert!(hits(service, "★").is_empty(), "no text contains a star");
    assert!(hits(service, "テ%ワ").is_empty());
}

fn ranked(service: &Service) {
    let order = ["name_equal", "name_begins", "name_contains", "text"];
    for query in ["窓口", "研修", "窓口業務のオンライン化推進事業", "の", "オンライン 窓口"]
    {
        let found = hits(service, query);
        assert!(found.len() > 2, "{query}");
        let rank = |hit: &Value| order.iter().position(|kind| hit["match_kind"] == *kind).expect("a known kind");
        assert!(found.is_sorted_by_key(rank), "{query}");
        let whole = search_key(query);
        for hit in &found {
            let name = search_key(hit["name"].as_str().expect("a name"));
            let fits = if name == whole {
                "name_equal"
            } else if name.starts_with(&whole) {
                "name_begins"
            } else if whole.split_whitespace().all(|word| name.contains(word)) {
                "name_contains"
            } else {
                "text"
            };
            assert_eq!(hit["match_kind"], fits, "{query}: {name}");
        }
    }
    assert_eq!(hits(service, "窓口業務のオンライン化推進事業")[0]["id"], "072036-gk2022-1-3-5");
}

fn excerpts(service: &Service) {
    let mut in_texts = 0;
    for query in ["ＲＰＡ", "ﾃﾚﾜｰｸ", "市民課", "研修", "キャッシュレス"] {
        for hit in hits(service, query) {
            let field = hit["matched_in"].as_str().expect("a field");
            if field == "name" {
                assert_eq!(hit["excerpt"], Value::Null);
                continue;
            }
            in_texts += 1;
            let excerpt = hit["excerpt"].as_str().expect("an excerpt");
            assert!(search_key(excerpt).contains(&search_key(query)), "{query}: {excerpt}");
            assert!(excerpt.chars().count() < 20 + 60 + 30, "{excerpt}");
            let whole = service.get(hit["path"].as_str().expect("a path")).ok();
            assert!(
                search_key(&whole[field].to_string()).contains(&search_key(query)),
                "{query} in {field} of {}",
                hit["id"]
            );
        }
    }
    assert!(in_texts > 20, "{in_texts}");
}

fn filtered(service: &Service) {
    let all = hits(service, "研修");
    for subject in ["measure", "indicator", "achievement"] {
        let some = service.walk(&format!("{}&subject={subject}", url("研修")));
        assert!(!some.is_empty() && some.iter().all(|hit| hit["subject"] == subject), "{subject}");
        assert_eq!(some.len(), all.iter().filter(|hit| hit["subject"] == subject).count());
    }
    let both = service.walk(&format!("{}&subject=measure,indicator&localgov_code=072036", url("研修")));
    let wanted = all.iter().filter(|hit| hit["subject"] != "achievement" && hit["localgov_code"] == "072036");
    assert_eq!(both.len(), wanted.count());
    let plan = service.walk(&format!("{}&plan_id=072036-gk2022", url("研修")));
    assert!(!plan.is_empty() && plan.iter().all(|hit| hit["plan_id"] == "072036-gk2022"));
    let other = service.walk(&format!("{}&localgov_code=102113", url("研修")));
    assert_eq!(other.len(), all.iter().filter(|hit| hit["localgov_code"] == "102113").count());
}

fn walk_and_csv(service: &Service) {
    for query in ["の", "研修", "ある"] {
        let paged = service.walk(&format!("{}&limit=7", url(query)));
        assert_eq!(paged, hits(service, query), "{query}");
        let csv = service.get(&url(query).replace("/search?", "/search.csv?"));
        let rows = records(csv.text());
        assert_eq!(csv.header("tassei-row-count"), Some(paged.len().to_string().as_str()), "{query}");
        let ids: Vec<&str> = rows.iter().skip(1).map(|row| row[0].as_str()).collect();
        let wanted: Vec<&str> = paged.iter().filter_map(|row| row["id"].as_str()).collect();
        assert_eq!(ids, wanted, "{query}");
    }
}

fn rejected(service: &Service) {
    for (path, code) in [
        ("/v1/search", "missing_parameter"),
        ("/v1/search?q=", "missing_parameter"),
        ("/v1/search?q=%20%E3%80%80", "missing_parameter"),
        ("/v1/search?q=a&q=b", "repeated_parameter"),
        ("/v1/search?q=a%00b", "bad_request_target"),
        ("/v1/search?q=a&sort=-relevance", "invalid_parameter"),
        ("/v1/search?q=a&subject=plan", "invalid_parameter"),
    ] {
        let answer = service.get(path);
        assert_eq!((answer.status, answer.json()["code"].as_str()), (400, Some(code)), "{path}");
    }
    let long = service.get(&url(&"長".repeat(101)));
    assert_eq!((long.status, &long.json()["parameter"]), (400, &"q".into()));
    assert_eq!(service.get(&url(&"長".repeat(100))).status, 200);
}
