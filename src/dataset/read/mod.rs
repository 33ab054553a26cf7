//! From files to rows: encoding, headers, and the form of every cell. Knows the definitions and the stage.
//!
//! All problems are told, not the first only: a bad cell does not keep the next from being read. What was written in
//! another form is turned into the published one, and told too.

mod cells;
mod reader;
mod row_ids;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::example::{EXAMPLE_NOTE, is_example};
use super::finding::{Finding, Findings, Place, Severity};
use super::input::{Book, DATAPACKAGE, Input, InputFile, Records, SheetRow, Source, detect, finding as error};
use super::nearest::nearest;
use super::{Dataset, Row, StageError};
use crate::dataset::fault::Fault;
use crate::model::limits;
use crate::model::{Column, Need, PROFILE_VERSION, Scope, Table, table, tables_of};
use cells::{government_code, read_cells, unescape};
use reader::{Given, Reader, Throughout, tell_turned};
use row_ids::{achievement_id, observation_id};

/// Reads the tables of `input`; nothing where it is not clear whose they are.
pub(super) fn read(input: &Input, findings: &mut Findings) -> Result<Option<Dataset>, StageError> {
    findings.extend(input.findings.iter().cloned());
    if let Some(package) = &input.datapackage {
        check_profile(package, findings);
    }
    let owners: BTreeSet<&str> = input.files.iter().map(|file| file.owner.as_str()).collect();
    if owners.len() > 1 {
        let codes = owners.into_iter().collect::<Vec<_>>().join(", ");
        findings.push(error(&input.name, Fault::SeveralGovernments { codes }));
        return Ok(None);
    }
    let Some(id) = owners.into_iter().next() else {
        if findings.count(Severity::Error) == 0 {
            findings.push(error(&input.name, Fault::NoTables));
        }
        return Ok(None);
    };
    let scope = Scope::of(id);
    if scope == Scope::Government
        && let Err(fault) = government_code(id)
    {
        // Every id begins with it: told once, not for every row.
        findings.push(error(&code_place(input, id), fault));
        return Ok(None);
    }
    let mut dataset = Dataset::empty(id)?;
    let mut books = Books::default();
    let mut throughout = Throughout::default();
    let is_workbook = input.files.iter().any(|file| matches!(file.source, Source::Sheet { .. }));
    for table in tables_of(scope) {
        let mut files = input.files.iter().filter(|file| file.table.name == table.name);
        if let Some(file) = files.next() {
            findings.extend(files.map(|again| error(&again.name, Fault::SameTableTwice { other: file.name.clone() })));
            dataset.read_from(table, &file.name);
            read_table(&mut dataset, file, &mut books, &mut throughout, findings)?;
        } else {
            // A forgotten table would take its rows away in silence: an import replaces everything.
            let missing = if is_workbook { missing_sheet(table) } else { missing_file(id, table) };
            dataset.read_from(table, &missing.place.file);
            findings.push(missing);
        }
        dataset.complete(table)?;
    }
    tell_turned(throughout.filled, findings);
    if throughout.examples > 0 {
        let place = Place { file: input.name.clone(), ..Place::default() };
        let fault = Fault::ExamplesSkipped { count: throughout.examples };
        findings.push(Finding { severity: Severity::Note, place, fault });
    }
    Ok(Some(dataset))
}

/// Where the code of the government stands: in the names of the files, or in its own sheet.
fn code_place(input: &Input, id: &str) -> String {
    let own = input.files.iter().find(|file| file.table.name == "local_governments");
    match own {
        Some(file) => file.name.clone(),
        // A workbook without that sheet.
        None if id.is_empty() => table("local_governments").map_or(String::new(), |table| table.label.ja.to_owned()),
        None => format!("{id}_*.csv"),
    }
}

/// The workbook that is being read, opened once.
#[derive(Default)]
struct Books(Option<Book>);

impl Books {
    fn open(&mut self, path: &Path) -> Result<&mut Book, String> {
        if self.0.is_none() {
            self.0 = Some(Book::open(path)?);
        }
        self.0.as_mut().ok_or_else(String::new)
    }
}

fn missing_file(owner: &str, table: &Table) -> Finding {
    let file = table.file_name(owner);
    error(&file, Fault::MissingFile { file: file.clone() })
}

fn missing_sheet(table: &Table) -> Finding {
    let sheet = table.label.ja;
    error(sheet, Fault::MissingSheet { sheet })
}

fn check_profile(package: &[u8], findings: &mut Findings) {
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

fn read_table(
    dataset: &mut Dataset,
    file: &InputFile,
    books: &mut Books,
    throughout: &mut Throughout,
    findings: &mut Findings,
) -> Result<(), StageError> {
    let given = Given::by(dataset)?;
    let mut reader = Reader {
        table: file.table,
        file: &file.name,
        given: &given,
        findings,
        most_rows: limits::ROWS,
        turned: BTreeMap::new(),
        throughout,
    };
    match &file.source {
        Source::Sheet { workbook } => match books.open(workbook) {
            Ok(book) => read_sheet(&mut reader, book, dataset)?,
            Err(reason) => reader.say(None, None, Fault::BrokenArchive { reason }),
        },
        csv => read_csv(&mut reader, csv, dataset)?,
    }
    tell_turned(reader.turned, reader.findings);
    Ok(())
}

fn read_sheet(reader: &mut Reader<'_>, book: &mut Book, dataset: &mut Dataset) -> Result<(), StageError> {
    let broken = |reason: String| Fault::BrokenArchive { reason };
    match book.rows(reader.file) {
        Err(reason) => reader.say(None, None, broken(reason)),
        Ok(rows) => {
            let mut width = 0;
            let records = rows.map(|row| {
                let SheetRow { number, mut cells, faults } = row.map_err(broken)?;
                // A sheet has no cells after the last that is filled; a record has as many as its header.
                width = if width == 0 { cells.len() } else { width };
                cells.resize(cells.len().max(width), String::new());
                Ok(Record { line: number, cells, faults })
            });
            read_records(reader, records, dataset)?;
        }
    }
    match book.formula(reader.file) {
        Ok(Some(line)) => reader.tell(Severity::Warning, Some(line), None, Fault::FormulaCell),
        Ok(None) => {}
        Err(reason) => reader.say(None, None, broken(reason)),
    }
    Ok(())
}

fn read_csv(reader: &mut Reader<'_>, source: &Source, dataset: &mut Dataset) -> Result<(), StageError> {
    let unread = |error: std::io::Error| Fault::Unreadable { reason: error.to_string() };
    let detected = match source.read(|bytes| detect(bytes)) {
        Ok(Ok(detected)) => detected,
        Ok(Err(line)) => {
            reader.say(None, None, Fault::NoKnownEncoding { line });
            return Ok(());
        }
        Err(error) => {
            reader.say(None, None, unread(error));
            return Ok(());
        }
    };
    if let Some(name) = detected.name() {
        reader.tell(Severity::Note, None, None, Fault::Encoding { name });
    }
    let mut staged = Ok(());
    let read = source.read(|bytes| {
        let mut csv = Records::new(bytes, detected);
        let mut last = None;
        let records = csv.by_ref().map(|record| {
            let (line, cells) = record.map_err(unread)?;
            last = Some(line);
            Ok(Record { line, cells, faults: Vec::new() })
        });
        staged = read_records(reader, records, dataset);
        // The parser takes the end of the file for the end of an open quote.
        if csv.is_open() && !reader.findings.has(reader.file, &Fault::LineBreak) {
            reader.say(last, None, Fault::LineBreak);
        }
        Ok(())
    });
    if let Err(error) = read {
        reader.say(None, None, unread(error));
    }
    staged
}

/// A row as a file has it, before it is known what its cells mean.
struct Record {
    line: u64,
    cells: Vec<String>,
    /// What is wrong with some of its cells, by their place.
    faults: Vec<(usize, Fault)>,
}

/// Reads records, the header first, until one cannot be had.
fn read_records(
    reader: &mut Reader<'_>,
    mut records: impl Iterator<Item = Result<Record, Fault>>,
    dataset: &mut Dataset,
) -> Result<(), StageError> {
    let header = match records.next() {
        Some(Ok(header)) => header,
        Some(Err(fault)) => {
            reader.say(None, None, fault);
            return Ok(());
        }
        None => {
            reader.say(None, None, Fault::EmptyFile);
            return Ok(());
        }
    };
    for (_, fault) in header.faults {
        reader.say(Some(header.line), None, fault);
    }
    let header: Vec<&str> = header.cells.iter().map(|cell| cell.trim()).collect();
    // What stands beyond the last header is told once for the row it stands in.
    let width = header.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
    let header = header.get(..width).unwrap_or_default();
    let places = read_header(reader, header);
    let mut count = 0;
    for record in records {
        let Record { line, cells, faults } = match record {
            Ok(record) => record,
            Err(fault) => {
                reader.say(None, None, fault);
                break;
            }
        };
        let broken: Vec<usize> = faults.iter().map(|(place, _)| *place).collect();
        for (place, fault) in faults {
            let column = places.get(place).copied().flatten().and_then(|place| reader.table.columns.get(place));
            reader.say(Some(line), column.map(|column| (column.header, column.name)), fault);
        }
        let mut record: Vec<&str> = cells.iter().map(String::as_str).collect();
        // A line of nothing but commas is how a spreadsheet saves an empty row.
        if record.iter().all(|cell| cell.is_empty()) && broken.is_empty() {
            continue;
        }
        if count == reader.most_rows {
            reader.say(Some(line), None, Fault::TooManyRows { limit: reader.most_rows });
            break;
        }
        if is_example(&record) {
            if is_as_given(reader.table, &places, &record) {
                reader.throughout.examples += 1;
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
        dataset.add(&with_id(read_cells(reader, line, header, &record, &places, &broken)))?;
        count += 1;
    }
    Ok(())
}

/// Gives an observation or achievement without an id the one its other cells say.
fn with_id(row: Row) -> Row {
    let made = match row.table.name {
        "observations" => observation_id,
        "achievements" => achievement_id,
        _ => return row,
    };
    if row.get("id").is_empty() && !row.is_unread("id") {
        return made(&row).map_or_else(|| row.clone(), |id| row.with("id", &id));
    }
    row
}

/// Whether an example stands as the template gave it: what was typed over it is somebody's row.
fn is_as_given(table: &Table, places: &[Option<usize>], record: &[&str]) -> bool {
    record.iter().zip(places).all(|(cell, place)| {
        let column = place.and_then(|place| table.columns.get(place));
        column.is_none_or(|column| {
            let example = column.example_cell();
            let given =
                [example, column.label_of(example)].contains(cell) || unescape(cell).is_ok_and(|cell| cell == example);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_too_many_is_told_by_its_line_and_empty_rows_are_none() {
        let table = table("departments").unwrap();
        let header: Vec<&str> = table.columns.iter().map(|column| column.header).collect();
        let row = |number: &str| -> Vec<String> {
            let filled = |column: &Column| !number.is_empty() && column.name != "note";
            let cell = |column: &Column| match column.name {
                "id" => format!("072036-dept-{number}"),
                "parent_department_id" => String::new(),
                _ => column.example.to_owned(),
            };
            table.columns.iter().map(|column| if filled(column) { cell(column) } else { String::new() }).collect()
        };
        let rows = [row("1"), row(""), row("2"), row("3"), row("4")];
        let head = header.iter().map(ToString::to_string).collect();
        let records = std::iter::once(head)
            .chain(rows)
            .zip(1..)
            .map(|(cells, line)| Ok(Record { line, cells, faults: Vec::new() }));
        let mut dataset = Dataset::empty("072036").unwrap();
        let mut findings = Findings::default();
        let given = Given::default();
        let file = "072036_departments.csv";
        let mut reader = Reader {
            table,
            file,
            given: &given,
            findings: &mut findings,
            most_rows: 2,
            turned: BTreeMap::new(),
            throughout: &mut Throughout::default(),
        };
        read_records(&mut reader, records, &mut dataset).unwrap();
        assert_eq!(dataset.rows("departments").unwrap().count(), 2);
        let [told] = findings.told() else { panic!("{:?}", findings.told()) };
        assert_eq!((told.place.line, &told.fault), (Some(5), &Fault::TooManyRows { limit: 2 }));
    }
}
