//! What can be wrong with a dataset, and how to mend it. Knows `text` only.

mod messages;
mod years;

use crate::language::Language;

pub use years::YearReason;

/// What tables and codes are called in the Japanese sentences, in the words of the workbook: whoever tells a fault says
/// it, because `text` knows nobody. English sentences have the physical names and codes, as the API has them.
pub trait Labels {
    /// The table `name`; none if there is no such table.
    fn table(&self, name: &str) -> Option<String>;
    /// The code list `name`.
    fn list(&self, name: &str) -> Option<String>;
    /// The code `code` of the list `list`.
    fn code(&self, list: &str, code: &str) -> Option<String>;
    /// Whether they who read it see codes and physical names, as in a CSV: then these are said beside the words.
    fn has_codes(&self) -> bool;
}

/// Something wrong with a table, its file, a row or a cell. The place is told beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    Unreadable { reason: String },
    TooLarge { bytes: u64, limit: u64 },
    UnknownInput,
    BrokenArchive { reason: String },
    TooManyEntries { entries: usize, limit: usize },
    NoKnownEncoding { line: u64 },
    Encoding { name: &'static str },
    SheetPassedOver,
    CellError { error: String },
    CellFarOff,
    FormulaCell,
    Normalised { from: String, to: String, more: usize },
    Filled { cell: String, more: usize },
    ExamplesSkipped { count: usize },
    ExampleFilledIn,
    MoreFindings { count: usize },
    UnknownFile { nearest: Option<String> },
    NoTables,
    MissingFile { file: String },
    MissingSheet { sheet: &'static str },
    SeveralGovernments { codes: String },
    DatapackageUnreadable { reason: String },
    NewerProfile { found: String, known: u32 },
    EmptyFile,
    UnknownColumn { header: String, nearest: Option<String> },
    RepeatedColumn { header: String },
    MissingColumn { header: String, name: String },
    CellCount { found: usize, expected: usize },
    LineBreak,
    ControlCharacter { code: u32 },
    BadEscape,
    CellTooLong { limit: usize },
    TooManyRows { limit: u64 },
    TooManyOfOne { limit: u64 },
    NotStaged { reason: String },
    OuterSpace,
    Blank,
    NotANumber { cell: String },
    NotAnInteger { cell: String },
    NotAFiscalYear { cell: String, reason: YearReason },
    NotADate { cell: String },
    NotAPartialDate { cell: String },
    NotAnId { cell: String },
    NotABreakdownCode { cell: String },
    NotACode { cell: String, list: &'static str, allowed: String },
    CodeFiveDigits { cell: String },
    CodeNotSixDigits { cell: String },
    CodeCheckDigit { cell: String, expected: u32 },
    OtherGovernment { cell: String, expected: String },
    OtherName { cell: String, expected: String },
    OneGovernmentRow { rows: usize },
    AreaCode { cell: String, expected: String },
    IdPrefix { id: String, prefix: String },
    RepeatedId { id: String, first_line: u64 },
    RepeatedKey { columns: String, first_line: u64 },
    Dangling { id: String, table: &'static str, nearest: Option<String> },
    Cycle { id: String },
    TooDeep { id: String },
    OtherPlan { id: String },
    GivenWithoutValue,
    ValueWithoutGiven { status: String },
    YearBasis { basis: String },
    YearWithoutBasis,
    NoHigherRevision { revision: i32 },
    FirstRevisionMissing { revision: i32 },
    RevisionOfOtherKind { kind: String },
    NoSuchBreakdown { code: String },
    NoDimension,
    PeriodReversed,
    SpanReversed,
    IncrementWithoutBase,
    BreakWithoutReason,
    UnitMissing { value_type: String },
    ComparatorMissing { word: &'static str, code: &'static str },
    LaterThanReported { through: i32 },
    PercentUnit { unit_code: String },
    RoleWithoutTarget,
    TargetWithoutRole,
    TagCode { code: String, scheme: String, allowed: String },
    DoubtWithoutNote,
    TextWithoutOrigin,
    ReservedTotal,
    ValueNotInText { value: String, text: String },
    AboveDenominator { value: String, denominator: String },
    AboveHundred { value: String },
    SumOfParts { sum: String, total: String },
    MemberOfNeither,
    Semicolon,
    PartBelowOne,
    NotAnSdgTarget { cell: String },
    ValueOfOtherType { value_type: String },
    RevisionWithoutYear { revision: i32 },
    SupersededWithoutYear { revision: i32 },
    RevisionYears { last: i32, set: i32 },
    ReprintWithoutReason,
    RatioOfPair { printed: String, ratio: String },
    SameTableTwice { other: String },
    NoActualReported { plan_through: i32 },
    SpelledTwoWays { other: String },
}

impl Fault {
    /// What is wrong, and how to mend it.
    pub fn to(&self, language: Language, labels: &dyn Labels) -> String {
        let [ja, en] = self.both(labels);
        language.pick(ja, en)
    }
}

/// Characters of a cell that a sentence shows.
const SHOWN: usize = 80;

/// A cell as a sentence shows it: the beginning of a long one.
pub fn short(cell: &str) -> String {
    match cell.char_indices().nth(SHOWN) {
        Some((end, _)) => cell.get(..end).unwrap_or_default().to_owned() + "…",
        None => cell.to_owned(),
    }
}
