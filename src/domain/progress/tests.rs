//! The sixteen worked examples of the rules, and properties of arbitrary series.

use proptest::prelude::*;

use rust_decimal::Decimal;

use super::*;

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// Builder of a series.
#[derive(Clone)]
struct Case {
    direction: Direction,
    points: Vec<Point>,
}

impl Case {
    fn new(direction: Direction) -> Self {
        Self { direction, points: Vec::new() }
    }

    fn point(mut self, kind: Kind, year: Option<i32>, value: Value, change: impl FnOnce(&mut Point)) -> Self {
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

    fn baseline(self, year: impl Into<Option<i32>>, value: &str) -> Self {
        self.point(Kind::Baseline, year.into(), Value::Number(decimal(value)), |_| {})
    }

    fn target(self, year: impl Into<Option<i32>>, value: &str, comparator: Option<Comparator>) -> Self {
        self.point(Kind::Target, year.into(), Value::Number(decimal(value)), |point| point.comparator = comparator)
    }

    fn actual(self, year: i32, value: &str) -> Self {
        self.point(Kind::Actual, Some(year), Value::Number(decimal(value)), |_| {})
    }

    fn at(&self, moment: Moment) -> Progress {
        assess(&Series { direction: self.direction, plan_start: Some(2022), points: &self.points }, moment)
    }

    fn latest(&self) -> Progress {
        self.at(Moment::Latest)
    }
}

fn rounded(number: Option<Decimal>) -> String {
    number.map(|number| number.round_dp(3).normalize().to_string()).unwrap_or_default()
}

fn assert_linear(outcome: &Progress, status: Status, progress: &str, expected: &str) {
    assert_eq!(outcome.status, status, "{outcome:?}");
    assert_eq!(outcome.mode, Some(Mode::Linear));
    assert_eq!((rounded(outcome.progress).as_str(), rounded(outcome.expected).as_str()), (progress, expected));
}

fn reason(outcome: &Progress) -> Reason {
    assert_eq!(outcome.status, Status::NotAssessable, "{outcome:?}");
    outcome.reason.expect("a reason")
}

use Comparator::{AtLeast, AtMost};
use Direction::{Decrease, Increase, Maintain, Unspecified};

#[test]
fn example_1_online_procedures_are_on_track() {
    let case = Case::new(Increase).baseline(2021, "29381").target(2025, "70000", None).actual(2022, "47657");
    let outcome = case.actual(2023, "50752").latest();
    assert_linear(&outcome, Status::OnTrack, "0.526", "0.5");
    assert_eq!(rounded(outcome.attainment), "0.725");
    assert_eq!((outcome.met_now, outcome.target_due), (Some(false), Some(false)));
}

#[test]
fn example_2_superseded_target_applies_to_its_years() {
    let case = Case::new(Increase)
        .baseline(2021, "26171")
        .point(Kind::Target, Some(2025), Value::Number(decimal("30000")), |target| target.superseded_in = Some(2022))
        .point(Kind::Target, Some(2025), Value::Number(decimal("100000")), |target| {
            target.set_in = Some(2023);
            target.revision = 2;
        })
        .actual(2022, "42182")
        .actual(2023, "69940");
    for moment in [Moment::Year(2022), Moment::AsOf(2022)] {
        let then = case.at(moment);
        assert_eq!((then.status, then.target_due), (Status::Achieved, Some(false)), "{moment:?}");
        assert_eq!(then.target.unwrap().value, Value::Number(decimal("30000")));
    }
    assert_linear(&case.latest(), Status::OnTrack, "0.593", "0.5");
}

#[test]
fn example_3_baseline_beyond_the_target() {
    let case = Case::new(Increase).baseline(2021, "8").target(2025, "2", None);
    let outcome = case.clone().actual(2023, "13").latest();
    assert_eq!((outcome.status, outcome.mode, outcome.met_now), (Status::OnTrack, Some(Mode::Hold), Some(true)));
    assert_eq!(outcome.progress, None);
    assert_eq!(case.actual(2023, "1").latest().status, Status::Regressed);
}

#[test]
fn example_4_kept_level_is_achieved_in_the_due_year() {
    let case = Case::new(Increase).baseline(2021, "89.4").target(2025, "85", Some(AtLeast));
    assert_eq!(case.clone().actual(2023, "89.0").latest().status, Status::OnTrack);
    assert_eq!(case.clone().actual(2025, "89.0").latest().status, Status::Achieved);
    assert_eq!(case.actual(2023, "84").latest().status, Status::Regressed);
}

#[test]
fn example_5_baseline_equal_to_the_target() {
    let case = Case::new(Decrease).baseline(2021, "1.05").target(2025, "1.05", Some(AtMost));
    assert_eq!(case.clone().actual(2023, "1.04").latest().status, Status::OnTrack);
    assert_eq!(case.actual(2023, "1.06").latest().status, Status::Regressed);
}

#[test]
fn example_6_without_baseline_only_the_due_year_is_assessable() {
    let case = Case::new(Increase).target(2025, "25000", None);
    let outcome = case.clone().actual(2023, "5576").latest();
    assert_eq!(reason(&outcome), Reason::NoBaseline);
    assert_eq!(outcome.met_now, Some(false));
    assert_eq!(case.clone().actual(2025, "25000").latest().status, Status::Achieved);
    assert_eq!(case.actual(2025, "24999").latest().status, Status::Missed);
}

#[test]
fn example_7_decrease() {
    let case = Case::new(Decrease).baseline(2021, "19.6").target(2025, "15.3", None);
    let case = case.actual(2022, "15.9").actual(2023, "7.2");
    assert_linear(&case.at(Moment::Year(2022)), Status::OnTrack, "0.86", "0.25");
    let outcome = case.latest();
    assert_eq!((outcome.status, outcome.target_due), (Status::Achieved, Some(false)));
}

#[test]
fn example_8_break_in_series() {
    let case = Case::new(Increase).baseline(2021, "177").target(2025, "260", None);
    let case = case.point(Kind::Actual, Some(2023), Value::Number(decimal("285")), |point| point.breaks = true);
    let outcome = case.latest();
    assert_eq!(reason(&outcome), Reason::BreakInSeries);
    assert_eq!(outcome.met_now, Some(true));
}

#[test]
fn target_set_after_a_break_is_assessed_without_baseline() {
    let series = |actual: &str| {
        Case::new(Increase)
            .baseline(2021, "177")
            .point(Kind::Target, Some(2025), Value::Number(decimal("300")), |point| point.set_in = Some(2024))
            .point(Kind::Actual, Some(2023), Value::Number(decimal("285")), |point| point.breaks = true)
            .actual(2024, actual)
            .latest()
    };
    assert_eq!(series("301").status, Status::Achieved);
    assert_eq!(reason(&series("299")), Reason::BreakInSeries);
}

#[test]
fn example_9_breakdown_mismatch() {
    let case = Case::new(Increase).baseline(2021, "58.0").target(2025, "65.0", None);
    let case = case.point(Kind::Actual, Some(2023), Value::Number(decimal("57.0")), |point| {
        "kojin".clone_into(&mut point.breakdown);
    });
    assert_eq!(reason(&case.latest()), Reason::BreakdownMismatch);
}

#[test]
fn example_10_annual_targets_without_baseline_year() {
    let case = |year: i32, actual: &str| {
        let targets = [(2025, "32.5"), (2026, "35.0"), (2027, "37.5"), (2028, "40.0"), (2029, "40.0")];
        let case = targets
            .iter()
            .fold(Case::new(Increase).baseline(None, "30.1"), |case, (year, value)| case.target(*year, value, None));
        case.actual(year, actual).latest()
    };
    assert_eq!((case(2025, "33.0").status, case(2025, "33.0").mode), (Status::OnTrack, Some(Mode::Annual)));
    assert_eq!(case(2025, "32.0").status, Status::Behind);
    assert_eq!(case(2025, "29.0").status, Status::Regressed);
    let early = case(2027, "40.0");
    assert_eq!((early.status, early.met_now), (Status::OnTrack, Some(true)));
}

#[test]
fn example_11_constant_annual_target() {
    let case = |year: i32, actual: &str| {
        let case = Case::new(Increase).baseline(None, "39");
        (2025..=2029).fold(case, |case, year| case.target(year, "40", None)).actual(year, actual).latest().status
    };
    assert_eq!([case(2025, "40"), case(2025, "41")], [Status::OnTrack; 2]);
    assert_eq!(case(2029, "41"), Status::Achieved);
    assert_eq!(case(2025, "39"), Status::Behind);
    assert_eq!(case(2025, "38"), Status::Regressed);
}

#[test]
fn example_12_target_of_zero() {
    let case = Case::new(Decrease).baseline(2023, "32");
    let case = (2025..=2029).fold(case, |case, year| case.target(year, "0", None));
    let outcome = case.clone().actual(2025, "10").latest();
    assert_eq!((outcome.status, outcome.mode), (Status::Behind, Some(Mode::Annual)));
    assert_eq!(outcome.attainment, None);
    assert_eq!(case.actual(2025, "0").latest().status, Status::OnTrack);
}

#[test]
fn example_13_current_revision_of_the_target() {
    let case = Case::new(Increase)
        .baseline(2021, "20.6")
        .point(Kind::Target, Some(2025), Value::Number(decimal("30")), |point| {
            point.comparator = Some(AtLeast);
            point.superseded_in = Some(2023);
        })
        .point(Kind::Target, Some(2025), Value::Number(decimal("85")), |point| {
            point.comparator = Some(AtLeast);
            point.set_in = Some(2024);
            point.revision = 2;
        })
        .actual(2023, "42.9");
    assert_linear(&case.latest(), Status::Behind, "0.346", "0.5");
    assert_eq!(case.at(Moment::Year(2023)).status, Status::Achieved, "the old target still applies to this year");
}

#[test]
fn example_14_no_progress_is_behind() {
    let case = Case::new(Increase).baseline(2021, "8").target(2025, "17", None);
    assert_linear(&case.actual(2023, "8").latest(), Status::Behind, "0", "0.5");
}

#[test]
fn example_15_worse_than_the_baseline_is_regressed() {
    let case = Case::new(Decrease).baseline(2021, "35.7").target(2025, "30", Some(AtMost));
    assert_linear(&case.actual(2023, "53.08").latest(), Status::Regressed, "-3.049", "0.5");
}

#[test]
fn example_16_kept_level() {
    let case = Case::new(Increase).baseline(2024, "11").target(2029, "11", None);
    assert_eq!(case.clone().actual(2025, "11").latest().status, Status::OnTrack);
    assert_eq!(case.actual(2025, "10").latest().status, Status::Regressed);
}

#[test]
fn every_reason_can_occur() {
    let textual = |case: Case| case.point(Kind::Target, Some(2025), Value::Text, |_| {});
    let increment =
        |case: Case, over| case.point(Kind::Target, Some(2026), Value::Increment { by: decimal("10"), over }, |_| {});
    let base = || Case::new(Increase).baseline(2021, "1");
    for (case, expected) in [
        (base().actual(2022, "2"), Reason::NoTarget),
        (textual(base()).actual(2022, "2"), Reason::TargetNotNumeric),
        (increment(base(), Some(2025)).actual(2024, "2"), Reason::IncrementBaseMissing),
        (base().target(2025, "9", None), Reason::NoActual),
        (
            base().target(2025, "9", None).point(Kind::Actual, Some(2022), Value::Discontinued, |_| {}),
            Reason::Discontinued,
        ),
        (base().target(2025, "9", None).point(Kind::Actual, Some(2022), Value::Text, |_| {}), Reason::ActualNotNumeric),
        (base().target(None, "9", None).actual(2022, "2"), Reason::TargetYearUnknown),
        (
            Case::new(Unspecified).baseline(2021, "1").target(2025, "9", None).actual(2022, "2"),
            Reason::DirectionUnknown,
        ),
        (
            Case::new(Increase).baseline(None, "1").target(2025, "9", None).actual(2022, "2"),
            Reason::BaselineYearUnknown,
        ),
        (base().target(2025, "9", None).actual(2021, "2"), Reason::NoActualAfterBaseline),
    ] {
        assert_eq!(reason(&case.latest()), expected);
    }
    assert_eq!(base().target(None, "9", None).actual(2022, "10").latest().met_now, Some(true));
}

#[test]
fn increment_is_added_to_the_actual_of_its_base_year() {
    let case = Case::new(Increase)
        .point(Kind::Target, Some(2026), Value::Increment { by: decimal("10"), over: Some(2025) }, |_| {})
        .actual(2025, "5");
    assert_eq!(case.clone().actual(2026, "15").latest().status, Status::Achieved);
    assert_eq!(case.actual(2026, "14").latest().status, Status::Missed);
}

#[test]
fn dates_are_compared_by_common_precision() {
    let case = |actual: &str| {
        Case::new(Unspecified)
            .point(Kind::Target, Some(2025), Value::Date("2025-08".into()), |point| point.comparator = Some(AtMost))
            .point(Kind::Actual, Some(2025), Value::Date(actual.into()), |_| {})
            .latest()
            .status
    };
    assert_eq!(case("2025-08-31"), Status::Achieved);
    assert_eq!(case("2025-09-01"), Status::Missed);
}

#[test]
fn break_before_the_plan_is_ignored() {
    let case = Case::new(Increase)
        .baseline(2019, "50")
        .point(Kind::Actual, Some(2020), Value::Number(decimal("40")), |point| point.breaks = true)
        .target(2023, "60", None)
        .actual(2023, "70");
    assert_eq!(case.latest().status, Status::Achieved);
}

#[test]
fn years_after_the_due_year_use_its_actual() {
    let case = Case::new(Increase).target(2023, "100", None).actual(2023, "100").actual(2024, "90");
    for moment in [Moment::Latest, Moment::Year(2024), Moment::AsOf(2024)] {
        assert_eq!(case.at(moment).status, Status::Achieved, "{moment:?}");
    }
}

#[test]
fn undated_and_textual_values_are_ignored() {
    let undated = Case::new(Increase).baseline(2021, "1").target(2025, "9", None);
    let undated = undated.point(Kind::Actual, None, Value::Number(decimal("5")), |_| {});
    assert_eq!(reason(&undated.latest()), Reason::NoActual);
    let textual = Case::new(Increase).point(Kind::Baseline, Some(2021), Value::Text, |_| {});
    assert_eq!(reason(&textual.target(2025, "9", None).actual(2022, "5").latest()), Reason::NoBaseline);
}

#[test]
fn textual_baseline_does_not_cause_regression() {
    let case = Case::new(Increase)
        .point(Kind::Baseline, Some(2024), Value::Text, |_| {})
        .target(2025, "10", None)
        .target(2026, "20", None);
    assert_eq!(case.actual(2025, "9").latest().status, Status::Behind);
}

#[test]
fn maintain_requires_the_same_value() {
    let case = Case::new(Maintain).baseline(2021, "5").target(2025, "5", None);
    assert_eq!(case.clone().actual(2022, "5").latest().status, Status::OnTrack);
    assert_eq!(case.actual(2022, "6").latest().status, Status::Regressed);
}

#[test]
fn due_year_uses_its_own_actual() {
    let case = Case::new(Increase).baseline(2021, "1").target(2025, "9", None);
    let case = case.actual(2025, "9").actual(2026, "3");
    assert_eq!(case.latest().status, Status::Achieved);
}

fn any_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        8 => (any::<i64>(), 0_u32..=28).prop_map(|(mantissa, scale)| Value::Number(Decimal::new(mantissa, scale))),
        1 => Just(Value::Number(Decimal::ZERO)),
        1 => Just(Value::Number(Decimal::MAX)),
        1 => Just(Value::Number(Decimal::MIN)),
        1 => Just(Value::Text),
        1 => Just(Value::Discontinued),
        1 => "20[0-9]{2}-[0-9]{2}".prop_map(Value::Date),
        1 => (any::<i32>(), prop::option::of(2018_i32..2030))
            .prop_map(|(by, over)| Value::Increment { by: by.into(), over }),
    ]
}

fn any_point() -> impl Strategy<Value = Point> {
    let kind = prop_oneof![Just(Kind::Baseline), Just(Kind::Target), Just(Kind::Actual)];
    let comparator = prop::option::of(prop_oneof![
        Just(AtLeast),
        Just(Comparator::MoreThan),
        Just(AtMost),
        Just(Comparator::LessThan),
        Just(Comparator::About)
    ]);
    let year = || prop::option::of(2018_i32..2030);
    (
        kind,
        prop_oneof![3 => Just(TOTAL), 1 => Just("a")],
        year(),
        any_value(),
        comparator,
        year(),
        year(),
        1..4,
        any::<bool>(),
    )
        .prop_map(|(kind, breakdown, fiscal_year, value, comparator, set_in, superseded_in, revision, breaks)| {
            Point {
                kind,
                breakdown: breakdown.to_owned(),
                fiscal_year,
                value,
                comparator,
                set_in,
                superseded_in,
                revision,
                breaks,
            }
        })
}

fn any_direction() -> impl Strategy<Value = Direction> {
    prop_oneof![Just(Increase), Just(Decrease), Just(Maintain), Just(Unspecified)]
}

fn any_moment() -> impl Strategy<Value = Moment> {
    prop_oneof![Just(Moment::Latest), (2018_i32..2030).prop_map(Moment::Year), (2018_i32..2030).prop_map(Moment::AsOf)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn every_series_has_either_a_status_or_a_reason(
        direction in any_direction(), points in prop::collection::vec(any_point(), 0..12), moment in any_moment()
    ) {
        let outcome = assess(&Series { direction, plan_start: None, points: &points }, moment);
        prop_assert_eq!(outcome.status == Status::NotAssessable, outcome.reason.is_some());
        prop_assert_eq!(outcome.status == Status::NotAssessable, outcome.mode.is_none() || outcome.reason.is_some());
        if outcome.status == Status::Achieved {
            prop_assert_eq!(outcome.met_now, Some(true));
        }
        if outcome.status == Status::Missed {
            prop_assert_eq!((outcome.met_now, outcome.target_due), (Some(false), Some(true)));
        }
        if outcome.mode == Some(Mode::Annual) {
            prop_assert!(outcome.annual_target.is_some());
        }
        if outcome.status == Status::NotAssessable {
            prop_assert_eq!(outcome.progress, None);
        }
    }

    #[test]
    fn progress_is_exact(
        from in -1_000_000_i64..1_000_000, way in 1_i64..1_000_000, part in -1_000_i64..1_000, scale in 0_u32..6
    ) {
        let number = |mantissa: i64| Decimal::new(mantissa, scale).to_string();
        // A multiple of 1,000, so that thousandths are exact.
        let way = way * 1_000;
        let case = Case::new(Increase)
            .baseline(2021, &number(from))
            .target(2025, &number(from + way), None)
            .actual(2023, &number(from + way / 1_000 * part));
        let outcome = case.latest();
        prop_assert_eq!(outcome.progress, Some(Decimal::new(part, 3)));
        let expected = if part < 0 { Status::Regressed } else if part < 500 { Status::Behind } else { Status::OnTrack };
        prop_assert_eq!(outcome.status, expected);
    }

    #[test]
    fn higher_is_never_worse_for_increase(
        baseline in -100_i32..100, target in -100_i32..100, actual in -100_i32..100, more in 0_i32..50
    ) {
        let rank = |actual: i32| {
            let case = Case::new(Increase).baseline(2021, &baseline.to_string()).target(2025, &target.to_string(), None);
            match case.actual(2023, &actual.to_string()).latest().status {
                Status::Regressed => 0,
                Status::Behind => 1,
                Status::OnTrack => 2,
                _ => 3,
            }
        };
        prop_assert!(rank(actual + more) >= rank(actual));
    }
}
