//! The filters and orders of every list of the database.

use super::common::{
    changed_localgov_code, code_of, department, fiscal_years, flag, indicator_id, localgov_code, measure_id, plan_id,
    sdg, section_id, subject_id, tag,
};
use super::filter::{FilterParameter, Values};
use super::list::ListParameters;
use crate::model::codes;
use crate::store::list::SortKey;
use crate::store::records::achievements::AchievementFilter;
use crate::store::records::changes::ChangeFilter;
use crate::store::records::departments::DepartmentFilter;
use crate::store::records::indicators::IndicatorFilter;
use crate::store::records::local_governments::LocalGovernmentFilter;
use crate::store::records::measure_scope::MeasureScope;
use crate::store::records::measures::MeasureFilter;
use crate::store::records::observations::ObservationFilter;
use crate::store::records::plans::PlanFilter;
use crate::store::records::sections::SectionFilter;
use crate::store::records::sources::SourceFilter;
use crate::store::search::SearchFilter;

/// A filter type that selects rows by the measures they belong to.
trait Scoped {
    fn scope(&mut self) -> &mut MeasureScope;
}

impl Scoped for MeasureFilter {
    fn scope(&mut self) -> &mut MeasureScope {
        &mut self.scope
    }
}

impl Scoped for AchievementFilter {
    fn scope(&mut self) -> &mut MeasureScope {
        &mut self.scope
    }
}

impl Scoped for IndicatorFilter {
    fn scope(&mut self) -> &mut MeasureScope {
        &mut self.scope
    }
}

impl Scoped for ObservationFilter {
    fn scope(&mut self) -> &mut MeasureScope {
        &mut self.scope
    }
}

/// The filters of a [`MeasureScope`].
const fn measure_scope<F: Scoped>() -> [FilterParameter<F>; 7] {
    [
        localgov_code(|filter| &mut filter.scope().localgov_code),
        plan_id(|filter| &mut filter.scope().plan_id),
        section_id(|filter| &mut filter.scope().section_id),
        measure_id(|filter| &mut filter.scope().measure_id),
        department(|filter| &mut filter.scope().department),
        sdg(|filter| &mut filter.scope().sdg),
        tag(|filter| &mut filter.scope().tag),
    ]
}

impl ListParameters for LocalGovernmentFilter {
    const FILTERS: &'static [FilterParameter<Self>] = &[localgov_code(|filter| &mut filter.localgov_code)];
    const SORTS: &'static [SortKey] = &[SortKey::Id];
}

impl ListParameters for SourceFilter {
    const FILTERS: &'static [FilterParameter<Self>] = &[localgov_code(|filter| &mut filter.localgov_code)];
    const SORTS: &'static [SortKey] = &[SortKey::Id];
}

impl ListParameters for DepartmentFilter {
    const FILTERS: &'static [FilterParameter<Self>] = &[localgov_code(|filter| &mut filter.localgov_code)];
    const SORTS: &'static [SortKey] = &[SortKey::Id];
}

impl ListParameters for PlanFilter {
    const FILTERS: &'static [FilterParameter<Self>] =
        &[localgov_code(|filter| &mut filter.localgov_code), plan_id(|filter| &mut filter.plan_id)];
    const SORTS: &'static [SortKey] = &[SortKey::Id];
}

impl ListParameters for SectionFilter {
    const FILTERS: &'static [FilterParameter<Self>] = &[
        localgov_code(|filter| &mut filter.localgov_code),
        plan_id(|filter| &mut filter.plan_id),
        section_id(|filter| &mut filter.section_id),
    ];
    const SORTS: &'static [SortKey] = &[SortKey::Id];
}

impl ListParameters for MeasureFilter {
    const SCOPE: &'static [FilterParameter<Self>] = &measure_scope();
    const FILTERS: &'static [FilterParameter<Self>] =
        &[code_of("measure_status", "Mark of the measure in the document.", "new", &codes::MEASURE_STATUS, |filter| {
            &mut filter.measure_status
        })];
    const SORTS: &'static [SortKey] = &[SortKey::Id];
}

impl ListParameters for AchievementFilter {
    const SCOPE: &'static [FilterParameter<Self>] = &measure_scope();
    const FILTERS: &'static [FilterParameter<Self>] = &[fiscal_years(|filter| &mut filter.fiscal_year)];
    const SORTS: &'static [SortKey] = &[SortKey::Id, SortKey::FiscalYear];
}

impl ListParameters for IndicatorFilter {
    const SCOPE: &'static [FilterParameter<Self>] = &measure_scope();
    const FILTERS: &'static [FilterParameter<Self>] = &[
        indicator_id(|filter| &mut filter.indicator_id),
        code_of(
            "role",
            "Role of the indicator: with a target, or reported without one.",
            "target",
            &codes::INDICATOR_ROLE,
            |filter| &mut filter.role,
        ),
        code_of(
            "direction",
            "Direction in which the indicator should move.",
            "increase",
            &codes::DIRECTION,
            |filter| &mut filter.direction,
        ),
        code_of(
            "status",
            "Progress by the rules of this service, now or in the requested `fiscal_year`.",
            "on_track",
            &codes::PROGRESS_STATUS,
            |filter| &mut filter.status,
        ),
        flag(
            "target_revised",
            "`true`: only indicators with a target that the city changed; `false`: only the others.",
            |filter| &mut filter.target_revised,
        ),
        flag("no_actual", "`true`: only indicators without any actual; `false`: only the others.", |filter| {
            &mut filter.no_actual
        }),
        FilterParameter {
            name: "fiscal_year",
            description: "Show the indicators of plans that cover this fiscal year as they stood in it: its actual \
                          against the targets in force. Applies to `status` and to the order by `progress` too. \
                          Without it: all indicators, as they stand now.",
            example: "2022",
            values: Values::FiscalYear(|filter| &mut filter.fiscal_year),
        },
    ];
    const SORTS: &'static [SortKey] = &[SortKey::Id, SortKey::Progress];
}

impl ListParameters for ObservationFilter {
    const SCOPE: &'static [FilterParameter<Self>] = &measure_scope();
    const FILTERS: &'static [FilterParameter<Self>] = &[
        indicator_id(|filter| &mut filter.indicator_id),
        fiscal_years(|filter| &mut filter.fiscal_year),
        code_of("kind", "Kind of the observation.", "target", &codes::KIND, |filter| &mut filter.kind),
        code_of("value_status", "State of the value.", "given", &codes::VALUE_STATUS, |filter| {
            &mut filter.value_status
        }),
    ];
    const SORTS: &'static [SortKey] = &[SortKey::Id, SortKey::FiscalYear];
}

impl ListParameters for ChangeFilter {
    const FILTERS: &'static [FilterParameter<Self>] = &[
        FilterParameter {
            name: "since",
            description: "Only changes of this day or later: the day the dataset changed, not the day a document \
                          was published.",
            example: "2026-11-01",
            values: Values::Day(|filter| &mut filter.since),
        },
        changed_localgov_code(|filter| &mut filter.localgov_code),
        code_of("change_type", "Type of the change.", "plan_added", &codes::CHANGE_TYPE, |filter| {
            &mut filter.change_type
        }),
        subject_id(|filter| &mut filter.subject_id),
    ];
    const SORTS: &'static [SortKey] = &[SortKey::Id];
}

impl ListParameters for SearchFilter {
    const FILTERS: &'static [FilterParameter<Self>] = &[
        FilterParameter {
            name: "q",
            description: "Text to search for: one word of any length, or several separated by spaces, all of which \
                          must be found. Full and half width, capital and small letters, hiragana and katakana, and \
                          all dashes and waves are equal; `%`, `_` and quotation marks are ordinary characters. \
                          Control characters such as NUL are refused.",
            example: "窓口 オンライン",
            values: Values::Search(|filter| &mut filter.q),
        },
        code_of("subject", "Kind of the hits.", "measure", &codes::SEARCH_SUBJECT, |filter| &mut filter.subject),
        localgov_code(|filter| &mut filter.localgov_code),
        plan_id(|filter| &mut filter.plan_id),
    ];
    const SORTS: &'static [SortKey] = &[SortKey::Relevance];
}
