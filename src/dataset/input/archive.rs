//! A `.zip` of a folder. Sizes are checked before anything is extracted.

use std::io::Read;
use std::path::Path;

use super::files::{Builder, Input, file_name};
use super::source::{Archive, Source, open_archive};
use crate::dataset::fault::Fault;
use crate::dataset::finding::Finding;
use crate::model::limits;

/// Opens an archive. Tables are found in any of its folders.
pub(super) fn open(path: &Path) -> Result<Input, Vec<Finding>> {
    let name = file_name(path);
    let broken = |reason: String| vec![Finding::file_error(&name, Fault::BrokenArchive { reason })];
    let mut archive = open_archive(path).map_err(|error| broken(error.to_string()))?;
    check_sizes(&name, &mut archive, limits::INPUT_BYTES)?;
    let mut builder = Builder::new(&name);
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|error| broken(error.to_string()))?;
        let inner = entry.name().map_err(|error| broken(error.to_string()))?.into_owned();
        let file = inner.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        // macOS adds a metadata file for each file.
        let is_metadata = inner.starts_with("__MACOSX/") || file.starts_with("._");
        if is_metadata || !Input::reads(&file) {
            continue;
        }
        // The size in the directory may be wrong: count the extracted bytes, up to the limit.
        let bytes = std::io::copy(&mut entry.take(limits::FILE_BYTES + 1), &mut std::io::sink())
            .map_err(|error| broken(format!("{inner}: {error}")))?;
        let source = Source::Archived { archive: path.to_owned(), index };
        builder.add(&file, source, bytes).map_err(|fault| vec![Finding::file_error(&file, fault)])?;
    }
    builder.finish()
}

/// Rejects an archive whose directory lists too many files, or more than `limit` bytes uncompressed.
pub(super) fn check_sizes(name: &str, archive: &mut Archive, limit: u64) -> Result<(), Vec<Finding>> {
    if archive.len() > limits::ARCHIVE_ENTRIES {
        let fault = Fault::TooManyEntries { entries: archive.len(), limit: limits::ARCHIVE_ENTRIES };
        return Err(vec![Finding::file_error(name, fault)]);
    }
    let mut bytes: u64 = 0;
    for index in 0..archive.len() {
        let entry = archive
            .by_index_raw(index)
            .map_err(|error| vec![Finding::file_error(name, Fault::BrokenArchive { reason: error.to_string() })])?;
        bytes = bytes.saturating_add(entry.size());
    }
    if bytes > limit { Err(vec![Finding::file_error(name, Fault::TooLarge { bytes, limit })]) } else { Ok(()) }
}
