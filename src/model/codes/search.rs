//! The code lists `search_subject` and `search_match`. Computed values of the API; no column of the dataset uses them.

use super::list::{CodeList, code};
use crate::language::Bilingual;

/// Kinds of record that a search can return.
pub static SEARCH_SUBJECT: CodeList = CodeList {
    name: "search_subject",
    label: Bilingual::new("検索の対象", "search subject"),
    description: Bilingual::new("検索で見つかったものの種類を示す。", "What a search has found."),
    codes: &[
        code("measure", "取組", "measure").description("取組が見つかった場合に用いる。", "A measure was found."),
        code("indicator", "指標", "indicator").description("指標が見つかった場合に用いる。", "An indicator was found."),
        code("achievement", "年度実績", "achievement")
            .description("取組の一年度の計画・実績が見つかった場合に用いる。", "The yearly record of a measure."),
    ],
};

/// How closely a search result matches the query.
pub static SEARCH_MATCH: CodeList = CodeList {
    name: "search_match",
    label: Bilingual::new("一致の種類", "search match"),
    description: Bilingual::new(
        "検索語がどこに、どう一致したかを示す。上のものほど先に並ぶ。",
        "How closely a search result matches the query; better matches come first.",
    ),
    codes: &[
        code("name_equal", "名称と一致", "name equal")
            .description("名称が検索語そのものの場合に用いる。", "The name equals the query."),
        code("name_begins", "名称の先頭", "name begins")
            .description("名称が検索語で始まる場合に用いる。", "The name begins with the query."),
        code("name_contains", "名称に含む", "name contains")
            .description("名称がすべての語を含む場合に用いる。", "The name holds all words."),
        code("text", "本文に含む", "text").description(
            "すべての語が名称または本文にある場合に用いる。",
            "The name or the texts contain all words of the query.",
        ),
    ],
};
