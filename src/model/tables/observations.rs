//! The table `observations`.

use super::columns::{DOUBT, ID, INDICATOR_ID, LOCALGOV_CODE, LOCALGOV_NAME, NOTE, SOURCE_ID, SOURCE_PLACE};
use crate::language::Bilingual;
use crate::model::codes;
use crate::model::column::{Kind, column};
use crate::model::table::{Scope, Table};

/// Baselines, targets and actuals of indicators, one value a row.
pub(super) static OBSERVATIONS: Table = Table {
    name: "observations",
    label: Bilingual::new("観測値", "observations"),
    description: Bilingual::new(
        "1行が、一つの指標・内訳・年度・種別・改訂についての一つの値を表す。文書に何も印字されていなければ行を\
         作らない。",
        "One row is one value of an indicator, breakdown, fiscal year, kind and revision. Where nothing is printed \
         there is no row.",
    ),
    scope: Scope::Government,
    unique: &[&["indicator_id", "breakdown_code", "kind", "fiscal_year", "period_end", "revision"]],
    columns: &[
        LOCALGOV_CODE,
        ID.example("072036-gk2022-1-3-6-riyoritsu-target-fy2025-r1").description(
            "観測値の恒久的なIDを、「{指標ID}[_{内訳コード}]-{種別}-fy{年度または x}[-{期間終了}]-r{改訂}」の形で\
             記載する。取込時は空欄でもよく、その場合はこの規則で付ける。",
            "The permanent id, {indicator}[_{breakdown}]-{kind}-fy{year or x}[-{period_end}]-r{revision}. It may be \
             left blank on input and is then made by this rule.",
        ),
        LOCALGOV_NAME,
        INDICATOR_ID,
        column("breakdown_code", "内訳コード", Kind::Text).required().example("_T").description(
            "値がどの内訳のものかを、内訳の表のコードで記載する。総数であれば _T とし、空欄にはしない。",
            "Which member of the breakdown the value is for, by its code; _T for the total, never blank.",
        ),
        column("fiscal_year", "年度", Kind::FiscalYear).recommended().example("2025").description(
            "値が対象とする年度を西暦で記載し、目標値では達成の期限の年度とする（2022は令和4年度、\
             2022年4月1日から2023年3月31日まで）。文書に印字がなければ空欄とする。",
            "The year the figure is for, and of a target the due year; 2022 = 令和4年度 = 2022-04-01…2023-03-31. \
             Blank where the document prints none.",
        ),
        column("fiscal_year_basis", "年度の根拠", Kind::Code(&codes::FISCAL_YEAR_BASIS))
            .required()
            .example("printed")
            .description(
                "年度が印字されていたか、計画の終了年度としたか、不明で空欄としたかを記載する。",
                "Whether the year is printed, taken from the end of the plan, or unknown and therefore blank.",
            ),
        column("period_start", "期間開始", Kind::PartialDate).example("2022-04-01").not_in_example_row().description(
            "値の期間や時点が印字されている場合に、その始まりを記載する。年度全体であれば空欄、ある一日の値で\
             あれば期間終了と同じ日とする。",
            "The start of a printed period or date. Blank for the whole fiscal year; equal to period_end for a \
             single day.",
        ),
        column("period_end", "期間終了", Kind::PartialDate).example("2022-04-01").not_in_example_row().description(
            "値の期間や時点が印字されている場合に、その終わりを記載する。年度をまたぐ期間は、終わりの属する年度の値と\
             する。",
            "The end of a printed period or date. A period that crosses a year end belongs to the fiscal year of its \
             end.",
        ),
        column("kind", "種別", Kind::Code(&codes::KIND)).required().example("target").description(
            "現況値、目標値、実績値などの別を記載する。現況値は、文書が「現況値」「現状」と呼ぶ値に限る。",
            "Baseline, target, actual and so on. A baseline only where the document itself says 現況値 or 現状.",
        ),
        column("revision", "改訂", Kind::Integer).required().example("1").description(
            "何番目の値かを、最初を1として記載する。団体が値を改めたときだけ増やし、データの作成者による転記の訂正で\
             は増やさない。",
            "Which version of the figure this is, the first being 1. Only the government revises; a corrected \
             transcription is no revision.",
        ),
        column("set_in", "設定年度", Kind::FiscalYear).example("2022").not_in_example_row().description(
            "目標値が有効になった最初の年度を記載する。計画の初めからであれば空欄でもよい。",
            "The first fiscal year the target is in force; blank means from the start of the plan.",
        ),
        column("superseded_in", "失効年度", Kind::FiscalYear).example("2022").not_in_example_row().description(
            "改訂された目標値について、改訂を知らせた見直しの年度を記載する。その年度までは元の目標値で判定し、\
             新しい目標値は翌年度から有効とする。",
            "For a target that was replaced, the fiscal year whose review announces it. The old target still judges \
             that year; the new one starts in the next.",
        ),
        column("revision_reason", "改訂理由", Kind::Code(&codes::REVISION_REASON))
            .example("target_met")
            .not_in_example_row()
            .description(
                "改訂された値の行に、団体が値を改めた理由を記載する。",
                "Why the government replaced the figure; stands on the row that was replaced.",
            ),
        column("revision_note", "改訂内容", Kind::Text)
            .example("コンビニ交付件数が当面の目標値に達したため、より高い目標値にした（2022年度の計画の見直し）。")
            .not_in_example_row()
            .description("改訂について文書に書かれている説明を記載する。", "What the document says about the revision."),
        column("reported_fiscal_year", "報告年度", Kind::FiscalYear)
            .recommended()
            .example("2022")
            .not_in_example_row()
            .description(
                "この値が、どの年度の実績報告に載ったかを記載する。前年度の値の再掲のように、値の年度と異なることがある。",
                "The fiscal year whose report prints the figure. It may differ from fiscal_year, as with last year's \
                 figure in brackets.",
            ),
        column("value", "値", Kind::Decimal).example("65.0").description(
            "値を指標の単位による数値だけで記載し、桁は85.36や100.0のように印字のとおりとする。\
             単位・桁区切り・約・※は書かず、0と空欄を区別する。",
            "The number in the indicator's unit, with the digits of the print (85.36, 100.0). No unit, comma, 約 or \
             ※; blank is not 0.",
        ),
        column("denominator", "分母", Kind::Decimal).example("28043").not_in_example_row().description(
            "「15,006／28,043件」のように分母が印字されている場合に、その数値を記載する。分子は値に記載する。",
            "The denominator where one is printed, as in 15,006／28,043件; the numerator is the value.",
        ),
        column("value_date", "日付値", Kind::PartialDate).description(
            "値が時期である場合に、YYYY-MM または YYYY-MM-DD で記載する。年度の目標で月だけが印字されていれば、\
             4月から12月はその年、1月から3月は翌年とする。",
            "A value that is a time, as YYYY-MM or YYYY-MM-DD. A month printed without a year lies in the fiscal \
             year: January to March in the year after.",
        ),
        column("value_text", "原文", Kind::Text).required().example("65.0％").description(
            "値を、単位や「約」なども含めて印字されたとおり記載する。",
            "The value exactly as printed, with unit, comma and words.",
        ),
        column("value_status", "値の状態", Kind::Code(&codes::VALUE_STATUS)).required().example("given").description(
            "値または日付値があれば given とし、なければその理由を記載する。",
            "given where there is a value or a value_date, otherwise why there is none.",
        ),
        column("comparator", "比較", Kind::Code(&codes::COMPARATOR)).example(">=").not_in_example_row().description(
            "値に添えられた「以上」「以下」「未満」「約」などを記号で記載し、なければ空欄とする。",
            "The sign for 以上, 以下, 未満, 約 and so on printed with the value; blank where there is none.",
        ),
        column("value_basis", "値の基準", Kind::Code(&codes::VALUE_BASIS)).required().example("absolute").description(
            "値が水準そのものか、基準年度の実績に加える分かを記載する。",
            "Whether the value is the level itself or is added to the actual of a base year.",
        ),
        column("base_fiscal_year", "基準年度", Kind::FiscalYear).description(
            "値の基準が increment の場合に、加える元となる年度を記載する（「令和７年度＋10件」なら2025）。",
            "Where value_basis is increment, the fiscal year whose actual it is added to: 2025 for 令和７年度＋10件.",
        ),
        column("name_text", "原文の指標名", Kind::Text).example("2025年度の年間電子申告利用率").description(
            "値に添えられた名称が指標名と異なる場合に、印字されたとおり記載する。",
            "The label as printed with this figure where it differs from the indicator's name.",
        ),
        column("break_reason", "断絶理由", Kind::Code(&codes::BREAK_REASON))
            .example("definition")
            .not_in_example_row()
            .description(
                "定義や対象範囲などが変わり、この年度の値から前の年度と比べられない場合に、その理由を記載する。\
                 断絶をまたぐ増減は計算しない。",
                "Why this figure and later ones do not compare with the years before; no change is computed across it.",
            ),
        column("break_note", "断絶内容", Kind::Text)
            .example(
                "2023年度の事務移管の際、オープンデータの定義を国が基本指針で示した定義に改めた（2023年度の計画の\
                 見直し）。",
            )
            .not_in_example_row()
            .description(
                "何がどのように変わったかを、文書の説明により記載する。",
                "What has changed, as the document explains it.",
            ),
        SOURCE_ID,
        SOURCE_PLACE,
        DOUBT,
        NOTE,
    ],
};
