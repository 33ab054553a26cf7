//! Import of a dataset: one transaction replaces all rows of a government, or the shared tables.

mod derived;
mod insert;
mod rendered;
mod search;

use diesel::prelude::*;
use diesel::sql_types::Text;

use super::build::stored_by;
use super::connection::AnyConnection;
use super::error::StoreResult;
use super::schema::{datasets, effective_tags, indicator_progress};
use super::versions;
use crate::dataset::Dataset;
use crate::model::Scope;

pub use derived::DERIVED_COLUMNS;

/// Origin of a stored dataset: imported data is never replaced by bundled data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// Bundled with the program.
    Bundled,
    /// Imported by the operator.
    Own,
}

impl Origin {
    /// Returns the name that is stored.
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
    /// Tables that passed the checks.
    pub(super) dataset: &'a Dataset,
    /// Origin of the tables.
    pub(super) origin: Origin,
    /// `{STORED_DATA_HASH}:{hash of the files}`: decides whether the dataset must be stored again.
    pub(super) input_digest: &'a str,
}

/// Result of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportOutcome {
    /// The database already had this content.
    Unchanged,
    /// The content was replaced.
    Replaced,
}

/// Replaces the rows of the dataset's government, or the shared tables, in one transaction: readers see either the old
/// or the new content, and a failure keeps the old.
///
/// # Errors
/// [`StoreError`](super::StoreError) when a statement or the staging fails; nothing has changed then.
pub(super) fn import(connection: &mut AnyConnection, import: &Import<'_>) -> StoreResult<ImportOutcome> {
    connection.transaction(|connection| {
        versions::lock(connection)?;
        let dataset = import.dataset;
        let version = dataset.version()?;
        let known: Option<(String, String)> = datasets::table
            .filter(datasets::id.eq(&dataset.id))
            .select((datasets::version, datasets::input_digest))
            .get_result(connection)
            .optional()?;
        // The same content is stored again if other sources of the program stored it.
        let unchanged = known
            .is_some_and(|(known, digest)| known == version && stored_by(&digest) == stored_by(import.input_digest));
        if unchanged {
            diesel::update(datasets::table.find(&dataset.id))
                .set((datasets::origin.eq(import.origin.name()), datasets::input_digest.eq(import.input_digest)))
                .execute(connection)?;
            return Ok(ImportOutcome::Unchanged);
        }
        replace_rows(connection, dataset)?;
        let now = jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        diesel::delete(datasets::table.find(&dataset.id)).execute(connection)?;
        diesel::insert_into(datasets::table)
            .values((
                datasets::id.eq(&dataset.id),
                datasets::origin.eq(import.origin.name()),
                datasets::version.eq(&version),
                datasets::input_digest.eq(import.input_digest),
                datasets::imported_at.eq(&now),
                datasets::generation.eq(versions::next_generation(connection)?),
                // `record` knows the other datasets of the scope.
                datasets::scope_version.eq(""),
            ))
            .execute(connection)?;
        versions::record(connection, &dataset.id, &now)?;
        Ok(ImportOutcome::Replaced)
    })
}

fn replace_rows(connection: &mut AnyConnection, dataset: &Dataset) -> StoreResult<()> {
    let mut derived = derived::DerivedColumns::new(dataset)?;
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
            let value = |cell: &str| if cell.is_empty() { None } else { Some(cell.to_owned()) };
            let mut stored: insert::StoredRow = row.cells().map(value).collect();
            stored.extend(derived.columns(&row)?);
            Ok(stored)
        });
        insert::insert(connection, table, stored)?;
    }
    if dataset.scope() == Scope::Government {
        diesel::delete(indicator_progress::table.filter(indicator_progress::localgov_code.eq(&dataset.id)))
            .execute(connection)?;
        insert::insert(connection, "indicator_progress", derived.progress_rows())?;
        diesel::delete(effective_tags::table.filter(effective_tags::localgov_code.eq(&dataset.id)))
            .execute(connection)?;
        insert::insert(connection, "effective_tags", derived.effective_tag_rows())?;
        search::replace(connection, dataset, &mut derived)?;
        rendered::replace(connection, &dataset.id)?;
    }
    Ok(())
}
