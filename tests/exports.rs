//! Exports too large to be made whole: streamed, coded, bounded in memory and number, ended when nobody reads.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use data_encoding::BASE64;
use sha2::{Digest, Sha256};

use crate::Writing;
use crate::check::{copy_of_data, edit};
use crate::support::{Engine, Response, Service};

pub(crate) const TESTS: &[(&str, Writing)] = &[
    ("a large export is whole in every coding, and its digest is told once it is known", whole),
    ("an export nobody reads takes little memory, leaves room for others, and ends when its reader goes", slow_reader),
    ("an endless question is answered 503, named in the log, and leaves the service well", endless),
];

/// Days that are given a figure each: more than socket buffers hold.
const DAYS: i32 = 25_000;

/// A service with a government whose observations are many.
fn with_many_observations(engine: &Engine) -> Service {
    let service = Service::start(engine, &[]);
    let folder = copy_of_data();
    edit(folder.path(), "observations", |text| {
        let mut records = crate::lists::records(&text);
        let header = records[0].clone();
        let place = |name: &str| header.iter().position(|column| column == name).expect("a column");
        let model =
            records.iter().find(|record| record[1].ends_with("-dx-online-actual-fy2023-r1")).expect("it").clone();
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
                record[place(column)] = cell;
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
    // A cached or older answer is not what is tested here.
    let started = Instant::now();
    while service.get("/v1/observations?limit=1").ok()["metadata"]["resultset"]["total"].as_i64() < Some(DAYS.into()) {
        assert!(started.elapsed() < Duration::from_secs(10), "the import does not show");
    }
    service
}

fn digest(body: &[u8]) -> String {
    format!("sha-256=:{}:", BASE64.encode(&Sha256::digest(body)))
}

fn decoded(answer: &Response) -> String {
    let body = answer.body.as_slice();
    let mut reader: Box<dyn Read> = match answer.header("content-encoding") {
        None => Box::new(body),
        Some("gzip") => Box::new(flate2::read::GzDecoder::new(body)),
        Some("br") => Box::new(brotli::Decompressor::new(body, 4096)),
        Some("zstd") => Box::new(zstd::stream::read::Decoder::new(body).expect("Zstandard")),
        Some(other) => panic!("{other}"),
    };
    let mut text = String::new();
    reader.read_to_string(&mut text).expect("it decodes");
    text
}

fn whole(engine: &Engine) {
    let service = with_many_observations(engine);
    let path = "/v1/observations.csv?fields=id,fiscal_year,value";
    let plain = service.get(path);
    assert_eq!(plain.header("content-digest"), None, "nobody knew it before");
    let rows: usize = plain.header("tassei-row-count").and_then(|rows| rows.parse().ok()).expect("a row count");
    assert_eq!(plain.text().lines().count(), rows + 1);
    assert!(rows > 25_000);
    let again = service.get(path);
    assert_eq!(again.body, plain.body);
    assert_eq!(again.header("content-digest"), Some(digest(&plain.body).as_str()));
    for coding in ["gzip", "br", "zstd"] {
        let coded = service.get_with(path, &[("Accept-Encoding", coding)]);
        assert_eq!(coded.header("content-encoding"), Some(coding));
        assert!(decoded(&coded) == plain.text(), "{coding} is not what was coded");
        assert!(coded.body.len() * 4 < plain.body.len(), "{coding}: {} of {}", coded.body.len(), plain.body.len());
        assert_ne!(coded.header("etag"), plain.header("etag"));
        let etag = coded.header("etag").expect("a tag").to_owned();
        let known = service.get_with(path, &[("Accept-Encoding", coding), ("If-None-Match", &etag)]);
        assert_eq!(known.status, 304, "{coding}");
        let again = service.get_with(path, &[("Accept-Encoding", coding)]);
        assert_eq!(again.header("content-digest"), Some(digest(&coded.body).as_str()), "{coding}");
        assert_eq!(again.body, coded.body, "{coding}");
    }
    // A small file is made whole: its length and digest are known at once.
    let small = service.get("/v1/measures.csv");
    assert_eq!(small.header("content-length"), Some(small.body.len().to_string().as_str()));
    assert_eq!(small.header("content-digest"), Some(digest(&small.body).as_str()));
    let coded = service.get_with("/v1/measures.csv", &[("Accept-Encoding", "gzip")]);
    assert_eq!(coded.header("content-digest"), Some(digest(&coded.body).as_str()));
    assert_eq!(decoded(&coded), small.text());
}

/// A figure of the service.
fn figure(service: &Service, name: &str) -> u64 {
    let metrics = service.get("/metrics");
    let line = metrics.text().lines().find(|line| line.starts_with(&format!("{name} "))).expect("a figure").to_owned();
    line.rsplit(' ').next().and_then(|value| value.parse().ok()).expect("a number")
}

/// Asks for all observations and reads nothing of the answer.
fn unread(service: &Service) -> TcpStream {
    let mut stream = TcpStream::connect(service.address()).expect("the service listens");
    write!(stream, "GET /v1/observations.jsonl HTTP/1.1\r\nHost: {}\r\n\r\n", service.address()).expect("it reads");
    let mut first = [0_u8; 64];
    stream.read_exact(&mut first).expect("the first bytes come at once");
    assert!(first.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&first));
    stream
}

fn slow_reader(engine: &Engine) {
    let service = with_many_observations(engine);
    let before = service.memory();
    let most = figure(&service, "tassei_exports_limit");
    let streams: Vec<TcpStream> = (0..most).map(|_| unread(&service)).collect();
    assert_eq!(figure(&service, "tassei_exports_running"), most);
    let refused = service.get("/v1/observations.jsonl");
    assert_eq!((refused.status, refused.header("retry-after").is_some()), (503, true));
    assert_eq!(service.get("/v1/plans").status, 200, "others are answered");
    std::thread::sleep(Duration::from_millis(500));
    let grown = service.memory().saturating_sub(before) / most;
    assert!(grown < 16 << 20, "an unread export holds {grown} bytes");
    drop(streams);
    let started = Instant::now();
    while figure(&service, "tassei_exports_running") > 0 {
        assert!(started.elapsed() < Duration::from_secs(10), "an export goes on without its reader");
        std::thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(service.get("/v1/observations.csv?fields=id").status, 200, "there is room again");
}

fn endless(engine: &Engine) {
    let service = Service::start(engine, &[]);
    // The table of plans becomes one that never ends.
    let sql = "ALTER TABLE plans RENAME TO plans_there; CREATE VIEW plans AS WITH RECURSIVE n(i) AS \
               (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT p.* FROM plans_there p, n WHERE n.i < 0;";
    service.change_database(sql);
    let started = Instant::now();
    let answer = service.get("/v1/plans");
    let problem = answer.json();
    assert_eq!((answer.status, &problem["code"]), (503, &"unavailable".into()), "{problem}");
    assert!(answer.header("retry-after").is_some());
    let took = started.elapsed();
    assert!(took > Duration::from_secs(4) && took < Duration::from_secs(15), "{took:?}");
    assert!(service.log().contains("slow: /v1/plans took "), "{}", service.log());
    assert_eq!(service.get("/v1/measures").status, 200, "others are answered");
}
