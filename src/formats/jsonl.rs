//! JSON lines: one JSON object per line.

use serde_json::{Map, Value};

use super::format::{RenderError, Renderer, RowForm, TableFormat};
use super::layout::TableLayout;

pub(super) static FORMAT: TableFormat = TableFormat {
    name: "JSON lines",
    media_type: "application/jsonl",
    aliases: &["application/x-ndjson", "application/ndjson", "application/x-jsonlines"],
    content_type: "application/jsonl",
    extension: "jsonl",
    description: "The whole filtered table, one JSON object per line, in the form of the rows of a page; with `fields` \
                  as flat objects of the chosen columns.",
    has_csv_options: false,
    renderer: |layout| Box::new(JsonLines(layout)),
};

struct JsonLines(TableLayout);

impl Renderer for JsonLines {
    fn begin(&mut self, _: &mut Vec<u8>) {}

    fn row(&mut self, out: &mut Vec<u8>, row: &dyn erased_serde::Serialize) -> Result<(), RenderError> {
        if self.0.is_selection {
            let mut flat = Map::new();
            flatten(serde_json::to_value(row)?, "", &mut flat);
            let chosen: Map<String, Value> = self
                .0
                .shown_columns()
                .map(|column| (column.clone(), flat.remove(column).unwrap_or_default()))
                .collect();
            serde_json::to_writer(&mut *out, &chosen)?;
        } else {
            serde_json::to_writer(&mut *out, row)?;
        }
        out.push(b'\n');
        Ok(())
    }

    fn row_form(&self) -> Option<RowForm> {
        (!self.0.is_selection).then_some(RowForm::Json)
    }
}

fn flatten(value: Value, prefix: &str, flat: &mut Map<String, Value>) {
    let Value::Object(members) = value else { return };
    for (key, member) in members {
        let name = format!("{prefix}{key}");
        if member.is_object() {
            flatten(member, &format!("{name}_"), flat);
        } else {
            flat.insert(name, member);
        }
    }
}
