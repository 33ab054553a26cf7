//! Japanese and English words: the one catalogue behind checks, problems and pages.
//!
//! Knows nobody. A sentence stands here once, in both languages side by side, so that neither is forgotten.

use serde::Serialize;

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

/// One thing said in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Bilingual {
    /// In Japanese.
    pub ja: &'static str,
    /// In English.
    pub en: &'static str,
}

impl Bilingual {
    /// The words in `language`.
    pub const fn to(&self, language: Language) -> &'static str {
        match language {
            Language::Ja => self.ja,
            Language::En => self.en,
        }
    }
}
