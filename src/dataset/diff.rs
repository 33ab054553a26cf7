//! What changed between two editions of a dataset, as typed events: the rows of the table `changes`. Knows the rows.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::definitions::{Table, table};
use super::{Cells, Dataset, Row, Rows};

/// One thing that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// A code of `change_type`.
    pub change_type: &'static str,
    /// The row that changed.
    pub subject_id: String,
    /// The column that changed; none where the whole row came or went.
    pub field: Option<&'static str>,
    /// What stood there.
    pub before: String,
    /// What stands there now.
    pub after: String,
    /// The document that the row rests on.
    pub source_id: String,
}

/// The codes of a table: of a row that came, one that went, one that changed.
fn codes(table: &str) -> [&'static str; 3] {
    match table {
        "local_governments" => ["local_government_changed"; 3],
        "sources" => ["source_changed"; 3],
        "plans" => ["plan_added", "plan_changed", "plan_changed"],
        "sections" => ["section_changed"; 3],
        "departments" | "measure_departments" => ["department_changed"; 3],
        "measures" => ["measure_added", "measure_removed", "measure_changed"],
        "measure_tags" | "actions" => ["measure_changed"; 3],
        "indicators" => ["indicator_added", "indicator_removed", "indicator_changed"],
        "breakdowns" => ["indicator_changed"; 3],
        "achievements" => ["achievement_added", "achievement_changed", "achievement_changed"],
        "redirects" => ["id_redirected"; 3],
        _ => ["actual_added", "observation_removed", "value_corrected"],
    }
}

/// The events that lead from `old` to `new`, table by table, by id.
pub fn changes(old: &Dataset, new: &Dataset) -> Vec<Change> {
    let mut all = Vec::new();
    for rows in &new.tables {
        let before = old.rows(rows.table.name);
        table_changes(rows.table, before, rows, &mut all);
    }
    all
}

fn table_changes(table: &'static Table, old: Option<&Rows>, new: &Rows, all: &mut Vec<Change>) {
    let empty = Rows { table, file: String::new(), rows: Vec::new() };
    let (old, new): (BTreeMap<_, _>, BTreeMap<_, _>) =
        (old.unwrap_or(&empty).by_id().into_iter().collect(), new.by_id().into_iter().collect());
    let ids: BTreeSet<&str> = old.keys().chain(new.keys()).copied().collect();
    // The old target says when it was superseded: that is the revision, not a correction.
    let revised: HashSet<String> = new
        .values()
        .filter(|cells| table.name == "observations" && !old.contains_key(cells.get("id")))
        .filter_map(|cells| revised_id(*cells))
        .collect();
    for id in ids {
        match (old.get(id), new.get(id)) {
            (None, Some(cells)) => all.push(came(table, *cells, &old)),
            (Some(cells), None) => {
                let [_, went, _] = codes(table.name);
                all.push(Change { before: shown(*cells), ..row_change(went, *cells) });
            }
            (Some(before), Some(after)) => field_changes(table, *before, *after, revised.contains(id), all),
            (None, None) => {}
        }
    }
}

fn row_change(change_type: &'static str, cells: Cells<'_>) -> Change {
    Change {
        change_type,
        subject_id: cells.get("id").to_owned(),
        field: None,
        before: String::new(),
        after: String::new(),
        source_id: cells.get("source_id").to_owned(),
    }
}

/// What a row says of itself in one cell.
fn shown(cells: Cells<'_>) -> String {
    ["value_text", "name", "result", "planned", "new_id", "name_text", "code"]
        .into_iter()
        .map(|column| cells.get(column))
        .find(|text| !text.is_empty())
        .unwrap_or_default()
        .to_owned()
}

/// The id of the revision before this one.
fn revised_id(cells: Cells<'_>) -> Option<String> {
    let revision = cells.integer("revision").filter(|revision| *revision > 1)?;
    let stem = cells.get("id").strip_suffix(&format!("-r{revision}"))?;
    Some(format!("{stem}-r{}", revision - 1))
}

fn came(table: &Table, cells: Cells<'_>, old: &BTreeMap<&str, Cells<'_>>) -> Change {
    let [mut came, ..] = codes(table.name);
    let mut before = String::new();
    if table.name == "observations" {
        let revised = revised_id(cells).and_then(|id| old.get(id.as_str()).copied());
        came = match (cells.get("kind"), revised) {
            ("target", Some(last)) => {
                before = shown(last);
                "target_revised"
            }
            ("target", None) => "target_added",
            ("baseline", _) => "baseline_added",
            ("actual", _) => "actual_added",
            _ => "planned_added",
        };
    }
    Change { before, after: shown(cells), ..row_change(came, cells) }
}

fn field_changes(table: &'static Table, before: Cells<'_>, after: Cells<'_>, revised: bool, all: &mut Vec<Change>) {
    for column in table.columns {
        let (was, is) = (before.get(column.name), after.get(column.name));
        let of_revision = ["superseded_in", "revision_reason", "revision_note", "note"].contains(&column.name);
        if was == is || column.name == "id" || (revised && of_revision) {
            continue;
        }
        let [.., changed] = codes(table.name);
        let change_type = match column.name {
            "doubt" => "doubt_changed",
            "source_id" | "source_place" => "source_changed",
            "break_reason" | "break_note" => "break_marked",
            "name" if table.name == "measures" => "measure_renamed",
            _ => changed,
        };
        let change = Change {
            field: Some(column.name),
            before: was.to_owned(),
            after: is.to_owned(),
            ..row_change(change_type, after)
        };
        all.push(change);
    }
}

/// The events as rows of the table `changes`, as of the day they came into the dataset.
pub fn as_rows(changes: &[Change], changed_on: &str) -> Option<Rows> {
    let table = table("changes")?;
    let rows = changes.iter().zip(1_u64..).map(|(change, number)| {
        let place = change.subject_id.split('-').next().unwrap_or_default();
        let id = format!("{}-{place}-{number:04}", changed_on.replace('-', ""));
        let cells = table.columns.iter().map(|column| match column.name {
            "id" => id.as_str(),
            "changed_on" => changed_on,
            "change_type" => change.change_type,
            "subject_id" => &change.subject_id,
            "field" => change.field.unwrap_or_default(),
            "before" => &change.before,
            "after" => &change.after,
            "source_id" => &change.source_id,
            _ => "",
        });
        Row::new(number + 1, cells)
    });
    Some(Rows::of(table, super::SHARED, rows.collect()))
}
