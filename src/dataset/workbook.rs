//! A workbook with a sheet a table: to be filled in, or filled with a dataset. Knows the definitions.
//!
//! It is for people: Japanese headers and labels, drop-downs for codes, the definition of a column beside its header,
//! and every cell a text, so that a spreadsheet takes no leading zero away and makes no date of a number.

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder,
    Note, Workbook, Worksheet, XlsxError,
};

use super::write::example_row;
use super::{Dataset, Row, Rows, StageError};
use crate::model::codes::{CODE_LISTS, CodeList};
use crate::model::{Column, Kind, Need, Scope, Table, tables_of};

/// Rows that a drop-down covers.
const VALIDATED_ROWS: u32 = 5_000;

/// The least and the most half-width characters a column has room for: an id is seen whole, a long text is not.
const ID_WIDTHS: (usize, usize) = (26, 80);
const TEXT_WIDTHS: (usize, usize) = (14, 44);

/// In points; a header has a frame.
const HEADER_HEIGHT: f64 = 18.0;
const LINE_HEIGHT: f64 = 15.0;

/// Of a note, in pixels and half-width characters: it is as high as its text.
const NOTE_WIDTH: u32 = 320;
const NOTE_LINE: u32 = 18;
const NOTE_CHARACTERS: usize = 44;

/// The sheets that explain and hold no rows: how to begin, what every column means, what every code means.
pub(super) const EXPLANATIONS: [&str; 3] = ["はじめに", "項目定義書", "コード表"];

/// A workbook could not be made.
#[derive(Debug, thiserror::Error)]
pub enum BookError {
    /// The rows could not be had.
    #[error(transparent)]
    Stage(#[from] StageError),
    /// A sheet could not be written, for instance because a cell is too long.
    #[error(transparent)]
    Write(#[from] XlsxError),
}

/// An empty workbook with an example row a sheet.
///
/// # Errors
/// [`BookError`]: a fault of the program.
pub fn template() -> Result<Vec<u8>, BookError> {
    workbook(|table| Ok(vec![example_row(table)]))
}

/// A workbook that holds a dataset.
///
/// # Errors
/// [`BookError`].
pub fn of(dataset: &Dataset) -> Result<Vec<u8>, BookError> {
    workbook(|table| dataset.rows(table.name).map_or(Ok(Vec::new()), Rows::in_natural_order))
}

fn workbook(rows_of: impl Fn(&'static Table) -> Result<Vec<Row>, StageError>) -> Result<Vec<u8>, BookError> {
    let mut book = Workbook::new();
    // The same content is the same file, whenever it was written.
    let day = ExcelDateTime::from_ymd(2026, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title("行政計画・指標・実績").set_creation_datetime(&day));
    let [beginning, definitions, codes] = EXPLANATIONS;
    introduction(book.add_worksheet().set_name(beginning)?)?;
    for table in tables_of(Scope::Government) {
        let sheet = book.add_worksheet().set_name(table.label.ja)?;
        let rows = rows_of(table)?;
        header(sheet, table, &rows)?;
        let text = Format::new().set_num_format("@");
        for (row, number) in rows.iter().zip(1_u32..) {
            for ((cell, column), place) in row.cells().zip(table.columns).zip(0_u16..) {
                if !cell.is_empty() {
                    sheet.write_string_with_format(number, place, column.label_of(cell), &text)?;
                }
            }
        }
    }
    definition_sheet(book.add_worksheet().set_name(definitions)?)?;
    code_sheet(book.add_worksheet().set_name(codes)?)?;
    Ok(book.save_to_buffer()?)
}

fn bold() -> Format {
    Format::new().set_bold().set_num_format("@").set_align(FormatAlign::Top)
}

/// How the header of a column looks: the darker, the more it matters, so that it is also seen in print and by those who
/// do not tell the colours apart. The text is the header alone, because it is read back.
fn header_format(need: Need) -> Format {
    let format = Format::new().set_num_format("@").set_align(FormatAlign::VerticalCenter);
    let format = format.set_border(FormatBorder::Thin).set_border_color(Color::RGB(0x8E_A9_C1));
    match need {
        Need::Required => {
            format.set_bold().set_background_color(Color::RGB(0x1F_4E_79)).set_font_color(Color::RGB(0xFF_FF_FF))
        }
        Need::Recommended => format.set_bold().set_background_color(Color::RGB(0xBD_D7_EE)),
        Need::Optional => format.set_background_color(Color::RGB(0xF5_F7_FA)),
    }
}

/// How wide a text stands in a cell, which has edges and may have the arrow of a drop-down.
fn room_for(text: &str) -> f64 {
    room(width(text))
}

fn room(characters: usize) -> f64 {
    f64::from(u32::try_from(characters).unwrap_or(u32::MAX)) * 1.1 + 3.0
}

/// How many half-width characters a text takes, its longest line.
fn width(text: &str) -> usize {
    let of_line = |line: &str| line.chars().map(|letter| if letter.is_ascii() { 1 } else { 2 }).sum();
    text.lines().map(of_line).max().unwrap_or(0)
}

/// How wide a column is: as its header, its example, its choices and what stands in it ask for.
fn column_width(column: &Column, place: usize, rows: &[Row]) -> f64 {
    let cells = rows.iter().map(|row| width(column.label_of(row.cell(place))));
    let widest = cells.max().unwrap_or(0).max(width(column.label_of(column.example)));
    let asked = match column.kind {
        Kind::Id | Kind::Reference(_) => widest.clamp(ID_WIDTHS.0, ID_WIDTHS.1),
        Kind::Text => widest.clamp(TEXT_WIDTHS.0, TEXT_WIDTHS.1),
        Kind::Code(list) => list.codes.iter().map(|code| width(code.label.ja)).max().unwrap_or(0),
        _ => widest,
    };
    room(asked.max(width(column.header)))
}

fn header(sheet: &mut Worksheet, table: &Table, rows: &[Row]) -> Result<(), XlsxError> {
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_row_height(0, HEADER_HEIGHT)?;
    let text = Format::new().set_num_format("@");
    for (column, place) in table.columns.iter().zip(0_u16..) {
        sheet.set_column_width(place, column_width(column, usize::from(place), rows))?;
        sheet.set_column_format(place, &text)?;
        sheet.write_string_with_format(0, place, column.header, &header_format(column.need))?;
        let need = if mark(column.need).is_empty() { String::new() } else { format!("{} ", mark(column.need)) };
        let words =
            format!("{need}{}\n形式：{}\n例：{}", column.description.ja, form(column), column.label_of(column.example));
        let lines: usize = words.lines().map(|line| width(line) / NOTE_CHARACTERS + 1).sum();
        let height = u32::try_from(lines + 2).unwrap_or(u32::MAX).saturating_mul(NOTE_LINE);
        sheet.insert_note(0, place, &Note::new(words).set_width(NOTE_WIDTH).set_height(height))?;
        if let Kind::Code(list) = column.kind {
            let pick = DataValidation::new()
                .allow_list_formula(code_range(list).as_str().into())
                .set_error_style(DataValidationErrorStyle::Warning)
                .set_error_title("コード表にない値です")?
                .set_error_message("一覧から選んでください。")?;
            sheet.add_data_validation(1, place, VALIDATED_ROWS, place, &pick)?;
        }
    }
    Ok(())
}

/// What the colours of the headers mean.
const NEEDS: [(Need, &str); 3] = [
    (Need::Required, "この色の見出し（◎）：必ず記入する項目"),
    (Need::Recommended, "この色の見出し（○）：できるだけ記入する項目"),
    (Need::Optional, "この色の見出し：文書に印字がある場合に記入する項目"),
];

fn mark(need: Need) -> &'static str {
    match need {
        Need::Required => "◎",
        Need::Recommended => "○",
        Need::Optional => "",
    }
}

fn form(column: &Column) -> String {
    match column.kind {
        Kind::Text => "文字列".to_owned(),
        Kind::Id => "ID（a〜z、0〜9、-、_）".to_owned(),
        Kind::Reference(table) => {
            let label = crate::model::table(table).map_or(table, |table| table.label.ja);
            format!("「{label}」の表のID")
        }
        Kind::LocalGovernmentCode => "数字6桁".to_owned(),
        Kind::Integer => "整数".to_owned(),
        Kind::FiscalYear => "年度（2022、令和4年度など）".to_owned(),
        Kind::Decimal => "数値（単位と桁区切りは付けない）".to_owned(),
        Kind::Date => "日付（2023-03-31）".to_owned(),
        Kind::PartialDate => "年月または日付（2023-03、2023-03-31）".to_owned(),
        Kind::Code(list) => format!("コード表「{}」から選ぶ", list.label.ja),
    }
}

fn introduction(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let lines = [
        "行政計画・指標・実績を公開するための記入用ブックです。",
        "",
        "1. 「地方公共団体」「出典」「計画」の順に1行ずつ記入します。",
        "2. 「施策」に計画の体系（大項目・中項目など）を、「取組」に取組を記入します。",
        "3. 「指標」に指標を、「観測値」に現況値・目標値・実績値を1行に一つずつ記入します。",
        "4. 「年度実績」に年度ごとの計画と実績の文章を記入します。",
        "5. 行のない表は、見出しだけ残します。シートは消さないでください。",
        "6. 印字のない項目は空欄のままにします。空欄は 0 でも「設定なし」でもありません。",
        "",
        "見出しのセルのメモに、項目の意味と形式と例があります。見出しの色は、記入の必要の程度を示します。",
        "◎でも空欄のままでよいものがあります。空欄は読み込むときに補われます。",
        "　「地方公共団体」のほかの表の団体コードと団体名、出典が一つだけのときの出典ID、「観測値」と「年度実績」のID",
        "各表の2行目は記入例です。残っていても取り込まれません（備考が「記入例」の行は読み飛ばします）。",
        "選択肢のある項目は、一覧から選びます。意味は「コード表」、項目の意味は「項目定義書」のシートにあります。",
        "",
        "記入したら： tassei check ファイル名.xlsx で確かめ、 tassei import ファイル名.xlsx で取り込みます。",
    ];
    sheet.set_column_width(0, 110)?;
    for (line, row) in lines.into_iter().chain([""]).zip(0_u32..) {
        sheet.write_string(row, 0, line)?;
    }
    let below = u32::try_from(lines.len() + 1).unwrap_or(u32::MAX);
    for ((need, words), row) in NEEDS.into_iter().zip(below..) {
        sheet.write_string_with_format(row, 0, words, &header_format(need))?;
    }
    Ok(())
}

/// Writes a row of a sheet that explains, high enough for its longest cell: a long sentence goes on in the next line.
fn explain(sheet: &mut Worksheet, row: u32, cells: &[&str], widths: &[f64]) -> Result<(), XlsxError> {
    let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let mut lines: f64 = 1.0;
    for ((cell, room), place) in cells.iter().zip(widths).zip(0_u16..) {
        lines = lines.max((room_for(cell) / room).ceil());
        sheet.write_string_with_format(row, place, *cell, &text)?;
    }
    sheet.set_row_height(row, LINE_HEIGHT * lines)?;
    Ok(())
}

/// The データ項目定義書.
fn definition_sheet(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let heads = ["表", "項目名", "物理名", "区分", "形式", "説明", "例"];
    let widths = [16.0, 26.0, 26.0, 8.0, 36.0, 80.0, 48.0];
    for ((head, width), place) in heads.into_iter().zip(widths).zip(0_u16..) {
        sheet.set_column_width(place, width)?;
        sheet.write_string_with_format(0, place, head, &bold())?;
    }
    sheet.set_freeze_panes(1, 0)?;
    let columns =
        tables_of(Scope::Government).flat_map(|table| table.columns.iter().map(move |column| (table, column)));
    for ((table, column), row) in columns.zip(1_u32..) {
        let form = form(column);
        let cells = [
            table.label.ja,
            column.header,
            column.name,
            mark(column.need),
            &form,
            column.description.ja,
            column.label_of(column.example),
        ];
        explain(sheet, row, &cells, &widths)?;
        // The header as it looks in the table.
        sheet.write_string_with_format(row, 1, column.header, &header_format(column.need))?;
    }
    Ok(())
}

/// Every code list, one after the other, in the order of [`code_range`].
fn code_sheet(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let widths = [24.0, 24.0, 24.0, 80.0];
    for ((head, width), place) in ["コード表", "コード", "名称", "説明"].into_iter().zip(widths).zip(0_u16..)
    {
        sheet.set_column_width(place, width)?;
        sheet.write_string_with_format(0, place, head, &bold())?;
    }
    sheet.set_freeze_panes(1, 0)?;
    let codes = CODE_LISTS.iter().flat_map(|list| list.codes.iter().map(move |code| (list, code)));
    for ((list, code), row) in codes.zip(1_u32..) {
        explain(sheet, row, &[list.label.ja, code.code, code.label.ja, code.description.ja], &widths)?;
    }
    Ok(())
}

/// Where the labels of a list stand in the sheet of codes.
fn code_range(list: &CodeList) -> String {
    let before: usize =
        CODE_LISTS.iter().take_while(|known| known.name != list.name).map(|known| known.codes.len()).sum();
    let [.., codes] = EXPLANATIONS;
    format!("='{codes}'!$C${}:$C${}", before + 2, before + 1 + list.codes.len())
}
