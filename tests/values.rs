//! Values: nothing is lost between the printed document and the response.

use serde_json::Value;

use crate::Reading;
use crate::support::Service;

pub(crate) const TESTS: &[(&str, Reading)] = &[
    ("decimals are printed as the document prints them, in JSON and in CSV", exact_decimals),
    ("null, zero and not set are distinguished in every format", null_zero_not_set),
    ("a revised target has both values, the year and the reason", revised_target),
    ("a break in a series has a reason and a note", breaks),
    ("a total that is not printed is not computed", no_total),
    ("a doubt has a note", doubts),
    ("a value names its document and the location in it", provenance),
    ("a measure includes everything that belongs to it", whole_measure),
    ("an indicator has its baseline, target in force and latest actual", indicator_values),
];

fn observation(service: &Service, id: &str) -> Value {
    service.get(&format!("/v1/observations/072036-gk2022-{id}")).ok()
}

fn exact_decimals(service: &Service) {
    for (id, printed) in [
        ("1-3-1-dx-online-baseline-fy2021-r1", "29381"),
        ("1-3-6-riyoritsu_kojin-actual-fy2023-r1", "57.0"),
        ("1-1-3-iin-josei-toyoritsu-actual-fy2022-r1", "30.7"),
    ] {
        let answer = service.get(&format!("/v1/observations/072036-gk2022-{id}"));
        assert!(answer.text().contains(&format!("\"value\":{printed},")), "{id}: {}", answer.text());
    }
    let all = service.get("/v1/observations.csv?fields=value");
    for printed in ["85.36", "100.0", "29381", "57.0"] {
        assert!(all.text().lines().any(|line| line == printed), "{printed} is not in the CSV");
    }
    let json = service.get("/v1/observations?limit=1000");
    for printed in ["85.36", "100.0", "29381", "57.0"] {
        assert!(json.text().contains(&format!("\"value\":{printed},")), "{printed} is not in the JSON");
    }
}

fn null_zero_not_set(service: &Service) {
    let rows = service.walk("/v1/observations?limit=1000");
    let zero: Vec<&Value> = rows.iter().filter(|row| row["value"].as_f64() == Some(0.0)).collect();
    let words: Vec<&Value> = rows.iter().filter(|row| row["value_status"] == "qualitative").collect();
    let not_set: Vec<&Value> = rows.iter().filter(|row| row["value_status"] == "not_set").collect();
    assert!(!zero.is_empty() && !words.is_empty() && !not_set.is_empty());
    assert!(zero.iter().all(|row| row["value_status"] == "given" && !row["value"].is_null()));
    assert!(words.iter().chain(&not_set).all(|row| row["value"].is_null() && row["value_text"].is_string()));
    let csv = service.get("/v1/observations.csv?fields=id,value,value_status");
    for (row, cells) in [(zero[0], ",0,given"), (words[0], ",,qualitative"), (not_set[0], ",,not_set")] {
        let line = format!("{}{cells}", row["id"].as_str().expect("an id"));
        assert!(csv.text().lines().any(|found| found == line), "{line}");
    }
}

fn revised_target(service: &Service) {
    let first = observation(service, "1-3-5-konbini-target-fy2025-r1");
    let second = observation(service, "1-3-5-konbini-target-fy2025-r2");
    assert_eq!((&first["value"], &first["revision"]), (&30000.into(), &1.into()));
    assert_eq!((&first["superseded_in"], &first["revision_reason"]), (&2022.into(), &"target_met".into()));
    assert_eq!((&second["value"], &second["set_in"]), (&100_000.into(), &2023.into()));
    assert_eq!(second["superseded_in"], Value::Null);
    let indicator = service.get("/v1/indicators/072036-gk2022-1-3-5-konbini").ok();
    assert_eq!(indicator["target"]["value"], 100_000);
    assert_eq!(indicator["target"]["revision"], 2);
    assert_eq!(indicator["target_revised"], true);
}

fn breaks(service: &Service) {
    let broken = observation(service, "1-3-2-kokai-actual-fy2023-r1");
    assert_eq!(broken["value"], 285);
    assert_eq!(broken["break_reason"], "definition");
    assert!(broken["break_note"].as_str().is_some_and(|note| !note.is_empty()));
    let before = observation(service, "1-3-2-kokai-actual-fy2022-r1");
    assert_eq!(before["break_reason"], Value::Null);
}

fn no_total(service: &Service) {
    let indicator = service.get("/v1/indicators/072036-gk2022-1-3-6-riyoritsu").ok();
    assert_eq!(indicator["target"]["value"].to_string(), "65.0");
    assert_eq!(indicator["actual"], Value::Null, "results are printed by tax only");
    let rows = indicator["observations"].as_array().expect("observations");
    let actuals: Vec<&Value> = rows.iter().filter(|row| row["kind"] == "actual").collect();
    assert!(actuals.len() > 2 && actuals.iter().all(|row| row["breakdown"]["code"] != "_T"));
    let filed = observation(service, "1-3-6-kensu_kojin-actual-fy2022-r1");
    assert_eq!((&filed["value"], &filed["denominator"]), (&15006.into(), &28043.into()));
    assert_eq!(filed["breakdown"]["name"], "個人市民税");
}

fn doubts(service: &Service) {
    let rows = service.walk("/v1/observations?limit=1000");
    let doubtful: Vec<&Value> = rows.iter().filter(|row| !row["doubt"].is_null()).collect();
    assert!(doubtful.iter().any(|row| row["doubt"] == "block_order"));
    for row in doubtful {
        assert!(row["note"].as_str().is_some_and(|note| !note.is_empty()), "{} has a doubt without a note", row["id"]);
    }
}

fn provenance(service: &Service) {
    let rows = service.walk("/v1/observations?plan_id=072036-gk2022&limit=1000");
    let known = service.get("/v1/sources/072036-src-gk2022").ok();
    assert_eq!(known["observation_count"], rows.len());
    for row in rows {
        assert_eq!(row["source"]["id"], "072036-src-gk2022");
        assert!(row["source"]["place"].as_str().is_some_and(|place| place.len() > 3), "{} has no location", row["id"]);
    }
}

fn whole_measure(service: &Service) {
    let measure = service.get("/v1/measures/072036-gk2022-1-3-5").ok();
    assert_eq!(measure["name"], "窓口業務のオンライン化推進事業");
    assert_eq!(measure["departments"][0]["name"], "市民課");
    assert_eq!(measure["lead_departments"], serde_json::json!(["市民課"]));
    assert_eq!(measure["indicators"].as_array().map(Vec::len), Some(3));
    let years: Vec<i64> = measure["achievements"]
        .as_array()
        .expect("achievements")
        .iter()
        .filter_map(|record| record["fiscal_year"].as_i64())
        .collect();
    assert_eq!(years, [2022, 2023]);
    assert!(measure["actions"].as_array().is_some_and(|actions| !actions.is_empty()));
    let parent = service.get("/v1/measures/072036-gk2022-1-3-1").ok();
    assert_eq!(parent["sub_programmes"].as_array().map(Vec::len), Some(4));
}

fn indicator_values(service: &Service) {
    let indicator = service.get("/v1/indicators/072036-gk2022-1-3-1-dx-online").ok();
    let value = |name: &str| (indicator[name]["fiscal_year"].clone(), indicator[name]["value"].clone());
    assert_eq!(value("baseline"), (2021.into(), 29381.into()));
    assert_eq!(value("target"), (2025.into(), 70000.into()));
    assert_eq!(value("actual"), (2023.into(), 50752.into()));
    assert_eq!(indicator["target_revised"], false);
    assert_eq!(indicator["unit"], "件");
}
