//! Rules of departments.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

use super::checker::{Checker, Result};
use crate::dataset::fault::{Fault, excerpt};
use crate::dataset::tables::Rows;
use crate::domain::search_key;

impl Checker<'_> {
    /// Names that differ only in width, case, kana or spaces may be the same department.
    pub(super) fn departments(&mut self, rows: Rows<'_>) -> Result {
        // Keep only hashes in memory: names may be long.
        let hasher = RandomState::new();
        let hash = |text: &str| hasher.hash_one(text);
        let mut known: HashMap<u64, (u64, String)> = HashMap::new();
        for row in rows.iter() {
            let row = row?;
            let name = row.get("name");
            let key: String = search_key(name).split_whitespace().collect();
            match known.get(&hash(&key)) {
                Some((other, id)) if *other != hash(name) => {
                    let other = self.dataset.find("departments", id)?;
                    let other = other.map_or(String::new(), |other| excerpt(other.get("name")));
                    self.warn(&row, "name", Fault::SimilarDepartmentName { other });
                }
                _ => drop(known.insert(hash(&key), (hash(name), row.get("id").to_owned()))),
            }
        }
        Ok(())
    }
}
