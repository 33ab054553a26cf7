//! Limits on the size of an input dataset.

/// Size of one file in bytes.
pub const FILE_BYTES: u64 = 256 * 1024 * 1024;
/// Total size of all files in bytes, uncompressed.
pub const INPUT_BYTES: u64 = 512 * 1024 * 1024;
/// Size of a workbook in bytes, uncompressed.
pub const WORKBOOK_BYTES: u64 = 256 * 1024 * 1024;
/// Size in bytes of the parts of a workbook that are not sheets, uncompressed: its shared strings are held in memory.
pub const WORKBOOK_MEMORY_BYTES: u64 = 32 * 1024 * 1024;
/// Size in bytes of one text in the XML of a sheet, character references included.
pub const WORKBOOK_TEXT_BYTES: usize = 256 * 1024;
/// Size of `datapackage.json` in bytes.
pub const DATAPACKAGE_BYTES: u64 = 4 * 1024 * 1024;
/// Number of files in an archive.
pub const ARCHIVE_ENTRIES: usize = 1_000;
/// Number of rows of one table.
pub const ROWS: u64 = 1_000_000;
/// Number of columns of a sheet or of a line that are read.
pub const SHEET_COLUMNS: usize = 200;
/// Number of characters of one cell.
pub const CELL_CHARACTERS: usize = 20_000;
/// Number of characters of an id.
pub const ID_CHARACTERS: usize = 200;
/// Number of rows of one table for one indicator or one measure; checks compare these rows with each other.
pub const ROWS_PER_PARENT: u64 = 50_000;
/// Number of findings of one file and severity that are listed individually; the rest is only counted.
pub const FINDINGS: usize = 1_000;
