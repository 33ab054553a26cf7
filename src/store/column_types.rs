//! How stored columns become the values that are answered: decimals are kept as text, lists joined by `;`.
//! Knows `domain` and the types that a second query fills.

use diesel::deserialize::{self, Queryable};
use diesel::sql_types::{Integer, Nullable, Text};

use super::assessment::ProgressSummary;
use super::connection::Backend;
use super::records::indicators::ValueSummary;
use crate::domain::{FiscalYear, Number};

/// A decimal in a text column.
#[derive(Debug)]
pub struct StoredNumber(Option<Number>);

impl Queryable<Nullable<Text>, Backend> for StoredNumber {
    type Row = Option<String>;

    fn build(row: Self::Row) -> deserialize::Result<Self> {
        let number = row.map(|text| text.parse().map_err(|_| format!("{text:?} is no stored decimal"))).transpose()?;
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

/// A fiscal year read a second time, as its Japanese label.
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

/// The label of a fiscal year that is never blank.
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

/// Stands for a field that a second query fills; it reads the id again and forgets it.
#[derive(Debug)]
pub struct Later;

impl Queryable<Text, Backend> for Later {
    type Row = String;

    fn build(_: Self::Row) -> deserialize::Result<Self> {
        Ok(Self)
    }
}

/// The fields that a second query fills.
macro_rules! filled_later {
    ($($kind:ty),+) => {
        $(impl From<Later> for Option<$kind> {
            fn from(_: Later) -> Self {
                None
            }
        })+
    };
}
filled_later!(ValueSummary, ProgressSummary, Number, bool);
