//! The code lists of indicators: what is measured, in which unit, and which way is better.
//!
//! Knows the types of the code lists.

use super::{CodeList, code, words};

/// Whether an indicator is steered by a target.
pub static INDICATOR_ROLE: CodeList = CodeList {
    name: "indicator_role",
    label: words("指標の役割", "indicator role"),
    description: words("指標に目標値があるかどうかを示す。", "Whether the indicator has a target."),
    codes: &[
        code("target", "目標指標", "target")
            .when("目標値の行を一つ以上持つ指標に用いる。", "An indicator with at least one target row."),
        code("monitoring", "参考指標", "monitoring").when(
            "目標値を持たず、実績などだけが記された指標に用いる。",
            "An indicator without any target, reported all the same.",
        ),
    ],
};

/// What the values of an indicator are.
pub static VALUE_TYPE: CodeList = CodeList {
    name: "value_type",
    label: words("値の型", "value type"),
    description: words("指標の値を何で表すかを示す。", "What the values of an indicator are."),
    codes: &[
        code("number", "数値", "number").when(
            "件数・人数・時間・金額など、百分率以外の数値で表す指標に用いる。",
            "Counts, people, hours, money and other numbers that are no percentage.",
        ),
        code("percent", "百分率", "percent").when(
            "百分率で表す指標に用い、値は％を付けずに「85.36」のように記載する。",
            "A percentage; the value is written without the sign, as 85.36.",
        ),
        code("date", "日付", "date").when(
            "公表時期など、年月または年月日で表す指標に用いる。",
            "A month or a day, such as when something is published; see value_date.",
        ),
        code("text", "文言", "text")
            .when("数値でも日付でもなく、文言で表す指標に用いる。", "Words, neither a number nor a date."),
    ],
};

/// The unit of an indicator, in a form that programs compare.
pub static UNIT_CODE: CodeList = CodeList {
    name: "unit_code",
    label: words("単位コード", "unit code"),
    description: words(
        "印字された単位の違いを越えて比べられるように、単位の種類を示す。",
        "The kind of unit, so that figures compare across printed labels.",
    ),
    codes: &[
        code("percent", "パーセント", "percent").when("百分率（％）に用いる。", "A percentage (％)."),
        code("ratio", "比", "ratio").when(
            "「1.05」「14.5倍」のように、割った結果をそのまま示す値に用いる。",
            "A quotient shown as it is, such as 1.05 or 14.5倍.",
        ),
        code("count", "個数", "count").when(
            "件・回・団体・地区・館・講座・種・橋・床・基など、物事の数に用い、数える対象は「単位」に記載する。",
            "A number of things (件, 回, 団体, 地区, 館, 講座, 種, 橋, 床, 基 …); the column unit says which.",
        ),
        code("person", "人", "person").when("人数（人・名）に用いる。", "A number of people (人, 名)."),
        code("hour", "時間", "hour").when("時間数に用いる。", "A number of hours."),
        code("day", "日", "day").when("日数に用いる。", "A number of days."),
        code("month", "月", "month").when("月数に用いる。", "A number of months."),
        code("km", "キロメートル", "kilometre").when("キロメートルで表す長さに用いる。", "A length in kilometres."),
        code("m3", "立方メートル", "cubic metre").when("立方メートルで表す体積に用いる。", "A volume in cubic metres."),
        code("t", "トン", "tonne").when("トンで表す重さに用いる。", "A mass in tonnes."),
        code("g", "グラム", "gram").when("グラムで表す重さに用いる。", "A mass in grams."),
        code("JPY", "円", "yen").when(
            "金額に用い、千円・万円・百万円・億円の別は「乗数」で示す。",
            "Money; 千円, 万円, 百万円 and 億円 are told apart by unit_multiplier.",
        ),
        code("none", "単位なし", "none")
            .when("日付や文言など、値に単位がない場合に用いる。", "The values have no unit: dates, words."),
    ],
};

/// What a unit is counted for each of.
pub static UNIT_PER: CodeList = CodeList {
    name: "unit_per",
    label: words("単位の分母", "unit per"),
    description: words(
        "「件/年」の「年」のように、何当たりの量かを示す。当たりの量でなければ空欄とする。",
        "What the quantity is counted per, as the year in 件/年; blank where it is not a rate.",
    ),
    codes: &[
        code("year", "年", "year").when("1年当たりの量に用いる。", "Per year."),
        code("month", "月", "month").when("1か月当たりの量に用いる。", "Per month."),
        code("day", "日", "day").when("1日当たりの量に用いる。", "Per day."),
        code("person", "人", "person").when("1人当たりの量に用いる。", "Per person."),
        code("person_day", "人日", "person and day")
            .when("1人1日当たりの量に用いる（例：970ｇ）。", "Per person and day, such as 970 g."),
        code("person_month", "人月", "person and month")
            .when("1人1か月当たりの量に用いる（例：14.71時間）。", "Per person and month, such as 14.71 hours."),
    ],
};

/// How the values of an indicator relate to time.
pub static MEASUREMENT_BASIS: CodeList = CodeList {
    name: "measurement_basis",
    label: words("計測方法", "measurement basis"),
    description: words("値が、年度中の量か、累計か、ある時点の数かなどを示す。", "How a value relates to time."),
    codes: &[
        code("flow", "年度中の量", "flow")
            .when("その年度の間に生じた量を示す場合に用いる。", "What happened within the year."),
        code("cumulative", "累計", "cumulative")
            .when("起点からその年度までを合計した量を示す場合に用いる。", "The sum from the beginning up to the year."),
        code("stock", "時点の数", "stock").when(
            "年度末や4月1日など、ある時点に存在する数を示す場合に用いる。",
            "What exists at a date, such as 1 April or the end of the year.",
        ),
        code("average", "平均", "average")
            .when("期間や対象についての平均を示す場合に用いる。", "An average over a period or over cases."),
        code("unknown", "不明", "unknown")
            .when("文書から計測方法を判断できない場合に用いる。", "The document does not let one tell."),
    ],
};

/// Which way is better.
pub static DIRECTION: CodeList = CodeList {
    name: "direction",
    label: words("向き", "direction"),
    description: words("値がどう動くことを目指す指標かを示す。", "Which way the indicator is meant to move."),
    codes: &[
        code("increase", "増加", "increase").when(
            "値が大きくなることを目指す指標に用い、「85％以上を維持」のように上回ってよいものも含む。",
            "Higher is better; also where a level is to be held and may be exceeded (85％以上を維持).",
        ),
        code("decrease", "減少", "decrease").when(
            "値が小さくなることを目指す指標に用い、上限を守るものも含む。",
            "Lower is better; also where a ceiling is to be kept.",
        ),
        code("maintain", "維持", "maintain")
            .when("値をちょうど同じに保つことを目指す指標に用いる。", "The value is to stay exactly the same."),
        code("unspecified", "特定なし", "unspecified").when(
            "目指す向きを文書から判断できない場合に用いる。",
            "The document does not let one tell which way is better.",
        ),
    ],
};

/// How the direction is known.
pub static DIRECTION_BASIS: CodeList = CodeList {
    name: "direction_basis",
    label: words("向きの根拠", "direction basis"),
    description: words("指標の向きを何によって定めたかを示す。", "How the direction of an indicator is known."),
    codes: &[
        code("printed", "文書の記載", "printed")
            .when("目指す向きが文書に書かれている場合に用いる。", "The document says which way is better."),
        code("derived", "目標値からの導出", "derived")
            .when("目標値と現況値の大小から向きを定めた場合に用いる。", "Taken from the target against the baseline."),
        code("ours", "作成者の判断", "ours").when(
            "データの作成者が文意から向きを判断した場合に用いる。",
            "Judged by the makers of the dataset from the sense of the text.",
        ),
    ],
};
