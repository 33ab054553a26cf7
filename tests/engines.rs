//! Both engines produce the same responses.

use crate::contract::every_request;
use crate::support::Service;

/// A test that compares the services of both engines.
pub(crate) type Pair = fn(&Service, &Service);

pub(crate) const TESTS: &[(&str, Pair)] = &[
    ("both engines return the same bytes for every documented request", same_bytes),
    ("both engines return the same problems", same_problems),
];

fn same_bytes(sqlite: &Service, postgres: &Service) {
    let requests = every_request(sqlite);
    assert!(requests.len() > 100, "only {} requests", requests.len());
    // Metrics describe the process, not the data.
    for path in requests.into_iter().filter(|path| path != "/metrics") {
        let (one, two) = (sqlite.get(&path), postgres.get(&path));
        assert_eq!(one.status, 200, "{path}: {}", one.text());
        assert_eq!(two.status, 200, "{path}: {}", two.text());
        // `imported_at` differs between the databases.
        let same = |text: &str| {
            text.split_once("\"imported_at\"").map_or_else(
                || text.to_owned(),
                |(before, after)| format!("{before}{}", after.get(24..).unwrap_or_default()),
            )
        };
        if path == "/v1" {
            assert_eq!(same(one.text()), same(two.text()), "{path}");
        } else {
            assert!(one.body == two.body, "{path} differs:\n{}\n{}", one.text(), two.text());
            assert_eq!(one.header("etag"), two.header("etag"), "{path}");
        }
        assert_eq!(one.header("content-type"), two.header("content-type"), "{path}");
        assert_eq!(one.header("tassei-row-count"), two.header("tassei-row-count"), "{path}");
    }
}

fn same_problems(sqlite: &Service, postgres: &Service) {
    for path in [
        "/v1/plans/072036-gk2023",
        "/v1/measures/zzz",
        "/v1/observations/0",
        "/v1/measures?plan=x",
        "/v1/observations?kind=wish",
        "/v1/indicators?limit=0",
        "/v1/indicators?cursor=abc",
    ] {
        let without_id = |service: &Service| {
            let mut problem = service.get(path).json();
            problem["request_id"].take();
            problem
        };
        assert_eq!(without_id(sqlite), without_id(postgres), "{path}");
    }
}
