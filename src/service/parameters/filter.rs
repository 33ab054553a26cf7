//! A filter parameter: its values, its field in a filter type `F`, and its description.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::mention::{Mention, Named};
use super::value::{invalid, single};
use crate::domain::{FiscalYear, FiscalYearRange, LocalGovernmentCode};
use crate::http::problem::{Problem, ProblemCode};
use crate::http::strict_query::Query;
use crate::model::codes::{Code, CodeList};
use crate::model::ids::{ID_PATTERN, SDG_TARGET_PATTERN, is_id, is_sdg_target};

/// Largest number of values of one parameter.
const MAX_VALUES: usize = 100;

/// Longest search text, in characters.
const MAX_SEARCH_CHARACTERS: usize = 100;

/// Longest name of a department, in characters.
const MAX_NAME_CHARACTERS: usize = 200;

/// No control characters, and at least one character that is not white space.
const SEARCH_PATTERN: &str = "^[^\\x00-\\x1f\\x7f-\\x9f]*[^\\s\\x00-\\x1f\\x7f-\\x9f][^\\x00-\\x1f\\x7f-\\x9f]*$";

/// A code of six digits, or an area code of five: the number of a prefecture and three digits.
const GOVERNMENT_PATTERN: &str = "^([0-9]{6}|(0[1-9]|[1-3][0-9]|4[0-7])[0-9]{3})$";

/// Forms of one fiscal year, without anchors. Full-width digits are read too.
const YEAR: &str = "((18(6[89]|[7-9][0-9])|19[0-9]{2}|20[0-9]{2}|2100)(年度)?\
                    |(R|令和)(元|[1-9]|[1-7][0-9]|8[0-2])(年度)?|(H|平成)(元|[1-9]|[12][0-9]|3[01])(年度)?\
                    |(S|昭和)(元|[1-9]|[1-5][0-9]|6[0-4])(年度)?|(T|大正)(元|[1-9]|1[0-5])(年度)?\
                    |(M|明治)(元|[1-9]|[1-3][0-9]|4[0-5])(年度)?)";

/// Where the value of a parameter goes.
type Field<F, T> = fn(&mut F) -> &mut T;

/// A parameter that filters a list.
#[derive(Debug)]
pub struct FilterParameter<F: 'static> {
    pub(super) name: &'static str,
    pub(super) description: &'static str,
    pub(super) example: &'static str,
    pub(super) values: Values<F>,
}

/// What the values of a parameter are, and where they go. Several values are alternatives.
#[derive(Debug)]
pub(super) enum Values<F: 'static> {
    /// Codes of local governments; five digits are read as an area code without its check digit.
    Governments { named: Named, field: Field<F, Vec<String>> },
    /// Ids; of which rows, where they must exist.
    Ids { named: Option<Named>, field: Field<F, Vec<String>> },
    /// SDG targets as printed.
    SdgTargets(Field<F, Vec<String>>),
    /// Codes of a list.
    Codes { list: &'static CodeList, field: Field<F, Vec<&'static Code>> },
    /// Names that are known at build time.
    Names { names: fn() -> Vec<&'static str>, field: Field<F, Vec<String>> },
    /// Ids or names of departments: printable text without commas.
    Departments(Field<F, Vec<String>>),
    /// What is searched for: one required text.
    Search(Field<F, String>),
    /// Fiscal years and spans of them.
    FiscalYears(Field<F, Vec<FiscalYearRange>>),
    /// One fiscal year.
    FiscalYear(Field<F, Option<FiscalYear>>),
    /// `true` or `false`.
    Flag(Field<F, Option<bool>>),
    /// One day.
    Day(Field<F, Option<Date>>),
}

impl<F: Default> FilterParameter<F> {
    /// Reads the parameter into `filter`.
    pub(super) fn read(&self, query: &Query, filter: &mut F) -> Result<(), Problem> {
        match &self.values {
            Values::Search(field) => *field(filter) = self.read_search(query)?,
            Values::FiscalYear(_) | Values::Flag(_) | Values::Day(_) => {
                if let Some(value) = single(query, self.name)?
                    && !self.accept(value, filter)
                {
                    return Err(invalid(self.name, value).allowed(self.allowed()));
                }
            }
            _ => self.read_alternatives(query, filter)?,
        }
        Ok(())
    }

    fn read_alternatives(&self, query: &Query, filter: &mut F) -> Result<(), Problem> {
        let values: Vec<&str> = query.values(self.name).flat_map(|value| value.split(',')).collect();
        if values.len() > MAX_VALUES {
            return Err(Problem::new(
                ProblemCode::InvalidParameter,
                format!("「{}」の値が {} 個あります。{MAX_VALUES} 個までにしてください。", self.name, values.len()),
                format!("\"{}\" has {} values; at most {MAX_VALUES} are allowed.", self.name, values.len()),
            )
            .parameter(self.name));
        }
        for value in values {
            if !self.accept(value, filter) {
                // A spreadsheet drops the leading zero of a code.
                let with_zero = format!("0{value}");
                let nearest = (value.len() == 5 && self.accept(&with_zero, &mut F::default())).then_some(with_zero);
                return Err(invalid(self.name, value).allowed(self.allowed()).nearest(nearest));
            }
        }
        Ok(())
    }

    fn read_search(&self, query: &Query) -> Result<String, Problem> {
        let Some(text) = single(query, self.name)?.filter(|text| !text.trim().is_empty()) else {
            return Err(Problem::new(
                ProblemCode::MissingParameter,
                format!("「{}」がありません。探す言葉を ?{}=… に書いてください。", self.name, self.name),
                format!("\"{}\" is missing. Give the text to search for as ?{}=…", self.name, self.name),
            )
            .parameter(self.name));
        };
        if text.chars().count() > MAX_SEARCH_CHARACTERS {
            return Err(Problem::new(
                ProblemCode::InvalidParameter,
                format!("「{}」は {MAX_SEARCH_CHARACTERS} 文字までです。", self.name),
                format!("\"{}\" may have at most {MAX_SEARCH_CHARACTERS} characters.", self.name),
            )
            .parameter(self.name)
            .value(text));
        }
        Ok(text.to_owned())
    }

    /// Stores `value` in the filter where it is valid.
    fn accept(&self, value: &str, filter: &mut F) -> bool {
        fn push<T>(values: &mut Vec<T>, value: Option<T>) -> bool {
            let is_valid = value.is_some();
            values.extend(value);
            is_valid
        }
        fn set<T>(field: &mut Option<T>, value: Option<T>) -> bool {
            *field = value;
            field.is_some()
        }
        let valid = |is_valid: bool| Some(value.to_owned()).filter(|_| is_valid);
        match &self.values {
            Values::Governments { field, .. } => push(field(filter), government(value)),
            Values::Ids { field, .. } => push(field(filter), valid(is_id(value))),
            Values::SdgTargets(field) => push(field(filter), valid(is_sdg_target(value))),
            Values::Codes { list, field } => push(field(filter), list.get(value)),
            Values::Names { names, field } => push(field(filter), valid(names().contains(&value))),
            Values::Departments(field) => {
                push(field(filter), valid(!value.is_empty() && value.chars().count() <= MAX_NAME_CHARACTERS))
            }
            Values::Search(field) => {
                value.clone_into(field(filter));
                true
            }
            Values::FiscalYears(field) => push(field(filter), value.parse().ok()),
            Values::FiscalYear(field) => set(field(filter), value.parse().ok()),
            Values::Flag(field) => set(field(filter), value.parse().ok()),
            Values::Day(field) => set(field(filter), value.parse().ok().filter(|day: &Date| day.to_string() == value)),
        }
    }

    /// Returns what the values name in the data; they have been read.
    pub(super) fn mentions(&self, query: &Query) -> Vec<Mention> {
        let named = match &self.values {
            Values::Governments { named, .. } | Values::Ids { named: Some(named), .. } => *named,
            Values::Departments(_) => Named::Department,
            Values::SdgTargets(_) => Named::SdgTarget,
            _ => return Vec::new(),
        };
        let id = |value: &str| match &self.values {
            Values::Governments { .. } => government(value).unwrap_or_else(|| value.to_owned()),
            _ => value.to_owned(),
        };
        let values = query.values(self.name).flat_map(|value| value.split(','));
        values.map(|value| Mention { parameter: self.name, value: value.to_owned(), id: id(value), named }).collect()
    }

    /// Puts the current id of a renamed row in the place of the old one.
    pub(super) fn rename(&self, filter: &mut F, old_id: &str, new_id: &str) {
        let (Values::Governments { field, .. } | Values::Ids { field, .. } | Values::Departments(field)) = &self.values
        else {
            return;
        };
        for id in field(filter).iter_mut().filter(|id| *id == old_id) {
            new_id.clone_into(id);
        }
    }

    fn allowed(&self) -> Vec<String> {
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        match &self.values {
            Values::Governments { .. } => texts(&[GOVERNMENT_PATTERN]),
            Values::Ids { .. } => texts(&[ID_PATTERN]),
            Values::SdgTargets(_) => texts(&[SDG_TARGET_PATTERN]),
            Values::Codes { list, .. } => list.values().map(str::to_owned).collect(),
            Values::Names { names, .. } => texts(&names()),
            Values::Departments(_) | Values::Search(_) => Vec::new(),
            Values::FiscalYear(_) => texts(&["2022", "2022年度", "R4", "令和4年度"]),
            Values::FiscalYears(_) => texts(&["2022", "2022年度", "R4", "令和4年度", "2022..2025"]),
            Values::Flag(_) => texts(&["true", "false"]),
            Values::Day(_) => texts(&["YYYY-MM-DD"]),
        }
    }

    /// Describes the parameter for OpenAPI. What is a default there is left out: an array is repeated (`style: form`,
    /// `explode: true`), and a parameter is optional.
    pub fn openapi(&self) -> Value {
        let schema = self.schema();
        if self.is_single() {
            let mut parameter = json!({
                "name": self.name, "in": "query", "description": self.description, "schema": schema,
                "x-example": self.example
            });
            if let (Values::Search(_), Some(members)) = (&self.values, parameter.as_object_mut()) {
                members.insert("required".to_owned(), Value::Bool(true));
            }
            return parameter;
        }
        json!({
            "name": self.name, "in": "query",
            "description": format!(
                "{} Several values are alternatives. Example: `{}`.",
                self.description, self.example
            ),
            "schema": {"type": "array", "minItems": 1, "maxItems": MAX_VALUES, "items": schema},
            "x-example": [self.example]
        })
    }

    /// Returns whether the values are ids of rows that must exist.
    pub(super) const fn names_rows(&self) -> bool {
        matches!(self.values, Values::Governments { .. } | Values::Ids { named: Some(_), .. })
    }

    const fn is_single(&self) -> bool {
        matches!(self.values, Values::Search(_) | Values::FiscalYear(_) | Values::Flag(_) | Values::Day(_))
    }

    fn schema(&self) -> Value {
        match &self.values {
            Values::Governments { .. } => json!({"type": "string", "pattern": GOVERNMENT_PATTERN}),
            Values::Ids { .. } => json!({"type": "string", "pattern": ID_PATTERN}),
            Values::SdgTargets(_) => json!({"type": "string", "pattern": SDG_TARGET_PATTERN}),
            Values::Codes { list, .. } => json!({"type": "string", "enum": list.values().collect::<Vec<_>>()}),
            Values::Names { names, .. } => json!({"type": "string", "enum": names()}),
            Values::Departments(_) => json!({
                "type": "string", "minLength": 1, "maxLength": MAX_NAME_CHARACTERS,
                "pattern": "^[^\\x00-\\x1f\\x7f-\\x9f,]+$"
            }),
            Values::Search(_) => json!({
                "type": "string", "minLength": 1, "maxLength": MAX_SEARCH_CHARACTERS, "pattern": SEARCH_PATTERN
            }),
            Values::FiscalYears(_) => {
                json!({"type": "string", "pattern": format!("^{YEAR}(\\.\\.{YEAR})?$")})
            }
            Values::FiscalYear(_) => fiscal_year_schema(),
            Values::Flag(_) => json!({"type": "boolean"}),
            Values::Day(_) => json!({"type": "string", "format": "date"}),
        }
    }
}

/// Returns the six-digit code of a government; `None` where it is neither that nor an area code of five digits.
fn government(value: &str) -> Option<String> {
    let is_code = value.len() == 6 && value.bytes().all(|byte| byte.is_ascii_digit());
    let of_area = || LocalGovernmentCode::from_area_code(value).map(|code| code.as_str().to_owned());
    if is_code { Some(value.to_owned()) } else { of_area() }
}

/// Schema of one fiscal year.
pub(super) fn fiscal_year_schema() -> Value {
    json!({"type": "string", "pattern": format!("^{YEAR}$")})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pattern_of_a_fiscal_year_names_eras_to_their_last_year() {
        for (text, is_valid) in
            [("R82", true), ("R83", false), ("H31", true), ("H32", false), ("2100", true), ("M45", true)]
        {
            assert_eq!(text.parse::<FiscalYear>().is_ok(), is_valid, "{text}");
        }
    }
}
