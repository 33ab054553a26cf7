//! The code lists (コード表): the allowed values of coded columns, with Japanese and English labels.

mod break_reason;
mod change_type;
mod comparability;
mod comparator;
mod coverage;
mod department;
mod direction;
mod doubt;
mod fiscal_year_basis;
mod indicator_role;
mod kind;
mod list;
mod measure_status;
mod measurement_basis;
mod name_basis;
mod plan_kind;
mod progress;
mod record_status;
mod revision_reason;
mod search;
mod source_kind;
mod tag;
mod text_origin;
mod unit;
mod value_basis;
mod value_status;
mod value_type;
mod years_status;

pub use break_reason::BREAK_REASON;
pub use change_type::CHANGE_TYPE;
pub use comparability::COMPARABILITY;
pub use comparator::COMPARATOR;
pub use coverage::COVERAGE;
pub use department::{DEPARTMENT_KIND, DEPARTMENT_ROLE};
pub use direction::{DIRECTION, DIRECTION_BASIS};
pub use doubt::DOUBT;
pub use fiscal_year_basis::FISCAL_YEAR_BASIS;
pub use indicator_role::INDICATOR_ROLE;
pub use kind::KIND;
pub use list::{Code, CodeList};
pub use measure_status::MEASURE_STATUS;
pub use measurement_basis::MEASUREMENT_BASIS;
pub use name_basis::NAME_BASIS;
pub use plan_kind::PLAN_KIND;
pub use progress::{PROGRESS_REASON, PROGRESS_STATUS};
pub use record_status::RECORD_STATUS;
pub use revision_reason::REVISION_REASON;
pub use search::{SEARCH_MATCH, SEARCH_SUBJECT};
pub use source_kind::SOURCE_KIND;
pub use tag::{TAG_DISCLOSURE_CHANNEL, TAG_GOLESS, TAG_SCHEME};
pub use text_origin::TEXT_ORIGIN;
pub use unit::{UNIT_CODE, UNIT_PER};
pub use value_basis::VALUE_BASIS;
pub use value_status::VALUE_STATUS;
pub use value_type::VALUE_TYPE;
pub use years_status::YEARS_STATUS;

/// Every code list, in the order of the columns that use them.
pub static CODE_LISTS: &[&CodeList] = &[
    &SOURCE_KIND,
    &PLAN_KIND,
    &COVERAGE,
    &TEXT_ORIGIN,
    &NAME_BASIS,
    &MEASURE_STATUS,
    &DEPARTMENT_KIND,
    &DEPARTMENT_ROLE,
    &TAG_SCHEME,
    &TAG_GOLESS,
    &TAG_DISCLOSURE_CHANNEL,
    &YEARS_STATUS,
    &INDICATOR_ROLE,
    &VALUE_TYPE,
    &UNIT_CODE,
    &UNIT_PER,
    &MEASUREMENT_BASIS,
    &DIRECTION,
    &DIRECTION_BASIS,
    &FISCAL_YEAR_BASIS,
    &KIND,
    &REVISION_REASON,
    &VALUE_STATUS,
    &COMPARATOR,
    &VALUE_BASIS,
    &BREAK_REASON,
    &RECORD_STATUS,
    &DOUBT,
    &COMPARABILITY,
    &CHANGE_TYPE,
    &PROGRESS_STATUS,
    &PROGRESS_REASON,
    &SEARCH_SUBJECT,
    &SEARCH_MATCH,
];

/// Returns the code list `name`.
pub fn code_list(name: &str) -> Option<&'static CodeList> {
    CODE_LISTS.iter().copied().find(|list| list.name == name)
}
