//! Templates: empty tables, their example rows and their help sheets.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Output;

use tassei::model::{Kind, Need, Scope, TABLES, Table};

use crate::Plain;
use crate::support::{self, folder, tassei, workbook};

pub(crate) const TESTS: &[(&str, Plain)] = &[
    ("headers of the workbook are formatted by need, and id columns are wide enough", header_formats),
    ("every example is taken from the bundled data", examples_in_data),
    ("the example rows are a valid dataset as CSV files", csv_examples),
    ("CSV templates need a code and have a byte order mark; exports do not", byte_order_mark),
    ("the example rows are a valid dataset in the workbook", workbook_examples),
];

fn run(arguments: &[&str]) -> Output {
    let data_dir = tempfile::tempdir().expect("a folder can be made");
    tassei(data_dir.path(), None).args(arguments).output().expect("the program runs")
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout)
}

/// Asserts that an input has no errors and no warnings, and one row in every table.
fn assert_valid(input: &Path) {
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

/// Returns the values of the attribute `name` of all elements `tag`, in order.
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

fn header_formats() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("plan.xlsx");
    assert!(run(&["template", "--out", &path.display().to_string()]).status.success());
    let parts = workbook::parts(&std::fs::read(&path).expect("a workbook"));
    let part = |name: &str| String::from_utf8(parts[name].clone()).expect("UTF-8");
    let styles = part("xl/styles.xml");
    let fills = attributes(styles.split("<cellXfs").nth(1).expect("formats of cells"), "xf", "fillId");
    let mut fills_by_need: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (table, number) in government_tables().zip(2..) {
        let sheet = part(&format!("xl/worksheets/sheet{number}.xml"));
        let first = sheet.split("<row ").nth(1).expect("a row");
        let widths = attributes(&sheet, "col", "width");
        let (from, to) = (attributes(&sheet, "col", "min"), attributes(&sheet, "col", "max"));
        let width = |column: usize| {
            let range = |from: &str, to: &str| from.parse::<usize>().expect("an index")..=to.parse().expect("an index");
            let found = (0..widths.len()).find(|index| range(&from[*index], &to[*index]).contains(&(column + 1)));
            widths[found.expect("a width")].parse::<f64>().expect("a number")
        };
        let cells = attributes(first, "c", "s");
        assert_eq!(cells.len(), table.columns.len());
        for (index, (column, style)) in table.columns.iter().zip(&cells).enumerate() {
            let need = match column.need {
                Need::Required => "required",
                Need::Recommended => "recommended",
                Need::Optional => "optional",
            };
            fills_by_need.entry(need).or_default().insert(fills[style.parse::<usize>().expect("a number")].clone());
            if matches!(column.kind, Kind::Id | Kind::Reference(_)) {
                assert!(
                    width(index) > f64::from(u8::try_from(column.example.len()).expect("short")),
                    "{}",
                    column.name
                );
            }
        }
    }
    let all_fills: BTreeSet<&String> = fills_by_need.values().flatten().collect();
    assert_eq!((fills_by_need.len(), all_fills.len()), (3, 3), "one fill for each need: {fills_by_need:?}");
    // The introduction has a legend with all of them.
    let introduction = attributes(&part("xl/worksheets/sheet1.xml"), "c", "s");
    let legend: BTreeSet<&String> =
        introduction.iter().filter_map(|style| fills.get(style.parse::<usize>().unwrap_or(0))).collect();
    assert!(legend.is_superset(&all_fills), "{legend:?}");
}

fn examples_in_data() {
    for table in government_tables() {
        let file = folder(&format!("data/072036/072036_{}.csv", table.name));
        let records = crate::lists::records(&std::fs::read_to_string(file).expect("a table"));
        let id = table.column("id").expect("an id").example_cell();
        let row = records.iter().find(|record| record[1] == id).unwrap_or_else(|| panic!("no {id}"));
        for (column, cell) in table.columns.iter().zip(row) {
            // The example rows cover one measure only, so the coverage of the plan differs. Long texts may be shortened.
            let is_in_data = column.name == "coverage" || cell.contains(column.example_cell());
            assert!(is_in_data, "{id}: {} is {cell:?}, not {:?}", column.name, column.example_cell());
        }
    }
}

fn csv_examples() {
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
    assert_valid(folder.path());
}

fn workbook_examples() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("plan.xlsx");
    let output = run(&["template", "--out", &path.display().to_string()]);
    assert!(output.status.success(), "{}", text(&output));
    // Shared strings: the note of the example rows is stored once.
    let mut parts: BTreeMap<String, Vec<u8>> = workbook::parts(&std::fs::read(&path).expect("a workbook"));
    let texts = parts.get_mut("xl/sharedStrings.xml").expect("texts");
    let before = String::from_utf8(texts.clone()).expect("UTF-8");
    let after = before.replace("<t>記入例</t>", "<t>例だったもの</t>");
    assert_ne!(before, after);
    *texts = after.into_bytes();
    std::fs::write(&path, workbook::from_parts(&parts)).expect("written");
    assert_valid(&path);
}

fn byte_order_mark() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("empty").display().to_string();
    for (language, expected) in [("ja", "--localgov-code も必要です"), ("en", "--csv requires --localgov-code")] {
        let output = run(&["template", "--csv", "--out", &out, "--lang", language]);
        assert_eq!(output.status.code(), Some(1));
        assert!(text(&output).contains(expected), "{}", text(&output));
    }
    assert!(!Path::new(&out).exists(), "nothing is written without a code");
    assert!(run(&["template", "--csv", "--localgov-code", "072036", "--out", &out]).status.success());
    let has_mark = |path: &Path| std::fs::read(path).expect("a file").starts_with(b"\xef\xbb\xbf");
    assert!(has_mark(&Path::new(&out).join("072036_plans.csv")));
    let data = support::folder("examples/small-city").display().to_string();
    let (data_dir, exported) = (folder.path().join("data"), folder.path().join("exported"));
    let (data_dir, exported) = (data_dir.display().to_string(), exported.display().to_string());
    assert!(run(&["import", "--data-dir", &data_dir, &data]).status.success());
    assert!(run(&["export", "--data-dir", &data_dir, "--out", &exported]).status.success());
    assert!(!has_mark(&Path::new(&exported).join("990019/990019_plans.csv")));
}
