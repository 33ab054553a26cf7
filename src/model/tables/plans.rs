//! The table `plans`.

use super::columns::{
    DOUBT, END_FISCAL_YEAR, ID, LOCALGOV_CODE, LOCALGOV_NAME, NAME, NOTE, SOURCE_ID, SOURCE_PLACE, START_FISCAL_YEAR,
    TEXT_ORIGIN,
};
use crate::language::Bilingual;
use crate::model::codes;
use crate::model::column::{Kind, column};
use crate::model::table::{Scope, Table};

/// Plans.
pub(super) static PLANS: Table = Table {
    name: "plans",
    label: Bilingual::new("計画", "plans"),
    description: Bilingual::new(
        "1行が、団体が公表した一つの計画・大綱・報告を表す。",
        "One row is one plan, outline or report that the government published.",
    ),
    scope: Scope::Government,
    unique: &[],
    columns: &[
        LOCALGOV_CODE,
        ID.example("072036-gk2022").description(
            "計画の恒久的なIDを、「{全国地方公共団体コード}-{計画の略号}」の形で記載する。",
            "The permanent id of the plan, {localgov_code}-{short name}.",
        ),
        LOCALGOV_NAME,
        NAME.example("郡山市行財政改革大綱2022　実施計画")
            .description("計画の名称を、印字されたとおり記載する。", "The name of the plan as printed."),
        column("plan_kind", "計画種別", Kind::Code(&codes::PLAN_KIND))
            .required()
            .example("implementation_plan")
            .description("大綱、実施計画、報告など、計画の性格を記載する。", "The type of plan."),
        START_FISCAL_YEAR.example("2022").description(
            "計画期間の最初の年度を西暦で記載する（2022は令和4年度）。",
            "The first fiscal year of the plan, a western year (2022 = 令和4年度).",
        ),
        END_FISCAL_YEAR
            .example("2025")
            .description("計画期間の最後の年度を西暦で記載する。", "The last fiscal year of the plan, a western year."),
        column("reported_through_fiscal_year", "最新実績年度", Kind::FiscalYear).example("2023").description(
            "実績が公表されている最後の年度を記載する。これより後の年度に実績がないのは期限前、以前の年度にないのは\
             未報告と扱う。",
            "The last fiscal year with published results. A later year without an actual is not due yet; an earlier \
             one was not reported.",
        ),
        column("parent_plan_name", "上位計画名", Kind::Text).example("郡山市行財政改革大綱2022").description(
            "この計画の上位に位置する大綱などの名称を記載する。",
            "The name of the outline or the superior plan.",
        ),
        column("coverage", "収録範囲", Kind::Code(&codes::COVERAGE)).required().example("partial").description(
            "計画のすべての取組を収録したか、一部だけかを記載する。",
            "Whether all measures of the plan are in the dataset, or only a part.",
        ),
        column("overview", "概要", Kind::Text)
            .example(
                "重点推進目標１「機能的な行政運営の構築」について、実施計画ごとに2022～2025年度の行動計画、\
                 2025年度末までの目標値と現況値、2022年度・2023年度の実績と計画の見直しを示す。",
            )
            .description("計画の概要を記載する。", "What the plan is about."),
        TEXT_ORIGIN.description(
            "概要の文章が、文書の文言のままか、要約して書き直したものかを記載する。概要があれば必須とする。",
            "Whether the overview is quoted from the document or restated; required if there is an overview.",
        ),
        SOURCE_ID,
        SOURCE_PLACE.example("全体"),
        DOUBT,
        NOTE,
    ],
};
