//! Sources of table data, read as streams.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use zip::ZipArchive;

/// Source of the data of a table.
#[derive(Debug, Clone)]
pub(in crate::dataset) enum Source {
    /// Embedded in the binary.
    Embedded(&'static [u8]),
    /// CSV file.
    File(PathBuf),
    /// CSV file at an index of an archive.
    Archived { archive: PathBuf, index: usize },
    /// Sheet of a workbook; reading it returns the whole workbook.
    Sheet { workbook: PathBuf },
}

pub(super) type Archive = ZipArchive<BufReader<File>>;

pub(super) fn open_archive(path: &Path) -> io::Result<Archive> {
    Ok(ZipArchive::new(BufReader::new(File::open(path)?))?)
}

impl Source {
    /// Calls `consume` with a reader at the start of the data.
    pub(in crate::dataset) fn read<T>(&self, consume: impl FnOnce(&mut dyn Read) -> io::Result<T>) -> io::Result<T> {
        match self {
            Self::Embedded(bytes) => consume(&mut &**bytes),
            Self::File(path) | Self::Sheet { workbook: path } => consume(&mut File::open(path)?),
            Self::Archived { archive, index } => consume(&mut open_archive(archive)?.by_index(*index)?),
        }
    }
}
