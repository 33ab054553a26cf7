//! The code list `measurement_basis`.

use super::list::{CodeList, code};
use crate::language::Bilingual;

/// How the values of an indicator relate to time.
pub static MEASUREMENT_BASIS: CodeList = CodeList {
    name: "measurement_basis",
    label: Bilingual::new("計測方法", "measurement basis"),
    description: Bilingual::new(
        "値が、年度中の量か、累計か、ある時点の数かなどを示す。",
        "How a value relates to time.",
    ),
    codes: &[
        code("flow", "年度中の量", "flow")
            .description("その年度の間に生じた量を示す場合に用いる。", "The amount within the year."),
        code("cumulative", "累計", "cumulative").description(
            "起点からその年度までを合計した量を示す場合に用いる。",
            "The total from the beginning to the end of the year.",
        ),
        code("stock", "時点の数", "stock").description(
            "年度末や4月1日など、ある時点に存在する数を示す場合に用いる。",
            "The number at a date, such as 1 April or the end of the year.",
        ),
        code("average", "平均", "average")
            .description("期間や対象についての平均を示す場合に用いる。", "An average over a period or a set of cases."),
        code("unknown", "不明", "unknown")
            .description("文書から計測方法を判断できない場合に用いる。", "The document does not say."),
    ],
};
