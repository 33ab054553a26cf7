//! Limits on the size of an input dataset.

/// Bytes of one file.
pub const FILE_BYTES: u64 = 256 * 1024 * 1024;
/// Bytes of all files, unpacked.
pub const INPUT_BYTES: u64 = 512 * 1024 * 1024;
/// Bytes of a workbook, unpacked.
pub const WORKBOOK_BYTES: u64 = 256 * 1024 * 1024;
/// Bytes of what in a workbook is no sheet: the texts that its cells share are held in memory.
pub const WORKBOOK_HELD_BYTES: u64 = 32 * 1024 * 1024;
/// Bytes of one text in a sheet, in whatever way its characters are written.
pub const WORKBOOK_TEXT_BYTES: usize = 256 * 1024;
/// Bytes of `datapackage.json`.
pub const DATAPACKAGE_BYTES: u64 = 4 * 1024 * 1024;
/// Files in an archive.
pub const ARCHIVE_ENTRIES: usize = 1_000;
/// Rows of one table.
pub const ROWS: u64 = 1_000_000;
/// Columns of a sheet or a line that are looked at.
pub const SHEET_COLUMNS: usize = 200;
/// Characters of one cell.
pub const CELL_CHARACTERS: usize = 20_000;
/// Characters of an id.
pub const ID_CHARACTERS: usize = 200;
/// Rows of one table that belong to one indicator or one measure: they are held against each other.
pub const ROWS_OF_ONE: u64 = 50_000;
/// Findings of one file and severity that are told one by one.
pub const FINDINGS: usize = 1_000;
