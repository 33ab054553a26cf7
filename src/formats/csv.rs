//! A row as one record of CSV (RFC 4180, UTF-8): exact for programs, or made for spreadsheets.
//!
//! Exact: LF, no BOM; a line break inside a text is written `\n` and a backslash twice, so that one record is one line
//! and reads back as it was. For spreadsheets: BOM and CRLF, texts as they are, and a text that a spreadsheet would run
//! as a formula with an apostrophe before it. In both, several values in a cell are joined by `;` and null is an empty
//! cell.

use std::fmt::Display;

use serde::Serialize;
use serde::ser::{self, Impossible, SerializeMap, SerializeSeq, SerializeStruct, Serializer};

/// How `serde_json` hands an exact decimal through serde.
const EXACT_NUMBER: &str = "$serde_json::private::Number";

/// Why a row cannot be written: its shape is not that of the columns. A fault of the program.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct CsvError(String);

impl ser::Error for CsvError {
    fn custom<T: Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

/// For whom a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dialect {
    /// For programs: it reads back as it was.
    #[default]
    Exact,
    /// For Excel and its like.
    Spreadsheet,
}

impl Dialect {
    /// What a file begins with.
    const fn beginning(self) -> &'static str {
        match self {
            Self::Exact => "",
            // Without it Excel reads UTF-8 as CP932.
            Self::Spreadsheet => "\u{feff}",
        }
    }

    const fn line_end(self) -> &'static str {
        match self {
            Self::Exact => "\n",
            Self::Spreadsheet => "\r\n",
        }
    }
}

/// The beginning of a file: what its dialect begins with, and the header.
pub fn header_line(headers: &[String], dialect: Dialect) -> String {
    format!("{}{}{}", dialect.beginning(), headers.join(","), dialect.line_end())
}

/// Writes `row` as one record with the cells of `columns`; `wanted` says which of them are shown.
///
/// # Errors
/// [`CsvError`] when the row has other fields than the columns say.
pub fn write_row<T: Serialize>(
    out: &mut Vec<u8>,
    row: &T,
    columns: &[String],
    wanted: &[bool],
    dialect: Dialect,
) -> Result<(), CsvError> {
    let mut line = Line { out, columns, wanted, dialect, place: 0, shown: 0, name: String::new(), is_number: false };
    row.serialize(&mut line)?;
    if line.place != columns.len() {
        return Err(CsvError(format!("the row ends before column {:?}", columns.get(line.place))));
    }
    out.extend_from_slice(dialect.line_end().as_bytes());
    Ok(())
}

/// Whether a spreadsheet would take the text for a formula (OWASP ASVS 1.2.10); full-width signs are taken too.
fn is_formula(text: &str) -> bool {
    // A dash alone is how a city prints that nothing is set.
    text.chars().nth(1).is_some() && text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}

struct Line<'a> {
    out: &'a mut Vec<u8>,
    columns: &'a [String],
    wanted: &'a [bool],
    dialect: Dialect,
    /// The next column.
    place: usize,
    /// How many cells stand in the line.
    shown: usize,
    /// The name of the field that is being written, flattened.
    name: String,
    /// Whether the text that is being written is an exact number.
    is_number: bool,
}

impl Line<'_> {
    fn cell(&mut self, text: &str) -> Result<(), CsvError> {
        let expected = self.columns.get(self.place).map(String::as_str);
        if expected != Some(self.name.as_str()) {
            return Err(CsvError(format!("field {} stands where column {expected:?} is due", self.name)));
        }
        if self.wanted.get(self.place).copied().unwrap_or(false) {
            if self.shown > 0 {
                self.out.push(b',');
            }
            self.shown += 1;
            self.escaped(text);
        }
        self.place += 1;
        Ok(())
    }

    fn escaped(&mut self, text: &str) {
        let exact = self.dialect == Dialect::Exact;
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

    /// A null: one empty cell, or one for each field of the object that is not there.
    fn blank(&mut self) -> Result<(), CsvError> {
        let inside = format!("{}_", self.name);
        let is_object = self.columns.get(self.place).is_some_and(|column| column.starts_with(&inside));
        if !is_object {
            return self.cell("");
        }
        while let Some(column) = self.columns.get(self.place).filter(|column| column.starts_with(&inside)) {
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
            Err(CsvError(concat!("a row has no ", stringify!($method)).to_owned()))
        })+
    };
}

impl<'a, 'b> Serializer for &'a mut Line<'b> {
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
        Ok(Joined { line: self, text: String::new(), count: 0 })
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Fields<'a, 'b>, CsvError> {
        Ok(Fields { outer: self.name.clone(), line: self, key: String::new() })
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Fields<'a, 'b>, CsvError> {
        Ok(Fields { outer: self.name.clone(), line: self, key: String::new() })
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
        Err(CsvError("a row has no variants with values".to_owned()))
    }
}

/// The fields of an object, each at its own column.
struct Fields<'a, 'b> {
    line: &'a mut Line<'b>,
    outer: String,
    key: String,
}

impl SerializeStruct for Fields<'_, '_> {
    type Ok = ();
    type Error = CsvError;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), CsvError> {
        self.line.field(&self.outer, key, value)
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
            _ => Err(CsvError("a key is no string".to_owned())),
        }
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CsvError> {
        self.line.field(&self.outer, &self.key, value)
    }

    fn end(self) -> Result<(), CsvError> {
        Ok(())
    }
}

/// Several values in one cell.
struct Joined<'a, 'b> {
    line: &'a mut Line<'b>,
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
        self.line.cell(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::super::columns::columns;
    use super::*;
    use crate::domain::Number;
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

    #[test]
    fn a_nested_row_becomes_one_flat_line() {
        let columns = columns::<Outer>();
        assert_eq!(
            header_line(&columns, Dialect::Exact),
            "id,value,inner_code,inner_value,other_code,other_value,tags,text\n"
        );
        let mut out = Vec::new();
        write_row(&mut out, &outer(), &columns, &[true; 8], Dialect::Exact).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "a,100.0,_T,,,,17.1;17.10,\"一,\"\"二\"\"\\n三\\\\\"\n");
    }

    #[test]
    fn only_the_columns_asked_for_are_shown() {
        let columns = columns::<Outer>();
        let mut out = Vec::new();
        let wanted: Vec<bool> = columns.iter().map(|column| column == "value" || column == "other_code").collect();
        write_row(&mut out, &outer(), &columns, &wanted, Dialect::Exact).unwrap();
        assert_eq!(out, b"100.0,\n");
    }

    #[test]
    fn a_spreadsheet_runs_no_text_and_keeps_numbers() {
        let columns = columns::<Outer>();
        let row = Outer {
            id: "=1+1".to_owned(),
            value: "-3.2".parse().unwrap(),
            text: Some("－一\n二\\".to_owned()),
            tags: vec!["@x".to_owned()],
            ..outer()
        };
        let mut out = header_line(&["名".to_owned()], Dialect::Spreadsheet).into_bytes();
        write_row(&mut out, &row, &columns, &[true; 8], Dialect::Spreadsheet).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "\u{feff}名\r\n'=1+1,-3.2,_T,,,,'@x,\"'－一\n二\\\"\r\n");
    }
}
