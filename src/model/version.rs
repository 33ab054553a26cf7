//! The version of the data that responses are computed from.

/// Identifies the stored data of one point in time. Every import that changes something produces a new version.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DataVersion {
    /// Number of imports into this database so far; 0 before the first one.
    pub generation: i64,
    /// Hash of the whole content: two databases with the same content have the same hash.
    pub hash: String,
    /// End of the last import as RFC 3339 (`2026-11-20T09:00:00Z`); empty before the first one.
    pub imported_at: String,
}
