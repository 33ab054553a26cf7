//! Types of a code list.

use std::hash::{Hash, Hasher};

use crate::language::Bilingual;

/// A closed list of codes.
#[derive(Debug, PartialEq, Eq)]
pub struct CodeList {
    /// Name in the API: `/v1/codes/{name}`.
    pub name: &'static str,
    pub label: Bilingual,
    /// What the list is used for.
    pub description: Bilingual,
    /// Codes in display order.
    pub codes: &'static [Code],
}

/// One code of a list. Codes compare by [`Code::code`]: compare only codes of the same list.
#[derive(Debug)]
pub struct Code {
    /// Value in a CSV cell and in JSON.
    pub code: &'static str,
    pub label: Bilingual,
    /// When to use the code.
    pub description: Bilingual,
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Eq for Code {}

impl Hash for Code {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.code.hash(state);
    }
}

impl CodeList {
    /// Returns the entry with the value `code`.
    pub fn get(&self, code: &str) -> Option<&'static Code> {
        self.codes.iter().find(|known| known.code == code)
    }

    /// Iterates over the values, in display order.
    pub fn values(&self) -> impl Iterator<Item = &'static str> {
        self.codes.iter().map(|known| known.code)
    }
}

/// Returns a code without a description; [`Code::description`] adds it.
pub(super) const fn code(code: &'static str, ja: &'static str, en: &'static str) -> Code {
    Code { code, label: Bilingual::new(ja, en), description: Bilingual::new("", "") }
}

impl Code {
    /// Sets the description, which says when to use the code.
    pub(super) const fn description(self, ja: &'static str, en: &'static str) -> Self {
        Self { description: Bilingual::new(ja, en), ..self }
    }
}
