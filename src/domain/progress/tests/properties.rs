//! Properties of arbitrary series.

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::case::Case;
use crate::domain::progress::Comparator::{AtLeast, AtMost};
use crate::domain::progress::Direction::{Decrease, Increase, Maintain, Unspecified};
use crate::domain::progress::{Comparator, Direction, Kind, Mode, Moment, Point, Series, Status, TOTAL, Value, assess};

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
