//! The build of the program, as far as it decides what is stored.

/// Hash of the sources that decide what an import stores for the same files, as 16 hexadecimal digits. Stored with every
/// dataset, so that an upgrade stores it again.
pub const STORED_DATA_HASH: &str = env!("TASSEI_STORED_DATA_HASH");

/// Returns the hash of the sources that stored a dataset, as its `input_digest` begins with it; empty where it does not.
pub(super) fn stored_by(input_digest: &str) -> &str {
    input_digest.split_once(':').map_or("", |(hash, _)| hash)
}
