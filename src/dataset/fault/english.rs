//! English messages: physical names and codes, as in the API.

use super::catalogue::Fault;
use super::format::megabytes;
use crate::language::Language;

fn suggestion(nearest: Option<&String>) -> String {
    nearest.map_or_else(String::new, |near| format!(" Did you mean \"{near}\"?"))
}

fn and_more(more: usize) -> String {
    if more == 0 { String::new() } else { format!(" (and {more} more)") }
}

#[expect(clippy::too_many_lines, reason = "a catalogue: one arm for each fault")]
pub(super) fn message(fault: &Fault) -> String {
    match fault {
        Fault::Unreadable { reason } => {
            format!("cannot be read ({reason}). Check that the file exists and is readable.")
        }
        Fault::TooLarge { bytes, limit } => {
            let (size, limit) = (megabytes(*bytes), megabytes(*limit));
            format!("is {size} MB, which exceeds the limit of {limit} MB. Remove rows or files that are not needed.")
        }
        Fault::UnsupportedInput => {
            "unsupported input. Use one folder, one .zip, one .xlsx, or .csv files. Save .xls and .ods files as .xlsx."
                .into()
        }
        Fault::BrokenArchive { reason } => {
            format!("cannot be opened as .xlsx or .zip ({reason}). Remove the password, or save the workbook again.")
        }
        Fault::TooManyEntries { entries, limit } => {
            format!(
                "the archive contains {entries} files, which exceeds the limit of {limit}. Include the tables of one \
                 government only."
            )
        }
        Fault::UnknownEncoding { line } => {
            format!("line {line} is neither UTF-8 nor Shift_JIS. Save the file as UTF-8.")
        }
        Fault::OtherEncoding { name } => format!("was read as {name}."),
        Fault::SheetSkipped => "the sheet was skipped because no table has this name.".into(),
        Fault::CellError { error } => format!("the cell contains the Excel error {error}. Enter a value."),
        Fault::CellOutOfRange => "a cell far outside the table is not empty. Clear it.".into(),
        Fault::FormulaCell => {
            "a cell contains a formula; its saved result was used. Replace the formula by its value to be safe.".into()
        }
        Fault::Normalised { from, to, more } => format!("\"{from}\" was read as \"{to}\"{}.", and_more(*more)),
        Fault::FilledByDefault { cell, more } => {
            format!("the cell is blank and was filled with \"{cell}\"{}.", and_more(*more))
        }
        Fault::ExamplesSkipped { count: 1 } => "1 example row (記入例) was skipped.".into(),
        Fault::ExamplesSkipped { count } => format!("{count} example rows (記入例) were skipped."),
        Fault::ExampleEdited => {
            "the note is still 記入例 (example). Change or clear the note if the row is data; otherwise delete the row."
                .into()
        }
        Fault::MoreFindings { count } => {
            format!("{count} more findings are not listed. Fix those above and check again.")
        }
        Fault::UnknownFile { nearest } => format!(
            "not a known table.{} Name the file {{government code}}_{{table}}.csv, such as 072036_measures.csv.",
            suggestion(nearest.as_ref())
        ),
        Fault::NoTables => {
            "contains no table (.csv). For a workbook (.xlsx), specify the file itself instead of its folder.".into()
        }
        Fault::MissingFile { file } => format!(
            "the table {file} is missing. An import replaces all data of a government: for a table without rows, \
             provide a file with the header only."
        ),
        Fault::MissingSheet { sheet } => format!(
            "the sheet {sheet} is missing. An import replaces all data of a government: for a table without rows, keep \
             the sheet with its header."
        ),
        Fault::SeveralGovernments { codes } => {
            format!("the folder contains tables of several governments ({codes}). Use one folder for each government.")
        }
        Fault::DatapackageUnreadable { reason } => {
            format!("datapackage.json cannot be read ({reason}). Fix the JSON or remove the file.")
        }
        Fault::NewerProfile { found, known } => {
            format!("the tables use profile version {found}, but this program supports version {known}. Update tassei.")
        }
        Fault::EmptyFile => "the file is empty. Write the column headers in line 1.".into(),
        Fault::UnknownColumn { header, nearest } => format!(
            "the table has no column \"{header}\".{} Rename it as in the column definitions, or remove it.",
            suggestion(nearest.as_ref())
        ),
        Fault::RepeatedColumn { header } => format!("the column \"{header}\" appears twice. Remove one."),
        Fault::MissingColumn { header, name } => {
            format!("the required column \"{header}\" ({name}) is missing. Add it.")
        }
        Fault::CellCount { found, expected } => format!(
            "the row has {found} cells, but the header has {expected}. Check for missing or extra commas and quotes."
        ),
        Fault::LineBreak => {
            "a cell contains a line break, or a quote is not closed. Write a line break as \\n, and close quotes."
                .into()
        }
        Fault::ControlCharacter { code } => {
            format!("contains the invisible control character U+{code:04X}. Remove it.")
        }
        Fault::InvalidEscape => "invalid escape sequence. Write a line break as \\n and a backslash as \\\\.".into(),
        Fault::CellTooLong { limit } => format!("exceeds the limit of {limit} characters. Shorten it."),
        Fault::TooManyRows { limit } => format!("exceeds the limit of {limit} rows. Remove rows that are not needed."),
        Fault::TooManyRowsPerParent { limit } => {
            format!("more than {limit} rows refer to this id. Split the indicator or measure.")
        }
        Fault::StagingFailed { reason } => format!(
            "temporary storage for large tables failed ({reason}). Set SQLITE_TMPDIR or TMPDIR to a writable folder \
             with free space."
        ),
        Fault::SurroundingSpace => "begins or ends with a space. Remove it.".into(),
        Fault::RequiredBlank => "a required value is missing. Enter it.".into(),
        Fault::NotANumber { cell } => format!(
            "\"{cell}\" is not a number. Write digits only (1234.5); enter the unit in the table indicators, and 約 or \
             以上 in the column comparator."
        ),
        Fault::NotAnInteger { cell } => format!("\"{cell}\" is not an integer. Write digits only (1)."),
        Fault::NotAFiscalYear { cell, reason } => {
            format!("\"{cell}\": {}. Write the western year with four digits (2022).", reason.message(Language::En))
        }
        Fault::NotADate { cell } => {
            format!("\"{cell}\" is not a date. Write an existing date as YYYY-MM-DD (2023-03-31).")
        }
        Fault::NotAMonthOrDate { cell } => {
            format!("\"{cell}\" is not a month or date. Write YYYY-MM or YYYY-MM-DD (2025-08).")
        }
        Fault::NotAnId { cell } => {
            format!("\"{cell}\" is not a valid id. Use only a-z, 0-9, hyphens and underscores, at most 200 characters.")
        }
        Fault::NotABreakdownCode { cell } => format!(
            "\"{cell}\" is not a valid breakdown code. Use only a-z, 0-9, hyphens and underscores, and a dot before a \
             sub-code."
        ),
        Fault::NotACode { cell, list, allowed } => {
            format!("\"{cell}\" is not in the code list {list}. Use one of {allowed}.")
        }
        Fault::CodeFiveDigits { cell } => format!(
            "\"{cell}\" has five digits: a spreadsheet removed the leading zero, or the check digit is missing. Format \
             the column as text and write six digits."
        ),
        Fault::CodeNotSixDigits { cell } => {
            format!("\"{cell}\" is not a local government code. Write six digits (072036).")
        }
        Fault::CodeCheckDigit { cell, expected } => {
            format!("\"{cell}\" has a wrong check digit (expected {expected} as the sixth digit). Check the code.")
        }
        Fault::OtherGovernment { cell, expected } => format!(
            "\"{cell}\" is another government; the code of this government is {expected}. Include the rows of one \
             government only."
        ),
        Fault::OtherName { cell, expected } => {
            format!("\"{cell}\" differs from the name of the government, \"{expected}\". Use the same name.")
        }
        Fault::GovernmentRowCount { rows } => {
            format!("the table has {rows} rows. It must have exactly one, for the government itself.")
        }
        Fault::AreaCode { cell, expected } => format!(
            "\"{cell}\" differs from the first five digits of the government code, {expected}. Use the same digits."
        ),
        Fault::IdPrefix { id, prefix } => format!(
            "the id \"{id}\" does not begin with \"{prefix}\". Begin it with the government code, so that it is unique \
             in all data."
        ),
        Fault::RepeatedId { id, first_line } => {
            format!("the id \"{id}\" is already used in line {first_line}. Use another id.")
        }
        Fault::RepeatedKey { columns, first_line } => {
            format!("{columns}: same values as in line {first_line}. Remove one of the rows or correct the values.")
        }
        Fault::UnknownReference { id, table, nearest } => format!(
            "the id \"{id}\" does not exist in the table {table}.{} Correct the id or add the row.",
            suggestion(nearest.as_ref())
        ),
        Fault::Cycle { id } => format!("\"{id}\" is its own ancestor. Correct the parent."),
        Fault::TooDeep { id } => {
            format!("the parent \"{id}\" has a parent itself. A sub-programme cannot have sub-programmes.")
        }
        Fault::OtherPlan { id } => format!("\"{id}\" belongs to another plan. Refer to a row of the same plan."),
        Fault::GivenWithoutValue => {
            "value_status is given, but value and value_date are blank. Enter the value, or correct value_status (text \
             only: qualitative)."
                .into()
        }
        Fault::ValueWithoutGiven { status } => {
            format!("there is a value, but value_status is {status}. Set value_status to given, or clear the value.")
        }
        Fault::YearMissing { basis } => format!(
            "fiscal_year is blank, but fiscal_year_basis is {basis}. Enter the year, or set fiscal_year_basis to unknown."
        ),
        Fault::YearWithoutBasis => {
            "there is a fiscal year, but fiscal_year_basis is unknown. Set it to printed or plan_end.".into()
        }
        Fault::NoHigherRevision { revision } => format!(
            "superseded_in is set, but there is no revision after {revision}. Add the row of the new target, or clear \
             superseded_in."
        ),
        Fault::RevisionGap { revision } => {
            format!("there is no revision before {revision}. Number revisions from 1 without gaps.")
        }
        Fault::RevisionYearsOfOtherKind { kind } => {
            format!("a row of kind {kind} cannot have set_in or superseded_in. These columns are for targets only.")
        }
        Fault::UnknownBreakdown { code } => format!(
            "the indicator has no breakdown code \"{code}\". Add it to the table breakdowns, or write _T for the total."
        ),
        Fault::DimensionMissing => {
            "the indicator has breakdowns, but breakdown_dimension is blank. Enter what it is broken down by.".into()
        }
        Fault::PeriodReversed => "the period begins after it ends. Swap the dates.".into(),
        Fault::SpanReversed => "the first year is after the last year. Swap the years.".into(),
        Fault::IncrementWithoutBase => {
            "value_basis is increment, but base_fiscal_year is blank. Enter the year of the actual that the value is \
             added to."
                .into()
        }
        Fault::BreakWithoutReason => "break_note is set, but break_reason is blank. Select a reason.".into(),
        Fault::UnitMissing { value_type } => format!(
            "value_type is {value_type}, but unit is blank. Enter the unit (件, ％) if it is printed in the document."
        ),
        Fault::ComparatorMissing { word, code } => {
            format!("comparator is blank, but the printed text contains {word}. Write {code}.")
        }
        Fault::LaterThanLastReport { through } => format!(
            "the actual is later than the last year reported by the plan ({through}). Update \
             reported_through_fiscal_year of the plan, or correct this year."
        ),
        Fault::PercentUnit { unit_code } => {
            format!("value_type is percent, but unit_code is {unit_code}. Set unit_code to percent.")
        }
        Fault::RoleWithoutTarget => {
            "role is target, but there is no observation of kind target. Add the target, or set role to monitoring."
                .into()
        }
        Fault::TargetWithoutRole => {
            "there is an observation of kind target, but role is monitoring. Set role to target.".into()
        }
        Fault::TagCode { code, scheme, allowed } => {
            format!("the scheme {scheme} has no code \"{code}\". Use one of {allowed}.")
        }
        Fault::DoubtWithoutNote => "doubt is other, but note is blank. Explain the doubt in the note.".into(),
        Fault::TextWithoutOrigin => {
            "there is text, but text_origin is blank. Set it to printed (quoted from the document) or restated \
             (reworded)."
                .into()
        }
        Fault::ReservedTotal => "_T is reserved for the total and must not be listed. Remove the row.".into(),
        Fault::ValueNotInText { value, text } => format!(
            "the value {value} is not in the printed text \"{text}\". Check it; if it matches the document, set doubt."
        ),
        Fault::AboveDenominator { value, denominator } => {
            format!("the value {value} exceeds its denominator {denominator}. Check both.")
        }
        Fault::AboveHundredPercent { value } => format!("the percentage is {value}. Check whether it can exceed 100."),
        Fault::SumMismatch { sum, total } => format!(
            "the breakdown adds up to {sum}, but the total is {total}. Check the values; if they match the document, \
             set doubt to sum_mismatch."
        ),
        Fault::TopicMemberReference => "enter either indicator_id or measure_id, not both.".into(),
        Fault::Semicolon => {
            "a name cannot contain \";\", which separates names in lists. Use another character.".into()
        }
        Fault::PartBelowOne => "part must be 1 or greater.".into(),
        Fault::NotAnSdgTarget { cell } => format!("\"{cell}\" is not an SDG target. Write it as 17.14 or 4.a."),
        Fault::ValueOfOtherType { value_type } => format!(
            "the value does not match value_type {value_type} of the indicator. Enter numbers in value and dates in \
             value_date."
        ),
        Fault::RevisionWithoutYear { revision } => format!(
            "set_in is blank for revision {revision} of the target. Enter the year after superseded_in of the previous \
             revision."
        ),
        Fault::SupersededWithoutYear { revision } => format!(
            "there is a revision {revision}, but superseded_in is blank. Enter the last year to which this target \
             applies."
        ),
        Fault::RevisionYears { last, set } => {
            format!("set_in is {set}, but superseded_in of the previous revision is {last}. Set it to {}.", last + 1)
        }
        Fault::ReprintWithoutReason => {
            "there are two values for the same year. If the government corrected the value, enter revision_reason \
             (figure_corrected)."
                .into()
        }
        Fault::RatioMismatch { printed, ratio } => format!(
            "the percentage {printed} differs from the ratio {ratio} of numerator and denominator of the same measure. \
             Check it; if it matches the document, set doubt."
        ),
        Fault::DuplicateTable { other } => format!("the same table is also in {other}. Remove one."),
        Fault::NoActual { plan_through } => format!(
            "the indicator has a target but no actual up to fiscal year {plan_through}. This is fine if the document \
             has none."
        ),
        Fault::SimilarDepartmentName { other } => {
            format!("may be the same department as \"{other}\", spelled differently. If so, merge the two rows.")
        }
    }
}
