//! Parsing and normalising cells.

use std::borrow::Cow;

use super::context::TableReader;
use crate::dataset::fault::{Fault, YearReason, excerpt};
use crate::dataset::normalise::normalise;
use crate::dataset::row::Row;
use crate::domain::{FiscalYear, FiscalYearError, LocalGovernmentCode, LocalGovernmentCodeError, Number};
use crate::model::ids::{is_date, is_id};
use crate::model::limits;
use crate::model::{Column, Kind, Need, Table};

/// The raw cells of a record, with their columns.
pub(super) struct RecordCells<'a> {
    pub(super) header: &'a [&'a str],
    pub(super) record: &'a [&'a str],
    /// Index of the column in the definition, for each cell.
    pub(super) columns: &'a [Option<usize>],
    /// Indexes of the cells already reported as invalid.
    pub(super) invalid: &'a [usize],
}

/// Converts a record to a row: cells in the published format, in the order of the definition. Reports invalid cells, which
/// become blank.
pub(super) fn read_cells(reader: &mut TableReader<'_>, line: u64, cells: &RecordCells<'_>) -> Row {
    let mut row = Row::empty(reader.table, line);
    for (index, column) in reader.table.columns.iter().enumerate() {
        let position = cells.columns.iter().position(|known| *known == Some(index));
        if position.is_some_and(|position| cells.invalid.contains(&position)) {
            row.push("");
            row.mark_invalid(index);
            continue;
        }
        let raw = position.and_then(|position| cells.record.get(position)).copied().unwrap_or_default();
        let header = position.and_then(|position| cells.header.get(position)).copied().unwrap_or(column.header);
        if let Some(cell) = read_column(reader, line, header, column, raw) {
            row.push(&cell);
        } else {
            row.push("");
            row.mark_invalid(index);
        }
    }
    row
}

/// Parses one cell, normalising it or filling in its default if necessary. Returns `None` if it is invalid, which is
/// reported.
fn read_column<'a>(
    reader: &mut TableReader<'_>,
    line: u64,
    header: &str,
    column: &'static Column,
    raw: &'a str,
) -> Option<Cow<'a, str>> {
    let default = reader.defaults.cell(reader.table, column);
    if raw.trim().is_empty() && !default.is_empty() && column.need == Need::Required {
        let cell = default.to_owned();
        reader.note_normalised(line, header, column, "", &cell);
        return Some(cell.into());
    }
    match parse_cell(reader.table, column, raw) {
        Ok(cell) => {
            // Parsing accepts every format of a fiscal year, but a changed format is reported.
            if matches!(column.kind, Kind::FiscalYear) && cell != raw {
                reader.note_normalised(line, header, column, raw, &cell);
            }
            Some(cell)
        }
        Err(fault) => {
            let parse = |cell: &str| parse_cell(reader.table, column, cell).ok().map(Cow::into_owned);
            let normalised = normalise(column.kind, raw).and_then(|cell| parse(&cell)).or_else(|| parse(raw.trim()));
            let Some(cell) = normalised else {
                reader.error(Some(line), Some((header, column.name)), fault);
                return None;
            };
            // Labels are as valid as codes and need no note.
            if !matches!(column.kind, Kind::Code(_)) {
                reader.note_normalised(line, header, column, raw, &cell);
            }
            Some(cell.into())
        }
    }
}

/// Returns a cell in the published format, unescaped.
fn parse_cell<'a>(table: &Table, column: &Column, cell: &'a str) -> Result<Cow<'a, str>, Fault> {
    if cell.is_empty() {
        let required = column.need == Need::Required && !may_be_blank(table, column);
        return if required { Err(Fault::RequiredBlank) } else { Ok(Cow::Borrowed("")) };
    }
    if let Some(control) = cell.chars().find(|character| character.is_control()) {
        return Err(Fault::ControlCharacter { code: u32::from(control) });
    }
    if cell.chars().count() > limits::CELL_CHARACTERS {
        return Err(Fault::CellTooLong { limit: limits::CELL_CHARACTERS });
    }
    if cell.trim() != cell {
        return Err(Fault::SurroundingSpace);
    }
    let owned = || excerpt(cell);
    let as_is = || Ok(Cow::Borrowed(cell));
    match column.kind {
        Kind::Text => unescape(cell),
        Kind::Id | Kind::Reference(_) => {
            if is_id(cell) {
                as_is()
            } else {
                Err(Fault::NotAnId { cell: owned() })
            }
        }
        Kind::LocalGovernmentCode => government_code(cell).map(Cow::from),
        Kind::Integer => {
            let plain = cell.parse::<i32>().ok().filter(|number| number.to_string() == cell);
            if plain.is_some() { as_is() } else { Err(Fault::NotAnInteger { cell: owned() }) }
        }
        Kind::FiscalYear => cell.parse::<FiscalYear>().map(|year| year.to_string().into()).map_err(|error| {
            let reason = match error {
                FiscalYearError::Unreadable => YearReason::Unreadable,
                FiscalYearError::NoSuchEraYear { era, western } => YearReason::Era { name: era, western },
                FiscalYearError::OutOfRange => YearReason::OutOfRange,
            };
            Fault::NotAFiscalYear { cell: owned(), reason }
        }),
        Kind::Decimal => match cell.parse::<Number>() {
            Ok(_) => as_is(),
            Err(_) => Err(Fault::NotANumber { cell: owned() }),
        },
        Kind::Date => {
            if is_date(cell) {
                as_is()
            } else {
                Err(Fault::NotADate { cell: owned() })
            }
        }
        Kind::PartialDate => {
            let whole = if cell.len() == 7 { format!("{cell}-01") } else { owned() };
            if is_date(&whole) { as_is() } else { Err(Fault::NotAMonthOrDate { cell: owned() }) }
        }
        Kind::Code(list) if list.get(cell).is_some() => as_is(),
        Kind::Code(list) => {
            let allowed = list.values().collect::<Vec<_>>().join(", ");
            Err(Fault::NotACode { cell: owned(), list: list.name, allowed })
        }
    }
}

/// Replaces the escape sequences for line breaks and backslashes.
pub(super) fn unescape(cell: &str) -> Result<Cow<'_, str>, Fault> {
    if !cell.contains('\\') {
        return Ok(Cow::Borrowed(cell));
    }
    let mut text = String::with_capacity(cell.len());
    let mut characters = cell.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some('n') => text.push('\n'),
                Some('\\') => text.push('\\'),
                _ => return Err(Fault::InvalidEscape),
            },
            other => text.push(other),
        }
    }
    Ok(text.into())
}

/// Parses the code of a local government.
pub(super) fn government_code(cell: &str) -> Result<String, Fault> {
    if cell.is_empty() {
        return Err(Fault::GovernmentRowCount { rows: 0 });
    }
    let owned = || excerpt(cell);
    cell.parse::<LocalGovernmentCode>().map(|code| code.to_string()).map_err(|error| match error {
        LocalGovernmentCodeError::FiveDigits => Fault::CodeFiveDigits { cell: owned() },
        LocalGovernmentCodeError::NotSixDigits => Fault::CodeNotSixDigits { cell: owned() },
        LocalGovernmentCodeError::CheckDigit { expected } => Fault::CodeCheckDigit { cell: owned(), expected },
    })
}

/// Returns whether a required cell may be blank: the ids of observations and achievements follow from their other cells.
pub(super) fn may_be_blank(table: &Table, column: &Column) -> bool {
    column.name == "id" && matches!(table.name, "observations" | "achievements")
}
