//! Where the bytes of a table lie, and reading them as a stream. Knows nobody.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use zip::ZipArchive;

/// Where the bytes of a table lie.
#[derive(Debug, Clone)]
pub(in crate::dataset) enum Source {
    /// In the binary.
    Embedded(&'static [u8]),
    /// In a CSV file.
    File(PathBuf),
    /// In a CSV file of an archive, at a place of its directory.
    Archived { archive: PathBuf, place: usize },
    /// In a sheet of a workbook: its bytes are the workbook's.
    Sheet { workbook: PathBuf },
}

/// An archive that is read from its file.
pub(super) type Archive = ZipArchive<BufReader<File>>;

/// Opens the archive at `path`.
pub(super) fn open_archive(path: &Path) -> io::Result<Archive> {
    Ok(ZipArchive::new(BufReader::new(File::open(path)?))?)
}

impl Source {
    /// Calls `see` with the bytes, from the first.
    pub(in crate::dataset) fn read<T>(&self, see: impl FnOnce(&mut dyn Read) -> io::Result<T>) -> io::Result<T> {
        match self {
            Self::Embedded(bytes) => see(&mut &**bytes),
            Self::File(path) | Self::Sheet { workbook: path } => see(&mut File::open(path)?),
            Self::Archived { archive, place } => see(&mut open_archive(archive)?.by_index(*place)?),
        }
    }
}
