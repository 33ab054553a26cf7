//! The code list `years_status`.

use super::list::{CodeList, code};
use crate::language::Bilingual;

/// Whether the years of an action are known.
pub static YEARS_STATUS: CodeList = CodeList {
    name: "years_status",
    label: Bilingual::new("年度の状態", "years status"),
    description: Bilingual::new(
        "行動計画の年度が文書から読み取れるかどうかを示す。",
        "Whether the document shows the years of an action.",
    ),
    codes: &[
        code("printed", "印字", "printed").description(
            "開始年度または終了年度が文書に示されている場合に用いる。",
            "The document shows when the action starts or ends.",
        ),
        code("unknown", "不明", "unknown").description(
            "年度が読み取れず、開始年度と終了年度を空欄とした場合に用いる。",
            "The document does not show the years; start and end are blank.",
        ),
    ],
};
