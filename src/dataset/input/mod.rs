//! Input formats: a folder, a `.zip` of it, single CSV files, a workbook, or files embedded in the binary.
//!
//! Tables are streamed. Only the directory of an archive and the shared strings of a workbook are held in memory.

mod archive;
mod csv_text;
mod encoding;
mod files;
mod open;
mod records;
mod sheet;
mod source;
mod workbook;

pub use files::{DATAPACKAGE, Input, InputFile};

pub(super) use encoding::detect;
pub(super) use records::Records;
pub(super) use sheet::{SheetRow, WorkbookReader};
pub(super) use source::Source;
