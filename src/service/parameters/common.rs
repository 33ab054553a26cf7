//! Filters that several lists share: one name, description and form wherever they are used.

use super::filter::{FilterParameter, Values};
use crate::domain::FiscalYearRange;
use crate::model::codes::{self, Code, CodeList};
use crate::model::ids::{ID_PATTERN, SDG_TARGET_PATTERN, is_id, is_sdg_target};

type Strings<F> = fn(&mut F) -> &mut Vec<String>;

fn is_government_code(text: &str) -> bool {
    text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit())
}

const fn ids<F>(
    name: &'static str,
    description: &'static str,
    example: &'static str,
    field: Strings<F>,
) -> FilterParameter<F> {
    FilterParameter {
        name,
        description,
        example,
        values: Values::Pattern { pattern: ID_PATTERN, is_valid: is_id, field },
    }
}

pub(super) const fn code_of<F>(
    name: &'static str,
    description: &'static str,
    example: &'static str,
    list: &'static CodeList,
    field: fn(&mut F) -> &mut Vec<&'static Code>,
) -> FilterParameter<F> {
    FilterParameter { name, description, example, values: Values::Codes { list, field } }
}

/// A filter by names that are known at build time.
pub(in crate::service) const fn names<F>(
    name: &'static str,
    description: &'static str,
    example: &'static str,
    names: fn() -> Vec<&'static str>,
    field: Strings<F>,
) -> FilterParameter<F> {
    FilterParameter { name, description, example, values: Values::Names { names, field } }
}

pub(super) const fn flag<F>(
    name: &'static str,
    description: &'static str,
    field: fn(&mut F) -> &mut Option<bool>,
) -> FilterParameter<F> {
    FilterParameter { name, description, example: "true", values: Values::Flag(field) }
}

pub(super) const fn localgov_code<F>(field: Strings<F>) -> FilterParameter<F> {
    FilterParameter {
        name: "localgov_code",
        description: "Local government: its six-digit code with leading zeros.",
        example: "072036",
        values: Values::Pattern { pattern: "^[0-9]{6}$", is_valid: is_government_code, field },
    }
}

pub(super) const fn plan_id<F>(field: Strings<F>) -> FilterParameter<F> {
    ids("plan_id", "Plan.", "072036-gk2022", field)
}

pub(super) const fn section_id<F>(field: Strings<F>) -> FilterParameter<F> {
    ids("section_id", "Section of a plan, with all sections below it.", "072036-gk2022-1-3", field)
}

pub(super) const fn measure_id<F>(field: Strings<F>) -> FilterParameter<F> {
    ids("measure_id", "Measure, with its sub-programmes.", "072036-gk2022-1-3-1", field)
}

pub(super) const fn indicator_id<F>(field: Strings<F>) -> FilterParameter<F> {
    ids("indicator_id", "Indicator.", "072036-gk2022-1-3-1-dx-online", field)
}

pub(super) const fn subject_id<F>(field: Strings<F>) -> FilterParameter<F> {
    ids("subject_id", "The changed row, of any table.", "072036-gk2022", field)
}

pub(super) const fn department<F>(field: Strings<F>) -> FilterParameter<F> {
    FilterParameter {
        name: "department",
        description: "Department of the measure, in any role: its id, or its name as printed.",
        example: "市民課",
        values: Values::Texts(field),
    }
}

pub(super) const fn sdg<F>(field: Strings<F>) -> FilterParameter<F> {
    FilterParameter {
        name: "sdg",
        description: "SDG target that the measure is tagged with, as printed: 17.1 is not 17.10.",
        example: "17.14",
        values: Values::Pattern { pattern: SDG_TARGET_PATTERN, is_valid: is_sdg_target, field },
    }
}

pub(super) const fn tag<F>(field: Strings<F>) -> FilterParameter<F> {
    names(
        "tag",
        "Tag of the measure, of any scheme but SDG targets.",
        "paperless",
        || codes::TAG_GOLESS.values().chain(codes::TAG_DISCLOSURE_CHANNEL.values()).collect(),
        field,
    )
}

pub(super) const fn fiscal_years<F>(field: fn(&mut F) -> &mut Vec<FiscalYearRange>) -> FilterParameter<F> {
    FilterParameter {
        name: "fiscal_year",
        description: "Fiscal year (April to March): `2022`, `R4`, `令和4年度`, or a span `2022..2025`. For an \
                      observation it is the year the figure is for, for a target the year it is due.",
        example: "2022..2023",
        values: Values::FiscalYears(field),
    }
}
