//! The version of a dataset: a hash of its content.

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::staging::StagingError;
use super::tables::Dataset;

impl Dataset {
    /// Returns the hash of the cells. It does not depend on the format of the files or on the order of the rows.
    ///
    /// # Errors
    /// [`StagingError`].
    pub fn version(&self) -> Result<String, StagingError> {
        let mut hash = Sha256::new();
        // The length before each text makes the encoding unambiguous.
        let mut feed = |text: &str| {
            hash.update((text.len() as u64).to_be_bytes());
            hash.update(text);
        };
        feed(&self.id);
        for rows in self.tables() {
            feed(rows.table.name);
            rows.for_each_by_id(|row| {
                row.cells().for_each(&mut feed);
                Ok(())
            })?;
        }
        Ok(HEXLOWER.encode(&hash.finalize()))
    }
}
