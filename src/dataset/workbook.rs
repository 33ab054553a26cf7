//! A workbook with a sheet a table: to be filled in, or filled with a dataset. Knows the definitions.
//!
//! It is for people: Japanese headers and labels, drop-downs for codes, the definition of a column beside its header,
//! and every cell a text, so that a spreadsheet takes no leading zero away and makes no date of a number.

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign, Note, Workbook,
    Worksheet, XlsxError,
};

use super::definitions::codes::{CODE_LISTS, CodeList};
use super::definitions::{Column, Kind, Need, Scope, Table};
use super::write::example_row;
use super::{Dataset, Row, Rows, StageError, tables_of};

/// Rows that a drop-down covers.
const VALIDATED_ROWS: u32 = 5_000;

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
        header(sheet, table)?;
        let text = Format::new().set_num_format("@");
        for (row, number) in rows_of(table)?.iter().zip(1_u32..) {
            for ((cell, column), place) in row.cells().zip(table.columns).zip(0_u16..) {
                if !cell.is_empty() {
                    sheet.write_string_with_format(number, place, shown(column, cell), &text)?;
                }
            }
        }
    }
    definition_sheet(book.add_worksheet().set_name(definitions)?)?;
    code_sheet(book.add_worksheet().set_name(codes)?)?;
    Ok(book.save_to_buffer()?)
}

/// A code as people read it.
fn shown<'a>(column: &Column, cell: &'a str) -> &'a str {
    match column.kind {
        Kind::Code(list) => list.get(cell).map_or(cell, |code| code.label.ja),
        _ => cell,
    }
}

fn bold() -> Format {
    Format::new().set_bold().set_num_format("@").set_align(FormatAlign::Top)
}

fn header(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    sheet.set_freeze_panes(1, 0)?;
    let text = Format::new().set_num_format("@");
    for (column, place) in table.columns.iter().zip(0_u16..) {
        let width = f64::from(u32::try_from(column.header.chars().count()).unwrap_or(10)) * 2.2 + 4.0;
        sheet.set_column_width(place, width)?;
        sheet.set_column_format(place, &text)?;
        sheet.write_string_with_format(0, place, column.header, &bold())?;
        let need = if mark(column.need).is_empty() { String::new() } else { format!("{} ", mark(column.need)) };
        let words = format!("{need}{}\n形式：{}\n例：{}", column.description.ja, form(column), example(column));
        sheet.insert_note(0, place, &Note::new(words).set_width(320).set_height(160))?;
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
            let label = super::definitions::table(table).map_or(table, |table| table.label.ja);
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

fn example(column: &Column) -> &'static str {
    match column.kind {
        Kind::Code(list) => list.get(column.example).map_or(column.example, |code| code.label.ja),
        _ => column.example,
    }
}

fn introduction(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let lines = [
        "行政計画・指標・実績を公開するための記入用ブックです。",
        "",
        "1. 「地方公共団体」「出典」「計画」の順に1行ずつ記入します。団体コードと団体名は、ほかの表では空欄のままで構いません。",
        "2. 「施策」に計画の体系（大項目・中項目など）を、「取組」に取組を記入します。",
        "3. 「指標」に指標を、「観測値」に現況値・目標値・実績値を1行に一つずつ記入します。",
        "4. 「年度実績」に年度ごとの計画と実績の文章を記入します。",
        "5. 行のない表は、見出しだけ残します。シートは消さないでください。",
        "6. 印字のない項目は空欄のままにします。空欄は 0 でも「設定なし」でもありません。",
        "",
        "◎は必ず記入する項目、○はできるだけ記入する項目です。見出しのセルのメモに、意味と形式と例があります。",
        "各表の2行目は記入例です。残っていても取り込まれません（備考が「記入例」の行は読み飛ばします）。",
        "選択肢のある項目は、一覧から選びます。意味は「コード表」、項目の意味は「項目定義書」のシートにあります。",
        "",
        "記入したら： tassei check ファイル名.xlsx で確かめ、 tassei import ファイル名.xlsx で取り込みます。",
    ];
    sheet.set_column_width(0, 110)?;
    for (line, row) in lines.into_iter().zip(0_u32..) {
        sheet.write_string(row, 0, line)?;
    }
    Ok(())
}

/// The データ項目定義書.
fn definition_sheet(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let heads = ["表", "項目名", "物理名", "区分", "形式", "説明", "例"];
    let widths = [16.0, 22.0, 24.0, 6.0, 34.0, 80.0, 40.0];
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
            example(column),
        ];
        for (cell, place) in cells.into_iter().zip(0_u16..) {
            sheet.write_string(row, place, cell)?;
        }
    }
    Ok(())
}

/// Every code list, one after the other, in the order of [`code_range`].
fn code_sheet(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    for ((head, width), place) in
        ["コード表", "コード", "名称", "説明"].into_iter().zip([24.0, 24.0, 24.0, 80.0]).zip(0_u16..)
    {
        sheet.set_column_width(place, width)?;
        sheet.write_string_with_format(0, place, head, &bold())?;
    }
    sheet.set_freeze_panes(1, 0)?;
    let codes = CODE_LISTS.iter().flat_map(|list| list.codes.iter().map(move |code| (list, code)));
    for ((list, code), row) in codes.zip(1_u32..) {
        for (cell, place) in [list.label.ja, code.code, code.label.ja, code.description.ja].into_iter().zip(0_u16..) {
            sheet.write_string(row, place, cell)?;
        }
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
