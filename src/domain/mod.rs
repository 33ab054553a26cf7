//! Domain types and rules: no files, no database, no HTTP.

mod fiscal_year;
mod local_government_code;
mod number;
pub mod progress;
mod search_key;
pub mod similarity;

pub use fiscal_year::{FiscalYear, FiscalYearError, FiscalYearRange, western_year};
pub use local_government_code::{LocalGovernmentCode, LocalGovernmentCodeError};
pub use number::{Number, NumberError};
pub use search_key::{find_by_key, search_key};
