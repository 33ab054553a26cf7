//! The version of a dataset: a hash of what its cells say. Knows the rows only.

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::{Dataset, StageError};

/// Every name and cell goes in with its length, so that no two contents write the same bytes.
pub(super) fn of(dataset: &Dataset) -> Result<String, StageError> {
    let mut hash = Sha256::new();
    let mut feed = |text: &str| {
        hash.update((text.len() as u64).to_be_bytes());
        hash.update(text);
    };
    feed(&dataset.id);
    for rows in dataset.tables() {
        feed(rows.table.name);
        // The order of rows in a file means nothing; ids differ.
        dataset.stage.by_id(rows.table, |row| {
            row.cells().for_each(&mut feed);
            Ok(())
        })?;
    }
    Ok(HEXLOWER.encode(&hash.finalize()))
}
