//! Messages of `tassei check`: Japanese messages use the labels of the workbook, not codes that it does not contain.

use std::collections::HashSet;
use std::mem::discriminant;

use tassei::dataset::fault::{Fault, YearReason};
use tassei::dataset::{Finding, Location, Severity};
use tassei::language::Language;

use crate::Plain;
use crate::support::folder;

pub(crate) const TESTS: &[(&str, Plain)] = &[
    ("Japanese messages about a workbook contain no codes or physical names", workbook_messages_use_labels),
    ("Japanese messages about a CSV file contain labels and codes", csv_messages_have_codes),
];

/// Returns one fault of each variant.
#[expect(clippy::too_many_lines, reason = "one line for each variant")]
fn all_faults() -> Vec<Fault> {
    let text = |text: &str| text.to_owned();
    vec![
        Fault::Unreadable { reason: text("許可がありません") },
        Fault::TooLarge { bytes: 67_108_865, limit: 67_108_864 },
        Fault::UnsupportedInput,
        Fault::BrokenArchive { reason: text("暗号化されています") },
        Fault::TooManyEntries { entries: 1_001, limit: 1_000 },
        Fault::UnknownEncoding { line: 3 },
        Fault::OtherEncoding { name: "Shift_JIS" },
        Fault::SheetSkipped,
        Fault::CellError { error: text("#REF!") },
        Fault::CellOutOfRange,
        Fault::FormulaCell,
        Fault::Normalised { from: text("４，８１５"), to: text("4815"), more: 2 },
        Fault::FilledByDefault { cell: text("990019"), more: 17 },
        Fault::ExamplesSkipped { count: 12 },
        Fault::ExampleEdited,
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
        Fault::InvalidEscape,
        Fault::CellTooLong { limit: 20_000 },
        Fault::TooManyRows { limit: 1_000_000 },
        Fault::TooManyRowsPerParent { limit: 50_000 },
        Fault::StagingFailed { reason: text("空きがありません") },
        Fault::ComparatorMissing { word: "以上", code: ">=" },
        Fault::LaterThanLastReport { through: 2023 },
        Fault::SurroundingSpace,
        Fault::RequiredBlank,
        Fault::NotANumber { cell: text("6,000件") },
        Fault::NotAnInteger { cell: text("一") },
        Fault::NotAFiscalYear {
            cell: text("平成99年度"),
            reason: YearReason::Era { name: "平成", western: (1989, 2019) },
        },
        Fault::NotADate { cell: text("2023-02-30") },
        Fault::NotAMonthOrDate { cell: text("春") },
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
        Fault::GovernmentRowCount { rows: 0 },
        Fault::GovernmentRowCount { rows: 2 },
        Fault::AreaCode { cell: text("07204"), expected: text("07203") },
        Fault::IdPrefix { id: text("1-3"), prefix: text("072036-") },
        Fault::RepeatedId { id: text("072036-1"), first_line: 4 },
        Fault::RepeatedKey { columns: text("取組ID・年度・区分番号"), first_line: 4 },
        Fault::UnknownReference { id: text("072036-1"), table: "indicators", nearest: Some(text("072036-2")) },
        Fault::Cycle { id: text("072036-1") },
        Fault::TooDeep { id: text("072036-1") },
        Fault::OtherPlan { id: text("072036-1") },
        Fault::GivenWithoutValue,
        Fault::ValueWithoutGiven { status: text("not_set") },
        Fault::YearMissing { basis: text("printed") },
        Fault::YearWithoutBasis,
        Fault::NoHigherRevision { revision: 2 },
        Fault::RevisionGap { revision: 2 },
        Fault::RevisionYearsOfOtherKind { kind: text("actual") },
        Fault::UnknownBreakdown { code: text("072036") },
        Fault::DimensionMissing,
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
        Fault::AboveHundredPercent { value: text("823") },
        Fault::SumMismatch { sum: text("3456"), total: text("3455") },
        Fault::TopicMemberReference,
        Fault::Semicolon,
        Fault::PartBelowOne,
        Fault::NotAnSdgTarget { cell: text("17") },
        Fault::ValueOfOtherType { value_type: text("date") },
        Fault::RevisionWithoutYear { revision: 2 },
        Fault::SupersededWithoutYear { revision: 2 },
        Fault::RevisionYears { last: 2025, set: 2025 },
        Fault::ReprintWithoutReason,
        Fault::RatioMismatch { printed: text("73.5"), ratio: text("53.51") },
        Fault::DuplicateTable { other: text("取組") },
        Fault::NoActual { plan_through: 2023 },
        Fault::SimilarDepartmentName { other: text("市民課") },
    ]
}

fn message(fault: Fault, file: &str) -> String {
    let location = Location { file: file.to_owned(), ..Location::default() };
    Finding { severity: Severity::Error, location, fault }.message(Language::Ja)
}

fn workbook_messages_use_labels() {
    // Names of programs and files, and texts that cells contain literally.
    const ALLOWED: [&str; 19] = [
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
    let source = std::fs::read_to_string(folder("src/dataset/fault/catalogue.rs")).expect("the source");
    let variants = source.split("pub enum Fault {").nth(1).expect("the enum").lines().skip(1);
    let variants = variants.take_while(|line| *line != "}").count();
    assert_eq!(all_faults().iter().map(discriminant).collect::<HashSet<_>>().len(), variants, "a variant is missing");
    let mut with_codes = Vec::new();
    for fault in all_faults() {
        // Cells of tags contain codes in workbooks too.
        if matches!(fault, Fault::TagCode { .. }) {
            continue;
        }
        let message = message(fault, "観測値");
        let rest = ALLOWED.iter().fold(message.clone(), |rest, allowed| rest.replace(allowed, ""));
        if rest.contains(|letter: char| letter.is_ascii_lowercase() || letter == '_') {
            with_codes.push(message);
        }
    }
    assert!(with_codes.is_empty(), "{}", with_codes.join("\n"));
}

fn csv_messages_have_codes() {
    let text = message(Fault::RoleWithoutTarget, "072036_indicators.csv");
    assert!(
        text.contains("役割が「目標指標」（target）なのに") && text.contains("「参考指標」（monitoring）"),
        "{text}"
    );
    let text = message(
        Fault::TagCode { code: "17.8".into(), scheme: "goless".into(), allowed: "counterless, cashless".into() },
        "取組の分類",
    );
    assert!(
        text.contains("体系「5レス」") && text.contains("counterless（カウンターレス）、cashless（キャッシュレス）"),
        "{text}"
    );
}
