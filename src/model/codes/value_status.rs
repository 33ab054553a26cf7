//! The code list `value_status`.

use super::list::{CodeList, code};
use crate::language::Bilingual;

/// Whether an observation has a value and, if not, why.
pub static VALUE_STATUS: CodeList = CodeList {
    name: "value_status",
    label: Bilingual::new("値の状態", "value status"),
    description: Bilingual::new(
        "値の有無とその理由を示し、空欄・0・設定なしを区別する。期限前・未報告はAPIが導き、データには記載しない。",
        "Whether there is a value and, if not, why: null, 0 and not set differ. not_yet_due and not_reported are \
         computed by the API and not stored.",
    ),
    codes: &[
        code("given", "値あり", "given")
            .description("値または日付値を記載した場合に用いる。", "There is a value or a date value."),
        code("qualitative", "文言のみ", "qualitative").description(
            "原文が文言だけの場合や、積や範囲など一つの数値でない場合に用いる。",
            "The printed value is text, or a product or range instead of a single number.",
        ),
        code("not_set", "設定なし", "not set").description(
            "「-」「設定なし」のように、設定していないことが印字されている場合に用いる。",
            "The document says that no value is set: - or 設定なし.",
        ),
        code("to_be_set", "後で設定", "to be set").description(
            "「導入した場合に設定」のように、後で設定することが印字されている場合に用いる。",
            "The document says that the value will be set later, such as 導入した場合に設定.",
        ),
        code("not_measured", "未計測", "not measured").description(
            "その年度に計測しなかったことが文書に記されている場合に用いる。",
            "The document says that it was not measured for that year.",
        ),
        code("discontinued", "把握終了", "discontinued").description(
            "「把握は行わない」のように、把握をやめたことが文書に記されている場合に用いる。",
            "The document says that it is no longer measured, such as 把握は行わない.",
        ),
        code("unreadable", "判読不能", "unreadable")
            .description("印字はあるが、値を読み取れない場合に用いる。", "A value is printed but illegible."),
    ],
};
