//! Own data: input formats, normalisation, templates, exports, differences and dry runs.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;
use std::process::Output;

use serde_json::Value;

use crate::check::{copy_of_data, edit, set_cell};
use crate::support::{Engine, Service, tassei};
use crate::{Plain, Writing};

pub(crate) const PLAIN: &[(&str, Plain)] = &[
    ("folders, archives, single files, encodings and line endings give the same data", input_formats),
    ("cells in other formats are normalised and reported", normalised),
    ("blank cells with a default are filled", filled),
    ("an empty template is valid except for the missing government, and example rows are skipped", template),
    ("an edited example row, the example city and a wrong government code are reported correctly", edited_example),
    ("the JSON report has a location and a message for every finding", json_report),
    ("differences are reported by type, and as rows of the table changes", differences),
    ("similar department names are reported", similar_departments),
];

pub(crate) const TESTS: &[(&str, Writing)] = &[
    ("exported files and workbooks give the same data when imported", round_trip),
    ("a dry run reports the changes of an import without making them", dry_run),
];

pub(crate) fn run(arguments: &[&str]) -> Output {
    let data_dir = tempfile::tempdir().expect("a folder can be made");
    tassei(data_dir.path(), None).args(arguments).output().expect("the program runs")
}

pub(crate) fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout)
}

pub(crate) fn check(paths: &[&Path]) -> Output {
    let mut arguments = vec!["check".to_owned(), "--lang".to_owned(), "en".to_owned()];
    arguments.extend(paths.iter().map(|path| path.display().to_string()));
    run(&arguments.iter().map(String::as_str).collect::<Vec<_>>())
}

fn ready(output: &Output) -> String {
    let text = text(output);
    assert!(output.status.success(), "{text}");
    text
}

/// Returns the files of a folder, by name.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries
        .filter(|path| path.is_file())
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, std::fs::read(&path).expect("a file"))
        })
        .collect()
}

/// Returns a copy of the data with every table rewritten.
pub(crate) fn rewritten(change: impl Fn(&str) -> Vec<u8>) -> tempfile::TempDir {
    let folder = copy_of_data();
    for (name, bytes) in files(folder.path()) {
        if name.ends_with(".csv") {
            let text = String::from_utf8(bytes).expect("UTF-8");
            std::fs::write(folder.path().join(name), change(&text)).expect("written");
        }
    }
    folder
}

pub(crate) fn zipped(folder: &Path, under: &str) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files(folder) {
        archive.start_file(format!("{under}{name}"), zip::write::SimpleFileOptions::default()).expect("an entry");
        archive.write_all(&bytes).expect("written");
    }
    archive.finish().expect("an archive").into_inner()
}

fn input_formats() {
    let original = copy_of_data();
    let assert_same = |input: &Path, expected: &str| {
        let difference =
            run(&["diff", &original.path().display().to_string(), &input.display().to_string(), "--lang", "en"]);
        assert_eq!(String::from_utf8_lossy(&difference.stdout).trim(), "No changes.", "{}", text(&difference));
        assert!(ready(&check(&[input])).contains(expected), "{expected}");
    };
    assert_same(rewritten(|text| [b"\xef\xbb\xbf", text.as_bytes()].concat()).path(), "ready to import");
    assert_same(rewritten(|text| text.replace('\n', "\r\n").into_bytes()).path(), "ready to import");
    assert_same(rewritten(|text| text.replace('\n', "\r").into_bytes()).path(), "ready to import");
    let utf16 = |text: &str| std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_same(rewritten(utf16).path(), "was read as UTF-16");
    // Not compared: Shift_JIS cannot represent all characters of the data.
    let shift_jis = rewritten(|text| encoding_rs::SHIFT_JIS.encode(text).0.into_owned());
    assert!(text(&check(&[shift_jis.path()])).contains("was read as Shift_JIS (CP932)"));
    let folder = tempfile::tempdir().expect("a folder");
    for (name, under) in [("flat.zip", ""), ("nested.ZIP", "data/072036/")] {
        let archive = folder.path().join(name);
        std::fs::write(&archive, zipped(original.path(), under)).expect("written");
        assert_same(&archive, "ready to import");
    }
    let single: Vec<std::path::PathBuf> = files(original.path())
        .into_keys()
        .filter(|name| name.ends_with(".csv"))
        .map(|name| original.path().join(name))
        .collect();
    ready(&check(&single.iter().map(std::path::PathBuf::as_path).collect::<Vec<_>>()));
    let physical = rewritten(|text| {
        // Physical names instead of the Japanese headers.
        let (header, rest) = text.split_once('\n').expect("a header");
        let table = tassei::model::TABLES
            .iter()
            .find(|table| table.columns.iter().map(|column| column.header).collect::<Vec<_>>().join(",") == header)
            .expect("a table");
        let names: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
        format!("{}\n{rest}", names.join(",")).into_bytes()
    });
    assert_same(physical.path(), "ready to import");
    let wrong = folder.path().join("data.txt");
    std::fs::write(&wrong, "x").expect("written");
    assert!(text(&check(&[&wrong])).contains("Use one folder, one .zip, one .xlsx, or .csv files"));
}

fn normalised() {
    let id = "dx-online-actual-fy2023-r1";
    for (column, cell, read) in [
        ("値", "50,752", "50752"),
        ("値", "５０，７５２", "50752"),
        ("値", "▲50,752", "-50752"),
        ("年度", "令和5年度", "2023"),
        ("年度", "Ｒ５", "2023"),
        ("改訂", "１", "1"),
        ("原文", "　50,752件 ", "50,752件"),
        ("期間終了", "令和6年3月31日", "2024-03-31"),
        ("期間終了", "2024/3/31", "2024-03-31"),
    ] {
        let folder = copy_of_data();
        set_cell(folder.path(), "observations", id, column, cell);
        let report = text(&check(&[folder.path()]));
        let expected = format!("\"{cell}\" was read as \"{read}\"");
        assert!(report.contains(&expected), "{column} {cell}:\n{report}");
        assert!(!report.contains("error:"), "{column} {cell}:\n{report}");
    }
    let folder = copy_of_data();
    set_cell(folder.path(), "observations", id, "種別", "実績値");
    assert!(ready(&check(&[folder.path()])).contains("0 warnings"));
    let percent = copy_of_data();
    set_cell(percent.path(), "observations", "dansei-ikukyu-actual-fy2022-r1", "値", "４２．９％");
    assert!(ready(&check(&[percent.path()])).contains("\"４２．９％\" was read as \"42.9\""));
    for survivor in ["髙", "﨑", "𠮷", "〜", "−"] {
        let folder = copy_of_data();
        set_cell(folder.path(), "measures", "gk2022-1-3-5", "備考", survivor);
        let out = tempfile::tempdir().expect("a folder");
        let path = out.path().join("copy.zip");
        std::fs::write(&path, zipped(folder.path(), "")).expect("written");
        let difference = run(&["diff", &folder.path().display().to_string(), &path.display().to_string()]);
        assert!(text(&difference).contains("変更はありません"), "{survivor}");
    }
}

fn filled() {
    let folder = rewritten(|text| {
        let mut records = crate::lists::records(text);
        for record in records.iter_mut().skip(1) {
            if record.len() > 10 || record[1] != "072036" {
                record[0].clear();
                record[2].clear();
            }
        }
        // The table of the government keeps its code and name.
        let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
        let own = text.contains("標準地域コード");
        if own {
            return text.as_bytes().to_vec();
        }
        for record in records {
            writer.write_record(record).expect("a record");
        }
        writer.into_inner().expect("bytes")
    });
    let report = ready(&check(&[folder.path()]));
    assert!(report.contains("filled with \"072036\"") && report.contains("filled with \"郡山市\""), "{report}");
    let difference = run(&["diff", &copy_of_data().path().display().to_string(), &folder.path().display().to_string()]);
    assert!(text(&difference).contains("変更はありません"), "{}", text(&difference));
}

fn template() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("plan.xlsx");
    let name = path.display().to_string();
    assert!(run(&["template", "--out", &name]).status.success());
    assert_eq!(run(&["template", "--out", &name]).status.code(), Some(1), "existing files are not overwritten");
    let report = text(&check(&[&path]));
    // The only error is the missing row of the government.
    let errors: Vec<&str> = report.lines().filter(|line| line.starts_with("error:")).collect();
    assert!(errors.len() == 1 && errors[0].contains("地方公共団体"), "{report}");
    assert_eq!(run(&["template", "--out", &folder.path().join("plan").display().to_string()]).status.code(), Some(1));
    let csv = folder.path().join("csv");
    assert!(
        run(&["template", "--csv", "--localgov-code", "102113", "--out", &csv.display().to_string()]).status.success()
    );
    assert_eq!(files(&csv).len(), 13);
    assert!(files(&csv).keys().all(|name| name.starts_with("102113_")));
    let report = text(&check(&[&csv]));
    assert!(report.contains("13 example rows"), "{report}");
    assert_eq!(run(&["template", "--out", &name, "--localgov-code", "102114"]).status.code(), Some(2));
}

fn edited_example() {
    let folder = copy_of_data();
    set_cell(folder.path(), "observations", "dx-online-actual-fy2023-r1", "備考", "記入例");
    let report = text(&check(&[folder.path()]));
    assert!(report.contains("the note is still 記入例"), "no row is skipped without an error: {report}");
    let city = crate::support::folder("examples/small-city");
    assert!(ready(&check(&[&city])).contains("(0 errors, 0 warnings)"));
    // One wrong code is one error.
    let wrong = copy_of_data();
    for (name, _) in files(wrong.path()).into_iter().filter(|(name, _)| name.ends_with(".csv")) {
        let renamed = name.replace("072036_", "072037_");
        std::fs::rename(wrong.path().join(&name), wrong.path().join(renamed)).expect("renamed");
    }
    let report = text(&check(&[wrong.path()]));
    assert!(report.contains("1 error, 0 warnings") && report.contains("check digit"), "{report}");
}

fn json_report() {
    let folder = copy_of_data();
    set_cell(folder.path(), "observations", "dx-online-actual-fy2023-r1", "値", "many");
    set_cell(folder.path(), "observations", "dx-online-actual-fy2022-r1", "年度", "令和4年度");
    let output = run(&["check", &folder.path().display().to_string(), "--format", "json", "--lang", "en"]);
    assert_eq!(output.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((&report["ready"], &report["errors"]), (&false.into(), &1.into()));
    let findings = report["findings"].as_array().expect("findings");
    assert!(findings.iter().any(|finding| finding["severity"] == "error"
        && finding["file"] == "072036_observations.csv"
        && finding["column"] == "value"
        && finding["header"] == "値"
        && finding["line"].is_u64()
        && finding["message"].as_str().is_some_and(|message| message.contains("is not a number"))));
    let good = run(&["check", &copy_of_data().path().display().to_string(), "--format", "json"]);
    let report: Value = serde_json::from_slice(&good.stdout).expect("JSON");
    assert_eq!((good.status.code(), &report["ready"], &report["errors"]), (Some(0), &true.into(), &0.into()));
    assert!(report["rows"]["observations"].as_u64() > Some(300));
}

/// Returns the data with a revised target, a new actual, a corrected value and a renamed measure.
pub(crate) fn next_edition() -> tempfile::TempDir {
    let folder = copy_of_data();
    set_cell(folder.path(), "measures", "gk2022-1-3-5", "名称", "窓口のオンライン化");
    set_cell(folder.path(), "observations", "dx-online-actual-fy2022-r1", "値", "99");
    set_cell(folder.path(), "observations", "dx-online-actual-fy2022-r1", "原文", "99件");
    set_cell(folder.path(), "observations", "dx-online-actual-fy2023-r1", "疑義", "other");
    set_cell(folder.path(), "observations", "dx-online-actual-fy2023-r1", "備考", "確かめたい。");
    edit(folder.path(), "observations", |text| {
        let target = text.lines().find(|line| line.contains("-dx-online-target-fy2025-r1,")).expect("it").to_owned();
        let actual = text.lines().find(|line| line.contains("-dx-online-actual-fy2023-r1,")).expect("it").to_owned();
        let revised =
            target.replace("-r1,", "-r2,").replace(",target,1,,", ",target,2,2024,").replace("70000", "80000");
        let revised = revised.replace("70,000", "80,000");
        let newer = actual
            .replace("fy2023", "fy2024")
            .replace(",2023,", ",2024,")
            .replace("other", "")
            .replace("確かめたい。", "");
        format!("{text}{revised}\n{newer}\n")
    });
    set_cell(folder.path(), "observations", "dx-online-target-fy2025-r1", "失効年度", "2023");
    set_cell(folder.path(), "observations", "dx-online-target-fy2025-r1", "改訂理由", "not_stated");
    folder
}

fn differences() {
    let (old, new) = (copy_of_data(), next_edition());
    let arguments = |format: &'static str| {
        let (old, new) = (old.path().display().to_string(), new.path().display().to_string());
        [
            "diff".to_owned(),
            old,
            new,
            "--format".to_owned(),
            format.to_owned(),
            "--changed-on".to_owned(),
            "2026-11-20".to_owned(),
        ]
    };
    let output = |format| {
        let arguments = arguments(format);
        let output = run(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
        assert!(output.status.success(), "{}", text(&output));
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let events: Vec<Value> = serde_json::from_str(&output("json")).expect("JSON");
    let of = |kind: &str| events.iter().filter(|event| event["change_type"] == kind).collect::<Vec<_>>();
    assert_eq!(of("target_revised").len(), 1, "{events:?}");
    assert_eq!(
        (&of("target_revised")[0]["before"], &of("target_revised")[0]["after"]),
        (&"70,000件".into(), &"80,000件".into())
    );
    assert_eq!(of("actual_added").len(), 1);
    assert_eq!(of("measure_renamed")[0]["after"], "窓口のオンライン化");
    assert_eq!(of("value_corrected").iter().filter(|event| event["field"] == "value").count(), 1);
    assert_eq!(of("doubt_changed").len(), 1);
    assert!(of("observation_removed").is_empty());
    let back = run(&["diff", &new.path().display().to_string(), &old.path().display().to_string(), "--format", "json"]);
    let back: Vec<Value> = serde_json::from_slice(&back.stdout).expect("JSON");
    assert_eq!(back.iter().filter(|event| event["change_type"] == "observation_removed").count(), 2);
    let sentences = output("text");
    for line in [
        "目標値の改訂（target_revised）: 1 件",
        "目標値の改訂 072036-gk2022-1-3-1-dx-online-target-fy2025-r2: 「70,000件」 → 「80,000件」",
        "疑義の変更 072036-gk2022-1-3-1-dx-online-actual-fy2023-r1 「疑義」: - → 「その他」",
    ] {
        assert!(sentences.lines().any(|sentence| sentence == line), "{line}:\n{sentences}");
    }
    let english = run(&["diff", &old.path().display().to_string(), &new.path().display().to_string(), "--lang", "en"]);
    assert!(
        text(&english).contains("doubt changed 072036-gk2022-1-3-1-dx-online-actual-fy2023-r1 doubt: - → 「other」")
    );
    // The CSV output can be imported as the table.
    let shared = tempfile::tempdir().expect("a folder");
    for table in tassei::model::TABLES {
        if table.scope == tassei::model::Scope::Shared {
            let headers: Vec<&str> = table.columns.iter().map(|column| column.header).collect();
            std::fs::write(shared.path().join(format!("{}.csv", table.name)), headers.join(",") + "\n")
                .expect("written");
        }
    }
    std::fs::write(shared.path().join("changes.csv"), output("csv")).expect("written");
    let report = ready(&check(&[shared.path()]));
    assert!(report.contains(&format!("changes: {} rows", events.len())), "{report}");
}

fn similar_departments() {
    let folder = copy_of_data();
    edit(folder.path(), "departments", |text| {
        let line = text.lines().find(|line| line.contains(",市民課,")).expect("the department");
        format!("{text}{}\n", line.replace("dept-shimin", "dept-shimin-2").replace(",市民課,", ",市民 課,"))
    });
    let report = ready(&check(&[folder.path()]));
    assert!(report.contains("warning") && report.contains("may be the same department as \"市民課\""), "{report}");
}

fn round_trip(engine: &Engine) {
    let service = Service::start(engine, &[]);
    let out = tempfile::tempdir().expect("a folder");
    let export = |service: &Service, name: &str, more: &[&str]| {
        let path = out.path().join(name);
        let path_text = path.display().to_string();
        let output = service.command(&[&["export", "--out", &path_text], more].concat());
        assert!(output.status.success(), "{}", text(&output));
        path
    };
    let version = |service: &Service| service.get("/v1").ok()["dataset_version"].clone();
    let first = export(&service, "first", &[]);
    export(&service, "first", &["--xlsx"]);
    assert_eq!(
        text(&service.command(&["export", "--out", "x", "--localgov-code", "011002", "--lang", "en"])).lines().count(),
        1
    );
    for form in ["072036", "072036.xlsx"] {
        let other = Service::start(engine, &["--bundled", "off"]);
        let entries = std::fs::read_dir(&first).expect("a folder").map(|entry| entry.expect("an entry").path());
        // The shared tables are in the top folder.
        for path in entries.chain([first.clone()]) {
            let is_this_form = match path.extension() {
                Some(extension) => extension == "xlsx" && form.ends_with(".xlsx"),
                None => path == first || !form.ends_with(".xlsx"),
            };
            if is_this_form {
                let output = other.command(&["import", &path.display().to_string(), "--lang", "en"]);
                assert!(output.status.success(), "{}", text(&output));
            }
        }
        let second = export(&other, &format!("second of {form}"), &[]);
        assert_eq!(files(&first.join("072036")), files(&second.join("072036")), "{form}");
        let started = std::time::Instant::now();
        while version(&other) != version(&service) {
            assert!(started.elapsed() < std::time::Duration::from_secs(10), "{form}: another version");
        }
    }
    // The export equals the published data except for the order of rows.
    let difference =
        run(&["diff", &first.join("072036").display().to_string(), &copy_of_data().path().display().to_string()]);
    assert!(text(&difference).contains("変更はありません"), "{}", text(&difference));
}

fn dry_run(engine: &Engine) {
    let service = Service::start(engine, &[]);
    let before = service.get("/v1").ok()["dataset_version"].clone();
    let folder = next_edition();
    let output = service.command(&["import", "--dry-run", &folder.path().display().to_string(), "--lang", "en"]);
    let report = ready(&output);
    assert!(report.contains("(target_revised): 1") && report.contains("nothing was changed"), "{report}");
    assert_eq!(service.get("/v1").ok()["dataset_version"], before);
    let new = Service::start(engine, &["--bundled", "off"]);
    let output = new.command(&["import", "--dry-run", &folder.path().display().to_string(), "--lang", "en"]);
    assert!(ready(&output).contains("(measure_added): "), "{}", text(&output));
}
