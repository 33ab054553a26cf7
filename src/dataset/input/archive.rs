//! A `.zip` of a folder. Sizes are looked at before anything is unpacked. Knows `Builder` and `source`.

use std::io::Read;
use std::path::Path;

use super::source::{Archive, Source, open_archive};
use super::{Builder, Input, finding, name_of};
use crate::dataset::fault::Fault;
use crate::dataset::finding::Finding;
use crate::model::limits;

/// The tables of an archive, in whatever folder of it they stand.
pub(super) fn open(path: &Path) -> Result<Input, Vec<Finding>> {
    let name = name_of(path);
    let broken = |reason: String| vec![finding(&name, Fault::BrokenArchive { reason })];
    let mut archive = open_archive(path).map_err(|error| broken(error.to_string()))?;
    check_sizes(&name, &mut archive, limits::INPUT_BYTES)?;
    let mut builder = Builder::new(&name);
    for place in 0..archive.len() {
        let entry = archive.by_index(place).map_err(|error| broken(error.to_string()))?;
        let inner = entry.name().map_err(|error| broken(error.to_string()))?.into_owned();
        let file = inner.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        // macOS puts a shadow of each file beside it.
        let is_shadow = inner.starts_with("__MACOSX/") || file.starts_with("._");
        if is_shadow || !Input::reads(&file) {
            continue;
        }
        // The directory may lie: what comes is counted, and no more is taken than may come.
        let bytes = std::io::copy(&mut entry.take(limits::FILE_BYTES + 1), &mut std::io::sink())
            .map_err(|error| broken(format!("{inner}: {error}")))?;
        let source = Source::Archived { archive: path.to_owned(), place };
        builder.add(&file, source, bytes).map_err(|fault| vec![finding(&file, fault)])?;
    }
    builder.finish()
}

/// Refuses an archive that would unpack to more than `limit` bytes, by what its directory says.
pub(super) fn check_sizes(name: &str, archive: &mut Archive, limit: u64) -> Result<(), Vec<Finding>> {
    if archive.len() > limits::ARCHIVE_ENTRIES {
        let fault = Fault::TooManyEntries { entries: archive.len(), limit: limits::ARCHIVE_ENTRIES };
        return Err(vec![finding(name, fault)]);
    }
    let mut bytes: u64 = 0;
    for place in 0..archive.len() {
        let entry = archive
            .by_index_raw(place)
            .map_err(|error| vec![finding(name, Fault::BrokenArchive { reason: error.to_string() })])?;
        bytes = bytes.saturating_add(entry.size());
    }
    if bytes > limit { Err(vec![finding(name, Fault::TooLarge { bytes, limit })]) } else { Ok(()) }
}
