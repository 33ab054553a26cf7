//! The code list `comparability`.

use super::list::{CodeList, code};
use crate::language::Bilingual;

/// Whether the members of a topic can be compared.
pub static COMPARABILITY: CodeList = CodeList {
    name: "comparability",
    label: Bilingual::new("比較可能性", "comparability"),
    description: Bilingual::new(
        "同じトピックに並べた指標や取組を、団体間で比べてよいかどうかを示す。",
        "Whether the members of a topic can be compared across governments.",
    ),
    codes: &[
        code("same", "同じ", "same").description(
            "定義と単位が同じで、そのまま比べられる場合に用いる。",
            "Same definition and unit; comparable without restrictions.",
        ),
        code("similar", "類似", "similar").description(
            "定義や対象が一部異なり、その違いを踏まえて比べる場合に用いる。",
            "Definition or scope differs in part; compare with care.",
        ),
        code("not_comparable", "比較不可", "not comparable").description(
            "単位・定義・年度のいずれかが異なり、比べられない場合に用い、どれが異なるかを備考に記載する。",
            "Unit, definition or year differs; the note says which.",
        ),
    ],
};
