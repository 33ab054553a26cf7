//! What operators see: metrics, the log, the response cache, and nothing about individual clients.

use std::io::{Read, Write};
use std::sync::Barrier;
use std::time::{Duration, Instant};

use crate::Writing;
use crate::check::copy_of_data;
use crate::support::{Engine, Service};

pub(crate) const TESTS: &[(&str, Writing)] = &[
    ("metrics count requests by route and status, and cache hits", counts),
    ("metrics report version and age of the data, and the connections", state),
    ("neither log nor metrics contain search words or a full client address", privacy),
    ("concurrent requests for one uncached URL render it once", single_flight),
    ("a request that waited for another one gets a complete response of its own", waiting_requests),
    ("responses before the database exists have entity tags and are not cached", before_the_first_read),
    ("malformed requests write no error to the log by default", malformed_requests),
];

/// Returns the value of the only metric with this name and these labels.
pub(crate) fn value(metrics: &str, name: &str, labels: &[&str]) -> f64 {
    let mut lines = metrics.lines().filter(|line| {
        line.strip_prefix(name).is_some_and(|rest| rest.starts_with(['{', ' ']))
            && labels.iter().all(|label| line.contains(label))
    });
    let line = lines.next().unwrap_or_else(|| panic!("no {name} {labels:?} in:\n{metrics}"));
    assert!(lines.next().is_none(), "{name} {labels:?} is on several lines");
    line.rsplit(' ').next().and_then(|value| value.parse().ok()).expect("a number")
}

pub(crate) fn metrics(service: &Service) -> String {
    let response = service.get("/metrics");
    assert_eq!(response.status, 200);
    assert!(response.header("content-type").is_some_and(|kind| kind.starts_with("application/openmetrics-text")));
    assert_eq!(response.header("cache-control"), Some("no-store"));
    assert!(response.text().ends_with("# EOF\n"));
    response.text().to_owned()
}

fn counts(engine: &Engine) {
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
    let labels = ["route=\"/v1/plans/{plan_id}\"", "status=\"200\""];
    assert!((value(&metrics, "tassei_http_request_duration_seconds_count", &labels) - 4.0).abs() < 0.1);
    assert!(value(&metrics, "tassei_http_request_duration_seconds_sum", &labels) > 0.0);
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

fn privacy(engine: &Engine) {
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

/// Without room in the cache every request renders or waits. The clients that revalidate, or demand another version, must
/// not decide what the others get.
fn waiting_requests(engine: &Engine) {
    let service = Service::start(engine, &["--cache-megabytes", "0"]);
    let path = "/v1/plans?limit=2";
    let plain = service.get(path);
    let etag = plain.header("etag").expect("an entity tag").to_owned();
    let clients: [(&str, &str, u16); 4] = [
        ("If-None-Match", &etag, 304),
        ("If-Match", "\"x\"", 412),
        ("Accept-Encoding", "gzip", 200),
        ("X-None", "", 200),
    ];
    std::thread::scope(|scope| {
        for (name, value, status) in clients.into_iter().cycle().take(16) {
            let (service, plain) = (&service, &plain);
            scope.spawn(move || {
                for _ in 0..40 {
                    let response = service.get_with(path, &[(name, value)]);
                    assert_eq!(response.status, status, "{name}: {value}");
                    if status == 200 {
                        assert!(response.header("etag").is_some(), "{name}: {:?}", response.headers);
                        assert_eq!(response.header("vary"), plain.header("vary"), "{name}: {:?}", response.headers);
                        assert_eq!(response.header("content-encoding").is_some(), name == "Accept-Encoding");
                    }
                }
            });
        }
    });
}

fn single_flight(engine: &Engine) {
    const CLIENTS: usize = 32;
    let service = Service::start(engine, &[]);
    for path in ["/v1/indicators?limit=1000", "/v1/measures.csv", "/v1/plans/072036-gk2022/progress"] {
        let misses = || value(&metrics(&service), "tassei_cache_misses_total", &[]);
        let before = misses();
        let barrier = Barrier::new(CLIENTS);
        let (service, barrier) = (&service, &barrier);
        let bodies: Vec<Vec<u8>> = std::thread::scope(|scope| {
            let clients: Vec<_> = (0..CLIENTS)
                .map(|client| {
                    scope.spawn(move || {
                        // Each coding is compressed from the one rendered body.
                        let coding = if client % 2 == 0 { "identity" } else { "gzip" };
                        barrier.wait();
                        let response = service.get_with(path, &[("Accept-Encoding", coding)]);
                        assert_eq!(response.status, 200, "{path}");
                        response.body
                    })
                })
                .collect();
            clients.into_iter().map(|client| client.join().expect("a client")).collect()
        });
        assert!(bodies.iter().step_by(2).all(|body| *body == bodies[0]), "{path}: bodies differ");
        assert!((misses() - before - 1.0).abs() < 0.1, "{path} was rendered {} times", misses() - before);
    }
}

fn before_the_first_read(engine: &Engine) {
    let service = Service::start(engine, &["--prepare", "never"]);
    for path in ["/openapi.json", "/", "/docs/"] {
        let (first, second) = (service.get(path), service.get_with(path, &[("Accept-Encoding", "gzip")]));
        assert_eq!((first.status, second.status), (200, 200), "{path}");
        let tag = first.header("etag").unwrap_or_else(|| panic!("{path} has no ETag"));
        assert_ne!(Some(tag), second.header("etag"), "{path}: each coding has its own tag");
        assert_eq!(service.get_with(path, &[("If-None-Match", tag)]).status, 304, "{path}");
        assert_eq!(service.get_with(path, &[("If-Match", "\"x\"")]).status, 412, "{path}");
    }
    assert_eq!(service.get("/v1/plans").status, 503);
    assert_eq!(service.get("/livez").status, 200);
    let metrics_before = metrics(&service);
    assert!(value(&metrics_before, "tassei_cache_requests_total", &[]) < 0.1, "nothing was looked up in the cache");
    assert!(value(&metrics_before, "tassei_cache_entries", &[]) < 0.1, "nothing was cached");

    let output = service.command(&["import", &copy_of_data().path().display().to_string(), "--lang", "en"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    let started = Instant::now();
    let first = loop {
        let response = service.get("/v1/plans");
        if response.status == 200 {
            break response;
        }
        assert_eq!(response.status, 503, "{}", response.text());
        assert!(started.elapsed() < Duration::from_secs(20), "the database is not found");
        std::thread::sleep(Duration::from_millis(5));
    };
    // The first response may have been rendered before the version of the data was known.
    let tag = first.header("etag").expect("a tag");
    assert!(first.header("tassei-dataset-version").is_some());
    std::thread::sleep(Duration::from_millis(1_500));
    let later = service.get("/v1/plans");
    assert_eq!((later.header("etag"), &later.body), (Some(tag), &first.body));
    assert!(value(&metrics(&service), "tassei_cache_requests_total", &[]) > 0.9, "the cache is in use");
}

fn malformed_requests(engine: &Engine) {
    let service = Service::start(engine, &[]);
    let requests: [&[u8]; 10] = [
        b"GET\r\n\r\n",
        b"\r\n\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /a b HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: wish\r\nContent-Length: 3\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET /v1/plans?q=\xe5\xb8\x82 HTTP/1.1\r\nHost: \xff\r\n\r\n",
    ];
    for _ in 0..5 {
        for request in requests {
            send_and_close(&service, request);
        }
    }
    assert_eq!(service.get("/livez").status, 200);
    let log = service.log();
    let errors: Vec<&str> = log.lines().filter(|line| line.contains("ERROR")).collect();
    assert!(errors.is_empty(), "{} error lines, such as {}", errors.len(), errors[0]);
}

/// Sends bytes, ends the sending side, and reads until the service closes.
fn send_and_close(service: &Service, request: &[u8]) {
    let mut stream = std::net::TcpStream::connect(service.address()).expect("the service listens");
    stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a time-out can be set");
    stream.write_all(request).expect("the service reads");
    // The service may have closed already.
    let _ = stream.shutdown(std::net::Shutdown::Write);
    let _ = stream.read_to_end(&mut Vec::new());
}
