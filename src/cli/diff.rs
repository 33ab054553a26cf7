//! `tassei diff`: shows the changes between two versions of a dataset. `tassei import --dry-run` uses the same output.

use std::collections::BTreeMap;
use std::path::Path;

use super::{Failure, check, print};
use crate::config::{Diff, DiffFormat};
use crate::dataset::diff::{Change, Detail, changes, csv};
use crate::dataset::{Dataset, StagingError, describe_error};
use crate::language::Language;
use crate::model::codes::CHANGE_TYPE;

/// Maximum length of a value in characters.
const MAX_VALUE_CHARACTERS: usize = 40;

pub(super) fn run(settings: &Diff) -> Result<(), Failure> {
    let language = settings.lang;
    let failed = |error: StagingError| describe_error(&error, language);
    let read = |path: &Path| {
        check::read(&[path.to_owned()], language).map(|(dataset, _)| dataset).ok_or_else(|| {
            let path = path.display();
            language.pick(
                format!("{path} にエラーがあるため、比べられません。tassei check {path} で確かめてください。"),
                format!("{path} has errors and cannot be compared. Run tassei check {path} for details."),
            )
        })
    };
    let (old, new) = match settings.versions.as_slice() {
        [old, new] => (read(old)?, read(new)?),
        versions => {
            let new = read(versions.first().ok_or("no version was specified")?)?;
            (Dataset::empty(&new.id).map_err(failed)?, new)
        }
    };
    if old.id != new.id {
        return Err(language.pick(
            format!("別の団体のデータです（{} と {}）。", old.id, new.id),
            format!("The versions belong to different governments ({} and {}).", old.id, new.id),
        ));
    }
    let detail = if settings.format == DiffFormat::Csv { Detail::History } else { Detail::Rows };
    let events = changes(&old, &new, detail).map_err(failed)?;
    match settings.format {
        DiffFormat::Text => print(&format_changes(&events, language)),
        DiffFormat::Json => {
            let rows: Vec<serde_json::Value> = events.iter().map(json).collect();
            print(&serde_json::to_string_pretty(&rows).map_err(|error| error.to_string())?);
        }
        DiffFormat::Csv => {
            let bytes = csv(&events, &settings.changed_on.to_string()).map_err(|error| error.to_string())?;
            print(String::from_utf8_lossy(&bytes).trim_end());
        }
    }
    Ok(())
}

fn json(change: &Change) -> serde_json::Value {
    serde_json::json!({
        "change_type": change.change_type, "subject_id": change.subject_id, "field": change.field.map(|column| column.name),
        "before": change.before, "after": change.after, "source_id": change.source_id
    })
}

/// Formats changes as text: the number of each type, then one line each.
pub(super) fn format_changes(events: &[Change], language: Language) -> String {
    if events.is_empty() {
        return language.pick("変更はありません。", "No changes.").to_owned();
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for change in events {
        *counts.entry(change.change_type).or_default() += 1;
    }
    let label =
        |code: &str| CHANGE_TYPE.get(code).map_or_else(|| code.to_owned(), |code| code.label.to(language).to_owned());
    // In the order of the code list: plans before observations.
    let known = CHANGE_TYPE.values().filter_map(|code| Some((code, *counts.get(code)?)));
    let mut lines: Vec<String> = known
        .map(|(code, count)| {
            language
                .pick(format!("{}（{code}）: {count} 件", label(code)), format!("{} ({code}): {count}", label(code)))
        })
        .collect();
    lines.push(String::new());
    lines.extend(events.iter().map(|change| {
        let field = change.field.map_or(String::new(), |column| {
            language.pick(format!(" 「{}」", column.header), format!(" {}", column.name))
        });
        let format_value =
            |value: &str| quote(language.pick(change.field.map_or(value, |column| column.label_of(value)), value));
        let arrow = match (change.before.is_empty(), change.after.is_empty()) {
            (true, true) => String::new(),
            _ => format!(": {} → {}", format_value(&change.before), format_value(&change.after)),
        };
        format!("{} {}{field}{arrow}", label(change.change_type), change.subject_id)
    }));
    lines.join("\n")
}

/// Quotes a value, truncated and without line breaks; a blank value is `-`.
fn quote(value: &str) -> String {
    let line = value.replace('\n', " ");
    let short: String = line.chars().take(MAX_VALUE_CHARACTERS).collect();
    match (short.is_empty(), short.len() < line.len()) {
        (true, _) => "-".to_owned(),
        (false, true) => format!("「{short}…」"),
        (false, false) => format!("「{short}」"),
    }
}
