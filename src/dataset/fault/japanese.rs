//! Japanese messages: names of tables, columns and codes as in the workbook.

use super::catalogue::Fault;
use super::format::megabytes;
use crate::language::Language;
use crate::model::codes::code_list;
use crate::model::table;

/// Returns the label of the table `name`.
fn table_label(name: &str) -> Option<&'static str> {
    table(name).map(|table| table.label.ja)
}

/// Returns the label of the table in a file such as `072036_plans.csv` or `topics.csv`.
fn label_of_file(file: &str) -> Option<&'static str> {
    let stem = file.strip_suffix(".csv")?;
    table_label(stem).or_else(|| table_label(stem.split_once('_')?.1))
}

fn label_of_code(list: &str, code: &str) -> Option<&'static str> {
    code_list(list)?.get(code).map(|code| code.label.ja)
}

fn suggestion(nearest: Option<&String>) -> String {
    nearest.map_or_else(String::new, |near| format!("「{near}」のことではありませんか。"))
}

fn and_more(more: usize) -> String {
    if more == 0 { String::new() } else { format!("（ほか {more} か所も同様）") }
}

#[expect(clippy::too_many_lines, reason = "a catalogue: one arm for each fault")]
pub(super) fn message(fault: &Fault, shows_codes: bool) -> String {
    let label = |list: &str, code: &str| match label_of_code(list, code) {
        Some(label) if shows_codes => format!("「{label}」（{code}）"),
        Some(label) => format!("「{label}」"),
        None => format!("「{code}」"),
    };
    match fault {
        Fault::Unreadable { reason } => {
            format!("読み込めません（{reason}）。ファイルの有無と読み取り権限を確かめてください。")
        }
        Fault::TooLarge { bytes, limit } => {
            let (size, limit) = (megabytes(*bytes), megabytes(*limit));
            format!("大きさが {size} MB あり、上限の {limit} MB を超えています。不要な行やファイルを除いてください。")
        }
        Fault::UnsupportedInput => {
            "読み込めるのは、フォルダー1つ、.zip 1つ、.xlsx 1つ、または .csv ファイルです。.xls や .ods は .xlsx で保存し直してください。".into()
        }
        Fault::BrokenArchive { reason } => {
            format!(".xlsx や .zip として開けません（{reason}）。パスワードを外し、.xlsx は Excel で保存し直してください。")
        }
        Fault::TooManyEntries { entries, limit } => {
            format!(".zip の中に {entries} 個のファイルがあり、上限の {limit} 個を超えています。一つの団体の表だけを入れてください。")
        }
        Fault::UnknownEncoding { line } => {
            format!("{line} 行目に、UTF-8 でも Shift_JIS でもない文字があります。UTF-8 で保存し直してください。")
        }
        Fault::OtherEncoding { name } => format!("文字コードを {name} として読みました。"),
        Fault::SheetSkipped => "この名前の表はないので、シートを読み飛ばしました。".into(),
        Fault::CellError { error } => format!("セルが Excel のエラー {error} です。値を入れ直してください。"),
        Fault::CellOutOfRange => "表から遠く離れたセルに値があります。そのセルを消してください。".into(),
        Fault::FormulaCell => {
            "数式のセルがあり、保存されていた計算結果を読みました。値に置き換えておくと確実です。".into()
        }
        Fault::Normalised { from, to, more } => format!("「{from}」を「{to}」と読みました{}。", and_more(*more)),
        Fault::FilledByDefault { cell, more } => format!("空欄を「{cell}」で補いました{}。", and_more(*more)),
        Fault::ExamplesSkipped { count } => format!("記入例の行が {count} 行あり、読み飛ばしました。"),
        Fault::ExampleEdited => {
            "備考が「記入例」のままです。取り込む行であれば備考を書き換えるか消し、記入例であれば行ごと消してください。".into()
        }
        Fault::MoreFindings { count } => {
            format!("ほかに {count} 件あります。上のものを直してから、もう一度確かめてください。")
        }
        Fault::UnknownFile { nearest } => format!(
            "どの表のファイルか分かりません。{}ファイル名は、団体コードに表の名前を続けたもの（「取組」の表なら 072036_measures.csv）にしてください。",
            suggestion(nearest.as_ref())
        ),
        Fault::NoTables => {
            "表のファイル（.csv）が一つもありません。ブック（.xlsx）は、フォルダーではなくそのファイルを指定してください。".into()
        }
        Fault::MissingFile { file } => {
            let table = label_of_file(file)
                .map_or_else(|| format!("表のファイル {file} "), |label| format!("「{label}」の表（{file}）"));
            format!("{table}がありません。取り込みは団体のデータ全体を入れ替えるため、行がない表も、見出しだけのファイルを置いてください。")
        }
        Fault::MissingSheet { sheet } => {
            format!("「{sheet}」のシートがありません。取り込みは団体のデータ全体を入れ替えるため、行がない表も、見出しだけのシートを残してください。")
        }
        Fault::SeveralGovernments { codes } => {
            format!("一つのフォルダーに複数の団体（{codes}）の表があります。団体ごとにフォルダーを分けてください。")
        }
        Fault::DatapackageUnreadable { reason } => {
            format!("datapackage.json を読めません（{reason}）。JSON として直すか、ファイルを除いてください。")
        }
        Fault::NewerProfile { found, known } => {
            format!("表の定義の版が {found} で、このプログラムが対応する版 {known} より新しいものです。tassei を更新してください。")
        }
        Fault::EmptyFile => "空のファイルです。1行目に見出し（項目名）を書いてください。".into(),
        Fault::UnknownColumn { header, nearest } => format!(
            "「{header}」という項目は、この表にありません。{}見出しを項目定義書に合わせるか、列を除いてください。",
            suggestion(nearest.as_ref())
        ),
        Fault::RepeatedColumn { header } => format!("項目「{header}」の列が二つあります。一つにしてください。"),
        Fault::MissingColumn { header, name } => {
            let name = if shows_codes { format!("（{name}）") } else { String::new() };
            format!("必須の項目「{header}」{name}がありません。列を加えてください。")
        }
        Fault::CellCount { found, expected } => {
            format!("セルが {found} 個あります（見出しは {expected} 個）。コンマや引用符の抜けや余りを直してください。")
        }
        Fault::LineBreak => {
            "セルの中に改行があるか、引用符が閉じていません。改行は \\n と書き、引用符を閉じてください。".into()
        }
        Fault::ControlCharacter { code } => {
            format!("見えない制御文字（U+{code:04X}）があります。取り除いてください。")
        }
        Fault::InvalidEscape => {
            "「\\」の後は「n」（改行）か「\\」（円記号そのもの）だけです。「\\」そのものは「\\\\」と書いてください。".into()
        }
        Fault::CellTooLong { limit } => format!("上限の {limit} 文字を超えています。短くしてください。"),
        Fault::TooManyRows { limit } => format!("行数が上限の {limit} 行を超えています。不要な行を除いてください。"),
        Fault::TooManyRowsPerParent { limit } => {
            format!("同じ ID を指す行が、上限の {limit} 行を超えています。指標や取組を分けてください。")
        }
        Fault::StagingFailed { reason } => {
            format!("大きな表のための一時ファイルを使えません（{reason}）。環境変数 SQLITE_TMPDIR または TMPDIR で、空きのある書き込めるフォルダーを指定してください。")
        }
        Fault::SurroundingSpace => "前後に空白があります。取り除いてください。".into(),
        Fault::RequiredBlank => "必須の項目が空です。記入してください。".into(),
        Fault::NotANumber { cell } => {
            format!("「{cell}」は数値ではありません。半角数字だけを書き（例 1234.5）、単位は「指標」の表に、「約」「以上」は「比較」の列に書いてください。")
        }
        Fault::NotAnInteger { cell } => {
            format!("「{cell}」は整数ではありません。半角の整数を書いてください（例 1）。")
        }
        Fault::NotAFiscalYear { cell, reason } => {
            format!("「{cell}」：{}。2022 や 令和4年度 のように書いてください。", reason.message(Language::Ja))
        }
        Fault::NotADate { cell } => {
            format!("「{cell}」は日付ではありません。2023-03-31 や 令和5年3月31日 のように、実在する日を書いてください。")
        }
        Fault::NotAMonthOrDate { cell } => {
            format!("「{cell}」は年月または年月日ではありません。2025-08 や 2025-08-31 のように、実在する年月か日を書いてください。")
        }
        Fault::NotAnId { cell } => {
            format!("「{cell}」は ID に使えません。半角の a-z、0-9、ハイフン、下線だけで、200文字までにしてください。")
        }
        Fault::NotABreakdownCode { cell } => {
            format!("「{cell}」は内訳コードに使えません。半角の a-z、0-9、ハイフン、下線と、下位の区分を示すピリオドだけにしてください。")
        }
        Fault::NotACode { cell, list, allowed } => {
            let choices: String = allowed.split(", ").map(|code| label(list, code)).collect();
            let list = code_list(list).map_or(*list, |list| list.label.ja);
            format!("「{cell}」は、コード表「{list}」にありません。使えるのは{choices}です。")
        }
        Fault::CodeFiveDigits { cell } => {
            format!("「{cell}」は5桁です。表計算ソフトで先頭の0が消えたか、検査数字がありません。列を文字列にして6桁で書いてください。")
        }
        Fault::CodeNotSixDigits { cell } => {
            format!("「{cell}」は全国地方公共団体コードではありません。半角数字6桁で書いてください（例 072036）。")
        }
        Fault::CodeCheckDigit { cell, expected } => {
            format!("「{cell}」の検査数字が合いません（6桁目は {expected} のはずです）。コードを確かめてください。")
        }
        Fault::OtherGovernment { cell, expected } => {
            format!("「{cell}」ですが、この団体のコードは {expected} です。一つの団体の行だけを入れてください。")
        }
        Fault::OtherName { cell, expected } => {
            format!("「{cell}」ですが、団体名は「{expected}」です。同じ名称にしてください。")
        }
        Fault::GovernmentRowCount { rows: 0 } => "自団体の行がありません。この表に1行だけ書いてください。".into(),
        Fault::GovernmentRowCount { rows } => format!("{rows} 行あります。自団体の1行だけを残してください。"),
        Fault::AreaCode { cell, expected } => {
            format!("「{cell}」ですが、団体コードの先頭5桁は {expected} です。同じ数字にしてください。")
        }
        Fault::IdPrefix { id, prefix } => {
            format!("ID「{id}」が「{prefix}」で始まっていません。全国で重ならないよう、団体コードから始めてください。")
        }
        Fault::RepeatedId { id, first_line } => {
            format!("ID「{id}」は {first_line} 行目にもあります。別の ID にしてください。")
        }
        Fault::RepeatedKey { columns, first_line } => {
            format!("「{columns}」の組が {first_line} 行目と同じです。どちらかの行を除くか、値を直してください。")
        }
        Fault::UnknownReference { id, table, nearest } => format!(
            "ID「{id}」が「{}」の表にありません。{}ID を直すか、その表に行を加えてください。",
            table_label(table).unwrap_or(table),
            suggestion(nearest.as_ref())
        ),
        Fault::Cycle { id } => format!("「{id}」から親をたどると、自分自身に戻ります。親を直してください。"),
        Fault::TooDeep { id } => format!("親「{id}」にも親があります。個別事業の下に個別事業は置けません。"),
        Fault::OtherPlan { id } => format!("「{id}」は別の計画のものです。同じ計画のものを指してください。"),
        Fault::GivenWithoutValue => format!(
            "「値の状態」が{}なのに、値も日付値も空です。値を書くか、「値の状態」を直してください（言葉だけなら{}）。",
            label("value_status", "given"),
            label("value_status", "qualitative")
        ),
        Fault::ValueWithoutGiven { status } => format!(
            "値があるのに、「値の状態」が{}です。{}にするか、値を空にしてください。",
            label("value_status", status),
            label("value_status", "given")
        ),
        Fault::YearMissing { basis } => format!(
            "「年度」が空なのに、「年度の根拠」が{}です。年度を書くか、「年度の根拠」を{}にしてください。",
            label("fiscal_year_basis", basis),
            label("fiscal_year_basis", "unknown")
        ),
        Fault::YearWithoutBasis => format!(
            "「年度」があるのに、「年度の根拠」が{}です。{}か{}にしてください。",
            label("fiscal_year_basis", "unknown"),
            label("fiscal_year_basis", "printed"),
            label("fiscal_year_basis", "plan_end")
        ),
        Fault::NoHigherRevision { revision } => {
            format!("「失効年度」がありますが、改訂 {revision} より後の改訂がありません。新しい目標値の行を加えるか、「失効年度」を消してください。")
        }
        Fault::RevisionGap { revision } => {
            format!("改訂 {revision} の前の改訂がありません。改訂は 1 から続けて番号を付けてください。")
        }
        Fault::RevisionYearsOfOtherKind { kind } => format!(
            "種別が{}の行に、「設定年度」と「失効年度」は書けません。{}だけの項目です。",
            label("kind", kind),
            label("kind", "target")
        ),
        Fault::UnknownBreakdown { code } => {
            format!("内訳コード「{code}」が、「内訳」の表にこの指標のものとしてありません。「内訳」に行を加えるか、総数なら _T と書いてください。")
        }
        Fault::DimensionMissing => {
            "「内訳」の表に行がありますが、「内訳の軸」が空です。何別の内訳か書いてください（例 税目）。".into()
        }
        Fault::PeriodReversed => "期間開始が期間終了より後です。入れ替えてください。".into(),
        Fault::SpanReversed => "始まりの年度が終わりの年度より後です。入れ替えてください。".into(),
        Fault::IncrementWithoutBase => format!(
            "「値の基準」が{}なのに、「基準年度」が空です。どの年度の実績に加える値か書いてください。",
            label("value_basis", "increment")
        ),
        Fault::BreakWithoutReason => {
            "「断絶内容」に記入がありますが、「断絶理由」が空です。理由を選んでください。".into()
        }
        Fault::UnitMissing { value_type } => format!(
            "「値の型」が{}なのに、「単位」が空です。文書に単位があれば書いてください（例 件、％）。",
            label("value_type", value_type)
        ),
        Fault::ComparatorMissing { word, code } => {
            format!("原文に「{word}」とありますが、「比較」が空です。{}と書いてください。", label("comparator", code))
        }
        Fault::LaterThanLastReport { through } => {
            format!("計画の最新実績年度（{through}）より後の年度の実績値です。「計画」の表の「最新実績年度」を改めるか、この年度を確かめてください。")
        }
        Fault::PercentUnit { unit_code } => format!(
            "「値の型」が{}なのに、「単位コード」が{}です。{}にしてください。",
            label("value_type", "percent"),
            label("unit_code", unit_code),
            label("unit_code", "percent")
        ),
        Fault::RoleWithoutTarget => format!(
            "役割が{}なのに、「観測値」の表に種別が{}の行がありません。その行を加えるか、役割を{}にしてください。",
            label("indicator_role", "target"),
            label("kind", "target"),
            label("indicator_role", "monitoring")
        ),
        Fault::TargetWithoutRole => format!(
            "「観測値」の表に種別が{}の行があるのに、役割が{}です。{}にしてください。",
            label("kind", "target"),
            label("indicator_role", "monitoring"),
            label("indicator_role", "target")
        ),
        Fault::TagCode { code, scheme, allowed } => {
            // The cells of tags contain codes in workbooks too.
            let list = format!("tag_{scheme}");
            let choice = |code| format!("{code}（{}）", label_of_code(&list, code).unwrap_or_default());
            let choices = allowed.split(", ").map(choice).collect::<Vec<_>>().join("、");
            format!("体系{}にコード「{code}」はありません。使えるのは {choices} です。", label("tag_scheme", scheme))
        }
        Fault::DoubtWithoutNote => {
            format!("「疑義」が{}なのに、備考が空です。確認が必要な点を備考に書いてください。", label("doubt", "other"))
        }
        Fault::TextWithoutOrigin => format!(
            "本文がありますが、「本文の由来」が空です。文書の文言のままなら{}、短く書き直したものなら{}を選んでください。",
            label("text_origin", "printed"),
            label("text_origin", "restated")
        ),
        Fault::ReservedTotal => {
            "_T は総数を表すと決められたコードです。「内訳」の表からこの行を除いてください。".into()
        }
        Fault::ValueNotInText { value, text } => {
            format!("値 {value} が、原文「{text}」に見当たりません。転記を確かめ、文書どおりなら「疑義」を記入してください。")
        }
        Fault::AboveDenominator { value, denominator } => {
            format!("値 {value} が、分母 {denominator} を超えています。転記を確かめてください。")
        }
        Fault::AboveHundredPercent { value } => {
            format!("割合が {value}％です。100％を超えてよいか確かめてください。")
        }
        Fault::SumMismatch { sum, total } => format!(
            "内訳の和 {sum} が総数 {total} と合いません。転記を確かめ、文書どおりなら「疑義」を{}にしてください。",
            label("doubt", "sum_mismatch")
        ),
        Fault::TopicMemberReference => "指標IDと取組IDのどちらか一方だけを書いてください。".into(),
        Fault::Semicolon => {
            "名称に「;」は使えません。名称の一覧の区切りに使う記号です。別の記号にしてください。".into()
        }
        Fault::PartBelowOne => "区分番号は 1 から付けてください。".into(),
        Fault::NotAnSdgTarget { cell } => {
            format!("「{cell}」は SDGs のターゲットではありません。「17.14」や「4.a」のように書いてください。")
        }
        Fault::ValueOfOtherType { value_type } => format!(
            "指標の「値の型」{}と合いません。数値は「値」に、日付は「日付値」に書いてください。",
            label("value_type", value_type)
        ),
        Fault::RevisionWithoutYear { revision } => {
            format!("改訂 {revision} の目標値に「設定年度」がありません。有効になった最初の年度（前の改訂の失効年度の翌年度）を書いてください。")
        }
        Fault::SupersededWithoutYear { revision } => {
            format!("改訂 {revision} があるのに、「失効年度」がありません。この目標値で判定する最後の年度（改訂を知らせた見直しの年度）を書いてください。")
        }
        Fault::RevisionYears { last, set } => format!(
            "「設定年度」が {set} ですが、前の改訂の「失効年度」は {last} です。その翌年度の {} としてください。",
            last + 1
        ),
        Fault::ReprintWithoutReason => format!(
            "同じ年度の値が二つあります。団体が訂正したものなら、「改訂理由」に{}などを選んでください。",
            label("revision_reason", "figure_corrected")
        ),
        Fault::RatioMismatch { printed, ratio } => {
            format!("割合 {printed}％が、同じ取組の分子と分母から求めた {ratio}％と合いません。転記を確かめ、文書どおりなら「疑義」を記入してください。")
        }
        Fault::DuplicateTable { other } => format!("同じ表が {other} にもあります。一つにしてください。"),
        Fault::NoActual { plan_through } => format!(
            "目標値のある指標ですが、{plan_through}年度までの{}の行が一つもありません。文書に実績の印字がなければ、そのままで構いません。",
            label("kind", "actual")
        ),
        Fault::SimilarDepartmentName { other } => {
            format!("「{other}」と同じ部署ではありませんか。表記が違うだけなら、一つの部署にまとめてください。")
        }
    }
}
