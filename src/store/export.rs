//! Export of whole datasets as they were imported, for files and for comparison with an import.

use diesel::prelude::*;
use diesel::sql_types::Text;

use super::connection::AnyConnection;
use super::error::StoreResult;
use super::schema::datasets;
use crate::dataset::{Dataset, Row};
use crate::model::{Column, Scope, TABLES, Table};

/// Rows read by one query.
const BATCH_SIZE: usize = 200;

#[derive(Debug, QueryableByName)]
struct Cells {
    /// The published columns of a row, as a JSON array.
    #[diesel(sql_type = Text)]
    cells: String,
}

/// Returns the ids of the stored datasets in ascending order.
///
/// # Errors
/// [`StoreError`](super::StoreError) when the query fails.
pub fn dataset_ids(connection: &mut AnyConnection) -> StoreResult<Vec<String>> {
    Ok(datasets::table.order(datasets::id.asc()).select(datasets::id).load(connection)?)
}

/// Returns the dataset `id` as it was imported; its tables are empty if it is not stored.
///
/// # Errors
/// [`StoreError`](super::StoreError) when a query or the staging fails, or a row is not valid JSON.
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
    let condition = if table.scope == Scope::Government { "localgov_code = $1" } else { "$1 <> ''" };
    let select = format!(
        "SELECT {array} AS cells FROM {} WHERE {condition} AND id > $2 ORDER BY id LIMIT {BATCH_SIZE}",
        table.name
    );
    let (mut after, mut line) = (String::new(), 1);
    loop {
        let batch: Vec<Cells> =
            diesel::sql_query(&select).bind::<Text, _>(&dataset.id).bind::<Text, _>(&after).load(connection)?;
        let count = batch.len();
        for Cells { cells } in batch {
            line += 1;
            let row = row(table, line, &cells)?;
            dataset.add(&row)?;
            row.get("id").clone_into(&mut after);
        }
        if count < BATCH_SIZE {
            return Ok(());
        }
    }
}

/// Converts a JSON array to a row; null is a blank cell.
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
