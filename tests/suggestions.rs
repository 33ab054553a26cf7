//! What a request that is nearly right gets: ids and names that are not in the data, codes and paths in another form,
//! parameters that other services have.

use serde_json::{Value, json};

use crate::Reading;
use crate::contract::{document, documented, encoded, lists, parameters, table, with};
use crate::problems::assert_problem;
use crate::support::Service;

pub(crate) const TESTS: &[(&str, Reading)] = &[
    ("an id that no row has is refused in every filter, in every format", unknown_ids_in_filters),
    ("an unknown id in a filter comes with the nearest, and with all where they are few", nearest_ids),
    ("a name that nothing has gives an empty list and a warning with the nearest names", warnings),
    ("a five-digit area code is read as the code of its government", area_codes),
    ("an unknown path is answered with the nearest known one", nearest_paths),
    ("every path with a slash at its end redirects to the path without it", slashes),
    ("a parameter of other services is answered with what to use instead", foreign_parameters),
    ("JSON Lines are selected by all their media types", json_lines_by_accept),
    ("x-gzip in Accept-Encoding is gzip", x_gzip),
    ("limit on a table returns its first rows", previews),
];

/// Ids, codes and SDG targets of a form that exists, in no data.
fn unknown_value(parameter: &str) -> &'static str {
    match parameter {
        "localgov_code" => "012343",
        "sdg" => "16.99",
        _ => "012343-zz1",
    }
}

fn unknown_ids_in_filters(service: &Service) {
    let document = document(service);
    let mut refused = 0;
    for known in documented(service) {
        for parameter in parameters(&document, &document["paths"][&known.path]) {
            let name = parameter["name"].as_str().expect("a name");
            let has_pattern = parameter["schema"]["items"]["pattern"].is_string();
            if !has_pattern || matches!(name, "fiscal_year" | "department") {
                continue;
            }
            let value = unknown_value(name);
            let request = with(&known.request, &format!("{name}={value}"));
            let response = service.get(&request);
            // A row that changed may be gone, and measures may be tagged with any target.
            if matches!(name, "subject_id" | "sdg") {
                assert_eq!(response.status, 200, "{request}: {}", response.text());
                continue;
            }
            let problem = assert_problem(&response, 404, "unknown_id", &request);
            assert_eq!((&problem["parameter"], &problem["value"]), (&json!(name), &json!(value)), "{request}");
            assert!(problem["nearest"].is_null(), "{request}: nothing is near");
            refused += 1;
        }
    }
    assert!(refused > 60, "only {refused} filters name rows");
}

fn nearest_ids(service: &Service) {
    for (request, parameter, value, nearest) in [
        ("/v1/plans?plan_id=072036-gk2023", "plan_id", "072036-gk2023", Some("072036-gk2022")),
        ("/v1/plans?plan_id=072036-gk2022,072036-gk2023", "plan_id", "072036-gk2023", Some("072036-gk2022")),
        ("/v1/indicators?localgov_code=072037", "localgov_code", "072037", Some("072036")),
        ("/v1/search?q=DX&plan_id=072036-gk2023", "plan_id", "072036-gk2023", Some("072036-gk2022")),
        (
            "/v1/observations.csv?indicator_id=072036-gk2022-1-3-1-dx-onlime",
            "indicator_id",
            "072036-gk2022-1-3-1-dx-onlime",
            Some("072036-gk2022-1-3-1-dx-online"),
        ),
        // The end was cut off.
        (
            "/v1/indicators?indicator_id=072036-gk2022-1-3-1-dx-onl",
            "indicator_id",
            "072036-gk2022-1-3-1-dx-onl",
            Some("072036-gk2022-1-3-1-dx-online"),
        ),
        // A section of the plan, but no measure is near it.
        ("/v1/measures?measure_id=072036-gk2022", "measure_id", "072036-gk2022", None),
        ("/v1/plans?plan_id=072036-wish", "plan_id", "072036-wish", None),
    ] {
        let problem = assert_problem(&service.get(request), 404, "unknown_id", request);
        assert_eq!((&problem["parameter"], &problem["value"]), (&json!(parameter), &json!(value)), "{request}");
        assert_eq!(problem["nearest"].as_str(), nearest, "{request}");
        let is_small = matches!(parameter, "plan_id" | "localgov_code");
        let allowed = problem["allowed"].as_array().expect("a list");
        assert_eq!(!allowed.is_empty(), is_small, "{request}: {allowed:?}");
        assert!(!is_small || allowed.iter().any(|id| id.as_str() == nearest.or(Some("072036-gk2022"))), "{request}");
    }
    let ja = service.get_with("/v1/plans?plan_id=072036-gk2023", &[("Accept-Language", "ja")]).json();
    let detail = ja["detail"].as_str().expect("a detail");
    assert_eq!(
        detail,
        "「plan_id」に書かれた「072036-gk2023」は、このデータにありません。「072036-gk2022」のことではありませんか。"
    );
}

/// The request for a list with a filter, percent-encoded.
fn filtered(list: &str, filters: &[(&str, &str)]) -> String {
    filters.iter().fold(list.to_owned(), |request, (name, value)| with(&request, &format!("{name}={}", encoded(value))))
}

fn warnings(service: &Service) {
    for (filters, parameter, nearest) in [
        (&[("department", "人事")][..], "department", &["人事課"][..]),
        (&[("department", "DX戦略")], "department", &["ＤＸ戦略課"]),
        (&[("department", "人事"), ("localgov_code", "072036")], "department", &["人事課"]),
        (&[("department", "人事"), ("plan_id", "072036-gk2022")], "department", &["人事課"]),
        (&[("department", "宇宙課")], "department", &[]),
        (&[("department", "072036-dept-shimn")], "department", &["072036-dept-shimin"]),
        (&[("sdg", "17.99"), ("localgov_code", "072036")], "sdg", &["17.14"]),
        (&[("sdg", "99.1")], "sdg", &[]),
    ] {
        for list in ["/v1/measures", "/v1/indicators", "/v1/observations", "/v1/achievements"] {
            let request = filtered(list, filters);
            let page = service.get(&request).ok();
            assert_eq!(page["results"], json!([]), "{request}");
            assert_eq!(page["metadata"]["resultset"]["total"], 0, "{request}");
            let warnings = page["metadata"]["warnings"].as_array().expect("a list");
            assert_eq!(warnings.len(), 1, "{request}: {warnings:?}");
            assert_eq!((&warnings[0]["parameter"], &warnings[0]["value"]), (&json!(parameter), &json!(filters[0].1)));
            let near: Vec<&str> =
                warnings[0]["nearest"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
            assert_eq!(near.is_empty(), nearest.is_empty(), "{request}: {near:?}");
            assert!(nearest.iter().all(|name| near.contains(name)) && near.len() <= 5, "{request}: {near:?}");
            for (language, words) in [("ja", "データにありません"), ("en", "in the data")] {
                let message = warnings[0]["message"][language].as_str().expect("a text");
                assert!(message.contains(words) && message.contains(filters[0].1), "{request}: {message}");
                assert!(near.iter().all(|name| message.contains(name)), "{request}: {message}");
            }
            let rows = service.get(&table(&request, "csv"));
            assert_eq!((rows.status, rows.header("tassei-row-count")), (200, Some("0")), "{request}");
            assert_eq!(rows.text().lines().count(), 1, "{request}: the header is there");
        }
    }
    // A filter by any id selects a government, on whose data alone the warning depends, as the version of the page does.
    let request = filtered("/v1/measures", &[("department", "人事"), ("measure_id", "072036-gk2022-1-3-1")]);
    let message = service.get(&request).ok()["metadata"]["warnings"][0]["message"]["en"].clone();
    assert!(message.as_str().is_some_and(|text| text.contains("of this government")), "{message}");
    // One of two names exists: its rows, and a warning for the other.
    let both = service.get(&filtered("/v1/measures", &[("department", "市民課,人事")])).ok();
    assert!(both["results"].as_array().is_some_and(|rows| !rows.is_empty()));
    assert_eq!(both["metadata"]["warnings"][0]["value"], "人事");
    // The name exists in another government than the one that is selected.
    let other = service.get("/v1/departments?localgov_code=072028&limit=1000").ok();
    let own: Vec<Value> = other["results"].as_array().expect("rows").iter().map(|row| row["name"].clone()).collect();
    assert!(!own.contains(&json!("ＤＸ戦略課")), "the department is only in the other city");
    let page =
        service.get(&filtered("/v1/measures", &[("department", "ＤＸ戦略課"), ("localgov_code", "072028")])).ok();
    let warning = &page["metadata"]["warnings"][0];
    assert!(warning["nearest"].as_array().expect("a list").iter().all(|name| own.contains(name)), "{warning}");
    assert!(warning["message"]["en"].as_str().is_some_and(|text| text.contains("of this government")), "{warning}");
    for list in lists(service) {
        assert_eq!(service.get(&list).ok()["metadata"]["warnings"], json!([]), "{list}");
    }
}

fn area_codes(service: &Service) {
    let document = document(service);
    for list in lists(service) {
        let path = list.split('?').next().unwrap_or_default();
        let has_code =
            parameters(&document, &document["paths"][path]).iter().any(|known| known["name"] == "localgov_code");
        if has_code {
            let rows = service.walk(&with(&list, "localgov_code=072036"));
            assert!(!rows.is_empty(), "{list}");
            assert_eq!(service.walk(&with(&list, "localgov_code=07203")), rows, "{list}");
            let [short, full] =
                ["07203", "072036"].map(|code| with(&table(&list, "csv"), &format!("localgov_code={code}")));
            assert_eq!(service.get(&short).body, service.get(&full).body, "{list}");
        }
    }
    for (path, location) in [
        ("/v1/local_governments/07203", "/v1/local_governments/072036"),
        ("/v1/local_governments/07203.json", "/v1/local_governments/072036.json"),
    ] {
        let response = service.get(path);
        assert_eq!((response.status, response.header("location")), (308, Some(location)), "{path}");
        assert_eq!(service.get(location).status, 200, "{location}");
    }
    // An area code that is not in the data is named as it was sent.
    let problem = assert_problem(&service.get("/v1/plans?localgov_code=01100"), 404, "unknown_id", "01100");
    assert_eq!(problem["value"], "01100");
    assert_problem(&service.get("/v1/local_governments/01100"), 404, "unknown_id", "01100");
    assert_problem(&service.get("/v1/local_governments/72036"), 404, "unknown_id", "no prefecture has 72");
}

fn nearest_paths(service: &Service) {
    for (path, nearest) in [
        ("/v1/indicator", Some("/v1/indicators")),
        ("/v1/indicatorss", Some("/v1/indicators")),
        ("/v1/Indicators", Some("/v1/indicators")),
        ("/indicators.json", Some("/v1/indicators.json")),
        ("/v1/indicator.csv?kind=x", Some("/v1/indicators.csv")),
        ("/v1/measures.xlsx", Some("/v1/measures")),
        ("/v1/plan/072036-gk2022/outline", Some("/v1/plans/072036-gk2022/outline")),
        ("/v1/plans/072036-gk2022/wish", None),
        ("/v1/wish", None),
        ("/wish", None),
        ("//v1/indicators", None),
    ] {
        let problem = assert_problem(&service.get(path), 404, "not_found", path);
        assert_eq!(problem["nearest"].as_str(), nearest, "{path}");
        if let Some(nearest) = nearest {
            assert_eq!(service.get(nearest).status, 200, "{nearest}");
            assert!(
                problem["detail"].as_str().is_some_and(|detail| detail.ends_with(&format!("Did you mean {nearest}?")))
            );
        }
    }
    let problem = service.get("/v1/measures.xlsx").json();
    assert_eq!(problem["allowed"], json!([".json", ".csv", ".jsonl"]));
    // A misspelling of every path leads to the path.
    for known in documented(service) {
        let path = known.request.split('?').next().unwrap_or_default();
        let (stem, extension) = path.rsplit_once('.').map_or((path, ""), |(stem, extension)| (stem, extension));
        let is_id = known.path.trim_end_matches(&format!(".{extension}")).ends_with('}');
        if !is_id && known.path != "/v1" {
            let dot = if extension.is_empty() { "" } else { "." };
            let misspelt = format!("{stem}x{dot}{extension}");
            let problem = assert_problem(&service.get(&misspelt), 404, "not_found", &misspelt);
            assert_eq!(problem["nearest"], path, "{misspelt}");
        }
    }
}

fn slashes(service: &Service) {
    for known in documented(service) {
        let (path, query) = known.request.split_once('?').unwrap_or((&known.request, ""));
        let question = if query.is_empty() { "" } else { "?" };
        let response = service.get(&format!("{path}/{question}{query}"));
        assert_eq!(response.status, 308, "{path}/: {}", response.text());
        let location = response.header("location").expect("a location");
        assert!(location == path || location.starts_with(&format!("{path}?")), "{path}/ leads to {location}");
        assert_eq!(service.get(location).status, 200, "{location}");
    }
    let response = service.get("/v1/indicators/?plan_id=072036-gk2022&limit=2");
    assert_eq!(response.header("location"), Some("/v1/indicators?limit=2&plan_id=072036-gk2022"));
    assert_eq!(service.send("HEAD", "/v1/plans/", &[]).status, 308);
    assert_eq!(service.send("POST", "/v1/plans/", &[]).status, 405);
    for path in ["/wish/", "/v1/wish/", "/v1/plans//", "//v1/plans/"] {
        assert_problem(&service.get(path), 404, "not_found", path);
    }
}

fn foreign_parameters(service: &Service) {
    for (request, parameter, nearest, words) in [
        (
            "/v1/indicators?format=csv&plan_id=072036-gk2022",
            "format",
            Some("/v1/indicators.csv?plan_id=072036-gk2022"),
            "/v1/indicators.csv",
        ),
        ("/v1/indicators?format=CSV", "format", Some("/v1/indicators.csv"), "/v1/indicators.csv"),
        ("/v1/indicators.csv?format=json", "format", Some("/v1/indicators.json"), "/v1/indicators.json"),
        ("/v1/indicators?format=xml", "format", None, ".json, .csv, .jsonl"),
        ("/v1/plans/072036-gk2022?format=csv", "format", None, ".json"),
        ("/v1/indicators?include=observations", "include", None, "/v1/observations?indicator_id="),
        ("/v1/plans/072036-gk2022?include=measures", "include", None, "/v1/observations?indicator_id="),
        ("/v1/indicators?page=2", "page", Some("cursor"), "metadata.links.next"),
        ("/v1/indicators?offset=100", "offset", Some("cursor"), "metadata.links.next"),
        ("/v1/indicators?per_page=10", "per_page", Some("limit"), "\"limit\""),
        ("/v1/indicators?pageSize=10", "pageSize", Some("limit"), "\"limit\""),
        ("/v1/indicators?order_by=id", "order_by", Some("sort"), "\"sort\""),
        ("/v1/indicators.csv?columns=id", "columns", Some("fields"), "\"fields\""),
        ("/v1/indicators?plan=x", "plan", Some("plan_id"), "\"plan_id\""),
        ("/v1/observations?year=2022", "year", Some("fiscal_year"), "\"fiscal_year\""),
        ("/v1/observations?fiscal_yaer=2022", "fiscal_yaer", Some("fiscal_year"), "\"fiscal_year\""),
        ("/v1/observations?Kind=target", "Kind", Some("kind"), "\"kind\""),
        ("/v1/observations?wish=1", "wish", None, "\"wish\""),
        ("/v1/observations?id=1", "id", None, "\"id\""),
    ] {
        let problem = assert_problem(&service.get(request), 400, "unknown_parameter", request);
        assert_eq!(problem["parameter"], parameter, "{request}");
        assert_eq!(problem["nearest"].as_str(), nearest, "{request}: {problem}");
        assert!(problem["detail"].as_str().is_some_and(|detail| detail.contains(words)), "{request}: {problem}");
        if let Some(address) = nearest.filter(|nearest| nearest.starts_with('/')) {
            assert_eq!(service.get(address).status, 200, "{address}");
        }
        let ja = service.get_with(request, &[("Accept-Language", "ja")]).json();
        assert!(ja["detail"].as_str().is_some_and(|detail| detail.contains("というパラメーターはありません")), "{ja}");
    }
}

fn json_lines_by_accept(service: &Service) {
    for list in lists(service) {
        let file = service.get(&table(&list, "jsonl"));
        for accept in ["application/jsonl", "application/x-ndjson", "application/ndjson", "application/x-jsonlines"] {
            let response = service.get_with(&list, &[("Accept", accept)]);
            assert_eq!(
                (response.status, response.header("content-type")),
                (200, Some("application/jsonl")),
                "{accept}"
            );
            assert_eq!(response.body, file.body, "{list} as {accept}");
        }
        assert_eq!(service.get(&list).header("content-type"), Some("application/json"), "{list}");
    }
}

fn x_gzip(service: &Service) {
    let list = "/v1/measures.csv";
    let [gzip, x_gzip] = ["gzip", "x-gzip"].map(|coding| service.get_with(list, &[("Accept-Encoding", coding)]));
    assert_eq!(x_gzip.header("content-encoding"), Some("gzip"));
    assert_eq!((&x_gzip.body, x_gzip.header("etag")), (&gzip.body, gzip.header("etag")));
}

fn previews(service: &Service) {
    for list in lists(service) {
        for (extension, header) in [("csv", 1), ("jsonl", 0)] {
            let whole = service.get(&table(&list, extension));
            let (all, wanted) = (whole.text().lines().count() - header, 3);
            let preview = service.get(&with(&table(&list, extension), &format!("limit={wanted}")));
            let rows = all.min(wanted);
            assert_eq!(preview.header("tassei-row-count"), Some(rows.to_string().as_str()), "{list}");
            let first: Vec<&str> = whole.text().lines().take(header + rows).collect();
            assert_eq!(preview.text().lines().collect::<Vec<_>>(), first, "{list}");
        }
    }
    let request = "/v1/observations.csv?sort=-fiscal_year&fields=id&limit=5";
    let rows: Vec<String> = service.get(request).text().lines().skip(1).map(str::to_owned).collect();
    let page = service.get("/v1/observations?sort=-fiscal_year&limit=5").ok();
    let ids: Vec<&str> =
        page["results"].as_array().expect("rows").iter().filter_map(|row| row["id"].as_str()).collect();
    assert_eq!(rows, ids, "in the order of `sort`");
    for request in ["/v1/observations.csv?limit=0", "/v1/observations.jsonl?limit=1001"] {
        let problem = assert_problem(&service.get(request), 400, "invalid_parameter", request);
        assert_eq!(problem["parameter"], "limit");
    }
}
