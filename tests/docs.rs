//! The documentation agrees with the program: its examples are run, and its settings, commands, paths and links exist.

use std::collections::BTreeSet;
use std::path::Path;

use crate::support::{Service, folder, raw_exchange};
use crate::{Plain, Reading};

pub(crate) const TESTS: &[(&str, Reading)] = &[
    ("every request in the documentation returns the response it shows", shown_responses),
    ("the HTTP parser responds as docs/api.md describes", parser_responses),
    ("the counts in data/README.md are those of the data", coverage),
];

pub(crate) const PLAIN: &[(&str, Plain)] = &[
    ("every setting is documented in both languages", settings),
    ("every command and flag is documented in both languages", commands),
    ("both READMEs list every path and have at most 150 lines", readmes),
    ("a document shows the same requests in both languages", same_requests),
    ("every link between documents leads to a file and a heading", links),
];

/// The documents whose examples are run, in English; each has a Japanese version with the same requests. The number is
/// the least of examples.
const WITH_EXAMPLES: [(&str, usize); 3] = [("README.md", 1), ("docs/api.md", 15), ("docs/for-journalists.md", 10)];

fn read(name: &str) -> String {
    std::fs::read_to_string(folder(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn japanese(name: &str) -> String {
    name.replace(".md", ".ja.md")
}

/// Returns the examples of a document: the path of each fenced block `sh` with one `curl` request, and the block after
/// it, which shows the response. `…` in that block stands for anything.
fn examples(text: &str) -> Vec<(String, String)> {
    let blocks: Vec<&str> = text.split("```").collect();
    let mut examples = Vec::new();
    for (index, block) in blocks.iter().enumerate().filter(|(index, _)| index % 2 == 1) {
        let Some(command) = block.strip_prefix("sh\n") else { continue };
        let Some(url) = command.lines().find_map(|line| line.split("http://127.0.0.1:8080").nth(1)) else { continue };
        let path: String = url.chars().take_while(|letter| !matches!(letter, '\'' | '"' | ' ')).collect();
        let Some((_, shown)) = blocks.get(index + 2).and_then(|block| block.split_once('\n')) else { continue };
        if command.starts_with("curl") {
            examples.push((path, shown.trim().to_owned()));
        }
    }
    examples
}

fn shown_responses(service: &Service) {
    for (document, least) in WITH_EXAMPLES {
        for document in [document.to_owned(), japanese(document)] {
            let examples = examples(&read(&document));
            assert!(examples.len() >= least, "{document} shows {} requests", examples.len());
            for (path, shown) in examples {
                compare(service, &document, &path, &shown);
            }
        }
    }
}

fn compare(service: &Service, document: &str, path: &str, shown: &str) {
    let response = service.get(path);
    let body = if response.header("content-type").is_some_and(|kind| kind.contains("json")) {
        serde_json::to_string_pretty(&response.json()).expect("JSON")
    } else {
        response.text().to_owned()
    };
    let squeeze = |text: &str| text.split_whitespace().collect::<String>();
    let body = squeeze(&body);
    let mut rest = body.as_str();
    for part in squeeze(shown).split('…').filter(|part| !part.is_empty()) {
        let index = rest
            .find(part)
            .unwrap_or_else(|| panic!("{document}: {path} does not return {part:?} where it is shown:\n{body}"));
        rest = &rest[index + part.len()..];
    }
}

/// The HTTP library answers these before any code of ours runs: with an empty body, and without our headers.
fn parser_responses(service: &Service) {
    let many = |count: usize| (0..count).map(|number| format!("X-{number}: a\r\n")).collect::<Vec<_>>().concat();
    let head = |target: &str, headers: &str| format!("GET {target} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n");
    for (request, status) in [
        (head("/v1/search?q=窓口 満足度", ""), "400 Bad Request"),
        (head("/v1/\t", ""), "400 Bad Request"),
        (head(&format!("/{}", "a".repeat(65_534)), ""), "400 Bad Request"),
        (head("/v1", "Bad Header: x\r\n"), "400 Bad Request"),
        ("GET /v1 HTTP/1.1\r\n\r\n".to_owned(), "400 Bad Request"),
        (head("/v1", &many(96)), "431 Request Header Fields Too Large"),
        (head("/v1", &format!("X: {}\r\n", "a".repeat(131_072))), "431 Request Header Fields Too Large"),
        ("GET /v1 HTTP/1.1\r\nHost: localhost\r\n".to_owned(), "408 Request Timeout"),
    ] {
        let response = raw_exchange(service.address(), request.as_bytes());
        let shown = request.chars().take(80).collect::<String>();
        assert!(response.starts_with(&format!("HTTP/1.1 {status}\r\n")), "{shown}: {response}");
        assert!(response.ends_with("\r\n\r\n") && response.contains("content-length: 0\r\n"), "{shown}: {response}");
        for header in ["content-type", "x-request-id", "access-control-allow-origin"] {
            assert!(!response.contains(header), "{shown}: {response}");
        }
    }
    // One byte or header less reaches the service.
    for (request, status) in [
        (head(&format!("/{}", "a".repeat(65_533)), "Connection: close\r\n"), "414 URI Too Long"),
        (head("/livez", &format!("Connection: close\r\n{}", many(94))), "200 OK"),
    ] {
        let response = raw_exchange(service.address(), request.as_bytes());
        assert!(response.starts_with(&format!("HTTP/1.1 {status}\r\n")), "{response}");
    }
}

fn same_requests() {
    let paths = |name: &str| examples(&read(name)).into_iter().map(|(path, _)| path).collect::<Vec<_>>();
    for (document, _) in WITH_EXAMPLES {
        assert_eq!(paths(document), paths(&japanese(document)), "{document}");
    }
}

fn help(arguments: &[&str]) -> String {
    let output =
        std::process::Command::new(env!("CARGO_BIN_EXE_tassei")).args(arguments).output().expect("the program runs");
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn settings() {
    let help = help(&["--help"]);
    let named: Vec<&str> = help
        .split(|letter: char| !(letter.is_ascii_uppercase() || letter == '_'))
        .filter(|word| {
            word.len() > 5 && (word.starts_with("TASSEI_") || *word == "DATABASE_URL" || *word == "RUST_LOG")
        })
        .collect();
    assert!(named.len() >= 7, "{named:?}");
    for document in ["docs/settings.md", "docs/settings.ja.md"] {
        let text = read(document);
        for name in named.iter().copied().chain(flags(&help)) {
            assert!(text.contains(&format!("`{name}`")), "{document} does not explain {name}");
        }
    }
}

/// Returns the flags in a help text, without `--help` and `--version`, which every command has.
fn flags(help: &str) -> BTreeSet<&str> {
    help.split(|letter: char| !(letter.is_ascii_lowercase() || letter == '-'))
        .filter(|word| word.len() > 2 && word.starts_with("--") && !matches!(*word, "--help" | "--version"))
        .collect()
}

fn commands() {
    let main = help(&["--help"]);
    let (_, list) = main.split_once("Commands:\n").expect("a list of commands");
    let commands: Vec<&str> = list
        .lines()
        .take_while(|line| !line.is_empty())
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|command| *command != "help")
        .collect();
    assert!(commands.len() >= 8, "{commands:?}");
    for (document, settings) in
        [("docs/commands.md", "docs/settings.md"), ("docs/commands.ja.md", "docs/settings.ja.md")]
    {
        let (text, settings) = (read(document), read(settings));
        for command in &commands {
            assert!(text.contains(&format!("| `{command}` |")), "{document} does not explain {command}");
            let help = help(&[command, "--help"]);
            for flag in flags(&help) {
                // With a value too: `--lang en`.
                let is_explained =
                    |text: &str| text.contains(&format!("`{flag}`")) || text.contains(&format!("`{flag} "));
                let is_known = is_explained(&text) || (*command == "serve" && is_explained(&settings));
                assert!(is_known, "{document} does not explain {flag} of {command}");
            }
        }
    }
}

fn readmes() {
    let document: serde_json::Value = serde_json::from_str(&read("openapi/openapi.json")).expect("JSON");
    let paths: Vec<&String> = document["paths"].as_object().expect("paths").keys().collect();
    assert!(paths.len() > 40, "{paths:?}");
    for readme in ["README.md", "README.ja.md"] {
        let text = read(readme);
        assert!(text.lines().count() <= 150, "{readme} has {} lines", text.lines().count());
        for path in &paths {
            // Items and files are those of their list.
            let list = path.split('.').next().unwrap_or(path).split("/{").next().unwrap_or(path);
            assert!(text.contains(&format!("`{list}")), "{readme} does not list {path}");
        }
    }
}

/// The documents, and the folder of each.
fn documents() -> Vec<String> {
    let mut names: Vec<String> = ["README.md", "README.ja.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"]
        .into_iter()
        .chain(["benches/README.md", "data/README.md", "examples/small-city/README.md", "tests/outside/README.md"])
        .map(str::to_owned)
        .collect();
    for entry in std::fs::read_dir(folder("docs")).expect("the folder docs") {
        let name = entry.expect("an entry").file_name().into_string().expect("UTF-8");
        if Path::new(&name).extension().is_some_and(|extension| extension == "md") {
            names.push(format!("docs/{name}"));
        }
    }
    names
}

fn links() {
    let mut checked = 0;
    for document in documents() {
        for link in read(&document).split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if link.contains("://") || link.contains(' ') {
                continue;
            }
            let (file, heading) = link.split_once('#').unwrap_or((link, ""));
            let parent = Path::new(&document).parent().expect("a folder");
            let target = if file.is_empty() { document.clone() } else { parent.join(file).display().to_string() };
            assert!(folder(&target).exists(), "{document} links to {link}, which does not exist");
            let has_heading = heading.is_empty() || anchors(&read(&target)).contains(heading);
            assert!(has_heading, "{document} links to {link}, and there is no such heading");
            checked += 1;
        }
    }
    assert!(checked > 80, "only {checked} links");
}

/// Returns the anchors of a document's headings, as GitHub makes them.
fn anchors(text: &str) -> BTreeSet<String> {
    let is_part = |letter: &char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | 'ー');
    text.lines()
        .filter(|line| line.starts_with('#'))
        .map(|line| line.trim_start_matches('#').trim().to_lowercase().replace(' ', "-"))
        .map(|heading| heading.chars().filter(is_part).collect())
        .collect()
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
    // Totals in the text.
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
        "計画数量" => observations("planned"),
        "試算値" => observations("illustrative"),
        "年度実績" => rows("achievements", "").len(),
        "確認が必要な行" => {
            let listed: usize = ["measures", "indicators", "observations", "achievements"]
                .iter()
                .map(|list| rows(list, "").iter().filter(|row| !row["doubt"].is_null()).count())
                .sum();
            let dependent = |measure: &serde_json::Value| -> usize {
                let whole = service.get(&format!("/v1/measures/{}", measure["id"].as_str().expect("an id"))).ok();
                ["actions", "departments"]
                    .iter()
                    .flat_map(|part| whole[part].as_array().expect("a list").clone())
                    .filter(|row| !row["doubt"].is_null())
                    .count()
            };
            listed + rows("measures", "").iter().map(dependent).sum::<usize>()
        }
        other => panic!("data/README.md has the column {other}, which no test can count"),
    }
}
