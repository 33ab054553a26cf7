//! Adding the records of a file or sheet to a dataset.

use super::cells::{RecordCells, read_cells, unescape};
use super::context::TableReader;
use super::header::read_header;
use super::row_ids::{achievement_id, observation_id};
use crate::dataset::fault::Fault;
use crate::dataset::row::Row;
use crate::dataset::staging::StagingError;
use crate::dataset::tables::Dataset;
use crate::dataset::template::{EXAMPLE_NOTE, is_example};
use crate::model::Table;

/// A raw row of a file or sheet.
pub(super) struct Record {
    pub(super) line: u64,
    pub(super) cells: Vec<String>,
    /// Invalid cells, by index.
    pub(super) faults: Vec<(usize, Fault)>,
}

/// Adds the records to `dataset`. The first record is the header. Stops at the first record that cannot be read.
pub(super) fn read_records(
    reader: &mut TableReader<'_>,
    mut records: impl Iterator<Item = Result<Record, Fault>>,
    dataset: &mut Dataset,
) -> Result<(), StagingError> {
    let header = match records.next().unwrap_or(Err(Fault::EmptyFile)) {
        Ok(header) => header,
        Err(fault) => {
            reader.error(None, None, fault);
            return Ok(());
        }
    };
    for (_, fault) in header.faults {
        reader.error(Some(header.line), None, fault);
    }
    let header: Vec<&str> = header.cells.iter().map(|cell| cell.trim()).collect();
    // Cells beyond the last header are reported once for each row.
    let width = header.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
    let header = header.get(..width).unwrap_or_default();
    let columns = read_header(reader, header);
    let mut count = 0;
    for record in records {
        let record = match record {
            Ok(record) => record,
            Err(fault) => {
                reader.error(None, None, fault);
                break;
            }
        };
        // Spreadsheets save an empty row as a line of commas.
        if record.cells.iter().all(String::is_empty) && record.faults.is_empty() {
            continue;
        }
        if count == reader.max_rows {
            reader.error(Some(record.line), None, Fault::TooManyRows { limit: reader.max_rows });
            break;
        }
        if let Some(row) = read_record(reader, header, &columns, record) {
            dataset.add(&row)?;
            count += 1;
        }
    }
    Ok(())
}

/// Converts a record to a row. Returns `None` for example rows and for malformed records, which are reported.
fn read_record(
    reader: &mut TableReader<'_>,
    header: &[&str],
    columns: &[Option<usize>],
    record: Record,
) -> Option<Row> {
    let Record { line, cells, faults } = record;
    let invalid: Vec<usize> = faults.iter().map(|(index, _)| *index).collect();
    for (index, fault) in faults {
        let column = columns.get(index).copied().flatten().and_then(|index| reader.table.columns.get(index));
        reader.error(Some(line), column.map(|column| (column.header, column.name)), fault);
    }
    let mut record: Vec<&str> = cells.iter().map(String::as_str).collect();
    if is_example(&record) {
        if is_unchanged_example(reader.table, columns, &record) {
            reader.notes.examples += 1;
        } else {
            reader.error(Some(line), None, Fault::ExampleEdited);
        }
        return None;
    }
    if record.iter().any(|cell| cell.contains(['\n', '\r'])) {
        reader.error(Some(line), None, Fault::LineBreak);
        return None;
    }
    while record.len() > header.len() && record.last().is_some_and(|cell| cell.is_empty()) {
        record.pop();
    }
    if record.len() != header.len() {
        reader.error(Some(line), None, Fault::CellCount { found: record.len(), expected: header.len() });
        return None;
    }
    let cells = RecordCells { header, record: &record, columns, invalid: &invalid };
    Some(with_id(read_cells(reader, line, &cells)))
}

/// Adds the id of an observation or achievement if it is blank.
fn with_id(row: Row) -> Row {
    let make_id = match row.table.name {
        "observations" => observation_id,
        "achievements" => achievement_id,
        _ => return row,
    };
    if row.get("id").is_empty() && !row.is_invalid("id") {
        return make_id(&row).map_or_else(|| row.clone(), |id| row.with("id", &id));
    }
    row
}

/// Returns whether an example row is still as in the template. If it was edited, it may be a row of data.
fn is_unchanged_example(table: &Table, columns: &[Option<usize>], record: &[&str]) -> bool {
    record.iter().zip(columns).all(|(cell, index)| {
        let column = index.and_then(|index| table.columns.get(index));
        column.is_none_or(|column| {
            let example = column.example_cell();
            let is_unchanged =
                [example, column.label_of(example)].contains(cell) || unescape(cell).is_ok_and(|cell| cell == example);
            is_unchanged || (column.name == "note" && cell.trim() == EXAMPLE_NOTE)
        })
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::dataset::finding::Findings;
    use crate::dataset::read::context::{Defaults, InputNotes};
    use crate::model::{Column, table};

    #[test]
    fn row_beyond_the_limit_is_reported_and_empty_rows_do_not_count() {
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
        let defaults = Defaults::default();
        let file = "072036_departments.csv";
        let mut reader = TableReader {
            table,
            file,
            defaults: &defaults,
            findings: &mut findings,
            max_rows: 2,
            normalised: BTreeMap::new(),
            notes: &mut InputNotes::default(),
        };
        read_records(&mut reader, records, &mut dataset).unwrap();
        assert_eq!(dataset.rows("departments").unwrap().count(), 2);
        let [finding] = findings.listed() else { panic!("{:?}", findings.listed()) };
        assert_eq!((finding.location.line, &finding.fault), (Some(5), &Fault::TooManyRows { limit: 2 }));
    }
}
