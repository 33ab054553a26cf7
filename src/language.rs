//! The two languages of the program, and text in both of them side by side.

use serde::Serialize;

/// A language of messages and labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, clap::ValueEnum)]
pub enum Language {
    /// Japanese, the language of the data.
    #[default]
    Ja,
    /// English, the language of keys and identifiers.
    En,
}

impl Language {
    /// Returns the value in this language.
    pub fn pick<T>(self, ja: T, en: T) -> T {
        match self {
            Self::Ja => ja,
            Self::En => en,
        }
    }
}

/// A text in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Bilingual {
    pub ja: &'static str,
    pub en: &'static str,
}

impl Bilingual {
    pub const fn new(ja: &'static str, en: &'static str) -> Self {
        Self { ja, en }
    }

    /// Returns the text in `language`.
    pub const fn to(&self, language: Language) -> &'static str {
        match language {
            Language::Ja => self.ja,
            Language::En => self.en,
        }
    }
}
