//! Every documented problem: status, shape, location and fix, in both languages, as JSON and as a page.

use serde_json::Value;

use crate::contract::{PAGES, documented, lists, with};
use crate::support::{Engine, Response, Service, raw_exchange};
use crate::{Reading, Writing};

pub(crate) const TESTS: &[(&str, Reading)] = &[
    ("every invalid parameter returns a problem that names it", bad_parameters),
    ("an unknown parameter is refused on every path", unknown_parameters),
    ("an unknown id returns a problem with the nearest id", unknown_ids),
    ("invalid percent-encoding is refused in path and query", bad_targets),
    ("a cursor of another list, order or filter is refused with a link to restart", foreign_cursors),
    ("every method but GET, HEAD and OPTIONS is refused with Allow, on every path", methods),
    ("an unavailable format is refused with the available ones", formats),
    ("a client that prefers text/html gets problems as pages", html),
    ("a URL that is too long is refused", too_long),
    ("every problem has a page in both languages", pages),
    ("Accept-Language selects the language of a problem", languages),
    ("a problem, its header and the log have the same request id", request_ids),
];

pub(crate) const WRITING: &[(&str, Writing)] =
    &[("the type of a problem is absolute where the public URL is set", absolute_type)];

/// Asserts status, headers and shape of a problem, and returns it.
pub(crate) fn assert_problem(response: &Response, status: u16, code: &str, context: &str) -> Value {
    assert_eq!(response.status, status, "{context}: {}", response.text());
    assert_eq!(response.header("content-type"), Some("application/problem+json"), "{context}");
    assert_eq!(response.header("cache-control"), Some("no-store"), "{context}");
    assert_eq!(response.header("access-control-allow-origin"), Some("*"), "{context}");
    let problem = response.json();
    assert_eq!(problem["code"], code, "{context}: {problem}");
    assert_eq!(problem["type"], format!("/problems/{code}"), "{context}");
    assert_eq!(problem["status"], status, "{context}");
    for key in ["title", "detail", "request_id"] {
        assert!(problem[key].as_str().is_some_and(|text| !text.is_empty()), "{context}: {key}");
    }
    for key in ["parameter", "value", "allowed", "nearest", "restart"] {
        assert!(problem.get(key).is_some(), "{context}: {key} is missing");
    }
    problem
}

fn bad_parameters(service: &Service) {
    for (query, code, parameter) in [
        ("kind=wish", "invalid_parameter", "kind"),
        ("kind=", "invalid_parameter", "kind"),
        ("kind=target,", "invalid_parameter", "kind"),
        ("localgov_code=72036", "invalid_parameter", "localgov_code"),
        ("localgov_code=%EF%BC%90%EF%BC%97%EF%BC%92%EF%BC%90%EF%BC%93%EF%BC%96", "invalid_parameter", "localgov_code"),
        ("plan_id=A", "invalid_parameter", "plan_id"),
        ("plan_id=..%2f..%2fetc", "invalid_parameter", "plan_id"),
        ("indicator_id=%27%20OR%201=1--", "invalid_parameter", "indicator_id"),
        ("sdg=17", "invalid_parameter", "sdg"),
        ("tag=wish", "invalid_parameter", "tag"),
        ("fiscal_year=22", "invalid_parameter", "fiscal_year"),
        ("fiscal_year=%E5%B9%B3%E6%88%9099%E5%B9%B4%E5%BA%A6", "invalid_parameter", "fiscal_year"),
        ("limit=0", "invalid_parameter", "limit"),
        ("limit=-1", "invalid_parameter", "limit"),
        ("limit=1001", "invalid_parameter", "limit"),
        ("limit=1e3", "invalid_parameter", "limit"),
        ("limit=%201", "invalid_parameter", "limit"),
        ("limit=NaN", "invalid_parameter", "limit"),
        ("limit=%EF%BC%91", "invalid_parameter", "limit"),
        ("limit=100000000000000000000", "invalid_parameter", "limit"),
        ("limit=", "invalid_parameter", "limit"),
        ("limit=1&limit=2", "repeated_parameter", "limit"),
        ("sort=id&sort=id", "repeated_parameter", "sort"),
        ("sort=wish", "invalid_parameter", "sort"),
        ("sort=--id", "invalid_parameter", "sort"),
        ("sort=", "invalid_parameter", "sort"),
        ("fields=id", "invalid_parameter", "fields"),
        ("cursor=abc", "invalid_cursor", "cursor"),
        ("cursor=", "invalid_cursor", "cursor"),
        ("plan=072036-gk2022", "unknown_parameter", "plan"),
        ("=x", "unknown_parameter", ""),
        ("Kind=target", "unknown_parameter", "Kind"),
    ] {
        let problem = assert_problem(&service.get(&format!("/v1/observations?{query}")), 400, code, query);
        assert_eq!(problem["parameter"], parameter, "{query}");
        let has_allowed = problem["allowed"].as_array().is_some_and(|allowed| !allowed.is_empty());
        assert!(
            has_allowed || code != "invalid_parameter" || parameter == "fields",
            "{query} does not list the allowed values"
        );
    }
    for (query, parameter) in [
        ("limit=1001", "limit"),
        ("cursor=abc", "cursor"),
        ("fields=wish", "fields"),
        ("fields=", "fields"),
        ("fields=id&fields=wish", "fields"),
    ] {
        let problem =
            assert_problem(&service.get(&format!("/v1/observations.csv?{query}")), 400, "invalid_parameter", query);
        assert_eq!(problem["parameter"], parameter, "{query}");
    }
    for query in ["fields=id,id", "fields=id&fields=id"] {
        let problem = service.get(&format!("/v1/observations.csv?{query}"));
        assert_problem(&problem, 400, "repeated_parameter", query);
    }
    for query in ["target_revised=yes", "target_revised=true,false", "target_revised=1"] {
        let problem = service.get(&format!("/v1/indicators?{query}"));
        assert_eq!(assert_problem(&problem, 400, "invalid_parameter", query)["parameter"], "target_revised");
    }
    let lost_zero = service.get("/v1/plans?localgov_code=72036").json();
    assert_eq!(lost_zero["nearest"], "072036", "a spreadsheet dropped the leading zero");
    let many = vec!["072036"; 101].join(",");
    assert_problem(&service.get(&format!("/v1/plans?localgov_code={many}")), 400, "invalid_parameter", "101 values");
}

fn unknown_parameters(service: &Service) {
    let documented = documented(service).into_iter().map(|known| known.request);
    for path in documented.chain(PAGES.map(str::to_owned)) {
        let problem = assert_problem(&service.get(&with(&path, "wish=1")), 400, "unknown_parameter", &path);
        assert_eq!(problem["parameter"], "wish", "{path}");
    }
    let problem = assert_problem(&service.get("/v1/measures?plan=x"), 400, "unknown_parameter", "plan");
    assert_eq!(problem["nearest"], "plan_id");
}

fn unknown_ids(service: &Service) {
    for (path, nearest) in [
        ("/v1/plans/072036-gk2023", Some("072036-gk2022")),
        ("/v1/indicators/072036-gk2022-1-3-1-dx-onlime", Some("072036-gk2022-1-3-1-dx-online")),
        ("/v1/local_governments/072037", Some("072036")),
        ("/v1/measures/zzz", None),
        ("/v1/plans/zzz", None),
        ("/v1/plans/072036-zzz", None),
        ("/v1/plans/072036", None),
        ("/v1/indicators/072036-gk2022", None),
        ("/v1/sources/a%2Fb", None),
        ("/v1/achievements/%E5%B8%82", None),
    ] {
        let problem = assert_problem(&service.get(path), 404, "unknown_id", path);
        assert_eq!(problem["nearest"].as_str(), nearest, "{path}");
    }
    for path in ["/v1/definitions/wish", "/v1/codes/wish"] {
        let problem = assert_problem(&service.get(path), 404, "unknown_id", path);
        assert!(problem["allowed"].as_array().is_some_and(|allowed| allowed.len() > 5), "{path}");
    }
    for path in
        ["/v1/wish", "/v2/measures", "/v1/measures//", "/v1/measures.xlsx", "/v1/plans/072036-gk2022.csv", "//v1"]
    {
        assert_problem(&service.get(path), 404, "not_found", path);
    }
}

/// Returns the status line of the response to a target that no client library would send.
fn raw_status(service: &Service, target: &str) -> String {
    let request = format!("GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    let response = raw_exchange(service.address(), request.as_bytes());
    response.lines().next().unwrap_or_default().to_owned()
}

fn bad_targets(service: &Service) {
    for target in [
        "/v1/observations?kind=%FF",
        "/v1/observations?%FF=1",
        "/v1/observations?kind=%zz",
        "/v1/observations?kind=%",
        "/v1/observations?department=%00",
        "/v1/plans/%FF",
        "/v1/plans/%00",
        "/v1/%zz",
        "/problems/%FF",
    ] {
        assert_eq!(raw_status(service, target), "HTTP/1.1 400 Bad Request", "{target}");
    }
    let request = "GET /v1/plans/%FF HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    let response = raw_exchange(service.address(), request.as_bytes());
    assert!(response.contains("\"code\":\"bad_request_target\""), "{response}");
}

fn foreign_cursors(service: &Service) {
    let page = service.get("/v1/observations?limit=1&kind=target").ok();
    let next = page["metadata"]["links"]["next"].as_str().expect("a next page");
    let cursor = next.split("cursor=").nth(1).expect("a cursor");
    assert_eq!(service.get(&format!("/v1/observations?kind=target&limit=5&cursor={cursor}")).status, 200);
    for path in [
        format!("/v1/observations?kind=actual&cursor={cursor}"),
        format!("/v1/observations?kind=target&sort=fiscal_year&cursor={cursor}"),
        format!("/v1/achievements?cursor={cursor}"),
        format!("/v1/observations?kind=target&cursor={}", &cursor[..cursor.len() - 1]),
        format!("/v1/observations?kind=target&cursor=A{}", &cursor[1..]),
    ] {
        let problem = assert_problem(&service.get(&path), 400, "invalid_cursor", &path);
        let restart = problem["restart"].as_str().expect("a link to restart");
        assert_eq!(service.get(restart).status, 200, "{restart}");
    }
}

fn methods(service: &Service) {
    let documented = documented(service).into_iter().map(|known| known.request);
    for path in documented.chain(PAGES.into_iter().chain(["/docs", "/nowhere"]).map(str::to_owned)) {
        for method in ["POST", "PUT", "DELETE", "PATCH", "TRACE", "FOO"] {
            let response = service.send(method, &path, &[]);
            assert_problem(&response, 405, "method_not_allowed", &format!("{method} {path}"));
            assert_eq!(response.header("allow"), Some("GET, HEAD, OPTIONS"), "{method} {path}");
        }
    }
}

fn formats(service: &Service) {
    let response = service.get_with("/v1/measures", &[("Accept", "image/png")]);
    let problem = assert_problem(&response, 406, "not_acceptable", "image/png");
    assert_eq!(problem["allowed"], serde_json::json!(["application/json", "text/csv", "application/jsonl"]));
    assert_problem(
        &service.get_with("/v1/plans/072036-gk2022", &[("Accept", "text/csv")]),
        406,
        "not_acceptable",
        "item",
    );
    assert_eq!(service.get_with("/v1/measures", &[("Accept", "text/html,*/*;q=0.8")]).status, 200);
    let by_accept = service.get_with("/v1/measures", &[("Accept", "text/csv")]);
    assert_eq!(by_accept.body, service.get("/v1/measures.csv").body);
    assert_eq!(service.get("/v1/measures.json").body, service.get("/v1/measures").body);
    assert_eq!(service.get("/v1/plans/072036-gk2022.json").body, service.get("/v1/plans/072036-gk2022").body);
}

const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

/// Asserts that a response is a problem as a page, and returns its text.
fn assert_page<'a>(response: &'a Response, status: u16, language: &str, context: &str) -> &'a str {
    assert_eq!(response.status, status, "{context}: {}", response.text());
    assert_eq!(response.header("content-type"), Some("text/html; charset=utf-8"), "{context}");
    assert_eq!(response.header("cache-control"), Some("no-store"), "{context}");
    assert_eq!(response.header("content-language"), Some(language), "{context}");
    assert!(response.header("vary").is_some_and(|vary| vary.contains("Accept,")), "{context}");
    assert!(response.text().contains(&format!("<html lang=\"{language}\">")), "{context}");
    let policy = response.header("content-security-policy").unwrap_or_default();
    assert!(policy.contains("style-src 'self'"), "{context}: {policy}");
    response.text()
}

fn html(service: &Service) {
    for list in lists(service) {
        let response = service.get_with(&list, &[("Accept", "text/html")]);
        let page = assert_page(&response, 406, "en", &list);
        for format in ["application/json", "text/csv", "application/jsonl"] {
            assert!(page.contains(&format!("<code>{format}</code>")), "{list}: {format} is not named");
        }
        // A browser accepts anything after HTML, so it gets the data.
        let response = service.get_with(&list, &[("Accept", BROWSER)]);
        assert_eq!((response.status, response.header("content-type")), (200, Some("application/json")), "{list}");
        let response = service.get_with(&list, &[("Accept", "application/json, text/html;q=0.9")]);
        assert_eq!((response.status, response.header("content-type")), (200, Some("application/json")), "{list}");
    }
    for (path, status, code) in [
        ("/v1/plans/072036-gk2023", 404, "unknown_id"),
        ("/v1/observations?kind=wish", 400, "invalid_parameter"),
        ("/v1/measures?plan=x", 400, "unknown_parameter"),
        ("/v1/plans.csv?fields=wish", 400, "invalid_parameter"),
        ("/v1/plans?q=%FF", 400, "bad_request_target"),
        ("/nowhere", 404, "not_found"),
    ] {
        let language = |language| [("Accept", BROWSER), ("Accept-Language", language)];
        let [ja, en] = ["ja", "en"].map(|code| (code, service.get_with(path, &language(code))));
        for (language, response) in [&ja, &en] {
            let page = assert_page(response, status, language, path);
            assert!(page.contains(&format!("{status} {code}")), "{path}: {page}");
            assert!(page.contains(response.header("x-request-id").expect("an id")), "{path}");
        }
        assert_ne!(ja.1.text(), en.1.text(), "{path}");
        let json = service.get_with(path, &[("Accept", "application/json, text/html;q=0.9")]);
        assert_problem(&json, status, code, path);
        let problem = service.send("POST", path, &[("Accept", BROWSER)]);
        assert_page(&problem, if code == "bad_request_target" { 400 } else { 405 }, "en", path);
    }
}

fn absolute_type(engine: &Engine) {
    let service = Service::start(engine, &["--public-url", "https://data.example.jp/tassei/"]);
    for (path, status, code) in [
        ("/v1/plans/zzz", 404, "unknown_id"),
        ("/v1/plans?limit=0", 400, "invalid_parameter"),
        ("/x", 404, "not_found"),
    ] {
        let response = service.get(path);
        assert_eq!(response.status, status, "{path}");
        assert_eq!(response.json()["type"], format!("https://data.example.jp/tassei/problems/{code}"), "{path}");
        assert_eq!(service.get(&format!("/problems/{code}")).status, 200, "the page itself");
    }
}

fn too_long(service: &Service) {
    let path = format!("/v1/measures?department={}", "a".repeat(8_001));
    assert_problem(&service.get(&path), 414, "target_too_long", "8,001 bytes");
}

fn pages(service: &Service) {
    let document = service.get("/openapi.json").ok();
    let codes = document["components"]["schemas"]["Problem"]["properties"]["code"]["x-extensible-enum"].clone();
    let codes = codes.as_array().expect("the codes are listed");
    assert_eq!(codes.len(), tassei::http::problem::ProblemCode::ALL.len());
    for code in codes.iter().filter_map(Value::as_str) {
        let page = service.get(&format!("/problems/{code}"));
        assert_eq!(page.status, 200, "{code}");
        let known = tassei::http::problem::ProblemCode::ALL
            .into_iter()
            .find(|known| known.code() == code)
            .expect("a known code");
        for words in [known.title().ja, known.title().en] {
            assert!(page.text().contains(words), "{code} does not contain {words}");
        }
    }
    assert_problem(&service.get("/problems/wish"), 404, "not_found", "wish");
}

fn languages(service: &Service) {
    let detail = |accept: &str| {
        let response = service.get_with("/v1/plans/072036-gk2023", &[("Accept-Language", accept)]);
        (response.header("content-language").map(str::to_owned), response.json()["detail"].as_str().map(str::to_owned))
    };
    for accept in ["ja", "ja-JP,ja;q=0.9,en;q=0.8"] {
        let (language, words) = detail(accept);
        assert_eq!(language.as_deref(), Some("ja"), "{accept}");
        assert!(words.is_some_and(|words| words.contains("行はありません")), "{accept}");
    }
    for accept in ["en", "en,ja;q=0.5", "fr", ""] {
        let (language, words) = detail(accept);
        assert_eq!(language.as_deref(), Some("en"), "{accept}");
        assert!(words.is_some_and(|words| words.contains("There is no row")), "{accept}");
    }
}

fn request_ids(service: &Service) {
    let response = service.get("/v1/plans/072036-gk2023");
    let id = response.header("x-request-id").expect("every response has one").to_owned();
    assert_eq!(response.json()["request_id"], id);
    assert!(service.log().lines().any(|line| line.contains(&id) && line.contains("/v1/plans/072036-gk2023 404")));
    assert_ne!(service.get("/v1").header("x-request-id"), Some(id.as_str()));
}
