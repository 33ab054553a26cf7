//! Builder of a series, and assertions.

use rust_decimal::Decimal;

use crate::domain::progress::{
    Comparator, Direction, Kind, Mode, Moment, Point, Progress, Reason, Series, Status, TOTAL, Value, assess,
};

pub(super) fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// Builder of a series.
#[derive(Clone)]
pub(super) struct Case {
    pub(super) direction: Direction,
    pub(super) points: Vec<Point>,
}

impl Case {
    pub(super) fn new(direction: Direction) -> Self {
        Self { direction, points: Vec::new() }
    }

    pub(super) fn point(
        mut self,
        kind: Kind,
        year: Option<i32>,
        value: Value,
        change: impl FnOnce(&mut Point),
    ) -> Self {
        let mut point = Point {
            kind,
            breakdown: TOTAL.to_owned(),
            fiscal_year: year,
            value,
            comparator: None,
            set_in: None,
            superseded_in: None,
            revision: 1,
            breaks: false,
        };
        change(&mut point);
        self.points.push(point);
        self
    }

    pub(super) fn baseline(self, year: impl Into<Option<i32>>, value: &str) -> Self {
        self.point(Kind::Baseline, year.into(), Value::Number(decimal(value)), |_| {})
    }

    pub(super) fn target(self, year: impl Into<Option<i32>>, value: &str, comparator: Option<Comparator>) -> Self {
        self.point(Kind::Target, year.into(), Value::Number(decimal(value)), |point| point.comparator = comparator)
    }

    pub(super) fn actual(self, year: i32, value: &str) -> Self {
        self.point(Kind::Actual, Some(year), Value::Number(decimal(value)), |_| {})
    }

    pub(super) fn at(&self, moment: Moment) -> Progress {
        assess(&Series { direction: self.direction, plan_start: Some(2022), points: &self.points }, moment)
    }

    pub(super) fn latest(&self) -> Progress {
        self.at(Moment::Latest)
    }
}

/// The rounded attainment and the year of its target.
pub(super) fn attained(outcome: &Progress) -> (String, Option<i32>) {
    let attainment = outcome.attainment.unwrap();
    (rounded(Some(attainment.ratio)), attainment.target_fiscal_year)
}

pub(super) fn rounded(number: Option<Decimal>) -> String {
    number.map(|number| number.round_dp(3).normalize().to_string()).unwrap_or_default()
}

pub(super) fn assert_linear(outcome: &Progress, status: Status, progress: &str, expected: &str) {
    assert_eq!(outcome.status, status, "{outcome:?}");
    assert_eq!(outcome.mode, Some(Mode::Linear));
    assert_eq!((rounded(outcome.progress).as_str(), rounded(outcome.expected).as_str()), (progress, expected));
}

pub(super) fn reason(outcome: &Progress) -> Reason {
    assert_eq!(outcome.status, Status::NotAssessable, "{outcome:?}");
    outcome.reason.expect("a reason")
}
