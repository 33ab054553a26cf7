//! The code list `source_kind`.

use super::list::{CodeList, code};
use crate::language::Bilingual;

/// Types of source document.
pub static SOURCE_KIND: CodeList = CodeList {
    name: "source_kind",
    label: Bilingual::new("文書種別", "source kind"),
    description: Bilingual::new("出典とした文書の種類を示す。", "The type of a source document."),
    codes: &[
        code("plan", "計画書", "plan").description(
            "計画だけを記し、実績を含まない文書に用いる。",
            "A document with the plan and without results.",
        ),
        code("plan_with_progress", "計画・進捗併記", "plan with progress").description(
            "計画と各年度の実績をあわせて記した文書に用いる。",
            "A document with the plan and its yearly results.",
        ),
        code("progress_report", "進捗報告書", "progress report").description(
            "計画の実績や取組状況を報告する文書に用いる。",
            "A document that reports results or progress.",
        ),
        code("leaflet", "リーフレット", "leaflet")
            .description("取組を紹介する短い資料に用いる。", "A short document that presents the activities."),
    ],
};
