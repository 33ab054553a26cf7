//! The code list `break_reason`.

use super::list::{CodeList, code};
use crate::language::Bilingual;

/// Why a value is not comparable with those of earlier years.
pub static BREAK_REASON: CodeList = CodeList {
    name: "break_reason",
    label: Bilingual::new("断絶理由", "break reason"),
    description: Bilingual::new(
        "この年度の値から前の年度と比べられなくなった理由を示す。断絶をまたぐ増減は計算しない。",
        "Why values from this year on are not comparable with earlier ones; no change is computed across a break.",
    ),
    codes: &[
        code("definition", "定義", "definition")
            .description("数える物事の定義が変わった場合に用いる。", "The definition changed."),
        code("scope", "対象範囲", "scope")
            .description("数える対象の範囲が変わった場合に用いる。", "The scope was extended or reduced."),
        code("method", "計測方法", "method")
            .description("数え方や調べ方が変わった場合に用いる。", "The method of counting or surveying changed."),
        code("period", "対象期間", "period").description(
            "値が対象とする期間の長さや区切りが変わった場合に用いる。",
            "The length or limits of the period changed.",
        ),
        code("source", "データ源", "source").description(
            "値の元となる調査や資料が変わった場合に用いる。",
            "The survey or record behind the value changed.",
        ),
    ],
};
