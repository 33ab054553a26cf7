//! The code list `coverage`.

use super::list::{CodeList, code};
use crate::language::Bilingual;

/// How much of a plan the dataset contains.
pub static COVERAGE: CodeList = CodeList {
    name: "coverage",
    label: Bilingual::new("収録範囲", "coverage"),
    description: Bilingual::new("計画のうち、データに収めた範囲を示す。", "How much of the plan is in the dataset."),
    codes: &[
        code("full", "全部", "full")
            .description("計画のすべての取組を収録した場合に用いる。", "Every measure of the plan is in the dataset."),
        code("partial", "一部", "partial").description(
            "計画の一部の取組だけを収録した場合に用いる。",
            "Only a part of the plan's measures is in the dataset.",
        ),
    ],
};
