//! Follows the guide for city halls step by step and compares the output with what the guide shows.
//!
//! Every block `sh` is run in one folder, in order, and its output is compared with the block after it. The manual steps
//! of the guide (filling in a workbook, with and without mistakes, and continuing it a year later) are carried out here
//! with the tables of the example city.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use tassei::model::{Kind, TABLES, Table};

use crate::Plain;
use crate::support::{folder, http_get, workbook};

pub(crate) const TESTS: &[(&str, Plain)] = &[
    ("every step of the English guide prints what the guide shows", english),
    ("every step of the Japanese guide prints what the guide shows", japanese),
];

fn english() {
    follow("docs/publish-your-city.md");
}

fn japanese() {
    follow("docs/publish-your-city.ja.md");
}

/// A reader who follows the guide, with a folder and, later, a running server.
struct Follower {
    folder: tempfile::TempDir,
    server: Option<Child>,
    port: String,
}

impl Drop for Follower {
    fn drop(&mut self) {
        if let Some(server) = &mut self.server {
            // It may have ended already.
            let _ = server.kill();
            let _ = server.wait();
        }
    }
}

fn follow(guide: &str) {
    let text = std::fs::read_to_string(folder(guide)).expect("the guide");
    let mut follower = Follower { folder: tempfile::tempdir().expect("a folder"), server: None, port: String::new() };
    let here = follower.folder.path();
    std::os::unix::fs::symlink(folder("examples"), here.join("examples")).expect("the examples");
    let mut compared = 0;
    for (command, shown) in steps(&text) {
        let printed = follower.step(&command);
        assert_eq!(printed.len(), shown.len(), "{guide}: blocks after\n{command}");
        for (printed, shown) in printed.iter().zip(&shown) {
            if let Err(missing) = shows(&without_versions(shown), &without_versions(printed)) {
                panic!("{guide}: after\n{command}the guide shows what is not printed:\n{missing}\nOutput:\n{printed}");
            }
            compared += 1;
        }
    }
    assert!(compared >= 10, "only {compared} outputs are compared");
}

/// Returns the commands of a guide, each with the blocks that show its output.
fn steps(guide: &str) -> Vec<(String, Vec<String>)> {
    let mut steps: Vec<(String, Vec<String>)> = Vec::new();
    for block in guide.split("```").skip(1).step_by(2) {
        let (kind, body) = block.split_once('\n').expect("a block has lines");
        match (kind, steps.last_mut()) {
            ("sh", _) => steps.push((body.to_owned(), Vec::new())),
            (_, Some((_, shown))) => shown.push(body.to_owned()),
            (_, None) => {}
        }
    }
    steps
}

/// Replaces versions of the data, which change with the bundled data and its stored form.
fn without_versions(text: &str) -> String {
    let is_digit = |letter: char| letter.is_ascii_digit() || ('a'..='f').contains(&letter);
    let mut words = Vec::new();
    for word in text.trim_end().split(' ') {
        words.push(if word.len() == 16 && word.chars().all(is_digit) { "VERSION" } else { word });
    }
    words.join(" ")
}

/// Compares the output with the text shown, in which `…` stands for anything; returns the part that is missing.
fn shows(shown: &str, printed: &str) -> Result<(), String> {
    let parts: Vec<&str> = shown.split('…').collect();
    // Lines omitted at the beginning end with the line break before the first line shown.
    let printed = if shown.starts_with("…\n") { format!("\n{printed}") } else { printed.to_owned() };
    let mut rest = printed.as_str();
    for (number, part) in parts.iter().enumerate() {
        let index = if number + 1 == parts.len() && number > 0 { rest.rfind(part) } else { rest.find(part) };
        let Some(index) = index.filter(|index| number > 0 || *index == 0) else { return Err((*part).to_owned()) };
        rest = &rest[index + part.len()..];
    }
    let is_open = parts.last().is_some_and(|part| part.is_empty());
    if rest.is_empty() || is_open { Ok(()) } else { Err(format!("(the end, but the output continues: {rest})")) }
}

impl Follower {
    /// Carries out a step and returns its outputs, one for each block that follows it.
    fn step(&mut self, command: &str) -> Vec<String> {
        let plan = self.folder.path().join("plan.xlsx");
        if command.starts_with("curl ") {
            let url = command.split('\'').nth(1).expect("an address in quotes").replace(":8080", &self.port);
            return vec![http_get(&url)];
        }
        if command == "TASSEI_BUNDLED=off tassei\n" {
            return vec![self.serve(command)];
        }
        if command.starts_with("tassei check plan.xlsx") {
            let template = std::fs::read(&plan).expect("the template");
            std::fs::write(&plan, filled_in(&template, &MISTAKES)).expect("written");
            let with_mistakes = self.run(command);
            std::fs::write(&plan, filled_in(&template, &[])).expect("written");
            return vec![with_mistakes, self.run(command)];
        }
        if command.starts_with("tassei check plan-r8.xlsx") {
            let last_year = std::fs::read(self.folder.path().join("r7/990019.xlsx")).expect("last year's");
            std::fs::write(self.folder.path().join("plan-r8.xlsx"), a_year_later(&last_year)).expect("written");
        }
        vec![self.run(command)]
    }

    fn shell(&self, script: &str) -> Command {
        let program = Path::new(env!("CARGO_BIN_EXE_tassei")).parent().expect("a folder").display().to_string();
        let path = std::env::var("PATH").unwrap_or_default();
        let mut command = Command::new("sh");
        command.env_clear().env("PATH", format!("{program}:{path}")).env("TASSEI_LISTEN", "127.0.0.1:0");
        command.current_dir(self.folder.path()).args(["-c", script]).stdin(Stdio::null());
        command
    }

    fn run(&self, script: &str) -> String {
        let output = self.shell(&format!("exec 2>&1\n{script}")).output().expect("a shell");
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    /// Starts the service and returns the lines it prints at the start.
    fn serve(&mut self, script: &str) -> String {
        let mut shell = self.shell(&format!("exec env {script}"));
        let mut server = shell.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("a shell");
        let lines = BufReader::new(server.stdout.take().expect("its output")).lines().map_while(Result::ok);
        self.server = Some(server);
        let mut printed = String::new();
        for line in lines {
            if let Some(rest) = line.trim().strip_prefix("http://127.0.0.1") {
                rest.split('/').next().expect("a port").clone_into(&mut self.port);
            }
            printed += &(line.clone() + "\n");
            if line.starts_with("Stop with") {
                break;
            }
        }
        printed.replace(&self.port, ":8080")
    }
}

/// The mistakes of the guide: sheet, row, column, and the wrong content.
const MISTAKES: [(&str, u32, &str, &str); 8] = [
    ("観測値", 4, "値", "6,000件"),
    ("観測値", 6, "値", "４，８１５"),
    ("観測値", 6, "年度", "令和6年度"),
    ("観測値", 10, "値の状態", "値あり"),
    ("観測値", 13, "値", "0.823"),
    ("観測値", 17, "種別", "現状値"),
    ("観測値", 18, "指標ID", "990019-gk2024-2-1-jikangi"),
    ("年度実績", 8, "本文の由来", ""),
];

/// A row to write: its cells by the headers of their columns.
type Cells = Vec<(&'static str, String)>;

/// Fills the tables of the example city into the template, below the examples, as the guide says: with labels instead of
/// codes, and without the cells that are filled in automatically.
fn filled_in(template: &[u8], mistakes: &[(&str, u32, &str, &str)]) -> Vec<u8> {
    let mut parts = workbook::parts(template);
    for table in government_tables() {
        let file = folder(&format!("examples/small-city/990019_{}.csv", table.name));
        let records = crate::lists::records(&std::fs::read_to_string(file).expect("a table"));
        for (record, line) in records.iter().skip(1).zip(3..) {
            let mut cells: Cells = Vec::new();
            for (column, cell) in table.columns.iter().zip(record) {
                let is_own = table.name == "local_governments";
                let is_generated = matches!(table.name, "observations" | "achievements") && column.name == "id";
                let is_default = matches!(column.name, "localgov_code" | "localgov_name" | "source_id");
                let mistake = mistakes
                    .iter()
                    .find(|mistake| (mistake.0, mistake.1, mistake.2) == (table.label.ja, line, column.header));
                let cell = match (mistake, column.kind) {
                    (Some(mistake), _) => mistake.3,
                    (None, _) if is_generated || (is_default && !is_own) => "",
                    (None, Kind::Code(list)) => list.get(cell).map_or("", |code| code.label.ja),
                    (None, _) => cell,
                };
                cells.push((column.header, cell.replace("\\n", "\n")));
            }
            write_row(&mut parts, table, line, &cells);
        }
    }
    workbook::from_parts(&parts)
}

/// Adds the next year's report to last year's workbook.
fn a_year_later(book: &[u8]) -> Vec<u8> {
    const SOURCE: &str = "990019-src-r8";
    let mut parts = workbook::parts(book);
    let cells = |cells: &[(&'static str, &str)]| -> Cells {
        cells.iter().map(|(header, cell)| (*header, (*cell).to_owned())).collect()
    };
    let mut add = |table: &str, row: Cells| {
        let table = government_tables().find(|known| known.label.ja == table).expect("a table");
        let line = workbook::rows(&parts, sheet(table)) + 1;
        write_row(&mut parts, table, line, &row);
    };
    add(
        "出典",
        cells(&[
            ("ID", SOURCE),
            ("文書名", "霞野市行政改革実施計画　進捗状況報告書（令和８年度）"),
            ("発行者", "霞野市（架空）"),
            ("文書種別", "進捗報告書"),
            ("発行日", "令和9年7月30日"),
            ("ライセンス", "CC-BY-4.0"),
        ]),
    );
    for (indicator, value, printed, status, page) in [
        ("1-1-online", "7755", "7,755件", "値あり", "5"),
        ("1-2-manzoku", "", "隔年のため実施なし", "未計測", "8"),
        ("1-2-kakanai", "", "本庁と１支所で導入", "文言のみ", "8"),
        ("2-1-jikangai", "12.1", "12.1時間", "値あり", "11"),
    ] {
        let (indicator, location) = (format!("990019-gk2024-{indicator}"), format!("{page}ページ 令和８年度実績"));
        add(
            "観測値",
            cells(&[
                ("指標ID", &indicator),
                ("内訳コード", "_T"),
                ("年度", "2026"),
                ("年度の根拠", "印字"),
                ("種別", "実績値"),
                ("改訂", "1"),
                ("報告年度", "2026"),
                ("値", value),
                ("原文", printed),
                ("値の状態", status),
                ("値の基準", "水準"),
                ("出典ID", SOURCE),
                ("出典箇所", &location),
            ]),
        );
    }
    for (measure, planned, result, rating, page) in [
        ("1-1", "相談会を続ける。", "相談会を続け、申請は7,755件となった。", "Ａ", "5"),
        ("1-2", "支所に「書かない窓口」を導入する。", "１支所で導入した。", "Ｂ", "8"),
        ("2-1", "応援体制をつくる。", "応援体制をつくり、時間外勤務は12.1時間となった。", "Ａ", "11"),
    ] {
        let (measure, location) = (format!("990019-gk2024-{measure}"), format!("{page}ページ 令和８年度"));
        add(
            "年度実績",
            cells(&[
                ("取組ID", &measure),
                ("年度", "2026"),
                ("区分番号", "1"),
                ("記録の状態", "報告済み"),
                ("計画概要", planned),
                ("実績", result),
                ("達成度", rating),
                ("本文の由来", "原文"),
                ("出典ID", SOURCE),
                ("出典箇所", &location),
            ]),
        );
    }
    let plans = government_tables().find(|table| table.name == "plans").expect("the plans");
    let index = plans.position("reported_through_fiscal_year").expect("a column");
    workbook::set_cell(&mut parts, sheet(plans), 2, index, "2026");
    workbook::from_parts(&parts)
}

fn government_tables() -> impl Iterator<Item = &'static Table> {
    let scope = tassei::model::Scope::Government;
    TABLES.iter().copied().filter(move |table| table.scope == scope)
}

/// Returns the number of a table's sheet; the first sheet is the introduction.
fn sheet(table: &Table) -> usize {
    government_tables().position(|known| known.name == table.name).expect("a table") + 2
}

fn write_row(parts: &mut BTreeMap<String, Vec<u8>>, table: &Table, line: u32, cells: &Cells) {
    let cells: Vec<(usize, &str)> = cells
        .iter()
        .map(|(header, cell)| {
            let index = table.columns.iter().position(|column| column.header == *header);
            (index.unwrap_or_else(|| panic!("{} has no {header}", table.name)), cell.as_str())
        })
        .collect();
    workbook::add_row(parts, sheet(table), line, &cells);
}
