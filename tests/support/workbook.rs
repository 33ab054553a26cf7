//! Workbooks as what they are, archives of XML: to change them as somebody does who fills them in.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

/// The parts of a workbook, by name.
pub(crate) fn parts(book: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(book)).expect("an archive");
    (0..archive.len())
        .map(|place| {
            let mut entry = archive.by_index(place).expect("an entry");
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).expect("its bytes");
            let name = entry.name().expect("a name").into_owned();
            (name, bytes)
        })
        .collect()
}

/// A workbook of these parts.
pub(crate) fn of(parts: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).expect("an entry");
        archive.write_all(bytes).expect("written");
    }
    archive.finish().expect("an archive").into_inner()
}

/// Adds a row at the end of a sheet: its cells by their places.
pub(crate) fn add_row(parts: &mut BTreeMap<String, Vec<u8>>, sheet: usize, line: u32, cells: &[(usize, &str)]) {
    let mut cells: Vec<&(usize, &str)> = cells.iter().filter(|(_, text)| !text.is_empty()).collect();
    cells.sort_unstable();
    let cells: String = cells.iter().map(|(place, text)| cell(line, *place, text)).collect();
    change(parts, sheet, |xml| xml.replace("</sheetData>", &format!("<row r=\"{line}\">{cells}</row></sheetData>")));
}

/// Writes over a cell that is there.
pub(crate) fn set_cell(parts: &mut BTreeMap<String, Vec<u8>>, sheet: usize, line: u32, place: usize, text: &str) {
    change(parts, sheet, |xml| {
        let begin = xml.find(&format!("<c r=\"{}\"", name(line, place))).expect("the cell");
        let end = begin + xml[begin..].find("</c>").expect("its end") + "</c>".len();
        format!("{}{}{}", &xml[..begin], cell(line, place, text), &xml[end..])
    });
}

/// How many rows a sheet has, its header included.
pub(crate) fn rows(parts: &BTreeMap<String, Vec<u8>>, sheet: usize) -> u32 {
    let xml = std::str::from_utf8(&parts[&part(sheet)]).expect("UTF-8");
    u32::try_from(xml.matches("<row ").count()).expect("a few")
}

fn part(sheet: usize) -> String {
    format!("xl/worksheets/sheet{sheet}.xml")
}

fn change(parts: &mut BTreeMap<String, Vec<u8>>, sheet: usize, how: impl Fn(&str) -> String) {
    let bytes = parts.get_mut(&part(sheet)).expect("the sheet");
    let changed = how(std::str::from_utf8(bytes).expect("UTF-8"));
    *bytes = changed.into_bytes();
}

/// A cell that holds its text itself.
fn cell(line: u32, place: usize, text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    format!("<c r=\"{}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>", name(line, place))
}

/// `AE5`: letters for the column, a number for the row.
fn name(line: u32, place: usize) -> String {
    let letter = |number: usize| char::from(b'A' + u8::try_from(number).expect("a letter"));
    let first = place.checked_sub(26).map(|rest| letter(rest / 26));
    format!("{}{}{line}", first.map(String::from).unwrap_or_default(), letter(place % 26))
}
