//! Filters that several lists share: one name, description and form wherever they are used.

use super::filter::{FilterParameter, Values};
use super::mention::Named;
use crate::domain::FiscalYearRange;
use crate::model::codes::{self, Code, CodeList};
use crate::store::records::redirects::ResourceKind;

type Strings<F> = fn(&mut F) -> &mut Vec<String>;

const fn ids<F>(
    name: &'static str,
    kind: ResourceKind,
    description: &'static str,
    example: &'static str,
    field: Strings<F>,
) -> FilterParameter<F> {
    FilterParameter { name, description, example, values: Values::Ids { named: Some(Named::Row(kind)), field } }
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

const fn government<F>(named: Named, field: Strings<F>) -> FilterParameter<F> {
    FilterParameter {
        name: "localgov_code",
        description: "Local government: its six-digit code with leading zeros, or the five-digit area code.",
        example: "072036",
        values: Values::Governments { named, field },
    }
}

pub(super) const fn localgov_code<F>(field: Strings<F>) -> FilterParameter<F> {
    government(Named::Row(ResourceKind::LocalGovernment), field)
}

/// The government of a change: the history is the same everywhere, also where its rows are not published.
pub(super) const fn changed_localgov_code<F>(field: Strings<F>) -> FilterParameter<F> {
    government(Named::ChangedGovernment, field)
}

pub(super) const fn plan_id<F>(field: Strings<F>) -> FilterParameter<F> {
    ids("plan_id", ResourceKind::Plan, "Plan.", "072036-gk2022", field)
}

pub(super) const fn section_id<F>(field: Strings<F>) -> FilterParameter<F> {
    let description = "Section of a plan, with all sections below it.";
    ids("section_id", ResourceKind::Section, description, "072036-gk2022-1-3", field)
}

pub(super) const fn measure_id<F>(field: Strings<F>) -> FilterParameter<F> {
    ids("measure_id", ResourceKind::Measure, "Measure, with its sub-programmes.", "072036-gk2022-1-3-1", field)
}

pub(super) const fn indicator_id<F>(field: Strings<F>) -> FilterParameter<F> {
    ids("indicator_id", ResourceKind::Indicator, "Indicator.", "072036-gk2022-1-3-1-dx-online", field)
}

/// The row of a change; it need not exist any more.
pub(super) const fn subject_id<F>(field: Strings<F>) -> FilterParameter<F> {
    FilterParameter {
        name: "subject_id",
        description: "The changed row, of any table.",
        example: "072036-gk2022",
        values: Values::Ids { named: None, field },
    }
}

pub(super) const fn department<F>(field: Strings<F>) -> FilterParameter<F> {
    FilterParameter {
        name: "department",
        description: "Department of the measure, in any role: its id, or its name in any spelling; with the departments under it.",
        example: "市民課",
        values: Values::Departments(field),
    }
}

pub(super) const fn sdg<F>(field: Strings<F>) -> FilterParameter<F> {
    FilterParameter {
        name: "sdg",
        description: "SDG target that the measure or the one above it is tagged with, as printed: 17.1 is not 17.10.",
        example: "17.14",
        values: Values::SdgTargets(field),
    }
}

pub(super) const fn tag<F>(field: Strings<F>) -> FilterParameter<F> {
    names(
        "tag",
        "Tag of the measure or of the one above it, of any scheme but SDG targets.",
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
