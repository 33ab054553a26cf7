//! The kinds of rows that are searched, with the columns searched of each.

/// A kind of row that a search can find.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SearchSubject {
    /// A measure.
    Measure,
    /// An indicator.
    Indicator,
    /// An achievement.
    Achievement,
}

impl SearchSubject {
    /// All kinds, in the order of equally good hits.
    pub const ALL: [Self; 3] = [Self::Measure, Self::Indicator, Self::Achievement];

    /// Returns the code that is stored and served.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Measure => "measure",
            Self::Indicator => "indicator",
            Self::Achievement => "achievement",
        }
    }

    /// Returns the kind with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|subject| subject.code() == code)
    }

    /// Returns the name of its table.
    pub const fn table(self) -> &'static str {
        match self {
            Self::Measure => "measures",
            Self::Indicator => "indicators",
            Self::Achievement => "achievements",
        }
    }

    /// Returns the columns that are searched besides the name, in the order in which an excerpt is taken from them.
    /// `lead_departments`, `related_departments` and `measure_name` are derived columns.
    pub const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Measure => &[
                "former_name",
                "overview",
                "current_issues",
                "approach",
                "desired_state",
                "lead_departments",
                "related_departments",
            ],
            Self::Indicator => &["measure_name", "definition"],
            Self::Achievement => &["planned", "target_text", "result", "review", "rating"],
        }
    }

    /// Returns the key that orders equally good hits: by kind, then government, then id (`ordinal` counts the ids of
    /// one kind and government). It depends on the content alone, so that two instances agree.
    pub fn sort_key(self, localgov_code: &str, ordinal: usize) -> i64 {
        let code: i64 = localgov_code.parse().unwrap_or(0);
        let ordinal = i64::try_from(ordinal).unwrap_or(i64::MAX) & 0xff_ffff;
        self.sort_keys().start | (code << 24) | ordinal
    }

    /// Returns the sort keys of all rows of this kind.
    pub const fn sort_keys(self) -> std::ops::Range<i64> {
        let number = self as i64;
        (number << 44)..((number + 1) << 44)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sort_key_orders_by_subject_then_government_then_ordinal() {
        let keys = [
            SearchSubject::Measure.sort_key("011002", 0),
            SearchSubject::Measure.sort_key("011002", 1),
            SearchSubject::Measure.sort_key("472018", 0),
            SearchSubject::Indicator.sort_key("011002", 0),
            SearchSubject::Achievement.sort_key("011002", 0),
        ];
        assert!(keys.is_sorted() && keys.iter().all(|key| *key >= 0));
        let largest = SearchSubject::Measure.sort_key("999999", usize::MAX);
        assert!(SearchSubject::Measure.sort_keys().contains(&largest));
        assert_eq!(SearchSubject::Measure.sort_keys().end, SearchSubject::Indicator.sort_keys().start);
    }
}
