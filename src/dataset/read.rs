//! From files to rows: encoding, headers, and the form of every cell. Knows the definitions.
//!
//! All problems are told, not the first only: a bad cell does not keep the next from being read. What was written in
//! another form is turned into the published one, and told too.

mod cells;

use std::collections::{BTreeMap, BTreeSet};

use super::definitions::{Column, Kind, Need, PROFILE_VERSION, Scope, Table};
use super::finding::{Finding, Place, Severity};
use super::input::{Content, DATAPACKAGE, Input, InputFile, decode, finding as error};
use super::{Cells, Dataset, Row, Rows, SHARED, tables_of};
use crate::text::Fault;
use cells::{government_code, read_cells, unescape};

/// How large an input may be.
pub mod limits {
    /// Bytes of one file.
    pub const FILE_BYTES: u64 = 64 * 1024 * 1024;
    /// Bytes of all files, unpacked.
    pub const INPUT_BYTES: u64 = 96 * 1024 * 1024;
    /// Bytes of a workbook, unpacked.
    pub const WORKBOOK_BYTES: u64 = 64 * 1024 * 1024;
    /// Files in an archive.
    pub const ARCHIVE_ENTRIES: usize = 1_000;
    /// Rows of one table.
    pub const ROWS: usize = 200_000;
    /// Columns of a sheet that are looked at.
    pub const SHEET_COLUMNS: usize = 200;
    /// Characters of one cell.
    pub const CELL_CHARACTERS: usize = 20_000;
    /// Characters of an id.
    pub const ID_CHARACTERS: usize = 200;
    /// Problems of the form of cells that are told one by one.
    pub const FINDINGS: usize = 10_000;
}

/// What stands in the note of a row that shows how a table is filled in: it is no row of the table.
pub(super) const EXAMPLE_NOTE: &str = "記入例";

/// Whether a row shows how a table is filled in.
pub(super) fn is_example(cells: &[impl AsRef<str>]) -> bool {
    cells.iter().rev().map(|cell| cell.as_ref().trim()).find(|cell| !cell.is_empty()) == Some(EXAMPLE_NOTE)
}

pub(super) fn read(input: &Input) -> (Option<Dataset>, Vec<Finding>) {
    let mut findings = input.findings.clone();
    if let Some(package) = &input.datapackage {
        check_profile(package, &mut findings);
    }
    let owners: BTreeSet<&str> = input.files.iter().map(|file| file.owner.as_str()).collect();
    if owners.len() > 1 {
        let codes = owners.into_iter().collect::<Vec<_>>().join(", ");
        findings.push(error(&input.name, Fault::SeveralGovernments { codes }));
        return (None, findings);
    }
    let Some(id) = owners.into_iter().next() else {
        findings.extend(tables_of(Scope::Government).map(|table| missing("{code}", table)));
        return (None, findings);
    };
    let scope = super::scope_of(id);
    if scope == Scope::Government
        && let Err(fault) = government_code(id)
    {
        // Every id begins with it: told once, not for every row.
        findings.push(error(&code_place(input, id), fault));
        return (None, findings);
    }
    let mut tables: Vec<Rows> = Vec::new();
    for table in tables_of(scope) {
        let mut files = input.files.iter().filter(|file| file.table.name == table.name);
        if let Some(file) = files.next() {
            findings.extend(files.map(|again| error(&again.name, Fault::SameTableTwice { other: file.name.clone() })));
            let given = Given::by(&tables);
            tables.push(read_table(table, file, &given, &mut findings));
            continue;
        }
        // A forgotten file would take its rows away in silence: an import replaces everything.
        findings.push(missing(id, table));
        tables.push(Rows { table, file: file_name(id, table), rows: Vec::new() });
    }
    (Some(Dataset { id: id.to_owned(), tables }), findings)
}

/// Where the code of the government stands: in the names of the files, or in its own sheet.
fn code_place(input: &Input, id: &str) -> String {
    let own = input.files.iter().find(|file| file.table.name == "local_governments");
    own.map_or_else(|| format!("{id}_*.csv"), |file| file.name.clone())
}

/// What a blank cell of a later table can only mean, by the tables before it.
#[derive(Debug, Default)]
struct Given {
    code: String,
    name: String,
    /// The source, where there is one only.
    source: String,
}

impl Given {
    fn by(tables: &[Rows]) -> Self {
        let rows = |name: &str| tables.iter().find(|rows| rows.table.name == name).map_or(&[][..], |rows| &rows.rows);
        let only = |name: &str, column: &str| match rows(name) {
            [row] => {
                let table = tables.iter().find(|rows| rows.table.name == name).map(|rows| rows.table);
                table.map_or(String::new(), |table| Cells { table, row }.get(column).to_owned())
            }
            _ => String::new(),
        };
        Self {
            code: only("local_governments", "localgov_code"),
            name: only("local_governments", "localgov_name"),
            source: only("sources", "id"),
        }
    }

    fn cell(&self, table: &Table, column: &Column) -> &str {
        match column.name {
            "localgov_code" => &self.code,
            "localgov_name" => &self.name,
            "source_id" if table.name != "changes" => &self.source,
            _ => "",
        }
    }
}

fn missing(owner: &str, table: &Table) -> Finding {
    let file = file_name(owner, table);
    error(&file, Fault::MissingFile { file: file.clone() })
}

/// The file of a table: `072036_measures.csv`, `topics.csv`.
pub(super) fn file_name(owner: &str, table: &Table) -> String {
    if owner == SHARED { format!("{}.csv", table.name) } else { format!("{owner}_{}.csv", table.name) }
}

fn check_profile(package: &[u8], findings: &mut Vec<Finding>) {
    let package: serde_json::Value = match serde_json::from_slice(package) {
        Ok(package) => package,
        Err(reason) => {
            findings.push(error(DATAPACKAGE, Fault::DatapackageUnreadable { reason: reason.to_string() }));
            return;
        }
    };
    let Some(found) = package.get("profile_version") else { return };
    if found.as_u64().is_none_or(|version| version > u64::from(PROFILE_VERSION)) {
        findings.push(error(DATAPACKAGE, Fault::NewerProfile { found: found.to_string(), known: PROFILE_VERSION }));
    }
}

/// Collects findings of one file.
struct Reader<'a> {
    table: &'static Table,
    file: &'a str,
    given: &'a Given,
    findings: &'a mut Vec<Finding>,
    /// How many findings the files before had.
    before: usize,
    /// How many more there were than are told.
    untold: usize,
    /// What was turned into another form, by column: where first, an example, how often.
    turned: BTreeMap<&'static str, Turned>,
}

/// Cells of one column that were turned into another form.
struct Turned {
    line: u64,
    header: String,
    from: String,
    to: String,
    count: usize,
}

impl Reader<'_> {
    fn say(&mut self, line: Option<u64>, column: Option<(&str, &str)>, fault: Fault) {
        self.tell(Severity::Error, line, column, fault);
    }

    fn tell(&mut self, severity: Severity, line: Option<u64>, column: Option<(&str, &str)>, fault: Fault) {
        if self.findings.len() - self.before >= limits::FINDINGS {
            self.untold += 1;
            return;
        }
        let column = column.map(|(header, name)| (header.to_owned(), name.to_owned()));
        let place = Place { file: self.file.to_owned(), line, column };
        self.findings.push(Finding { severity, place, fault });
    }

    fn turned(&mut self, line: u64, header: &str, column: &'static Column, from: &str, to: &str) {
        let new = || Turned { line, header: header.to_owned(), from: from.to_owned(), to: to.to_owned(), count: 0 };
        self.turned.entry(column.name).or_insert_with(new).count += 1;
    }

    /// Tells what was collected.
    fn finish(mut self) {
        for (name, turned) in std::mem::take(&mut self.turned) {
            let Turned { line, header, from, to, count } = turned;
            let fault = if from.is_empty() {
                Fault::Filled { cell: to, more: count - 1 }
            } else {
                Fault::Normalised { from, to, more: count - 1 }
            };
            self.tell(Severity::Note, Some(line), Some((&header, name)), fault);
        }
        if self.untold > 0 {
            let fault = Fault::MoreFindings { count: self.untold };
            self.findings.push(error(self.file, fault));
        }
    }
}

fn read_table(table: &'static Table, file: &InputFile, given: &Given, findings: &mut Vec<Finding>) -> Rows {
    let mut rows = Rows { table, file: file.name.clone(), rows: Vec::new() };
    let before = findings.len();
    let mut reader = Reader { table, file: &file.name, given, findings, before, untold: 0, turned: BTreeMap::new() };
    match &file.content {
        Content::Csv(bytes) => read_csv(&mut reader, bytes, &mut rows),
        Content::Sheet(sheet) => {
            let records = sheet.iter().map(|(line, cells)| (*line, csv::StringRecord::from(cells.clone())));
            read_records(&mut reader, records, &mut rows);
        }
    }
    reader.finish();
    rows
}

fn read_csv(reader: &mut Reader<'_>, bytes: &[u8], rows: &mut Rows) {
    let decoded = match decode(bytes) {
        Ok(decoded) => decoded,
        Err(line) => return reader.say(None, None, Fault::NoKnownEncoding { line }),
    };
    if let Some(name) = decoded.encoding {
        reader.tell(Severity::Note, None, None, Fault::Encoding { name });
    }
    let text = decoded.text;
    let mut records = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    // The text is UTF-8 and in memory: the reader has no other error to give.
    let numbered = records.records().map_while(Result::ok).map(|record| {
        let line = record.position().map_or(0, csv::Position::line);
        (line, record)
    });
    read_records(reader, numbered, rows);
    // The reader takes the end of the file for the end of an open quote.
    let is_open = text.matches('"').count() % 2 == 1;
    let told = reader.findings.iter().skip(reader.before).any(|finding| finding.fault == Fault::LineBreak);
    if is_open && !told {
        reader.say(rows.rows.last().map(|row| row.line), None, Fault::LineBreak);
    }
}

/// Reads records with their numbers, the header first.
fn read_records(reader: &mut Reader<'_>, records: impl Iterator<Item = (u64, csv::StringRecord)>, rows: &mut Rows) {
    let mut records = records;
    let Some((_, header)) = records.next() else {
        return reader.say(None, None, Fault::EmptyFile);
    };
    let header: Vec<&str> = header.iter().map(str::trim).collect();
    // What stands beyond the last header is told once for the row it stands in.
    let width = header.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
    let header = header.get(..width).unwrap_or_default();
    let places = read_header(reader, header);
    for (line, record) in records {
        let mut record: Vec<&str> = record.iter().collect();
        if rows.rows.len() == limits::ROWS {
            reader.say(Some(line), None, Fault::TooManyRows { limit: limits::ROWS });
            break;
        }
        // A line of nothing but commas is how a spreadsheet saves an empty row.
        if record.iter().all(|cell| cell.is_empty()) {
            continue;
        }
        if is_example(&record) {
            if is_as_given(reader.table, &places, &record) {
                reader.tell(Severity::Note, Some(line), None, Fault::ExampleSkipped);
            } else {
                reader.say(Some(line), None, Fault::ExampleFilledIn);
            }
            continue;
        }
        if record.iter().any(|cell| cell.contains(['\n', '\r'])) {
            reader.say(Some(line), None, Fault::LineBreak);
            continue;
        }
        while record.len() > header.len() && record.last().is_some_and(|cell| cell.is_empty()) {
            record.pop();
        }
        if record.len() != header.len() {
            reader.say(Some(line), None, Fault::CellCount { found: record.len(), expected: header.len() });
            continue;
        }
        let cells = read_cells(reader, line, header, &record, &places);
        rows.rows.push(Row::new(line, cells.iter().map(AsRef::as_ref)));
    }
}

/// Whether an example stands as the template gave it: what was typed over it is somebody's row.
fn is_as_given(table: &Table, places: &[Option<usize>], record: &[&str]) -> bool {
    record.iter().zip(places).all(|(cell, place)| {
        let column = place.and_then(|place| table.columns.get(place));
        column.is_none_or(|column| {
            let label = match column.kind {
                Kind::Code(list) => list.get(column.example).map_or("", |code| code.label.ja),
                _ => "",
            };
            let given =
                [column.example, label].contains(cell) || unescape(cell).is_ok_and(|cell| cell == column.example);
            given || (column.name == "note" && cell.trim() == EXAMPLE_NOTE)
        })
    })
}

/// For each cell of a record, which column of the definition it belongs to.
fn read_header(reader: &mut Reader<'_>, header: &[&str]) -> Vec<Option<usize>> {
    let mut places: Vec<Option<usize>> = Vec::with_capacity(header.len());
    for found in header.iter().copied() {
        let known = |column: &Column| column.header == found || column.name == found;
        let place = reader.table.columns.iter().position(known);
        match place {
            None => {
                let nearest = nearest(found, reader.table.columns.iter().map(|column| column.header));
                reader.say(Some(1), None, Fault::UnknownColumn { header: found.to_owned(), nearest });
            }
            Some(_) if places.contains(&place) => {
                reader.say(Some(1), None, Fault::RepeatedColumn { header: found.to_owned() });
            }
            Some(_) => {}
        }
        places.push(place);
    }
    for (place, column) in reader.table.columns.iter().enumerate() {
        let given = !reader.given.cell(reader.table, column).is_empty();
        let needed = column.need == Need::Required && !given && !may_be_blank(reader.table, column);
        if needed && !places.contains(&Some(place)) {
            let fault = Fault::MissingColumn { header: column.header.to_owned(), name: column.name.to_owned() };
            reader.say(Some(1), None, fault);
        }
    }
    places
}

/// The ids of observations and achievements follow from their other cells.
fn may_be_blank(table: &Table, column: &Column) -> bool {
    column.name == "id" && matches!(table.name, "observations" | "achievements")
}

/// Of the known words the nearest to a misspelt one, if it is near at all.
pub(super) fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    // Ids are long and alike: more than two slips would point to another row.
    let allowed = (word.chars().count() / 3).clamp(1, 2);
    known
        .map(|candidate| (distance(word, candidate, allowed), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, candidate)| candidate.to_owned())
}

/// Levenshtein distance; anything over `limit` counts as `limit + 1`.
fn distance(one: &str, two: &str, limit: usize) -> usize {
    let two: Vec<char> = two.chars().collect();
    let length = one.chars().count();
    if length.abs_diff(two.len()) > limit {
        return limit + 1;
    }
    let mut previous: Vec<usize> = (0..=two.len()).collect();
    for (row, left) in one.chars().enumerate() {
        let mut corner = row;
        let mut last = row + 1;
        let mut next = vec![last];
        for (above, right) in previous.iter().skip(1).zip(&two) {
            last = (corner + usize::from(left != *right)).min(above + 1).min(last + 1);
            corner = *above;
            next.push(last);
        }
        previous = next;
    }
    previous.last().copied().unwrap_or(0)
}
