//! The code lists of observations: what a figure is, what it is worth, and when it stopped being comparable.
//!
//! Knows the types of the code lists.

use super::{CodeList, code, words};

/// How the fiscal year of a figure is known.
pub static FISCAL_YEAR_BASIS: CodeList = CodeList {
    name: "fiscal_year_basis",
    label: words("年度の根拠", "fiscal year basis"),
    description: words("値の年度を何によって定めたかを示す。", "How the fiscal year of a figure is known."),
    codes: &[
        code("printed", "印字", "printed").when(
            "値・列・欄・時点のいずれかに年度が印字されている場合に用いる。",
            "The year is printed on the figure, its column, its block or its date.",
        ),
        code("plan_end", "計画の終了年度", "plan end").when(
            "年度の印字がない目標を、計画の終了年度のものとした場合に用いる。",
            "A target without a printed year, taken as due in the last year of the plan.",
        ),
        code("unknown", "不明", "unknown").when(
            "年度が印字されていないため、年度を空欄とした場合に用いる。",
            "No year is printed, so that the fiscal year is blank.",
        ),
    ],
};

/// What a figure is.
pub static KIND: CodeList = CodeList {
    name: "kind",
    label: words("種別", "kind"),
    description: words(
        "値が現況値・目標値・実績値などのどれに当たるかを示す。推移と進捗に使うのは、この三つだけとする。",
        "What a figure is. Trends and progress use baseline, target and actual only.",
    ),
    codes: &[
        code("baseline", "現況値", "baseline").when(
            "文書が「現況値」「現状」と呼ぶ値に用い、推移ではその年度の値としても扱う。",
            "A level the document itself calls 現況値 or 現状; it also counts as its year's point in a series.",
        ),
        code("target", "目標値", "target").when(
            "達成すべき水準として示された値に用い、年度には達成の期限を記載する。",
            "A level set to be reached; its fiscal year is the due year.",
        ),
        code("actual", "実績値", "actual").when(
            "その年度の結果として示された値に用い、後の文書に前年度の値として載ったものも含む。",
            "A result of a year, also where a later document prints it as last year's figure.",
        ),
        code("planned", "予定値", "planned").when(
            "まだ始まっていない年度について団体自身が定めた水準に用い、進捗の計算には使わない。",
            "A level the government itself fixes for a year not yet begun; never used for progress.",
        ),
        code("illustrative", "例示値", "illustrative").when(
            "試算・イメージ・仮定として示された値に用い、推移には含めない。",
            "A trial calculation, picture or assumption (試算, イメージ, 仮に); never part of a trend.",
        ),
    ],
};

/// Why the government revised a target.
pub static REVISION_REASON: CodeList = CodeList {
    name: "revision_reason",
    label: words("改訂理由", "revision reason"),
    description: words(
        "団体が値を改訂した理由を、改訂される前の行に示す。",
        "Why the government revised a figure; stands on the row that was replaced.",
    ),
    codes: &[
        code("target_met", "目標達成", "target met")
            .when("目標を達成したため、より高い目標に改めた場合に用いる。", "The target had been met and was raised."),
        code("definition_changed", "定義変更", "definition changed")
            .when("指標の定義や数え方を改めたため、値も改めた場合に用いる。", "What the indicator counts was changed."),
        code("plan_revised", "計画改定", "plan revised")
            .when("計画そのものの改定に伴って改めた場合に用いる。", "The plan as a whole was revised."),
        code("circumstances", "情勢の変化", "circumstances")
            .when("社会情勢や前提条件の変化を理由に改めた場合に用いる。", "Circumstances or assumptions had changed."),
        code("figure_corrected", "団体による訂正", "figure corrected").when(
            "団体自身が公表済みの数値を訂正した場合に用いる。",
            "The government itself corrected a published figure.",
        ),
        code("not_stated", "記載なし", "not stated")
            .when("改訂の理由が文書に記されていない場合に用いる。", "The document gives no reason."),
    ],
};

/// Whether there is a value, and if not, why.
pub static VALUE_STATUS: CodeList = CodeList {
    name: "value_status",
    label: words("値の状態", "value status"),
    description: words(
        "値の有無とその理由を示し、空欄・0・設定なしを区別する。期限前・未報告はAPIが導き、データには記載しない。",
        "Whether there is a value, and if not, why: null, 0 and not set differ. not_yet_due and not_reported are \
         derived by the API and never stored.",
    ),
    codes: &[
        code("given", "値あり", "given")
            .when("値または日付値を記載した場合に用いる。", "A value or a date value is given."),
        code("qualitative", "文言のみ", "qualitative").when(
            "原文が文言だけの場合や、積や範囲など一つの数値でない場合に用いる。",
            "The print is words, or a product or range that is not one number.",
        ),
        code("not_set", "設定なし", "not set").when(
            "「-」「設定なし」のように、設定していないことが印字されている場合に用いる。",
            "The document prints that nothing is set: - or 設定なし.",
        ),
        code("to_be_set", "後で設定", "to be set").when(
            "「導入した場合に設定」のように、後で設定することが印字されている場合に用いる。",
            "The document prints that it will be set later, such as 導入した場合に設定.",
        ),
        code("not_measured", "未計測", "not measured").when(
            "その年度に計測しなかったことが文書に記されている場合に用いる。",
            "The document says that it was not measured for that year.",
        ),
        code("discontinued", "把握終了", "discontinued").when(
            "「把握は行わない」のように、把握をやめたことが文書に記されている場合に用いる。",
            "The document says that it is no longer measured, such as 把握は行わない.",
        ),
        code("unreadable", "判読不能", "unreadable")
            .when("印字はあるが、値を読み取れない場合に用いる。", "Something is printed but cannot be read."),
    ],
};

/// The word that stands with a value.
pub static COMPARATOR: CodeList = CodeList {
    name: "comparator",
    label: words("比較", "comparator"),
    description: words(
        "値に添えられた「以上」「未満」「約」などの語を示す。添えられた語がなければ空欄とする。",
        "The word printed with a value, such as 以上, 未満 or 約; blank where there is none.",
    ),
    codes: &[
        code(">=", "以上", "at least").when("「以上」と記された値に用いる。", "Printed with 以上."),
        code(">", "超", "more than").when("「超」「を上回る」と記された値に用いる。", "Printed with 超 or を上回る."),
        code("<=", "以下", "at most").when(
            "「以下」「以内」「までに」と記された値や時期に用いる。",
            "Printed with 以下, 以内 or までに, of a number or of a date.",
        ),
        code("<", "未満", "less than").when("「未満」と記された値に用いる。", "Printed with 未満."),
        code("~", "約", "about").when("「約」「程度」と記された値に用いる。", "Printed with 約 or 程度."),
    ],
};

/// Whether a value is the level itself or what is added to one.
pub static VALUE_BASIS: CodeList = CodeList {
    name: "value_basis",
    label: words("値の基準", "value basis"),
    description: words(
        "値が水準そのものか、基準年度の実績に加える分かを示す。",
        "Whether a value is the level itself or what is added to one.",
    ),
    codes: &[
        code("absolute", "水準", "absolute")
            .when("値が水準そのものを示す場合に用いる。", "The value is the level itself."),
        code("increment", "増分", "increment").when(
            "「令和７年度＋10件」のように、基準年度の実績値に加える分を示す場合に用いる。",
            "The value is added to the actual of base_fiscal_year, such as 令和７年度＋10件.",
        ),
    ],
};

/// Why a figure does not compare with the years before.
pub static BREAK_REASON: CodeList = CodeList {
    name: "break_reason",
    label: words("断絶理由", "break reason"),
    description: words(
        "この年度の値から前の年度と比べられなくなった理由を示す。断絶をまたぐ増減は計算しない。",
        "Why figures from this year on do not compare with those before; no change is computed across a break.",
    ),
    codes: &[
        code("definition", "定義", "definition")
            .when("数える物事の定義が変わった場合に用いる。", "What is counted was defined anew."),
        code("scope", "対象範囲", "scope")
            .when("数える対象の範囲が変わった場合に用いる。", "What is included was widened or narrowed."),
        code("method", "計測方法", "method")
            .when("数え方や調べ方が変わった場合に用いる。", "The way of counting or asking was changed."),
        code("period", "対象期間", "period").when(
            "値が対象とする期間の長さや区切りが変わった場合に用いる。",
            "The period covered has another length or other limits.",
        ),
        code("source", "データ源", "source").when(
            "値の元となる調査や資料が変わった場合に用いる。",
            "The survey or record behind the figure is another.",
        ),
    ],
};
