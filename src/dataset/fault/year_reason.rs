//! Why a cell is not a fiscal year.

use crate::language::Language;

/// Why a cell is not a fiscal year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum YearReason {
    Unreadable,
    /// The era has no such year.
    Era {
        name: &'static str,
        /// First and last western year of the era.
        western: (i32, i32),
    },
    OutOfRange,
}

impl YearReason {
    /// Returns the reason as a clause.
    pub fn message(&self, language: Language) -> String {
        let [ja, en] = match self {
            Self::Unreadable => ["年度として読めません".into(), "not a fiscal year".into()],
            Self::Era { name, western: (first, last) } => [
                format!("{name}にその年はありません（西暦{first}〜{last}）"),
                format!("the era {name} has no such year ({first} to {last})"),
            ],
            Self::OutOfRange => ["範囲の外です".into(), "out of range".into()],
        };
        language.pick(ja, en)
    }
}
