//! The table `measure_tags`.

use super::columns::{DOUBT, ID, LOCALGOV_CODE, LOCALGOV_NAME, MEASURE_ID, NOTE, SOURCE_ID, SOURCE_PLACE};
use crate::language::Bilingual;
use crate::model::codes;
use crate::model::column::{Kind, column};
use crate::model::table::{Scope, Table};

/// Classification codes of measures, such as SDG targets.
pub(super) static MEASURE_TAGS: Table = Table {
    name: "measure_tags",
    label: Bilingual::new("取組の分類", "tags of measures"),
    description: Bilingual::new(
        "1行が、一つの取組に付いた一つの分類コード（SDGsのターゲットなど）を表す。",
        "One row is one tag of one measure, such as an SDG target.",
    ),
    scope: Scope::Government,
    unique: &[&["measure_id", "scheme", "code"]],
    columns: &[
        LOCALGOV_CODE,
        ID.example("072036-gk2022-1-3-6-sdg-17-1"),
        LOCALGOV_NAME,
        MEASURE_ID,
        column("scheme", "体系", Kind::Code(&codes::TAG_SCHEME))
            .required()
            .example("sdg_target")
            .description("コードがどの分類の体系のものかを記載する。", "The classification scheme of the code."),
        column("code", "コード", Kind::Text).required().example("17.1").description(
            "分類のコードを文字列として記載する（17.1と17.10は別のもの）。SDGsでは印字された番号、ほかの体系では\
             コード表 tag_goless、tag_disclosure_channel の値とする。",
            "The code as text: 17.1 and 17.10 differ. For sdg_target the printed number, for the other schemes a \
             code of tag_goless or tag_disclosure_channel.",
        ),
        SOURCE_ID,
        SOURCE_PLACE.example("取組事項３⑥ 計画 SDGs"),
        DOUBT,
        NOTE,
    ],
};
