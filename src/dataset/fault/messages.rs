//! The sentences of `tassei check`, each in both languages side by side. Knows `faults`.

use super::{Fault, Labels};
use crate::language::Language;

/// A size as people say it, rounded up: what is over a limit is never said to be as large as it.
fn megabytes(bytes: u64) -> String {
    let tenths = (bytes * 10).div_ceil(1 << 20);
    if tenths.is_multiple_of(10) { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, tenths % 10) }
}

/// What the table of the file `072036_plans.csv` or `topics.csv` is called.
fn table_of(file: &str, labels: &dyn Labels) -> Option<String> {
    let stem = file.strip_suffix(".csv")?;
    labels.table(stem).or_else(|| labels.table(stem.split_once('_')?.1))
}

/// A code in the words of the workbook.
fn said(labels: &dyn Labels, list: &str, code: &str) -> String {
    match labels.code(list, code) {
        Some(label) if labels.has_codes() => format!("「{label}」（{code}）"),
        Some(label) => format!("「{label}」"),
        None => format!("「{code}」"),
    }
}

fn or_nearest(nearest: Option<&String>) -> [String; 2] {
    nearest.map_or_else(<[String; 2]>::default, |near| {
        [format!("「{near}」のことではありませんか。"), format!(" Did you mean \"{near}\"?")]
    })
}

impl Fault {
    #[expect(clippy::too_many_lines, reason = "a catalogue: one arm a sentence")]
    pub(super) fn both(&self, labels: &dyn Labels) -> [String; 2] {
        let said = |list: &str, code: &str| said(labels, list, code);
        match self {
            Self::Unreadable { reason } => [
                format!("読み込めません（{reason}）。ファイルの有無と読み取り権限を確かめてください。"),
                format!("cannot be read ({reason}). Check that the file is there and may be read."),
            ],
            Self::TooLarge { bytes, limit } => {
                let (size, limit) = (megabytes(*bytes), megabytes(*limit));
                [
                    format!("大きさが {size} MB あり、上限の {limit} MB を超えています。不要な行やファイルを除いてください。"),
                    format!("has {size} MB, over the limit of {limit} MB. Remove what does not belong."),
                ]
            }
            Self::UnknownInput => [
                "読み込めるのは、フォルダー1つ、.zip 1つ、.xlsx 1つ、または .csv ファイルです。.xls や .ods は .xlsx で保存し直してください。".into(),
                "is not what can be read: name one folder, one .zip, one .xlsx, or .csv files. Save an .xls or .ods as .xlsx.".into(),
            ],
            Self::BrokenArchive { reason } => [
                format!(".xlsx や .zip として開けません（{reason}）。パスワードを外し、.xlsx は Excel で保存し直してください。"),
                format!("cannot be opened as .xlsx or .zip ({reason}). Take its password away, or save the workbook anew."),
            ],
            Self::TooManyEntries { entries, limit } => [
                format!(".zip の中に {entries} 個のファイルがあり、上限の {limit} 個を超えています。一つの団体の表だけを入れてください。"),
                format!("the archive has {entries} files, over the limit of {limit}. Put in the tables of one government only."),
            ],
            Self::NoKnownEncoding { line } => [
                format!("{line} 行目に、UTF-8 でも Shift_JIS でもない文字があります。UTF-8 で保存し直してください。"),
                format!("line {line} is neither UTF-8 nor Shift_JIS. Save the file as UTF-8."),
            ],
            Self::Encoding { name } => [
                format!("文字コードを {name} として読みました。"),
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
            Self::ExamplesSkipped { count } => [
                format!("記入例の行が {count} 行あり、読み飛ばしました。"),
                match count {
                    1 => "one row is an example (記入例) and was passed over.".into(),
                    _ => format!("{count} rows are examples (記入例) and were passed over."),
                },
            ],
            Self::ExampleFilledIn => [
                "備考が「記入例」のままです。取り込む行であれば備考を書き換えるか消し、記入例であれば行ごと消してください。".into(),
                "the note still says 記入例 (example). If it is a row of yours, change or clear the note; if not, remove the row.".into(),
            ],
            Self::MoreFindings { count } => [
                format!("ほかに {count} 件あります。上のものを直してから、もう一度確かめてください。"),
                format!("there are {count} more. Mend those above and check again."),
            ],
            Self::UnknownFile { nearest } => {
                let [ja, en] = or_nearest(nearest.as_ref());
                [
                    format!("どの表のファイルか分かりません。{ja}ファイル名は、団体コードに表の名前を続けたもの（「取組」の表なら 072036_measures.csv）にしてください。"),
                    format!("is no table we know.{en} Name the file after its government and table (072036_measures.csv)."),
                ]
            }
            Self::NoTables => [
                "表のファイル（.csv）が一つもありません。ブック（.xlsx）は、フォルダーではなくそのファイルを指定してください。".into(),
                "holds no table (.csv). Of a workbook (.xlsx) name the file itself, not its folder.".into(),
            ],
            Self::MissingFile { file } => {
                let table = table_of(file, labels).map_or_else(|| format!("表のファイル {file} "), |label| format!("「{label}」の表（{file}）"));
                [
                    format!("{table}がありません。取り込みは団体のデータ全体を入れ替えるため、行がない表も、見出しだけのファイルを置いてください。"),
                    format!("the table {file} is missing. An import replaces all of a government's data: give a table without rows a file with its header."),
                ]
            }
            Self::MissingSheet { sheet } => [
                format!("「{sheet}」のシートがありません。取り込みは団体のデータ全体を入れ替えるため、行がない表も、見出しだけのシートを残してください。"),
                format!("the sheet {sheet} is missing. An import replaces all of a government's data: keep the sheet of a table without rows, with its header."),
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
                "空です。1行目に見出し（項目名）を書いてください。".into(),
                "is empty. Write the column headers in line 1.".into(),
            ],
            Self::UnknownColumn { header, nearest } => {
                let [ja, en] = or_nearest(nearest.as_ref());
                [
                    format!("「{header}」という項目は、この表にありません。{ja}見出しを項目定義書に合わせるか、列を除いてください。"),
                    format!("\"{header}\" is no column of this table.{en} Rename it after the definitions or remove it."),
                ]
            }
            Self::RepeatedColumn { header } => [
                format!("項目「{header}」が二度あります。一つにしてください。"),
                format!("the column \"{header}\" stands twice. Keep one."),
            ],
            Self::MissingColumn { header, name } => [
                format!("必須の項目「{header}」{}がありません。列を加えてください。", if labels.has_codes() { format!("（{name}）") } else { String::new() }),
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
                format!("行数が上限の {limit} 行を超えています。不要な行を除いてください。"),
                format!("has more than {limit} rows. Remove what does not belong."),
            ],
            Self::TooManyOfOne { limit } => [
                format!("同じ ID を指す行が、上限の {limit} 行を超えています。指標や取組を分けてください。"),
                format!("more than {limit} rows have this id. Divide the indicator or measure."),
            ],
            Self::NotStaged { reason } => [
                format!("大きな表のための一時ファイルを使えません（{reason}）。環境変数 SQLITE_TMPDIR または TMPDIR で、空きのある書き込めるフォルダーを指定してください。"),
                format!("a temporary file for large tables cannot be used ({reason}). Name a folder that has room and can be written in SQLITE_TMPDIR or TMPDIR."),
            ],
            Self::OuterSpace => [
                "前後に空白があります。取り除いてください。".into(),
                "begins or ends with a space. Remove it.".into(),
            ],
            Self::Blank => ["必須の項目が空です。記入してください。".into(), "is required and blank. Fill it in.".into()],
            Self::NotANumber { cell } => [
                format!("「{cell}」は数値ではありません。半角数字だけを書き（例 1234.5）、単位は「指標」の表に、「約」「以上」は「比較」の列に書いてください。"),
                format!("\"{cell}\" is no number. Write digits only (1234.5); the unit belongs to the indicator, 約 or 以上 to the comparator."),
            ],
            Self::NotAnInteger { cell } => [
                format!("「{cell}」は整数ではありません。半角の整数を書いてください（例 1）。"),
                format!("\"{cell}\" is no whole number. Write digits only (1)."),
            ],
            Self::NotAFiscalYear { cell, reason } => [
                format!("「{cell}」：{}。2022 や 令和4年度 のように書いてください。", reason.to(Language::Ja)),
                format!("\"{cell}\": {}. Write the western year in four digits (2022).", reason.to(Language::En)),
            ],
            Self::NotADate { cell } => [
                format!("「{cell}」は日付ではありません。2023-03-31 や 令和5年3月31日 のように、実在する日を書いてください。"),
                format!("\"{cell}\" is no date. Write an existing day as YYYY-MM-DD (2023-03-31)."),
            ],
            Self::NotAPartialDate { cell } => [
                format!("「{cell}」は年月または年月日ではありません。2025-08 や 2025-08-31 のように、実在する年月か日を書いてください。"),
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
            Self::NotACode { cell, list, allowed } => {
                let choices: String = allowed.split(", ").map(|code| said(list, code)).collect();
                [
                    format!("「{cell}」は、コード表「{}」にありません。使えるのは{choices}です。", labels.list(list).unwrap_or_else(|| (*list).to_owned())),
                    format!("\"{cell}\" is not in the code list {list}. Use one of {allowed}."),
                ]
            }
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
                match rows {
                    0 => "自団体の行がありません。この表に1行だけ書いてください。".into(),
                    _ => format!("{rows} 行あります。自団体の1行だけを残してください。"),
                },
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
                format!("「{columns}」の組が {first_line} 行目と同じです。どちらかの行を除くか、値を直してください。"),
                format!("has the same {columns} as line {first_line}. Remove one or correct it."),
            ],
            Self::Dangling { id, table, nearest } => {
                let [ja, en] = or_nearest(nearest.as_ref());
                [
                    format!("ID「{id}」が「{}」の表にありません。{ja}ID を直すか、その表に行を加えてください。", labels.table(table).unwrap_or_else(|| (*table).to_owned())),
                    format!("the id \"{id}\" is not in the table {table}.{en} Correct it or add the row."),
                ]
            }
            Self::Cycle { id } => [
                format!("「{id}」から親をたどると、自分自身に戻ります。親を直してください。"),
                format!("the rows above \"{id}\" lead back to the row itself. Correct its parent."),
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
                format!(
                    "値の状態が{}なのに、値も日付値も空です。値を書くか、値の状態を直してください（言葉だけなら{}）。",
                    said("value_status", "given"), said("value_status", "qualitative")
                ),
                "the value status is given, but value and date are blank. Write the value or correct the status (words only: qualitative).".into(),
            ],
            Self::ValueWithoutGiven { status } => [
                format!("値があるのに、値の状態が{}です。{}にするか、値を空にしてください。", said("value_status", status), said("value_status", "given")),
                format!("there is a value, but the value status is {status}. Write given, or leave the value blank."),
            ],
            Self::YearBasis { basis } => [
                format!("年度が空なのに、年度の根拠が{}です。年度を書くか、年度の根拠を{}にしてください。", said("fiscal_year_basis", basis), said("fiscal_year_basis", "unknown")),
                format!("the fiscal year is blank, but its basis is {basis}. Write the year, or unknown."),
            ],
            Self::YearWithoutBasis => [
                format!("年度があるのに、年度の根拠が{}です。{}か{}にしてください。", said("fiscal_year_basis", "unknown"), said("fiscal_year_basis", "printed"), said("fiscal_year_basis", "plan_end")),
                "there is a fiscal year, but its basis is unknown. Write printed or plan_end.".into(),
            ],
            Self::NoHigherRevision { revision } => [
                format!("失効年度がありますが、改訂 {revision} より後の改訂がありません。新しい目標値の行を加えるか、失効年度を消してください。"),
                format!("it is superseded, but there is no revision after {revision}. Add the new target's row or clear the year."),
            ],
            Self::FirstRevisionMissing { revision } => [
                format!("改訂 {revision} の前の改訂がありません。改訂は 1 から続けて番号を付けてください。"),
                format!("there is no revision before {revision}. Number revisions from 1 without a gap."),
            ],
            Self::RevisionOfOtherKind { kind } => [
                format!("種別が{}の行に、設定年度と失効年度は書けません。{}だけの項目です。", said("kind", kind), said("kind", "target")),
                format!("a row of kind {kind} cannot be set or superseded. That is for targets."),
            ],
            Self::NoSuchBreakdown { code } => [
                format!("内訳コード「{code}」が、「内訳」の表にこの指標のものとしてありません。「内訳」に行を加えるか、総数なら _T と書いてください。"),
                format!("the breakdown code \"{code}\" is not among the indicator's breakdowns. Add it there, or write _T for the total."),
            ],
            Self::NoDimension => [
                "「内訳」の表に行がありますが、内訳の軸が空です。何別の内訳か書いてください（例 税目）。".into(),
                "the indicator has breakdowns, but no breakdown dimension. Say what it is broken down by.".into(),
            ],
            Self::PeriodReversed => [
                "期間開始が期間終了より後です。入れ替えてください。".into(),
                "the period begins after it ends. Swap them.".into(),
            ],
            Self::SpanReversed => [
                "始まりの年度が終わりの年度より後です。入れ替えてください。".into(),
                "the first year is after the last. Swap them.".into(),
            ],
            Self::IncrementWithoutBase => [
                format!("値の基準が{}なのに、基準年度が空です。どの年度の実績に加える値か書いてください。", said("value_basis", "increment")),
                "the value is an increment, but the base fiscal year is blank. Say over which year's actual.".into(),
            ],
            Self::BreakWithoutReason => [
                "断絶内容がありますが、断絶理由が空です。理由を選んでください。".into(),
                "there is a break note without a break reason. Write the reason's code.".into(),
            ],
            Self::UnitMissing { value_type } => [
                format!("値の型が{}なのに、単位が空です。文書に単位があれば書いてください（例 件、％）。", said("value_type", value_type)),
                format!("the value type is {value_type}, but the unit is blank. Write the unit (件, ％) if the document has one."),
            ],
            Self::ComparatorMissing { word, code } => [
                format!("原文に「{word}」とありますが、比較が空です。{}と書いてください。", said("comparator", code)),
                format!("is blank, but the text says {word}. Write {code}."),
            ],
            Self::LaterThanReported { through } => [
                format!("計画の最新実績年度（{through}）より後の年度の実績値です。「計画」の表の最新実績年度を改めるか、この年度を確かめてください。"),
                format!("is later than the last year the plan has reported on ({through}). Move that year on, or mend this one."),
            ],
            Self::PercentUnit { unit_code } => [
                format!("値の型が{}なのに、単位コードが{}です。{}にしてください。", said("value_type", "percent"), said("unit_code", unit_code), said("unit_code", "percent")),
                format!("the value type is percent, but the unit code is {unit_code}. Write percent."),
            ],
            Self::RoleWithoutTarget => [
                format!("役割が{}なのに、「観測値」の表に種別が{}の行がありません。その行を加えるか、役割を{}にしてください。", said("indicator_role", "target"), said("kind", "target"), said("indicator_role", "monitoring")),
                "the role is target, but no observation is one. Add the target's row, or write monitoring.".into(),
            ],
            Self::TargetWithoutRole => [
                format!("「観測値」の表に種別が{}の行があるのに、役割が{}です。{}にしてください。", said("kind", "target"), said("indicator_role", "monitoring"), said("indicator_role", "target")),
                "there is a target, but the role is monitoring. Write target.".into(),
            ],
            Self::TagCode { code, scheme, allowed } => {
                // These cells hold the code itself, whoever sees them.
                let list = format!("tag_{scheme}");
                let choices = allowed.split(", ").map(|code| format!("{code}（{}）", labels.code(&list, code).unwrap_or_default()));
                let choices = choices.collect::<Vec<_>>().join("、");
                [
                    format!("体系{}にコード「{code}」はありません。使えるのは {choices} です。", said("tag_scheme", scheme)),
                    format!("the scheme {scheme} has no code \"{code}\". Use {allowed}."),
                ]
            }
            Self::DoubtWithoutNote => [
                format!("疑義が{}なのに、備考が空です。何が疑わしいか備考に書いてください。", said("doubt", "other")),
                "the doubt is other, but the note is blank. Say in the note what is doubtful.".into(),
            ],
            Self::TextWithoutOrigin => [
                format!("本文がありますが、本文の由来が空です。文書の文言のままなら{}、短く書き直したものなら{}を選んでください。", said("text_origin", "printed"), said("text_origin", "restated")),
                "there is text without its origin. Write printed (as in the document) or restated (our words).".into(),
            ],
            Self::ReservedTotal => [
                "_T は総数を表すと決められたコードです。「内訳」の表からこの行を除いてください。".into(),
                "_T is the code of the total and needs no row. Remove it.".into(),
            ],
            Self::ValueNotInText { value, text } => [
                format!("値 {value} が、原文「{text}」に見当たりません。転記を確かめ、文書どおりなら疑義を付けてください。"),
                format!("the value {value} is not in the printed text \"{text}\". Check it, or mark a doubt."),
            ],
            Self::AboveDenominator { value, denominator } => [
                format!("値 {value} が、分母 {denominator} を超えています。転記を確かめてください。"),
                format!("the value {value} is above its denominator {denominator}. Check both."),
            ],
            Self::AboveHundred { value } => [
                format!("割合が {value}％です。100％を超えてよいか確かめてください。"),
                format!("the percentage is {value}. Check whether it may be over 100."),
            ],
            Self::SumOfParts { sum, total } => [
                format!("内訳の和 {sum} が総数 {total} と合いません。転記を確かめ、文書どおりなら疑義に{}を付けてください。", said("doubt", "sum_mismatch")),
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
                format!("指標の値の型は{}です。数値は「値」に、日付は「日付値」に書き、値の型と合わせてください。", said("value_type", value_type)),
                format!("the indicator's value type is {value_type}. Numbers go to value, dates to value_date; make both agree."),
            ],
            Self::RevisionWithoutYear { revision } => [
                format!("改訂 {revision} の目標値に設定年度がありません。有効になった最初の年度（前の改訂の失効年度の翌年度）を書いてください。"),
                format!("the target's revision {revision} has no year it was set in. Write the year after the one the old target judged last."),
            ],
            Self::SupersededWithoutYear { revision } => [
                format!("改訂 {revision} があるのに、失効年度がありません。この目標値で判定する最後の年度（改訂を知らせた見直しの年度）を書いてください。"),
                format!("there is a revision {revision}, but no year this target was superseded in. Write the last year it judged."),
            ],
            Self::RevisionYears { last, set } => [
                format!("設定年度が {set} ですが、前の改訂の失効年度は {last} です。その翌年度の {} としてください。", last + 1),
                format!("it is set in {set}, but the old target judged {last} last. Write {}.", last + 1),
            ],
            Self::ReprintWithoutReason => [
                format!("同じ年度の値が二つあります。団体が訂正したものなら、改訂理由に{}などを選んでください。", said("revision_reason", "figure_corrected")),
                "the same year's figure stands twice with different values. Say in the revision reason why (figure_corrected).".into(),
            ],
            Self::RatioOfPair { printed, ratio } => [
                format!("割合 {printed}％が、同じ取組の分子と分母から求めた {ratio}％と合いません。転記を確かめ、文書どおりなら疑義を付けてください。"),
                format!("the percentage {printed} is not what numerator and denominator of the same measure give ({ratio}). Check it, or mark a doubt."),
            ],
            Self::NoActualReported { plan_through } => [
                format!("目標値のある指標ですが、{plan_through}年度までの{}の行が一つもありません。文書に実績の印字がなければ、そのままで構いません。", said("kind", "actual")),
                format!("the indicator has a target and no actual up to fiscal year {plan_through}. If the document prints none, leave it so."),
            ],
            Self::SpelledTwoWays { other } => [
                format!("「{other}」と同じ部署ではありませんか。表記が違うだけなら、一つの部署にまとめてください。"),
                format!("may be the department \"{other}\", spelled in another way. If so, make them one."),
            ],
            Self::SameTableTwice { other } => [
                format!("同じ表が {other} にもあります。一つにしてください。"),
                format!("is the same table as {other}. Keep one file."),
            ],
            Self::MemberOfNeither => [
                "指標IDと取組IDのどちらか一方だけを書いてください。".into(),
                "write either an indicator id or a measure id.".into(),
            ],
        }
    }
}
