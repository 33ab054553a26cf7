//! `tassei check`: all problems at once, each with file, line, column and how to fix it.

use std::path::{Path, PathBuf};
use std::process::Output;

use crate::Plain;
use crate::support::{folder, tassei};

pub(crate) const TESTS: &[(&str, Plain)] = &[
    ("the bundled data has no errors or warnings", bundled_data),
    ("faults are reported with file, line, column and fix in both languages", faults),
    ("all problems of a folder are reported at once", all_at_once),
    ("unknown, empty, undecodable and missing files are reported", bad_files),
    ("an unclosed quote is reported at its first line", unclosed_quote),
    ("a newer profile version is rejected", newer_profile),
    ("a dataset with warnings can be imported", warnings),
    ("a printed percentage is compared with its numerator and denominator", ratios),
    ("missing, duplicate and truncated tables are reported", lost_rows),
    ("rows of another government are reported even if the government row is missing", foreign_rows),
    ("ids of observations and achievements may be left blank", blank_ids),
    ("headers may be physical names", physical_headers),
    ("the help lists every setting", help),
];

/// Returns a copy of the bundled tables of Koriyama, to be edited.
pub(crate) fn copy_of_data() -> tempfile::TempDir {
    copy_of("072036")
}

/// Returns a copy of the bundled tables of a government, to be edited.
pub(crate) fn copy_of(code: &str) -> tempfile::TempDir {
    let copy = tempfile::tempdir().expect("a folder can be made");
    for entry in std::fs::read_dir(folder("data").join(code)).expect("the data") {
        let entry = entry.expect("an entry");
        std::fs::copy(entry.path(), copy.path().join(entry.file_name())).expect("a copy");
    }
    copy
}

/// Edits one table of a folder.
pub(crate) fn edit(folder: &Path, table: &str, change: impl FnOnce(String) -> String) {
    let is_it = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str()).and_then(|name| name.split_once('_'));
        name.is_some_and(|(_, name)| name.strip_suffix(".csv") == Some(table))
    };
    let mut entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let path = entries.find(is_it).unwrap_or_else(|| panic!("there is no {table}"));
    let text = std::fs::read_to_string(&path).expect("a table");
    let changed = change(text.clone());
    assert!(text != changed, "the edit changed nothing in {table}");
    std::fs::write(path, changed).expect("a table can be written");
}

/// Sets one cell: the row whose id ends in `id`, the column with the Japanese header `column`.
pub(crate) fn set_cell(folder: &Path, table: &str, id: &str, column: &str, cell: &str) {
    edit(folder, table, |text| {
        let mut records = crate::lists::records(&text);
        let column_index =
            records[0].iter().position(|header| header == column).unwrap_or_else(|| panic!("{table} has no {column}"));
        let row = records
            .iter_mut()
            .find(|record| record[1] == id || record[1].ends_with(&format!("-{id}")))
            .unwrap_or_else(|| panic!("{table} has no {id}"));
        cell.clone_into(&mut row[column_index]);
        let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
        for record in records {
            writer.write_record(record).expect("a record");
        }
        String::from_utf8(writer.into_inner().expect("bytes")).expect("UTF-8")
    });
}

fn check(folder: &Path, language: &str) -> Output {
    let data_dir = tempfile::tempdir().expect("a folder can be made");
    tassei(data_dir.path(), None)
        .arg("check")
        .arg(folder)
        .args(["--lang", language])
        .output()
        .expect("the program runs")
}

fn report(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout)
}

fn bundled_data() {
    let output = check(&folder("data/072036"), "en");
    assert!(output.status.success(), "{}", report(&output));
    let notes = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(notes.lines().all(|line| line.starts_with("note: ")), "only notes are expected:\n{notes}");
    assert!(notes.contains("has a target but no actual up to fiscal year 2023"), "{notes}");
    assert!(report(&output).contains("072036: ready to import (0 errors, 0 warnings)."));
}

/// Table, row, column, new cell, and the expected parts of the Japanese and English messages.
type Case = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str);

const CASES: &[Case] = &[
    ("observations", "dx-online-actual-fy2023-r1", "値", "50,752件", "数値ではありません", "is not a number"),
    ("observations", "dx-online-actual-fy2023-r1", "値", "約50752", "比較", "comparator"),
    ("observations", "dx-online-actual-fy2023-r1", "値", "", "値も日付値も空", "value and value_date are blank"),
    ("observations", "dx-online-actual-fy2023-r1", "値の状態", "not_set", "値があるのに", "there is a value"),
    (
        "observations",
        "dx-online-actual-fy2023-r1",
        "種別",
        "result",
        "コード表「種別」にありません。使えるのは「現況値」（baseline）",
        "code list kind",
    ),
    (
        "observations",
        "dx-online-actual-fy2023-r1",
        "年度",
        "平成99年度",
        "平成にその年はありません",
        "has no such year",
    ),
    ("observations", "dx-online-actual-fy2023-r1", "年度", "22", "年度として読めません", "not a fiscal year"),
    (
        "observations",
        "dx-online-actual-fy2023-r1",
        "年度",
        "",
        "「年度の根拠」が「印字」（printed）",
        "fiscal_year_basis is printed",
    ),
    (
        "observations",
        "dx-online-actual-fy2023-r1",
        "年度の根拠",
        "unknown",
        "「年度の根拠」が「不明」（unknown）",
        "fiscal_year_basis is unknown",
    ),
    (
        "observations",
        "dx-online-actual-fy2023-r1",
        "指標ID",
        "072036-gk2022-1-3-1-dx-onlime",
        "dx-online」のことではありませんか",
        "Did you mean \"072036-gk2022-1-3-1-dx-online\"",
    ),
    (
        "observations",
        "dx-online-actual-fy2023-r1",
        "内訳コード",
        "wish",
        "「内訳」の表にこの指標のものとしてありません",
        "the indicator has no breakdown code",
    ),
    (
        "observations",
        "dx-online-actual-fy2023-r1",
        "期間終了",
        "2025-02-29",
        "年月または年月日ではありません",
        "is not a month or date",
    ),
    ("observations", "dx-online-actual-fy2023-r1", "原文", "", "必須の項目が空", "a required value is missing"),
    ("observations", "dx-online-actual-fy2023-r1", "出典箇所", "", "必須の項目が空", "a required value is missing"),
    (
        "observations",
        "dx-online-actual-fy2023-r1",
        "改訂",
        "2",
        "改訂 2 の前の改訂がありません",
        "no revision before 2",
    ),
    ("observations", "dx-online-actual-fy2023-r1", "改訂", "一", "整数ではありません", "is not an integer"),
    (
        "observations",
        "dx-online-actual-fy2023-r1",
        "設定年度",
        "2023",
        "「目標値」（target）だけ",
        "These columns are for targets only",
    ),
    (
        "observations",
        "dx-online-actual-fy2023-r1",
        "値の基準",
        "increment",
        "「基準年度」が空",
        "base_fiscal_year is blank",
    ),
    (
        "observations",
        "dx-online-actual-fy2023-r1",
        "断絶内容",
        "定義が変わった",
        "「断絶理由」が空",
        "break_reason is blank",
    ),
    ("observations", "dx-online-actual-fy2023-r1", "疑義", "other", "備考が空", "note is blank"),
    (
        "observations",
        "dx-online-actual-fy2023-r1",
        "ID",
        "072036-gk2022-1-3-1-dx-online-actual-fy2022-r1",
        "行目にもあります",
        "is already used in line",
    ),
    ("observations", "dx-online-actual-fy2023-r1", "ID", "gk2022-online", "で始まっていません", "does not begin with"),
    ("observations", "dx-online-actual-fy2023-r1", "ID", "072036-ＯＮ", "ID に使えません", "is not a valid id"),
    ("observations", "dx-online-actual-fy2023-r1", "原文", "a\\b", "「\\」の後は", "invalid escape sequence"),
    ("observations", "dx-online-actual-fy2023-r1", "原文", "50,752\u{7}件", "U+0007", "U+0007"),
    (
        "observations",
        "konbini-target-fy2025-r2",
        "失効年度",
        "2024",
        "改訂 2 より後の改訂がありません",
        "no revision after 2",
    ),
    ("indicators", "dx-online", "役割", "monitoring", "「目標指標」（target）にしてください", "Set role to target"),
    (
        "indicators",
        "1-3-6-kensu",
        "役割",
        "target",
        "「目標値」（target）の行がありません",
        "there is no observation of kind target",
    ),
    (
        "indicators",
        "riyoritsu",
        "単位コード",
        "count",
        "「パーセント」（percent）にしてください",
        "Set unit_code to percent",
    ),
    ("indicators", "riyoritsu", "内訳の軸", "", "内訳の軸", "breakdown_dimension is blank"),
    ("breakdowns", "riyoritsu_kojin", "コード", "_T", "_T は総数", "_T is reserved for the total"),
    ("breakdowns", "riyoritsu_kojin", "コード", "個人", "内訳コードに使えません", "is not a valid breakdown code"),
    ("measures", "1-3-5", "全国地方公共団体コード", "72036", "先頭の0が消えた", "removed the leading zero"),
    ("measures", "1-3-5", "全国地方公共団体コード", "072037", "検査数字が合いません", "check digit"),
    (
        "measures",
        "1-3-5",
        "全国地方公共団体コード",
        "072044",
        "この団体のコードは 072036",
        "the code of this government is 072036",
    ),
    ("measures", "1-3-5", "地方公共団体名", "いわき市", "団体名は「郡山市」", "the name of the government, \"郡山市\""),
    ("measures", "1-3-5", "親取組ID", "072036-gk2022-1-3-5", "自分自身に戻ります", "is its own ancestor"),
    ("measures", "1-3-5", "親取組ID", "072036-gk2022-1-3-1-dx", "にも親があります", "has a parent itself"),
    ("measures", "1-3-5", "本文の由来", "", "「本文の由来」が空", "text_origin is blank"),
    ("sections", "gk2022-1", "親施策ID", "072036-gk2022-1-3", "自分自身に戻ります", "is its own ancestor"),
    ("local_governments", "072036", "標準地域コード", "07204", "先頭5桁は 07203", "the government code, 07203"),
    ("plans", "gk2022", "終了年度", "2021", "始まりの年度が終わりの年度より後", "the first year is after the last"),
    ("measure_tags", "1-3-5-sdg-17-8", "体系", "goless", "コード「17.8」はありません", "no code \"17.8\""),
];

fn faults() {
    for (table, id, column, cell, japanese, english) in CASES {
        let folder = copy_of_data();
        set_cell(folder.path(), table, id, column, cell);
        for (language, expected) in [("ja", japanese), ("en", english)] {
            let output = check(folder.path(), language);
            let report = report(&output);
            assert_eq!(output.status.code(), Some(1), "{table} {column} {cell}: {report}");
            let line = report.lines().find(|line| line.contains(expected));
            let line =
                line.unwrap_or_else(|| panic!("{table} {column} {cell:?} in {language}: no {expected:?} in\n{report}"));
            assert!(line.contains(&format!("072036_{table}.csv")), "the file is named: {line}");
            // The location may be another table or another column of the row.
            let location = line.split("072036_").nth(1).expect("a file").split(": ").next().expect("a location");
            let (line_label, column_label) = match language {
                "ja" => ("行目", "列"),
                _ => (", line ", ", column "),
            };
            assert!(
                location.contains(line_label) && location.contains(column_label),
                "line and column are named: {line}"
            );
        }
    }
}

fn all_at_once() {
    let folder = copy_of_data();
    for (table, id, column, cell) in [
        ("observations", "dx-online-actual-fy2023-r1", "値", "many"),
        ("observations", "dx-online-actual-fy2022-r1", "年度", "later"),
        ("indicators", "dx-online", "向き", "up"),
        ("plans", "gk2022", "計画種別", "dream"),
    ] {
        set_cell(folder.path(), table, id, column, cell);
    }
    let output = check(folder.path(), "en");
    let report = report(&output);
    for part in
        ["column 値 (value)", "column 年度 (fiscal_year)", "column 向き (direction)", "column 計画種別 (plan_kind)"]
    {
        assert!(report.contains(part), "{part} is missing:\n{report}");
    }
    assert!(report.lines().last().is_some_and(|line| line.starts_with("4 errors")), "{report}");
}

fn bad_files() {
    let folder = copy_of_data();
    std::fs::write(folder.path().join("072036_wishes.csv"), "a,b\n").expect("written");
    std::fs::write(folder.path().join("072036_actions.csv"), "").expect("written");
    std::fs::write(folder.path().join("072036_departments.csv"), b"ID,\xff\xff\n").expect("written");
    std::fs::remove_file(folder.path().join("072036_sources.csv")).expect("removed");
    let report = report(&check(folder.path(), "en"));
    for expected in [
        "072036_wishes.csv: not a known table",
        "072036_actions.csv: the file is empty",
        "072036_departments.csv: line 1 is neither UTF-8 nor Shift_JIS",
        "the table 072036_sources.csv is missing",
    ] {
        assert!(report.contains(expected), "{expected}:\n{report}");
    }
    let nowhere = check(Path::new("/nowhere"), "en");
    assert_eq!(nowhere.status.code(), Some(1));
    assert!(self::report(&nowhere).contains("/nowhere: cannot be read"));
    let empty = tempfile::tempdir().expect("a folder can be made");
    assert!(self::report(&check(empty.path(), "en")).contains("contains no table (.csv)"));
}

fn unclosed_quote() {
    let folder = copy_of_data();
    edit(folder.path(), "departments", |text| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines[3] = lines[3].replacen(",郡山市,", ",\"郡山市,", 1);
        lines.join("\n") + "\n"
    });
    let report = report(&check(folder.path(), "en"));
    assert!(
        report.contains("072036_departments.csv, line 4: a cell contains a line break, or a quote is not closed"),
        "{report}"
    );
}

fn newer_profile() {
    let folder = copy_of_data();
    std::fs::write(folder.path().join("datapackage.json"), r#"{"profile_version": 2}"#).expect("written");
    let report = report(&check(folder.path(), "en"));
    assert!(report.contains("profile version 2, but this program supports version 1. Update tassei."), "{report}");
}

fn warnings() {
    let folder = copy_of_data();
    set_cell(folder.path(), "observations", "dx-online-actual-fy2023-r1", "値", "50753");
    set_cell(folder.path(), "observations", "riyoritsu_kojin-actual-fy2023-r1", "値", "570");
    set_cell(folder.path(), "observations", "kensu_kojin-actual-fy2022-r1", "分母", "100");
    set_cell(folder.path(), "observations", "riyoritsu_kojin-actual-fy2022-r1", "値", "73.5");
    set_cell(folder.path(), "observations", "shokuinsu_seiki-actual-fy2022-20220401-r1", "値", "1954");
    set_cell(folder.path(), "indicators", "dx-online", "単位", "");
    set_cell(folder.path(), "observations", "dx-online-actual-fy2022-r1", "年度", "2024");
    set_cell(folder.path(), "observations", "dx-online-target-fy2025-r1", "原文", "70,000件以上");
    let output = check(folder.path(), "en");
    let report = report(&output);
    assert!(output.status.success(), "{report}");
    for expected in [
        "50753 is not in the printed text",
        "the percentage is 570",
        "15006 exceeds its denominator 100",
        "the breakdown adds up to 3456, but the total is 3455",
        "unit is blank",
        "is later than the last year reported by the plan (2023)",
        "comparator is blank, but the printed text contains 以上. Write >=",
    ] {
        assert!(
            report.lines().any(|line| line.starts_with("warning: ") && line.contains(expected)),
            "{expected}:\n{report}"
        );
    }
}

fn blank_ids() {
    let folder = copy_of_data();
    set_cell(folder.path(), "observations", "dx-online-actual-fy2023-r1", "ID", "");
    set_cell(folder.path(), "achievements", "1-3-5-fy2023", "ID", "");
    let output = check(folder.path(), "en");
    assert!(output.status.success(), "{}", report(&output));
}

fn physical_headers() {
    let folder = copy_of_data();
    edit(folder.path(), "departments", |text| {
        let header = "localgov_code,id,localgov_name,name,parent_department_id,department_kind,note";
        header.to_owned() + &text[text.find('\n').expect("a header")..]
    });
    let output = check(folder.path(), "en");
    assert!(output.status.success(), "{}", report(&output));
}

fn help() {
    let help = |arguments: &[&str]| {
        let data_dir = tempfile::tempdir().expect("a folder can be made");
        let output = tassei(data_dir.path(), None).args(arguments).output().expect("the program runs");
        assert!(output.status.success());
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let serve = help(&["--help"]);
    for name in [
        "TASSEI_LISTEN",
        "DATABASE_URL",
        "TASSEI_DATA_DIR",
        "TASSEI_PUBLIC_URL",
        "TASSEI_BUNDLED",
        "TASSEI_PREPARE",
        "RUST_LOG",
        "127.0.0.1:8080",
    ] {
        assert!(serve.contains(name), "{name} is not in the help:\n{serve}");
    }
    for command in ["serve", "import", "check", "openapi", "healthcheck"] {
        assert!(serve.contains(command), "{command}");
        help(&[command, "--help"]);
    }
}

fn ratios() {
    let folder = copy_of_data();
    set_cell(folder.path(), "observations", "riyoritsu_kojin-actual-fy2022-r1", "値", "73.5");
    set_cell(folder.path(), "observations", "riyoritsu_kojin-actual-fy2022-r1", "原文", "73.5%");
    let output = check(folder.path(), "en");
    assert!(output.status.success());
    let expected = "the percentage 73.5 differs from the ratio 53.51 of numerator and denominator of the same measure";
    assert!(report(&output).contains(expected), "{}", report(&output));
}

fn lost_rows() {
    let folder = copy_of_data();
    std::fs::remove_file(folder.path().join("072036_observations.csv")).expect("removed");
    std::fs::copy(folder.path().join("072036_plans.csv"), folder.path().join("072036_plans.CSV")).expect("copied");
    edit(folder.path(), "departments", |text| text.trim_end().to_owned() + "\"");
    let report = report(&check(folder.path(), "en"));
    for expected in [
        "the table 072036_observations.csv is missing. An import replaces all",
        "the same table is also in 072036_plans.CSV. Remove one.",
        "072036_departments.csv, line 17: a cell contains a line break, or a quote is not closed",
    ] {
        assert!(report.contains(expected), "{expected}:\n{report}");
    }
}

fn foreign_rows() {
    let folder = copy_of_data();
    edit(folder.path(), "local_governments", |text| text.lines().next().expect("a header").to_owned() + "\n");
    set_cell(folder.path(), "plans", "gk2022", "全国地方公共団体コード", "131016");
    let report = report(&check(folder.path(), "en"));
    for expected in [
        "has 0 rows. It must have exactly one",
        "\"131016\" is another government; the code of this government is 072036",
    ] {
        assert!(report.contains(expected), "{expected}:\n{report}");
    }
}
