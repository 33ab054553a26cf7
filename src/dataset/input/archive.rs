//! A `.zip` of a folder. Sizes are looked at before anything is unpacked. Knows `Builder`.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::{Builder, Input, finding};
use crate::dataset::finding::Finding;
use crate::dataset::read::limits;
use crate::text::Fault;

/// The tables of an archive, in whatever folder of it they stand.
pub(super) fn open(name: &str, bytes: Vec<u8>) -> Result<Input, Vec<Finding>> {
    let broken = |reason: String| vec![finding(name, Fault::BrokenArchive { reason })];
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(error.to_string()))?;
    check_sizes(name, &mut archive, limits::INPUT_BYTES)?;
    let mut builder = Builder::new(name);
    for place in 0..archive.len() {
        let entry = archive.by_index(place).map_err(|error| broken(error.to_string()))?;
        let path = entry.name().map_err(|error| broken(error.to_string()))?.into_owned();
        let file = path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        // macOS puts a shadow of each file beside it.
        let is_shadow = path.starts_with("__MACOSX/") || file.starts_with("._");
        if is_shadow || !Input::reads(&file) {
            continue;
        }
        let mut content = Vec::new();
        // The directory may lie: no more is taken than it says may come.
        entry
            .take(limits::FILE_BYTES + 1)
            .read_to_end(&mut content)
            .map_err(|error| broken(format!("{path}: {error}")))?;
        if content.len() as u64 > limits::FILE_BYTES {
            let fault = Fault::TooLarge { bytes: content.len() as u64, limit: limits::FILE_BYTES };
            return Err(vec![finding(&file, fault)]);
        }
        builder.add(file, content.into());
    }
    builder.finish()
}

/// Refuses an archive that would unpack to more than `limit` bytes, by what its directory says.
pub(super) fn check_sizes(
    name: &str,
    archive: &mut ZipArchive<Cursor<Vec<u8>>>,
    limit: u64,
) -> Result<(), Vec<Finding>> {
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
