//! Error messages for the command line.

use std::error::Error;

use super::fault::Fault;
use super::staging::StagingError;
use crate::language::Language;

/// Returns the message of an error in `language`. If staging failed, however deep in the chain of causes, the message
/// says how to fix it.
pub fn describe_error(error: &(dyn Error + 'static), language: Language) -> String {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if StagingError::is_cause(error) {
            return Fault::StagingFailed { reason: error.to_string() }.message(language, false);
        }
        cause = error.source();
    }
    error.to_string()
}
