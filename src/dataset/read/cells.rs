//! The cells of a record: their form, and what is turned into it. Knows `normalise`.

use std::borrow::Cow;

use super::{Reader, may_be_blank};
use crate::dataset::Row;
use crate::dataset::fault::{Fault, YearReason, short};
use crate::dataset::normalise::normalise;
use crate::domain::{FiscalYear, FiscalYearError, LocalGovernmentCode, LocalGovernmentCodeError, Number};
use crate::model::ids::{is_date, is_id};
use crate::model::limits;
use crate::model::{Column, Kind, Need, Table};

/// A record as a row: its cells in the order of the definition, each in its published form; blank where it has none. What
/// is wrong with the `broken` ones was told.
pub(super) fn read_cells(
    reader: &mut Reader<'_>,
    line: u64,
    header: &[&str],
    record: &[&str],
    places: &[Option<usize>],
    broken: &[usize],
) -> Row {
    let mut row = Row::empty(reader.table, line);
    for (place, column) in reader.table.columns.iter().enumerate() {
        let at = places.iter().position(|known| *known == Some(place));
        if at.is_some_and(|at| broken.contains(&at)) {
            row.push("");
            row.mark_unread(place);
            continue;
        }
        let found = at.and_then(|at| record.get(at)).copied().unwrap_or_default();
        let written = at.and_then(|at| header.get(at)).copied().unwrap_or(column.header);
        let given = reader.given.cell(reader.table, column);
        if found.trim().is_empty() && !given.is_empty() && column.need == Need::Required {
            let cell = given.to_owned();
            reader.turned(line, written, column, "", &cell);
            row.push(&cell);
            continue;
        }
        let cell = read_cell(reader.table, column, found).unwrap_or_else(|fault| {
            let turned = normalise(column.kind, found)
                .and_then(|turned| read_cell(reader.table, column, &turned).ok().map(Cow::into_owned));
            let trimmed = || read_cell(reader.table, column, found.trim()).ok().map(Cow::into_owned);
            let Some(turned) = turned.or_else(trimmed) else {
                reader.say(Some(line), Some((written, column.name)), fault);
                row.mark_unread(place);
                return Cow::Borrowed("");
            };
            // A label is as good as its code.
            if !matches!(column.kind, Kind::Code(_)) {
                reader.turned(line, written, column, found, &turned);
            }
            turned.into()
        });
        // A fiscal year is read in any of its forms at once; the form is told all the same.
        if matches!(column.kind, Kind::FiscalYear) && cell != found && found.parse::<FiscalYear>().is_ok() {
            reader.turned(line, written, column, found, &cell);
        }
        row.push(&cell);
    }
    row
}

fn read_cell<'a>(table: &Table, column: &Column, cell: &'a str) -> Result<Cow<'a, str>, Fault> {
    if cell.is_empty() {
        let required = column.need == Need::Required && !may_be_blank(table, column);
        return if required { Err(Fault::Blank) } else { Ok(Cow::Borrowed("")) };
    }
    if let Some(control) = cell.chars().find(|character| character.is_control()) {
        return Err(Fault::ControlCharacter { code: u32::from(control) });
    }
    if cell.chars().count() > limits::CELL_CHARACTERS {
        return Err(Fault::CellTooLong { limit: limits::CELL_CHARACTERS });
    }
    if cell.trim() != cell {
        return Err(Fault::OuterSpace);
    }
    let owned = || short(cell);
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
                FiscalYearError::OutOfRange => YearReason::Range,
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
            if is_date(&whole) { as_is() } else { Err(Fault::NotAPartialDate { cell: owned() }) }
        }
        Kind::Code(list) if list.get(cell).is_some() => as_is(),
        Kind::Code(list) => {
            let allowed = list.values().collect::<Vec<_>>().join(", ");
            Err(Fault::NotACode { cell: owned(), list: list.name, allowed })
        }
    }
}

/// A text with its line breaks and backslashes as they are.
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
                _ => return Err(Fault::BadEscape),
            },
            other => text.push(other),
        }
    }
    Ok(text.into())
}

/// The code of a local government, or what is wrong with it.
pub(super) fn government_code(cell: &str) -> Result<String, Fault> {
    if cell.is_empty() {
        return Err(Fault::OneGovernmentRow { rows: 0 });
    }
    let owned = || short(cell);
    cell.parse::<LocalGovernmentCode>().map(|code| code.to_string()).map_err(|error| match error {
        LocalGovernmentCodeError::FiveDigits => Fault::CodeFiveDigits { cell: owned() },
        LocalGovernmentCodeError::NotSixDigits => Fault::CodeNotSixDigits { cell: owned() },
        LocalGovernmentCodeError::CheckDigit { expected } => Fault::CodeCheckDigit { cell: owned(), expected },
    })
}
