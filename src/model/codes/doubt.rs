//! The code list `doubt`.

use super::list::{CodeList, code};
use crate::language::Bilingual;

/// Kinds of unclear or inconsistent source text.
pub static DOUBT: CodeList = CodeList {
    name: "doubt",
    label: Bilingual::new("疑義", "doubt"),
    description: Bilingual::new(
        "原文の不明な点や食い違いを示す。原文は訂正せずに残し、疑いがなければ空欄とする。",
        "What is unclear or inconsistent in the document. The print is kept as it is; blank where there is no doubt.",
    ),
    codes: &[
        code("block_order", "欄の順序", "block order").description(
            "年度ごとの欄の並びが内容と合わず、年度を内容から判断した場合に用いる。",
            "The blocks of the years stand in an order the content contradicts; the content decided.",
        ),
        code("sum_mismatch", "合計の不一致", "sum mismatch").description(
            "印字された内訳の合計が、印字された総数と合わない場合に用いる。",
            "The printed parts do not add up to the printed total.",
        ),
        code("change_mismatch", "増減の不一致", "change mismatch").description(
            "印字された増減が、前後の値の差と合わない場合に用いる。",
            "The printed change does not agree with the two figures.",
        ),
        code("label_mismatch", "名称の不一致", "label mismatch").description(
            "値に添えられた名称が、指標の名称と異なる場合に用いる。",
            "The figure is printed under another label than the indicator's.",
        ),
        code("unit_mismatch", "単位の不一致", "unit mismatch").description(
            "値に添えられた単位が、指標の単位と異なる場合に用いる。",
            "The figure is printed in another unit than the indicator's.",
        ),
        code("typo_normalised", "誤記の補正", "typo normalised").description(
            "「1.958名」のような明らかな誤記を、値では補正し、原文はそのまま残した場合に用いる。",
            "An obvious slip such as 1.958名 is put right in the value and kept in the print.",
        ),
        code("year_uncertain", "年度の不確かさ", "year uncertain").description(
            "値の年度や期限を、文書から確かに定められない場合に用いる。",
            "The year of a figure or of a target is not certain.",
        ),
        code("attribution_uncertain", "帰属の不確かさ", "attribution uncertain").description(
            "記述がどの部署や取組のものか、確かに定められない場合に用いる。",
            "It is not certain which department or measure the text belongs to.",
        ),
        code("row_shifted", "行や列のずれ", "row shifted").description(
            "表の行や列がずれて印字され、位置を内容から判断した場合に用いる。",
            "The row is printed out of place; the content decided where it belongs.",
        ),
        code("city_reads_otherwise", "団体の解釈との相違", "city reads otherwise").description(
            "印字された値と目標から読めることが、団体自身の記述と食い違う場合に用いる。",
            "The government's own text reads the printed figures otherwise than they stand.",
        ),
        code("other", "その他", "other").description(
            "ほかのコードに当てはまらない場合に用い、備考に内容を必ず記載する。",
            "None of the others; the note must say what.",
        ),
    ],
};
