//! What operators see: figures at `/metrics`, lines in the log, and nothing of those who asked.

use crate::Writing;
use crate::support::{Engine, Service};

pub(crate) const TESTS: &[(&str, Writing)] = &[
    ("metrics count requests by route and status, and what the cache saved", counted),
    ("metrics tell the version and age of the data and the connections", state),
    ("neither the log nor the metrics hold search words or a whole client address", discreet),
];

/// The value of a line of the metrics: of all labels that are named.
fn value(metrics: &str, name: &str, labels: &[&str]) -> f64 {
    let mut lines = metrics.lines().filter(|line| {
        line.strip_prefix(name).is_some_and(|rest| rest.starts_with(['{', ' ']))
            && labels.iter().all(|label| line.contains(label))
    });
    let line = lines.next().unwrap_or_else(|| panic!("no {name} {labels:?} in:\n{metrics}"));
    assert!(lines.next().is_none(), "{name} {labels:?} is on several lines");
    line.rsplit(' ').next().and_then(|value| value.parse().ok()).expect("a number")
}

fn metrics(service: &Service) -> String {
    let answer = service.get("/metrics");
    assert_eq!(answer.status, 200);
    assert!(answer.header("content-type").is_some_and(|kind| kind.starts_with("application/openmetrics-text")));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert!(answer.text().ends_with("# EOF\n"));
    answer.text().to_owned()
}

fn counted(engine: &Engine) {
    let service = Service::start(engine, &[]);
    for _ in 0..4 {
        service.get("/v1/plans/072036-gk2022").ok();
    }
    service.get("/v1/plans/072036-gk2023");
    service.get("/nowhere");
    service.send("BREW", "/v1/plans", &[]);
    let metrics = metrics(&service);
    let plans =
        |status: &str| value(&metrics, "tassei_http_requests_total", &["route=\"/v1/plans/{plan_id}\"", status]);
    assert!((plans("status=\"200\"") - 4.0).abs() < 0.1 && (plans("status=\"404\"") - 1.0).abs() < 0.1);
    assert!(value(&metrics, "tassei_http_requests_total", &["route=\"none\"", "status=\"404\""]) > 0.9);
    assert!(value(&metrics, "tassei_http_requests_total", &["method=\"other\"", "status=\"405\""]) > 0.9);
    let took = ["route=\"/v1/plans/{plan_id}\"", "status=\"200\""];
    assert!((value(&metrics, "tassei_http_request_duration_seconds_count", &took) - 4.0).abs() < 0.1);
    assert!(value(&metrics, "tassei_http_request_duration_seconds_sum", &took) > 0.0);
    // Four requests for one plan rendered it once. Problems are not cached, and not counted.
    assert!((value(&metrics, "tassei_cache_requests_total", &[]) - 4.0).abs() < 0.1);
    assert!((value(&metrics, "tassei_cache_misses_total", &[]) - 1.0).abs() < 0.1);
    assert!((value(&metrics, "tassei_cache_hit_ratios", &[]) - 0.75).abs() < 0.01);
    assert!(value(&metrics, "tassei_cache_capacity_bytes", &[]) > 1e6);
}

fn state(engine: &Engine) {
    let service = Service::start(engine, &[]);
    let version = service.get("/v1").ok()["dataset_version"].as_str().expect("a version").to_owned();
    let metrics = metrics(&service);
    assert!((value(&metrics, "tassei_dataset_info", &[&format!("version=\"{version}\"")]) - 1.0).abs() < 0.1);
    let age = value(&metrics, "tassei_dataset_age_seconds", &[]);
    assert!((0.0..600.0).contains(&age), "{age}");
    assert!(value(&metrics, "tassei_dataset_imports", &[]) >= 1.0);
    let open = value(&metrics, "tassei_database_connections", &[]);
    assert!((1.0..=value(&metrics, "tassei_database_connections_limit", &[])).contains(&open), "{open}");
    assert!(value(&metrics, "tassei_exports_running", &[]) < 0.1);
}

fn discreet(engine: &Engine) {
    let service = Service::start(engine, &[]);
    for path in
        ["/v1/search?q=himitsu", "/v1/search.csv?q=himitsu", "/v1/search?q=himitsu&limit=0", "/v1/plans?himitsu=1"]
    {
        service.get(path);
    }
    let metrics = metrics(&service);
    let log = service.log();
    assert!(log.contains("/v1/search") && log.contains(" 127.0.0.0 GET /v1/plans 400 "), "{log}");
    assert!(!log.contains("127.0.0.1"), "{log}");
    for text in [&log, &metrics] {
        assert!(!text.contains("himitsu"), "{text}");
    }
}
