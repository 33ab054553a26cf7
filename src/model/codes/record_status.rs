//! The code list `record_status`.

use super::list::{CodeList, code};
use crate::language::Bilingual;

/// Whether an achievement has been reported yet.
pub static RECORD_STATUS: CodeList = CodeList {
    name: "record_status",
    label: Bilingual::new("記録の状態", "record status"),
    description: Bilingual::new(
        "年度ごとの記録に、実績まで記されているかどうかを示す。",
        "Whether the record of a year has results yet.",
    ),
    codes: &[
        code("planned", "計画", "planned").description(
            "その年度の計画だけが記され、実績がまだ記されていない場合に用いる。",
            "Only the plan of the year is printed, not its results.",
        ),
        code("reported", "報告済み", "reported")
            .description("その年度の実績が記されている場合に用いる。", "The results of the year are printed."),
    ],
};
