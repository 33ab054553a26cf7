//! Terms and rules of the field as plain types: no files, no database, no HTTP. Knows nobody.

mod fiscal_year;
mod folded;
mod local_government_code;
mod number;
pub mod progress;

pub use fiscal_year::{FiscalYear, FiscalYearError, FiscalYearRange, western_year};
pub use folded::{find_folded, fold};
pub use local_government_code::{LocalGovernmentCode, LocalGovernmentCodeError};
pub use number::{Number, NumberError};
