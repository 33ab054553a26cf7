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
    let two: Vec<char> = two.chars().collect();
    let length = one.chars().count();
    if length.abs_diff(two.len()) > limit {
        return limit + 1;
    }
    let mut previous: Vec<usize> = (0..=two.len()).collect();
    for (row, left) in one.chars().enumerate() {
        let mut corner = row;
        let mut last = row + 1;
        let mut next = vec![last];
        for (above, right) in previous.iter().skip(1).zip(&two) {
            last = (corner + usize::from(left != *right)).min(above + 1).min(last + 1);
            corner = *above;
            next.push(last);
        }
        previous = next;
    }
    previous.last().copied().unwrap_or(0)
}
