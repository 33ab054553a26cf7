//! Special cases of the rules.

use super::case::{Case, decimal, reason};
use crate::domain::progress::Comparator::AtMost;
use crate::domain::progress::Direction::{Increase, Maintain, Unspecified};
use crate::domain::progress::{Kind, Moment, Reason, Status, Value};

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
