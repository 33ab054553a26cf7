//! The code list `comparator`.

use super::list::{CodeList, code};
use crate::language::Bilingual;

/// Comparison printed with a value, such as 以上.
pub static COMPARATOR: CodeList = CodeList {
    name: "comparator",
    label: Bilingual::new("比較", "comparator"),
    description: Bilingual::new(
        "値に添えられた「以上」「未満」「約」などの語を示す。添えられた語がなければ空欄とする。",
        "The comparison printed with a value, such as 以上, 未満 or 約; blank if there is none.",
    ),
    codes: &[
        code(">=", "以上", "at least").description("「以上」と記された値に用いる。", "Printed with 以上."),
        code(">", "超", "more than")
            .description("「超」「を上回る」と記された値に用いる。", "Printed with 超 or を上回る."),
        code("<=", "以下", "at most").description(
            "「以下」「以内」「までに」と記された値や時期に用いる。",
            "Printed as 以下, 以内 or までに, for a number or a date.",
        ),
        code("<", "未満", "less than").description("「未満」と記された値に用いる。", "Printed with 未満."),
        code("~", "約", "about").description("「約」「程度」と記された値に用いる。", "Printed with 約 or 程度."),
    ],
};
