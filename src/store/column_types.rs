//! Conversions from stored columns to the fields of a row: decimals are stored as text, lists joined by `;`.

use diesel::deserialize::{self, Queryable};
use diesel::sql_types::{Integer, Nullable, Text};

use super::connection::Backend;
use crate::domain::{FiscalYear, Number};

/// A decimal in a text column.
#[derive(Debug)]
pub struct StoredNumber(Option<Number>);

impl Queryable<Nullable<Text>, Backend> for StoredNumber {
    type Row = Option<String>;

    fn build(row: Self::Row) -> deserialize::Result<Self> {
        let number = row.map(|text| text.parse().map_err(|_| format!("{text:?} is not a decimal"))).transpose()?;
        Ok(Self(number))
    }
}

impl From<StoredNumber> for Option<Number> {
    fn from(stored: StoredNumber) -> Self {
        stored.0
    }
}

/// Several values in one text column, joined by `;`.
#[derive(Debug)]
pub struct StoredList(Vec<String>);

impl Queryable<Text, Backend> for StoredList {
    type Row = String;

    fn build(row: Self::Row) -> deserialize::Result<Self> {
        Ok(Self(row.split(';').filter(|item| !item.is_empty()).map(str::to_owned).collect()))
    }
}

impl From<StoredList> for Vec<String> {
    fn from(stored: StoredList) -> Self {
        stored.0
    }
}

/// The Japanese label of a fiscal year, from the same column as the year.
#[derive(Debug)]
pub struct YearLabel(Option<String>);

fn label(year: i32) -> Option<String> {
    FiscalYear::from_western(year).ok().map(FiscalYear::label)
}

impl Queryable<Nullable<Integer>, Backend> for YearLabel {
    type Row = Option<i32>;

    fn build(row: Self::Row) -> deserialize::Result<Self> {
        Ok(Self(row.and_then(label)))
    }
}

impl From<YearLabel> for Option<String> {
    fn from(stored: YearLabel) -> Self {
        stored.0
    }
}

/// The label of a fiscal year that is never NULL.
#[derive(Debug)]
pub struct RequiredYearLabel(String);

impl Queryable<Integer, Backend> for RequiredYearLabel {
    type Row = i32;

    fn build(row: Self::Row) -> deserialize::Result<Self> {
        Ok(Self(label(row).unwrap_or_default()))
    }
}

impl From<RequiredYearLabel> for String {
    fn from(stored: RequiredYearLabel) -> Self {
        stored.0
    }
}
