//! Reading whole datasets back as they were imported: for exports, and to tell what an import would change.
//! Knows `dataset`.

use diesel::prelude::*;
use diesel::sql_types::Text;

use super::connection::AnyConnection;
use super::error::StoreResult;
use super::schema::datasets;
use crate::dataset::{Dataset, Row};
use crate::model::{Column, Scope, TABLES, Table};

/// Rows that are read at once.
const AT_ONCE: usize = 200;

#[derive(Debug, QueryableByName)]
struct Cells {
    /// The published columns of a row as a JSON array.
    #[diesel(sql_type = Text)]
    cells: String,
}

/// The ids of the datasets that are there, in their order.
///
/// # Errors
/// What the engine says.
pub fn dataset_ids(connection: &mut AnyConnection) -> StoreResult<Vec<String>> {
    Ok(datasets::table.order(datasets::id.asc()).select(datasets::id).load(connection)?)
}

/// The dataset `id` as it was imported; empty tables where it is not there.
///
/// # Errors
/// What the engine says, or the stage.
pub fn dataset(connection: &mut AnyConnection, id: &str) -> StoreResult<Dataset> {
    let mut dataset = Dataset::empty(id)?;
    let scope = dataset.scope();
    for table in TABLES.iter().copied().filter(|table| table.scope == scope) {
        read_rows(connection, table, &mut dataset)?;
        dataset.complete(table)?;
    }
    Ok(dataset)
}

fn read_rows(connection: &mut AnyConnection, table: &'static Table, dataset: &mut Dataset) -> StoreResult<()> {
    let columns: Vec<String> = table.columns.iter().map(|column: &Column| format!("\"{}\"", column.name)).collect();
    let array = match connection {
        AnyConnection::Sqlite(_) => format!("json_array({})", columns.join(", ")),
        AnyConnection::Postgres(_) => format!("json_build_array({})::text", columns.join(", ")),
    };
    let owned = if table.scope == Scope::Government { "localgov_code = $1" } else { "$1 <> ''" };
    let select =
        format!("SELECT {array} AS cells FROM {} WHERE {owned} AND id > $2 ORDER BY id LIMIT {AT_ONCE}", table.name);
    let (mut after, mut line) = (String::new(), 1);
    loop {
        let some: Vec<Cells> =
            diesel::sql_query(&select).bind::<Text, _>(&dataset.id).bind::<Text, _>(&after).load(connection)?;
        let count = some.len();
        for Cells { cells } in some {
            line += 1;
            let row = row(table, line, &cells)?;
            dataset.add(&row)?;
            row.get("id").clone_into(&mut after);
        }
        if count < AT_ONCE {
            return Ok(());
        }
    }
}

/// A JSON array as a row: null is a blank cell.
fn row(table: &'static Table, line: u64, cells: &str) -> StoreResult<Row> {
    let values: Vec<serde_json::Value> = serde_json::from_str(cells)?;
    let texts: Vec<String> = values
        .into_iter()
        .map(|value| match value {
            serde_json::Value::Null => String::new(),
            serde_json::Value::String(text) => text,
            other => other.to_string(),
        })
        .collect();
    Ok(Row::new(table, line, texts.iter().map(String::as_str)))
}
