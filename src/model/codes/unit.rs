//! The code lists `unit_code` and `unit_per`.

use super::list::{CodeList, code};
use crate::language::Bilingual;

/// Machine-comparable unit of an indicator.
pub static UNIT_CODE: CodeList = CodeList {
    name: "unit_code",
    label: Bilingual::new("単位コード", "unit code"),
    description: Bilingual::new(
        "印字された単位の違いを越えて比べられるように、単位の種類を示す。",
        "The type of unit, comparable across printed labels.",
    ),
    codes: &[
        code("percent", "パーセント", "percent").description("百分率（％）に用いる。", "A percentage (％)."),
        code("ratio", "比", "ratio").description(
            "「1.05」「14.5倍」のように、割った結果をそのまま示す値に用いる。",
            "A ratio, such as 1.05 or 14.5倍.",
        ),
        code("count", "個数", "count").description(
            "件・回・団体・地区・館・講座・種・橋・床・基など、物事の数に用い、数える対象は「単位」に記載する。",
            "A number of things (件, 回, 団体, 地区, 館, 講座, 種, 橋, 床, 基 …); the column unit says which.",
        ),
        code("person", "人", "person").description("人数（人・名）に用いる。", "A number of people (人, 名)."),
        code("hour", "時間", "hour").description("時間数に用いる。", "A number of hours."),
        code("day", "日", "day").description("日数に用いる。", "A number of days."),
        code("month", "月", "month").description("月数に用いる。", "A number of months."),
        code("km", "キロメートル", "kilometre")
            .description("キロメートルで表す長さに用いる。", "A length in kilometres."),
        code("m3", "立方メートル", "cubic metre")
            .description("立方メートルで表す体積に用いる。", "A volume in cubic metres."),
        code("t", "トン", "tonne").description("トンで表す重さに用いる。", "A mass in tonnes."),
        code("g", "グラム", "gram").description("グラムで表す重さに用いる。", "A mass in grams."),
        code("JPY", "円", "yen").description(
            "金額に用い、千円・万円・百万円・億円の別は「乗数」で示す。",
            "Money; unit_multiplier distinguishes 千円, 万円, 百万円 and 億円.",
        ),
        code("none", "単位なし", "none")
            .description("日付や文言など、値に単位がない場合に用いる。", "No unit, for dates and text."),
    ],
};

/// Denominator of a rate unit.
pub static UNIT_PER: CodeList = CodeList {
    name: "unit_per",
    label: Bilingual::new("単位の分母", "unit per"),
    description: Bilingual::new(
        "「件/年」の「年」のように、何当たりの量かを示す。当たりの量でなければ空欄とする。",
        "The denominator of a rate, such as the year in 件/年; blank if it is not a rate.",
    ),
    codes: &[
        code("year", "年", "year").description("1年当たりの量に用いる。", "Per year."),
        code("month", "月", "month").description("1か月当たりの量に用いる。", "Per month."),
        code("day", "日", "day").description("1日当たりの量に用いる。", "Per day."),
        code("person", "人", "person").description("1人当たりの量に用いる。", "Per person."),
        code("person_day", "人日", "person and day")
            .description("1人1日当たりの量に用いる（例：970ｇ）。", "Per person and day, such as 970 g."),
        code("person_month", "人月", "person and month")
            .description("1人1か月当たりの量に用いる（例：14.71時間）。", "Per person and month, such as 14.71 hours."),
    ],
};
