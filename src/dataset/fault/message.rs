//! The message of a fault in either language.

use super::catalogue::Fault;
use super::{english, japanese};
use crate::language::Language;

impl Fault {
    /// Returns the problem and how to fix it. Japanese messages name tables and codes by their labels, followed by the
    /// codes if `shows_codes`; English messages use physical names and codes, as the API does.
    pub fn message(&self, language: Language, shows_codes: bool) -> String {
        match language {
            Language::Ja => japanese::message(self, shows_codes),
            Language::En => english::message(self),
        }
    }
}
