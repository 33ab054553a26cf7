//! How the rows of a list become a file: CSV for programs or for spreadsheets, or JSON lines.

use crate::store::StoreResult;
use serde::Serialize;
use utoipa::ToSchema;

use super::app::json;
use super::parameters::{Asked, invalid};
use crate::formats::{Dialect, columns, header_line, headers, write_row};
use crate::http::{Format, Problem};
use crate::store::list::List;

/// How rows are written.
#[derive(Debug, Clone)]
pub(crate) struct RowWriter {
    format: Format,
    dialect: Dialect,
    /// The flat columns of a row.
    columns: Vec<String>,
    /// Which of them are shown.
    wanted: Vec<bool>,
    /// What the shown ones are called.
    headers: Vec<String>,
    /// The keys of a JSON line; empty for all.
    keys: Vec<String>,
}

impl RowWriter {
    pub(crate) fn new<L>(asked: &Asked, format: Format) -> Result<Self, Problem>
    where
        L: List,
        L::Row: ToSchema,
    {
        let columns = columns::<L::Row>();
        let unknown = asked.fields.iter().find(|field| !columns.contains(field));
        if let Some(unknown) = unknown {
            return Err(invalid("fields", unknown).allowed(columns.clone()));
        }
        let wanted: Vec<bool> =
            columns.iter().map(|column| asked.fields.is_empty() || asked.fields.contains(column)).collect();
        let shown = columns.iter().zip(&wanted).filter(|(_, wanted)| **wanted).map(|(column, _)| column);
        let headers = headers(L::TABLE.unwrap_or_default(), shown.cloned(), asked.table.japanese_headers);
        Ok(Self { format, dialect: asked.table.dialect, columns, wanted, headers, keys: asked.fields.clone() })
    }

    /// What stands before the rows.
    pub(crate) fn beginning(&self) -> Vec<u8> {
        match self.format {
            Format::Csv => header_line(&self.headers, self.dialect).into_bytes(),
            Format::Json | Format::Jsonl | Format::Html => Vec::new(),
        }
    }

    /// Writes one row.
    pub(crate) fn row<R: Serialize>(&self, out: &mut Vec<u8>, row: &R) -> StoreResult<()> {
        if self.format == Format::Csv {
            return write_row(out, row, &self.columns, &self.wanted, self.dialect)
                .map_err(|error| diesel::result::Error::SerializationError(error.into()).into());
        }
        if self.keys.is_empty() {
            out.extend(json(row)?);
        } else {
            out.extend(json(&self.chosen(row)?)?);
        }
        out.push(b'\n');
        Ok(())
    }

    /// The chosen columns of a row as a flat object.
    fn chosen<R: Serialize>(&self, row: &R) -> StoreResult<serde_json::Map<String, serde_json::Value>> {
        let whole = serde_json::to_value(row)?;
        let mut flat = serde_json::Map::new();
        flatten(&whole, "", &mut flat);
        let shown = self.columns.iter().zip(&self.wanted).filter(|(_, wanted)| **wanted).map(|(column, _)| column);
        Ok(shown.map(|column| (column.clone(), flat.remove(column).unwrap_or_default())).collect())
    }
}

fn flatten(value: &serde_json::Value, prefix: &str, flat: &mut serde_json::Map<String, serde_json::Value>) {
    for (key, member) in value.as_object().into_iter().flatten() {
        let name = format!("{prefix}{key}");
        if member.is_object() {
            flatten(member, &format!("{name}_"), flat);
        } else {
            flat.insert(name, member.clone());
        }
    }
}
