//! Fills the search index from a dataset. Knows `store::search` and the derived columns.

use diesel::prelude::*;
use diesel::sql_types::Text;

use super::derived::Derived;
use super::insert;
use crate::dataset::{Cells, Dataset, Rows};
use crate::store::AnyConnection;
use crate::store::search::{Indexed, Subject};

/// Replaces what is indexed of the dataset's government.
pub(super) fn replace(connection: &mut AnyConnection, dataset: &Dataset, derived: &Derived<'_>) -> QueryResult<()> {
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
    for subject in Subject::ALL {
        let mut rows: Vec<Cells<'_>> = dataset.rows(subject.table()).into_iter().flat_map(Rows::iter).collect();
        rows.sort_by_key(|cells| cells.get("id"));
        let entries = rows.iter().enumerate().map(|(ordinal, cells)| {
            let place = subject.place(&dataset.id, ordinal).to_string();
            [&place, &dataset.id, subject.code(), cells.get("id")].map(|text| Some(text.to_owned())).to_vec()
        });
        insert::insert(connection, "search_entries", entries)?;
        let indexed = rows.iter().enumerate().map(|(ordinal, cells)| {
            let place = subject.place(&dataset.id, ordinal);
            (place, entry(subject, &dataset.id, *cells, derived))
        });
        match connection {
            AnyConnection::Postgres(connection) => {
                let rows = indexed.map(|(place, entry)| {
                    let array = entry.array();
                    [place.to_string(), entry.name, entry.text, array].map(Some).to_vec()
                });
                insert::copy(connection, "search_tokens", rows)?;
            }
            AnyConnection::Sqlite(connection) => {
                let rows = indexed.map(|(place, entry)| {
                    let [name, text, facets] = entry.phrases();
                    [place.to_string(), name, text, facets].map(Some).to_vec()
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

fn entry(subject: Subject, localgov_code: &str, cells: Cells<'_>, derived: &Derived<'_>) -> Indexed {
    let texts: Vec<String> =
        subject.columns().iter().map(|column| derived.text(subject.table(), cells, column)).collect();
    let name = match subject {
        Subject::Achievement => derived.text(subject.table(), cells, "measure_name"),
        Subject::Measure | Subject::Indicator => cells.get("name").to_owned(),
    };
    Indexed::new(subject, localgov_code, derived.plan_of(cells), &name, texts.iter().map(String::as_str))
}
