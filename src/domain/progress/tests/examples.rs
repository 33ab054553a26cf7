//! The sixteen worked examples of `docs/progress.md`.

use super::case::{Case, assert_linear, attained, decimal, reason};
use crate::domain::progress::Comparator::{AtLeast, AtMost};
use crate::domain::progress::Direction::{Decrease, Increase};
use crate::domain::progress::{Kind, Mode, Moment, Reason, Status, Value};

#[test]
fn example_1_online_procedures_are_on_track() {
    let case = Case::new(Increase).baseline(2021, "29381").target(2025, "70000", None).actual(2022, "47657");
    let outcome = case.actual(2023, "50752").latest();
    assert_linear(&outcome, Status::OnTrack, "0.526", "0.5");
    assert_eq!(attained(&outcome), ("0.725".to_owned(), Some(2025)));
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
    assert_eq!((outcome.progress, outcome.attainment), (None, None));
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
    assert_eq!(outcome.attainment, None);
}

#[test]
fn example_8_break_in_series() {
    let case = Case::new(Increase).baseline(2021, "177").target(2025, "260", None);
    let case = case.point(Kind::Actual, Some(2023), Value::Number(decimal("285")), |point| point.breaks = true);
    let outcome = case.latest();
    assert_eq!(reason(&outcome), Reason::BreakInSeries);
    assert_eq!((outcome.met_now, outcome.attainment), (Some(true), None));
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
    // Divided by the target of the same year, not by the final one.
    assert_eq!(attained(&case(2025, "33.0")), ("1.015".to_owned(), Some(2025)));
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
