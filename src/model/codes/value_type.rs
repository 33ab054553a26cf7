//! The code list `value_type`.

use super::list::{CodeList, code};
use crate::language::Bilingual;

/// Data type of the values of an indicator.
pub static VALUE_TYPE: CodeList = CodeList {
    name: "value_type",
    label: Bilingual::new("値の型", "value type"),
    description: Bilingual::new("指標の値を何で表すかを示す。", "The data type of the values of an indicator."),
    codes: &[
        code("number", "数値", "number").description(
            "件数・人数・時間・金額など、百分率以外の数値で表す指標に用いる。",
            "Counts, people, hours, money and other numbers except percentages.",
        ),
        code("percent", "百分率", "percent").description(
            "百分率で表す指標に用い、値は％を付けずに「85.36」のように記載する。",
            "A percentage, written without the sign: 85.36.",
        ),
        code("date", "日付", "date").description(
            "公表時期など、年月または年月日で表す指標に用いる。",
            "A month or a date, such as a publication date; see value_date.",
        ),
        code("text", "文言", "text")
            .description("数値でも日付でもなく、文言で表す指標に用いる。", "Text, neither a number nor a date."),
    ],
};
