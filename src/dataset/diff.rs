//! What changed between two editions of a dataset, as typed events: the rows of the table `changes`. Knows the rows.

use super::write::csv_of;
use super::{Dataset, Row, Rows, StageError};
use crate::model::{Column, Table, table};

/// One thing that changed.
#[derive(Debug, Clone)]
pub struct Change {
    /// A code of `change_type`.
    pub change_type: &'static str,
    /// The row that changed.
    pub subject_id: String,
    /// The column that changed; none where the whole row came or went.
    pub field: Option<&'static Column>,
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

/// How much is told of what is new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Every row.
    Rows,
    /// As the history tells it: of a new plan itself alone, and of a new government its plans.
    History,
}

/// The events that lead from `old` to `new`, table by table, by id.
///
/// # Errors
/// [`StageError`].
pub fn changes(old: &Dataset, new: &Dataset, detail: Detail) -> Result<Vec<Change>, StageError> {
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
) -> Result<Vec<Change>, StageError> {
    let mut events = Vec::new();
    let is_new_government = old.government()?.is_none();
    for row in new.rows(table.name).into_iter().flat_map(Rows::iter) {
        let after = row?;
        match old.find(table.name, after.get("id"))? {
            None => {
                let is_told = detail == Detail::Rows
                    || table.name == "plans"
                    || !(is_new_government || comes_with_its_plan(&after, old, new)?);
                if is_told {
                    events.push(came(&after, old)?);
                }
            }
            Some(before) => {
                // The old target says when it was superseded: that is the revision, not a correction.
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
            let [_, went, _] = codes(table.name);
            events.push(Change { before: shown(&row), ..row_change(went, &row) });
        }
    }
    Ok(events)
}

/// Whether a row belongs to a plan that is new.
fn comes_with_its_plan(row: &Row, old: &Dataset, new: &Dataset) -> Result<bool, StageError> {
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

/// What a row says of itself in one cell.
fn shown(row: &Row) -> String {
    ["value_text", "name", "result", "planned", "new_id", "name_text", "code"]
        .into_iter()
        .map(|column| row.get(column))
        .find(|text| !text.is_empty())
        .unwrap_or_default()
        .to_owned()
}

/// The id of the revision that many away.
fn other_revision(row: &Row, away: i32) -> Option<String> {
    let revision = row.integer("revision")?;
    let stem = row.get("id").strip_suffix(&format!("-r{revision}"))?;
    Some(format!("{stem}-r{}", revision.checked_add(away)?))
}

fn came(row: &Row, old: &Dataset) -> Result<Change, StageError> {
    let [mut came, ..] = codes(row.table.name);
    let mut before = String::new();
    if row.table.name == "observations" {
        let last = other_revision(row, -1).map_or(Ok(None), |id| old.find("observations", &id))?;
        came = match (row.get("kind"), last) {
            ("target", Some(last)) => {
                before = shown(&last);
                "target_revised"
            }
            ("target", None) => "target_added",
            ("baseline", _) => "baseline_added",
            ("actual", _) => "actual_added",
            _ => "planned_added",
        };
    }
    Ok(Change { before, after: shown(row), ..row_change(came, row) })
}

fn field_changes(before: &Row, after: &Row, is_revised: bool, all: &mut Vec<Change>) {
    let table = after.table;
    for column in table.columns {
        let (was, is) = (before.get(column.name), after.get(column.name));
        let of_revision = ["superseded_in", "revision_reason", "revision_note", "note"].contains(&column.name);
        if was == is || column.name == "id" || (is_revised && of_revision) {
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

/// The events as the file of the table `changes`, as of the day they came into the dataset.
///
/// # Errors
/// When a row cannot be written: a fault of the program.
pub fn csv(changes: &[Change], changed_on: &str) -> Result<Vec<u8>, csv::Error> {
    let Some(table) = table("changes") else { return Ok(Vec::new()) };
    let rows = changes.iter().zip(1_u64..).map(|(change, number)| {
        let place = change.subject_id.split('-').next().unwrap_or_default();
        let id = format!("{}-{place}-{number:04}", changed_on.replace('-', ""));
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
