//! The code lists (コード表): every closed choice of the dataset, with its words in both languages.

mod history;
mod indicators;
mod observations;
mod plans;
mod progress;
mod search;

use crate::language::Bilingual;

pub use history::{CHANGE_TYPE, COMPARABILITY, DOUBT};
pub use indicators::{DIRECTION, DIRECTION_BASIS, INDICATOR_ROLE, MEASUREMENT_BASIS, UNIT_CODE, UNIT_PER, VALUE_TYPE};
pub use observations::{BREAK_REASON, COMPARATOR, FISCAL_YEAR_BASIS, KIND, REVISION_REASON, VALUE_BASIS, VALUE_STATUS};
pub use plans::{
    COVERAGE, DEPARTMENT_KIND, DEPARTMENT_ROLE, MEASURE_STATUS, NAME_BASIS, PLAN_KIND, RECORD_STATUS, SOURCE_KIND,
    TAG_DISCLOSURE_CHANNEL, TAG_GOLESS, TAG_SCHEME, TEXT_ORIGIN, YEARS_STATUS,
};
pub use progress::{PROGRESS_REASON, PROGRESS_STATUS};
pub use search::{SEARCH_MATCH, SEARCH_SUBJECT};

/// A closed list of codes.
#[derive(Debug, PartialEq, Eq)]
pub struct CodeList {
    /// The name in the API: `/v1/codes/{name}`.
    pub name: &'static str,
    /// What the list is called.
    pub label: Bilingual,
    /// What it is for.
    pub description: Bilingual,
    /// The codes, in the order they are shown.
    pub codes: &'static [Code],
}

/// One code.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// As written in a cell and in JSON.
    pub code: &'static str,
    /// What people read.
    pub label: Bilingual,
    /// When it is used.
    pub description: Bilingual,
}

impl CodeList {
    /// The code written `code`.
    pub fn get(&self, code: &str) -> Option<&'static Code> {
        self.codes.iter().find(|known| known.code == code)
    }

    /// The codes as written.
    pub fn values(&self) -> impl Iterator<Item = &'static str> {
        self.codes.iter().map(|known| known.code)
    }
}

/// The same thing said in Japanese and in English.
pub(super) const fn words(ja: &'static str, en: &'static str) -> Bilingual {
    Bilingual { ja, en }
}

/// A code and its short label; [`Code::when`] adds when it is used.
const fn code(code: &'static str, ja: &'static str, en: &'static str) -> Code {
    Code { code, label: words(ja, en), description: words("", "") }
}

impl Code {
    /// The code with the sentence that says when it is used.
    const fn when(self, ja: &'static str, en: &'static str) -> Self {
        Self { description: words(ja, en), ..self }
    }
}

/// Every code list, in the order the columns that use them stand in the tables.
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

/// The code list `name`.
pub fn code_list(name: &str) -> Option<&'static CodeList> {
    CODE_LISTS.iter().copied().find(|list| list.name == name)
}
