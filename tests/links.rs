//! Links of pages and of single rows.

use serde_json::Value;

use crate::contract::{documented, lists, with};
use crate::support::{Engine, Service};
use crate::{Reading, Writing};

pub(crate) const TESTS: &[(&str, Reading)] = &[
    ("a list can be walked back from its last page to the first", walked_back),
    ("a page and a row link to themselves, and a row has the version of its data", own_links),
];

pub(crate) const WRITING: &[(&str, Writing)] =
    &[("links are absolute where the public URL is set, and the tag is another one", absolute)];

fn ids(page: &Value) -> Vec<String> {
    let rows = page["results"].as_array().expect("rows").iter();
    rows.map(|row| row["id"].as_str().or(row["localgov_code"].as_str()).expect("an id").to_owned()).collect()
}

fn link<'a>(page: &'a Value, name: &str) -> Option<&'a str> {
    page["metadata"]["links"][name].as_str()
}

fn walked_back(service: &Service) {
    let mut walked = 0;
    for list in lists(service) {
        for order in ["", "sort=-id", "sort=fiscal_year", "sort=-progress"] {
            let path = with(&list, "limit=7");
            let path = if order.is_empty() { path } else { with(&path, order) };
            let first = service.get(&path);
            if first.status != 200 {
                continue;
            }
            // Five pages show it; observations have a hundred.
            let mut pages = vec![first.ok()];
            while let Some(next) = link(&pages[pages.len() - 1], "next").filter(|_| pages.len() < 5) {
                let next = service.get(next).ok();
                pages.push(next);
            }
            assert_eq!(link(&pages[0], "prev"), None, "{path}");
            if path.starts_with("/v1/search") {
                assert!(pages.iter().all(|page| link(page, "prev").is_none()), "hits are read from the best one on");
                continue;
            }
            let mut page = pages.pop().expect("a page");
            while let Some(before) = pages.pop() {
                let prev = link(&page, "prev").unwrap_or_else(|| panic!("{path}: no page before {page}")).to_owned();
                let response = service.get(&prev);
                let next =
                    format!("<{}>; rel=\"next\"", link(&response.ok(), "next").expect("the page that we came from"));
                assert!(response.header("link").is_some_and(|links| links.contains(&next)), "{path}");
                page = response.ok();
                assert_eq!(ids(&page), ids(&before), "{prev}");
                walked += 1;
            }
            assert_eq!(link(&page, "prev"), None, "{path}: the first page again");
        }
    }
    assert!(walked > 30, "only {walked} steps back");
}

fn own_links(service: &Service) {
    let page = service.get("/v1/measures.json?plan_id=072036-gk2022&limit=3").ok();
    assert_eq!(link(&page, "self"), Some("/v1/measures?limit=3&plan_id=072036-gk2022"));
    let mut seen = 0;
    for item in documented(service).into_iter().filter(|item| item.path.contains('{') && !item.path.contains('.')) {
        let response = service.get(&item.request);
        // There are no changes yet.
        if response.status == 404 {
            continue;
        }
        let row = response.ok();
        assert_eq!(row["links"]["self"], item.request.as_str(), "{}", item.request);
        assert_eq!(row["dataset_version"].as_str(), response.header("tassei-dataset-version"), "{}", item.request);
        seen += 1;
    }
    assert!(seen >= 12, "only {seen} rows");
}

fn absolute(engine: &Engine) {
    let service = Service::start(engine, &[]);
    let [page, item] = ["/v1/measures?limit=2", "/v1/plans/072036-gk2022"].map(|path| (path, service.get(path)));
    let service = service.restart(&["--public-url", "https://data.example.jp"]);
    for (path, before) in [page, item] {
        let response = service.get(path);
        let body = response.ok();
        let own = body["metadata"]["links"]["self"].as_str().or(body["links"]["self"].as_str());
        assert_eq!(own, Some(format!("https://data.example.jp{path}").as_str()));
        assert_ne!(response.header("etag"), before.header("etag"), "{path}");
    }
    let links = service.get("/v1/measures?limit=2").header("link").expect("links").to_owned();
    for kind in ["first", "next", "describedby", "service-desc", "alternate"] {
        let link = links.split(", ").find(|link| link.contains(&format!("rel=\"{kind}\""))).expect("a link");
        assert!(link.starts_with("<https://data.example.jp/"), "{link}");
    }
}
