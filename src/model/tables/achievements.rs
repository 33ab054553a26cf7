//! The table `achievements`.

use super::columns::{
    DEPARTMENT_ID, DOUBT, ID, LOCALGOV_CODE, LOCALGOV_NAME, MEASURE_ID, NOTE, SOURCE_ID, SOURCE_PLACE, TEXT_ORIGIN,
};
use crate::language::Bilingual;
use crate::model::codes;
use crate::model::column::{Kind, column};
use crate::model::table::{Scope, Table};

/// Yearly achievement records of measures.
pub(super) static ACHIEVEMENTS: Table = Table {
    name: "achievements",
    label: Bilingual::new("年度実績", "achievements"),
    description: Bilingual::new(
        "1行が、一つの取組の一つの年度についての計画・実績・見直しの記録を表す。一つの欄が【納税課】【国保年金課】の\
         ように分かれていれば、区分ごとに1行とする。",
        "One row is what was planned, done and reviewed for one measure in one fiscal year. A cell divided by \
         headings such as 【納税課】 gives one row a part.",
    ),
    scope: Scope::Government,
    unique: &[&["measure_id", "fiscal_year", "part"]],
    columns: &[
        LOCALGOV_CODE,
        ID.example("072036-gk2022-1-3-6-fy2022").description(
            "年度実績の恒久的なIDを、「{取組ID}-fy{年度}[-p{区分番号}]」の形で記載する。取込時は空欄でもよく、\
             その場合はこの規則で付ける。",
            "The permanent id, {measure_id}-fy{year}[-p{part}]. It may be left blank on input and is then made by \
             this rule.",
        ),
        LOCALGOV_NAME,
        MEASURE_ID,
        column("fiscal_year", "年度", Kind::FiscalYear).required().example("2022").description(
            "記録の対象となる年度を西暦で記載する（2022は令和4年度、2022年4月1日から2023年3月31日まで）。",
            "The fiscal year the record is for; 2022 = 令和4年度 = 2022-04-01…2023-03-31.",
        ),
        column("part", "区分番号", Kind::Integer).required().example("1").description(
            "一つの欄が複数の区分に分かれている場合に、1から順に番号を付ける。分かれていなければ1とする。",
            "The number of the part where one cell holds several, counted from 1; 1 where it holds one.",
        ),
        column("part_label", "区分名", Kind::Text).description(
            "区分の見出しを、【納税課】のように印字されたとおり記載し、見出しがなければ空欄とする。",
            "The heading of the part as printed, such as 【納税課】; blank where there is none.",
        ),
        DEPARTMENT_ID.description(
            "区分が特定の部署のものである場合に、その部署のIDを記載する。",
            "The id of the department the part belongs to, where it belongs to one.",
        ),
        column("record_status", "記録の状態", Kind::Code(&codes::RECORD_STATUS))
            .required()
            .example("reported")
            .description(
                "計画だけの記録か、実績まで記された記録かを記載する。",
                "Whether only the plan of the year is printed or its results too.",
            ),
        column("planned", "計画概要", Kind::Text)
            .description("その年度に行うと計画された内容を記載する。", "What was planned for the year (計画概要)."),
        column("target_text", "数値目標の原文", Kind::Text).description(
            "その年度の数値目標の欄を、「-」なども含めて印字されたとおり記載する。数値として読み取れるものは観測値の\
             表にも記載する。",
            "The target cell of the year exactly as printed, - included; whatever of it is a figure also stands in \
             observations.",
        ),
        column("result", "実績", Kind::Text)
            .example(
                "2022年度の電子申告件数／総申告件数と利用率：個人市民税（給与支払報告書提出のみ）15,006／28,043件、\
                 53.5％。法人市民税12,865／15,809件、81.4％。固定資産税（償却資産）6,231／13,820件、45.1％。\
                 事業所税300／1,021件、29.4％。",
            )
            .description(
                "その年度に行ったことと結果を、数値を省かずに記載する。",
                "What was done and what came of it (実績, 取組状況), every figure kept.",
            ),
        column("review", "見直し・課題", Kind::Text)
            .example(
                "電子申告の周知により申告率は年々伸びている。とくに給与支払報告書の電子化に未対応の大口事業者へ勧奨\
                 通知を送り、電子申告を進める。",
            )
            .description(
                "計画の見直しや、今後の課題・方向性を記載する。",
                "What the document says about changes to the plan, issues and outlook (計画の見直し, \
                 今後の課題・方向性).",
            ),
        column("rating", "達成度", Kind::Text).description(
            "団体自身の評価を、印字されたとおり記載し、印字がなければ空欄とする。計算した進捗の判定は記載しない。",
            "The government's own rating as printed; blank where none is printed. Computed progress never stands here.",
        ),
        TEXT_ORIGIN.description(
            "計画概要、実績、見直し・課題の文章が、文書の文言のままか、要約して書き直したものかを記載する。\
             いずれかの文章があれば必須とする。",
            "Whether planned, result and review are in the document's own words or restated; needed where there is \
             any of them.",
        ),
        SOURCE_ID,
        SOURCE_PLACE.example("取組事項３⑥ 進捗状況 2022年度"),
        DOUBT,
        NOTE,
    ],
};
