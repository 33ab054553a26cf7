//! The code list `plan_kind`.

use super::list::{CodeList, code};
use crate::language::Bilingual;

/// Types of plan document.
pub static PLAN_KIND: CodeList = CodeList {
    name: "plan_kind",
    label: Bilingual::new("計画種別", "plan kind"),
    description: Bilingual::new("収録した計画や報告の性格を示す。", "The type of the plan or report."),
    codes: &[
        code("outline", "大綱", "outline")
            .description("改革などの基本方針を定めた大綱に用いる。", "An outline (大綱) that sets the basic policy."),
        code("implementation_plan", "実施計画", "implementation plan").description(
            "大綱などに基づき、取組と目標を具体的に定めた計画に用いる。",
            "A plan that sets out the measures and targets under an outline.",
        ),
        code("progress_report", "取組状況報告", "progress report").description(
            "計画書とは別に、取組状況だけをまとめた報告に用いる。",
            "A progress report, published separately from the plan.",
        ),
        code("policy_statement", "取組方針", "policy statement").description(
            "計画の形式をとらず、取組の考え方や内容を示した文書に用いる。",
            "A statement of activities and reasons that does not have the form of a plan.",
        ),
    ],
};
