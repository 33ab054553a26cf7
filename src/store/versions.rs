//! Versions of all data and of each government: written by imports, read by every transaction.

use std::sync::Arc;

use diesel::prelude::*;
use sha2::{Digest, Sha256};

use super::build::{STORED_DATA_HASH, stored_by};
use super::connection::AnyConnection;
use super::error::StoreResult;
use super::schema::{datasets, service_state};
use crate::model::{DataVersion, DataVersions, SHARED};

/// Makes an import wait for other importers, and the next one for its end, by a write that changes nothing.
pub(super) fn lock(connection: &mut AnyConnection) -> StoreResult<()> {
    diesel::update(service_state::table)
        .set(service_state::generation.eq(service_state::generation))
        .execute(connection)?;
    Ok(())
}

/// Returns the generation of an import that changes something, once it is recorded.
pub(super) fn next_generation(connection: &mut AnyConnection) -> StoreResult<i64> {
    Ok(service_state::table.select(service_state::generation + 1_i64).get_result(connection)?)
}

/// Records an import that changed the dataset `id`: the next generation, and the versions of all data and of the scopes
/// that the dataset belongs to.
pub(super) fn record(connection: &mut AnyConnection, id: &str, now: &str) -> StoreResult<()> {
    let all: Vec<(String, String)> =
        datasets::table.order(datasets::id.asc()).select((datasets::id, datasets::version)).load(connection)?;
    // The shared tables belong to every scope.
    let changed = |code: &str| id == SHARED || id == code;
    for (code, _) in all.iter().filter(|(code, _)| changed(code)) {
        let scope = all.iter().filter(|(other, _)| other == code || other == SHARED);
        diesel::update(datasets::table.find(code)).set(datasets::scope_version.eq(hash(scope))).execute(connection)?;
    }
    diesel::update(service_state::table)
        .set((
            service_state::generation.eq(service_state::generation + 1),
            service_state::version.eq(hash(all.iter())),
            service_state::imported_at.eq(now),
        ))
        .execute(connection)?;
    Ok(())
}

/// Hashes datasets by id and version: the same content has the same hash in every database.
fn hash<'a>(datasets: impl Iterator<Item = &'a (String, String)>) -> String {
    let mut hash = Sha256::new();
    for (id, version) in datasets {
        hash.update(id);
        hash.update([0]);
        hash.update(version);
        hash.update([0]);
    }
    data_encoding::HEXLOWER.encode(&hash.finalize()).chars().take(16).collect()
}

/// A dataset as far as the version of its scope depends on it.
#[derive(Queryable, Selectable)]
#[diesel(table_name = datasets)]
struct StoredDataset {
    id: String,
    generation: i64,
    scope_version: String,
    imported_at: String,
    input_digest: String,
}

impl StoredDataset {
    /// Returns whether this build stored it. The shared tables have no rendered rows.
    fn is_rendered(&self) -> bool {
        self.id == SHARED || stored_by(&self.input_digest) == STORED_DATA_HASH
    }
}

/// Returns the versions in the snapshot that the transaction of `connection` reads: `known` if they are the same.
pub(super) fn read(connection: &mut AnyConnection, known: Arc<DataVersions>) -> StoreResult<Arc<DataVersions>> {
    let (generation, hash, imported_at): (i64, String, String) = service_state::table
        .select((service_state::generation, service_state::version, service_state::imported_at))
        .get_result(connection)?;
    if generation == known.all().generation && hash == known.all().hash {
        return Ok(known);
    }
    let stored: Vec<StoredDataset> = datasets::table.select(StoredDataset::as_select()).load(connection)?;
    let is_rendered = stored.iter().all(StoredDataset::is_rendered);
    let all = DataVersion { generation, hash, imported_at, is_rendered };
    let last_shared = stored.iter().find(|dataset| dataset.id == SHARED);
    let governments = stored.iter().filter(|dataset| dataset.id != SHARED).map(|dataset| {
        // An import of the shared tables changes every scope.
        let last = last_shared.filter(|shared| shared.generation > dataset.generation).unwrap_or(dataset);
        let version = DataVersion {
            generation: last.generation,
            hash: dataset.scope_version.clone(),
            imported_at: last.imported_at.clone(),
            is_rendered: dataset.is_rendered(),
        };
        (dataset.id.clone(), version)
    });
    Ok(Arc::new(DataVersions::new(all, governments)))
}
