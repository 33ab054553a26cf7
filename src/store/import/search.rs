//! Fills the search index from a dataset.

use diesel::prelude::*;
use diesel::sql_types::Text;

use super::derived::DerivedColumns;
use super::insert;
use crate::dataset::{Dataset, Row, Rows, StagingError};
use crate::store::connection::AnyConnection;
use crate::store::error::StoreResult;
use crate::store::search::{IndexEntry, SearchSubject};

/// Replaces the index entries of the dataset's government.
pub(super) fn replace(
    connection: &mut AnyConnection,
    dataset: &Dataset,
    derived: &mut DerivedColumns<'_>,
) -> StoreResult<()> {
    let index = match connection {
        AnyConnection::Sqlite(_) => "DELETE FROM search_index WHERE rowid IN",
        AnyConnection::Postgres(_) => "DELETE FROM search_tokens WHERE place IN",
    };
    diesel::sql_query(format!("{index} (SELECT place FROM search_entries WHERE localgov_code = $1)"))
        .bind::<Text, _>(&dataset.id)
        .execute(connection)?;
    diesel::sql_query("DELETE FROM search_entries WHERE localgov_code = $1")
        .bind::<Text, _>(&dataset.id)
        .execute(connection)?;
    for subject in SearchSubject::ALL {
        let rows = || dataset.rows(subject.table()).into_iter().flat_map(Rows::by_id).enumerate();
        let entries = rows().map(|(ordinal, row)| {
            let (row, sort_key) = (row?, subject.sort_key(&dataset.id, ordinal).to_string());
            Ok([&sort_key, &dataset.id, subject.code(), row.get("id")].map(|text| Some(text.to_owned())).to_vec())
        });
        insert::insert(connection, "search_entries", entries)?;
        let indexed = rows().map(|(ordinal, row)| {
            let sort_key = subject.sort_key(&dataset.id, ordinal).to_string();
            entry(subject, dataset, &row?, derived).map(|entry| (sort_key, entry))
        });
        match connection {
            AnyConnection::Postgres(connection) => {
                let rows = indexed.map(|indexed| {
                    let (sort_key, entry) = indexed?;
                    let array = entry.array();
                    Ok([sort_key, entry.name, entry.text, array].map(Some).to_vec())
                });
                insert::copy(connection, "search_tokens", rows)?;
            }
            AnyConnection::Sqlite(connection) => {
                let rows = indexed.map(|indexed| {
                    let (sort_key, entry) = indexed?;
                    let [name, text, facets] = entry.phrases();
                    Ok([sort_key, name, text, facets].map(Some).to_vec())
                });
                insert::insert_many(connection, &SEARCH_INDEX, rows)?;
            }
        }
    }
    Ok(())
}

/// A virtual table has no type affinity, so the sort key is converted in the statement.
const SEARCH_INDEX: insert::InsertTarget<'static> =
    insert::InsertTarget { table: "search_index(rowid, name, text, facets)", begins_with_rowid: true };

fn entry(
    subject: SearchSubject,
    dataset: &Dataset,
    row: &Row,
    derived: &mut DerivedColumns<'_>,
) -> Result<IndexEntry, StagingError> {
    let texts = derived.texts(row, subject.columns())?;
    let name = match subject {
        SearchSubject::Achievement => derived.measure_name(row)?,
        SearchSubject::Measure | SearchSubject::Indicator => row.get("name").to_owned(),
    };
    let plan_id = dataset.plan_of(row)?;
    Ok(IndexEntry::new(subject, &dataset.id, &plan_id, &name, texts.iter().map(String::as_str)))
}
