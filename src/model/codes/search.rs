//! The code lists of the search. They are answers of the API, never cells of the dataset.
//!
//! Knows the types of the code lists.

use super::{CodeList, code, words};

/// What a search may find.
pub static SEARCH_SUBJECT: CodeList = CodeList {
    name: "search_subject",
    label: words("検索の対象", "search subject"),
    description: words("検索で見つかったものの種類を示す。", "What a search has found."),
    codes: &[
        code("measure", "取組", "measure").when("取組が見つかった場合に用いる。", "A measure was found."),
        code("indicator", "指標", "indicator").when("指標が見つかった場合に用いる。", "An indicator was found."),
        code("achievement", "年度実績", "achievement")
            .when("取組の一年度の計画・実績が見つかった場合に用いる。", "One year's record of a measure was found."),
    ],
};

/// How well a hit fits.
pub static SEARCH_MATCH: CodeList = CodeList {
    name: "search_match",
    label: words("一致の種類", "search match"),
    description: words(
        "検索語がどこに、どう一致したかを示す。上のものほど先に並ぶ。",
        "How what was searched for stands in a hit; the better ones come first.",
    ),
    codes: &[
        code("name_equal", "名称と一致", "name equal")
            .when("名称が検索語そのものの場合に用いる。", "The name is what was searched for."),
        code("name_begins", "名称の先頭", "name begins")
            .when("名称が検索語で始まる場合に用いる。", "The name begins with what was searched for."),
        code("name_contains", "名称に含む", "name contains")
            .when("名称がすべての語を含む場合に用いる。", "The name holds all words."),
        code("text", "本文に含む", "text")
            .when("すべての語が名称または本文にある場合に用いる。", "All words stand in the name or the texts."),
    ],
};
