//! From files to rows: names, encoding, headers, and the form of every cell. Knows the definitions.
//!
//! All problems are told, not the first only: a bad cell does not keep the next from being read.

use std::collections::BTreeSet;

use super::definitions::{Column, Kind, Need, PROFILE_VERSION, Scope, Table, table};
use super::finding::{Finding, Place, Severity};
use super::ids::is_id;
use super::input::{Input, InputFile};
use super::{Dataset, Row, Rows, SHARED, tables_of};
use crate::domain::{FiscalYear, FiscalYearError, LocalGovernmentCode, LocalGovernmentCodeError, Number};
use crate::text::{Fault, YearReason};

/// How large an input may be.
pub mod limits {
    /// Bytes of one file.
    pub const FILE_BYTES: u64 = 256 * 1024 * 1024;
    /// Rows of one table.
    pub const ROWS: usize = 2_000_000;
    /// Characters of one cell.
    pub const CELL_CHARACTERS: usize = 20_000;
    /// Characters of an id.
    pub const ID_CHARACTERS: usize = 200;
}

pub(super) fn read(input: &Input) -> (Option<Dataset>, Vec<Finding>) {
    let mut findings = Vec::new();
    for file in input.files.iter().filter(|file| file.name == "datapackage.json") {
        check_profile(file, &mut findings);
    }
    let mut named = Vec::new();
    for file in input.files.iter().filter(|file| file.name != "datapackage.json") {
        match table_of(&file.name) {
            Some((owner, table)) => named.push((owner, table, file)),
            None => findings.push(error(&file.name, Fault::UnknownFile { expected: expected_names() })),
        }
    }
    let owners: BTreeSet<&str> = named.iter().map(|(owner, ..)| *owner).collect();
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
    let mut tables = Vec::new();
    for table in tables_of(scope) {
        let mut files = named.iter().filter(|(_, known, _)| known.name == table.name).map(|(.., file)| *file);
        if let Some(file) = files.next() {
            findings.extend(files.map(|again| error(&again.name, Fault::SameTableTwice { other: file.name.clone() })));
            tables.push(read_table(table, file, &mut findings));
            continue;
        }
        // A forgotten file would take its rows away in silence: an import replaces everything.
        findings.push(missing(id, table));
        tables.push(Rows { table, file: file_name(id, table), rows: Vec::new() });
    }
    (Some(Dataset { id: id.to_owned(), tables }), findings)
}

fn missing(owner: &str, table: &Table) -> Finding {
    let file = file_name(owner, table);
    error(&file, Fault::MissingFile { file: file.clone() })
}

fn error(file: &str, fault: Fault) -> Finding {
    Finding { severity: Severity::Error, place: Place { file: file.to_owned(), ..Place::default() }, fault }
}

/// The file of a table: `072036_measures.csv`, `topics.csv`.
fn file_name(owner: &str, table: &Table) -> String {
    if owner == SHARED { format!("{}.csv", table.name) } else { format!("{owner}_{}.csv", table.name) }
}

/// Who owns the file and which table it is.
fn table_of(file: &str) -> Option<(&str, &'static Table)> {
    let (stem, _) = file.rsplit_once('.')?;
    if let Some(shared) = table(stem).filter(|table| table.scope == Scope::Shared) {
        return Some((SHARED, shared));
    }
    let (owner, name) = stem.split_once('_')?;
    let known = table(name).filter(|table| table.scope == Scope::Government)?;
    Some((owner, known))
}

fn expected_names() -> String {
    let mut names: Vec<String> =
        tables_of(Scope::Government).map(|table| format!("{{code}}_{}.csv", table.name)).collect();
    names.extend(tables_of(Scope::Shared).map(|table| format!("{}.csv", table.name)));
    names.join(", ")
}

fn check_profile(file: &InputFile, findings: &mut Vec<Finding>) {
    let package: serde_json::Value = match serde_json::from_slice(&file.bytes) {
        Ok(package) => package,
        Err(reason) => {
            findings.push(error(&file.name, Fault::DatapackageUnreadable { reason: reason.to_string() }));
            return;
        }
    };
    let Some(found) = package.get("profile_version") else { return };
    if found.as_u64().is_none_or(|version| version > u64::from(PROFILE_VERSION)) {
        findings.push(error(&file.name, Fault::NewerProfile { found: found.to_string(), known: PROFILE_VERSION }));
    }
}

/// Collects findings of one file.
struct Reader<'a> {
    table: &'static Table,
    file: &'a str,
    findings: &'a mut Vec<Finding>,
}

impl Reader<'_> {
    fn say(&mut self, line: Option<u64>, column: Option<(&str, &str)>, fault: Fault) {
        let column = column.map(|(header, name)| (header.to_owned(), name.to_owned()));
        let place = Place { file: self.file.to_owned(), line, column };
        self.findings.push(Finding { severity: Severity::Error, place, fault });
    }
}

fn read_table(table: &'static Table, file: &InputFile, findings: &mut Vec<Finding>) -> Rows {
    let mut rows = Rows { table, file: file.name.clone(), rows: Vec::new() };
    let mut reader = Reader { table, file: &file.name, findings };
    let bytes = file.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&file.bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(at) => {
            let line = bytes.iter().take(at.valid_up_to()).filter(|byte| **byte == b'\n').count() as u64 + 1;
            reader.say(None, None, Fault::NotUtf8 { line });
            return rows;
        }
    };
    let mut records = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut records = records.records().map_while(|record| {
        // The text is UTF-8 and in memory: the reader has no other error to give.
        record.ok()
    });
    let Some(header) = records.next() else {
        reader.say(None, None, Fault::EmptyFile);
        return rows;
    };
    let places = read_header(&mut reader, &header);
    // The reader takes the end of the file for the end of an open quote.
    let is_open = text.matches('"').count() % 2 == 1;
    for record in records {
        let line = record.position().map_or(0, csv::Position::line);
        if rows.rows.len() == limits::ROWS {
            reader.say(Some(line), None, Fault::TooManyRows { limit: limits::ROWS });
            break;
        }
        // A line of nothing but commas is how a spreadsheet saves an empty row.
        if record.iter().all(str::is_empty) {
            continue;
        }
        if record.iter().any(|cell| cell.contains(['\n', '\r'])) {
            reader.say(Some(line), None, Fault::LineBreak);
            continue;
        }
        if record.len() != header.len() {
            reader.say(Some(line), None, Fault::CellCount { found: record.len(), expected: header.len() });
            continue;
        }
        let cells = read_cells(&mut reader, line, &header, &record, &places);
        rows.rows.push(Row { line, cells });
    }
    let told =
        reader.findings.iter().any(|finding| finding.fault == Fault::LineBreak && finding.place.file == file.name);
    if is_open && !told {
        reader.say(rows.rows.last().map(|row| row.line), None, Fault::LineBreak);
    }
    rows
}

/// For each cell of a record, which column of the definition it belongs to.
fn read_header(reader: &mut Reader<'_>, header: &csv::StringRecord) -> Vec<Option<usize>> {
    let mut places: Vec<Option<usize>> = Vec::with_capacity(header.len());
    for found in header {
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
        if column.need == Need::Required && !places.contains(&Some(place)) && !may_be_blank(reader.table, column) {
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

fn read_cells(
    reader: &mut Reader<'_>,
    line: u64,
    header: &csv::StringRecord,
    record: &csv::StringRecord,
    places: &[Option<usize>],
) -> Vec<String> {
    let mut cells = vec![String::new(); reader.table.columns.len()];
    for (place, column) in reader.table.columns.iter().enumerate() {
        let at = places.iter().position(|known| *known == Some(place));
        let found = at.and_then(|at| record.get(at)).unwrap_or_default();
        let written = at.and_then(|at| header.get(at)).unwrap_or(column.header);
        match read_cell(reader.table, column, found) {
            Ok(cell) => {
                if let Some(slot) = cells.get_mut(place) {
                    *slot = cell;
                }
            }
            Err(fault) => reader.say(Some(line), Some((written, column.name)), fault),
        }
    }
    cells
}

fn read_cell(table: &Table, column: &Column, cell: &str) -> Result<String, Fault> {
    if cell.is_empty() {
        let required = column.need == Need::Required && !may_be_blank(table, column);
        return if required { Err(Fault::Blank) } else { Ok(String::new()) };
    }
    if let Some(control) = cell.chars().find(|character| character.is_control()) {
        return Err(Fault::ControlCharacter { code: u32::from(control) });
    }
    let characters = cell.chars().count();
    if characters > limits::CELL_CHARACTERS {
        return Err(Fault::CellTooLong { characters, limit: limits::CELL_CHARACTERS });
    }
    if cell.trim() != cell {
        return Err(Fault::OuterSpace);
    }
    let owned = || cell.to_owned();
    match column.kind {
        Kind::Text => unescape(cell),
        Kind::Id | Kind::Reference(_) => {
            if is_id(cell) {
                Ok(owned())
            } else {
                Err(Fault::NotAnId { cell: owned() })
            }
        }
        Kind::LocalGovernmentCode => {
            cell.parse::<LocalGovernmentCode>().map(|code| code.to_string()).map_err(|error| match error {
                LocalGovernmentCodeError::FiveDigits => Fault::CodeFiveDigits { cell: owned() },
                LocalGovernmentCodeError::NotSixDigits => Fault::CodeNotSixDigits { cell: owned() },
                LocalGovernmentCodeError::CheckDigit { expected } => Fault::CodeCheckDigit { cell: owned(), expected },
            })
        }
        Kind::Integer => {
            let plain = cell.parse::<i32>().ok().filter(|number| number.to_string() == cell);
            plain.map(|_| owned()).ok_or_else(|| Fault::NotAnInteger { cell: owned() })
        }
        Kind::FiscalYear => cell.parse::<FiscalYear>().map(|year| year.to_string()).map_err(|error| {
            let reason = match error {
                FiscalYearError::Unreadable => YearReason::Unreadable,
                FiscalYearError::NoSuchEraYear { era, western } => YearReason::Era { name: era, western },
                FiscalYearError::OutOfRange => YearReason::Range,
            };
            Fault::NotAFiscalYear { cell: owned(), reason }
        }),
        Kind::Decimal => cell.parse::<Number>().map(|_| owned()).map_err(|_| Fault::NotANumber { cell: owned() }),
        Kind::Date => {
            if is_date(cell) {
                Ok(owned())
            } else {
                Err(Fault::NotADate { cell: owned() })
            }
        }
        Kind::PartialDate => {
            let whole = if cell.len() == 7 { format!("{cell}-01") } else { owned() };
            if is_date(&whole) { Ok(owned()) } else { Err(Fault::NotAPartialDate { cell: owned() }) }
        }
        Kind::Code(list) => list.get(cell).map(|_| owned()).ok_or_else(|| {
            let allowed = list.values().collect::<Vec<_>>().join(", ");
            Fault::NotACode { cell: owned(), list: list.name, allowed }
        }),
    }
}

/// An existing day, written `YYYY-MM-DD`.
fn is_date(text: &str) -> bool {
    text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok_and(|date| date.to_string() == text)
}

fn unescape(cell: &str) -> Result<String, Fault> {
    if !cell.contains('\\') {
        return Ok(cell.to_owned());
    }
    let mut text = String::with_capacity(cell.len());
    let mut characters = cell.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some('n') => text.push('\n'),
                Some('\\') => text.push('\\'),
                _ => return Err(Fault::BadEscape),
            },
            other => text.push(other),
        }
    }
    Ok(text)
}
