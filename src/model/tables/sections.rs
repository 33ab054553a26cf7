//! The table `sections`.

use super::columns::{
    DOUBT, ID, LEVEL_LABEL, LOCALGOV_CODE, LOCALGOV_NAME, NAME, NAME_BASIS, NOTE, NUMBER_TEXT, PLAN_ID, SORT_ORDER,
    SOURCE_ID, SOURCE_PLACE,
};
use crate::language::Bilingual;
use crate::model::column::{Kind, column};
use crate::model::table::{Scope, Table};

/// Nodes of the plan tree (施策体系).
pub(super) static SECTIONS: Table = Table {
    name: "sections",
    label: Bilingual::new("施策", "sections"),
    description: Bilingual::new(
        "1行が、計画の体系（重点推進目標・取組事項・方針・推進項目など）の一つの節を表す。",
        "One row is one node of the plan tree, at any level.",
    ),
    scope: Scope::Government,
    unique: &[&["plan_id", "parent_section_id", "sort_order"]],
    columns: &[
        LOCALGOV_CODE,
        ID.example("072036-gk2022-1-3").description(
            "施策の恒久的なIDを、計画IDに印字された番号を続けた形で記載する。番号がなければ文書内の順番を2桁で用い、\
             重なれば a、b を添える。",
            "The permanent id: the id of the plan, then the printed numbers, or else the two-digit position in the \
             document; a or b is appended to duplicates.",
        ),
        LOCALGOV_NAME,
        PLAN_ID,
        column("parent_section_id", "親施策ID", Kind::Reference("sections"))
            .example("072036-gk2022-1")
            .not_in_example_row()
            .description(
                "一つ上の階層の施策のIDを記載し、最上位の施策では空欄とする。",
                "The id of the parent section; blank at the top level.",
            ),
        SORT_ORDER.example("3"),
        LEVEL_LABEL.example("取組事項").description(
            "計画がその階層を呼ぶ名称を、印字されたとおり記載する。既知のものは、重点推進目標、取組事項、方針、\
             推進項目、テーマ、分野、区分、部、改革項目、具体的取組。",
            "What the plan calls this level, as printed. Known so far: 重点推進目標, 取組事項, 方針, 推進項目, \
             テーマ, 分野, 区分, 部, 改革項目, 具体的取組.",
        ),
        NUMBER_TEXT.example("３"),
        NAME.example("行政サービスのデジタル化").description(
            "施策の名称を記載する。見出しが読み取れなければ「（見出しなし）」とする。",
            "The name of the section; （見出しなし） if its heading is missing or illegible.",
        ),
        NAME_BASIS,
        SOURCE_ID,
        SOURCE_PLACE.example("取組事項３ 見出し"),
        DOUBT,
        NOTE,
    ],
};
