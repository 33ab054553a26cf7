//! Conditional requests, HEAD, OPTIONS, and the headers every answer has.

use std::collections::BTreeSet;

use crate::Reading;
use crate::contract::every_request;
use crate::support::Service;

pub(crate) const TESTS: &[(&str, Reading)] = &[
    ("GET and HEAD of what one has already answer 304, for every documented request", not_modified),
    ("what does not exist is never unchanged", nothing_is_unchanged),
    ("a 304 leaves a page its own policy", policies),
    ("HEAD has the headers of GET and no body", head),
    ("OPTIONS allows every reader to read", options),
    ("every answer has the constant headers", constant_headers),
    ("representations have entity tags of their own", entity_tags),
    ("an answer in any coding is the same answer, under a tag of its own", codings),
    ("the documentation is served whole out of the program", documentation),
];

fn not_modified(service: &Service) {
    for path in every_request(service) {
        let first = service.get(&path);
        if ["/livez", "/readyz", "/metrics"].contains(&path.as_str()) {
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
            assert_eq!(service.get_with(&path, &both).status, 200, "{path}: If-None-Match comes first");
        }
    }
}

fn nothing_is_unchanged(service: &Service) {
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
    for path in ["/", "/problems", "/style.css", "/docs/", "/docs/swagger-ui.css"] {
        let first = service.get(path);
        assert!(
            first.header("content-security-policy").is_some_and(|policy| policy.contains("style-src 'self'")),
            "{path}"
        );
        let again = service.get_with(path, &[("If-None-Match", first.header("etag").expect("a tag"))]);
        assert_eq!((again.status, again.header("content-security-policy")), (304, None), "{path}");
    }
}

fn head(service: &Service) {
    for path in ["/v1", "/v1/measures", "/v1/measures.csv", "/v1/plans/072036-gk2022", "/docs/", "/v1/plans/zzz", "/"] {
        let (get, head) = (service.get(path), service.send("HEAD", path, &[]));
        assert_eq!(get.status, head.status, "{path}");
        assert!(head.body.is_empty(), "{path}");
        for header in ["content-type", "etag", "cache-control", "vary", "tassei-row-count", "link"] {
            assert_eq!(get.header(header), head.header(header), "{path} {header}");
        }
    }
}

fn options(service: &Service) {
    for path in ["/v1", "/v1/measures", "/v1/measures.csv", "/v1/plans/072036-gk2022", "/openapi.json"] {
        let answer = service.send(
            "OPTIONS",
            path,
            &[("Origin", "https://example.jp"), ("Access-Control-Request-Method", "GET")],
        );
        assert_eq!(answer.status, 204, "{path}");
        assert_eq!(answer.header("allow"), Some("GET, HEAD, OPTIONS"), "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), Some("*"), "{path}");
        assert_eq!(answer.header("access-control-allow-headers"), Some("*"), "{path}");
    }
}

fn constant_headers(service: &Service) {
    for path in ["/v1", "/v1/measures", "/v1/measures.csv", "/docs/", "/", "/nowhere", "/v1/measures?limit=0", "/livez"]
    {
        for origin in [None, Some(("Origin", "https://example.jp"))] {
            let answer = service.get_with(path, origin.as_slice());
            assert_eq!(answer.header("access-control-allow-origin"), Some("*"), "{path}");
            assert_eq!(answer.header("access-control-allow-credentials"), None, "{path}");
            assert!(
                answer.header("access-control-expose-headers").is_some_and(|names| names.contains("ETag")),
                "{path}"
            );
            assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
            let policy = answer.header("content-security-policy").unwrap_or_default();
            assert!(policy.starts_with("default-src 'none'"), "{path}: {policy}");
            assert_eq!(answer.header("set-cookie"), None, "{path}");
            assert!(!answer.header("vary").unwrap_or_default().contains("Origin"), "{path}");
        }
    }
}

fn entity_tags(service: &Service) {
    let mut tags = BTreeSet::new();
    let paths = ["/v1/measures", "/v1/measures.csv", "/v1/measures?limit=5", "/v1/measures?limit=6", "/v1/indicators"];
    for path in paths {
        assert!(tags.insert(service.get(path).header("etag").map(str::to_owned)), "{path} shares its tag");
    }
    let tag = |path: &str| service.get(path).header("etag").map(str::to_owned);
    assert_eq!(tag("/v1/observations?kind=target&limit=5"), tag("/v1/observations?limit=5&kind=target"));
}

fn codings(service: &Service) {
    for path in
        ["/v1/observations?limit=100", "/openapi.json", "/docs/swagger-ui.css", "/v1/measures/072036-gk2022-1-3-1"]
    {
        let plain = service.get(path);
        assert_eq!(plain.header("content-encoding"), None, "{path}: nobody asked for a coding");
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
            assert!(tags.insert(tag), "{path} in {coding} shares its tag");
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
    read.expect("a whole body in its coding");
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
