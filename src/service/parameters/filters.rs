//! The filters of the lists: name, help, form and place in the filter of each stand together.

use super::{Parameter, Values};
use crate::model::TABLES;
use crate::model::codes::{self, CODE_LISTS};
use crate::model::ids::{ID_PATTERN, SDG_TARGET_PATTERN, is_date, is_id, is_sdg_target};

fn is_government_code(text: &str) -> bool {
    text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit())
}

pub(crate) static LOCALGOV_CODE: Parameter = Parameter {
    name: "localgov_code",
    description: "Only this local government: its six-digit code, leading zeros kept.",
    example: "072036",
    values: Values::Pattern("^[0-9]{6}$", is_government_code, |filter| &mut filter.localgov_code),
};
pub(crate) static PLAN_ID: Parameter = Parameter {
    name: "plan_id",
    description: "Only this plan.",
    example: "072036-gk2022",
    values: Values::Pattern(ID_PATTERN, is_id, |filter| &mut filter.plan_id),
};
pub(crate) static SECTION_ID: Parameter = Parameter {
    name: "section_id",
    description: "Only this section of a plan and all sections under it.",
    example: "072036-gk2022-1-3",
    values: Values::Pattern(ID_PATTERN, is_id, |filter| &mut filter.section_id),
};
pub(crate) static MEASURE_ID: Parameter = Parameter {
    name: "measure_id",
    description: "Only this measure and its sub-programmes.",
    example: "072036-gk2022-1-3-1",
    values: Values::Pattern(ID_PATTERN, is_id, |filter| &mut filter.measure_id),
};
pub(crate) static INDICATOR_ID: Parameter = Parameter {
    name: "indicator_id",
    description: "Only this indicator.",
    example: "072036-gk2022-1-3-1-dx-online",
    values: Values::Pattern(ID_PATTERN, is_id, |filter| &mut filter.indicator_id),
};
pub(crate) static DEPARTMENT: Parameter = Parameter {
    name: "department",
    description: "Only measures in which this department has a part, in any role: its id or its name as printed.",
    example: "市民課",
    values: Values::Text(|filter| &mut filter.department),
};
pub(crate) static SDG: Parameter = Parameter {
    name: "sdg",
    description: "Only measures tagged with this SDG target, as printed: 17.1 is not 17.10.",
    example: "17.14",
    values: Values::Pattern(SDG_TARGET_PATTERN, is_sdg_target, |filter| &mut filter.sdg),
};
pub(crate) static TAG: Parameter = Parameter {
    name: "tag",
    description: "Only measures with this tag, of any scheme but SDG targets.",
    example: "paperless",
    values: Values::Names(
        || codes::TAG_GOLESS.values().chain(codes::TAG_DISCLOSURE_CHANNEL.values()).collect(),
        |filter| &mut filter.tag,
    ),
};
pub(crate) static FISCAL_YEAR: Parameter = Parameter {
    name: "fiscal_year",
    description: "Only these fiscal years (April to March): `2022`, `R4`, `令和4年度`, or a span `2022..2025`. Of an \
                  observation it is the year the figure is for, of a target the year it is due.",
    example: "2022..2023",
    values: Values::FiscalYears,
};
pub(crate) static KIND: Parameter = Parameter {
    name: "kind",
    description: "Only observations of this kind.",
    example: "target",
    values: Values::Codes(&codes::KIND, |filter| &mut filter.kind),
};
pub(crate) static VALUE_STATUS: Parameter = Parameter {
    name: "value_status",
    description: "Only observations whose value has this state.",
    example: "given",
    values: Values::Codes(&codes::VALUE_STATUS, |filter| &mut filter.value_status),
};
pub(crate) static ROLE: Parameter = Parameter {
    name: "role",
    description: "Only indicators with this role: with a target, or reported without one.",
    example: "target",
    values: Values::Codes(&codes::INDICATOR_ROLE, |filter| &mut filter.role),
};
pub(crate) static DIRECTION: Parameter = Parameter {
    name: "direction",
    description: "Only indicators that are meant to move this way.",
    example: "increase",
    values: Values::Codes(&codes::DIRECTION, |filter| &mut filter.direction),
};
pub(crate) static MEASURE_STATUS: Parameter = Parameter {
    name: "measure_status",
    description: "Only measures that the document marks so.",
    example: "new",
    values: Values::Codes(&codes::MEASURE_STATUS, |filter| &mut filter.measure_status),
};
pub(crate) static TABLE: Parameter = Parameter {
    name: "table",
    description: "Only the columns of this table.",
    example: "observations",
    values: Values::Names(|| TABLES.iter().map(|table| table.name).collect(), |filter| &mut filter.table),
};
pub(crate) static LIST: Parameter = Parameter {
    name: "list",
    description: "Only the codes of this list.",
    example: "kind",
    values: Values::Names(|| CODE_LISTS.iter().map(|list| list.name).collect(), |filter| &mut filter.list),
};

pub(crate) static STATUS: Parameter = Parameter {
    name: "status",
    description: "Only indicators that stand so by our rules, now or in the `fiscal_year` asked for.",
    example: "on_track",
    values: Values::Codes(&codes::PROGRESS_STATUS, |filter| &mut filter.status),
};
pub(crate) static TARGET_REVISED: Parameter = Parameter {
    name: "target_revised",
    description: "`true`: only indicators of which the city changed a target; `false`: only the others.",
    example: "true",
    values: Values::Names(|| vec!["true", "false"], |filter| &mut filter.target_revised),
};
pub(crate) static NO_ACTUAL: Parameter = Parameter {
    name: "no_actual",
    description: "`true`: only indicators without any actual; `false`: only the others.",
    example: "true",
    values: Values::Names(|| vec!["true", "false"], |filter| &mut filter.no_actual),
};
pub(crate) static PROGRESS_YEAR: Parameter = Parameter {
    name: "fiscal_year",
    description: "Show the indicators of the plans that ran in this one fiscal year, as they stood in it: its actual, \
                  against the targets in force in it. It holds for `status` and for the order by `progress` too. Without \
                  it: all indicators, as they stand now.",
    example: "2022",
    values: Values::OneFiscalYear,
};
pub(crate) static Q: Parameter = Parameter {
    name: "q",
    description: "What to look for: one word of any length, one character too, or several separated by spaces, of which \
                  all must be found. Full and half width, capital and small letters, hiragana and katakana, and all \
                  dashes and waves are the same; `%`, `_` and quotation marks are letters like any other. NUL and other \
                  control characters are refused.",
    example: "窓口 オンライン",
    values: Values::Words(|filter| &mut filter.q),
};
pub(crate) static SINCE: Parameter = Parameter {
    name: "since",
    description: "Only changes of this day or later: the day the dataset changed, not the day a document appeared.",
    example: "2026-11-01",
    values: Values::Pattern("^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$", is_date, |filter| &mut filter.since),
};
pub(crate) static CHANGE_TYPE: Parameter = Parameter {
    name: "change_type",
    description: "Only changes of this kind.",
    example: "plan_added",
    values: Values::Codes(&codes::CHANGE_TYPE, |filter| &mut filter.change_type),
};
pub(crate) static SUBJECT_ID: Parameter = Parameter {
    name: "subject_id",
    description: "Only changes of this row, of whatever table.",
    example: "072036-gk2022",
    values: Values::Pattern(ID_PATTERN, is_id, |filter| &mut filter.subject_id),
};
pub(crate) static SUBJECT: Parameter = Parameter {
    name: "subject",
    description: "Only hits of this kind.",
    example: "measure",
    values: Values::Codes(&codes::SEARCH_SUBJECT, |filter| &mut filter.subject),
};
