//! Versions of the data that responses are computed from: of all data, and of each government.

use std::collections::HashMap;
use std::sync::Arc;

/// Identifies the stored data of one point in time. Every import that changes something produces a new version.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DataVersion {
    /// Number of the last import into this database that changed this data; 0 before the first one.
    pub generation: i64,
    /// Hash of the whole content: two databases with the same content have the same hash.
    pub hash: String,
    /// End of that import as RFC 3339 (`2026-11-20T09:00:00Z`); empty before the first one.
    pub imported_at: String,
    /// Whether the import rendered all of its rows as this build does.
    pub is_rendered: bool,
}

/// The data that a response depends on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum DataScope {
    /// All data.
    #[default]
    All,
    /// The data of the government with these digits, and the shared tables.
    Government([u8; 6]),
}

/// The current versions of all scopes.
#[derive(Debug, Clone, Default)]
pub struct DataVersions {
    all: Arc<DataVersion>,
    governments: HashMap<DataScope, Arc<DataVersion>>,
}

impl DataScope {
    /// Returns the code of the government.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::All => None,
            Self::Government(code) => std::str::from_utf8(code).ok(),
        }
    }

    /// Returns whether a response with this scope may depend on the row `id`.
    pub fn contains(self, id: &str) -> bool {
        self == Self::All || self == Self::of_id(id)
    }

    /// Returns the government that a code or the id of a row names: all ids begin with the code of their government.
    /// Anything else is [`DataScope::All`].
    pub fn of_id(id: &str) -> Self {
        match id.as_bytes().split_first_chunk() {
            Some((code, [] | [b'-', ..])) if code.iter().all(u8::is_ascii_digit) => Self::Government(*code),
            _ => Self::All,
        }
    }
}

impl DataVersions {
    /// Creates the versions of all data and of governments by their codes.
    pub fn new(all: DataVersion, governments: impl IntoIterator<Item = (String, DataVersion)>) -> Self {
        let governments = governments.into_iter().map(|(code, version)| (DataScope::of_id(&code), Arc::new(version)));
        Self { all: Arc::new(all), governments: governments.collect() }
    }

    /// Returns the version of all data.
    pub fn all(&self) -> &Arc<DataVersion> {
        &self.all
    }

    /// Returns the version of a scope. An unknown government has the version of all data: its rows may appear with any
    /// import.
    pub fn of(&self, scope: DataScope) -> &Arc<DataVersion> {
        self.governments.get(&scope).unwrap_or(&self.all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_names_a_government_by_the_code_it_begins_with() {
        let koriyama = DataScope::Government(*b"072036");
        for id in ["072036", "072036-gk2022-1-3-1"] {
            assert_eq!(DataScope::of_id(id), koriyama, "{id}");
        }
        // The id of a change begins with a day.
        for id in ["", "07203", "0720361", "20261120-072036-0001", "07203x-gk", "０７２０３６", "市072036"] {
            assert_eq!(DataScope::of_id(id), DataScope::All, "{id}");
        }
    }

    #[test]
    fn an_unknown_government_has_the_version_of_all_data() {
        let version = |generation| DataVersion { generation, ..DataVersion::default() };
        let versions = DataVersions::new(version(3), [("072036".to_owned(), version(2))]);
        let generation = |id| versions.of(DataScope::of_id(id)).generation;
        assert_eq!((generation("072036-x"), generation("102113-x"), generation("")), (2, 3, 3));
    }
}
