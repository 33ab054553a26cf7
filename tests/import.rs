//! Preparing and importing: what is written, what stays unchanged, and what readers see meanwhile.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::Value;

use crate::Writing;
use crate::check::{copy_of_data, set_cell};
use crate::own_data::next_edition;
use crate::support::{Engine, Service};

pub(crate) const TESTS: &[(&str, Writing)] = &[
    ("a restart imports nothing unless the content changed", restart),
    ("own data replaces the bundled data and survives a restart", own_import),
    ("the same import twice changes nothing", same_import),
    ("a rejected import changes nothing", rejected_import),
    ("readers see either the old or the new content, and never an older one again", readers),
    ("a cursor from before an import returns 410 with a restart URL", stale_cursor),
    ("conditional requests return the new content after an import", conditional_reader),
    ("a service without bundled data is empty and ready", without_bundled),
    ("with prepare=never, nothing is created and the service is not ready", never_prepare),
    ("a renamed id redirects to the new id", redirects),
    ("changes written by diff can be filtered by date, government, type and subject", history),
    ("read connections cannot write", read_only),
    ("an endless query is interrupted and its connection stays usable", endless_query),
];

fn version(service: &Service) -> String {
    service.get("/v1").ok()["dataset_version"].as_str().expect("a version").to_owned()
}

fn value(service: &Service) -> Value {
    service.get("/v1/observations/072036-gk2022-1-3-1-dx-online-actual-fy2023-r1").ok()["value"].clone()
}

/// Imports a folder into the database of the service. Returns whether it succeeded, and the output.
pub(crate) fn import(service: &Service, folder: &std::path::Path) -> (bool, String) {
    let output = service.command(&["import", &folder.display().to_string(), "--lang", "en"]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    (output.status.success(), text)
}

/// Polls until `condition` holds: readers may see the old content for as long as caches are valid.
pub(crate) fn wait_for(condition: impl Fn() -> bool) {
    let started = std::time::Instant::now();
    while !condition() {
        assert!(started.elapsed() < std::time::Duration::from_secs(10), "the new content did not appear");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}

fn restart(engine: &Engine) {
    let service = Service::start(engine, &[]);
    assert!(service.log().contains("imported the bundled data of 072036"));
    let (version_before, imported_at) = (version(&service), service.get("/v1").ok()["imported_at"].clone());
    let service = service.restart(&[]);
    assert!(!service.log().contains("imported the bundled data"), "{}", service.log());
    assert_eq!(version(&service), version_before);
    assert_eq!(service.get("/v1").ok()["imported_at"], imported_at);
}

fn own_import(engine: &Engine) {
    let service = Service::start(engine, &[]);
    assert_eq!(value(&service), 50752);
    let before = version(&service);
    let own = copy_of_data();
    set_cell(own.path(), "observations", "dx-online-actual-fy2023-r1", "値", "50999");
    let (done, text) = import(&service, own.path());
    assert!(done && text.contains(&format!("Imported 072036 into {}", engine.name())), "{text}");
    wait_for(|| value(&service) == 50999);
    assert_ne!(version(&service), before);
    let service = service.restart(&[]);
    assert_eq!(value(&service), 50999, "own data survives a restart");
    assert!(!service.log().contains("imported the bundled data"));
}

fn same_import(engine: &Engine) {
    let service = Service::start(engine, &[]);
    let before = service.get("/v1").ok();
    let (done, text) = import(&service, copy_of_data().path());
    assert!(done && text.contains("Nothing changed."), "{text}");
    assert_eq!(service.get("/v1").ok(), before, "same content: same version and import time");
}

fn rejected_import(engine: &Engine) {
    let service = Service::start(engine, &[]);
    let before = (service.get("/v1").body, service.get("/v1/observations.csv").body);
    let bad = copy_of_data();
    set_cell(bad.path(), "observations", "dx-online-actual-fy2023-r1", "値", "many");
    let (done, text) = import(&service, bad.path());
    assert!(!done && text.contains("Nothing was imported."), "{text}");
    assert_eq!((service.get("/v1").body, service.get("/v1/observations.csv").body), before);
}

fn readers(engine: &Engine) {
    let service = Service::start(engine, &[]);
    let own = copy_of_data();
    let done = AtomicBool::new(false);
    let reads = std::thread::scope(|scope| {
        let readers: Vec<_> = (0..2)
            .map(|_| {
                scope.spawn(|| {
                    let (mut newest, mut reads) = (0, 0);
                    let mut versions = BTreeSet::new();
                    while !done.load(Ordering::Relaxed) {
                        // The whole table in one response: both changed values are of the same import.
                        let answer = service.get("/v1/observations.csv?fields=id,value&kind=actual&fiscal_year=2023");
                        let figure = |id: &str| -> i64 {
                            let line = answer.text().lines().find(|line| line.contains(id)).expect("the row is there");
                            line.rsplit(',').next().and_then(|value| value.parse().ok()).expect("a value")
                        };
                        let (one, two) = (figure("dx-online-actual-fy2023-r1"), figure("konbini-actual-fy2023-r1"));
                        if one >= 100_000 {
                            assert_eq!(one, two, "values of two imports");
                            assert!(one >= newest, "{one} after {newest}: an older version");
                            newest = one;
                        }
                        versions.insert(answer.header("etag").map(str::to_owned));
                        reads += 1;
                    }
                    (reads, versions.len())
                })
            })
            .collect();
        for round in 0..8 {
            let mark = (100_000 + round).to_string();
            set_cell(own.path(), "observations", "dx-online-actual-fy2023-r1", "値", &mark);
            set_cell(own.path(), "observations", "konbini-actual-fy2023-r1", "値", &mark);
            let (imported, text) = import(&service, own.path());
            assert!(imported, "{text}");
        }
        done.store(true, Ordering::Relaxed);
        readers.into_iter().map(|reader| reader.join().expect("a reader ends well")).collect::<Vec<_>>()
    });
    assert!(reads.iter().all(|(reads, versions)| *reads > 8 && *versions > 1), "{reads:?}");
    wait_for(|| value(&service) == 100_007);
}

fn stale_cursor(engine: &Engine) {
    let service = Service::start(engine, &[]);
    let page = service.get("/v1/observations?limit=1&kind=target").ok();
    let next = page["metadata"]["links"]["next"].as_str().expect("there is more").to_owned();
    let own = copy_of_data();
    set_cell(own.path(), "observations", "dx-online-actual-fy2023-r1", "値", "50999");
    assert!(import(&service, own.path()).0);
    wait_for(|| service.get(&next).status == 410);
    let problem = service.get(&next).json();
    assert_eq!(problem["code"], "stale_cursor");
    let restart = problem["restart"].as_str().expect("a way to begin again");
    assert_eq!(restart, "/v1/observations?kind=target&limit=1", "parameters are in one order");
    assert_eq!(service.get(restart).status, 200);
}

fn conditional_reader(engine: &Engine) {
    let service = Service::start(engine, &[]);
    let tag = service.get("/v1/observations").header("etag").expect("a tag").to_owned();
    let ask = || service.get_with("/v1/observations", &[("If-None-Match", &tag)]).status;
    assert_eq!(ask(), 304);
    let own = copy_of_data();
    set_cell(own.path(), "observations", "dx-online-actual-fy2023-r1", "値", "50999");
    assert!(import(&service, own.path()).0);
    wait_for(|| ask() == 200);
}

fn without_bundled(engine: &Engine) {
    let service = Service::start(engine, &["--bundled", "off"]);
    assert_eq!(service.get("/v1/plans").ok()["metadata"]["resultset"]["total"], 0);
    assert_eq!(service.get("/readyz").status, 200);
    let csv = service.get("/v1/observations.csv");
    assert_eq!(csv.text().lines().count(), 1, "the header stays");
    assert!(import(&service, copy_of_data().path()).0);
    wait_for(|| service.get("/v1/plans").ok()["metadata"]["resultset"]["total"] == 2);
}

fn never_prepare(engine: &Engine) {
    // Another process may prepare the database later: the service starts and is not ready until then.
    let service = Service::start(engine, &["--prepare", "never"]);
    assert_eq!(service.get("/livez").status, 200);
    let answer = service.get("/readyz");
    assert_eq!((answer.status, answer.json()["code"].as_str()), (503, Some("unavailable")));
    assert_eq!(answer.header("retry-after"), Some("5"));
    assert!(!answer.text().contains("tassei.sqlite") && !answer.text().contains("relation"), "{}", answer.text());
    assert!(!service.data_dir().join("tassei.sqlite").exists(), "nothing is created");
}

fn redirects(engine: &Engine) {
    let service = Service::start(engine, &[]);
    let shared = tempfile::tempdir().expect("a folder can be made");
    let old = "072036-gk2022-1-3-1-digital";
    let table = format!(
        "ID,旧ID,新ID,理由\nredirect-1,{old},072036-gk2022-old,短くした\nredirect-2,072036-gk2022-old,072036-gk2022-1-3-1,また\n\
         redirect-3,072036-moved,102113-gk4,移った\n"
    );
    std::fs::write(shared.path().join("redirects.csv"), table).expect("written");
    for (name, header) in [
        ("topics", "ID,名称,名称_英字,定義,備考"),
        ("topic_members", "ID,トピックID,指標ID,取組ID,比較可能性,備考"),
        ("changes", "ID,変更日,変更種別,対象ID,項目,変更前,変更後,理由,出典ID"),
    ] {
        std::fs::write(shared.path().join(format!("{name}.csv")), format!("{header}\n")).expect("written");
    }
    let (done, text) = import(&service, shared.path());
    assert!(done, "{text}");
    wait_for(|| service.get(&format!("/v1/measures/{old}")).status == 308);
    let answer = service.get(&format!("/v1/measures/{old}"));
    assert_eq!(answer.header("location"), Some("/v1/measures/072036-gk2022-1-3-1"), "redirects are resolved at once");
    let answer = service.get(&format!("/v1/measures/{old}.json"));
    assert_eq!(answer.header("location"), Some("/v1/measures/072036-gk2022-1-3-1.json"), "the extension is kept");
    // A filter by the old id follows it too, and says so.
    let [by_old, by_new] =
        [old, "072036-gk2022-1-3-1"].map(|id| service.get(&format!("/v1/indicators?measure_id={id}")).ok());
    assert!(by_new["results"].as_array().is_some_and(|rows| !rows.is_empty()));
    assert_eq!(by_old["results"], by_new["results"]);
    assert_eq!(by_new["metadata"]["warnings"], serde_json::json!([]));
    let warning = &by_old["metadata"]["warnings"][0];
    assert_eq!((&warning["parameter"], &warning["value"]), (&"measure_id".into(), &old.into()), "{warning}");
    assert_eq!(warning["nearest"], serde_json::json!(["072036-gk2022-1-3-1"]));
    let [by_old, by_new] =
        [old, "072036-gk2022-1-3-1"].map(|id| service.get(&format!("/v1/indicators.csv?measure_id={id}")).body);
    assert_eq!(by_old, by_new);
    // The version of a response is that of the government in its URL, so an id that moved to another is only named.
    let moved = service.get("/v1/plans?plan_id=072036-moved");
    assert_eq!((moved.status, &moved.json()["nearest"]), (404, &"102113-gk4".into()));
}

fn read_only(engine: &Engine) {
    use diesel::RunQueryDsl;
    use tassei::store::{Access, Address, AnyConnection};
    let service = Service::start(engine, &[]);
    let file = service.data_dir().join("tassei.sqlite").display().to_string();
    let address = Address::parse(service.database_url().unwrap_or(&file)).expect("an address");
    let mut reader = address.connect(Access::ReadOnly).expect("the service's database");
    let delete = diesel::sql_query("DELETE FROM plans");
    let result = match &mut reader {
        AnyConnection::Postgres(postgres) => delete.execute(postgres),
        AnyConnection::Sqlite(sqlite) => delete.execute(sqlite),
    };
    let error = result.expect_err("a reader cannot write").to_string();
    assert!(error.contains("readonly") || error.contains("read-only"), "{error}");
}

fn endless_query(engine: &Engine) {
    use std::time::{Duration, Instant};

    use diesel::connection::SimpleConnection;
    use tassei::model::DataScope;
    use tassei::store::{Address, Store, StoreError};

    let service = Service::start(engine, &[]);
    let file = service.data_dir().join("tassei.sqlite").display().to_string();
    let address = Address::parse(service.database_url().unwrap_or(&file)).expect("an address");
    let store = Store::open(&address, 1);
    let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n WHERE i < 0";
    let started = Instant::now();
    let limit = Some(Duration::from_millis(200));
    let ended =
        store.read::<_, StoreError>(limit, DataScope::All, |connection, _| Ok(connection.batch_execute(endless)?));
    assert!(matches!(ended, Err(StoreError::Timeout)), "the query was interrupted: {ended:?}");
    assert!(started.elapsed() < Duration::from_secs(2), "after {:?}", started.elapsed());
    assert!(store.refresh_version().is_ok(), "the connection is usable");
}

fn history(engine: &Engine) {
    let service = Service::start(engine, &[]);
    let begun = service.get("/v1/changes?change_type=plan_added").ok();
    assert_eq!(begun["metadata"]["resultset"]["total"], 5, "the history of the bundled data begins with its plans");
    let plan = service.get("/v1/changes?subject_id=072036-gk2022&localgov_code=072036").ok()["results"][0].clone();
    assert_eq!((&plan["localgov_code"], &plan["field"]), (&"072036".into(), &Value::Null));
    let (old, new) = (copy_of_data(), next_edition());
    let names = [&old, &new].map(|folder| folder.path().display().to_string());
    let output = service.command(&["diff", &names[0], &names[1], "--format", "csv", "--changed-on", "2027-08-02"]);
    assert!(output.status.success());
    let rows = String::from_utf8(output.stdout).expect("UTF-8");
    let shared = tempfile::tempdir().expect("a folder");
    for table in ["topics", "topic_members", "redirects", "changes"] {
        let name = format!("{table}.csv");
        let mut text = std::fs::read_to_string(crate::support::folder("data").join(&name)).expect("a shared table");
        if table == "changes" {
            text += rows.split_once('\n').expect("a header").1;
        }
        std::fs::write(shared.path().join(name), text).expect("written");
    }
    let (done, report) = import(&service, shared.path());
    assert!(done, "{report}");
    let started = std::time::Instant::now();
    let newest = loop {
        let page = service.get("/v1/changes?since=2027-08-02&sort=-id").ok();
        if page["metadata"]["resultset"]["total"] == rows.lines().count() - 1 {
            break page["results"].clone();
        }
        assert!(started.elapsed() < std::time::Duration::from_secs(10), "{page}");
    };
    let ids: Vec<&str> = newest.as_array().expect("rows").iter().filter_map(|row| row["id"].as_str()).collect();
    assert!(ids.len() > 5 && ids.is_sorted_by(|one, two| one > two), "{ids:?}");
    let revised = service.get("/v1/changes?change_type=target_revised&localgov_code=072036").ok();
    let revised = &revised["results"][0];
    assert_eq!((&revised["before"], &revised["after"]), (&"70,000件".into(), &"80,000件".into()));
    assert_eq!(service.get("/v1/changes?since=2027-08-03").ok()["results"], serde_json::json!([]));
    assert_eq!(service.get(&format!("/v1/changes/{}", ids[0])).ok()["id"], ids[0]);
    for wrong in ["2027-02-30", "2027", "yesterday"] {
        assert_eq!(service.get(&format!("/v1/changes?since={wrong}")).status, 400, "{wrong}");
    }
}
