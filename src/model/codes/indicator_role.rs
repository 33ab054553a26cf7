//! The code list `indicator_role`.

use super::list::{CodeList, code};
use crate::language::Bilingual;

/// Whether an indicator has a target.
pub static INDICATOR_ROLE: CodeList = CodeList {
    name: "indicator_role",
    label: Bilingual::new("指標の役割", "indicator role"),
    description: Bilingual::new("指標に目標値があるかどうかを示す。", "Whether the indicator has a target."),
    codes: &[
        code("target", "目標指標", "target")
            .description("目標値の行を一つ以上持つ指標に用いる。", "An indicator with at least one target row."),
        code("monitoring", "参考指標", "monitoring").description(
            "目標値を持たず、実績などだけが記された指標に用いる。",
            "An indicator without a target that is reported nevertheless.",
        ),
    ],
};
