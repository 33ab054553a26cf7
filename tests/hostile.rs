//! Malicious and very large files: they are rejected, and memory use is bounded.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::check::{copy_of_data, edit, set_cell};
use crate::own_data::{check, files, rewritten, text, zipped};
use crate::support::{Engine, Service, tassei};
use crate::{Plain, Writing};

pub(crate) const PLAIN: &[(&str, Plain)] = &[
    ("mutated files never cause a panic", mutated),
    ("malicious files are rejected quickly and with a clear error", hostile),
    ("memory use of a check does not depend on the number of rows", check_memory),
];

pub(crate) const TESTS: &[(&str, Writing)] =
    &[("memory use of an import does not depend on the number of rows", import_memory)];

/// Fuzzes real files by changing, removing and inserting bytes, with a fixed seed.
fn mutated() {
    use proptest::strategy::{Strategy as _, ValueTree as _};
    use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
    use tassei::dataset::{Dataset, Input, workbook};

    let folder = copy_of_data();
    let tables: Vec<(String, Vec<u8>)> = files(folder.path()).into_iter().collect();
    let (dataset, _) = Dataset::load(&Input::folder(folder.path()).expect("readable"));
    let book = workbook::from_dataset(&dataset.expect("a dataset")).expect("a workbook");
    let archive = zipped(folder.path(), "");
    let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let change = (0_usize..1 << 30, 0_u8..3, proptest::num::u8::ANY);
    let changes = proptest::collection::vec(change, 1..12);
    let (mut read, mut rejected) = (0, 0);
    for case in 0..300_usize {
        let mut bytes = match case % 6 {
            0 => book.clone(),
            1 => archive.clone(),
            _ => tables[case % tables.len()].1.clone(),
        };
        for (offset, operation, byte) in changes.new_tree(&mut runner).expect("a case").current() {
            let offset = offset % bytes.len().max(1);
            match operation {
                0 => bytes[offset] = byte,
                1 => drop(bytes.splice(offset..(offset + usize::from(byte)).min(bytes.len()), [])),
                _ => bytes.insert(offset, byte),
            }
        }
        let name = match case % 6 {
            0 => "book.xlsx",
            1 => "archive.zip",
            _ => &tables[case % tables.len()].0,
        };
        let path = folder.path().join(name);
        std::fs::write(&path, &bytes).expect("written");
        let input = if case % 6 > 1 { folder.path().to_path_buf() } else { path.clone() };
        match Input::open(&[input]).map(|input| Dataset::load(&input)) {
            Ok((Some(_), _)) => read += 1,
            Ok((None, findings)) => {
                assert!(!findings.listed().is_empty(), "case {case} is rejected without a finding");
                rejected += 1;
            }
            Err(findings) => {
                assert!(!findings.is_empty(), "case {case} is rejected without a finding");
                rejected += 1;
            }
        }
        match tables.iter().find(|(table, _)| table == name) {
            Some((_, whole)) => std::fs::write(&path, whole).expect("written"),
            None => std::fs::remove_file(&path).expect("removed"),
        }
    }
    assert_eq!(read + rejected, 300);
    assert!(read > 0 && rejected > 0, "{read} read, {rejected} rejected");
}

fn hostile() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("written");
        path
    };
    let assert_rejected = |path: &Path, expected: &str| {
        let started = Instant::now();
        let output = check(&[path]);
        let report = text(&output);
        assert_eq!(output.status.code(), Some(1), "{}: {report}", path.display());
        assert!(report.contains(expected) && !report.contains("panicked"), "{}: {report}", path.display());
        assert!(started.elapsed() < Duration::from_mins(1));
    };
    // A zip bomb: 300 MiB of commas.
    let mut bomb = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    bomb.start_file("072036_measures.csv", zip::write::SimpleFileOptions::default()).expect("an entry");
    let nothing = vec![b','; 1 << 20];
    for _ in 0..300 {
        bomb.write_all(&nothing).expect("written");
    }
    let bomb = bomb.finish().expect("an archive").into_inner();
    assert_rejected(&at("bomb.zip", &bomb), "exceeds the limit");
    assert_rejected(&at("bomb.xlsx", &bomb), "exceeds the limit");
    assert_rejected(&at("empty.zip", b""), "cannot be opened");
    assert_rejected(&at("no.xlsx", b"this is no workbook"), "cannot be opened");
    assert_rejected(&at("cut.zip", &bomb[..bomb.len() / 2]), "cannot be opened");
    // A workbook with one cell at the far corner, a formula and an error.
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("取組").expect("a name");
    sheet.write_string(0, 0, "ID").expect("a cell");
    assert_rejected(&at("whose.xlsx", &book.save_to_buffer().expect("a workbook")), "地方公共団体");
    let own = book.add_worksheet().set_name("地方公共団体").expect("a name");
    own.write_string(0, 0, "全国地方公共団体コード").expect("a cell");
    own.write_string(1, 0, "072036").expect("a cell");
    let sheet = book.worksheet_from_name("取組").expect("the sheet");
    sheet.write_string(1_048_575, 16_383, "far").expect("a cell");
    sheet.write_formula(1, 0, "=1/0").expect("a cell");
    let corner = at("corner.xlsx", &book.save_to_buffer().expect("a workbook"));
    assert_rejected(&corner, "far outside the table");
    assert_rejected(&corner, "contains a formula");
    let assert_cell_rejected = |name: &str, cell: &str, expected: &str| {
        let folder = copy_of_data();
        set_cell(folder.path(), "measures", "gk2022-1-3-5", "備考", cell);
        let output = check(&[folder.path()]);
        let report = text(&output);
        assert!(
            output.status.code() == Some(1) && report.contains(expected),
            "{name}: {}",
            &report[..report.len().min(2_000)]
        );
    };
    assert_cell_rejected("NUL", "a\0b", "U+0000");
    let described = copy_of_data();
    std::fs::write(described.path().join("datapackage.json"), " ".repeat(5 << 20)).expect("written");
    assert_rejected(described.path(), "exceeds the limit of 4 MB");
    // An overflow of the multiplied value is not a bug.
    let overflow = copy_of_data();
    set_cell(overflow.path(), "indicators", "dx-online", "乗数", "18");
    set_cell(overflow.path(), "observations", "dx-online-actual-fy2022-r1", "値", "79228162514264337593543950335");
    assert!(text(&check(&[overflow.path()])).contains("is not in the printed text"));
    assert_cell_rejected("a cell of 50 MB", &"長".repeat(50_000_000 / 3), "characters");
    // More findings than are listed.
    let wide = rewritten(|text| {
        let (header, _) = text.split_once('\n').expect("a header");
        let row = vec!["?"; header.split(',').count()].join(",");
        format!("{header}\n{}", format!("{row}\n").repeat(20_000)).into_bytes()
    });
    let output = check(&[wide.path()]);
    let report = text(&output);
    assert!(output.status.code() == Some(1) && report.contains("more findings are not listed"), "{}", report.len());
    // Warnings do not displace the one error.
    let many = with_observations(2_000);
    edit(many.path(), "observations", |text| text.replace(",47657,,,", ",3,,,"));
    set_cell(many.path(), "observations", "dx-online-target-fy2025-r1", "値の状態", "discontinued");
    let report = text(&check(&[many.path()]));
    assert!(report.lines().any(|line| line.starts_with("error: ") && line.contains("value_status is")), "{report}");
}

/// Memory that caches may use for a larger table: pages of the staging and of the database, and sorting.
const CACHES: u64 = 24 << 20;

/// Returns the data with `count` more observations: one measure and one indicator for every ten.
fn with_observations(count: usize) -> tempfile::TempDir {
    let folder = copy_of_data();
    let indicators = count / 10;
    let copies = |table: &str, id: &str, copy: &dyn Fn(&str, usize) -> Vec<String>| {
        edit(folder.path(), table, |text| {
            let line = text.lines().find(|line| line.contains(id)).expect("the row").to_owned();
            let rows: Vec<String> = (0..indicators).flat_map(|number| copy(&line, number)).collect();
            format!("{text}{}\n", rows.join("\n"))
        });
    };
    copies("measures", "072036,072036-gk2022-1-3-5,", &|line, number| {
        vec![line.replacen("-1-3-5,", &format!("-big-{number},"), 1)]
    });
    copies("indicators", "-dx-online,", &|line, number| {
        let own = line.replace("-1-3-1-dx-online,", &format!("-big-{number}-i,"));
        vec![own.replace("-1-3-1-dx,", &format!("-big-{number},")).replace(",target,", ",monitoring,")]
    });
    copies("observations", "-dx-online-actual-fy2022-r1,", &|line, number| {
        let own = line.replace("-1-3-1-dx-online", &format!("-big-{number}-i"));
        (2010..2020)
            .map(|year| own.replace("fy2022", &format!("fy{year}")).replace(",2022,", &format!(",{year},")))
            .collect()
    });
    folder
}

/// Runs a command, which must succeed, and returns its peak memory use in bytes.
fn peak_memory(mut command: Command) -> u64 {
    let report = tempfile::NamedTempFile::new().expect("a file");
    let stderr = report.reopen().expect("a file");
    let mut child = command.stdout(Stdio::null()).stderr(stderr).spawn().expect("the program runs");
    let mut peak = 0;
    let status = loop {
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        // The kernel records the peak, so the last reading is close to the final one.
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
        peak = peak.max(kilobytes.unwrap_or_default() * 1_024);
        if let Some(status) = child.try_wait().expect("its state") {
            break status;
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let report = std::fs::read_to_string(report.path()).expect("a report");
    assert!(
        status.success() && peak > 0,
        "{status}, {peak} bytes: {}",
        report.chars().skip(150).take(2_000).collect::<String>()
    );
    peak
}

fn check_memory() {
    let peak = |count| {
        let (folder, data_dir) = (with_observations(count), tempfile::tempdir().expect("a folder"));
        let mut command = tassei(data_dir.path(), None);
        command.arg("check").arg(folder.path());
        peak_memory(command)
    };
    let (small, large) = (peak(2_000), peak(30_000));
    assert!(large < small + CACHES, "{small} bytes for 2,000 observations, {large} for 30,000");
}

fn import_memory(engine: &Engine) {
    let service = Service::start(engine, &[]);
    let peak = |count| {
        let folder = with_observations(count);
        let mut command = tassei(service.data_dir(), service.database_url());
        command.arg("import").arg(folder.path());
        peak_memory(command)
    };
    let (small, large) = (peak(2_000), peak(30_000));
    assert!(large < small + CACHES, "{small} bytes for 2,000 observations, {large} for 30,000");
}
