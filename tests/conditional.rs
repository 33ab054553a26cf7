//! Conditional requests, HEAD, OPTIONS, entity tags, and the headers of every response.

use std::collections::{BTreeMap, BTreeSet};

use crate::Reading;
use crate::contract::{PAGES, document, documented, every_request, lists, table, with};
use crate::support::{Response, Service, raw_exchange};

pub(crate) const TESTS: &[(&str, Reading)] = &[
    ("If-None-Match with the current tag returns 304 for every documented request", not_modified),
    ("If-Match returns 412 unless it names the current tag, for every documented path", if_match),
    ("a missing resource never returns 304", missing_is_never_unchanged),
    ("a 304 does not replace the policy of a page", policies),
    ("HEAD returns the headers of GET but Content-Digest, and no body", head),
    ("Content-Location names the address of the representation that Accept chose", content_location),
    ("OPTIONS allows reading from any origin", options),
    ("OPTIONS * returns the methods of the service", options_asterisk),
    ("every response has the constant headers", constant_headers),
    ("every representation has its own entity tag", entity_tags),
    ("every coding decodes to the same body and has its own entity tag", codings),
    ("the documentation loads nothing from elsewhere", documentation),
];

/// Paths of every kind: documented ones, pages, and problems.
fn every_kind_of_path(service: &Service) -> Vec<String> {
    let documented = documented(service).into_iter().map(|known| known.request);
    let problems = ["/nowhere", "/v1/plans/zzz", "/v1/measures?limit=0"];
    documented.chain(PAGES.into_iter().chain(problems).map(str::to_owned)).collect()
}

fn not_modified(service: &Service) {
    let probes: Vec<String> =
        documented(service).into_iter().filter(|known| !known.is_cacheable()).map(|known| known.request).collect();
    for path in every_request(service) {
        let first = service.get(&path);
        if probes.contains(&path) {
            assert_eq!(first.header("cache-control"), Some("no-store"), "{path}");
            continue;
        }
        let tag = first.header("etag").unwrap_or_else(|| panic!("{path} has no ETag")).to_owned();
        assert!(tag.starts_with('"') && tag.ends_with('"'), "{path}: {tag} is not strong");
        for method in ["GET", "HEAD"] {
            for known in [tag.clone(), format!("W/{tag}"), format!("\"x\", {tag}"), "*".to_owned()] {
                let again = service.send(method, &path, &[("If-None-Match", &known)]);
                assert_eq!(again.status, 304, "{method} {path} {known}");
                assert!(again.body.is_empty(), "{method} {path}");
                for header in ["etag", "cache-control", "vary"] {
                    assert_eq!(again.header(header), first.header(header), "{method} {path} {header}");
                }
            }
        }
        assert_eq!(service.get_with(&path, &[("If-None-Match", "\"x\"")]).status, 200, "{path}");
        if let Some(date) = first.header("last-modified") {
            assert_eq!(service.get_with(&path, &[("If-Modified-Since", date)]).status, 304, "{path}");
            let both = [("If-Modified-Since", date), ("If-None-Match", "\"x\"")];
            assert_eq!(service.get_with(&path, &both).status, 200, "{path}: If-None-Match has precedence");
        }
    }
    assert!(probes.len() >= 3, "{probes:?}");
}

/// Asserts that `If-Match` on `path` is evaluated for its current tag (RFC 9110, 13.1.1).
pub(crate) fn assert_if_match(service: &Service, path: &str) {
    let tag = service.get(path).header("etag").unwrap_or_else(|| panic!("{path} has no ETag")).to_owned();
    for method in ["GET", "HEAD"] {
        for (value, status) in [
            (tag.clone(), 200),
            (format!("\"x\", {tag}"), 200),
            ("*".to_owned(), 200),
            // `If-Match` compares strongly.
            (format!("W/{tag}"), 412),
            ("\"x\"".to_owned(), 412),
        ] {
            let response = service.send(method, path, &[("If-Match", &value)]);
            assert_eq!(response.status, status, "{method} {path} {value}");
            if status == 412 && method == "GET" {
                assert_eq!(response.json()["code"], "precondition_failed", "{path}");
            }
        }
    }
    let both = [("If-Match", tag.as_str()), ("If-None-Match", tag.as_str())];
    assert_eq!(service.get_with(path, &both).status, 304, "{path}: both hold");
    let both = [("If-Match", "\"x\""), ("If-None-Match", tag.as_str())];
    assert_eq!(service.get_with(path, &both).status, 412, "{path}: If-Match has precedence");
}

fn if_match(service: &Service) {
    for known in documented(service).into_iter().filter(crate::contract::Documented::is_cacheable) {
        assert_if_match(service, &known.request);
    }
    for page in PAGES {
        assert_if_match(service, page);
    }
    for (path, status) in [("/v1/plans/nope", 404), ("/v1/plans?limit=0", 400)] {
        assert_eq!(service.get_with(path, &[("If-Match", "*")]).status, status, "{path}");
    }
}

fn missing_is_never_unchanged(service: &Service) {
    let date = service.get("/v1/plans").header("last-modified").expect("a date").to_owned();
    for (path, status) in [
        ("/v1/plans/nope", 404),
        ("/v1/definitions/nope", 404),
        ("/v1/plans?cursor=abc", 400),
        ("/v1/plans.csv?fields=wish", 400),
        ("/problems/nope", 404),
        ("/nowhere", 404),
    ] {
        for header in [("If-None-Match", "*"), ("If-Modified-Since", date.as_str())] {
            assert_eq!(service.get_with(path, &[header]).status, status, "{path} {header:?}");
        }
    }
}

fn policies(service: &Service) {
    for path in PAGES.into_iter().chain(["/docs/swagger-ui.css"]) {
        let first = service.get(path);
        assert!(
            first.header("content-security-policy").is_some_and(|policy| policy.contains("style-src 'self'")),
            "{path}"
        );
        let again = service.get_with(path, &[("If-None-Match", first.header("etag").expect("a tag"))]);
        assert_eq!((again.status, again.header("content-security-policy")), (304, None), "{path}");
    }
}

/// Returns the headers of a response without those that differ between two responses to the same request.
fn stable_headers(response: &Response) -> BTreeMap<String, String> {
    let mut headers: BTreeMap<String, String> = response.headers.iter().cloned().collect();
    for name in ["date", "x-request-id"] {
        assert!(headers.remove(name).is_some(), "{name} is missing");
    }
    headers
}

fn head(service: &Service) {
    let mut digests = 0;
    let probes: Vec<String> =
        documented(service).into_iter().filter(|known| !known.is_cacheable()).map(|known| known.request).collect();
    for path in every_kind_of_path(service) {
        let (get, head) = (service.get(&path), service.send("HEAD", &path, &[]));
        assert_eq!(get.status, head.status, "{path}");
        assert!(head.body.is_empty(), "{path}");
        let (mut get, mut head) = (stable_headers(&get), stable_headers(&head));
        // The digest covers the content of the message, and a response to HEAD has none (RFC 9530, 2).
        assert_eq!(head.get("content-digest"), None, "{path}");
        digests += usize::from(get.remove("content-digest").is_some());
        if probes.contains(&path) {
            // What they report has changed meanwhile.
            get.remove("content-length");
            head.remove("content-length");
        }
        assert_eq!(get, head, "{path}");
    }
    assert!(digests >= 26, "only {digests} responses to GET have a digest");
}

/// The request with its parameters sorted.
fn sorted(request: &str) -> String {
    let Some((path, query)) = request.split_once('?') else { return request.to_owned() };
    let mut parameters: Vec<&str> = query.split('&').collect();
    parameters.sort_unstable();
    format!("{path}?{}", parameters.join("&"))
}

fn content_location(service: &Service) {
    let document = document(service);
    let mut negotiated = 0;
    for list in lists(service) {
        for (media_type, extension, query) in [
            ("application/json", "json", Some("limit=3")),
            ("text/csv", "csv", Some("header=ja")),
            ("application/jsonl", "jsonl", None),
        ] {
            let request = query.map_or_else(|| list.clone(), |query| with(&list, query));
            let chosen = service.get_with(&request, &[("Accept", media_type)]);
            let location = chosen.header("content-location").unwrap_or_else(|| panic!("{request} has none"));
            // Links have their parameters in one order, whatever the order in the request.
            assert_eq!(location, sorted(&table(&request, extension)), "{media_type}");
            let direct = service.get(location);
            assert_eq!((direct.status, &direct.body), (200, &chosen.body), "{location}");
            assert_eq!(direct.header("content-location"), None, "{location} is an address of its own");
            negotiated += 1;
        }
    }
    assert!(negotiated >= 39);
    // Where there is one format only, `Accept` chooses nothing.
    for known in documented(service).into_iter().filter(|known| !known.path.contains('.')) {
        let tables = documented(service).into_iter().any(|other| other.path == format!("{}.csv", known.path));
        let location = service.get(&known.request).header("content-location").map(str::to_owned);
        assert_eq!(location.is_some(), tables, "{} {:?}", known.request, known.media_types(&document));
    }
}

fn options(service: &Service) {
    for path in documented(service).into_iter().map(|known| known.request) {
        let headers = [("Origin", "https://example.jp"), ("Access-Control-Request-Method", "GET")];
        let response = service.send("OPTIONS", &path, &headers);
        assert_eq!(response.status, 204, "{path}");
        assert_eq!(response.header("allow"), Some("GET, HEAD, OPTIONS"), "{path}");
        assert_eq!(response.header("access-control-allow-origin"), Some("*"), "{path}");
        assert_eq!(response.header("access-control-allow-headers"), Some("*"), "{path}");
    }
}

fn options_asterisk(service: &Service) {
    let request = "OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    let response = raw_exchange(service.address(), request.as_bytes()).to_ascii_lowercase();
    assert!(response.starts_with("http/1.1 204 "), "{response}");
    assert!(response.contains("\r\nallow: get, head, options\r\n"), "{response}");
}

fn constant_headers(service: &Service) {
    for path in every_kind_of_path(service) {
        for origin in [None, Some(("Origin", "https://example.jp"))] {
            let response = service.get_with(&path, origin.as_slice());
            assert_eq!(response.header("access-control-allow-origin"), Some("*"), "{path}");
            assert_eq!(response.header("access-control-allow-credentials"), None, "{path}");
            assert!(
                response.header("access-control-expose-headers").is_some_and(|names| names.contains("ETag")),
                "{path}"
            );
            assert_eq!(response.header("x-content-type-options"), Some("nosniff"), "{path}");
            let policy = response.header("content-security-policy").unwrap_or_default();
            assert!(policy.starts_with("default-src 'none'"), "{path}: {policy}");
            assert_eq!(response.header("set-cookie"), None, "{path}");
            assert!(!response.header("vary").unwrap_or_default().contains("Origin"), "{path}");
        }
    }
}

fn entity_tags(service: &Service) {
    let mut tags = BTreeSet::new();
    let paths = ["/v1/measures", "/v1/measures.csv", "/v1/measures?limit=5", "/v1/measures?limit=6", "/v1/indicators"];
    for path in paths {
        assert!(
            tags.insert(service.get(path).header("etag").map(str::to_owned)),
            "{path} has the tag of another representation"
        );
    }
    let tag = |path: &str| service.get(path).header("etag").map(str::to_owned);
    assert_eq!(tag("/v1/observations?kind=target&limit=5"), tag("/v1/observations?limit=5&kind=target"));
}

fn codings(service: &Service) {
    for path in
        ["/v1/observations?limit=100", "/openapi.json", "/docs/swagger-ui.css", "/v1/measures/072036-gk2022-1-3-1"]
    {
        let plain = service.get(path);
        assert_eq!(plain.header("content-encoding"), None, "{path}: no coding was requested");
        let mut tags = BTreeSet::from([plain.header("etag").map(str::to_owned)]);
        for coding in ["gzip", "br", "zstd"] {
            let coded = service.get_with(path, &[("Accept-Encoding", coding)]);
            assert_eq!((coded.status, coded.header("content-encoding")), (200, Some(coding)), "{path}");
            assert!(coded.body.len() * 2 < plain.body.len(), "{path} in {coding} is {} bytes", coded.body.len());
            assert_eq!(decoded(coding, &coded.body), plain.body, "{path} in {coding}");
            assert_eq!(coded.header("vary"), Some("Accept, Accept-Encoding"), "{path}");
            let tag = coded.header("etag").map(str::to_owned);
            let known = [("Accept-Encoding", coding), ("If-None-Match", tag.as_deref().unwrap_or_default())];
            assert_eq!(service.get_with(path, &known).status, 304, "{path} in {coding}");
            assert!(tags.insert(tag), "{path} in {coding} has the tag of another representation");
        }
    }
    let small = service.get_with("/livez", &[("Accept-Encoding", "gzip")]);
    assert_eq!(small.header("content-encoding"), None);
}

fn decoded(coding: &str, bytes: &[u8]) -> Vec<u8> {
    use std::io::Read;
    let mut plain = Vec::new();
    let read = match coding {
        "gzip" => flate2::read::GzDecoder::new(bytes).read_to_end(&mut plain),
        "br" => brotli::Decompressor::new(bytes, 4096).read_to_end(&mut plain),
        _ => zstd::stream::read::Decoder::new(bytes).and_then(|mut decoder| decoder.read_to_end(&mut plain)),
    };
    read.expect("a complete body in its coding");
    plain
}

fn documentation(service: &Service) {
    assert_eq!(service.get("/docs").header("location"), Some("/docs/"));
    let page = service.get("/docs/");
    assert_eq!(page.status, 200);
    let mut found = 0;
    for part in page.text().split(['"', '\'']).filter(|part| matches!(part.rsplit('.').next(), Some("js" | "css"))) {
        assert!(!part.contains("//"), "{part} comes from elsewhere");
        let asset = service.get(&format!("/docs/{}", part.trim_start_matches("./")));
        assert_eq!(asset.status, 200, "{part}");
        assert!(asset.header("etag").is_some(), "{part}");
        found += 1;
    }
    assert!(found >= 3, "the page names {found} assets");
    assert!(service.get("/docs/swagger-initializer.js").text().contains("/openapi.json"));
    assert_eq!(service.get("/docs/wish.js").status, 404);
    let start = service.get("/");
    assert!(start.text().contains("href=\"/docs/\"") && start.text().contains("lang=\"ja\""));
}
