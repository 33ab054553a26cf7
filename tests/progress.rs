//! Progress, trends and scorecards of a real plan: the results of the rules, and the parameters.

use serde_json::Value;

use crate::Reading;
use crate::support::Service;

pub(crate) const TESTS: &[(&str, Reading)] = &[
    ("the worked examples of the rules have the same status in the real plan", worked_examples),
    ("every indicator has a status and its rule, or a reason", status_or_reason),
    ("a list can be ordered by progress in both directions", ordered_by_progress),
    ("indicators can be filtered by status, current and of a year", by_status),
    ("indicators can be filtered by revised target and by missing actual", by_flags),
    ("an indicator of a year has the target in force and the actual of that year", in_a_year),
    ("a trend as of a day has the targets in force on that day", as_of),
    ("each year of a trend has its values, achievements and status", trend_years),
    ("a trend has its revisions, inputs and citation", trend_whole),
    ("the table of a trend has a row for each value, with the texts of its year", trend_table),
    ("the trend of a sub-programme includes the achievements of its parent", joint_sheet),
    ("a scorecard counts each indicator once, by year, section and department", scorecard),
    ("a scorecard lists every revision of the plan", scorecard_revisions),
    ("invalid parameters of a trend or scorecard are rejected", rejected_parameters),
];

const PLAN: &str = "072036-gk2022";

fn indicator(service: &Service, id: &str) -> Value {
    service.get(&format!("/v1/indicators/{PLAN}-{id}")).ok()
}

fn worked_examples(service: &Service) {
    // The values of the worked examples in the rules.
    for (id, status, progress, expected, mode) in [
        ("1-3-1-dx-online", "on_track", "0.526", "0.5", "linear"),
        ("1-3-5-konbini", "on_track", "0.593", "0.5", "linear"),
        ("1-4-3-teigen", "on_track", "null", "null", "hold"),
        ("1-4-1-manzokudo", "on_track", "null", "null", "hold"),
        ("1-2-2-gyomuryo-hi", "on_track", "null", "null", "hold"),
        ("1-2-1-kaizen-wariai", "achieved", "null", "null", "linear"),
        ("1-4-6-dansei-ikukyu", "behind", "0.346", "0.5", "linear"),
        ("1-4-3-sanka-jichitai", "behind", "0", "0.5", "linear"),
        ("1-3-8-shori-nissu", "regressed", "-3.049", "0.5", "linear"),
    ] {
        let found = &indicator(service, id)["progress"];
        assert_eq!(found["status"], status, "{id}");
        assert_eq!(
            (found["ratio"].to_string(), found["expected"].to_string()),
            (progress.into(), expected.into()),
            "{id}"
        );
        assert_eq!(found["mode"], mode, "{id}");
        assert_eq!(found["formula"], "linear-v2", "{id}");
    }
    for (id, reason, met_now) in [
        ("1-3-3-telework", "no_baseline", Value::Bool(false)),
        ("1-3-2-kokai", "break_in_series", Value::Bool(true)),
        ("1-3-6-riyoritsu", "breakdown_mismatch", Value::Null),
        ("1-3-3-rpa-jikan", "no_actual", Value::Null),
        ("1-1-2-gyomu-kaizen", "target_not_numeric", Value::Null),
    ] {
        let found = &indicator(service, id)["progress"];
        assert_eq!((&found["status"], &found["reason"]), (&"not_assessable".into(), &reason.into()), "{id}");
        assert_eq!(found["met_now"], met_now, "{id}");
    }
    assert_eq!(indicator(service, "1-3-1-dx-online")["attainment"].to_string(), "0.725");
}

fn status_or_reason(service: &Service) {
    let all = service.walk("/v1/indicators?limit=1000");
    for indicator in &all {
        let progress = &indicator["progress"];
        assert_eq!(progress["status"] == "not_assessable", progress["reason"].is_string(), "{}", indicator["id"]);
        assert_eq!(progress["status"] != "not_assessable", progress["mode"].is_string(), "{}", indicator["id"]);
        if indicator["role"] == "monitoring" {
            assert_eq!(progress["reason"], "no_target", "{}", indicator["id"]);
        }
    }
    assert!(all.iter().filter(|indicator| indicator["progress"]["status"] != "not_assessable").count() > 20);
}

fn ordered_by_progress(service: &Service) {
    for year in ["", "&fiscal_year=2022"] {
        let down = service.walk(&format!("/v1/indicators?plan_id={PLAN}&sort=-progress&limit=7{year}"));
        let mut up = service.walk(&format!("/v1/indicators?plan_id={PLAN}&sort=progress&limit=11{year}"));
        up.reverse();
        assert_eq!(down, up, "{year}");
        assert_eq!(down.len(), service.walk(&format!("/v1/indicators?plan_id={PLAN}&limit=1000")).len());
        assert_eq!(down[0]["progress"]["status"], "achieved");
        assert_eq!(down[down.len() - 1]["progress"]["status"], "not_assessable");
        let linear: Vec<f64> = down
            .iter()
            .filter(|indicator| indicator["progress"]["status"] != "achieved")
            .filter_map(|indicator| indicator["progress"]["ratio"].as_f64())
            .collect();
        assert!(linear.len() > 5 && linear.is_sorted_by(|one, two| one >= two), "{linear:?}");
    }
}

fn by_status(service: &Service) {
    for year in ["", "&fiscal_year=2022", "&fiscal_year=R5"] {
        let mut counted = 0;
        for status in ["achieved", "on_track", "behind", "regressed", "missed", "not_assessable"] {
            let found = service.walk(&format!("/v1/indicators?plan_id={PLAN}&limit=1000&status={status}{year}"));
            assert!(found.iter().all(|indicator| indicator["progress"]["status"] == status), "{status}{year}");
            counted += found.len();
        }
        assert_eq!(counted, service.walk(&format!("/v1/indicators?plan_id={PLAN}&limit=1000")).len(), "{year}");
    }
    let now = service.walk("/v1/indicators?status=achieved").len();
    assert_ne!(now, service.walk("/v1/indicators?status=achieved&fiscal_year=2022").len());
}

fn by_flags(service: &Service) {
    let revised = service.walk("/v1/indicators?target_revised=true");
    assert_eq!(revised.len(), 3);
    assert!(revised.iter().all(|indicator| indicator["target_revised"] == true));
    let all = service.walk("/v1/indicators?limit=1000").len();
    for flag in ["target_revised", "no_actual"] {
        let of = |value: &str| service.walk(&format!("/v1/indicators?limit=1000&{flag}={value}")).len();
        assert_eq!(of("true") + of("false"), all, "{flag}");
        assert!(of("true") > 0, "{flag}");
    }
    let silent = service.walk("/v1/indicators?no_actual=true&role=target&limit=1000");
    assert!(silent.iter().any(|indicator| indicator["name"] == "行政手続きのオンライン化率"));
    assert!(silent.iter().all(|indicator| indicator["actual"].is_null()));
}

fn in_a_year(service: &Service) {
    let find = |query: &str| {
        let rows = service.walk(&format!("/v1/indicators?indicator_id={PLAN}-1-3-5-konbini{query}"));
        rows.into_iter().next().expect("the indicator")
    };
    let then = find("&fiscal_year=2022");
    assert_eq!((&then["target"]["value"], &then["actual"]["value"]), (&30000.into(), &42182.into()));
    assert_eq!(then["progress"]["status"], "achieved");
    let now = find("");
    assert_eq!((&now["target"]["value"], &now["actual"]["value"]), (&100_000.into(), &69940.into()));
    assert_eq!(now["progress"]["status"], "on_track");
}

fn trend(service: &Service, id: &str, query: &str) -> Value {
    service.get(&format!("/v1/indicators/{PLAN}-{id}/trend{query}")).ok()
}

fn as_of(service: &Service) {
    let then = trend(service, "1-3-5-konbini", "?as_of=2023-03-31");
    assert_eq!((&then["as_of"], &then["as_of_fiscal_year"]), (&"2023-03-31".into(), &2022.into()));
    assert_eq!(then["target"]["value"], 30000);
    assert_eq!(then["progress"]["status"], "achieved");
    assert!(!then.to_string().contains("100000") && !then.to_string().contains("69940"), "later values are left out");
    assert_eq!(then["revisions"], Value::Array(Vec::new()));
    let later = trend(service, "1-3-5-konbini", "?as_of=2023-04-01");
    assert_eq!(later["target"]["value"], 100_000, "the new target is in force from the next fiscal year");
    assert_eq!(later["revisions"][0]["after"], 100_000);
    let now = trend(service, "1-3-5-konbini", "");
    assert_eq!((&now["as_of"], &now["as_of_fiscal_year"]), (&Value::Null, &Value::Null));
}

fn year(trend: &Value, year: i64) -> Value {
    let years = trend["years"].as_array().expect("years");
    years.iter().find(|of| of["fiscal_year"] == year).unwrap_or_else(|| panic!("no {year}")).clone()
}

fn trend_years(service: &Service) {
    let trend = trend(service, "1-3-1-dx-online", "");
    let years: Vec<i64> =
        trend["years"].as_array().expect("years").iter().filter_map(|year| year["fiscal_year"].as_i64()).collect();
    assert_eq!(years, [2021, 2022, 2023, 2024, 2025], "every year up to the end of the plan");
    let status = |of: i64| year(&trend, of)["actual_status"].clone();
    assert_eq!([status(2021), status(2023)], ["reported", "reported"]);
    assert_eq!([status(2024), status(2025)], ["not_yet_due", "not_yet_due"]);
    let last = year(&trend, 2023);
    assert_eq!(last["fiscal_year_label"], "令和5年度");
    assert_eq!((&last["period_start"], &last["period_end"]), (&"2023-04-01".into(), &"2024-03-31".into()));
    assert_eq!(last["figures"][0]["value"], 50752);
    assert_eq!(last["progress"]["status"], "on_track");
    assert!(last["achievements"][0]["result"].as_str().is_some_and(|words| words.contains("50,752")));
    assert!(last["achievements"][0]["review"].is_string());
    let silent = self::trend(service, "1-3-4-online-ritsu", "");
    assert_eq!(year(&silent, 2022)["actual_status"], "not_reported");
    let broken = self::trend(service, "1-3-2-kokai", "");
    assert_eq!(year(&broken, 2023)["figures"][0]["break_reason"], "definition");
}

fn trend_whole(service: &Service) {
    let trend = trend(service, "1-3-5-konbini", "");
    let revision = &trend["revisions"][0];
    assert_eq!((&revision["before"], &revision["after"]), (&30000.into(), &100_000.into()));
    assert_eq!((&revision["superseded_in"], &revision["reason"]), (&2022.into(), &"target_met".into()));
    assert_eq!(trend["inputs"]["baseline"]["value"], 26171);
    assert_eq!(
        (&trend["inputs"]["target"]["value"], &trend["inputs"]["target"]["revision"]),
        (&100_000.into(), &2.into())
    );
    assert_eq!(trend["inputs"]["actual"]["fiscal_year"], 2023);
    let citation = &trend["citation"];
    for (language, words) in [
        (
            "ja",
            [
                "郡山市「コンビニ交付件数」",
                "2021年度 26,171件/年 → 2023年度 69,940件",
                "目標 2025年度 100,000件/年",
                "出典: 郡山市行財政改革大綱2022",
            ],
        ),
        (
            "en",
            [
                "コンビニ交付件数",
                "FY2021 26,171件/年 → FY2023 69,940件",
                "target FY2025 100,000件/年",
                "Source: 郡山市行財政改革大綱2022",
            ],
        ),
    ] {
        let line = citation[language].as_str().expect("a line");
        for part in words {
            assert!(line.contains(part), "{line} does not contain {part}");
        }
    }
}

fn trend_table(service: &Service) {
    let path = format!("/v1/indicators/{PLAN}-1-3-5-konbini/trend");
    let answer = service.get(&format!("{path}.csv"));
    assert_eq!(answer.status, 200);
    assert_eq!(answer.body, service.get_with(&path, &[("Accept", "text/csv")]).body);
    let records = crate::lists::records(answer.text());
    let column =
        |name: &str| records[0].iter().position(|header| header == name).unwrap_or_else(|| panic!("no {name}"));
    let rows = &records[1..];
    assert_eq!(answer.header("tassei-row-count"), Some("7"));
    let people = service.get(&format!("{path}.csv?excel=1&as_of=2023-03-31"));
    assert!(people.text().starts_with("\u{feff}指標ID,指標名,年度,年度_和暦,種別,"), "{}", people.text());
    assert_eq!(service.get(&format!("{path}?excel=1")).status, 400, "only CSV has a form for spreadsheets");
    assert_eq!(rows.len(), 7, "a baseline, two actuals of the total, two of a member, two targets");
    let total = |row: &&Vec<String>| row[column("breakdown_code")] == "_T" && row[column("kind")] == "actual";
    let latest = rows.iter().rfind(total).expect("an actual");
    assert_eq!((latest[column("value")].as_str(), latest[column("progress_status")].as_str()), ("69940", "on_track"));
    assert!(latest[column("result")].contains("69,940"));
    let member = rows.iter().find(|row| row[column("breakdown_code")] != "_T").expect("a member");
    assert_eq!(member[column("progress_status")], "", "a member was not assessed");
    let forces: Vec<&str> =
        rows.iter().filter(|row| row[column("kind")] == "target").map(|row| row[column("in_force")].as_str()).collect();
    assert_eq!(forces, ["false", "true"]);
}

fn joint_sheet(service: &Service) {
    let trend = trend(service, "1-1-3-iin-josei-toyoritsu", "");
    let words = &year(&trend, 2022)["achievements"][0];
    assert_eq!(words["measure_id"], format!("{PLAN}-1-1-3"), "the achievement belongs to the parent");
    assert!(words["result"].as_str().is_some_and(|result| result.contains("30.7")));
}

fn sum(counts: &Value) -> u64 {
    counts.as_object().expect("counts").values().filter_map(Value::as_u64).sum()
}

fn scorecard(service: &Service) {
    let card = service.get(&format!("/v1/plans/{PLAN}/progress")).ok();
    let targeted = service.walk(&format!("/v1/indicators?plan_id={PLAN}&role=target&limit=1000"));
    assert_eq!(sum(&card["total"]), targeted.len() as u64);
    assert_eq!(card["coverage"]["with_target"], targeted.len());
    for (status, count) in card["total"].as_object().expect("counts") {
        assert_eq!(
            service.walk(&format!("/v1/indicators?plan_id={PLAN}&role=target&limit=1000&status={status}")).len() as u64,
            count.as_u64().expect("a count"),
            "{status}"
        );
    }
    for year in card["years"].as_array().expect("years") {
        assert_eq!(sum(&year["counts"]), targeted.len() as u64);
        let of = year["fiscal_year"].as_i64().expect("a year");
        let own = service.get(&format!("/v1/plans/{PLAN}/progress?fiscal_year={of}")).ok();
        assert_eq!(own["total"], year["counts"], "{of}");
        let behind = service
            .walk(&format!("/v1/indicators?plan_id={PLAN}&role=target&limit=1000&status=behind&fiscal_year={of}"));
        assert_eq!(year["counts"]["behind"], behind.len(), "{of}");
    }
    let sections = card["sections"].as_array().expect("sections");
    assert_eq!(sections[0]["counts"], card["total"], "the top section contains the whole plan");
    let under: u64 = sections[1..].iter().map(|section| sum(&section["counts"])).sum();
    assert_eq!(under, targeted.len() as u64);
    let citizens = card["departments"].as_array().expect("departments").iter().find(|one| one["name"] == "市民課");
    assert_eq!(sum(&citizens.expect("the department")["counts"]), 3);
    let reasons: u64 =
        card["coverage"]["reasons"].as_array().expect("reasons").iter().filter_map(|one| one["count"].as_u64()).sum();
    assert_eq!(card["total"]["not_assessable"], reasons);
}

fn scorecard_revisions(service: &Service) {
    let card = service.get(&format!("/v1/plans/{PLAN}/progress")).ok();
    let revisions: Vec<(i64, String)> = card["revisions"]
        .as_array()
        .expect("revisions")
        .iter()
        .map(|one| {
            (one["superseded_in"].as_i64().expect("a year"), one["indicator_name"].as_str().expect("a name").to_owned())
        })
        .collect();
    let names = ["コンビニ交付件数", "オンライン決済取扱件数", "1週間以上の育児休業を取得する男性職員の割合"];
    assert_eq!(revisions.len(), names.len(), "{revisions:?}");
    assert_eq!(revisions[0], (2022, names[0].to_owned()));
    for name in &names[1..] {
        assert!(revisions.contains(&(2023, (*name).to_owned())), "{name}");
    }
}

fn rejected_parameters(service: &Service) {
    let trend = format!("/v1/indicators/{PLAN}-1-3-5-konbini/trend");
    let card = format!("/v1/plans/{PLAN}/progress");
    for (path, status, code, parameter) in [
        (format!("{trend}?as_of=2023-02-31"), 400, "invalid_parameter", "as_of"),
        (format!("{trend}?as_of=2023"), 400, "invalid_parameter", "as_of"),
        (format!("{trend}?as_of="), 400, "invalid_parameter", "as_of"),
        (format!("{trend}?as_of=2023-03-31&as_of=2023-03-31"), 400, "repeated_parameter", "as_of"),
        (format!("{trend}?fiscal_year=2022"), 400, "unknown_parameter", "fiscal_year"),
        (format!("{card}?fiscal_year=2022..2023"), 400, "invalid_parameter", "fiscal_year"),
        (format!("{card}?as_of=2023-03-31"), 400, "unknown_parameter", "as_of"),
        ("/v1/indicators?fiscal_year=2022,2023".to_owned(), 400, "invalid_parameter", "fiscal_year"),
        ("/v1/indicators?fiscal_year=2022..2023".to_owned(), 400, "invalid_parameter", "fiscal_year"),
        ("/v1/indicators?status=good".to_owned(), 400, "invalid_parameter", "status"),
        ("/v1/indicators?target_revised=yes".to_owned(), 400, "invalid_parameter", "target_revised"),
    ] {
        let answer = service.get(&path);
        assert_eq!((answer.status, &answer.json()["code"]), (status, &code.into()), "{path}: {}", answer.text());
        assert_eq!(answer.json()["parameter"], parameter, "{path}");
    }
    for path in ["/v1/indicators/zzz/trend", "/v1/plans/072036-gk2023/progress"] {
        assert_eq!(service.get(path).json()["code"], "unknown_id", "{path}");
    }
}
