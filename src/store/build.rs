//! The build of the program, as far as it decides what is stored.

/// Hash of the sources that decide what an import stores for the same files, as 16 hexadecimal digits. Stored with every
/// dataset, so that an upgrade stores it again.
pub const STORED_DATA_HASH: &str = env!("TASSEI_STORED_DATA_HASH");
