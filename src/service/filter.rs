//! The values of all list parameters before they become the filter of a list.

use crate::domain::FiscalYearRange;
use crate::model::codes::{self, Code, CodeList};
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

/// The filters of every list, the same names everywhere. An empty one does not filter; several values of one are
/// alternatives, several filters hold together. A list reads the filters it has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Filter {
    /// 全国地方公共団体コード.
    pub(crate) localgov_code: Vec<String>,
    /// Ids of plans.
    pub(crate) plan_id: Vec<String>,
    /// Ids of sections; a section brings all sections under it.
    pub(crate) section_id: Vec<String>,
    /// Ids of measures; a measure brings its sub-programmes.
    pub(crate) measure_id: Vec<String>,
    /// Ids of indicators.
    pub(crate) indicator_id: Vec<String>,
    /// Ids or names of departments, in any role.
    pub(crate) department: Vec<String>,
    /// SDG targets as printed: `17.14`.
    pub(crate) sdg: Vec<String>,
    /// Codes of tags.
    pub(crate) tag: Vec<String>,
    /// Fiscal years.
    pub(crate) fiscal_year: Vec<FiscalYearRange>,
    /// Kinds of observations.
    pub(crate) kind: Vec<String>,
    /// States of values.
    pub(crate) value_status: Vec<String>,
    /// Roles of indicators.
    pub(crate) role: Vec<String>,
    /// Directions of indicators.
    pub(crate) direction: Vec<String>,
    /// Statuses of progress.
    pub(crate) status: Vec<String>,
    /// `true`: only indicators with a revised target; `false`: only those without.
    pub(crate) target_revised: Vec<String>,
    /// `true`: only indicators without an actual; `false`: only those with one.
    pub(crate) no_actual: Vec<String>,
    /// States of measures.
    pub(crate) measure_status: Vec<String>,
    /// Days: only what changed on one of them or later.
    pub(crate) since: Vec<String>,
    /// Kinds of changes.
    pub(crate) change_type: Vec<String>,
    /// Ids of rows of any table.
    pub(crate) subject_id: Vec<String>,
    /// What is searched for, as it was sent: one text of one word or several.
    pub(crate) q: Vec<String>,
    /// What a search may find.
    pub(crate) subject: Vec<String>,
    /// Names of tables of the definitions.
    pub(crate) table: Vec<String>,
    /// Names of code lists.
    pub(crate) list: Vec<String>,
}

fn of_list(list: &'static CodeList, values: &[String]) -> Vec<&'static Code> {
    values.iter().filter_map(|value| list.get(value)).collect()
}

fn flag(values: &[String]) -> Option<bool> {
    match values {
        [value] => Some(value == "true"),
        _ => None,
    }
}

impl Filter {
    fn scope(&self) -> MeasureScope {
        MeasureScope {
            localgov_code: self.localgov_code.clone(),
            plan_id: self.plan_id.clone(),
            section_id: self.section_id.clone(),
            measure_id: self.measure_id.clone(),
            department: self.department.clone(),
            sdg: self.sdg.clone(),
            tag: self.tag.clone(),
        }
    }
}

impl From<Filter> for MeasureFilter {
    fn from(it: Filter) -> Self {
        Self { scope: it.scope(), measure_status: of_list(&codes::MEASURE_STATUS, &it.measure_status) }
    }
}

impl From<Filter> for AchievementFilter {
    fn from(it: Filter) -> Self {
        Self { scope: it.scope(), fiscal_year: it.fiscal_year }
    }
}

impl From<Filter> for IndicatorFilter {
    fn from(it: Filter) -> Self {
        Self {
            scope: it.scope(),
            indicator_id: it.indicator_id,
            role: of_list(&codes::INDICATOR_ROLE, &it.role),
            direction: of_list(&codes::DIRECTION, &it.direction),
            status: of_list(&codes::PROGRESS_STATUS, &it.status),
            target_revised: flag(&it.target_revised),
            no_actual: flag(&it.no_actual),
            fiscal_year: it.fiscal_year.first().map(|range| range.first),
        }
    }
}

impl From<Filter> for ObservationFilter {
    fn from(it: Filter) -> Self {
        Self {
            scope: it.scope(),
            indicator_id: it.indicator_id,
            fiscal_year: it.fiscal_year,
            kind: of_list(&codes::KIND, &it.kind),
            value_status: of_list(&codes::VALUE_STATUS, &it.value_status),
        }
    }
}

impl From<Filter> for ChangeFilter {
    fn from(it: Filter) -> Self {
        Self {
            localgov_code: it.localgov_code,
            change_type: of_list(&codes::CHANGE_TYPE, &it.change_type),
            subject_id: it.subject_id,
            since: it.since.iter().min().and_then(|day| day.parse().ok()),
        }
    }
}

impl From<Filter> for SearchFilter {
    fn from(it: Filter) -> Self {
        Self {
            q: it.q.into_iter().next().unwrap_or_default(),
            subject: of_list(&codes::SEARCH_SUBJECT, &it.subject),
            localgov_code: it.localgov_code,
            plan_id: it.plan_id,
        }
    }
}

impl From<Filter> for PlanFilter {
    fn from(it: Filter) -> Self {
        Self { localgov_code: it.localgov_code, plan_id: it.plan_id }
    }
}

impl From<Filter> for SectionFilter {
    fn from(it: Filter) -> Self {
        Self { localgov_code: it.localgov_code, plan_id: it.plan_id, section_id: it.section_id }
    }
}

impl From<Filter> for LocalGovernmentFilter {
    fn from(it: Filter) -> Self {
        Self { localgov_code: it.localgov_code }
    }
}

impl From<Filter> for SourceFilter {
    fn from(it: Filter) -> Self {
        Self { localgov_code: it.localgov_code }
    }
}

impl From<Filter> for DepartmentFilter {
    fn from(it: Filter) -> Self {
        Self { localgov_code: it.localgov_code }
    }
}
