//! The query of a list: filters, order, page and the form of a table.

use serde_json::{Value, json};

use super::csv::CsvParameters;
use super::filter::FilterParameter;
use super::hint::Hint;
use super::mention::Mention;
use super::value::{invalid, single, unknown};
use crate::formats::{CsvOptions, TABLE_FORMATS, TableFormat};
use crate::http::problem::{Problem, ProblemCode};
use crate::http::strict_query::Query;
use crate::http::target::Target;
use crate::store::list::{Sort, SortKey};

/// Largest number of rows on a page.
pub const MAX_LIMIT: i64 = 1_000;
/// Number of rows on a page without `limit`.
pub const DEFAULT_LIMIT: i64 = 100;

/// The parameters of a list with this filter type.
pub trait ListParameters: Default + 'static {
    /// Filters that the resource shares with others of its family; they come first.
    const SCOPE: &'static [FilterParameter<Self>] = &[];
    /// Filters of its own, in the order of the documentation.
    const FILTERS: &'static [FilterParameter<Self>];
    /// Sort keys, the default first.
    const SORTS: &'static [SortKey];

    /// Returns whether a filter names rows that must exist.
    fn names_rows() -> bool {
        Self::filters().any(FilterParameter::names_rows)
    }

    /// Iterates over all filters.
    fn filters() -> impl Iterator<Item = &'static FilterParameter<Self>> {
        Self::SCOPE.iter().chain(Self::FILTERS)
    }
}

/// The parsed query of a list with the filter type `F`.
#[derive(Debug, Clone)]
pub struct ListQuery<F> {
    /// The filters.
    pub filter: F,
    /// What the filters name in the data.
    pub(in crate::service) mentions: Vec<Mention>,
    /// The order.
    pub sort: Sort,
    /// `limit`, where given.
    pub limit: Option<i64>,
    /// `cursor`, where given.
    pub cursor: Option<String>,
    /// Columns of a table; empty for all.
    pub fields: Vec<String>,
    /// Options of a CSV.
    pub csv: CsvOptions,
}

impl<F: ListParameters> ListQuery<F> {
    /// Reads the query of a page, or of the whole table as `format`. Unknown parameters are refused.
    ///
    /// # Errors
    /// The [`Problem`] of the first parameter that is not valid.
    pub fn read(target: &Target, format: Option<&TableFormat>) -> Result<Self, Problem> {
        let (query, names) = (target.query(), names::<F>(format));
        if let Some(pair) = query.pairs().find(|(name, _)| !names.contains(name)) {
            return Err(refused::<F>(pair, target, format, &names));
        }
        let mut filter = F::default();
        for parameter in F::filters() {
            parameter.read(query, &mut filter)?;
        }
        Ok(Self {
            filter,
            mentions: F::filters().flat_map(|parameter| parameter.mentions(query)).collect(),
            sort: sort::<F>(query)?,
            limit: limit(query)?,
            cursor: single(query, "cursor")?.map(str::to_owned),
            fields: fields(query)?,
            csv: CsvParameters::read(query)?,
        })
    }

    /// Puts the current id of a renamed row in the place of the old one, in one filter.
    pub(in crate::service) fn rename(&mut self, parameter: &str, old_id: &str, new_id: &str) {
        for filter in F::filters().filter(|filter| filter.name == parameter) {
            filter.rename(&mut self.filter, old_id, new_id);
        }
        for mention in self.mentions.iter_mut().filter(|it| it.parameter == parameter && it.id == old_id) {
            new_id.clone_into(&mut mention.id);
        }
    }
}

/// Names of the parameters of a page, or of the whole table as `format`.
fn names<F: ListParameters>(format: Option<&TableFormat>) -> Vec<&'static str> {
    let filters = F::filters().map(|parameter| parameter.name);
    filters.chain(form_names(format).iter().chain(CsvParameters::names(format)).copied()).collect()
}

/// A table has no pages, and a page always has all columns.
const fn form_names(format: Option<&TableFormat>) -> &'static [&'static str] {
    if format.is_some() { &["sort", "limit", "fields"] } else { &["sort", "limit", "cursor"] }
}

/// The problem for a parameter that this form does not have.
fn refused<F: ListParameters>(
    pair: (&str, &str),
    target: &Target,
    format: Option<&TableFormat>,
    names: &[&'static str],
) -> Problem {
    let (name, _) = pair;
    let forms = std::iter::once(None).chain(TABLE_FORMATS.iter().copied().map(Some));
    let extension = |format: Option<&TableFormat>| format.map_or(".json".to_owned(), |it| format!(".{}", it.extension));
    let with_it: Vec<String> = forms.filter(|form| self::names::<F>(*form).contains(&name)).map(extension).collect();
    if !with_it.is_empty() {
        let this = extension(format);
        return Problem::new(
            ProblemCode::InvalidParameter,
            format!("「{name}」は {} だけで使えます。{this} では除いてください。", with_it.join("、")),
            format!("\"{name}\" is only for {}. Leave it out for {this}.", with_it.join(", ")),
        )
        .parameter(name);
    }
    unknown(name, names, Hint::find(pair, target, names, TABLE_FORMATS))
}

fn orders<F: ListParameters>() -> Vec<String> {
    let both = |key: &SortKey| match key {
        SortKey::Relevance => vec![key.name().to_owned()],
        _ => vec![key.name().to_owned(), format!("-{}", key.name())],
    };
    F::SORTS.iter().flat_map(both).collect()
}

fn sort<F: ListParameters>(query: &Query) -> Result<Sort, Problem> {
    let Some(text) = single(query, "sort")? else {
        return Ok(Sort { key: F::SORTS.first().copied().unwrap_or_default(), descending: false });
    };
    let (descending, name) = text.strip_prefix('-').map_or((false, text), |name| (true, name));
    let key = F::SORTS.iter().copied().find(|key| key.name() == name);
    let key = key.filter(|key| !(descending && *key == SortKey::Relevance));
    key.map(|key| Sort { key, descending }).ok_or_else(|| invalid("sort", text).allowed(orders::<F>()))
}

fn limit(query: &Query) -> Result<Option<i64>, Problem> {
    let Some(text) = single(query, "limit")? else { return Ok(None) };
    let is_plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number: Option<i64> = text.parse().ok().filter(|number| is_plain && (1..=MAX_LIMIT).contains(number));
    number.map(Some).ok_or_else(|| invalid("limit", text).allowed([format!("1 to {MAX_LIMIT}")]))
}

/// Reads `fields`: repeated, as generated clients send a list, or separated by commas; each column once.
fn fields(query: &Query) -> Result<Vec<String>, Problem> {
    let mut fields: Vec<String> = Vec::new();
    for field in query.values("fields").flat_map(|value| value.split(',')) {
        if fields.iter().any(|known| known == field) {
            return Err(Problem::new(
                ProblemCode::RepeatedParameter,
                format!("「fields」に「{field}」が2回以上あります。1回だけ書いてください。"),
                format!("\"fields\" names \"{field}\" more than once. Name it once."),
            )
            .parameter("fields")
            .value(field));
        }
        fields.push(field.to_owned());
    }
    Ok(fields)
}

fn sort_description<F: ListParameters>() -> String {
    let mut text = "Sort key; `-` before it sorts in descending order. Ties are broken by id.".to_owned();
    if F::SORTS.contains(&SortKey::FiscalYear) {
        text += " Rows without a fiscal year come before all years.";
    }
    if F::SORTS.contains(&SortKey::Progress) {
        text += " `progress` is the part of the way to the target that is done. Where the rules give no number, \
                 on_track counts as the whole way, behind as none, regressed and missed as less; achieved comes after \
                 all others, not_assessable before all others.";
    }
    text
}

/// Describes the parameters of a page (`format` is `None`) or of a table with `columns` for OpenAPI.
pub fn list_parameters<F: ListParameters>(format: Option<&TableFormat>, columns: &[String]) -> Vec<Value> {
    let sort = json!({
        "name": "sort", "in": "query",
        "description": sort_description::<F>(),
        "schema": {"type": "string", "enum": orders::<F>(), "default": orders::<F>().first()},
        "x-example": orders::<F>().last()
    });
    let form = if format.is_some() { table_parameters(columns) } else { page_parameters() };
    let csv = CsvParameters::openapi().into_iter().filter(|_| !CsvParameters::names(format).is_empty());
    F::filters().map(FilterParameter::openapi).chain([sort]).chain(form).chain(csv).collect()
}

fn page_parameters() -> Vec<Value> {
    vec![
        json!({
            "name": "limit", "in": "query",
            "description": "Largest number of rows on the page.",
            "schema": {
                "type": "integer", "format": "int32", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT
            },
            "x-example": 10
        }),
        json!({
            "name": "cursor", "in": "query",
            "description": "Start of the page: a value of `links.next` or `resultset.next_cursor`. It is valid for the \
                            same filters and order, and until the data changes (410 then).",
            "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,600}$"}
        }),
    ]
}

fn table_parameters(columns: &[String]) -> Vec<Value> {
    vec![
        json!({
            "name": "limit", "in": "query",
            "description": "Only the first rows, as a preview. Without it: all rows.",
            "schema": {"type": "integer", "format": "int32", "minimum": 1, "maximum": MAX_LIMIT},
            "x-example": 10
        }),
        json!({
            "name": "fields", "in": "query",
            "description": "Only these columns, in the order of the table.",
            "schema": {
                "type": "array", "minItems": 1, "maxItems": columns.len(), "uniqueItems": true,
                "items": {"type": "string", "enum": columns}
            },
            "x-example": columns.iter().take(2).collect::<Vec<_>>()
        }),
    ]
}
