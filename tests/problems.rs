//! Every documented problem: right status, one shape, names the place and the mend, in both languages.

use serde_json::Value;

use crate::Reading;
use crate::support::{Answer, Service, raw_exchange};

pub(crate) const TESTS: &[(&str, Reading)] = &[
    ("every bad parameter is a problem that names it", bad_parameters),
    ("an unknown parameter is never ignored, on no path", unknown_parameters),
    ("an unknown id is told with the nearest one", unknown_ids),
    ("what is not valid percent-encoded UTF-8 is refused in path and query", bad_targets),
    ("a cursor of another list, order or filter is refused with a way to begin again", foreign_cursors),
    ("every method but GET, HEAD and OPTIONS is refused with Allow, on every path", methods),
    ("a format that does not exist is refused with those that do", formats),
    ("a URL that is too long is refused", too_long),
    ("every problem has a page in both languages", pages),
    ("a problem is Japanese for those who ask for Japanese", languages),
    ("a problem names its request as header and log do", request_ids),
];

fn assert_problem(answer: &Answer, status: u16, code: &str, place: &str) -> Value {
    assert_eq!(answer.status, status, "{place}: {}", answer.text());
    assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{place}");
    assert_eq!(answer.header("cache-control"), Some("no-store"), "{place}");
    assert_eq!(answer.header("access-control-allow-origin"), Some("*"), "{place}");
    let problem = answer.json();
    assert_eq!(problem["code"], code, "{place}: {problem}");
    assert_eq!(problem["type"], format!("/problems/{code}"), "{place}");
    assert_eq!(problem["status"], status, "{place}");
    for key in ["title", "detail", "request_id"] {
        assert!(problem[key].as_str().is_some_and(|words| !words.is_empty()), "{place}: {key}");
    }
    for key in ["parameter", "value", "allowed", "nearest", "restart"] {
        assert!(problem.get(key).is_some(), "{place}: {key} is missing");
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
        let says_how = problem["allowed"].as_array().is_some_and(|allowed| !allowed.is_empty());
        assert!(
            says_how || code != "invalid_parameter" || parameter == "fields",
            "{query} does not say what is allowed"
        );
    }
    for (query, parameter) in [
        ("limit=1", "limit"),
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
    assert_eq!(lost_zero["nearest"], "072036", "a spreadsheet took the zero away");
    let many = vec!["072036"; 101].join(",");
    assert_problem(&service.get(&format!("/v1/plans?localgov_code={many}")), 400, "invalid_parameter", "101 values");
}

fn unknown_parameters(service: &Service) {
    for path in tassei::api::paths() {
        let path = path.split('{').next().expect("a path").trim_end_matches('/').to_owned();
        let problem = assert_problem(&service.get(&format!("{path}?wish=1")), 400, "unknown_parameter", &path);
        assert_eq!(problem["parameter"], "wish");
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
        ["/v1/wish", "/v2/measures", "/v1/measures/", "/v1/measures.xlsx", "/v1/plans/072036-gk2022.csv", "//v1"]
    {
        assert_problem(&service.get(path), 404, "not_found", path);
    }
}

/// The status line of what comes back for a target that no client library would send.
fn raw_status(service: &Service, target: &str) -> String {
    let request = format!("GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    let answer = raw_exchange(service.address(), request.as_bytes());
    answer.lines().next().unwrap_or_default().to_owned()
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
    let answer = raw_exchange(service.address(), request.as_bytes());
    assert!(answer.contains("\"code\":\"bad_request_target\""), "{answer}");
}

fn foreign_cursors(service: &Service) {
    let page = service.get("/v1/observations?limit=1&kind=target").ok();
    let next = page["metadata"]["links"]["next"].as_str().expect("there is more");
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
        let restart = problem["restart"].as_str().expect("a way to begin again");
        assert_eq!(service.get(restart).status, 200, "{restart}");
    }
}

fn methods(service: &Service) {
    let mut paths = tassei::api::paths();
    paths.extend(["/", "/docs", "/docs/", "/problems", "/problems/not_found", "/nowhere"].map(str::to_owned));
    for path in paths {
        let path = path.replace("{localgov_code}", "072036").replace(['{', '}'], "");
        for method in ["POST", "PUT", "DELETE", "PATCH", "TRACE", "FOO"] {
            let answer = service.send(method, &path, &[]);
            assert_problem(&answer, 405, "method_not_allowed", &format!("{method} {path}"));
            assert_eq!(answer.header("allow"), Some("GET, HEAD, OPTIONS"), "{method} {path}");
        }
    }
}

fn formats(service: &Service) {
    let answer = service.get_with("/v1/measures", &[("Accept", "image/png")]);
    let problem = assert_problem(&answer, 406, "not_acceptable", "image/png");
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
            assert!(page.text().contains(words), "{code} does not say {words}");
        }
    }
    assert_problem(&service.get("/problems/wish"), 404, "not_found", "wish");
}

fn languages(service: &Service) {
    let detail = |accept: &str| {
        let answer = service.get_with("/v1/plans/072036-gk2023", &[("Accept-Language", accept)]);
        (answer.header("content-language").map(str::to_owned), answer.json()["detail"].as_str().map(str::to_owned))
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
    let answer = service.get("/v1/plans/072036-gk2023");
    let id = answer.header("x-request-id").expect("every answer has one").to_owned();
    assert_eq!(answer.json()["request_id"], id);
    assert!(service.log().lines().any(|line| line.contains(&id) && line.contains("/v1/plans/072036-gk2023 404")));
    assert_ne!(service.get("/v1").header("x-request-id"), Some(id.as_str()));
}
