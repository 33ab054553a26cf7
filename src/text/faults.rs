//! What can be wrong with a dataset, and how to mend it: the sentences of `tassei check`. Knows `text` only.

use super::{Language, YearReason};

/// Something wrong with a table, its file, a row or a cell. The place is told beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is said in two languages below, with its fields")]
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
    ExampleSkipped,
    ExampleFilledIn,
    MoreFindings { count: usize },
    UnknownFile { expected: String },
    MissingFile { file: String },
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

fn or_nearest(nearest: Option<&String>) -> [String; 2] {
    nearest.map_or_else(<[String; 2]>::default, |near| {
        [format!("「{near}」のことではありませんか。"), format!(" Did you mean \"{near}\"?")]
    })
}

impl Fault {
    /// What is wrong, and how to mend it.
    pub fn to(&self, language: Language) -> String {
        let [ja, en] = self.both();
        language.pick(ja, en)
    }

    #[expect(clippy::too_many_lines, reason = "a catalogue: one arm a sentence")]
    fn both(&self) -> [String; 2] {
        match self {
            Self::Unreadable { reason } => [
                format!("読み込めません（{reason}）。ファイルの有無と読み取り権限を確かめてください。"),
                format!("cannot be read ({reason}). Check that the file is there and may be read."),
            ],
            Self::TooLarge { bytes, limit } => [
                format!("{bytes} バイトあり、上限の {limit} バイトを超えています。ファイルを分けるか、不要な行を除いてください。"),
                format!("has {bytes} bytes, over the limit of {limit}. Split it or remove what does not belong."),
            ],
            Self::UnknownInput => [
                "読み込めるのは、フォルダー1つ、.zip 1つ、.xlsx 1つ、または .csv ファイルです。.xls や .ods は .xlsx で保存し直してください。".into(),
                "is not what can be read: name one folder, one .zip, one .xlsx, or .csv files. Save an .xls or .ods as .xlsx.".into(),
            ],
            Self::BrokenArchive { reason } => [
                format!(".xlsx や .zip として開けません（{reason}）。パスワードを外し、.xlsx は Excel で保存し直してください。"),
                format!("cannot be opened as .xlsx or .zip ({reason}). Take its password away, or save the workbook anew."),
            ],
            Self::TooManyEntries { entries, limit } => [
                format!("書庫に {entries} 個のファイルがあり、上限の {limit} 個を超えています。一つの団体の表だけを入れてください。"),
                format!("the archive has {entries} files, over the limit of {limit}. Put in the tables of one government only."),
            ],
            Self::NoKnownEncoding { line } => [
                format!("{line} 行目に、UTF-8 でも Shift_JIS でもない文字があります。UTF-8 で保存し直してください。"),
                format!("line {line} is neither UTF-8 nor Shift_JIS. Save the file as UTF-8."),
            ],
            Self::Encoding { name } => [
                format!("{name} として読みました。"),
                format!("was read as {name}."),
            ],
            Self::SheetPassedOver => [
                "この名前の表はないので、シートを読み飛ばしました。".into(),
                "no table has this name; the sheet was passed over.".into(),
            ],
            Self::CellError { error } => [
                format!("セルが Excel のエラー {error} です。値を入れ直してください。"),
                format!("a cell holds the Excel error {error}. Enter its value."),
            ],
            Self::CellFarOff => [
                "表から遠く離れたセルに値があります。そのセルを消してください。".into(),
                "a cell far off the table holds something. Clear it.".into(),
            ],
            Self::FormulaCell => [
                "数式のセルがあり、保存されていた計算結果を読みました。値に置き換えておくと確実です。".into(),
                "a cell is a formula; its stored result was read. Replace it by its value to be sure.".into(),
            ],
            Self::Normalised { from, to, more } => {
                let rest = if *more == 0 { String::new() } else { format!("（ほか {more} か所も同様）") };
                let others = if *more == 0 { String::new() } else { format!(" ({more} more like it)") };
                [format!("「{from}」を「{to}」と読みました{rest}。"), format!("\"{from}\" was read as \"{to}\"{others}.")]
            }
            Self::Filled { cell, more } => {
                let rest = if *more == 0 { String::new() } else { format!("（ほか {more} か所も同様）") };
                let others = if *more == 0 { String::new() } else { format!(" ({more} more like it)") };
                [format!("空欄を「{cell}」で補いました{rest}。"), format!("is blank and was filled with \"{cell}\"{others}.")]
            }
            Self::ExampleSkipped => [
                "記入例の行なので読み飛ばしました。".into(),
                "the row is an example (記入例) and was passed over.".into(),
            ],
            Self::ExampleFilledIn => [
                "備考が「記入例」のままです。取り込む行であれば備考を書き換えるか消し、記入例であれば行ごと消してください。".into(),
                "the note still says 記入例 (example). If it is a row of yours, change or clear the note; if not, remove the row.".into(),
            ],
            Self::MoreFindings { count } => [
                format!("ほかに {count} 件あります。上のものを直してから、もう一度確かめてください。"),
                format!("there are {count} more. Mend those above and check again."),
            ],
            Self::UnknownFile { expected } => [
                format!("知らない名前の表です。ファイル名は {expected} のいずれかにしてください。"),
                format!("is no table we know. Name the file one of {expected}."),
            ],
            Self::MissingFile { file } => [
                format!("表のファイル {file} がありません。取り込みは団体のデータ全体を入れ替えるため、行がない表も見出しだけのファイルを置いてください。"),
                format!("the table {file} is missing. An import replaces all of a government's data: give a table without rows a file with its header."),
            ],
            Self::SeveralGovernments { codes } => [
                format!("一つのフォルダーに複数の団体（{codes}）の表があります。団体ごとにフォルダーを分けてください。"),
                format!("one folder holds tables of several governments ({codes}). Use one folder a government."),
            ],
            Self::DatapackageUnreadable { reason } => [
                format!("datapackage.json を読めません（{reason}）。JSON として直すか、ファイルを除いてください。"),
                format!("datapackage.json cannot be read ({reason}). Mend the JSON or remove the file."),
            ],
            Self::NewerProfile { found, known } => [
                format!("表の定義の版 {found} は、このプログラムが知る版 {known} より新しいものです。tassei を更新してください。"),
                format!("its tables follow profile version {found}; this program knows {known}. Update tassei."),
            ],
            Self::EmptyFile => [
                "空のファイルです。1行目に項目名を書いてください。".into(),
                "is empty. Write the column headers in line 1.".into(),
            ],
            Self::UnknownColumn { header, nearest } => {
                let [ja, en] = or_nearest(nearest.as_ref());
                [
                    format!("この表にない項目名「{header}」です。{ja}項目定義に合わせるか、列を除いてください。"),
                    format!("\"{header}\" is no column of this table.{en} Rename it after the definitions or remove it."),
                ]
            }
            Self::RepeatedColumn { header } => [
                format!("項目「{header}」が二度あります。一つにしてください。"),
                format!("the column \"{header}\" stands twice. Keep one."),
            ],
            Self::MissingColumn { header, name } => [
                format!("必須の項目「{header}」（{name}）がありません。列を加えてください。"),
                format!("the required column \"{header}\" ({name}) is missing. Add it."),
            ],
            Self::CellCount { found, expected } => [
                format!("セルが {found} 個あります（見出しは {expected} 個）。コンマや引用符の抜けや余りを直してください。"),
                format!("has {found} cells where the header has {expected}. Look for a missing or extra comma or quote."),
            ],
            Self::LineBreak => [
                "セルの中に改行があるか、引用符が閉じていません。改行は \\n と書き、引用符を閉じてください。".into(),
                "a cell holds a line break, or a quote is not closed. Write a line break as \\n and close the quote.".into(),
            ],
            Self::ControlCharacter { code } => [
                format!("見えない制御文字（U+{code:04X}）があります。取り除いてください。"),
                format!("holds the invisible control character U+{code:04X}. Remove it."),
            ],
            Self::BadEscape => [
                "「\\」の後は「n」（改行）か「\\」（円記号そのもの）だけです。「\\」そのものは「\\\\」と書いてください。".into(),
                "after a backslash only \"n\" (line break) or a backslash may follow. Write a backslash itself twice.".into(),
            ],
            Self::CellTooLong { limit } => [
                format!("上限の {limit} 文字を超えています。短くしてください。"),
                format!("has more than {limit} characters, the limit. Shorten it."),
            ],
            Self::TooManyRows { limit } => [
                format!("行数が上限の {limit} を超えています。一つの表に入れられるのはここまでです。"),
                format!("has more than {limit} rows, the most that a table may have."),
            ],
            Self::NotStaged { reason } => [
                format!("確認のための一時ファイルを使えません（{reason}）。環境変数 TMPDIR のフォルダーの空きと権限を確かめてください。"),
                format!("A temporary file for the check cannot be used ({reason}). See that the folder TMPDIR names has room and can be written."),
            ],
            Self::OuterSpace => [
                "前後に空白があります。取り除いてください。".into(),
                "begins or ends with a space. Remove it.".into(),
            ],
            Self::Blank => ["必須の項目が空です。記入してください。".into(), "is required and blank. Fill it in.".into()],
            Self::NotANumber { cell } => [
                format!("「{cell}」は数値ではありません。半角数字だけを書き（例 1234.5）、単位は指標表に、「約」「以上」は「比較」に書いてください。"),
                format!("\"{cell}\" is no number. Write digits only (1234.5); the unit belongs to the indicator, 約 or 以上 to the comparator."),
            ],
            Self::NotAnInteger { cell } => [
                format!("「{cell}」は整数ではありません。半角の整数を書いてください（例 1）。"),
                format!("\"{cell}\" is no whole number. Write digits only (1)."),
            ],
            Self::NotAFiscalYear { cell, reason } => [
                format!("「{cell}」: {}。西暦の年度を4桁で書いてください（例 2022）。", reason.to(Language::Ja)),
                format!("\"{cell}\": {}. Write the western year in four digits (2022).", reason.to(Language::En)),
            ],
            Self::NotADate { cell } => [
                format!("「{cell}」は日付ではありません。YYYY-MM-DD の形で、実在する日を書いてください（例 2023-03-31）。"),
                format!("\"{cell}\" is no date. Write an existing day as YYYY-MM-DD (2023-03-31)."),
            ],
            Self::NotAPartialDate { cell } => [
                format!("「{cell}」は年月または年月日ではありません。YYYY-MM か YYYY-MM-DD の形で書いてください（例 2025-08）。"),
                format!("\"{cell}\" is no month or day. Write YYYY-MM or YYYY-MM-DD (2025-08)."),
            ],
            Self::NotAnId { cell } => [
                format!("「{cell}」は ID に使えません。半角の a-z、0-9、ハイフン、下線だけで、200文字までにしてください。"),
                format!("\"{cell}\" is no id. Use only a-z, 0-9, hyphen and underscore, at most 200 characters."),
            ],
            Self::NotABreakdownCode { cell } => [
                format!("「{cell}」は内訳コードに使えません。半角の a-z、0-9、ハイフン、下線と、下位の区分を示すピリオドだけにしてください。"),
                format!("\"{cell}\" is no breakdown code. Use only a-z, 0-9, hyphen, underscore, and a dot before a part of a member."),
            ],
            Self::NotACode { cell, list, allowed } => [
                format!("「{cell}」はコード表 {list} にありません。使えるのは {allowed} です。"),
                format!("\"{cell}\" is not in the code list {list}. Use one of {allowed}."),
            ],
            Self::CodeFiveDigits { cell } => [
                format!("「{cell}」は5桁です。表計算ソフトで先頭の0が消えたか、検査数字がありません。列を文字列にして6桁で書いてください。"),
                format!("\"{cell}\" has five digits: a spreadsheet dropped the leading zero, or the check digit is missing. Format the column as text and write six digits."),
            ],
            Self::CodeNotSixDigits { cell } => [
                format!("「{cell}」は全国地方公共団体コードではありません。半角数字6桁で書いてください（例 072036）。"),
                format!("\"{cell}\" is no code of a local government. Write six digits (072036)."),
            ],
            Self::CodeCheckDigit { cell, expected } => [
                format!("「{cell}」の検査数字が合いません（6桁目は {expected} のはずです）。コードを確かめてください。"),
                format!("the check digit of \"{cell}\" is wrong (the sixth digit should be {expected}). Look the code up."),
            ],
            Self::OtherGovernment { cell, expected } => [
                format!("「{cell}」ですが、この団体のコードは {expected} です。一つの団体の行だけを入れてください。"),
                format!("is \"{cell}\", but this government's code is {expected}. Keep the rows of one government together."),
            ],
            Self::OtherName { cell, expected } => [
                format!("「{cell}」ですが、団体名は「{expected}」です。揃えてください。"),
                format!("is \"{cell}\", but the government is called \"{expected}\". Write the same name."),
            ],
            Self::OneGovernmentRow { rows } => [
                format!("地方公共団体の行が {rows} 行あります。自団体の1行だけを書いてください。"),
                format!("has {rows} rows. Keep exactly one, the government's own."),
            ],
            Self::AreaCode { cell, expected } => [
                format!("「{cell}」ですが、団体コードの先頭5桁は {expected} です。揃えてください。"),
                format!("is \"{cell}\", but the first five digits of the government's code are {expected}."),
            ],
            Self::IdPrefix { id, prefix } => [
                format!("ID「{id}」が「{prefix}」で始まっていません。全国で重ならないよう、団体コードから始めてください。"),
                format!("the id \"{id}\" does not begin with \"{prefix}\". Begin with the government's code, so that it is unique everywhere."),
            ],
            Self::RepeatedId { id, first_line } => [
                format!("ID「{id}」は {first_line} 行目にもあります。別の ID にしてください。"),
                format!("the id \"{id}\" stands in line {first_line} too. Give one of them another id."),
            ],
            Self::RepeatedKey { columns, first_line } => [
                format!("{first_line} 行目と {columns} の組が同じです。どちらかを除くか、値を直してください。"),
                format!("has the same {columns} as line {first_line}. Remove one or correct it."),
            ],
            Self::Dangling { id, table, nearest } => {
                let [ja, en] = or_nearest(nearest.as_ref());
                [
                    format!("ID「{id}」が表 {table} にありません。{ja}ID を直すか、行を加えてください。"),
                    format!("the id \"{id}\" is not in the table {table}.{en} Correct it or add the row."),
                ]
            }
            Self::Cycle { id } => [
                format!("「{id}」は自分自身の下にあります。親を直してください。"),
                format!("\"{id}\" lies under itself. Correct its parent."),
            ],
            Self::TooDeep { id } => [
                format!("親「{id}」にも親があります。個別事業の下に個別事業は置けません。"),
                format!("the parent \"{id}\" has a parent itself. A sub-programme cannot have sub-programmes."),
            ],
            Self::OtherPlan { id } => [
                format!("「{id}」は別の計画のものです。同じ計画のものを指してください。"),
                format!("\"{id}\" belongs to another plan. Refer to one of the same plan."),
            ],
            Self::GivenWithoutValue => [
                "値の状態が given なのに、値も日付値も空です。値を書くか、状態を直してください（言葉だけなら qualitative）。".into(),
                "the value status is given, but value and date are blank. Write the value or correct the status (words only: qualitative).".into(),
            ],
            Self::ValueWithoutGiven { status } => [
                format!("値があるのに、値の状態が {status} です。given にするか、値を空にしてください。"),
                format!("there is a value, but the value status is {status}. Write given, or leave the value blank."),
            ],
            Self::YearBasis { basis } => [
                format!("年度が空なのに、年度の根拠が {basis} です。年度を書くか、unknown にしてください。"),
                format!("the fiscal year is blank, but its basis is {basis}. Write the year, or unknown."),
            ],
            Self::YearWithoutBasis => [
                "年度があるのに、年度の根拠が unknown です。printed か plan_end にしてください。".into(),
                "there is a fiscal year, but its basis is unknown. Write printed or plan_end.".into(),
            ],
            Self::NoHigherRevision { revision } => [
                format!("失効年度がありますが、改訂 {revision} より後の改訂がありません。新しい目標の行を加えるか、失効年度を除いてください。"),
                format!("it is superseded, but there is no revision after {revision}. Add the new target's row or clear the year."),
            ],
            Self::FirstRevisionMissing { revision } => [
                format!("改訂 {revision} の前の改訂がありません。改訂は 1 から続けて番号を付けてください。"),
                format!("there is no revision before {revision}. Number revisions from 1 without a gap."),
            ],
            Self::RevisionOfOtherKind { kind } => [
                format!("種別 {kind} に設定年度・失効年度は書けません。目標（target）だけの項目です。"),
                format!("a row of kind {kind} cannot be set or superseded. That is for targets."),
            ],
            Self::NoSuchBreakdown { code } => [
                format!("内訳コード「{code}」がこの指標の内訳表にありません。内訳表に加えるか、合計なら _T と書いてください。"),
                format!("the breakdown code \"{code}\" is not among the indicator's breakdowns. Add it there, or write _T for the total."),
            ],
            Self::NoDimension => [
                "内訳がありますが、指標の「内訳の軸」が空です。何別の内訳か書いてください（例 税目）。".into(),
                "the indicator has breakdowns, but no breakdown dimension. Say what it is broken down by.".into(),
            ],
            Self::PeriodReversed => [
                "期間の開始が終了より後です。入れ替えてください。".into(),
                "the period begins after it ends. Swap them.".into(),
            ],
            Self::SpanReversed => [
                "開始年度が終了年度より後です。入れ替えてください。".into(),
                "the first year is after the last. Swap them.".into(),
            ],
            Self::IncrementWithoutBase => [
                "値の基準が increment なのに、基準年度が空です。どの年度の実績からの増加か書いてください。".into(),
                "the value is an increment, but the base fiscal year is blank. Say over which year's actual.".into(),
            ],
            Self::BreakWithoutReason => [
                "断絶内容がありますが、断絶理由が空です。理由のコードを書いてください。".into(),
                "there is a break note without a break reason. Write the reason's code.".into(),
            ],
            Self::ComparatorMissing { word, code } => [
                format!("原文に「{word}」とありますが、比較が空欄です。比較に「{word}」（{code}）を書いてください。"),
                format!("is blank, but the text says {word}. Write {code}."),
            ],
            Self::LaterThanReported { through } => [
                format!("計画の最新実績年度（{through}）より後の実績値です。計画の最新実績年度を改めるか、この年度を確かめてください。"),
                format!("is later than the last year the plan has reported on ({through}). Move that year on, or mend this one."),
            ],
            Self::UnitMissing { value_type } => [
                format!("値の型が {value_type} なのに、単位が空です。単位を書いてください（例 件、％）。"),
                format!("the value type is {value_type}, but the unit is blank. Write the unit (件, ％)."),
            ],
            Self::PercentUnit { unit_code } => [
                format!("値の型が percent なのに、単位コードが {unit_code} です。percent にしてください。"),
                format!("the value type is percent, but the unit code is {unit_code}. Write percent."),
            ],
            Self::RoleWithoutTarget => [
                "役割が target なのに、目標の行がありません。目標の行を加えるか、役割を monitoring にしてください。".into(),
                "the role is target, but no observation is one. Add the target's row, or write monitoring.".into(),
            ],
            Self::TargetWithoutRole => [
                "目標の行があるのに、役割が monitoring です。target にしてください。".into(),
                "there is a target, but the role is monitoring. Write target.".into(),
            ],
            Self::TagCode { code, scheme, allowed } => [
                format!("体系 {scheme} にコード「{code}」はありません。使えるのは {allowed} です。"),
                format!("the scheme {scheme} has no code \"{code}\". Use {allowed}."),
            ],
            Self::DoubtWithoutNote => [
                "疑義が other なのに、備考が空です。何が疑わしいか備考に書いてください。".into(),
                "the doubt is other, but the note is blank. Say in the note what is doubtful.".into(),
            ],
            Self::TextWithoutOrigin => [
                "本文がありますが、本文の由来が空です。printed（原文のまま）か restated（要約）を書いてください。".into(),
                "there is text without its origin. Write printed (as in the document) or restated (our words).".into(),
            ],
            Self::ReservedTotal => [
                "_T は合計のために決められたコードです。内訳表には書かないでください。".into(),
                "_T is the code of the total and needs no row. Remove it.".into(),
            ],
            Self::ValueNotInText { value, text } => [
                format!("値 {value} が原文「{text}」に見当たりません。転記を確かめ、原文どおりなら疑義を付けてください。"),
                format!("the value {value} is not in the printed text \"{text}\". Check it, or mark a doubt."),
            ],
            Self::AboveDenominator { value, denominator } => [
                format!("値 {value} が分母 {denominator} より大きい値です。転記を確かめてください。"),
                format!("the value {value} is above its denominator {denominator}. Check both."),
            ],
            Self::AboveHundred { value } => [
                format!("割合が {value} ％です。100％を超えてよいか確かめてください。"),
                format!("the percentage is {value}. Check whether it may be over 100."),
            ],
            Self::SumOfParts { sum, total } => [
                format!("内訳の和 {sum} が合計 {total} と合いません。転記を確かめ、原文どおりなら疑義 sum_mismatch を付けてください。"),
                format!("the parts add up to {sum}, the total is {total}. Check them; if the document says so, mark the doubt sum_mismatch."),
            ],
            Self::Semicolon => [
                "名称に「;」は使えません。名称の一覧の区切りに使う記号です。別の記号にしてください。".into(),
                "a name may not hold \";\", which separates the names of a list. Write another sign.".into(),
            ],
            Self::PartBelowOne => [
                "区分番号は 1 から付けてください。".into(),
                "parts are numbered from 1.".into(),
            ],
            Self::NotAnSdgTarget { cell } => [
                format!("「{cell}」は SDGs のターゲットではありません。「17.14」や「4.a」のように書いてください。"),
                format!("\"{cell}\" is no SDG target. Write it as 17.14 or 4.a."),
            ],
            Self::ValueOfOtherType { value_type } => [
                format!("指標の値の型は {value_type} です。数値は「値」に、日付は「日付値」に書き、型と合わせてください。"),
                format!("the indicator's value type is {value_type}. Numbers go to value, dates to value_date; make both agree."),
            ],
            Self::RevisionWithoutYear { revision } => [
                format!("改訂 {revision} の目標に設定年度がありません。いつから有効か書いてください（前の改訂の失効年度の翌年度）。"),
                format!("the target's revision {revision} has no year it was set in. Write the year after the one the old target judged last."),
            ],
            Self::SupersededWithoutYear { revision } => [
                format!("改訂 {revision} があるのに、失効年度がありません。この目標が最後に使われた年度を書いてください。"),
                format!("there is a revision {revision}, but no year this target was superseded in. Write the last year it judged."),
            ],
            Self::RevisionYears { last, set } => [
                format!("設定年度が {set} ですが、前の改訂の失効年度は {last} です。{} としてください。", last + 1),
                format!("it is set in {set}, but the old target judged {last} last. Write {}.", last + 1),
            ],
            Self::ReprintWithoutReason => [
                "同じ年度の実績が異なる値で二度あります。後の印字が訂正なら、改訂理由に figure_corrected などを書いてください。".into(),
                "the same year's figure stands twice with different values. Say in the revision reason why (figure_corrected).".into(),
            ],
            Self::RatioOfPair { printed, ratio } => [
                format!("割合 {printed} ％が、同じ取組の分子と分母から求めた {ratio} ％と合いません。転記を確かめ、原文どおりなら疑義を付けてください。"),
                format!("the percentage {printed} is not what numerator and denominator of the same measure give ({ratio}). Check it, or mark a doubt."),
            ],
            Self::NoActualReported { plan_through } => [
                format!("目標のある指標に、{plan_through}年度までの実績値の行が一つもありません。文書に実績の印字がなければ、そのままで構いません。"),
                format!("the indicator has a target and no actual up to fiscal year {plan_through}. If the document prints none, leave it so."),
            ],
            Self::SpelledTwoWays { other } => [
                format!("「{other}」と同じ部署ではありませんか。表記が違うだけであれば、一つの部署にまとめてください。"),
                format!("may be the department \"{other}\", spelled in another way. If so, make them one."),
            ],
            Self::SameTableTwice { other } => [
                format!("同じ表のファイルが {other} にもあります。一つにしてください。"),
                format!("is the same table as {other}. Keep one file."),
            ],
            Self::MemberOfNeither => [
                "指標IDと取組IDのどちらか一つを書いてください。".into(),
                "write either an indicator id or a measure id.".into(),
            ],
        }
    }
}
