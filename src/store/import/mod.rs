//! Writing a dataset: one transaction that replaces a government whole. Knows `dataset`.

mod derived;
mod insert;
mod search;

use diesel::prelude::*;
use diesel::sql_types::Text;
use sha2::{Digest, Sha256};

use super::connection::AnyConnection;
use super::error::StoreResult;
use super::schema::{datasets, indicator_progress, service_state};
use crate::dataset::Dataset;
use crate::model::Scope;

pub use derived::DERIVED_COLUMNS;

/// Where a dataset came from: one's own is never replaced by the one in the binary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// Embedded in the binary.
    Bundled,
    /// Imported by the one who runs this instance.
    Own,
}

impl Origin {
    /// As stored.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Bundled => "bundled",
            Self::Own => "own",
        }
    }
}

/// A dataset to import.
#[derive(Debug)]
pub(super) struct Import<'a> {
    /// The checked tables.
    pub(super) dataset: &'a Dataset,
    /// Where they came from.
    pub(super) origin: Origin,
    /// The hash of the files they were read from.
    pub(super) input_digest: &'a str,
}

/// What an import did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportOutcome {
    /// The same content stood there already.
    Unchanged,
    /// The content was replaced.
    Replaced,
}

/// Replaces the rows of the dataset's government, or the shared tables, in one transaction: readers see the old or the
/// new content, never a mixture, and a failure leaves the old.
///
/// # Errors
/// What the engine says; nothing has changed then.
pub(super) fn import(connection: &mut AnyConnection, import: &Import<'_>) -> StoreResult<ImportOutcome> {
    connection.transaction(|connection| {
        // First a write: it waits for any other importer and keeps the next one out until the end.
        diesel::update(service_state::table)
            .set(service_state::generation.eq(service_state::generation + 1))
            .execute(connection)?;
        let dataset = import.dataset;
        let version = dataset.version()?;
        let known: Option<(String, String)> = datasets::table
            .filter(datasets::id.eq(&dataset.id))
            .select((datasets::version, datasets::input_digest))
            .get_result(connection)
            .optional()?;
        // The digest begins with the form it is stored in: the same content in an older form is stored anew.
        let form = |digest: &str| digest.split(':').next().map(str::to_owned);
        let unchanged =
            known.is_some_and(|(known, digest)| known == version && form(&digest) == form(import.input_digest));
        if !unchanged {
            replace_rows(connection, dataset)?;
        }
        let now = jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        diesel::delete(datasets::table.filter(datasets::id.eq(&dataset.id))).execute(connection)?;
        diesel::insert_into(datasets::table)
            .values((
                datasets::id.eq(&dataset.id),
                datasets::origin.eq(import.origin.name()),
                datasets::version.eq(&version),
                datasets::input_digest.eq(import.input_digest),
                datasets::imported_at.eq(&now),
            ))
            .execute(connection)?;
        if unchanged {
            return Ok(ImportOutcome::Unchanged);
        }
        diesel::update(service_state::table)
            .set((service_state::version.eq(service_version(connection)?), service_state::imported_at.eq(now)))
            .execute(connection)?;
        Ok(ImportOutcome::Replaced)
    })
}

fn replace_rows(connection: &mut AnyConnection, dataset: &Dataset) -> StoreResult<()> {
    let mut derived = derived::Derived::of(dataset)?;
    for rows in dataset.tables() {
        let table = rows.table.name;
        match dataset.scope() {
            Scope::Government => diesel::sql_query(format!("DELETE FROM {table} WHERE localgov_code = $1"))
                .bind::<Text, _>(&dataset.id)
                .execute(connection)?,
            Scope::Shared => diesel::sql_query(format!("DELETE FROM {table}")).execute(connection)?,
        };
        let stored = rows.iter().map(|row| {
            let row = row?;
            let some = |cell: &str| if cell.is_empty() { None } else { Some(cell.to_owned()) };
            let mut all: Values = row.cells().map(some).collect();
            all.extend(derived.columns(&row)?);
            Ok(all)
        });
        insert::insert(connection, table, stored)?;
    }
    if dataset.scope() == Scope::Government {
        diesel::delete(indicator_progress::table.filter(indicator_progress::localgov_code.eq(&dataset.id)))
            .execute(connection)?;
        insert::insert(connection, "indicator_progress", derived.progress_rows())?;
        search::replace(connection, dataset, &mut derived)?;
    }
    Ok(())
}

/// A row as it is stored: a value for each column, none where the cell is blank.
type Values = Vec<Option<String>>;

/// The version of all datasets together, the same for every database that holds the same.
fn service_version(connection: &mut AnyConnection) -> StoreResult<String> {
    let all: Vec<(String, String)> =
        datasets::table.order(datasets::id.asc()).select((datasets::id, datasets::version)).load(connection)?;
    let mut hash = Sha256::new();
    for (id, version) in all {
        hash.update(id);
        hash.update([0]);
        hash.update(version);
        hash.update([0]);
    }
    Ok(data_encoding::HEXLOWER.encode(&hash.finalize()).chars().take(16).collect())
}
