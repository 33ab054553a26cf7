//! Why a cell is no fiscal year, in words. Knows `text` only.

use crate::language::Language;

/// Why a cell is no fiscal year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum YearReason {
    /// It reads as no year.
    Unreadable,
    /// The era had no such year.
    Era {
        /// The era.
        name: &'static str,
        /// Its first and last western year.
        western: (i32, i32),
    },
    /// Too far away.
    Range,
}

impl YearReason {
    /// The reason as a clause.
    pub fn to(&self, language: Language) -> String {
        let [ja, en] = match self {
            Self::Unreadable => ["年度として読めません".into(), "it does not read as a fiscal year".into()],
            Self::Era { name, western: (first, last) } => [
                format!("{name}にその年はありません（西暦{first}〜{last}）"),
                format!("the era {name} has no such year (it is {first} to {last})"),
            ],
            Self::Range => ["範囲の外です".into(), "it is out of range".into()],
        };
        language.pick(ja, en)
    }
}
