//! Lists: pages, cursors, orders, filters, and the same rows in every table format.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::Reading;
use crate::contract::{lists, lists_sorted_by, table, with};
use crate::support::Service;

pub(crate) const TESTS: &[(&str, Reading)] = &[
    ("paging through any list returns every row once, and the same rows as its CSV", pages_equal_csv),
    ("paging in order of fiscal year returns every row in both directions", paging_by_fiscal_year),
    ("a page reports the size of the list and links to the next page", page_metadata),
    ("filtering by a section or measure includes its descendants", descendants),
    ("several values of a filter are alternatives, repeated or separated by commas", alternatives),
    ("the department filter accepts ids and names", departments),
    ("the fiscal year filter accepts every notation", fiscal_years),
    ("fields selects the columns of a CSV", selected_columns),
    ("JSON Lines contain the rows of the pages", json_lines),
    ("a CSV for spreadsheets has a BOM, CRLF, Japanese headers and no formulas", spreadsheet_csv),
    ("every column of every list has a Japanese header of its own", japanese_headers),
    ("a CSV reports its number of rows", row_count),
    ("an SDG target does not match its prefix", sdg_targets),
    ("several values of a filter give the rows of each, in one order", several_values),
    ("a tag of a measure holds for its sub-programmes", inherited_tags),
    ("a department is found in any spelling, with what is under it", department_names),
    ("an indicator that was taken out leads to its measure", taken_out),
    ("the outline of a plan contains every section and measure once", outline),
];

/// Returns the records of a CSV file; the first is the header.
pub(crate) fn records(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|record| record.expect("well-formed CSV").iter().map(str::to_owned).collect()).collect()
}

/// Flattens a row of JSON into the cells that the CSV must have.
fn flat(value: &Value, prefix: &str, cells: &mut Vec<(String, String)>) {
    for (key, member) in value.as_object().expect("a row is an object") {
        let name = format!("{prefix}{key}");
        match member {
            Value::Object(_) => flat(member, &format!("{name}_"), cells),
            Value::Null => cells.push((name, String::new())),
            Value::String(text) => cells.push((name, text.replace('\\', "\\\\").replace('\n', "\\n"))),
            Value::Array(items) => {
                let items: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
                cells.push((name, items.join(";")));
            }
            other => cells.push((name, other.to_string())),
        }
    }
}

fn pages_equal_csv(service: &Service) {
    for list in lists(service) {
        let paged = service.walk(&with(&list, "limit=7"));
        let whole = service.walk(&with(&list, "limit=1000"));
        assert_eq!(paged, whole, "{list}");
        let key = if list == "/v1/local_governments" { "localgov_code" } else { "id" };
        let ids: BTreeSet<&str> = paged.iter().filter_map(|row| row[key].as_str()).collect();
        assert_eq!(ids.len(), paged.len(), "{list} returns a row twice");
        let response = service.get(&table(&list, "csv"));
        let mut records = records(response.text()).into_iter();
        let header = records.next().expect("a header");
        let records: Vec<Vec<String>> = records.collect();
        assert_eq!(records.len(), paged.len(), "{list}");
        for (row, record) in paged.iter().zip(&records) {
            let mut cells = Vec::new();
            flat(row, "", &mut cells);
            for (name, cell) in &cells {
                // A null object becomes an empty cell for each of its fields.
                let Some(index) = header.iter().position(|column| column == name) else {
                    assert!(
                        cell.is_empty() && header.iter().any(|column| column.starts_with(&format!("{name}_"))),
                        "{list}: {name}"
                    );
                    continue;
                };
                assert_eq!(&record[index], cell, "{list}: {name} of {}", row[key]);
            }
        }
    }
}

fn paging_by_fiscal_year(service: &Service) {
    let lists = lists_sorted_by(service, "fiscal_year");
    assert!(lists.contains(&"/v1/observations".to_owned()), "{lists:?}");
    for list in &lists {
        let ascending = service.walk(&with(list, "sort=fiscal_year&limit=3"));
        let mut descending = service.walk(&with(list, "sort=-fiscal_year&limit=4"));
        let key =
            |row: &Value| (row["fiscal_year"].as_i64().unwrap_or(0), row["id"].as_str().unwrap_or_default().to_owned());
        assert!(ascending.is_sorted_by_key(key), "{list} is not in order");
        descending.reverse();
        assert_eq!(ascending, descending, "{list}");
        assert_eq!(ascending.len(), service.walk(list).len(), "{list}");
    }
}

fn page_metadata(service: &Service) {
    let response = service.get("/v1/observations?limit=2&kind=target");
    let page = response.ok();
    let metadata = &page["metadata"];
    assert_eq!(metadata["resultset"]["count"], 2);
    assert_eq!(metadata["resultset"]["limit"], 2);
    // Sorted by name: two orders of the same parameters are one resource with one entity tag.
    assert_eq!(metadata["links"]["self"], "/v1/observations?kind=target&limit=2");
    assert_eq!(metadata["licenses"][0]["name"], "CC-BY-4.0");
    let next = metadata["links"]["next"].as_str().expect("a next page");
    assert!(next.starts_with("/v1/observations?"), "links are relative references: {next}");
    assert!(response.header("link").is_some_and(|link| link.contains(&format!("<{next}>; rel=\"next\""))));
    let last = service.get("/v1/plans").ok();
    assert_eq!(last["metadata"]["links"]["next"], Value::Null);
}

fn descendants(service: &Service) {
    let whole = service.walk("/v1/measures?plan_id=072036-gk2022");
    let under = service.walk("/v1/measures?section_id=072036-gk2022-1");
    assert_eq!(whole.len(), under.len(), "all measures are below the only goal");
    let third = service.walk("/v1/measures?section_id=072036-gk2022-1-3");
    assert!(!third.is_empty() && third.len() < whole.len());
    assert!(third.iter().all(|measure| measure["section_id"] == "072036-gk2022-1-3"));
    let programme = service.walk("/v1/indicators?measure_id=072036-gk2022-1-3-1");
    assert!(programme.iter().any(|indicator| indicator["measure_id"] == "072036-gk2022-1-3-1-dx"));
    assert!(programme.iter().all(|indicator| {
        indicator["measure_id"]
            .as_str()
            .is_some_and(|id| id.starts_with("072036-gk2022-1-3-1-") || id == "072036-gk2022-1-3-1")
    }));
}

fn alternatives(service: &Service) {
    let targets = service.walk("/v1/observations?kind=target").len();
    let baselines = service.walk("/v1/observations?kind=baseline").len();
    assert!(targets > 0 && baselines > 0);
    for query in ["kind=target,baseline", "kind=target&kind=baseline", "kind=target&kind=baseline,target"] {
        assert_eq!(service.walk(&format!("/v1/observations?{query}")).len(), targets + baselines, "{query}");
    }
}

fn departments(service: &Service) {
    let by_id = service.walk("/v1/indicators?department=072036-dept-shimin");
    let by_name = service.walk("/v1/indicators?localgov_code=072036&department=%E5%B8%82%E6%B0%91%E8%AA%B2");
    assert!(!by_id.is_empty());
    assert_eq!(by_id, by_name);
    assert!(by_id.iter().any(|indicator| indicator["name"] == "コンビニ交付件数"));
    assert!(service.walk("/v1/measures?department=%E5%AE%87%E5%AE%99%E8%AA%B2").is_empty());
}

fn fiscal_years(service: &Service) {
    let plain = service.walk("/v1/observations?fiscal_year=2022");
    assert!(!plain.is_empty() && plain.iter().all(|row| row["fiscal_year"] == 2022));
    for form in [
        "R4",
        "2022%E5%B9%B4%E5%BA%A6",
        "%E4%BB%A4%E5%92%8C4%E5%B9%B4%E5%BA%A6",
        "%EF%BC%92%EF%BC%90%EF%BC%92%EF%BC%92",
    ] {
        assert_eq!(service.walk(&format!("/v1/observations?fiscal_year={form}")), plain, "{form}");
    }
    let both = service.walk("/v1/observations?fiscal_year=2023").len() + plain.len();
    for form in ["2022..2023", "2023..2022", "2022,2023", "R4..R5", "2022..2023,2023"] {
        assert_eq!(service.walk(&format!("/v1/observations?fiscal_year={form}")).len(), both, "{form}");
    }
}

fn selected_columns(service: &Service) {
    for fields in ["fields=value,id", "fields=value&fields=id"] {
        let response = service.get(&format!("/v1/observations.csv?{fields}&kind=target"));
        let records = records(response.text());
        assert_eq!(records[0], ["id", "value"], "{fields}: in the order of the table");
        assert!(records.len() > 1 && records.iter().all(|record| record.len() == 2), "{fields}");
    }
}

fn json_lines(service: &Service) {
    for list in lists(service) {
        let response = service.get(&table(&list, "jsonl"));
        assert_eq!(response.header("content-type"), Some("application/jsonl"), "{list}");
        let lines: Vec<Value> = response.text().lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        assert_eq!(lines, service.walk(&with(&list, "limit=1000")), "{list}");
        assert_eq!(response.header("tassei-row-count"), Some(lines.len().to_string().as_str()), "{list}");
    }
    let chosen = service.get("/v1/observations.jsonl?fields=source_place,value,id&kind=baseline");
    let line: Value = serde_json::from_str(chosen.text().lines().next().expect("a line")).expect("JSON");
    assert_eq!(line.as_object().expect("an object").keys().collect::<Vec<_>>(), ["id", "value", "source_place"]);
    assert!(line["source_place"].is_string());
}

fn spreadsheet_csv(service: &Service) {
    let response = service.get("/v1/achievements.csv?excel=1");
    let text = response.text().strip_prefix('\u{feff}').expect("a BOM");
    assert!(text.starts_with("ID,全国地方公共団体コード,地方公共団体名,"), "{}", &text[..90]);
    assert!(text.ends_with("\r\n") && !text.contains("\\n"));
    let records = records(text);
    assert_eq!(records.len(), service.walk("/v1/achievements?limit=1000").len() + 1);
    let index = records[0].iter().position(|header| header == "実績").expect("the column of results");
    assert!(records[1..].iter().any(|record| record[index].contains('\n')), "line breaks stay as they are");
    let formulas = records[1..].iter().flatten().any(|cell| cell.starts_with(['=', '+', '@']));
    assert!(!formulas);
    let plain = service.get("/v1/achievements.csv?header=ja");
    assert!(plain.text().starts_with("ID,全国地方公共団体コード,地方公共団体名,") && !plain.text().contains('\r'));
    let exact = service.get("/v1/achievements.csv");
    assert_eq!(
        plain.text().split_once('\n').map(|(_, rest)| rest),
        exact.text().split_once('\n').map(|(_, rest)| rest)
    );
}

fn japanese_headers(service: &Service) {
    for list in lists(service) {
        let physical = records(service.get(&table(&list, "csv")).text()).remove(0);
        let japanese = records(service.get(&with(&table(&list, "csv"), "header=ja")).text()).remove(0);
        assert_eq!(japanese.iter().collect::<BTreeSet<_>>().len(), physical.len(), "{list}: {japanese:?}");
        for (name, header) in physical.iter().zip(&japanese) {
            let named = matches!(name.as_str(), "id" | "url") || name != header;
            assert!(
                named && !header.contains('_') || header.contains(|letter: char| !letter.is_ascii()),
                "{list}: {name} has the header {header}"
            );
        }
    }
}

fn row_count(service: &Service) {
    for list in lists(service) {
        let response = service.get(&table(&list, "csv"));
        let rows = response.text().lines().count() - 1;
        assert_eq!(response.header("tassei-row-count"), Some(rows.to_string().as_str()), "{list}");
        assert!(response.header("content-type").is_some_and(|kind| kind.starts_with("text/csv; charset=utf-8")));
        assert!(!response.body.starts_with(b"\xef\xbb\xbf"), "{list}: no BOM unless excel=1");
    }
}

fn sdg_targets(service: &Service) {
    let tagged = service.walk("/v1/measures?sdg=17.14");
    assert!(!tagged.is_empty());
    let has_target =
        |measure: &Value| measure["sdg_targets"].as_array().is_some_and(|targets| targets.contains(&"17.14".into()));
    assert!(tagged.iter().all(has_target));
    assert!(
        service.walk("/v1/measures?sdg=17.1").iter().all(|measure| {
            measure["sdg_targets"].as_array().is_some_and(|targets| targets.contains(&"17.1".into()))
        })
    );
}

fn several_values(service: &Service) {
    for (list, name, values, number) in [
        ("/v1/observations", "localgov_code", ["072036", "072028"], "fiscal_year"),
        ("/v1/observations", "plan_id", ["102113-gk4", "072044-kozo03"], "fiscal_year"),
        ("/v1/observations", "kind", ["target", "baseline"], "fiscal_year"),
        ("/v1/achievements", "localgov_code", ["072036", "072028"], "fiscal_year"),
        ("/v1/indicators", "plan_id", ["072036-jinzai2023", "072028-gyokaku"], "progress"),
        ("/v1/measures", "localgov_code", ["072044", "072036"], "id"),
    ] {
        for sort in ["id".to_owned(), "-id".to_owned(), number.to_owned(), format!("-{number}")] {
            let rows = |value: &str| service.walk(&format!("{list}?{name}={value}&sort={sort}&limit=7"));
            let ids = |rows: &[Value]| rows.iter().map(|row| row["id"].to_string()).collect::<Vec<_>>();
            let both = ids(&rows(&values.join(",")));
            let each = values.map(|value| ids(&rows(value)));
            assert_eq!(both.len(), each.iter().map(Vec::len).sum::<usize>(), "{list} by {name}, {sort}");
            for own in each {
                let kept: Vec<&String> = both.iter().filter(|id| own.contains(id)).collect();
                assert_eq!(kept, own.iter().collect::<Vec<_>>(), "{list} by {name}, {sort}");
            }
            if sort.ends_with("id") {
                assert!(both.is_sorted() || both.iter().rev().is_sorted(), "{list} by {name}, {sort}: {both:?}");
            }
        }
    }
}

fn inherited_tags(service: &Service) {
    let indicators = service.walk("/v1/indicators?sdg=5.5");
    for name in ["女性委員登用率", "公募委員比率"] {
        assert!(indicators.iter().any(|indicator| indicator["name"] == name), "{name}: {indicators:?}");
    }
    let sheet = service.get("/v1/measures/072036-gk2022-1-1-3").ok();
    assert!(sheet["sdg_targets"].as_array().expect("targets").contains(&"5.5".into()), "{sheet}");
    assert_eq!(sheet["inherited_tags"], json!([]));
    let part = service.get("/v1/measures/072036-gk2022-1-1-3-iin").ok();
    assert_eq!((&part["sdg_targets"], &part["inherited_tags"]), (&sheet["sdg_targets"], &sheet["sdg_targets"]));
}

fn department_names(service: &Service) {
    let measures = |name: &str| -> BTreeSet<String> {
        let found = service.walk(&with("/v1/measures", &format!("department={name}")));
        found.iter().map(|measure| measure["id"].as_str().expect("an id").to_owned()).collect()
    };
    let in_charge = measures("ＤＸ戦略課");
    assert!(!in_charge.is_empty());
    assert_eq!(measures("dx戦略課"), in_charge);
    let department = measures("企画調整課");
    for office in ["スマートシティ推進室", "庁舎整備室"] {
        let own = measures(office);
        assert!(!own.is_empty() && own.is_subset(&department), "{office}: {own:?}");
    }
    // An id of another government has no departments here.
    assert_eq!(service.walk(&with("/v1/measures", "department=企画調整課&localgov_code=072036")).len(), 0);
}

fn taken_out(service: &Service) {
    for (path, measure) in [
        ("indicators/072036-gk2022-1-1-1-kakari-center", "072036-gk2022-1-1-1"),
        ("observations/072036-gk2022-1-1-1-kakari-center-actual-fy2023-20230401-r1", "072036-gk2022-1-1-1"),
        ("indicators/072028-gyokaku-2-1-02-03-yugu-koshin-hoka", "072028-gyokaku-2-1-02-03"),
        ("observations/072028-gyokaku-2-1-02-03-yugu-koshin-hoka-actual-fy2022-r1", "072028-gyokaku-2-1-02-03"),
    ] {
        let response = service.get(&format!("/v1/{path}"));
        let location = format!("/v1/measures/{measure}");
        assert_eq!((response.status, response.header("location")), (308, Some(location.as_str())), "{path}");
        service.get(&location).ok();
    }
    let problem = service.get("/v1/observations?indicator_id=072036-gk2022-1-1-1-kakari-center");
    assert_eq!(problem.status, 404);
    let problem: Value = serde_json::from_slice(&problem.body).expect("JSON");
    assert_eq!(problem["nearest"], "072036-gk2022-1-1-1", "{problem}");
}

fn outline(service: &Service) {
    fn count(section: &Value, sections: &mut usize, measures: &mut usize) {
        *sections += 1;
        for measure in section["measures"].as_array().expect("measures") {
            *measures += 1 + measure["sub_programmes"].as_array().map_or(0, Vec::len);
        }
        for subsection in section["sections"].as_array().expect("sections") {
            count(subsection, sections, measures);
        }
    }
    let outline = service.get("/v1/plans/072036-gk2022/outline").ok();
    let (mut sections, mut measures) = (0, 0);
    for section in outline["sections"].as_array().expect("sections") {
        count(section, &mut sections, &mut measures);
    }
    assert_eq!(sections, service.walk("/v1/sections?plan_id=072036-gk2022").len());
    assert_eq!(measures, service.walk("/v1/measures?plan_id=072036-gk2022").len());
    assert_eq!(outline["sections"][0]["sections"][2]["measures"][0]["name"], "デジタルファースト推進事業");
}
