//! The code list `kind`.

use super::list::{CodeList, code};
use crate::language::Bilingual;

/// Kinds of observation: baseline, target, actual and others.
pub static KIND: CodeList = CodeList {
    name: "kind",
    label: Bilingual::new("種別", "kind"),
    description: Bilingual::new(
        "値が現況値・目標値・実績値などのどれに当たるかを示す。推移と進捗に使うのは、この三つだけとする。",
        "The kind of a value. Trends and progress use baselines, targets and actuals only.",
    ),
    codes: &[
        code("baseline", "現況値", "baseline").description(
            "文書が「現況値」「現状」と呼ぶ値に用い、推移ではその年度の値としても扱う。",
            "A value that the document calls 現況値 or 現状; it is also the value of its year in a trend.",
        ),
        code("target", "目標値", "target").description(
            "達成すべき水準として示された値に用い、年度には達成の期限を記載する。",
            "A value to be reached; its fiscal year is the due year.",
        ),
        code("actual", "実績値", "actual").description(
            "その年度の結果として示された値に用い、後の文書に前年度の値として載ったものも含む。",
            "The result of a year, also if a later document prints it as the value of the previous year.",
        ),
        code("planned", "計画数量", "planned").description(
            "団体がある年度について定めた数量のうち、文書が目標値と呼んでいないものに用い、進捗の計算には使わない。",
            "A quantity that the government sets for a year without calling it a target; not used for progress.",
        ),
        code("illustrative", "例示値", "illustrative").description(
            "試算・イメージ・仮定として示された値に用い、推移には含めない。",
            "An estimate, illustration or assumption (試算, イメージ, 仮に); not included in trends.",
        ),
    ],
};
