//! The code list `measure_status`.

use super::list::{CodeList, code};
use crate::language::Bilingual;

/// Status of a measure or an action, as marked in the document.
pub static MEASURE_STATUS: CodeList = CodeList {
    name: "measure_status",
    label: Bilingual::new("状態", "measure status"),
    description: Bilingual::new(
        "文書が取組や行動計画に付けた状態の印を示し、進捗の判定とは別に扱う。印がなければ空欄とする。",
        "The status mark printed with a measure or action, which is not an assessment of progress. Blank if there \
         is no mark.",
    ),
    codes: &[
        code("new", "新規", "new").description(
            "「【新規】」など、新しく始めることが示されている場合に用いる。",
            "Marked as new, such as 【新規】.",
        ),
        code("expanded", "拡充", "expanded").description(
            "「【拡充】」など、内容を広げることが示されている場合に用いる。",
            "Marked as extended, such as 【拡充】.",
        ),
        code("done", "実施済み", "done").description(
            "「✔」など、すでに実施したことが示されている場合に用いる。",
            "Marked as implemented, such as ✔.",
        ),
        code("planned", "実施予定", "planned").description(
            "「❑」など、これから実施することが示されている場合に用いる。",
            "Marked as not yet implemented, such as ❑.",
        ),
        code("abolished", "廃止", "abolished").description(
            "取組をやめたこと、またはやめることが示されている場合に用いる。",
            "The document says that it has ended or will end.",
        ),
        code("merged", "統合", "merged").description(
            "ほかの取組に統合したこと、または統合することが示されている場合に用いる。",
            "The document says that it has become or will become part of another measure.",
        ),
    ],
};
