//! The code lists `direction` and `direction_basis`.

use super::list::{CodeList, code};
use crate::language::Bilingual;

/// Desired direction of change of an indicator.
pub static DIRECTION: CodeList = CodeList {
    name: "direction",
    label: Bilingual::new("向き", "direction"),
    description: Bilingual::new(
        "値がどう動くことを目指す指標かを示す。",
        "Desired direction of change of the indicator.",
    ),
    codes: &[
        code("increase", "増加", "increase").description(
            "値が大きくなることを目指す指標に用い、「85％以上を維持」のように上回ってよいものも含む。",
            "Higher is better; also used for a level to be kept that may be exceeded (85％以上を維持).",
        ),
        code("decrease", "減少", "decrease").description(
            "値が小さくなることを目指す指標に用い、上限を守るものも含む。",
            "Lower is better; also used for an upper limit to be kept.",
        ),
        code("maintain", "維持", "maintain")
            .description("値をちょうど同じに保つことを目指す指標に用いる。", "The value should stay exactly the same."),
        code("unspecified", "特定なし", "unspecified").description(
            "目指す向きを文書から判断できない場合に用いる。",
            "The document does not say which direction is better.",
        ),
    ],
};

/// How the direction of an indicator was determined.
pub static DIRECTION_BASIS: CodeList = CodeList {
    name: "direction_basis",
    label: Bilingual::new("向きの根拠", "direction basis"),
    description: Bilingual::new(
        "指標の向きを何によって定めたかを示す。",
        "How the direction of an indicator was determined.",
    ),
    codes: &[
        code("printed", "文書の記載", "printed").description(
            "目指す向きが文書に書かれている場合に用いる。",
            "The document says which direction is better.",
        ),
        code("derived", "目標値からの導出", "derived").description(
            "目標値と現況値の大小から向きを定めた場合に用いる。",
            "Derived by comparing the target with the baseline.",
        ),
        code("ours", "作成者の判断", "ours").description(
            "データの作成者が文意から向きを判断した場合に用いる。",
            "Determined by the authors of the dataset from the meaning of the text.",
        ),
    ],
};
