//! The table `actions`.

use super::columns::{
    DOUBT, END_FISCAL_YEAR, ID, LOCALGOV_CODE, LOCALGOV_NAME, MEASURE_ID, MEASURE_STATUS, NAME, NOTE, SORT_ORDER,
    SOURCE_ID, SOURCE_PLACE, START_FISCAL_YEAR, STATUS_FISCAL_YEAR, STATUS_TEXT,
};
use crate::language::Bilingual;
use crate::model::codes;
use crate::model::column::{Kind, column};
use crate::model::table::{Scope, Table};

/// Planned actions of measures.
pub(super) static ACTIONS: Table = Table {
    name: "actions",
    label: Bilingual::new("行動計画", "actions"),
    description: Bilingual::new(
        "1行が、取組の行動計画の一つの項目（図の帯や箇条書き）を表す。",
        "One row is one planned action of a measure: a bar of its chart or a list item.",
    ),
    scope: Scope::Government,
    unique: &[&["measure_id", "sort_order"]],
    columns: &[
        LOCALGOV_CODE,
        ID.example("072036-gk2022-1-3-6-action-01"),
        LOCALGOV_NAME,
        MEASURE_ID,
        SORT_ORDER,
        column("group_name", "取組内容", Kind::Text)
            .example("統計研修の実施（他団体提供講座含む）")
            .not_in_example_row()
            .description(
                "この項目を束ねる見出し（取組内容の欄の語）を記載し、どの見出しのものか読み取れなければ空欄とする。",
                "The heading of the action; blank if it is unknown.",
            ),
        NAME.example("各種手引き送付時の啓発・市ウェブサイト及び広報誌等による啓発・東北税理士会郡山支部への勧奨依頼")
            .description("行動計画の項目を、印字されたとおり記載する。", "The action as printed."),
        START_FISCAL_YEAR.description(
            "項目を始める年度を記載し、文書から読み取れなければ空欄とする。内容から推測しない。",
            "The fiscal year in which the action starts; blank if the document does not show it. It is not inferred \
             from the text.",
        ),
        END_FISCAL_YEAR.description(
            "項目を終える年度を記載し、文書から読み取れなければ空欄とする。内容から推測しない。",
            "The fiscal year in which the action ends; blank if the document does not show it. It is not inferred \
             from the text.",
        ),
        column("years_status", "年度の状態", Kind::Code(&codes::YEARS_STATUS))
            .required()
            .example("unknown")
            .description("年度が文書から読み取れたか、不明かを記載する。", "Whether the document shows the years."),
        MEASURE_STATUS,
        STATUS_TEXT,
        STATUS_FISCAL_YEAR,
        SOURCE_ID,
        SOURCE_PLACE.example("取組事項３⑥ 計画 行動計画"),
        DOUBT,
        NOTE,
    ],
};
