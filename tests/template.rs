//! What a clerk starts from: the empty tables, their examples and their explanations.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Output;

use tassei::model::{Kind, Need, Scope, TABLES, Table};

use crate::Plain;
use crate::support::{self, folder, tassei, workbook};

pub(crate) const TESTS: &[(&str, Plain)] = &[
    ("a header of the workbook shows by its look what must be filled in, and ids are seen whole", looks),
    ("every example is a fact of a document of the bundled data", facts),
    ("the examples of all tables together are a dataset without error or warning, as CSV files", examples_of_files),
    ("CSV files to be filled in need a code, and begin so that Excel reads them; exports do not", byte_order_mark),
    ("the examples of all tables together are a dataset without error or warning, in the workbook", examples_of_sheets),
];

fn run(arguments: &[&str]) -> Output {
    let data_dir = tempfile::tempdir().expect("a folder can be made");
    tassei(data_dir.path(), None).args(arguments).output().expect("the program runs")
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout)
}

/// Checks an input that must have no error and no warning, and a row in every table.
fn is_whole(input: &Path) {
    let output = run(&["check", &input.display().to_string(), "--format", "json", "--lang", "en"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((&report["errors"], &report["warnings"]), (&0.into(), &0.into()), "{report:#}");
    assert!(output.status.success());
    let rows = report["rows"].as_object().expect("rows");
    assert_eq!(rows.len(), 13);
    assert!(rows.values().all(|count| count == 1), "{rows:?}");
}

fn government_tables() -> impl Iterator<Item = &'static Table> {
    TABLES.iter().copied().filter(|table| table.scope == Scope::Government)
}

/// What an element of XML says of itself: the values of `name` in the tags `tag`, in order.
fn attributes(xml: &str, tag: &str, name: &str) -> Vec<String> {
    xml.split(&format!("<{tag} "))
        .skip(1)
        .map(|rest| {
            let inside = rest.split('>').next().expect("a tag ends");
            let value = inside.split(&format!("{name}=\"")).nth(1).and_then(|rest| rest.split('"').next());
            value.unwrap_or_default().to_owned()
        })
        .collect()
}

fn looks() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("plan.xlsx");
    assert!(run(&["template", "--out", &path.display().to_string()]).status.success());
    let parts = workbook::parts(&std::fs::read(&path).expect("a workbook"));
    let part = |name: &str| String::from_utf8(parts[name].clone()).expect("UTF-8");
    let styles = part("xl/styles.xml");
    let fills = attributes(styles.split("<cellXfs").nth(1).expect("formats of cells"), "xf", "fillId");
    let mut looks: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (table, number) in government_tables().zip(2..) {
        let sheet = part(&format!("xl/worksheets/sheet{number}.xml"));
        let first = sheet.split("<row ").nth(1).expect("a row");
        let widths = attributes(&sheet, "col", "width");
        let (from, to) = (attributes(&sheet, "col", "min"), attributes(&sheet, "col", "max"));
        let wide = |place: usize| {
            let range = |from: &str, to: &str| from.parse::<usize>().expect("a place")..=to.parse().expect("a place");
            let found = (0..widths.len()).find(|at| range(&from[*at], &to[*at]).contains(&(place + 1)));
            widths[found.expect("a width")].parse::<f64>().expect("a number")
        };
        let cells = attributes(first, "c", "s");
        assert_eq!(cells.len(), table.columns.len());
        for (place, (column, style)) in table.columns.iter().zip(&cells).enumerate() {
            let need = match column.need {
                Need::Required => "required",
                Need::Recommended => "recommended",
                Need::Optional => "optional",
            };
            looks.entry(need).or_default().insert(fills[style.parse::<usize>().expect("a number")].clone());
            if matches!(column.kind, Kind::Id | Kind::Reference(_)) {
                assert!(wide(place) > f64::from(u8::try_from(column.example.len()).expect("short")), "{}", column.name);
            }
        }
    }
    let of_all: BTreeSet<&String> = looks.values().flatten().collect();
    assert_eq!((looks.len(), of_all.len()), (3, 3), "one look for each need: {looks:?}");
    // The sheet that explains has them all in its legend.
    let explained = attributes(&part("xl/worksheets/sheet1.xml"), "c", "s");
    let legend: BTreeSet<&String> =
        explained.iter().filter_map(|style| fills.get(style.parse::<usize>().unwrap_or(0))).collect();
    assert!(legend.is_superset(&of_all), "{legend:?}");
}

fn facts() {
    for table in government_tables() {
        let file = folder(&format!("data/072036/072036_{}.csv", table.name));
        let records = crate::lists::records(&std::fs::read_to_string(file).expect("a table"));
        let id = table.column("id").expect("an id").example_cell();
        let row = records.iter().find(|record| record[1] == id).unwrap_or_else(|| panic!("no {id}"));
        for (column, cell) in table.columns.iter().zip(row) {
            // The rows of one measure are a part of the plan, however much of it the data holds. Long texts may be
            // shown in part.
            let is_there = column.name == "coverage" || cell.contains(column.example_cell());
            assert!(is_there, "{id}: {} is {cell:?}, not {:?}", column.name, column.example_cell());
        }
    }
}

fn examples_of_files() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().display().to_string();
    let output = run(&["template", "--csv", "--localgov-code", "072036", "--out", &out]);
    assert!(output.status.success(), "{}", text(&output));
    for entry in std::fs::read_dir(folder.path()).expect("a folder") {
        let path = entry.expect("an entry").path();
        let table = std::fs::read_to_string(&path).expect("UTF-8");
        assert_eq!(table.matches("記入例").count(), 1, "{}", path.display());
        std::fs::write(&path, table.replace("記入例", "")).expect("written");
    }
    is_whole(folder.path());
}

fn examples_of_sheets() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("plan.xlsx");
    let output = run(&["template", "--out", &path.display().to_string()]);
    assert!(output.status.success(), "{}", text(&output));
    // The text of every cell stands in one part of the book, once.
    let mut parts: BTreeMap<String, Vec<u8>> = workbook::parts(&std::fs::read(&path).expect("a workbook"));
    let texts = parts.get_mut("xl/sharedStrings.xml").expect("texts");
    let before = String::from_utf8(texts.clone()).expect("UTF-8");
    let after = before.replace("<t>記入例</t>", "<t>例だったもの</t>");
    assert_ne!(before, after);
    *texts = after.into_bytes();
    std::fs::write(&path, workbook::of(&parts)).expect("written");
    is_whole(&path);
}

fn byte_order_mark() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("empty").display().to_string();
    for (language, words) in [("ja", "--localgov-code も要ります"), ("en", "--csv needs --localgov-code too")] {
        let output = run(&["template", "--csv", "--out", &out, "--lang", language]);
        assert_eq!(output.status.code(), Some(1));
        assert!(text(&output).contains(words), "{}", text(&output));
    }
    assert!(!Path::new(&out).exists(), "nothing is written without a code");
    assert!(run(&["template", "--csv", "--localgov-code", "072036", "--out", &out]).status.success());
    let begins = |path: &Path| std::fs::read(path).expect("a file").starts_with(b"\xef\xbb\xbf");
    assert!(begins(&Path::new(&out).join("072036_plans.csv")));
    let data = support::folder("examples/small-city").display().to_string();
    let (data_dir, exported) = (folder.path().join("data"), folder.path().join("exported"));
    let (data_dir, exported) = (data_dir.display().to_string(), exported.display().to_string());
    assert!(run(&["import", "--data-dir", &data_dir, &data]).status.success());
    assert!(run(&["export", "--data-dir", &data_dir, "--out", &exported]).status.success());
    assert!(!begins(&Path::new(&exported).join("990019/990019_plans.csv")));
}
