//! The code list `value_basis`.

use super::list::{CodeList, code};
use crate::language::Bilingual;

/// Whether a value is a level or an increment.
pub static VALUE_BASIS: CodeList = CodeList {
    name: "value_basis",
    label: Bilingual::new("値の基準", "value basis"),
    description: Bilingual::new(
        "値が水準そのものか、基準年度の実績に加える分かを示す。",
        "Whether a value is absolute or an increment.",
    ),
    codes: &[
        code("absolute", "水準", "absolute")
            .description("値が水準そのものを示す場合に用いる。", "The value is absolute."),
        code("increment", "増分", "increment").description(
            "「令和７年度＋10件」のように、基準年度の実績値に加える分を示す場合に用いる。",
            "The value is added to the actual of base_fiscal_year, such as 令和７年度＋10件.",
        ),
    ],
};
