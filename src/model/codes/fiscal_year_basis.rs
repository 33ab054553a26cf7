//! The code list `fiscal_year_basis`.

use super::list::{CodeList, code};
use crate::language::Bilingual;

/// How the fiscal year of an observation was determined.
pub static FISCAL_YEAR_BASIS: CodeList = CodeList {
    name: "fiscal_year_basis",
    label: Bilingual::new("年度の根拠", "fiscal year basis"),
    description: Bilingual::new(
        "値の年度を何によって定めたかを示す。",
        "How the fiscal year of a value was determined.",
    ),
    codes: &[
        code("printed", "印字", "printed").description(
            "値・列・欄・時点のいずれかに年度が印字されている場合に用いる。",
            "The year is printed with the value, its column, its block or its date.",
        ),
        code("plan_end", "計画の終了年度", "plan end").description(
            "年度の印字がない目標を、計画の終了年度のものとした場合に用いる。",
            "A target without a printed year; the last year of the plan is used as its due year.",
        ),
        code("unknown", "不明", "unknown").description(
            "年度が印字されていないため、年度を空欄とした場合に用いる。",
            "No year is printed; the fiscal year is blank.",
        ),
    ],
};
