//! CSV (RFC 4180, UTF-8): exact for programs, or made for spreadsheets.
//!
//! Exact: LF, no BOM; a line break inside a text is written `\n` and a backslash twice, so that one record is one line
//! and parses back exactly. For spreadsheets: BOM and CRLF, texts as they are, and an apostrophe before a text that a
//! spreadsheet would run as a formula. In both, several values in a cell are joined by `;` and null is an empty cell.

use std::fmt::Display;

use serde::Serialize;
use serde::ser::{self, Impossible, SerializeMap, SerializeSeq, SerializeStruct, Serializer};

use super::csv_options::CsvDialect;
use super::format::{RenderError, Renderer, RowForm, TableFormat};
use super::layout::TableLayout;

pub(super) static FORMAT: TableFormat = TableFormat {
    name: "CSV",
    media_type: "text/csv",
    aliases: &[],
    content_type: "text/csv; charset=utf-8; header=present",
    extension: "csv",
    description: "The whole filtered table: UTF-8 without BOM, LF, one record per line, a header of physical names, \
                  `Tassei-Row-Count` rows. A line break inside a text is written `\\n`, a backslash twice, several \
                  values in a cell are joined by `;`, null is an empty cell.",
    has_csv_options: true,
    renderer: |layout| Box::new(Csv(layout)),
};

/// How `serde_json` passes an exact decimal through serde.
const EXACT_NUMBER: &str = "$serde_json::private::Number";

struct Csv(TableLayout);

impl Renderer for Csv {
    fn begin(&mut self, out: &mut Vec<u8>) {
        let dialect = self.0.csv.dialect;
        let header = self.0.headers().join(",");
        out.extend_from_slice(format!("{}{header}{}", dialect.byte_order_mark(), dialect.line_end()).as_bytes());
    }

    fn row(&mut self, out: &mut Vec<u8>, row: &dyn erased_serde::Serialize) -> Result<(), RenderError> {
        write_row(out, row, &self.0.columns, &self.0.shown, self.0.csv.dialect)
            .map_err(|error| RenderError::Columns(error.0))
    }

    fn row_form(&self) -> Option<RowForm> {
        (!self.0.is_selection && self.0.csv.dialect == CsvDialect::Exact).then_some(RowForm::Csv)
    }
}

/// Returns a row as [`RowForm::Csv`].
///
/// # Errors
/// [`RenderError`] where the row does not fit the layout.
pub fn csv_record(layout: &TableLayout, row: &dyn erased_serde::Serialize) -> Result<String, RenderError> {
    let mut record = Vec::new();
    write_row(&mut record, row, &layout.columns, &layout.shown, CsvDialect::Exact)
        .map_err(|error| RenderError::Columns(error.0))?;
    record.pop();
    String::from_utf8(record).map_err(|error| RenderError::Columns(error.to_string()))
}

/// The row's fields are not those of the columns.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct CsvError(String);

impl ser::Error for CsvError {
    fn custom<T: Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

/// Appends `row` as one record with the shown ones of `columns`.
fn write_row<T: Serialize + ?Sized>(
    out: &mut Vec<u8>,
    row: &T,
    columns: &[String],
    shown: &[bool],
    dialect: CsvDialect,
) -> Result<(), CsvError> {
    let mut record =
        Record { out, columns, shown, dialect, column: 0, cells: 0, name: String::new(), is_number: false };
    row.serialize(&mut record)?;
    if record.column != columns.len() {
        return Err(CsvError(format!("the row ends before column {:?}", columns.get(record.column))));
    }
    out.extend_from_slice(dialect.line_end().as_bytes());
    Ok(())
}

/// Returns whether a spreadsheet would run the text as a formula (OWASP ASVS 1.2.10), full-width signs included.
fn is_formula(text: &str) -> bool {
    // A dash alone is how a city prints that nothing was set.
    text.chars().nth(1).is_some() && text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}

struct Record<'a> {
    out: &'a mut Vec<u8>,
    columns: &'a [String],
    shown: &'a [bool],
    dialect: CsvDialect,
    /// Index of the next column.
    column: usize,
    /// Number of cells written.
    cells: usize,
    /// Flattened name of the current field.
    name: String,
    /// Whether the current text is an exact number.
    is_number: bool,
}

impl Record<'_> {
    fn cell(&mut self, text: &str) -> Result<(), CsvError> {
        let expected = self.columns.get(self.column).map(String::as_str);
        if expected != Some(self.name.as_str()) {
            return Err(CsvError(format!("field {} where column {expected:?} is expected", self.name)));
        }
        if self.shown.get(self.column).copied().unwrap_or(false) {
            if self.cells > 0 {
                self.out.push(b',');
            }
            self.cells += 1;
            self.escaped(text);
        }
        self.column += 1;
        Ok(())
    }

    fn escaped(&mut self, text: &str) {
        let exact = self.dialect == CsvDialect::Exact;
        let quoted = text.contains(['"', ',']) || (!exact && text.contains(['\n', '\r']));
        if quoted {
            self.out.push(b'"');
        }
        if !exact && !self.is_number && is_formula(text) {
            self.out.push(b'\'');
        }
        for byte in text.bytes() {
            match byte {
                b'"' => self.out.extend_from_slice(b"\"\""),
                other if !exact => self.out.push(other),
                b'\\' => self.out.extend_from_slice(b"\\\\"),
                b'\n' => self.out.extend_from_slice(b"\\n"),
                other => self.out.push(other),
            }
        }
        if quoted {
            self.out.push(b'"');
        }
    }

    /// Writes a null: one empty cell, or one for each field of a missing object.
    fn blank(&mut self) -> Result<(), CsvError> {
        let inside = format!("{}_", self.name);
        let is_object = self.columns.get(self.column).is_some_and(|column| column.starts_with(&inside));
        if !is_object {
            return self.cell("");
        }
        while let Some(column) = self.columns.get(self.column).filter(|column| column.starts_with(&inside)) {
            self.name.clone_from(column);
            self.cell("")?;
        }
        Ok(())
    }

    fn field<T: Serialize + ?Sized>(&mut self, outer: &str, key: &str, value: &T) -> Result<(), CsvError> {
        outer.clone_into(&mut self.name);
        self.is_number = key == EXACT_NUMBER;
        if !self.is_number {
            if !outer.is_empty() {
                self.name.push('_');
            }
            self.name.push_str(key);
        }
        value.serialize(&mut *self)
    }
}

macro_rules! cells_of_display {
    ($($method:ident: $kind:ty),+) => {
        $(fn $method(self, value: $kind) -> Result<(), CsvError> {
            self.is_number = true;
            self.cell(&value.to_string())
        })+
    };
}

macro_rules! never {
    ($($method:ident($($argument:ty),*) -> $result:ty;)+) => {
        $(fn $method(self, $(_: $argument),*) -> Result<$result, CsvError> {
            Err(CsvError(concat!("a row cannot hold what needs ", stringify!($method)).to_owned()))
        })+
    };
}

impl<'a, 'b> Serializer for &'a mut Record<'b> {
    type Ok = ();
    type Error = CsvError;
    type SerializeSeq = Joined<'a, 'b>;
    type SerializeTuple = Impossible<(), CsvError>;
    type SerializeTupleStruct = Impossible<(), CsvError>;
    type SerializeTupleVariant = Impossible<(), CsvError>;
    type SerializeMap = Fields<'a, 'b>;
    type SerializeStruct = Fields<'a, 'b>;
    type SerializeStructVariant = Impossible<(), CsvError>;

    cells_of_display!(
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_f32: f32,
        serialize_f64: f64, serialize_char: char
    );

    fn serialize_str(self, value: &str) -> Result<(), CsvError> {
        self.cell(value)
    }

    fn serialize_none(self) -> Result<(), CsvError> {
        self.blank()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), CsvError> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), CsvError> {
        self.blank()
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), CsvError> {
        value.serialize(self)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, name: &'static str) -> Result<(), CsvError> {
        self.cell(name)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Joined<'a, 'b>, CsvError> {
        Ok(Joined { record: self, text: String::new(), count: 0 })
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Fields<'a, 'b>, CsvError> {
        Ok(Fields { outer: self.name.clone(), record: self, key: String::new() })
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Fields<'a, 'b>, CsvError> {
        Ok(Fields { outer: self.name.clone(), record: self, key: String::new() })
    }

    never! {
        serialize_bytes(&[u8]) -> ();
        serialize_unit_struct(&'static str) -> ();
        serialize_tuple(usize) -> Self::SerializeTuple;
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant;
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), CsvError> {
        Err(CsvError("a row cannot hold variants with values".to_owned()))
    }
}

/// The fields of an object, each at its own column.
struct Fields<'a, 'b> {
    record: &'a mut Record<'b>,
    outer: String,
    key: String,
}

impl SerializeStruct for Fields<'_, '_> {
    type Ok = ();
    type Error = CsvError;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), CsvError> {
        self.record.field(&self.outer, key, value)
    }

    fn end(self) -> Result<(), CsvError> {
        Ok(())
    }
}

impl SerializeMap for Fields<'_, '_> {
    type Ok = ();
    type Error = CsvError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), CsvError> {
        match serde_json::to_value(key) {
            Ok(serde_json::Value::String(key)) => {
                self.key = key;
                Ok(())
            }
            _ => Err(CsvError("a key is not a string".to_owned())),
        }
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CsvError> {
        self.record.field(&self.outer, &self.key, value)
    }

    fn end(self) -> Result<(), CsvError> {
        Ok(())
    }
}

/// Several values in one cell.
struct Joined<'a, 'b> {
    record: &'a mut Record<'b>,
    text: String,
    count: usize,
}

impl SerializeSeq for Joined<'_, '_> {
    type Ok = ();
    type Error = CsvError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CsvError> {
        if self.count > 0 {
            self.text.push(';');
        }
        self.count += 1;
        match serde_json::to_value(value) {
            Ok(serde_json::Value::String(text)) => self.text.push_str(&text),
            Ok(serde_json::Value::Number(number)) => self.text.push_str(&number.to_string()),
            _ => return Err(CsvError("a list in a row holds more than texts and numbers".to_owned())),
        }
        Ok(())
    }

    fn end(self) -> Result<(), CsvError> {
        self.record.cell(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Number;
    use crate::formats::csv_options::CsvOptions;
    use utoipa::ToSchema;

    #[derive(Serialize, ToSchema)]
    struct Inner {
        code: String,
        #[schema(value_type = Option<f64>)]
        value: Option<Number>,
    }

    #[derive(Serialize, ToSchema)]
    struct Outer {
        id: String,
        #[schema(value_type = f64)]
        value: Number,
        inner: Inner,
        other: Option<Inner>,
        tags: Vec<String>,
        text: Option<String>,
    }

    fn outer() -> Outer {
        Outer {
            id: "a".to_owned(),
            value: "100.0".parse().unwrap(),
            inner: Inner { code: "_T".to_owned(), value: None },
            other: None,
            tags: vec!["17.1".to_owned(), "17.10".to_owned()],
            text: Some("一,\"二\"\n三\\".to_owned()),
        }
    }

    fn rendered(row: &Outer, layout: TableLayout) -> String {
        let mut renderer = (FORMAT.renderer)(layout);
        let mut out = Vec::new();
        renderer.begin(&mut out);
        renderer.row(&mut out, row).unwrap();
        renderer.end(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_nested_row_becomes_one_flat_record() {
        let layout = TableLayout::new::<Outer>(None, CsvOptions::default());
        assert_eq!(
            rendered(&outer(), layout),
            "id,value,inner_code,inner_value,other_code,other_value,tags,text\n\
             a,100.0,_T,,,,17.1;17.10,\"一,\"\"二\"\"\\n三\\\\\"\n"
        );
    }

    #[test]
    fn only_the_selected_columns_are_shown() {
        let layout = TableLayout::new::<Outer>(None, CsvOptions::default());
        let layout = layout.select(&["other_code".to_owned(), "value".to_owned()]).unwrap();
        assert_eq!(rendered(&outer(), layout), "value,other_code\n100.0,\n");
    }

    #[test]
    fn a_spreadsheet_runs_no_text_and_keeps_numbers() {
        let row = Outer {
            id: "=1+1".to_owned(),
            value: "-3.2".parse().unwrap(),
            text: Some("－一\n二\\".to_owned()),
            tags: vec!["@x".to_owned()],
            ..outer()
        };
        let options = CsvOptions { dialect: CsvDialect::Spreadsheet, japanese_headers: false };
        let written = rendered(&row, TableLayout::new::<Outer>(None, options));
        let (header, record) = written.split_once("\r\n").unwrap();
        assert_eq!(header, "\u{feff}id,value,inner_code,inner_value,other_code,other_value,tags,text");
        assert_eq!(record, "'=1+1,-3.2,_T,,,,'@x,\"'－一\n二\\\"\r\n");
    }
}
