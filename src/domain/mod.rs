//! Terms and rules of the field as plain types: no files, no database, no HTTP. Knows nobody.

mod fiscal_year;

mod local_government_code;
mod number;
pub mod progress;
mod search_key;

pub use fiscal_year::{FiscalYear, FiscalYearError, FiscalYearRange, western_year};
pub use local_government_code::{LocalGovernmentCode, LocalGovernmentCodeError};
pub use number::{Number, NumberError};
pub use search_key::{find_folded, fold};
