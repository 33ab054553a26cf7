//! Exports that are streamed because they are large: codings, digests, preconditions, bounds, slow and lost clients.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use data_encoding::BASE64;
use sha2::{Digest, Sha256};

use crate::Writing;
use crate::check::{copy_of, copy_of_data, edit, set_cell};
use crate::conditional::assert_if_match;
use crate::import::{import, wait_for};
use crate::support::{Engine, Response, Service};

pub(crate) const TESTS: &[(&str, Writing)] = &[
    ("a streamed export is complete in every coding, and has a digest from the second time on", complete),
    ("thirty clients that read nothing take little memory, and all of them get the file in the end", unread_exports),
    ("a file that cannot be written is a problem, and is written when it can be", unwritable),
    ("an interrupted download is resumed, from a small table and from a large one", resumed),
    ("a query without end returns 503, is logged, and does not block others", endless_query),
];

/// Number of added observations, one a day: more than socket buffers hold.
const DAYS: i32 = 25_000;

/// Starts a service with a government that has many observations.
fn with_many_observations(engine: &Engine) -> Service {
    let service = Service::start(engine, &[]);
    let folder = copy_of_data();
    edit(folder.path(), "observations", |text| {
        let mut records = crate::lists::records(&text);
        let header = records[0].clone();
        let index = |name: &str| header.iter().position(|column| column == name).expect("a column");
        let model = records
            .iter()
            .find(|record| record[1].ends_with("-dx-online-actual-fy2023-r1"))
            .expect("an observation")
            .clone();
        let first = jiff::civil::date(1950, 4, 1);
        for day in 0..DAYS {
            let date = first.saturating_add(jiff::Span::new().days(day));
            let year = if date.month() < 4 { date.year() - 1 } else { date.year() };
            let mut record = model.clone();
            for (column, cell) in [
                ("ID", String::new()),
                ("年度", year.to_string()),
                ("期間開始", date.to_string()),
                ("期間終了", date.to_string()),
                ("値", day.to_string()),
                ("原文", format!("{day}件")),
            ] {
                record[index(column)] = cell;
            }
            records.push(record);
        }
        let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
        for record in records {
            writer.write_record(record).expect("a record");
        }
        String::from_utf8(writer.into_inner().expect("bytes")).expect("UTF-8")
    });
    let output = service.command(&["import", &folder.path().display().to_string(), "--lang", "en"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    // Responses may come from the previous version for up to a second.
    let started = Instant::now();
    while service.get("/v1/observations?limit=1").ok()["metadata"]["resultset"]["total"].as_i64() < Some(DAYS.into()) {
        assert!(started.elapsed() < Duration::from_secs(10), "the import is not visible");
    }
    service
}

fn digest(body: &[u8]) -> String {
    format!("sha-256=:{}:", BASE64.encode(&Sha256::digest(body)))
}

fn decoded(response: &Response) -> String {
    let body = response.body.as_slice();
    let mut reader: Box<dyn Read> = match response.header("content-encoding") {
        None => Box::new(body),
        Some("gzip") => Box::new(flate2::read::GzDecoder::new(body)),
        Some("br") => Box::new(brotli::Decompressor::new(body, 4096)),
        Some("zstd") => Box::new(zstd::stream::read::Decoder::new(body).expect("Zstandard")),
        Some(other) => panic!("{other}"),
    };
    let mut text = String::new();
    reader.read_to_string(&mut text).expect("a complete body");
    text
}

fn complete(engine: &Engine) {
    let service = with_many_observations(engine);
    let path = "/v1/observations.csv?fields=id,fiscal_year,value";
    let plain = service.get(path);
    let rows: usize = plain.header("tassei-row-count").and_then(|rows| rows.parse().ok()).expect("a row count");
    assert_eq!(plain.text().lines().count(), rows + 1);
    assert!(rows > 25_000);
    let again = service.get(path);
    assert_eq!(again.body, plain.body);
    assert_eq!(again.header("content-digest"), Some(digest(&plain.body).as_str()));
    for coding in ["gzip", "br", "zstd"] {
        let coded = service.get_with(path, &[("Accept-Encoding", coding)]);
        assert_eq!(coded.header("content-encoding"), Some(coding));
        assert!(decoded(&coded) == plain.text(), "{coding} decodes to another text");
        assert!(coded.body.len() * 4 < plain.body.len(), "{coding}: {} of {}", coded.body.len(), plain.body.len());
        assert_ne!(coded.header("etag"), plain.header("etag"));
        let etag = coded.header("etag").expect("a tag").to_owned();
        let known = service.get_with(path, &[("Accept-Encoding", coding), ("If-None-Match", &etag)]);
        assert_eq!(known.status, 304, "{coding}");
        let again = service.get_with(path, &[("Accept-Encoding", coding)]);
        assert_eq!(again.header("content-digest"), Some(digest(&coded.body).as_str()), "{coding}");
        assert_eq!(again.body, coded.body, "{coding}");
    }
    assert_if_match(&service, path);
    let head = service.send("HEAD", path, &[]);
    assert_eq!((head.status, head.header("content-digest"), head.header("etag")), (200, None, plain.header("etag")));
    let own = "/v1/observations.csv?fields=id&localgov_code=072036";
    let first = service.get(own);
    let another = copy_of("102113");
    set_cell(another.path(), "observations", "gk4-1-1-1-wakarinikui-target-fy2025-r1", "備考", "書きかえた備考");
    assert!(import(&service, another.path()).0);
    wait_for(|| service.send("HEAD", path, &[]).header("etag") != plain.header("etag"));
    let kept = service.get(own);
    assert_eq!(kept.header("etag"), first.header("etag"), "a stream about another government");
    assert_eq!(kept.header("content-digest"), Some(digest(&first.body).as_str()));
    // A small table is rendered in memory: its length and digest are known at once.
    let small = service.get("/v1/measures.csv");
    assert_eq!(small.header("content-length"), Some(small.body.len().to_string().as_str()));
    assert_eq!(small.header("content-digest"), Some(digest(&small.body).as_str()));
    let coded = service.get_with("/v1/measures.csv", &[("Accept-Encoding", "gzip")]);
    assert_eq!(coded.header("content-digest"), Some(digest(&coded.body).as_str()));
    assert_eq!(decoded(&coded), small.text());
}

/// Returns the value of a metric.
fn metric(service: &Service, name: &str) -> u64 {
    let metrics = service.get("/metrics");
    let line = metrics.text().lines().find(|line| line.starts_with(&format!("{name} "))).expect("a metric").to_owned();
    line.rsplit(' ').next().and_then(|value| value.parse().ok()).expect("a number")
}

/// Requests all observations, and reads only the first bytes of the response.
fn unread(service: &Service) -> TcpStream {
    let mut stream = TcpStream::connect(service.address()).expect("the service listens");
    write!(stream, "GET /v1/observations.jsonl HTTP/1.1\r\nHost: {}\r\n\r\n", service.address())
        .expect("the service reads");
    let mut first = [0_u8; 64];
    stream.read_exact(&mut first).expect("the first bytes arrive");
    assert!(first.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&first));
    stream
}

fn unread_exports(engine: &Engine) {
    const CLIENTS: u64 = 30;
    let service = with_many_observations(engine);
    let whole = service.get("/v1/observations.jsonl");
    let before = service.memory();
    let streams: Vec<TcpStream> = (0..CLIENTS).map(|_| unread(&service)).collect();
    assert_eq!(service.get("/v1/plans").status, 200, "other requests are served");
    assert!(service.get("/v1/observations.jsonl").body == whole.body, "other clients get it");
    std::thread::sleep(Duration::from_millis(500));
    let grown = service.memory().saturating_sub(before) / CLIENTS;
    assert!(grown < 2 << 20, "an unread export uses {grown} bytes");
    assert_eq!(metric(&service, "tassei_exports_running"), 0, "a client occupies no connection to the database");
    for mut stream in streams {
        let mut rest = Vec::new();
        stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a time-out can be set");
        // The connection stays open: the last byte is known from the length of the body.
        let mut part = vec![0; 1 << 16];
        while !rest.ends_with(&whole.body[whole.body.len() - 100..]) {
            let length = stream.read(&mut part).expect("the rest arrives");
            assert!(length > 0, "the file ends early");
            rest.extend_from_slice(&part[..length]);
        }
    }
}

/// Asserts that parts of a file are sent as RFC 9110, 14 says.
fn assert_ranges(service: &Service, path: &str) {
    // HEAD waits for the length, so that the file is whole afterwards.
    let head = service.send("HEAD", path, &[]);
    let whole = service.get(path);
    let (length, tag) = (whole.body.len(), whole.header("etag").expect("a tag").to_owned());
    assert_eq!(whole.header("accept-ranges"), Some("bytes"), "{path}");
    assert_eq!(whole.header("content-length"), Some(length.to_string().as_str()), "{path}");
    assert_eq!(head.header("content-length"), whole.header("content-length"), "{path}");
    assert_eq!(head.header("accept-ranges"), Some("bytes"), "{path}");
    let rest = format!("bytes={}-", length / 2);
    for headers in [
        vec![("Range", rest.as_str())],
        vec![("Range", &rest), ("If-Range", &tag)],
        // A part of a compressed file would be of no use.
        vec![("Range", &rest), ("Accept-Encoding", "gzip, br")],
    ] {
        let part = service.get_with(path, &headers);
        assert_eq!(part.status, 206, "{path} {headers:?}");
        assert!(part.body == whole.body[length / 2..], "{path} {headers:?}");
        let expected = format!("bytes {}-{}/{length}", length / 2, length - 1);
        assert_eq!(part.header("content-range"), Some(expected.as_str()), "{path} {headers:?}");
        assert_eq!((part.header("etag"), part.header("content-encoding")), (Some(tag.as_str()), None));
        assert_eq!(part.header("content-digest"), None, "the digest is that of the whole");
    }
    let last = service.get_with(path, &[("Range", "bytes=-7")]);
    assert!(last.body == whole.body[length - 7..], "{path}");
    for headers in [vec![("Range", rest.as_str()), ("If-Range", "\"other\"")], vec![("Range", "bytes=0-1,4-5")]] {
        let response = service.get_with(path, &headers);
        assert_eq!(response.status, 200, "{path} {headers:?}");
        assert!(response.body == whole.body, "{path} {headers:?}");
    }
    let beyond = service.get_with(path, &[("Range", &format!("bytes={length}-"))]);
    assert_eq!((beyond.status, &beyond.json()["code"]), (416, &"range_not_satisfiable".into()), "{path}");
    assert_eq!(beyond.header("content-range"), Some(format!("bytes */{length}").as_str()), "{path}");
    let coded = service.get_with(path, &[("Accept-Encoding", "gzip")]);
    assert_eq!((coded.header("content-encoding"), coded.header("accept-ranges")), (Some("gzip"), None), "{path}");
    let not_modified = service.get_with(path, &[("Range", &rest), ("If-None-Match", &tag)]);
    assert_eq!(not_modified.status, 304, "{path}");
}

fn resumed(engine: &Engine) {
    let service = with_many_observations(engine);
    assert_ranges(&service, "/v1/measures.csv");
    assert_ranges(&service, "/v1/observations.csv");
    assert_ranges(&service, "/v1/observations.jsonl?fields=id,value");
}

fn unwritable(engine: &Engine) {
    let service = with_many_observations(engine);
    let path = "/v1/observations.csv";
    service.change_database("ALTER TABLE rendered_rows RENAME TO renamed_rows");
    for _ in 0..2 {
        let response = service.get(path);
        assert_eq!((response.status, &response.json()["code"]), (503, &"unavailable".into()));
    }
    assert_eq!(metric(&service, "tassei_exports_running"), 0);
    service.change_database("ALTER TABLE renamed_rows RENAME TO rendered_rows");
    let response = service.get(path);
    assert_eq!(response.status, 200, "the failure is not kept: {}", response.text());
    assert!(response.text().lines().count() > 25_000);
}

fn endless_query(engine: &Engine) {
    let service = Service::start(engine, &[]);
    // Turns the table of plans into a view whose query does not end.
    let sql = "ALTER TABLE plans RENAME TO plans_before; CREATE VIEW plans AS WITH RECURSIVE n(i) AS \
               (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT p.* FROM plans_before p, n WHERE n.i < 0;";
    service.change_database(sql);
    let started = Instant::now();
    let response = service.get("/v1/plans");
    let problem = response.json();
    assert_eq!((response.status, &problem["code"]), (503, &"unavailable".into()), "{problem}");
    assert!(response.header("retry-after").is_some());
    let elapsed = started.elapsed();
    assert!(elapsed > Duration::from_secs(4) && elapsed < Duration::from_secs(15), "{elapsed:?}");
    assert!(service.log().contains("slow: /v1/plans took "), "{}", service.log());
    assert_eq!(service.get("/v1/measures").status, 200, "other requests are served");
}
