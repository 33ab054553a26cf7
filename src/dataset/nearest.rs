//! The known word that a misspelt one is nearest to, for messages. Knows nobody.

/// Of the known words the nearest to a misspelt one, if it is near at all.
pub(super) fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut nearest = Nearest::to(word);
    known.for_each(|candidate| nearest.see(candidate));
    nearest.found()
}

/// Looks for the word nearest to a misspelt one.
pub(super) struct Nearest<'a> {
    word: &'a str,
    /// Ids are long and alike: more than two slips would point to another row.
    allowed: usize,
    best: Option<(usize, String)>,
}

impl<'a> Nearest<'a> {
    /// Looks for the one nearest to `word`.
    pub(super) fn to(word: &'a str) -> Self {
        Self { word, allowed: (word.chars().count() / 3).clamp(1, 2), best: None }
    }

    /// Looks at a word that there is.
    pub(super) fn see(&mut self, candidate: &str) {
        let distance = distance(self.word, candidate, self.allowed);
        let is_nearer = self.best.as_ref().is_none_or(|(best, word)| (distance, candidate) < (*best, word.as_str()));
        if distance <= self.allowed && is_nearer {
            self.best = Some((distance, candidate.to_owned()));
        }
    }

    /// The nearest, if it is near at all.
    pub(super) fn found(self) -> Option<String> {
        self.best.map(|(_, word)| word)
    }
}

/// Levenshtein distance; anything over `limit` counts as `limit + 1`.
fn distance(one: &str, two: &str, limit: usize) -> usize {
    // Ids share long beginnings and ends, in which nothing is to be mended.
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
        // It only grows from row to row.
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
    fn the_nearest_word_is_at_most_two_slips_away() {
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
