//! Japanese and English words: the one catalogue behind checks, problems and pages.
//!
//! Knows nobody. A sentence stands here once, in both languages side by side, so that neither is forgotten.

mod faults;
mod problems;
mod years;

use serde::Serialize;

pub use faults::{Fault, Labels};
pub use problems::ProblemCode;
pub use years::YearReason;

/// The languages we speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, clap::ValueEnum)]
pub enum Language {
    /// Japanese, the language of the data.
    #[default]
    Ja,
    /// English, the language of keys and of most programs.
    En,
}

impl Language {
    /// Of the same thing said twice, the one in this language.
    pub fn pick<T>(self, ja: T, en: T) -> T {
        match self {
            Self::Ja => ja,
            Self::En => en,
        }
    }
}

/// Characters of a cell that a sentence shows.
const SHOWN: usize = 80;

/// A cell as a sentence shows it: the beginning of a long one.
pub fn short(cell: &str) -> String {
    match cell.char_indices().nth(SHOWN) {
        Some((end, _)) => cell.get(..end).unwrap_or_default().to_owned() + "…",
        None => cell.to_owned(),
    }
}

/// One thing said in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Words {
    /// In Japanese.
    pub ja: &'static str,
    /// In English.
    pub en: &'static str,
}

impl Words {
    /// The words in `language`.
    pub const fn to(&self, language: Language) -> &'static str {
        match language {
            Language::Ja => self.ja,
            Language::En => self.en,
        }
    }
}
