//! The code lists `progress_status` and `progress_reason`. Computed values of the API; no column of the dataset uses them.

use super::list::{CodeList, code};
use crate::language::Bilingual;

/// Computed status of an indicator against its target.
pub static PROGRESS_STATUS: CodeList = CodeList {
    name: "progress_status",
    label: Bilingual::new("進捗の判定", "progress status"),
    description: Bilingual::new(
        "公開された数値から計算した進捗の判定を示す。団体自身の評価（達成度）ではない。",
        "The status of an indicator, computed from the published values; not the government's own rating.",
    ),
    codes: &[
        code("achieved", "達成", "achieved").description(
            "最終の目標を満たした場合に用い、期限前に満たした場合を含む。",
            "The final target is met, in its due year or before.",
        ),
        code("on_track", "順調", "on track").description(
            "期限前で、その時点までに見込まれる水準に達している場合に用いる。",
            "Not due yet, and at or above the expected level.",
        ),
        code("behind", "遅れ", "behind").description(
            "期限前で、その時点までに見込まれる水準に達していない場合に用いる。",
            "Not due yet, and below the expected level.",
        ),
        code("regressed", "後退", "regressed").description(
            "期限前で、現況値より悪くなった場合や、すでに満たしていた目標を満たさなくなった場合に用いる。",
            "Not due yet, and worse than the baseline, or no longer meeting a target that the baseline met.",
        ),
        code("missed", "未達成", "missed")
            .description("期限が来た時点で目標を満たしていない場合に用いる。", "The target is due and not met."),
        code("not_assessable", "判定不能", "not assessable").description(
            "判定に必要な値がそろわない場合に用い、理由を必ず添える。",
            "Required information is missing; there is always a reason.",
        ),
    ],
};

/// Why progress cannot be assessed.
pub static PROGRESS_REASON: CodeList = CodeList {
    name: "progress_reason",
    label: Bilingual::new("判定不能の理由", "progress reason"),
    description: Bilingual::new("進捗を判定できない理由を示す。", "Why progress cannot be assessed."),
    codes: &[
        code("no_target", "目標値なし", "no target").description("目標値がない場合に用いる。", "There is no target."),
        code("target_year_unknown", "目標年度不明", "target year unknown")
            .description("目標値に期限の年度がない場合に用いる。", "The target has no due year."),
        code("target_not_numeric", "目標が数値でない", "target not numeric").description(
            "目標が文言だけで、数値でも日付でもない場合に用いる。",
            "The target is text, neither a number nor a date.",
        ),
        code("increment_base_missing", "増分の基準なし", "increment base missing").description(
            "目標が増分で示され、基準年度の実績値がない場合に用いる。",
            "The target is an increment and the actual of its base year is missing.",
        ),
        code("no_actual", "実績値なし", "no actual")
            .description("実績値がまだない場合に用いる。", "There is no actual yet."),
        code("actual_not_numeric", "実績が数値でない", "actual not numeric").description(
            "最新の実績が文言だけで、数値でも日付でもない場合に用いる。",
            "The latest actual is text, neither a number nor a date.",
        ),
        code("no_actual_after_baseline", "現況値より後の実績なし", "no actual after baseline").description(
            "現況値の年度より後の実績値がない場合に用いる。",
            "There is no actual for a year after the baseline.",
        ),
        code("no_baseline", "現況値なし", "no baseline").description(
            "現況値がなく、途中の進み具合を計算できない場合に用いる。",
            "There is no baseline to measure progress from.",
        ),
        code("baseline_year_unknown", "現況値の年度不明", "baseline year unknown")
            .description("現況値に年度がない場合に用いる。", "The baseline has no year."),
        code("breakdown_mismatch", "内訳の不一致", "breakdown mismatch").description(
            "目標値と実績値が、同じ内訳または同じ総数でそろわない場合に用いる。",
            "Target and actual are not available for the same breakdown or total.",
        ),
        code("break_in_series", "系列の断絶", "break in series").description(
            "途中で定義などが変わり、前後の値を比べられない場合に用いる。",
            "The definition, scope or method changed between the values.",
        ),
        code("direction_unknown", "向き不明", "direction unknown").description(
            "大きい方と小さい方のどちらが望ましいか分からない場合に用いる。",
            "It is unknown which direction is better.",
        ),
        code("discontinued", "把握終了", "discontinued").description(
            "団体がその指標の把握をやめた場合に用いる。",
            "The government no longer measures the indicator.",
        ),
    ],
};
