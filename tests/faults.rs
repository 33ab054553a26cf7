//! What `tassei check` says to a clerk: the words of the workbook, never a code that stands nowhere in it.

use std::collections::HashSet;
use std::mem::discriminant;

use tassei::dataset::fault::{Fault, YearReason};
use tassei::dataset::{Finding, Place, Severity};
use tassei::language::Language;

use crate::Plain;
use crate::support::folder;

pub(crate) const TESTS: &[(&str, Plain)] = &[
    ("no sentence about a workbook has a code or a physical name in Japanese", words_of_the_workbook),
    ("a sentence about a CSV has the code beside the word", codes_beside_words),
];

/// One of each, with what it is met with.
#[expect(clippy::too_many_lines, reason = "one of each")]
fn all() -> Vec<Fault> {
    let text = |text: &str| text.to_owned();
    vec![
        Fault::Unreadable { reason: text("許可がありません") },
        Fault::TooLarge { bytes: 67_108_865, limit: 67_108_864 },
        Fault::UnknownInput,
        Fault::BrokenArchive { reason: text("暗号化されています") },
        Fault::TooManyEntries { entries: 1_001, limit: 1_000 },
        Fault::NoKnownEncoding { line: 3 },
        Fault::Encoding { name: "Shift_JIS" },
        Fault::SheetPassedOver,
        Fault::CellError { error: text("#REF!") },
        Fault::CellFarOff,
        Fault::FormulaCell,
        Fault::Normalised { from: text("４，８１５"), to: text("4815"), more: 2 },
        Fault::Filled { cell: text("990019"), more: 17 },
        Fault::ExamplesSkipped { count: 12 },
        Fault::ExampleFilledIn,
        Fault::MoreFindings { count: 12 },
        Fault::UnknownFile { nearest: Some(text("990019_measures.csv")) },
        Fault::NoTables,
        Fault::MissingSheet { sheet: "行動計画" },
        Fault::MissingFile { file: text("990019_actions.csv") },
        Fault::SeveralGovernments { codes: text("072036, 990019") },
        Fault::DatapackageUnreadable { reason: text("1行目") },
        Fault::NewerProfile { found: text("2"), known: 1 },
        Fault::EmptyFile,
        Fault::UnknownColumn { header: text("数字"), nearest: Some(text("数値")) },
        Fault::RepeatedColumn { header: text("値") },
        Fault::MissingColumn { header: text("原文"), name: text("value_text") },
        Fault::CellCount { found: 30, expected: 31 },
        Fault::LineBreak,
        Fault::ControlCharacter { code: 7 },
        Fault::BadEscape,
        Fault::CellTooLong { limit: 20_000 },
        Fault::TooManyRows { limit: 1_000_000 },
        Fault::TooManyOfOne { limit: 50_000 },
        Fault::NotStaged { reason: text("空きがありません") },
        Fault::ComparatorMissing { word: "以上", code: ">=" },
        Fault::LaterThanReported { through: 2023 },
        Fault::OuterSpace,
        Fault::Blank,
        Fault::NotANumber { cell: text("6,000件") },
        Fault::NotAnInteger { cell: text("一") },
        Fault::NotAFiscalYear {
            cell: text("平成99年度"),
            reason: YearReason::Era { name: "平成", western: (1989, 2019) },
        },
        Fault::NotADate { cell: text("2023-02-30") },
        Fault::NotAPartialDate { cell: text("春") },
        Fault::NotAnId { cell: text("取組１") },
        Fault::NotABreakdownCode { cell: text("個人") },
        Fault::NotACode {
            cell: text("現状値"),
            list: "kind",
            allowed: text("baseline, target, actual, planned, illustrative"),
        },
        Fault::CodeFiveDigits { cell: text("72036") },
        Fault::CodeNotSixDigits { cell: text("郡山市") },
        Fault::CodeCheckDigit { cell: text("072037"), expected: 6 },
        Fault::OtherGovernment { cell: text("072044"), expected: text("072036") },
        Fault::OtherName { cell: text("いわき市"), expected: text("郡山市") },
        Fault::OneGovernmentRow { rows: 0 },
        Fault::OneGovernmentRow { rows: 2 },
        Fault::AreaCode { cell: text("07204"), expected: text("07203") },
        Fault::IdPrefix { id: text("1-3"), prefix: text("072036-") },
        Fault::RepeatedId { id: text("072036-1"), first_line: 4 },
        Fault::RepeatedKey { columns: text("取組ID・年度・区分番号"), first_line: 4 },
        Fault::Dangling { id: text("072036-1"), table: "indicators", nearest: Some(text("072036-2")) },
        Fault::Cycle { id: text("072036-1") },
        Fault::TooDeep { id: text("072036-1") },
        Fault::OtherPlan { id: text("072036-1") },
        Fault::GivenWithoutValue,
        Fault::ValueWithoutGiven { status: text("not_set") },
        Fault::YearBasis { basis: text("printed") },
        Fault::YearWithoutBasis,
        Fault::NoHigherRevision { revision: 2 },
        Fault::FirstRevisionMissing { revision: 2 },
        Fault::RevisionOfOtherKind { kind: text("actual") },
        Fault::NoSuchBreakdown { code: text("072036") },
        Fault::NoDimension,
        Fault::PeriodReversed,
        Fault::SpanReversed,
        Fault::IncrementWithoutBase,
        Fault::BreakWithoutReason,
        Fault::UnitMissing { value_type: text("number") },
        Fault::PercentUnit { unit_code: text("count") },
        Fault::RoleWithoutTarget,
        Fault::TargetWithoutRole,
        Fault::TagCode { code: text("17.8"), scheme: text("goless"), allowed: text("counterless, cashless") },
        Fault::DoubtWithoutNote,
        Fault::TextWithoutOrigin,
        Fault::ReservedTotal,
        Fault::ValueNotInText { value: text("0.823"), text: text("82.3％") },
        Fault::AboveDenominator { value: text("7"), denominator: text("6") },
        Fault::AboveHundred { value: text("823") },
        Fault::SumOfParts { sum: text("3456"), total: text("3455") },
        Fault::MemberOfNeither,
        Fault::Semicolon,
        Fault::PartBelowOne,
        Fault::NotAnSdgTarget { cell: text("17") },
        Fault::ValueOfOtherType { value_type: text("date") },
        Fault::RevisionWithoutYear { revision: 2 },
        Fault::SupersededWithoutYear { revision: 2 },
        Fault::RevisionYears { last: 2025, set: 2025 },
        Fault::ReprintWithoutReason,
        Fault::RatioOfPair { printed: text("73.5"), ratio: text("53.51") },
        Fault::SameTableTwice { other: text("取組") },
        Fault::NoActualReported { plan_through: 2023 },
        Fault::SpelledTwoWays { other: text("市民課") },
    ]
}

fn message(fault: Fault, file: &str) -> String {
    let place = Place { file: file.to_owned(), ..Place::default() };
    Finding { severity: Severity::Error, place, fault }.message(Language::Ja)
}

fn words_of_the_workbook() {
    // Names of programs and files, and words that stand in the cells themselves.
    const KNOWN: [&str; 19] = [
        "tassei",
        "datapackage.json",
        ".csv",
        ".zip",
        ".xlsx",
        ".xls",
        ".ods",
        "Shift_JIS",
        "UTF-8",
        "Excel",
        "JSON",
        "a-z",
        "\\n",
        "「n」",
        "_T",
        "SDGs",
        "4.a",
        "_actions",
        "_measures",
    ];
    let source = std::fs::read_to_string(folder("src/dataset/fault/mod.rs")).expect("the faults");
    let variants = source.split("pub enum Fault {").nth(1).expect("the faults").lines().skip(1);
    let variants = variants.take_while(|line| *line != "}").count();
    assert_eq!(all().iter().map(discriminant).collect::<HashSet<_>>().len(), variants, "a fault is not tried here");
    let mut bare = Vec::new();
    for fault in all() {
        // The codes of tags stand in their cells as they are: nothing is chosen from a list there.
        if matches!(fault, Fault::TagCode { .. }) {
            continue;
        }
        let said = message(fault, "観測値");
        let rest = KNOWN.iter().fold(said.clone(), |rest, known| rest.replace(known, ""));
        if rest.contains(|letter: char| letter.is_ascii_lowercase() || letter == '_') {
            bare.push(said);
        }
    }
    assert!(bare.is_empty(), "{}", bare.join("\n"));
}

fn codes_beside_words() {
    let said = message(Fault::RoleWithoutTarget, "072036_indicators.csv");
    assert!(
        said.contains("役割が「目標指標」（target）なのに") && said.contains("「参考指標」（monitoring）"),
        "{said}"
    );
    let said = message(
        Fault::TagCode { code: "17.8".into(), scheme: "goless".into(), allowed: "counterless, cashless".into() },
        "取組の分類",
    );
    assert!(
        said.contains("体系「5レス」") && said.contains("counterless（カウンターレス）、cashless（キャッシュレス）"),
        "{said}"
    );
}
