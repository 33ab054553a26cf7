//! `datapackage.json`: a Data Package descriptor (version 2.0) of the tables.

use serde_json::{Map, Value, json};

use super::staging::StagingError;
use super::tables::{Dataset, Rows};
use crate::model::ids::ID_PATTERN;
use crate::model::{Column, Kind, Need, PROFILE_VERSION, Table};

impl Dataset {
    /// Returns the descriptor of the dataset's CSV files. It is derived from the tables and their definitions only.
    ///
    /// # Errors
    /// [`StagingError`].
    pub fn datapackage(&self) -> Result<String, StagingError> {
        let title = self.government()?.map_or_else(
            || "行政計画・指標・実績（共通の表）".to_owned(),
            |government| format!("{} 行政計画・指標・実績", government.get("name")),
        );
        let resources: Vec<Value> = self.tables().map(|rows| resource(self, rows)).collect();
        let package = json!({
            "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
            "name": format!("tassei-{}", self.id),
            "title": title,
            "profile_version": PROFILE_VERSION,
            "licenses": [{
                "name": "CC-BY-4.0",
                "path": "https://creativecommons.org/licenses/by/4.0/",
                "title": "Creative Commons Attribution 4.0"
            }],
            "resources": resources
        });
        // Serialising plain JSON values cannot fail.
        Ok(serde_json::to_string_pretty(&package).unwrap_or_default() + "\n")
    }
}

fn resource(dataset: &Dataset, rows: Rows<'_>) -> Value {
    let table = rows.table;
    let keys: Vec<Value> = table.columns.iter().filter_map(|column| reference(dataset, column)).collect();
    let mut schema = json!({
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": table.columns.iter().map(field).collect::<Vec<_>>(),
        "primaryKey": ["ID"],
        "missingValues": [""]
    });
    if let (false, Some(schema)) = (keys.is_empty(), schema.as_object_mut()) {
        schema.insert("foreignKeys".to_owned(), keys.into());
    }
    json!({
        "name": table.name,
        "title": table.label.ja,
        "description": table.description.ja,
        "path": dataset.file_name(table),
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "header": true},
        "schema": schema
    })
}

/// Returns the descriptor of a column. Its name is the CSV header, as the standard requires; the physical name is an
/// additional property.
fn field(column: &Column) -> Value {
    let mut constraints = Map::new();
    if column.need == Need::Required {
        constraints.insert("required".to_owned(), true.into());
    }
    let kind = match column.kind {
        // Not the type `year`: a fiscal year is not a calendar year.
        Kind::Integer | Kind::FiscalYear => "integer",
        Kind::Decimal => "number",
        Kind::Date => "date",
        Kind::Code(list) => {
            constraints.insert("enum".to_owned(), list.values().collect::<Vec<_>>().into());
            "string"
        }
        Kind::Id | Kind::Reference(_) => {
            constraints.insert("pattern".to_owned(), ID_PATTERN.trim_matches(['^', '$']).into());
            "string"
        }
        Kind::LocalGovernmentCode => {
            constraints.insert("pattern".to_owned(), "[0-9]{6}".into());
            "string"
        }
        Kind::Text | Kind::PartialDate => "string",
    };
    let mut field = json!({
        "name": column.header,
        "physical_name": column.name,
        "type": kind,
        "description": column.description.ja
    });
    if let Some(field) = field.as_object_mut() {
        if !column.example.is_empty() {
            field.insert("example".to_owned(), column.example.into());
        }
        if !constraints.is_empty() {
            field.insert("constraints".to_owned(), constraints.into());
        }
    }
    field
}

/// Returns the foreign key of a column that refers to another table of the same package.
fn reference(dataset: &Dataset, column: &Column) -> Option<Value> {
    let Kind::Reference(target) = column.kind else { return None };
    let table: &Table = dataset.rows(target)?.table;
    Some(json!({"fields": [column.header], "reference": {"resource": table.name, "fields": ["ID"]}}))
}
