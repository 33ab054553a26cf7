//! The code list `break_reason`.

use super::list::{CodeList, code};
use crate::language::Bilingual;

/// Why a value is not comparable with those of earlier years.
pub static BREAK_REASON: CodeList = CodeList {
    name: "break_reason",
    label: Bilingual::new("断絶理由", "break reason"),
    description: Bilingual::new(
        "この年度の値から前の年度と比べられなくなった理由を示す。断絶をまたぐ増減は計算しない。",
        "Why figures from this year on do not compare with those before; no change is computed across a break.",
    ),
    codes: &[
        code("definition", "定義", "definition")
            .description("数える物事の定義が変わった場合に用いる。", "What is counted was defined anew."),
        code("scope", "対象範囲", "scope")
            .description("数える対象の範囲が変わった場合に用いる。", "What is included was widened or narrowed."),
        code("method", "計測方法", "method")
            .description("数え方や調べ方が変わった場合に用いる。", "The way of counting or asking was changed."),
        code("period", "対象期間", "period").description(
            "値が対象とする期間の長さや区切りが変わった場合に用いる。",
            "The period covered has another length or other limits.",
        ),
        code("source", "データ源", "source").description(
            "値の元となる調査や資料が変わった場合に用いる。",
            "The survey or record behind the figure is another.",
        ),
    ],
};
