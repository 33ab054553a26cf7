//! Comparing two versions of a dataset: typed change events, which are the rows of the table `changes`.

use super::row::Row;
use super::staging::StagingError;
use super::tables::{Dataset, Rows};
use super::write::csv_of;
use crate::model::{Column, Table, table};

/// One change event.
#[derive(Debug, Clone)]
pub struct Change {
    /// A code of `change_type`.
    pub change_type: &'static str,
    /// Id of the changed row.
    pub subject_id: String,
    /// The changed column; `None` if the row was added or removed.
    pub field: Option<&'static Column>,
    /// Old cell, or a summary of the row.
    pub before: String,
    /// New cell, or a summary of the row.
    pub after: String,
    /// Source document of the row.
    pub source_id: String,
}

/// Returns the codes for an added, a removed and a changed row of a table.
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

/// Level of detail for new rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Reports every row.
    Rows,
    /// For the published history: reports a new plan but not its rows, and of a new government its plans only.
    History,
}

/// Returns the changes from `old` to `new`, by table and id.
///
/// # Errors
/// [`StagingError`].
pub fn changes(old: &Dataset, new: &Dataset, detail: Detail) -> Result<Vec<Change>, StagingError> {
    let mut all = Vec::new();
    for rows in new.tables() {
        let mut events = table_changes(rows.table, old, new, detail)?;
        events.sort_by(|one, two| one.subject_id.cmp(&two.subject_id));
        all.extend(events);
    }
    Ok(all)
}

fn table_changes(
    table: &'static Table,
    old: &Dataset,
    new: &Dataset,
    detail: Detail,
) -> Result<Vec<Change>, StagingError> {
    let mut events = Vec::new();
    let is_new_government = old.government()?.is_none();
    for row in new.rows(table.name).into_iter().flat_map(Rows::iter) {
        let after = row?;
        match old.find(table.name, after.get("id"))? {
            None => {
                let is_reported = detail == Detail::Rows
                    || table.name == "plans"
                    || !(is_new_government || belongs_to_new_plan(&after, old, new)?);
                if is_reported {
                    events.push(added(&after, old)?);
                }
            }
            Some(before) => {
                // A new revision also sets `superseded_in` of the old row, which is not a correction.
                let next = other_revision(&before, 1).filter(|_| table.name == "observations");
                let is_revised = match next {
                    Some(id) => new.find(table.name, &id)?.is_some() && old.find(table.name, &id)?.is_none(),
                    None => false,
                };
                field_changes(&before, &after, is_revised, &mut events);
            }
        }
    }
    for row in old.rows(table.name).into_iter().flat_map(Rows::iter) {
        let row = row?;
        if new.find(table.name, row.get("id"))?.is_none() {
            let [_, removed, _] = codes(table.name);
            events.push(Change { before: summary(&row), ..row_change(removed, &row) });
        }
    }
    Ok(events)
}

/// Returns whether the plan of a row is new.
fn belongs_to_new_plan(row: &Row, old: &Dataset, new: &Dataset) -> Result<bool, StagingError> {
    let plan_id = new.plan_of(row)?;
    Ok(!plan_id.is_empty() && old.find("plans", &plan_id)?.is_none())
}

fn row_change(change_type: &'static str, row: &Row) -> Change {
    Change {
        change_type,
        subject_id: row.get("id").to_owned(),
        field: None,
        before: String::new(),
        after: String::new(),
        source_id: row.get("source_id").to_owned(),
    }
}

/// Returns the cell that describes a row best.
fn summary(row: &Row) -> String {
    ["value_text", "name", "result", "planned", "new_id", "name_text", "code"]
        .into_iter()
        .map(|column| row.get(column))
        .find(|text| !text.is_empty())
        .unwrap_or_default()
        .to_owned()
}

/// Returns the id of an earlier or later revision of an observation.
fn other_revision(row: &Row, offset: i32) -> Option<String> {
    let revision = row.integer("revision")?;
    let stem = row.get("id").strip_suffix(&format!("-r{revision}"))?;
    Some(format!("{stem}-r{}", revision.checked_add(offset)?))
}

fn added(row: &Row, old: &Dataset) -> Result<Change, StagingError> {
    let [mut change_type, ..] = codes(row.table.name);
    let mut before = String::new();
    if row.table.name == "observations" {
        let last = other_revision(row, -1).map_or(Ok(None), |id| old.find("observations", &id))?;
        change_type = match (row.get("kind"), last) {
            ("target", Some(last)) => {
                before = summary(&last);
                "target_revised"
            }
            ("target", None) => "target_added",
            ("baseline", _) => "baseline_added",
            ("actual", _) => "actual_added",
            _ => "planned_added",
        };
    }
    Ok(Change { before, after: summary(row), ..row_change(change_type, row) })
}

fn field_changes(before: &Row, after: &Row, is_revised: bool, all: &mut Vec<Change>) {
    let table = after.table;
    for column in table.columns {
        let (was, is) = (before.get(column.name), after.get(column.name));
        let belongs_to_revision = ["superseded_in", "revision_reason", "revision_note", "note"].contains(&column.name);
        if was == is || column.name == "id" || (is_revised && belongs_to_revision) {
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
            field: Some(column),
            before: was.to_owned(),
            after: is.to_owned(),
            ..row_change(change_type, after)
        };
        all.push(change);
    }
}

/// Returns the changes as CSV of the table `changes`.
///
/// # Errors
/// [`csv::Error`] if a row has the wrong number of cells, which is a bug.
pub fn csv(changes: &[Change], changed_on: &str) -> Result<Vec<u8>, csv::Error> {
    let Some(table) = table("changes") else { return Ok(Vec::new()) };
    let rows = changes.iter().zip(1_u64..).map(|(change, number)| {
        let owner = change.subject_id.split('-').next().unwrap_or_default();
        let id = format!("{}-{owner}-{number:04}", changed_on.replace('-', ""));
        let cells = table.columns.iter().map(|column| match column.name {
            "id" => id.as_str(),
            "changed_on" => changed_on,
            "change_type" => change.change_type,
            "subject_id" => &change.subject_id,
            "field" => change.field.map_or("", |column| column.name),
            "before" => &change.before,
            "after" => &change.after,
            "source_id" => &change.source_id,
            _ => "",
        });
        Row::new(table, number + 1, cells)
    });
    csv_of(table, &rows.collect::<Vec<_>>())
}
