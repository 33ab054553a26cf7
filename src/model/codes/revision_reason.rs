//! The code list `revision_reason`.

use super::list::{CodeList, code};
use crate::language::Bilingual;

/// Why the government revised a target or a published value.
pub static REVISION_REASON: CodeList = CodeList {
    name: "revision_reason",
    label: Bilingual::new("改訂理由", "revision reason"),
    description: Bilingual::new(
        "団体が値を改訂した理由を、改訂される前の行に示す。",
        "Why the government revised a value; entered in the row that was replaced.",
    ),
    codes: &[
        code("target_met", "目標達成", "target met").description(
            "目標を達成したため、より高い目標に改めた場合に用いる。",
            "The target had been met and was raised.",
        ),
        code("definition_changed", "定義変更", "definition changed").description(
            "指標の定義や数え方を改めたため、値も改めた場合に用いる。",
            "The definition of the indicator changed.",
        ),
        code("plan_revised", "計画改定", "plan revised")
            .description("計画そのものの改定に伴って改めた場合に用いる。", "The plan as a whole was revised."),
        code("circumstances", "情勢の変化", "circumstances").description(
            "社会情勢や前提条件の変化を理由に改めた場合に用いる。",
            "Circumstances or assumptions had changed.",
        ),
        code("figure_corrected", "団体による訂正", "figure corrected").description(
            "団体自身が公表済みの数値を訂正した場合に用いる。",
            "The government corrected a published value.",
        ),
        code("not_stated", "記載なし", "not stated")
            .description("改訂の理由が文書に記されていない場合に用いる。", "The document gives no reason."),
    ],
};
