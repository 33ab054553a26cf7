//! Datasets as files: reading, checking, comparing and writing the published tables.

mod check;
pub mod diff;
mod error;
pub mod fault;
mod finding;
mod input;
mod load;
mod normalise;
mod package;
mod read;
mod report;
mod row;
mod staging;
mod tables;
mod template;
mod version;
pub mod workbook;
mod write;

pub use error::describe_error;
pub use finding::{Finding, Findings, Location, Severity};
pub use input::{DATAPACKAGE, Input, InputFile};
pub use report::{FindingGroup, group_findings};
pub use row::Row;
pub use staging::StagingError;
pub use tables::{Dataset, Rows};
pub use write::{CsvError, template_files};
