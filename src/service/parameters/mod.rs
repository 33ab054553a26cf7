//! The parameters: how they are read, refused and described. The filters themselves stand in `filters`, what a resource
//! that is no list takes and what stands in paths in `single`.

mod filters;
mod single;

use serde_json::{Value, json};

pub(crate) use filters::*;
pub(crate) use single::{AS_OF, SCORE_YEAR, Single, path_parameter};

use super::filter::Filter;
use crate::api::openapi::code_reference;
use crate::domain::FiscalYearRange;
use crate::formats::Dialect;
use crate::http::ProblemCode;
use crate::http::{Format, Problem, Query};
use crate::model::codes::CodeList;
use crate::store::list::{Sort, SortKey};

/// The most rows of a page.
pub(crate) const LARGEST_LIMIT: i64 = 1_000;
/// The rows of a page that does not say.
pub(crate) const DEFAULT_LIMIT: i64 = 100;
/// The most values of one parameter.
const MOST_VALUES: usize = 100;

/// Where the values of a parameter go.
type Slot = fn(&mut Filter) -> &mut Vec<String>;

/// A filter. Several values, separated by commas or given by repeating the parameter, are alternatives.
#[derive(Debug)]
pub(crate) struct Parameter {
    pub(crate) name: &'static str,
    description: &'static str,
    example: &'static str,
    values: Values,
}

/// What the values of a parameter are.
#[derive(Debug)]
enum Values {
    /// Permanent ids, codes of governments, SDG targets: a plain pattern.
    Pattern(&'static str, fn(&str) -> bool, Slot),
    /// Codes of a list.
    Codes(&'static CodeList, Slot),
    /// Names that are known at build time.
    Names(fn() -> Vec<&'static str>, Slot),
    /// Anything that can be printed.
    Text(Slot),
    /// What is searched for: one text, which must be there.
    Words(Slot),
    /// Fiscal years and spans of them.
    FiscalYears,
    /// One fiscal year.
    OneFiscalYear,
}

/// The parameters of one list: its filters and orders, the default order first.
#[derive(Debug)]
pub(crate) struct ListParameters {
    pub(crate) filters: &'static [&'static Parameter],
    pub(crate) sorts: &'static [SortKey],
}

/// How a CSV is to be written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Table {
    /// For whom.
    pub(crate) dialect: Dialect,
    /// Whether its headers are Japanese.
    pub(crate) japanese_headers: bool,
}

impl Table {
    pub(crate) fn read(query: &Query) -> Result<Self, Problem> {
        let excel = choice(query, "excel", "1")?;
        let dialect = if excel { Dialect::Spreadsheet } else { Dialect::Exact };
        Ok(Self { dialect, japanese_headers: choice(query, "header", "ja")? || excel })
    }

    /// The parameters that say so, in a form that has them.
    const fn names(format: Format) -> &'static [&'static str] {
        match format {
            Format::Csv => &["excel", "header"],
            Format::Json | Format::Jsonl | Format::Html => &[],
        }
    }

    /// The parameters as OpenAPI describes them.
    pub(crate) fn openapi() -> [Value; 2] {
        [
            json!({
                "name": "excel", "in": "query", "required": false,
                "description": "`1`: the form for people: BOM and CRLF, so that Excel reads it, Japanese headers, line \
                                breaks as they are, and an apostrophe before a text that a spreadsheet would run as a \
                                formula. It does not read back exactly.",
                "schema": {"type": "string", "enum": ["1"]}, "x-example": "1"
            }),
            json!({
                "name": "header", "in": "query", "required": false,
                "description": "`ja`: Japanese headers instead of physical names.",
                "schema": {"type": "string", "enum": ["ja"]}, "x-example": "ja"
            }),
        ]
    }
}

/// What a list was asked for.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) filter: Filter,
    pub(crate) sort: Sort,
    /// `limit` and `cursor`, where they were sent.
    pub(crate) limit: Option<i64>,
    pub(crate) cursor: Option<String>,
    /// The columns of a table form; empty for all.
    pub(crate) fields: Vec<String>,
    /// How a CSV is written.
    pub(crate) table: Table,
}

impl ListParameters {
    /// Reads the query. What is not known, or not allowed, is refused with its name.
    pub(crate) fn read(&self, query: &Query, format: Format) -> Result<Asked, Problem> {
        for (name, _) in query.pairs() {
            if !self.names(format).any(|known| known == name) {
                return Err(self.unknown(name, format));
            }
        }
        let mut filter = Filter::default();
        for parameter in self.filters {
            parameter.read(query, &mut filter)?;
        }
        let fields = single(query, "fields")?.map(|fields| fields.split(',').map(str::to_owned).collect());
        Ok(Asked {
            filter,
            sort: self.sort(query)?,
            limit: limit(query)?,
            cursor: single(query, "cursor")?.map(str::to_owned),
            fields: fields.unwrap_or_default(),
            table: Table::read(query)?,
        })
    }

    /// What may be asked of a page, or of a table form, which is always whole.
    fn names(&self, format: Format) -> impl Iterator<Item = &'static str> {
        let forms = of_form(format).iter().chain(Table::names(format)).copied();
        self.filters.iter().map(|parameter| parameter.name).chain(forms)
    }

    fn unknown(&self, name: &str, format: Format) -> Problem {
        let elsewhere =
            [Format::Json, Format::Csv].into_iter().find(|other| self.names(*other).any(|known| known == name));
        if let Some(other) = elsewhere {
            let (other, this) = (other.extension(), format.extension());
            return Problem::new(
                ProblemCode::InvalidParameter,
                format!("「{name}」は .{other} で使うパラメーターです。.{this} では除いてください。"),
                format!("\"{name}\" is a parameter of .{other}. Leave it out for .{this}."),
            )
            .parameter(name);
        }
        let nearest = self.names(format).max_by_key(|known| {
            let shared = known.bytes().zip(name.bytes()).take_while(|(one, two)| one == two).count();
            (shared, std::cmp::Reverse(known.len()))
        });
        let nearest = nearest.filter(|known| known.as_bytes().first() == name.as_bytes().first());
        let (ja, en) = nearest.map_or_else(Default::default, |near| {
            (format!("「{near}」のことではありませんか。"), format!(" Did you mean \"{near}\"?"))
        });
        Problem::new(
            ProblemCode::UnknownParameter,
            format!("「{name}」というパラメーターはありません。{ja}"),
            format!("There is no parameter \"{name}\" here.{en}"),
        )
        .parameter(name)
        .allowed(self.names(format))
        .nearest(nearest.map(str::to_owned))
    }

    fn orders(&self) -> Vec<String> {
        let both = |key: &SortKey| match key {
            SortKey::Relevance => vec![key.name().to_owned()],
            _ => vec![key.name().to_owned(), format!("-{}", key.name())],
        };
        self.sorts.iter().flat_map(both).collect()
    }

    fn sort(&self, query: &Query) -> Result<Sort, Problem> {
        let Some(text) = single(query, "sort")? else {
            let key = self.sorts.first().copied().unwrap_or_default();
            return Ok(Sort { key, descending: false });
        };
        let (descending, name) = text.strip_prefix('-').map_or((false, text), |name| (true, name));
        let key = self.sorts.iter().copied().find(|key| key.name() == name);
        let key = key.filter(|key| !(descending && *key == SortKey::Relevance));
        key.map(|key| Sort { key, descending }).ok_or_else(|| invalid("sort", text).allowed(self.orders()))
    }

    fn sort_description(&self) -> String {
        let mut words = "What the list is ordered by, `-` before it for the largest first; ties by id.".to_owned();
        if self.sorts.contains(&SortKey::FiscalYear) {
            words += " A row without a fiscal year comes before all years.";
        }
        if self.sorts.contains(&SortKey::Progress) {
            words += " By progress: the part of the way that is gone. Where the rules give no number, on track counts as \
                      the whole way, behind as none, regressed and missed as less; achieved comes after all, not \
                      assessable before all.";
        }
        words
    }

    /// The parameters as OpenAPI describes them, of one form.
    pub(crate) fn openapi(&self, format: Format, columns: &[String]) -> Vec<Value> {
        let forms = of_form(format).iter().map(|name| match *name {
            "sort" => json!({
                "name": "sort", "in": "query", "required": false,
                "description": self.sort_description(),
                "schema": {"type": "string", "enum": self.orders(), "default": self.orders().first()},
                "x-example": self.orders().last()
            }),
            "limit" => json!({
                "name": "limit", "in": "query", "required": false,
                "description": "The most rows of a page.",
                "schema": {
                    "type": "integer", "format": "int32", "minimum": 1, "maximum": LARGEST_LIMIT, "default": DEFAULT_LIMIT
                },
                "x-example": 10
            }),
            "cursor" => json!({
                "name": "cursor", "in": "query", "required": false,
                "description": "Where the page begins: take it from `links.next` or `resultset.next_cursor`, never make \
                                one. It is good for the same filters and order, and until the data changes (410 then).",
                "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,600}$"}
            }),
            _ => json!({
                "name": "fields", "in": "query", "required": false, "style": "form", "explode": false,
                "description": "Only these columns, in the order of the table, separated by commas.",
                "schema": {
                    "type": "array", "minItems": 1, "maxItems": columns.len(), "uniqueItems": true,
                    "items": {"type": "string", "enum": columns}
                },
                "x-example": columns.iter().take(2).collect::<Vec<_>>()
            }),
        });
        let table = Table::openapi().into_iter().filter(|_| format == Format::Csv);
        self.filters.iter().map(|parameter| parameter.openapi()).chain(forms).chain(table).collect()
    }
}

/// The parameters of a form beside the filters and those of [`Table`].
const fn of_form(format: Format) -> &'static [&'static str] {
    match format {
        Format::Json | Format::Html => &["sort", "limit", "cursor"],
        Format::Csv | Format::Jsonl => &["sort", "fields"],
    }
}

impl Parameter {
    fn read(&self, query: &Query, filter: &mut Filter) -> Result<(), Problem> {
        if let Values::Words(slot) = self.values {
            slot(filter).push(self.read_words(query)?);
            return Ok(());
        }
        let values: Vec<&str> = query.values(self.name).flat_map(|value| value.split(',')).collect();
        if values.len() > MOST_VALUES {
            return Err(Problem::new(
                ProblemCode::InvalidParameter,
                format!("「{}」の値が {} 個あります。{MOST_VALUES} 個までにしてください。", self.name, values.len()),
                format!("\"{}\" has {} values; the most is {MOST_VALUES}.", self.name, values.len()),
            )
            .parameter(self.name));
        }
        if matches!(self.values, Values::OneFiscalYear) && values.len() > 1 {
            return Err(Problem::new(
                ProblemCode::InvalidParameter,
                format!("「{}」は一つの年度だけを書いてください。", self.name),
                format!("\"{}\" takes one fiscal year only.", self.name),
            )
            .parameter(self.name)
            .allowed(self.allowed()));
        }
        for value in values {
            if !self.accept(value, filter) {
                let lost_zero = format!("0{value}");
                let nearest = self.accept(&lost_zero, &mut Filter::default()).then_some(lost_zero);
                let problem = invalid(self.name, value).allowed(self.allowed());
                // Five digits are what a spreadsheet makes of a code that begins with 0.
                return Err(problem.nearest(nearest.filter(|_| value.len() == 5)));
            }
        }
        Ok(())
    }

    /// What is searched for.
    fn read_words(&self, query: &Query) -> Result<String, Problem> {
        let Some(text) = single(query, self.name)?.filter(|text| !text.trim().is_empty()) else {
            return Err(Problem::new(
                ProblemCode::MissingParameter,
                format!("「{}」がありません。探す語を ?{}=… に書いてください。", self.name, self.name),
                format!("\"{}\" is missing. Write what to look for as ?{}=…", self.name, self.name),
            )
            .parameter(self.name));
        };
        if text.chars().count() > LONGEST_WORDS {
            return Err(Problem::new(
                ProblemCode::InvalidParameter,
                format!("「{}」は {LONGEST_WORDS} 文字までです。", self.name),
                format!("\"{}\" may have {LONGEST_WORDS} characters.", self.name),
            )
            .parameter(self.name)
            .value(text));
        }
        Ok(text.to_owned())
    }

    /// Puts the value into the filter, if it is one.
    fn accept(&self, value: &str, filter: &mut Filter) -> bool {
        let (good, slot): (bool, Slot) = match &self.values {
            Values::Pattern(_, is_one, slot) => (is_one(value), *slot),
            Values::Codes(list, slot) => (list.get(value).is_some(), *slot),
            Values::Names(names, slot) => (names().contains(&value), *slot),
            Values::Words(slot) => (true, *slot),
            Values::Text(slot) => (!value.is_empty() && value.chars().count() <= 200, *slot),
            Values::FiscalYears => {
                let span: Option<FiscalYearRange> = value.parse().ok();
                filter.fiscal_year.extend(span);
                return span.is_some();
            }
            Values::OneFiscalYear => {
                let span: Option<FiscalYearRange> = value.parse().ok();
                let one = span.filter(|span| span.first == span.last);
                filter.fiscal_year.extend(one);
                return one.is_some();
            }
        };
        if good {
            slot(filter).push(value.to_owned());
        }
        good
    }

    fn allowed(&self) -> Vec<String> {
        match &self.values {
            Values::Pattern(pattern, ..) => vec![(*pattern).to_owned()],
            Values::Codes(list, _) => list.values().map(str::to_owned).collect(),
            Values::Names(names, _) => names().into_iter().map(str::to_owned).collect(),
            Values::Text(_) | Values::Words(_) => Vec::new(),
            Values::OneFiscalYear => ["2022", "2022年度", "R4", "令和4年度"].map(str::to_owned).to_vec(),
            Values::FiscalYears => ["2022", "2022年度", "R4", "令和4年度", "2022..2025"].map(str::to_owned).to_vec(),
        }
    }

    fn openapi(&self) -> Value {
        let items = match &self.values {
            Values::Pattern(pattern, ..) => json!({"type": "string", "pattern": pattern}),
            Values::Codes(list, _) => json!({"$ref": code_reference(list)}),
            Values::Names(names, _) => json!({"type": "string", "enum": names()}),
            Values::Text(_) => {
                json!({"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[^\\x00-\\x1f\\x7f-\\x9f,]+$"})
            }
            Values::FiscalYears => json!({"type": "string", "pattern": FISCAL_YEAR_PATTERN}),
            Values::Words(_) => {
                return json!({
                    "name": self.name, "in": "query", "required": true, "description": self.description,
                    "schema": {
                        "type": "string", "minLength": 1, "maxLength": LONGEST_WORDS, "pattern": WORDS_PATTERN
                    },
                    "x-example": self.example
                });
            }
            Values::OneFiscalYear => {
                return json!({
                    "name": self.name, "in": "query", "required": false, "description": self.description,
                    "schema": {"type": "string", "pattern": ONE_FISCAL_YEAR_PATTERN}, "x-example": self.example
                });
            }
        };
        json!({
            "name": self.name, "in": "query", "required": false, "style": "form", "explode": true,
            "description": format!(
                "{} Several values are alternatives: repeat the parameter or separate them by commas. Example: `{}`.",
                self.description, self.example
            ),
            "schema": {"type": "array", "minItems": 1, "maxItems": MOST_VALUES, "items": items},
            "x-example": [self.example]
        })
    }
}

/// The most characters of what is searched for.
const LONGEST_WORDS: usize = 100;

/// No control characters, and one that is no white space among them.
const WORDS_PATTERN: &str = "^[^\\x00-\\x1f\\x7f-\\x9f]*[^\\s\\x00-\\x1f\\x7f-\\x9f][^\\x00-\\x1f\\x7f-\\x9f]*$";

/// One year, in the forms that a schema can say; full-width digits are read too.
const ONE_FISCAL_YEAR_PATTERN: &str = "^(20[0-9]{2}(年度)?|R[1-9][0-9]?|令和(元|[1-9][0-9]?)年度)$";

/// The forms of a year that a schema can say; full-width digits are read too.
const FISCAL_YEAR_PATTERN: &str =
    "^(20[0-9]{2}(年度)?|R[1-9][0-9]?|令和(元|[1-9][0-9]?)年度|20[0-9]{2}\\.\\.20[0-9]{2})$";

fn limit(query: &Query) -> Result<Option<i64>, Problem> {
    let Some(text) = single(query, "limit")? else { return Ok(None) };
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number: Option<i64> = text.parse().ok().filter(|number| plain && (1..=LARGEST_LIMIT).contains(number));
    number.map(Some).ok_or_else(|| invalid("limit", text).allowed([format!("1 to {LARGEST_LIMIT}")]))
}

/// Whether a parameter was sent that has one value only.
fn choice(query: &Query, name: &'static str, only: &'static str) -> Result<bool, Problem> {
    match single(query, name)? {
        None => Ok(false),
        Some(value) if value == only => Ok(true),
        Some(other) => Err(invalid(name, other).allowed([only])),
    }
}

/// The value of a parameter that may stand once.
fn single<'a>(query: &'a Query, name: &'static str) -> Result<Option<&'a str>, Problem> {
    let mut values = query.values(name);
    match (values.next(), values.next()) {
        (first, None) => Ok(first),
        _ => Err(Problem::new(
            ProblemCode::RepeatedParameter,
            format!("「{name}」が2回以上あります。1回だけ書いてください。"),
            format!("\"{name}\" stands more than once. Write it once."),
        )
        .parameter(name)),
    }
}

/// The problem for a value that is not allowed.
pub(crate) fn invalid(name: &str, value: &str) -> Problem {
    let (ja, en) = if value.is_empty() {
        (
            format!("「{name}」の値が空です。値を書くか、パラメーターを除いてください。"),
            format!("\"{name}\" has no value. Write one or leave the parameter out."),
        )
    } else {
        (
            format!("「{name}」に使えない値です。書ける値は allowed にあります。"),
            format!("This value cannot be used for \"{name}\". What may be written stands in `allowed`."),
        )
    };
    Problem::new(ProblemCode::InvalidParameter, ja, en).parameter(name).value(value)
}
