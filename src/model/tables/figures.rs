//! The tables of indicators: what is measured, and by what it is broken down.
//!
//! Knows the shared columns and the code lists.

use super::common::{
    DOUBT, ID, INDICATOR_ID, LOCALGOV_CODE, LOCALGOV_NAME, MEASURE_ID, NAME, NOTE, SORT_ORDER, SOURCE_ID, SOURCE_PLACE,
    column,
};
use crate::model::codes::{self, words};
use crate::model::{Kind, Scope, Table};

/// What is measured.
pub(super) static INDICATORS: Table = Table {
    name: "indicators",
    label: words("指標", "indicators"),
    description: words(
        "1行が、取組の一つの指標を表す。値そのものは観測値の表に記載する。",
        "One row is one indicator of a measure. Its values stand in the table observations.",
    ),
    scope: Scope::Government,
    unique: &[],
    columns: &[
        LOCALGOV_CODE,
        ID.example("072036-gk2022-1-3-6-riyoritsu").means(
            "指標の恒久的なIDを、「{取組ID}-{略号}」の形で記載する。",
            "The permanent id of the indicator, {measure_id}-{slug}.",
        ),
        LOCALGOV_NAME,
        MEASURE_ID,
        SORT_ORDER,
        column("name", "指標名", Kind::Text).required().example("年間電子申告利用率").means(
            "指標の名称を、単位や年度を含めずに印字されたとおり記載する。印字がなければ短い名称を付け、備考にその旨を\
             書く。",
            "The name of the indicator as printed, without unit or year. Where none is printed a short one is given, \
             and the note says so.",
        ),
        column("role", "役割", Kind::Code(&codes::INDICATOR_ROLE)).required().example("target").means(
            "目標値を一つでも持てば target、持たなければ monitoring と記載する。",
            "target where it has at least one target row, monitoring otherwise.",
        ),
        column("value_type", "値の型", Kind::Code(&codes::VALUE_TYPE)).required().example("percent").means(
            "値が数値、百分率、日付、文言のどれかを記載する。一部の年度だけ文言であっても指標としての型を記載する。",
            "Whether values are numbers, percentages, dates or words; the type of the indicator, even where a year \
             holds words.",
        ),
        column("unit", "単位", Kind::Text).example("％").means(
            "印字された単位を記載する。値の型が number または percent であれば必須とし、観測値はこの単位に\
             換算して記載する。",
            "The unit as printed; needed where value_type is number or percent. Observations are converted to it.",
        ),
        column("unit_code", "単位コード", Kind::Code(&codes::UNIT_CODE)).required().example("percent").means(
            "単位の種類をコードで記載する。単位がなければ none とする。",
            "The kind of unit as a code; none where there is no unit.",
        ),
        column("unit_multiplier", "乗数", Kind::Integer).required().example("0").means(
            "単位が単位コードの10の何乗倍かを記載する（円0、千円3、万円4、百万円6、億円8）。倍数でなければ0とする。",
            "The power of ten between the unit and its code: 円 0, 千円 3, 万円 4, 百万円 6, 億円 8; 0 for plain \
             units.",
        ),
        column("unit_per", "単位の分母", Kind::Code(&codes::UNIT_PER)).example("year").not_in_example_row().means(
            "「件/年」の「年」のように、何当たりの量かを記載する。当たりの量でなければ空欄とする。",
            "What the quantity is counted per, as the year in 件/年; blank where it is not a rate.",
        ),
        column("measurement_basis", "計測方法", Kind::Code(&codes::MEASUREMENT_BASIS))
            .recommended()
            .example("flow")
            .means(
                "年度中の量、累計、時点の数、平均のどれで計測するかを記載する。",
                "Whether values are of the year, cumulative, at a date or an average.",
            ),
        column("direction", "向き", Kind::Code(&codes::DIRECTION)).required().example("increase").means(
            "増加、減少、維持のうち、値が目指す向きを記載する。進捗の判定に用いる。",
            "Which way is better; progress is computed from it.",
        ),
        column("direction_basis", "向きの根拠", Kind::Code(&codes::DIRECTION_BASIS))
            .required()
            .example("derived")
            .means(
                "向きが文書に書かれているか、目標値と現況値から導いたか、データの作成者が判断したかを記載する。",
                "Whether the direction is printed, derived from target and baseline, or judged by the makers of the \
                 dataset.",
            ),
        column("definition", "定義", Kind::Text).example("電子申告件数／総申告件数").means(
            "何をどのように数えるかについて、文書に示された説明を記載する。",
            "What is counted and how, as the document explains it.",
        ),
        column("breakdown_dimension", "内訳の軸", Kind::Text).example("税目").means(
            "指標に内訳がある場合に、何による内訳かを記載する。軸は一つに限り、二つ目の軸は別の指標とする。",
            "By what the indicator is broken down. One dimension an indicator; a second one is another indicator.",
        ),
        SOURCE_ID,
        SOURCE_PLACE,
        DOUBT,
        NOTE,
    ],
};

/// The members an indicator is broken down into.
pub(super) static BREAKDOWNS: Table = Table {
    name: "breakdowns",
    label: words("内訳", "breakdowns"),
    description: words(
        "1行が、指標の内訳の一つの区分（税目、職位など）を表す。総数の _T は行にしない。",
        "One row is one member of an indicator's breakdown. The total _T is implied and has no row.",
    ),
    scope: Scope::Government,
    unique: &[&["indicator_id", "code"]],
    columns: &[
        LOCALGOV_CODE,
        ID.example("072036-gk2022-1-3-6-riyoritsu_kojin").means(
            "内訳の恒久的なIDを、「{指標ID}_{コード}」の形で記載する。",
            "The permanent id of the member, {indicator_id}_{code}.",
        ),
        LOCALGOV_NAME,
        INDICATOR_ID,
        column("code", "コード", Kind::Text).required().example("kojin").means(
            "内訳の区分を指すコードを、半角の英小文字・数字・ハイフンで記載する。区分をさらに分けたものは「koiki.nihonmatsu」のようにピリオドでつなぐ。_T は総数を表すため使わない。",
            "The code of the member: a-z, 0-9 and hyphens; a part of a member follows a dot (koiki.nihonmatsu). _T is \
             reserved for the total.",
        ),
        NAME.example("個人市民税").means(
            "内訳の区分の名称を記載する。括弧書きの条件は定義に分ける。",
            "The name of the member; a condition in brackets goes to definition.",
        ),
        column("parent_code", "親コード", Kind::Text).example("koiki").not_in_example_row().means(
            "ほかの区分の内数である場合に、その区分のコードを記載する。",
            "The code of the member this one is a part of.",
        ),
        SORT_ORDER.means(
            "指標の中での並び順を、文書に印字された順に1から付けた番号で記載する。",
            "The place within the indicator, counted from 1 in the printed order.",
        ),
        column("definition", "定義", Kind::Text)
            .example("給与支払報告書提出のみ")
            .means("区分に添えられた条件や説明を記載する。", "The condition or explanation printed with the member."),
        NOTE,
    ],
};
