//! How similar two words are: suggestions of what was probably meant, only where it is near.

use std::cmp::Reverse;

use super::search_key;

/// Returns the candidate nearest to a word that does not exist, if one is near.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let mut nearest = Nearest::to(word);
    candidates.into_iter().for_each(|candidate| nearest.add(candidate));
    nearest.result()
}

/// Search for the candidate nearest to a word that does not exist.
#[derive(Debug)]
pub struct Nearest<'a> {
    word: &'a str,
    /// Number of edits, the shared prefix, and the candidate itself for a stable choice.
    best: Option<(usize, Reverse<usize>, String)>,
}

impl<'a> Nearest<'a> {
    /// Starts the search.
    pub fn to(word: &'a str) -> Self {
        Self { word, best: None }
    }

    /// Adds a candidate.
    pub fn add(&mut self, candidate: &str) {
        let Some(edits) = edits_if_near(self.word, candidate) else { return };
        let rank = (edits, Reverse(shared_prefix(self.word, candidate)), candidate.to_owned());
        if self.best.as_ref().is_none_or(|best| rank < *best) {
            self.best = Some(rank);
        }
    }

    /// Returns the nearest candidate that is near.
    pub fn result(self) -> Option<String> {
        self.best.map(|(.., candidate)| candidate)
    }
}

/// Returns the number of edits that turn `word` into `candidate` where it is near: at most two, fewer in a short word, or
/// where one is the beginning of the other and at most a fifth is missing. Ids are long and alike: with more edits the
/// candidate would be another row.
pub fn edits_if_near(word: &str, candidate: &str) -> Option<usize> {
    let (length, other) = (word.chars().count(), candidate.chars().count());
    if (word.starts_with(candidate) || candidate.starts_with(word)) && length.min(other) * 5 >= length.max(other) * 4 {
        return Some(length.abs_diff(other));
    }
    let allowed = (length / 4).clamp(1, 2).min(length.saturating_sub(1));
    if length.abs_diff(other) > allowed {
        return None;
    }
    // Ids share long prefixes.
    let shared = shared_prefix(word, candidate);
    let edits = strsim::osa_distance(word.get(shared..)?, candidate.get(shared..)?);
    (edits <= allowed).then_some(edits)
}

/// Length of the common prefix, in bytes.
fn shared_prefix(one: &str, two: &str) -> usize {
    let equal = one.chars().zip(two.chars()).take_while(|(left, right)| left == right);
    equal.map(|(character, _)| character.len_utf8()).sum()
}

/// Returns at most `limit` names that are near `word`, the nearest first: names that contain it or are contained in it,
/// then those with few edits, then those that share most characters. Width, case and kana do not count.
pub fn nearest_names<'a>(word: &str, names: impl IntoIterator<Item = &'a str>, limit: usize) -> Vec<String> {
    let key = search_key(word);
    let near = names.into_iter().filter_map(|name| Some((distance_of_names(&key, &search_key(name))?, name)));
    let mut near: Vec<_> = near.collect();
    near.sort_unstable();
    near.dedup();
    near.into_iter().take(limit).map(|(_, name)| name.to_owned()).collect()
}

/// Ranks a name by its search key: how it is near, and how far within that; `None` where it is not near.
fn distance_of_names(word: &str, name: &str) -> Option<(u8, usize)> {
    let (length, other) = (word.chars().count(), name.chars().count());
    let (shorter, longer) = (length.min(other), length.max(other));
    if shorter >= 2 && (word.contains(name) || name.contains(word)) {
        return Some((0, longer - shorter));
    }
    let edits = strsim::osa_distance(word, name);
    if edits * 3 <= longer && edits < shorter {
        return Some((1, edits));
    }
    let mut unmatched: Vec<char> = name.chars().collect();
    let shared = word.chars().filter(|character| {
        let found = unmatched.iter().position(|other| other == character);
        found.map(|index| unmatched.swap_remove(index)).is_some()
    });
    let shared = shared.count();
    // Two thirds of the characters: nearly all departments end in 課, which says nothing.
    (shared * 3 >= shorter * 2 && shared * 2 >= longer && shared >= 2).then_some((2, length + other - 2 * shared))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_candidate_is_near_by_few_edits_or_where_the_end_is_missing() {
        for (word, candidate, expected) in [
            ("072036-gk2023", "072036-gk2022", Some(1)),
            ("072036-kg2022", "072036-gk2022", Some(1)),
            ("072037", "072036", Some(1)),
            ("indicatorss", "indicators", Some(1)),
            ("v2", "v1", Some(1)),
            ("072036-gk2022-1-3-1-dx-onl", "072036-gk2022-1-3-1-dx-online", Some(3)),
            ("same", "same", Some(0)),
            // Only the government, or only the plan, is the same.
            ("072036", "072036-gk2022", None),
            ("072036-gk2022", "072036-gk2022-1-3-1-dx-online", None),
            ("072036-gk2022", "072036-gk2022-1-1-1", None),
            ("072036-zz9999", "072036-gk2022", None),
            ("072036-gk2022-9-9-9-other", "072036-gk2022-1-3-1-dx-online", None),
            ("072037", "072044", None),
            ("zzz", "072036-gk2022", None),
            ("a", "b", None),
            ("", "a", None),
        ] {
            assert_eq!(edits_if_near(word, candidate), expected, "{word} {candidate}");
        }
    }

    #[test]
    fn the_nearest_candidate_has_the_fewest_edits_then_the_longest_shared_prefix() {
        let known = ["072036-gk-1-jikangai", "072036-gk-1-jikan", "072036-gk-2"];
        let near = |word: &str| nearest(word, known);
        assert_eq!(near("072036-gk-1-jikangi").as_deref(), Some("072036-gk-1-jikangai"));
        assert_eq!(near("072036-kg-2").as_deref(), Some("072036-gk-2"));
        assert_eq!(near("072036-gk-9-other"), None);
        assert_eq!(nearest("072037", ["012037", "072036"]).as_deref(), Some("072036"));
    }

    #[test]
    fn names_are_near_by_containment_then_edits_then_characters() {
        let departments =
            ["人事課", "職員課", "市民税課", "市民課", "ＤＸ戦略課", "総務部人事課", "情報政策課", "契約検査課"];
        for (word, expected) in [
            ("人事", &["人事課", "総務部人事課"][..]),
            ("市民課", &["市民課", "市民税課"]),
            ("市民窓口課", &["市民課", "市民税課"]),
            ("dx", &["ＤＸ戦略課"]),
            ("政策情報課", &["情報政策課"]),
            ("検査契約課", &["契約検査課"]),
            ("契約検査", &["契約検査課"]),
            // Nothing but 課 is shared.
            ("宇宙課", &[]),
            ("課", &[]),
            ("", &[]),
        ] {
            assert_eq!(nearest_names(word, departments, 5), expected, "{word}");
        }
        assert_eq!(nearest_names("課課", ["課課課", "課課課課"], 1), ["課課課"]);
        assert_eq!(nearest_names("fiscal_yaer", ["fiscal_year", "plan_id"], 1), ["fiscal_year"]);
        assert_eq!(nearest_names("wish", ["fields", "limit", "plan_id"], 1), [] as [String; 0]);
    }
}
