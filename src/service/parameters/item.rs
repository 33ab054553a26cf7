//! Parameters of resources that are not lists, and of paths.

use serde_json::{Value, json};

use super::csv::CsvParameters;
use super::filter::fiscal_year_schema;
use super::hint::Hint;
use super::value::{invalid, single, unknown};
use crate::domain::FiscalYear;
use crate::formats::{CSV, CsvOptions, TableFormat};
use crate::http::problem::Problem;
use crate::http::strict_query::Query;
use crate::http::target::Target;
use crate::model::ids::ID_PATTERN;

/// The query of a resource that is not a list.
pub trait ItemQuery: Sized + 'static {
    /// Table formats beside JSON.
    const TABLES: &'static [&'static TableFormat] = &[];

    /// Its parameter, where it has one beside those of a CSV.
    fn parameter() -> Option<ItemParameter> {
        None
    }

    /// Reads the query of JSON, or of a table as `format`. Unknown parameters are refused.
    ///
    /// # Errors
    /// The [`Problem`].
    fn read(target: &Target, format: Option<&TableFormat>) -> Result<Self, Problem>;
}

/// A parameter that may be given once.
#[derive(Debug, Clone, Copy)]
pub struct ItemParameter {
    name: &'static str,
    description: &'static str,
    example: &'static str,
    /// How a value is written.
    form: &'static str,
    schema: fn() -> Value,
}

/// No parameters.
#[derive(Debug, Clone, Copy)]
pub struct NoQuery;

/// Parameters of a trend.
#[derive(Debug, Clone)]
pub struct TrendQuery {
    /// The day as written and its fiscal year.
    pub as_of: Option<(String, FiscalYear)>,
    /// Options of its CSV.
    pub csv: CsvOptions,
}

/// Parameters of a scorecard.
#[derive(Debug, Clone, Copy)]
pub struct ScorecardQuery {
    /// The year that is counted.
    pub fiscal_year: Option<FiscalYear>,
}

/// The days of the fiscal years that a [`FiscalYear`] may be: 1868-04-01 to 2101-03-31.
const DAY_PATTERN: &str = "^(1868-(0[4-9]|1[0-2])|(18(69|[7-9][0-9])|19[0-9]{2}|20[0-9]{2}|2100)-[0-9]{2}\
                           |2101-0[1-3])-[0-9]{2}$";

static AS_OF: ItemParameter = ItemParameter {
    name: "as_of",
    description: "Day for which the indicator is shown: with the targets in force in the fiscal year of that day and \
                  the actuals up to it. Whatever was set, changed or reported later is left out.",
    example: "2023-03-31",
    form: "YYYY-MM-DD, 1868-04-01 to 2101-03-31",
    schema: || json!({"type": "string", "format": "date", "pattern": DAY_PATTERN}),
};

static SCORECARD_YEAR: ItemParameter = ItemParameter {
    name: "fiscal_year",
    description: "Counts sections and departments for this fiscal year, by the targets in force in it. Without it: as \
                  they stand now.",
    example: "2022",
    form: "2022, R4, 令和4年度",
    schema: fiscal_year_schema,
};

impl ItemQuery for NoQuery {
    fn read(target: &Target, format: Option<&TableFormat>) -> Result<Self, Problem> {
        refuse_unknown::<Self>(target, &[], format)?;
        Ok(Self)
    }
}

impl ItemQuery for TrendQuery {
    const TABLES: &'static [&'static TableFormat] = &[CSV];

    fn parameter() -> Option<ItemParameter> {
        Some(AS_OF)
    }

    fn read(target: &Target, format: Option<&TableFormat>) -> Result<Self, Problem> {
        refuse_unknown::<Self>(target, &[AS_OF.name], format)?;
        let query = target.query();
        let as_of = AS_OF.read(query, |day| Some((day.to_owned(), FiscalYear::of_day(day).ok()?)))?;
        Ok(Self { as_of, csv: CsvParameters::read(query)? })
    }
}

impl ItemQuery for ScorecardQuery {
    fn parameter() -> Option<ItemParameter> {
        Some(SCORECARD_YEAR)
    }

    fn read(target: &Target, format: Option<&TableFormat>) -> Result<Self, Problem> {
        refuse_unknown::<Self>(target, &[SCORECARD_YEAR.name], format)?;
        Ok(Self { fiscal_year: SCORECARD_YEAR.read(target.query(), |year| year.parse().ok())? })
    }
}

fn refuse_unknown<Q: ItemQuery>(
    target: &Target,
    own: &[&'static str],
    format: Option<&TableFormat>,
) -> Result<(), Problem> {
    let known: Vec<&'static str> = own.iter().chain(CsvParameters::names(format)).copied().collect();
    let refused = target.query().pairs().find(|(name, _)| !known.contains(name));
    refused.map_or(Ok(()), |pair| Err(unknown(pair.0, &known, Hint::find(pair, target, &known, Q::TABLES))))
}

impl ItemParameter {
    fn read<T>(&self, query: &Query, parse: impl FnOnce(&str) -> Option<T>) -> Result<Option<T>, Problem> {
        let Some(text) = single(query, self.name)? else { return Ok(None) };
        parse(text).map(Some).ok_or_else(|| invalid(self.name, text).allowed([self.form]))
    }

    /// Describes the parameter for OpenAPI.
    pub fn openapi(&self) -> Value {
        json!({
            "name": self.name, "in": "query", "description": self.description,
            "schema": (self.schema)(), "x-example": self.example
        })
    }
}

/// Describes a parameter of a path for OpenAPI; `None` where nothing is known of it.
pub fn path_parameter(name: &str) -> Option<Value> {
    let (description, example, pattern) = match name {
        "localgov_code" => ("Six-digit code of the local government.", "072036", "^[0-9]{6}$"),
        "table" => ("Physical name of the table.", "observations", "^[a-z_]{1,60}$"),
        "list" => ("Name of the code list.", "kind", "^[a-z_]{1,60}$"),
        "source_id" => ("Permanent id of the document.", "072036-src-gk2022", ID_PATTERN),
        "plan_id" => ("Permanent id of the plan.", "072036-gk2022", ID_PATTERN),
        "section_id" => ("Permanent id of the section.", "072036-gk2022-1-3", ID_PATTERN),
        "department_id" => ("Permanent id of the department.", "072036-dept-shimin", ID_PATTERN),
        "measure_id" => ("Permanent id of the measure.", "072036-gk2022-1-3-5", ID_PATTERN),
        "achievement_id" => ("Permanent id of the achievement.", "072036-gk2022-1-3-5-fy2023", ID_PATTERN),
        "indicator_id" => ("Permanent id of the indicator.", "072036-gk2022-1-3-1-dx-online", ID_PATTERN),
        "observation_id" => {
            ("Permanent id of the observation.", "072036-gk2022-1-3-1-dx-online-actual-fy2023-r1", ID_PATTERN)
        }
        "change_id" => ("Permanent id of the change.", "20261120-072036-0001", ID_PATTERN),
        _ => return None,
    };
    Some(json!({
        "name": name, "in": "path", "required": true, "description": description,
        "schema": {"type": "string", "pattern": pattern}, "example": example
    }))
}
