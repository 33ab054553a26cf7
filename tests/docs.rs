//! The examples in the documentation are run: what they show is what the service answers.

use std::path::PathBuf;

use crate::support::{Service, folder};
use crate::{Plain, Reading};

pub(crate) const TESTS: &[(&str, Reading)] = &[
    ("every request of the documents gives the answer they show", shown_answers),
    ("every table in data/README.md counts what is there", coverage),
];

pub(crate) const PLAIN: &[(&str, Plain)] = &[
    ("every setting stands in both READMEs", settings),
    ("a document shows the same requests in both languages", same_requests),
];

fn read(name: &str) -> String {
    std::fs::read_to_string(folder(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The documents whose examples are run.
fn documents() -> Vec<PathBuf> {
    ["README.md", "README.ja.md", "docs/for-journalists.md", "docs/for-journalists.ja.md"].map(folder).to_vec()
}

/// The examples of a document: a fenced block `sh` with one `curl` of the service, and the block after it with what it
/// prints. `…` in what is shown stands for anything.
fn examples(text: &str) -> Vec<(String, String)> {
    let blocks: Vec<&str> = text.split("```").collect();
    let mut examples = Vec::new();
    for (number, block) in blocks.iter().enumerate().filter(|(number, _)| number % 2 == 1) {
        let Some(command) = block.strip_prefix("sh\n") else { continue };
        let Some(url) = command.lines().find_map(|line| line.split("http://127.0.0.1:8080").nth(1)) else { continue };
        let path: String = url.chars().take_while(|letter| !matches!(letter, '\'' | '"' | ' ')).collect();
        let Some((_, shown)) = blocks.get(number + 2).and_then(|block| block.split_once('\n')) else { continue };
        if command.starts_with("curl") {
            examples.push((path, shown.trim().to_owned()));
        }
    }
    examples
}

fn shown_answers(service: &Service) {
    for document in documents() {
        let text = std::fs::read_to_string(&document).expect("a document");
        let examples = examples(&text);
        assert!(examples.len() >= 10, "{} shows {} requests", document.display(), examples.len());
        for (path, shown) in examples {
            let answer = service.get(&path);
            let body = if answer.header("content-type").is_some_and(|kind| kind.contains("json")) {
                serde_json::to_string_pretty(&answer.json()).expect("JSON")
            } else {
                answer.text().to_owned()
            };
            let squeeze = |text: &str| text.split_whitespace().collect::<String>();
            let body = squeeze(&body);
            let mut rest = body.as_str();
            for part in squeeze(&shown).split('…').filter(|part| !part.is_empty()) {
                let place = rest.find(part).unwrap_or_else(|| {
                    panic!("{}: {path} does not answer {part:?} where it is shown:\n{body}", document.display())
                });
                rest = &rest[place + part.len()..];
            }
        }
    }
}

fn same_requests() {
    let paths = |name: &str| examples(&read(name)).into_iter().map(|(path, _)| path).collect::<Vec<_>>();
    assert_eq!(paths("README.md"), paths("README.ja.md"));
    assert_eq!(paths("docs/for-journalists.md"), paths("docs/for-journalists.ja.md"));
}

fn settings() {
    let help =
        std::process::Command::new(env!("CARGO_BIN_EXE_tassei")).arg("--help").output().expect("the program runs");
    let help = String::from_utf8(help.stdout).expect("UTF-8");
    let named: Vec<&str> = help
        .split(|letter: char| !(letter.is_ascii_uppercase() || letter == '_'))
        .filter(|word| {
            word.len() > 5 && (word.starts_with("TASSEI_") || *word == "DATABASE_URL" || *word == "RUST_LOG")
        })
        .collect();
    assert!(named.len() >= 7, "{named:?}");
    for document in ["README.md", "README.ja.md"] {
        let text = read(document);
        for name in &named {
            assert!(text.contains(&format!("`{name}`")), "{document} does not explain {name}");
        }
    }
}

fn coverage(service: &Service) {
    let text = read("data/README.md");
    let plans: Vec<String> =
        service.walk("/v1/plans").iter().map(|plan| plan["id"].as_str().expect("an id").to_owned()).collect();
    let (mut columns, mut checked, mut totals) = (Vec::new(), 0, Vec::new());
    for line in text.lines().filter(|line| line.starts_with('|') && !line.starts_with("|---")) {
        let row = cells(line);
        if row.contains(&"取組（親）") {
            columns.clone_from(&row);
            continue;
        }
        let id = row[0].split('`').nth(1).unwrap_or_else(|| panic!("no id: {line}"));
        let is_plan = plans.iter().any(|plan| plan == id);
        let scope = if is_plan { format!("&plan_id={id}") } else { format!("&section_id={id}") };
        for (column, cell) in columns.iter().zip(&row).skip(1) {
            let counted = count(service, column, &scope);
            assert_eq!(cell.replace(',', ""), counted.to_string(), "{}: {column}", row[0]);
            checked += 1;
        }
        if is_plan {
            totals.push(id.to_owned());
        }
    }
    totals.sort_unstable();
    assert_eq!(totals, plans, "every plan has its table");
    assert!(checked > 200, "only {checked} counts were checked");
    // The sums in the text.
    for list in ["measures", "indicators", "observations", "achievements"] {
        let all = service.get(&format!("/v1/{list}?limit=1")).ok()["metadata"]["resultset"]["total"].clone();
        assert!(text.contains(&format!("{all} {list}")), "data/README.md does not count {all} {list}");
    }
}

fn cells(line: &str) -> Vec<&str> {
    line.trim().trim_matches('|').split('|').map(|cell| cell.trim().trim_matches('*')).collect()
}

fn count(service: &Service, column: &str, scope: &str) -> usize {
    let rows = |list: &str, filter: &str| service.walk(&format!("/v1/{list}?limit=1000{filter}{scope}"));
    let observations = |kind: &str| rows("observations", &format!("&kind={kind}")).len();
    match column {
        "取組（親）" => rows("measures", "").iter().filter(|row| row["parent_measure_id"].is_null()).count(),
        "取組（子）" => rows("measures", "").iter().filter(|row| !row["parent_measure_id"].is_null()).count(),
        "指標" => rows("indicators", "").len(),
        "目標のある指標" => rows("indicators", "&role=target").len(),
        "現況値" => observations("baseline"),
        "目標値" => observations("target"),
        "実績値" => observations("actual"),
        "計画値" => observations("planned"),
        "試算値" => observations("illustrative"),
        "年度実績" => rows("achievements", "").len(),
        "疑義のある行" => {
            let listed: usize = ["measures", "indicators", "observations", "achievements"]
                .iter()
                .map(|list| rows(list, "").iter().filter(|row| !row["doubt"].is_null()).count())
                .sum();
            let hanging = |measure: &serde_json::Value| -> usize {
                let whole = service.get(&format!("/v1/measures/{}", measure["id"].as_str().expect("an id"))).ok();
                ["actions", "departments"]
                    .iter()
                    .flat_map(|part| whole[part].as_array().expect("a list").clone())
                    .filter(|row| !row["doubt"].is_null())
                    .count()
            };
            listed + rows("measures", "").iter().map(hanging).sum::<usize>()
        }
        other => panic!("data/README.md counts {other}, and no test knows how"),
    }
}
