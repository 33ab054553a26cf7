//! What a resource that is no list may be asked, and what stands in paths. Knows how parameters are refused.

use serde_json::{Value, json};

use super::{ONE_FISCAL_YEAR_PATTERN, Table, invalid, single};
use crate::http::ProblemCode;
use crate::http::{Format, Problem, Query};
use crate::model::ids::ID_PATTERN;

/// A parameter of a resource that is no list; it may stand once.
#[derive(Debug)]
pub(crate) struct Single {
    name: &'static str,
    description: &'static str,
    example: &'static str,
    /// How a value is written, for people.
    form: &'static str,
    schema: fn() -> Value,
}

pub(crate) static AS_OF: Single = Single {
    name: "as_of",
    description: "A day: show the indicator by the targets in force in the fiscal year that the day lies in, with the \
                  actuals up to that year. What was set, changed or reported later is left out.",
    example: "2023-03-31",
    form: "YYYY-MM-DD",
    schema: || json!({"type": "string", "format": "date"}),
};
pub(crate) static SCORE_YEAR: Single = Single {
    name: "fiscal_year",
    description: "Count sections and departments for this one fiscal year, by the targets in force in it. Without it: \
                  as they stand now.",
    example: "2022",
    form: "2022, R4, 令和4年度",
    schema: || json!({"type": "string", "pattern": ONE_FISCAL_YEAR_PATTERN}),
};

impl Single {
    /// The value, where it was sent. Every other parameter is refused, but those of the form of the answer.
    pub(crate) fn read<T>(
        &self,
        query: &Query,
        format: Format,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, Problem> {
        let names: Vec<&str> = std::iter::once(self.name).chain(Table::names(format).iter().copied()).collect();
        if let Some((name, _)) = query.pairs().find(|(name, _)| !names.contains(name)) {
            let all = names.join(", ");
            return Err(Problem::new(
                ProblemCode::UnknownParameter,
                format!("「{name}」というパラメーターはありません。使えるのは {all} です。"),
                format!("There is no parameter \"{name}\" here. There is {all}."),
            )
            .parameter(name)
            .allowed(names));
        }
        let Some(text) = single(query, self.name)? else { return Ok(None) };
        parse(text).map(Some).ok_or_else(|| invalid(self.name, text).allowed([self.form]))
    }

    pub(crate) fn openapi(&self) -> Value {
        json!({
            "name": self.name, "in": "query", "required": false, "description": self.description,
            "schema": (self.schema)(), "x-example": self.example
        })
    }
}

/// What the document says of a part of a path.
pub(crate) fn path_parameter(name: &str) -> Value {
    let (description, example, pattern) = match name {
        "localgov_code" => ("The six-digit code of the local government.", "072036", "^[0-9]{6}$"),
        "table" => ("The physical name of the table.", "observations", "^[a-z_]{1,60}$"),
        "list" => ("The name of the code list.", "kind", "^[a-z_]{1,60}$"),
        "source_id" => ("The permanent id of the document.", "072036-src-gk2022", ID_PATTERN),
        "plan_id" => ("The permanent id of the plan.", "072036-gk2022", ID_PATTERN),
        "section_id" => ("The permanent id of the section.", "072036-gk2022-1-3", ID_PATTERN),
        "department_id" => ("The permanent id of the department.", "072036-dept-shimin", ID_PATTERN),
        "measure_id" => ("The permanent id of the measure.", "072036-gk2022-1-3-5", ID_PATTERN),
        "achievement_id" => ("The permanent id of the achievement.", "072036-gk2022-1-3-5-fy2023", ID_PATTERN),
        "indicator_id" => ("The permanent id of the indicator.", "072036-gk2022-1-3-1-dx-online", ID_PATTERN),
        "change_id" => ("The permanent id of the change.", "20261120-072036-0001", ID_PATTERN),
        _ => ("The permanent id of the observation.", "072036-gk2022-1-3-1-dx-online-actual-fy2023-r1", ID_PATTERN),
    };
    json!({
        "name": name, "in": "path", "required": true, "description": description,
        "schema": {"type": "string", "pattern": pattern}, "example": example
    })
}
