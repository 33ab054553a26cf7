//! Rows that the import renders are served, and they are those that the tables give.

use std::collections::BTreeMap;

use tassei::model::{Scope, TABLES};

use crate::Writing;
use crate::contract::{every_request, lists, table, with};
use crate::support::{Engine, Service};

pub(crate) const TESTS: &[(&str, Writing)] =
    &[("rendered rows are served, and they are the rows that the tables give", same_as_computed)];

/// What the log says once where rows must be computed.
const WARNING: &str = "rows that another build rendered";

/// Returns the requests of all lists in all forms, of every indicator and of its trend.
fn requests(service: &Service) -> Vec<String> {
    let whole = lists(service).into_iter().flat_map(|list| {
        let files = ["csv", "jsonl"].map(|extension| table(&list, extension));
        files.into_iter().chain([with(&list, "limit=1000")])
    });
    let indicators = service.walk("/v1/indicators?limit=1000").into_iter().flat_map(|indicator| {
        let path = format!("/v1/indicators/{}", indicator["id"].as_str().expect("an id"));
        [format!("{path}/trend"), path]
    });
    let documented = every_request(service).into_iter().filter(|path| path.starts_with("/v1/"));
    documented.chain(whole).chain(indicators).collect()
}

fn responses(service: &Service, requests: &[String]) -> BTreeMap<String, Vec<u8>> {
    let response = |path: &String| {
        let response = service.get(path);
        assert_eq!(response.status, 200, "{path}: {}", response.text());
        (path.clone(), response.body)
    };
    requests.iter().map(response).collect()
}

fn same_as_computed(engine: &Engine) {
    let service = Service::start(engine, &[]);
    let requests = requests(&service);
    let before = responses(&service, &requests);
    assert!(!service.log().contains(WARNING), "{}", service.log());

    // What is stored is what is served.
    service.change_database(
        "UPDATE rendered_rows SET json = replace(json, '072036', '999999'), csv = replace(csv, '072036', '999999')",
    );
    let service = service.restart(&["--bundled", "off"]);
    for list in lists(&service) {
        let is_rendered = TABLES.iter().any(|table| {
            let has_version = table.name == "local_governments";
            table.scope == Scope::Government && !has_version && list == format!("/v1/{}", table.name)
        });
        for request in [table(&list, "csv"), table(&list, "jsonl"), with(&list, "limit=1000")] {
            let is_marked = service.get(&request).text().contains("999999");
            assert_eq!(is_marked, is_rendered, "{request}");
        }
    }
    for path in ["/v1/indicators/072036-gk2022-1-3-1-dx-online", "/v1/indicators/072036-gk2022-1-3-1-dx-online/trend"] {
        assert!(service.get(path).text().contains("999999"), "{path}");
    }

    // Rows of another build are not found: everything is computed.
    service.change_database(
        "UPDATE rendered_rows SET kind = kind + 256; UPDATE datasets SET input_digest = 'other' || input_digest",
    );
    let service = service.restart(&["--prepare", "never"]);
    for (path, body) in responses(&service, &requests) {
        assert!(Some(&body) == before.get(&path), "{path}: {}", String::from_utf8_lossy(&body));
    }
    assert_eq!(service.log().matches(WARNING).count(), 1, "{}", service.log());
}
