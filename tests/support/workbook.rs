//! Editing workbooks as archives of XML, as if somebody had filled them in.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

/// Returns the parts of a workbook, by name.
pub(crate) fn parts(book: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(book)).expect("an archive");
    (0..archive.len())
        .map(|index| {
            let mut entry = archive.by_index(index).expect("an entry");
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).expect("its bytes");
            let name = entry.name().expect("a name").into_owned();
            (name, bytes)
        })
        .collect()
}

/// Returns a workbook with these parts.
pub(crate) fn from_parts(parts: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).expect("an entry");
        archive.write_all(bytes).expect("written");
    }
    archive.finish().expect("an archive").into_inner()
}

/// Appends a row to a sheet. Cells have zero-based column indexes.
pub(crate) fn add_row(parts: &mut BTreeMap<String, Vec<u8>>, sheet: usize, line: u32, cells: &[(usize, &str)]) {
    let mut cells: Vec<&(usize, &str)> = cells.iter().filter(|(_, text)| !text.is_empty()).collect();
    cells.sort_unstable();
    let cells: String = cells.iter().map(|(column, text)| cell(line, *column, text)).collect();
    edit_sheet(parts, sheet, |xml| {
        xml.replace("</sheetData>", &format!("<row r=\"{line}\">{cells}</row></sheetData>"))
    });
}

/// Overwrites an existing cell.
pub(crate) fn set_cell(parts: &mut BTreeMap<String, Vec<u8>>, sheet: usize, line: u32, column: usize, text: &str) {
    edit_sheet(parts, sheet, |xml| {
        let begin = xml.find(&format!("<c r=\"{}\"", name(line, column))).expect("the cell");
        let end = begin + xml[begin..].find("</c>").expect("its end") + "</c>".len();
        format!("{}{}{}", &xml[..begin], cell(line, column, text), &xml[end..])
    });
}

/// Returns the number of rows of a sheet, including the header.
pub(crate) fn rows(parts: &BTreeMap<String, Vec<u8>>, sheet: usize) -> u32 {
    let xml = std::str::from_utf8(&parts[&part(sheet)]).expect("UTF-8");
    u32::try_from(xml.matches("<row ").count()).expect("a few")
}

fn part(sheet: usize) -> String {
    format!("xl/worksheets/sheet{sheet}.xml")
}

fn edit_sheet(parts: &mut BTreeMap<String, Vec<u8>>, sheet: usize, edit: impl Fn(&str) -> String) {
    let bytes = parts.get_mut(&part(sheet)).expect("the sheet");
    let changed = edit(std::str::from_utf8(bytes).expect("UTF-8"));
    *bytes = changed.into_bytes();
}

/// Returns a cell with an inline string.
fn cell(line: u32, column: usize, text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    format!("<c r=\"{}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>", name(line, column))
}

/// Returns a cell reference such as `AE5`.
fn name(line: u32, column: usize) -> String {
    let letter = |number: usize| char::from(b'A' + u8::try_from(number).expect("a letter"));
    let first = column.checked_sub(26).map(|rest| letter(rest / 26));
    format!("{}{}{line}", first.map(String::from).unwrap_or_default(), letter(column % 26))
}
