//! The table `indicators`.

use super::columns::{DOUBT, ID, LOCALGOV_CODE, LOCALGOV_NAME, MEASURE_ID, NOTE, SORT_ORDER, SOURCE_ID, SOURCE_PLACE};
use crate::language::Bilingual;
use crate::model::codes;
use crate::model::column::{Kind, column};
use crate::model::table::{Scope, Table};

/// Indicators.
pub(super) static INDICATORS: Table = Table {
    name: "indicators",
    label: Bilingual::new("指標", "indicators"),
    description: Bilingual::new(
        "1行が、取組の一つの指標を表す。値そのものは観測値の表に記載する。",
        "One row is one indicator of a measure. Its values are in the table observations.",
    ),
    scope: Scope::Government,
    unique: &[],
    columns: &[
        LOCALGOV_CODE,
        ID.example("072036-gk2022-1-3-6-riyoritsu").description(
            "指標の恒久的なIDを、「{取組ID}-{略号}」の形で記載する。",
            "The permanent id of the indicator, {measure_id}-{slug}.",
        ),
        LOCALGOV_NAME,
        MEASURE_ID,
        SORT_ORDER,
        column("name", "指標名", Kind::Text).required().example("年間電子申告利用率").description(
            "指標の名称を、単位や年度を含めずに印字されたとおり記載する。印字がなければ短い名称を付け、備考にその旨を\
             書く。",
            "The name of the indicator as printed, without unit and year. If there is none, a short name is \
             assigned, which is mentioned in the note.",
        ),
        column("role", "役割", Kind::Code(&codes::INDICATOR_ROLE)).required().example("target").description(
            "目標値を一つでも持てば target、持たなければ monitoring と記載する。",
            "target if it has at least one target row, otherwise monitoring.",
        ),
        column("value_type", "値の型", Kind::Code(&codes::VALUE_TYPE)).required().example("percent").description(
            "値が数値、百分率、日付、文言のどれかを記載する。一部の年度だけ文言であっても指標としての型を記載する。",
            "Whether values are numbers, percentages, dates or text; the type of the indicator, even if the value \
             of a year is text.",
        ),
        column("unit", "単位", Kind::Text).example("％").description(
            "印字された単位を記載する。値の型が number または percent であれば必須とし、観測値はこの単位に\
             換算して記載する。",
            "The unit as printed; required if value_type is number or percent. Observations are converted to it.",
        ),
        column("unit_code", "単位コード", Kind::Code(&codes::UNIT_CODE)).required().example("percent").description(
            "単位の種類をコードで記載する。単位がなければ none とする。",
            "The type of unit as a code; none if there is no unit.",
        ),
        column("unit_multiplier", "乗数", Kind::Integer).required().example("0").description(
            "単位が単位コードの10の何乗倍かを記載する（円0、千円3、万円4、百万円6、億円8）。倍数でなければ0とする。",
            "The power of ten between the unit and its code: 円 0, 千円 3, 万円 4, 百万円 6, 億円 8; 0 for other units.",
        ),
        column("unit_per", "単位の分母", Kind::Code(&codes::UNIT_PER))
            .example("year")
            .not_in_example_row()
            .description(
                "「件/年」の「年」のように、何当たりの量かを記載する。当たりの量でなければ空欄とする。",
                "The denominator of a rate, such as the year in 件/年; blank if it is not a rate.",
            ),
        column("measurement_basis", "計測方法", Kind::Code(&codes::MEASUREMENT_BASIS))
            .recommended()
            .example("flow")
            .description(
                "年度中の量、累計、時点の数、平均のどれで計測するかを記載する。",
                "Whether values are for the year, cumulative, at a date or averages.",
            ),
        column("direction", "向き", Kind::Code(&codes::DIRECTION)).required().example("increase").description(
            "増加、減少、維持のうち、値が目指す向きを記載する。進捗の判定に用いる。",
            "Which direction is better; used to compute progress.",
        ),
        column("direction_basis", "向きの根拠", Kind::Code(&codes::DIRECTION_BASIS))
            .required()
            .example("derived")
            .description(
                "向きが文書に書かれているか、目標値と現況値から導いたか、データの作成者が判断したかを記載する。",
                "Whether the direction is printed, derived from target and baseline, or determined by the authors \
                 of the dataset.",
            ),
        column("definition", "定義", Kind::Text).example("電子申告件数／総申告件数").description(
            "何をどのように数えるかについて、文書に示された説明を記載する。",
            "What is counted and how, as the document explains it.",
        ),
        column("breakdown_dimension", "内訳の軸", Kind::Text).example("税目").description(
            "指標に内訳がある場合に、何による内訳かを記載する。軸は一つに限り、二つ目の軸は別の指標とする。",
            "The dimension by which the indicator is broken down. An indicator has one dimension; a second \
             dimension is another indicator.",
        ),
        SOURCE_ID,
        SOURCE_PLACE,
        DOUBT,
        NOTE,
    ],
};
