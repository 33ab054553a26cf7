//! Rules of ids, unique keys, references and trees.

use std::collections::HashMap;

use super::checker::{Checker, Result};
use crate::dataset::fault::Fault;
use crate::dataset::tables::Rows;
use crate::domain::similarity::Nearest;
use crate::model::Kind;
use crate::model::limits;

/// Maximum number of unknown ids of a column for which a suggestion is searched, which compares them with all ids.
const MAX_SUGGESTIONS: usize = 20;

impl Checker<'_> {
    /// Ids are unique.
    pub(super) fn ids(&mut self, rows: Rows<'_>) -> Result {
        let mut first: Option<(String, u64)> = None;
        rows.for_each_key(&["id"], |cells, line| {
            let id = cells.first().copied().unwrap_or_default();
            match &first {
                _ if id.is_empty() => {}
                Some((known, first_line)) if known == id => {
                    let fault = Fault::RepeatedId { id: id.to_owned(), first_line: *first_line };
                    self.error_at(rows, line, "id", fault);
                }
                _ => first = Some((id.to_owned(), line)),
            }
            Ok(())
        })
    }

    /// The unique keys of the table are unique.
    pub(super) fn unique_keys(&mut self, rows: Rows<'_>) -> Result {
        for key in rows.table.unique {
            let mut first: Option<(Vec<String>, u64)> = None;
            rows.for_each_key(key, |cells, line| {
                match &first {
                    _ if cells.iter().all(|cell| cell.is_empty()) => {}
                    Some((known, first_line)) if known == cells => {
                        let header =
                            |name: &&'static str| rows.table.column(name).map_or(*name, |column| column.header);
                        let columns = key.iter().map(header).collect::<Vec<_>>().join("・");
                        let fault = Fault::RepeatedKey { columns, first_line: *first_line };
                        self.error_at(rows, line, key.last().copied().unwrap_or("id"), fault);
                    }
                    _ => first = Some((cells.iter().map(|cell| (*cell).to_owned()).collect(), line)),
                }
                Ok(())
            })?;
        }
        Ok(())
    }

    /// References exist, and no more rows refer to an indicator or a measure than are allowed.
    pub(super) fn references(&mut self, rows: Rows<'_>) -> Result {
        for column in rows.table.columns {
            let Kind::Reference(target) = column.kind else { continue };
            // Shared tables refer to governments that may not be in this database; those tables are not in the dataset.
            let Some(known) = self.dataset.rows(target).filter(|known| !self.findings.is_unreadable(known.file()))
            else {
                continue;
            };
            self.references_of(rows, column.name, known)?;
        }
        Ok(())
    }

    fn references_of(&mut self, rows: Rows<'_>, column: &'static str, target: Rows<'_>) -> Result {
        let is_parent = matches!(column, "indicator_id" | "measure_id");
        // Equal ids are adjacent: each is looked up once.
        let mut last: Option<(String, Option<Fault>)> = None;
        let (mut unknown, mut count) = (0, 0);
        rows.for_each_key(&[column], |cells, line| {
            let id = cells.first().copied().unwrap_or_default();
            if last.as_ref().is_none_or(|(previous, _)| previous != id) {
                let is_known = id.is_empty() || target.find(id)?.is_some();
                let fault = if is_known {
                    None
                } else {
                    unknown += 1;
                    let nearest = if unknown <= MAX_SUGGESTIONS { nearest_id(id, target)? } else { None };
                    Some(Fault::UnknownReference { id: id.to_owned(), table: target.table.name, nearest })
                };
                last = Some((id.to_owned(), fault));
                count = 0;
            }
            count += 1;
            if is_parent && count > limits::ROWS_PER_PARENT && !id.is_empty() {
                if self.oversized.insert(id.to_owned()) {
                    let fault = Fault::TooManyRowsPerParent { limit: limits::ROWS_PER_PARENT };
                    self.error_at(rows, line, column, fault);
                }
                return Ok(());
            }
            if let Some((_, Some(fault))) = &last {
                self.error_at(rows, line, column, fault.clone());
            }
            Ok(())
        })
    }

    /// No row is its own ancestor.
    pub(super) fn cycles(&mut self, rows: Rows<'_>, parent_column: &str) -> Result {
        // Descendants of a cycle have no root either: remove leaves until only the cycles are left.
        let mut remaining: HashMap<String, (String, u64)> =
            rows.without_root(parent_column)?.into_iter().map(|(id, parent, line)| (id, (parent, line))).collect();
        let mut children: HashMap<String, usize> = HashMap::new();
        for (parent, _) in remaining.values() {
            *children.entry(parent.clone()).or_default() += 1;
        }
        let mut leaves: Vec<String> = remaining.keys().filter(|id| !children.contains_key(*id)).cloned().collect();
        while let Some(leaf) = leaves.pop() {
            let Some((parent, _)) = remaining.remove(&leaf) else { continue };
            if let Some(count) = children.get_mut(&parent) {
                *count -= 1;
                if *count == 0 {
                    leaves.push(parent);
                }
            }
        }
        for (id, (_, line)) in remaining {
            self.error_at(rows, line, parent_column, Fault::Cycle { id });
        }
        Ok(())
    }
}

/// Returns the id of a table closest to an unknown one.
fn nearest_id(id: &str, known: Rows<'_>) -> Result<Option<String>> {
    let mut nearest = Nearest::to(id);
    known.for_each_key(&["id"], |cells, _| {
        for candidate in cells {
            nearest.add(candidate);
        }
        Ok(())
    })?;
    Ok(nearest.result())
}
