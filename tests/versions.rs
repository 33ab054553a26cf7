//! Versions by government: an import changes what depends on its data, and nothing else.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use serde_json::Value;

use crate::check::{copy_of, set_cell};
use crate::contract::{documented, every_request};
use crate::import::{import, wait_for};
use crate::metrics::{metrics, value};
use crate::support::{Engine, Response, Service, folder};
use crate::{Reading, Writing};

pub(crate) const READING: &[(&str, Reading)] =
    &[("a response about one government has the version that the government is listed with", listed_versions)];

pub(crate) const WRITING: &[(&str, Writing)] = &[
    ("an import of one government leaves the responses of the others as they were", one_government),
    ("an import of one government leaves the cursors of the others valid", cursors),
    ("an import drops the cached responses that it changed, and no others", dropped_entries),
    ("an import of the same content keeps every response, and the cache", same_content),
    ("an import of the shared tables changes every response", shared_tables),
    ("a filter that names one government is answered from its data alone", filters_within_a_government),
    ("the first import of a government changes the responses that named it before", new_government),
];

/// Requests about Koriyama alone, of every form.
const KORIYAMA: [&str; 14] = [
    "/v1/local_governments/072036",
    "/v1/local_governments?localgov_code=072036",
    "/v1/measures?localgov_code=072036&limit=3",
    "/v1/measures?localgov_code=072036&localgov_code=072036",
    "/v1/measures.csv?plan_id=072036-gk2022",
    "/v1/plans/072036-gk2022/progress",
    "/v1/measures/072036-gk2022-1-3-1.json",
    "/v1/observations?measure_id=072036-gk2022-1-3-1",
    "/v1/observations.jsonl?section_id=072036-gk2022-1&localgov_code=072036",
    "/v1/indicators?indicator_id=072036-gk2022-1-3-1-dx-online,072036-gk2022-1-3-1-dx-koshukai",
    "/v1/indicators/072036-gk2022-1-3-1-dx-online/trend",
    "/v1/indicators/072036-gk2022-1-3-1-dx-online/trend.csv",
    "/v1/search?q=%E5%B8%82&localgov_code=072036",
    "/v1/changes?subject_id=072036-gk2022",
];

/// Requests that rows of any government may answer.
const ALL: [&str; 10] = [
    "/v1",
    "/v1/local_governments",
    "/v1/measures",
    "/v1/observations.csv?kind=target",
    "/v1/measures?localgov_code=072036,102113",
    "/v1/measures?localgov_code=072036&localgov_code=102113",
    // Rows of a government that is not there may come with any import.
    "/v1/changes?subject_id=999993-plan",
    "/v1/search?q=%E5%B8%82",
    "/v1/changes",
    "/v1/definitions",
];

/// Version of the data of a response, in its header.
fn version(response: &Response) -> Option<&str> {
    response.header("tassei-dataset-version")
}

/// Versions of the governments as they are listed.
fn listed(service: &Service) -> BTreeMap<String, String> {
    let text = |row: &Value, key: &str| row[key].as_str().expect("a text").to_owned();
    let rows = service.walk("/v1/local_governments");
    rows.iter().map(|row| (text(row, "localgov_code"), text(row, "dataset_version"))).collect()
}

fn listed_versions(service: &Service) {
    let listed = listed(service);
    let all = service.get("/v1").ok()["dataset_version"].as_str().expect("a version").to_owned();
    let mut different: Vec<&String> = listed.values().chain([&all]).collect();
    different.sort_unstable();
    different.dedup();
    assert_eq!(different.len(), listed.len() + 1, "{different:?}");
    for (code, known) in &listed {
        for path in ["/v1/local_governments/{}", "/v1/measures?localgov_code={}", "/v1/plans.csv?localgov_code={}"] {
            let path = path.replace("{}", code);
            assert_eq!(version(&service.get(&path)), Some(known.as_str()), "{path}");
        }
        let item = service.get(&format!("/v1/local_governments/{code}")).ok();
        assert_eq!(item["dataset_version"], *known);
        let page = service.get(&format!("/v1/plans?localgov_code={code}")).ok();
        assert_eq!(page["metadata"]["dataset_version"], *known);
        let csv = service.get(&format!("/v1/local_governments.csv?localgov_code={code}&fields=dataset_version"));
        assert_eq!(csv.text(), format!("dataset_version\n{known}\n"));
    }
    for path in KORIYAMA {
        let response = service.get(path);
        assert_eq!((response.status, version(&response)), (200, Some(listed["072036"].as_str())), "{path}");
    }
    for path in ALL {
        let response = service.get(path);
        assert_eq!((response.status, version(&response)), (200, Some(all.as_str())), "{path}");
    }
}

/// Tables of Annaka with one cell that is not in the bundled ones.
fn changed_annaka() -> tempfile::TempDir {
    let changed = copy_of("102113");
    set_cell(changed.path(), "observations", "gk4-1-1-1-wakarinikui-target-fy2025-r1", "備考", "書きかえた備考");
    changed
}

/// Imports a folder, and waits until the service responds from it. No import ends in the second of the one before it.
fn import_and_wait(service: &Service, folder: &Path) {
    let before = service.get("/v1").ok()["dataset_version"].clone();
    std::thread::sleep(Duration::from_millis(1_100));
    let (done, report) = import(service, folder);
    assert!(done, "{report}");
    wait_for(|| service.get("/v1").ok()["dataset_version"] != before);
}

/// Headers that must not change while a response does not.
const KEPT: [&str; 5] = ["etag", "last-modified", "tassei-dataset-version", "link", "content-digest"];

fn assert_unchanged(service: &Service, path: &str, before: &Response) {
    let after = service.get(path);
    assert_eq!(after.status, 200, "{path}");
    assert!(after.body == before.body, "{path} has another body");
    for header in KEPT {
        assert_eq!(after.header(header), before.header(header), "{path} {header}");
    }
    let tag = before.header("etag").expect("a tag");
    assert_eq!(service.get_with(path, &[("If-None-Match", tag)]).status, 304, "{path}");
}

fn assert_changed(service: &Service, path: &str, before: &Response) {
    let after = service.get(path);
    for header in ["etag", "last-modified", "tassei-dataset-version"] {
        assert_ne!(after.header(header), before.header(header), "{path} {header}");
    }
    let tag = before.header("etag").expect("a tag");
    assert_eq!(service.get_with(path, &[("If-None-Match", tag)]).status, 200, "{path}");
    let date = before.header("last-modified").expect("a date");
    assert_eq!(service.get_with(path, &[("If-Modified-Since", date)]).status, 200, "{path}");
}

fn misses(service: &Service) -> f64 {
    value(&metrics(service), "tassei_cache_misses_total", &[])
}

/// Every example of the documentation that names a government names Koriyama, so Annaka is imported.
fn one_government(engine: &Engine) {
    let service = Service::start(engine, &[]);
    let koriyama = listed(&service)["072036"].clone();
    let probes: Vec<String> =
        documented(&service).into_iter().filter(|known| !known.is_cacheable()).map(|known| known.request).collect();
    let requests = every_request(&service).into_iter().filter(|path| !probes.contains(path));
    let paths = requests.chain(KORIYAMA.into_iter().chain(ALL).map(str::to_owned));
    let before: Vec<(String, Response)> = paths.map(|path| (path.clone(), service.get(&path))).collect();
    // The documentation of the program has no version of the data.
    let (kept, changed): (Vec<_>, Vec<_>) =
        before.into_iter().partition(|(_, response)| version(response).is_none_or(|version| version == koriyama));
    assert!(kept.len() > 80 && changed.len() > 80, "{} kept, {} changed", kept.len(), changed.len());
    let annaka = "/v1/observations/102113-gk4-1-1-1-wakarinikui-target-fy2025-r1";
    let before = service.get(annaka);

    import_and_wait(&service, changed_annaka().path());
    let rendered = misses(&service);
    for (path, before) in &kept {
        assert_unchanged(&service, path, before);
    }
    let documents = kept.iter().filter(|(_, response)| version(response).is_none()).count();
    let added = misses(&service) - rendered;
    assert!(added <= 1e-9 + approximate(documents), "{added} responses were rendered again");
    for (path, before) in &changed {
        assert_changed(&service, path, before);
    }
    assert_changed(&service, annaka, &before);
    assert_eq!(service.get(annaka).ok()["note"], "書きかえた備考");
    assert_eq!(listed(&service)["072036"], koriyama);
    listed_versions(&service);
}

fn approximate(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::INFINITY, f64::from)
}

/// Returns the link to the next page, and that page.
fn next_page(service: &Service, path: &str) -> (String, Response) {
    let page = service.get(path).ok();
    let next = page["metadata"]["links"]["next"].as_str().unwrap_or_else(|| panic!("{path} has one page")).to_owned();
    let response = service.get(&next);
    (next, response)
}

fn cursors(engine: &Engine) {
    let service = Service::start(engine, &[]);
    let pages =
        |paths: &[&str]| -> Vec<(String, Response)> { paths.iter().map(|path| next_page(&service, path)).collect() };
    let kept = pages(&[
        "/v1/observations?localgov_code=072036&limit=2",
        "/v1/observations?plan_id=072036-gk2022&sort=-fiscal_year&limit=2",
        "/v1/indicators?localgov_code=072036&sort=progress&limit=2",
        "/v1/search?q=%E5%B8%82&localgov_code=072036&limit=2",
    ]);
    let stale = pages(&[
        "/v1/observations?limit=2",
        "/v1/observations?localgov_code=102113&limit=2",
        "/v1/search?q=%E5%B8%82&limit=2",
        "/v1/observations?localgov_code=072036,102113&limit=2",
    ]);
    import_and_wait(&service, changed_annaka().path());
    for (path, before) in &kept {
        assert_unchanged(&service, path, before);
    }
    for (path, _) in &stale {
        let response = service.get(path);
        assert_eq!((response.status, response.json()["code"].as_str()), (410, Some("stale_cursor")), "{path}");
    }
}

fn dropped_entries(engine: &Engine) {
    let service = Service::start(engine, &[]);
    let entries = || value(&metrics(&service), "tassei_cache_entries", &[]);
    let [kept, ..] = KORIYAMA;
    for path in [kept, "/v1/measures?localgov_code=102113", "/v1/measures", "/v1/observations.csv"] {
        assert_eq!(service.get(path).status, 200, "{path}");
    }
    wait_for(|| (entries() - 4.0).abs() < 0.1);
    let (done, report) = import(&service, changed_annaka().path());
    assert!(done, "{report}");
    // The counters lag behind, and only requests look for a new version.
    wait_for(|| service.get(kept).status == 200 && (entries() - 1.0).abs() < 0.1);
    let rendered = misses(&service);
    service.get(kept).ok();
    assert!((misses(&service) - rendered).abs() < 0.1, "{kept} was rendered again");
}

fn same_content(engine: &Engine) {
    let service = Service::start(engine, &[]);
    let imports = || value(&metrics(&service), "tassei_dataset_imports", &[]);
    let read =
        || -> Vec<(&str, Response)> { KORIYAMA.into_iter().chain(ALL).map(|path| (path, service.get(path))).collect() };
    let (before, count) = (read(), imports());
    let rendered = misses(&service);
    std::thread::sleep(Duration::from_millis(1_100));
    let (done, report) = import(&service, copy_of("102113").path());
    assert!(done && report.contains("Nothing changed."), "{report}");
    // Longer than the service takes to see a new version.
    std::thread::sleep(Duration::from_millis(1_500));
    for (path, before) in &before {
        assert_unchanged(&service, path, before);
    }
    assert!((misses(&service) - rendered).abs() < 0.1, "cached responses were rendered again");
    assert!((imports() - count).abs() < 0.1, "nothing was imported");
    // It is the operator's now: the program's own data does not replace it.
    let service = service.restart(&[]);
    assert!(!service.log().contains("imported the bundled data"), "{}", service.log());
    for (path, before) in &before {
        assert_unchanged(&service, path, before);
    }
}

/// The shared tables with two redirects: within Koriyama, and from Koriyama to Annaka.
fn renamed_ids() -> tempfile::TempDir {
    let shared = tempfile::tempdir().expect("a folder");
    for table in ["topics", "topic_members", "redirects", "changes"] {
        let mut text = std::fs::read_to_string(folder("data").join(format!("{table}.csv"))).expect("a shared table");
        if table == "redirects" {
            text += "redirect-1,072036-gk2022-1-3-1-digital,072036-gk2022-1-3-1,短くした\n";
            text += "redirect-2,072036-gk2022-moved,102113-gk4,移った\n";
        }
        std::fs::write(shared.path().join(format!("{table}.csv")), text).expect("written");
    }
    shared
}

/// The response has the version of the government, and must not depend on what another import can change.
fn filters_within_a_government(engine: &Engine) {
    let service = Service::start(engine, &[]);
    import_and_wait(&service, renamed_ids().path());
    let own = service.get("/v1/measures?measure_id=072036-gk2022-1-3-1-digital").ok();
    assert_eq!(own["metadata"]["warnings"][0]["nearest"], serde_json::json!(["072036-gk2022-1-3-1"]));
    let moved = service.get("/v1/measures?plan_id=072036-gk2022-moved");
    assert_eq!((moved.status, &moved.json()["nearest"]), (404, &"102113-gk4".into()));
    let departments = service.walk("/v1/departments?localgov_code=102113");
    let (id, name) = (departments[0]["id"].as_str().expect("an id"), departments[0]["name"].as_str().expect("a name"));
    let encoded = percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC).to_string();
    for misspelt in [format!("{id}x"), format!("{encoded}x")] {
        let nearest = |path: &str| {
            let page = service.get(&format!("{path}department={misspelt}")).ok();
            page["metadata"]["warnings"][0]["nearest"].as_array().expect("a warning").clone()
        };
        let is_of_annaka = |found: &Value| found == id || found == name;
        assert!(nearest("/v1/measures?").iter().any(is_of_annaka), "{misspelt}");
        for path in ["/v1/measures?localgov_code=072036&", "/v1/measures?measure_id=072036-gk2022-1-3-1&"] {
            assert!(!nearest(path).iter().any(is_of_annaka), "{path} {misspelt}");
        }
    }
}

fn shared_tables(engine: &Engine) {
    let service = Service::start(engine, &[]);
    let before: Vec<(&str, Response)> = KORIYAMA.into_iter().chain(ALL).map(|path| (path, service.get(path))).collect();
    let (next, _) = next_page(&service, "/v1/observations?localgov_code=072036&limit=2");
    let listed_before = listed(&service);
    import_and_wait(&service, renamed_ids().path());
    for (path, before) in &before {
        assert_changed(&service, path, before);
    }
    assert_eq!(service.get(&next).status, 410);
    for (code, version) in listed(&service) {
        assert_ne!(version, listed_before[&code], "{code}");
    }
    listed_versions(&service);
}

fn new_government(engine: &Engine) {
    let service = Service::start(engine, &["--bundled", "off"]);
    import_and_wait(&service, copy_of("072036").path());
    let (path, changes) = ("/v1/measures?localgov_code=102113", "/v1/changes?subject_id=102113-gk4");
    let before = service.get(changes);
    assert_eq!((service.get(path).status, before.status), (404, 200));
    let koriyama = service.get(KORIYAMA[2]);
    import_and_wait(&service, copy_of("102113").path());
    assert_changed(&service, changes, &before);
    assert_ne!(service.get(path).ok()["results"], serde_json::json!([]));
    assert_unchanged(&service, KORIYAMA[2], &koriyama);
}
