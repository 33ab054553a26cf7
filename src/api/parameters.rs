//! The query parameters: a parameter's name, help, form and place in the filter stand together.

use serde_json::{Value, json};

use super::openapi::code_reference;
use crate::dataset::definitions::codes::{self, CodeList};
use crate::dataset::definitions::{TABLES, codes::CODE_LISTS};
use crate::domain::FiscalYearRange;
use crate::http::{Problem, Query};
use crate::store::filter::{Filter, Sort, SortKey};
use crate::text::ProblemCode;

/// The most rows of a page.
pub(super) const LARGEST_LIMIT: i64 = 1_000;
/// The rows of a page that does not say.
pub(super) const DEFAULT_LIMIT: i64 = 100;
/// The most values of one parameter.
const MOST_VALUES: usize = 100;

/// Where the values of a parameter go.
type Slot = fn(&mut Filter) -> &mut Vec<String>;

/// A filter. Several values, separated by commas or given by repeating the parameter, are alternatives.
#[derive(Debug)]
pub(super) struct Parameter {
    pub(super) name: &'static str,
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
    /// Fiscal years and spans of them.
    FiscalYears,
    /// One fiscal year.
    OneFiscalYear,
}

const ID_PATTERN: &str = "^[a-z0-9_-]{1,200}$";

fn is_id(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_');
    (1..=200).contains(&text.len()) && text.bytes().all(allowed)
}

fn is_government_code(text: &str) -> bool {
    text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_sdg_target(text: &str) -> bool {
    text.split_once('.').is_some_and(|(goal, target)| {
        let digits =
            |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
        goal.bytes().all(|byte| byte.is_ascii_digit()) && digits(goal) && digits(target)
    })
}

pub(super) static LOCALGOV_CODE: Parameter = Parameter {
    name: "localgov_code",
    description: "Only this local government: its six-digit code, leading zeros kept.",
    example: "072036",
    values: Values::Pattern("^[0-9]{6}$", is_government_code, |filter| &mut filter.localgov_code),
};
pub(super) static PLAN_ID: Parameter = Parameter {
    name: "plan_id",
    description: "Only this plan.",
    example: "072036-gk2022",
    values: Values::Pattern(ID_PATTERN, is_id, |filter| &mut filter.plan_id),
};
pub(super) static SECTION_ID: Parameter = Parameter {
    name: "section_id",
    description: "Only this section of a plan and all sections under it.",
    example: "072036-gk2022-1-3",
    values: Values::Pattern(ID_PATTERN, is_id, |filter| &mut filter.section_id),
};
pub(super) static MEASURE_ID: Parameter = Parameter {
    name: "measure_id",
    description: "Only this measure and its sub-programmes.",
    example: "072036-gk2022-1-3-1",
    values: Values::Pattern(ID_PATTERN, is_id, |filter| &mut filter.measure_id),
};
pub(super) static INDICATOR_ID: Parameter = Parameter {
    name: "indicator_id",
    description: "Only this indicator.",
    example: "072036-gk2022-1-3-1-dx-online",
    values: Values::Pattern(ID_PATTERN, is_id, |filter| &mut filter.indicator_id),
};
pub(super) static DEPARTMENT: Parameter = Parameter {
    name: "department",
    description: "Only measures in which this department has a part, in any role: its id or its name as printed.",
    example: "市民課",
    values: Values::Text(|filter| &mut filter.department),
};
pub(super) static SDG: Parameter = Parameter {
    name: "sdg",
    description: "Only measures tagged with this SDG target, as printed: 17.1 is not 17.10.",
    example: "17.14",
    values: Values::Pattern("^[0-9]{1,2}\\.[0-9A-Za-z]{1,2}$", is_sdg_target, |filter| &mut filter.sdg),
};
pub(super) static TAG: Parameter = Parameter {
    name: "tag",
    description: "Only measures with this tag, of any scheme but SDG targets.",
    example: "paperless",
    values: Values::Names(
        || codes::TAG_GOLESS.values().chain(codes::TAG_DISCLOSURE_CHANNEL.values()).collect(),
        |filter| &mut filter.tag,
    ),
};
pub(super) static FISCAL_YEAR: Parameter = Parameter {
    name: "fiscal_year",
    description: "Only these fiscal years (April to March): `2022`, `R4`, `令和4年度`, or a span `2022..2025`. Of an \
                  observation it is the year the figure is for, of a target the year it is due.",
    example: "2022..2023",
    values: Values::FiscalYears,
};
pub(super) static KIND: Parameter = Parameter {
    name: "kind",
    description: "Only observations of this kind.",
    example: "target",
    values: Values::Codes(&codes::KIND, |filter| &mut filter.kind),
};
pub(super) static VALUE_STATUS: Parameter = Parameter {
    name: "value_status",
    description: "Only observations whose value has this state.",
    example: "given",
    values: Values::Codes(&codes::VALUE_STATUS, |filter| &mut filter.value_status),
};
pub(super) static ROLE: Parameter = Parameter {
    name: "role",
    description: "Only indicators with this role: with a target, or reported without one.",
    example: "target",
    values: Values::Codes(&codes::INDICATOR_ROLE, |filter| &mut filter.role),
};
pub(super) static DIRECTION: Parameter = Parameter {
    name: "direction",
    description: "Only indicators that are meant to move this way.",
    example: "increase",
    values: Values::Codes(&codes::DIRECTION, |filter| &mut filter.direction),
};
pub(super) static MEASURE_STATUS: Parameter = Parameter {
    name: "measure_status",
    description: "Only measures that the document marks so.",
    example: "new",
    values: Values::Codes(&codes::MEASURE_STATUS, |filter| &mut filter.measure_status),
};
pub(super) static TABLE: Parameter = Parameter {
    name: "table",
    description: "Only the columns of this table.",
    example: "observations",
    values: Values::Names(|| TABLES.iter().map(|table| table.name).collect(), |filter| &mut filter.table),
};
pub(super) static LIST: Parameter = Parameter {
    name: "list",
    description: "Only the codes of this list.",
    example: "kind",
    values: Values::Names(|| CODE_LISTS.iter().map(|list| list.name).collect(), |filter| &mut filter.list),
};

pub(super) static STATUS: Parameter = Parameter {
    name: "status",
    description: "Only indicators that stand so by our rules, now or in the `fiscal_year` asked for.",
    example: "on_track",
    values: Values::Codes(&codes::PROGRESS_STATUS, |filter| &mut filter.status),
};
pub(super) static TARGET_REVISED: Parameter = Parameter {
    name: "target_revised",
    description: "`true`: only indicators of which the city changed a target; `false`: only the others.",
    example: "true",
    values: Values::Names(|| vec!["true", "false"], |filter| &mut filter.target_revised),
};
pub(super) static NO_ACTUAL: Parameter = Parameter {
    name: "no_actual",
    description: "`true`: only indicators without any actual; `false`: only the others.",
    example: "true",
    values: Values::Names(|| vec!["true", "false"], |filter| &mut filter.no_actual),
};
pub(super) static PROGRESS_YEAR: Parameter = Parameter {
    name: "fiscal_year",
    description: "Show the indicators as they stood in this one fiscal year: its actual, against the targets in force in \
                  it. It holds for `status` and for the order by `progress` too. Without it: as they stand now.",
    example: "2022",
    values: Values::OneFiscalYear,
};

/// A parameter of a resource that is no list; it may stand once.
#[derive(Debug)]
pub(super) struct Single {
    name: &'static str,
    description: &'static str,
    example: &'static str,
    /// How a value is written, for people.
    form: &'static str,
    schema: fn() -> Value,
}

pub(super) static AS_OF: Single = Single {
    name: "as_of",
    description: "A day: show the indicator by the targets in force in the fiscal year that the day lies in, with the \
                  actuals up to that year. What was set, changed or reported later is left out.",
    example: "2023-03-31",
    form: "YYYY-MM-DD",
    schema: || json!({"type": "string", "format": "date"}),
};
pub(super) static SCORE_YEAR: Single = Single {
    name: "fiscal_year",
    description: "Count sections and departments for this one fiscal year, by the targets in force in it. Without it: \
                  as they stand now.",
    example: "2022",
    form: "2022, R4, 令和4年度",
    schema: || json!({"type": "string", "pattern": ONE_FISCAL_YEAR_PATTERN}),
};

impl Single {
    /// The value, where it was sent; every other parameter is refused.
    pub(super) fn read<T>(&self, query: &Query, parse: impl FnOnce(&str) -> Option<T>) -> Result<Option<T>, Problem> {
        if let Some((name, _)) = query.pairs().find(|(name, _)| *name != self.name) {
            let only = self.name;
            return Err(Problem::new(
                ProblemCode::UnknownParameter,
                format!("「{name}」というパラメーターはありません。使えるのは「{only}」だけです。"),
                format!("There is no parameter \"{name}\" here. There is only \"{only}\"."),
            )
            .parameter(name)
            .allowed([only]));
        }
        let Some(text) = single(query, self.name)? else { return Ok(None) };
        parse(text).map(Some).ok_or_else(|| invalid(self.name, text).allowed([self.form]))
    }

    pub(super) fn openapi(&self) -> Value {
        json!({
            "name": self.name, "in": "query", "required": false, "description": self.description,
            "schema": (self.schema)(), "example": self.example
        })
    }
}

/// The parameters of one list: its filters and orders, the default order first; every page has `limit` and
/// `cursor`, every table form `fields`.
#[derive(Debug)]
pub(super) struct ListParameters {
    pub(super) filters: &'static [&'static Parameter],
    pub(super) sorts: &'static [SortKey],
}

/// What a list was asked for.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) filter: Filter,
    pub(super) sort: Sort,
    /// `limit` and `cursor`, where they were sent.
    pub(super) limit: Option<i64>,
    pub(super) cursor: Option<String>,
    /// The columns of a table form; empty for all.
    pub(super) fields: Vec<String>,
}

impl ListParameters {
    /// Reads the query. What is not known, or not allowed, is refused with its name.
    pub(super) fn read(&self, query: &Query, table_form: bool) -> Result<Asked, Problem> {
        for (name, _) in query.pairs() {
            if !self.names(table_form).chain(self.names(!table_form)).any(|known| known == name) {
                return Err(self.unknown(name, table_form));
            }
        }
        let mut filter = Filter::default();
        for parameter in self.filters {
            parameter.read(query, &mut filter)?;
        }
        Ok(Asked {
            filter,
            sort: self.sort(query)?,
            limit: limit(query)?,
            cursor: single(query, "cursor")?.map(str::to_owned),
            fields: single(query, "fields")?
                .map_or_else(Vec::new, |fields| fields.split(',').map(str::to_owned).collect()),
        })
    }

    /// What may be asked of a page, or of a table form.
    fn names(&self, table_form: bool) -> impl Iterator<Item = &'static str> {
        let of_form: &[&str] = if table_form { &["sort", "fields"] } else { &["sort", "limit", "cursor"] };
        self.filters.iter().map(|parameter| parameter.name).chain(of_form.iter().copied())
    }

    fn unknown(&self, name: &str, table_form: bool) -> Problem {
        let nearest = self.names(table_form).max_by_key(|known| {
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
        .allowed(self.names(table_form))
        .nearest(nearest.map(str::to_owned))
    }

    fn orders(&self) -> Vec<String> {
        self.sorts.iter().flat_map(|key| [key.name().to_owned(), format!("-{}", key.name())]).collect()
    }

    fn sort(&self, query: &Query) -> Result<Sort, Problem> {
        let Some(text) = single(query, "sort")? else {
            let key = self.sorts.first().copied().unwrap_or_default();
            return Ok(Sort { key, descending: false });
        };
        let (descending, name) = text.strip_prefix('-').map_or((false, text), |name| (true, name));
        let key = self.sorts.iter().copied().find(|key| key.name() == name);
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

    /// The parameters as OpenAPI describes them. A table form is always whole: it has no `limit` and `cursor`.
    pub(super) fn openapi(&self, table_form: bool, columns: &[String]) -> Vec<Value> {
        let mut all: Vec<Value> = self.filters.iter().map(|parameter| parameter.openapi()).collect();
        all.push(json!({
            "name": "sort", "in": "query", "required": false,
            "description": self.sort_description(),
            "schema": {"type": "string", "enum": self.orders(), "default": self.orders().first()},
            "example": self.orders().last()
        }));
        if table_form {
            all.push(json!({
                "name": "fields", "in": "query", "required": false, "style": "form", "explode": false,
                "description": "Only these columns, in the order of the table, separated by commas.",
                "schema": {
                    "type": "array", "minItems": 1, "maxItems": columns.len(), "uniqueItems": true,
                    "items": {"type": "string", "enum": columns}
                },
                "example": columns.iter().take(2).collect::<Vec<_>>()
            }));
        } else {
            all.push(json!({
                "name": "limit", "in": "query", "required": false,
                "description": "The most rows of a page.",
                "schema": {
                    "type": "integer", "format": "int32", "minimum": 1, "maximum": LARGEST_LIMIT, "default": DEFAULT_LIMIT
                },
                "example": 10
            }));
            all.push(json!({
                "name": "cursor", "in": "query", "required": false,
                "description": "Where the page begins: take it from `links.next`, never make one. It is good for the same \
                                filters and order, and until the data changes (410 then).",
                "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,600}$"}
            }));
        }
        all
    }
}

impl Parameter {
    fn read(&self, query: &Query, filter: &mut Filter) -> Result<(), Problem> {
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
                return Err(invalid(self.name, value).allowed(self.allowed()));
            }
        }
        Ok(())
    }

    /// Puts the value into the filter, if it is one.
    fn accept(&self, value: &str, filter: &mut Filter) -> bool {
        let (good, slot): (bool, Slot) = match &self.values {
            Values::Pattern(_, is_one, slot) => (is_one(value), *slot),
            Values::Codes(list, slot) => (list.get(value).is_some(), *slot),
            Values::Names(names, slot) => (names().contains(&value), *slot),
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
            Values::Text(_) => Vec::new(),
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
            Values::OneFiscalYear => {
                return json!({
                    "name": self.name, "in": "query", "required": false, "description": self.description,
                    "schema": {"type": "string", "pattern": ONE_FISCAL_YEAR_PATTERN}, "example": self.example
                });
            }
        };
        json!({
            "name": self.name, "in": "query", "required": false, "style": "form", "explode": true,
            "description": format!("{} Several values are alternatives: repeat the parameter or separate them by commas.", self.description),
            "schema": {"type": "array", "minItems": 1, "maxItems": MOST_VALUES, "items": items},
            "example": [self.example]
        })
    }
}

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
pub(super) fn invalid(name: &str, value: &str) -> Problem {
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
