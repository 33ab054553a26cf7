//! Fills the search index from a dataset. Knows `store::search` and the derived columns.

use diesel::prelude::*;
use diesel::sql_types::Text;

use super::derived::Derived;
use super::insert;
use crate::dataset::{Dataset, Row, Rows, StageError};
use crate::store::connection::AnyConnection;
use crate::store::error::StoreResult;
use crate::store::search::index::{Indexed, SearchSubject};

/// Replaces what is indexed of the dataset's government.
pub(super) fn replace(connection: &mut AnyConnection, dataset: &Dataset, derived: &mut Derived<'_>) -> StoreResult<()> {
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
            let (row, place) = (row?, subject.place(&dataset.id, ordinal).to_string());
            Ok([&place, &dataset.id, subject.code(), row.get("id")].map(|text| Some(text.to_owned())).to_vec())
        });
        insert::insert(connection, "search_entries", entries)?;
        let indexed = rows().map(|(ordinal, row)| {
            let place = subject.place(&dataset.id, ordinal).to_string();
            entry(subject, dataset, &row?, derived).map(|entry| (place, entry))
        });
        match connection {
            AnyConnection::Postgres(connection) => {
                let rows = indexed.map(|indexed| {
                    let (place, entry) = indexed?;
                    let array = entry.array();
                    Ok([place, entry.name, entry.text, array].map(Some).to_vec())
                });
                insert::copy(connection, "search_tokens", rows)?;
            }
            AnyConnection::Sqlite(connection) => {
                let rows = indexed.map(|indexed| {
                    let (place, entry) = indexed?;
                    let [name, text, facets] = entry.phrases();
                    Ok([place, name, text, facets].map(Some).to_vec())
                });
                insert::insert_many(connection, &SEARCH_INDEX, rows)?;
            }
        }
    }
    Ok(())
}

/// A virtual table has no affinity: the place must be a number already.
const SEARCH_INDEX: insert::Target<'static> =
    insert::Target { table: "search_index(rowid, name, text, facets)", first: "CAST(? AS INTEGER)" };

fn entry(
    subject: SearchSubject,
    dataset: &Dataset,
    row: &Row,
    derived: &mut Derived<'_>,
) -> Result<Indexed, StageError> {
    let texts = derived.texts(row, subject.columns())?;
    let name = match subject {
        SearchSubject::Achievement => derived.measure_name(row)?,
        SearchSubject::Measure | SearchSubject::Indicator => row.get("name").to_owned(),
    };
    let plan_id = dataset.plan_of(row)?;
    Ok(Indexed::new(subject, &dataset.id, &plan_id, &name, texts.iter().map(String::as_str)))
}
