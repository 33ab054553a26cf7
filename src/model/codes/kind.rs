//! The code list `kind`.

use super::list::{CodeList, code};
use crate::language::Bilingual;

/// Kinds of observation: baseline, target, actual and others.
pub static KIND: CodeList = CodeList {
    name: "kind",
    label: Bilingual::new("種別", "kind"),
    description: Bilingual::new(
        "値が現況値・目標値・実績値などのどれに当たるかを示す。推移と進捗に使うのは、この三つだけとする。",
        "What a figure is. Trends and progress use baseline, target and actual only.",
    ),
    codes: &[
        code("baseline", "現況値", "baseline").description(
            "文書が「現況値」「現状」と呼ぶ値に用い、推移ではその年度の値としても扱う。",
            "A level the document itself calls 現況値 or 現状; it also counts as its year's point in a series.",
        ),
        code("target", "目標値", "target").description(
            "達成すべき水準として示された値に用い、年度には達成の期限を記載する。",
            "A level set to be reached; its fiscal year is the due year.",
        ),
        code("actual", "実績値", "actual").description(
            "その年度の結果として示された値に用い、後の文書に前年度の値として載ったものも含む。",
            "A result of a year, also where a later document prints it as last year's figure.",
        ),
        code("planned", "予定値", "planned").description(
            "まだ始まっていない年度について団体自身が定めた水準に用い、進捗の計算には使わない。",
            "A level the government itself fixes for a year not yet begun; never used for progress.",
        ),
        code("illustrative", "例示値", "illustrative").description(
            "試算・イメージ・仮定として示された値に用い、推移には含めない。",
            "A trial calculation, picture or assumption (試算, イメージ, 仮に); never part of a trend.",
        ),
    ],
};
