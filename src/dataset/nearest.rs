//! Spelling suggestions for messages.

/// Returns the candidate closest to a misspelt word, if one is close enough.
pub(super) fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut nearest = Nearest::to(word);
    candidates.for_each(|candidate| nearest.add(candidate));
    nearest.result()
}

/// Search for the candidate closest to a misspelt word.
pub(super) struct Nearest<'a> {
    word: &'a str,
    /// Maximum edit distance. Ids are long and similar: with more than two edits the suggestion would be another row.
    allowed: usize,
    best: Option<(usize, String)>,
}

impl<'a> Nearest<'a> {
    pub(super) fn to(word: &'a str) -> Self {
        Self { word, allowed: (word.chars().count() / 3).clamp(1, 2), best: None }
    }

    /// Adds a candidate.
    pub(super) fn add(&mut self, candidate: &str) {
        let distance = distance(self.word, candidate, self.allowed);
        let is_nearer = self.best.as_ref().is_none_or(|(best, word)| (distance, candidate) < (*best, word.as_str()));
        if distance <= self.allowed && is_nearer {
            self.best = Some((distance, candidate.to_owned()));
        }
    }

    /// Returns the closest candidate within the maximum distance.
    pub(super) fn result(self) -> Option<String> {
        self.best.map(|(_, word)| word)
    }
}

/// Returns the Levenshtein distance, or `limit + 1` if it is greater than `limit`.
fn distance(one: &str, two: &str, limit: usize) -> usize {
    // Ids share long prefixes and suffixes; skip them.
    let (one, two): (Vec<char>, Vec<char>) = (one.chars().collect(), two.chars().collect());
    let start = one.iter().zip(&two).take_while(|(left, right)| left == right).count();
    let (one, two) = (one.get(start..).unwrap_or_default(), two.get(start..).unwrap_or_default());
    let end = one.iter().rev().zip(two.iter().rev()).take_while(|(left, right)| left == right).count();
    let (one, two) = (one.get(..one.len() - end).unwrap_or_default(), two.get(..two.len() - end).unwrap_or_default());
    if one.len().abs_diff(two.len()) > limit {
        return limit + 1;
    }
    let mut previous: Vec<usize> = (0..=two.len()).collect();
    for (row, left) in one.iter().enumerate() {
        let mut corner = row;
        let mut last = row + 1;
        let mut next = vec![last];
        for (above, right) in previous.iter().skip(1).zip(two) {
            last = (corner + usize::from(left != right)).min(above + 1).min(last + 1);
            corner = *above;
            next.push(last);
        }
        // The minimum of a row never decreases.
        if next.iter().all(|distance| *distance > limit) {
            return limit + 1;
        }
        previous = next;
    }
    previous.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggestion_is_at_most_two_edits_away() {
        let known = || ["072036-gk-1-jikangai", "072036-gk-1-jikan", "072036-gk-2"].into_iter();
        let near = |word: &str| nearest(word, known());
        assert_eq!(near("072036-gk-1-jikangi").as_deref(), Some("072036-gk-1-jikangai"));
        assert_eq!(near("072036-kg-2").as_deref(), Some("072036-gk-2"));
        assert_eq!(near("072036-gk-9-other"), None);
        for (one, two, expected) in [("", "", 0), ("abc", "abc", 0), ("abc", "ab", 1), ("kitten", "sitting", 3)] {
            assert_eq!(distance(one, two, 5), expected, "{one} {two}");
        }
        assert_eq!(distance("kitten", "sitting", 2), 3);
    }
}
