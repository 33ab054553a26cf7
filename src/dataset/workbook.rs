//! Workbooks with one sheet for each table: empty templates, or the data of a dataset.
//!
//! They are made for people: Japanese headers and labels, drop-down lists for codes, and the definition of each column as a
//! note on its header. All cells are text, so that spreadsheets do not remove leading zeros or convert numbers to dates.

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder,
    Note, Workbook, Worksheet, XlsxError,
};

use super::row::Row;
use super::staging::StagingError;
use super::tables::{Dataset, Rows};
use super::template::{HELP_SHEETS, example_row};
use crate::model::codes::{CODE_LISTS, CodeList};
use crate::model::{Column, Kind, Need, Scope, Table, tables_of};

/// Number of rows with drop-down lists.
const VALIDATED_ROWS: u32 = 5_000;

/// Minimum and maximum column width in half-width characters: ids are fully visible, long texts are not.
const ID_WIDTHS: (usize, usize) = (26, 80);
const TEXT_WIDTHS: (usize, usize) = (14, 44);

/// Row heights in points.
const HEADER_HEIGHT: f64 = 18.0;
const LINE_HEIGHT: f64 = 15.0;

/// Size of a note: width and line height in pixels, and half-width characters in a line.
const NOTE_WIDTH: u32 = 320;
const NOTE_LINE_HEIGHT: u32 = 18;
const NOTE_CHARACTERS: usize = 44;

/// A workbook could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WorkbookError {
    /// The rows could not be read.
    #[error(transparent)]
    Staging(#[from] StagingError),
    /// A sheet could not be written, for example because a cell is too long.
    #[error(transparent)]
    Write(#[from] XlsxError),
}

/// Returns an empty workbook with an example row in each sheet.
///
/// # Errors
/// [`WorkbookError`], which is a bug.
pub fn template() -> Result<Vec<u8>, WorkbookError> {
    workbook(|table| Ok(vec![example_row(table)]))
}

/// Returns a workbook with the rows of a dataset.
///
/// # Errors
/// [`WorkbookError`].
pub fn from_dataset(dataset: &Dataset) -> Result<Vec<u8>, WorkbookError> {
    workbook(|table| dataset.rows(table.name).map_or(Ok(Vec::new()), Rows::in_natural_order))
}

fn workbook(rows_of: impl Fn(&'static Table) -> Result<Vec<Row>, StagingError>) -> Result<Vec<u8>, WorkbookError> {
    let mut book = Workbook::new();
    // A fixed date: the same content gives the same file.
    let day = ExcelDateTime::from_ymd(2026, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title("行政計画・指標・実績").set_creation_datetime(&day));
    let [introduction, definitions, codes] = HELP_SHEETS;
    introduction_sheet(book.add_worksheet().set_name(introduction)?)?;
    for table in tables_of(Scope::Government) {
        let sheet = book.add_worksheet().set_name(table.label.ja)?;
        let rows = rows_of(table)?;
        table_header(sheet, table, &rows)?;
        let text = Format::new().set_num_format("@");
        for (row, number) in rows.iter().zip(1_u32..) {
            for ((cell, column), index) in row.cells().zip(table.columns).zip(0_u16..) {
                if !cell.is_empty() {
                    sheet.write_string_with_format(number, index, column.label_of(cell), &text)?;
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

/// Returns the format of a header: the darker, the more important, which is also visible in print and to colour-blind
/// people. The text is the header only, because it is read back.
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

/// Returns the column width for a number of half-width characters, with margins and space for a drop-down arrow.
fn column_width_for(characters: usize) -> f64 {
    f64::from(u32::try_from(characters).unwrap_or(u32::MAX)) * 1.1 + 3.0
}

/// Returns the width of the longest line of a text in half-width characters.
fn width(text: &str) -> usize {
    let of_line = |line: &str| line.chars().map(|letter| if letter.is_ascii() { 1 } else { 2 }).sum();
    text.lines().map(of_line).max().unwrap_or(0)
}

/// Returns the width of a column, from its header, its example, its codes and its cells.
fn column_width(column: &Column, index: usize, rows: &[Row]) -> f64 {
    let cells = rows.iter().map(|row| width(column.label_of(row.cell(index))));
    let widest = cells.max().unwrap_or(0).max(width(column.label_of(column.example)));
    let content = match column.kind {
        Kind::Id | Kind::Reference(_) => widest.clamp(ID_WIDTHS.0, ID_WIDTHS.1),
        Kind::Text => widest.clamp(TEXT_WIDTHS.0, TEXT_WIDTHS.1),
        Kind::Code(list) => list.codes.iter().map(|code| width(code.label.ja)).max().unwrap_or(0),
        _ => widest,
    };
    column_width_for(content.max(width(column.header)))
}

fn table_header(sheet: &mut Worksheet, table: &Table, rows: &[Row]) -> Result<(), XlsxError> {
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_row_height(0, HEADER_HEIGHT)?;
    let text = Format::new().set_num_format("@");
    for (column, index) in table.columns.iter().zip(0_u16..) {
        sheet.set_column_width(index, column_width(column, usize::from(index), rows))?;
        sheet.set_column_format(index, &text)?;
        sheet.write_string_with_format(0, index, column.header, &header_format(column.need))?;
        let need = if mark(column.need).is_empty() { String::new() } else { format!("{} ", mark(column.need)) };
        let text_of_note = format!(
            "{need}{}\n形式：{}\n例：{}",
            column.description.ja,
            format_name(column),
            column.label_of(column.example)
        );
        let lines: usize = text_of_note.lines().map(|line| width(line) / NOTE_CHARACTERS + 1).sum();
        let height = u32::try_from(lines + 2).unwrap_or(u32::MAX).saturating_mul(NOTE_LINE_HEIGHT);
        sheet.insert_note(0, index, &Note::new(text_of_note).set_width(NOTE_WIDTH).set_height(height))?;
        if let Kind::Code(list) = column.kind {
            let validation = DataValidation::new()
                .allow_list_formula(code_range(list).as_str().into())
                .set_error_style(DataValidationErrorStyle::Warning)
                .set_error_title("コード表にない値です")?
                .set_error_message("一覧から選んでください。")?;
            sheet.add_data_validation(1, index, VALIDATED_ROWS, index, &validation)?;
        }
    }
    Ok(())
}

/// Legend of the header colours.
const LEGEND: [(Need, &str); 3] = [
    (Need::Required, "この色の見出し（◎）：必ず記入する項目"),
    (Need::Recommended, "この色の見出し（○）：できるだけ記入する項目"),
    (Need::Optional, "この色の見出し：文書に印字がある場合に記入する項目"),
];

/// Returns the mark of 区分.
fn mark(need: Need) -> &'static str {
    match need {
        Need::Required => "◎",
        Need::Recommended => "○",
        Need::Optional => "",
    }
}

/// Returns the name of the cell format of a column.
fn format_name(column: &Column) -> String {
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

fn introduction_sheet(sheet: &mut Worksheet) -> Result<(), XlsxError> {
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
    let first = u32::try_from(lines.len() + 1).unwrap_or(u32::MAX);
    for ((need, text), row) in LEGEND.into_iter().zip(first..) {
        sheet.write_string_with_format(row, 0, text, &header_format(need))?;
    }
    Ok(())
}

/// Writes a row with wrapped text, high enough for its longest cell.
fn write_wrapped(sheet: &mut Worksheet, row: u32, cells: &[&str], widths: &[f64]) -> Result<(), XlsxError> {
    let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let mut lines: f64 = 1.0;
    for ((cell, width_of_column), index) in cells.iter().zip(widths).zip(0_u16..) {
        lines = lines.max((column_width_for(width(cell)) / width_of_column).ceil());
        sheet.write_string_with_format(row, index, *cell, &text)?;
    }
    sheet.set_row_height(row, LINE_HEIGHT * lines)?;
    Ok(())
}

/// Writes the データ項目定義書.
fn definition_sheet(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let headers = ["表", "項目名", "物理名", "区分", "形式", "説明", "例"];
    let widths = [16.0, 26.0, 26.0, 8.0, 36.0, 80.0, 48.0];
    for ((header, width), index) in headers.into_iter().zip(widths).zip(0_u16..) {
        sheet.set_column_width(index, width)?;
        sheet.write_string_with_format(0, index, header, &bold())?;
    }
    sheet.set_freeze_panes(1, 0)?;
    let columns =
        tables_of(Scope::Government).flat_map(|table| table.columns.iter().map(move |column| (table, column)));
    for ((table, column), row) in columns.zip(1_u32..) {
        let format = format_name(column);
        let cells = [
            table.label.ja,
            column.header,
            column.name,
            mark(column.need),
            &format,
            column.description.ja,
            column.label_of(column.example),
        ];
        write_wrapped(sheet, row, &cells, &widths)?;
        // In the same format as in the table.
        sheet.write_string_with_format(row, 1, column.header, &header_format(column.need))?;
    }
    Ok(())
}

/// Writes every code list, in the order that [`code_range`] expects.
fn code_sheet(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let widths = [24.0, 24.0, 24.0, 80.0];
    for ((header, width), index) in ["コード表", "コード", "名称", "説明"].into_iter().zip(widths).zip(0_u16..)
    {
        sheet.set_column_width(index, width)?;
        sheet.write_string_with_format(0, index, header, &bold())?;
    }
    sheet.set_freeze_panes(1, 0)?;
    let codes = CODE_LISTS.iter().flat_map(|list| list.codes.iter().map(move |code| (list, code)));
    for ((list, code), row) in codes.zip(1_u32..) {
        write_wrapped(sheet, row, &[list.label.ja, code.code, code.label.ja, code.description.ja], &widths)?;
    }
    Ok(())
}

/// Returns the cell range of the labels of a list in the sheet of the code lists.
fn code_range(list: &CodeList) -> String {
    let before: usize =
        CODE_LISTS.iter().take_while(|known| known.name != list.name).map(|known| known.codes.len()).sum();
    let [.., codes] = HELP_SHEETS;
    format!("='{codes}'!$C${}:$C${}", before + 2, before + 1 + list.codes.len())
}
