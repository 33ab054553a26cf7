//! The code list `doubt`.

use super::list::{CodeList, code};
use crate::language::Bilingual;

/// Kinds of unclear or inconsistent source text.
pub static DOUBT: CodeList = CodeList {
    name: "doubt",
    label: Bilingual::new("疑義", "doubt"),
    description: Bilingual::new(
        "原文の不明な点や食い違いを示す。原文は訂正せずに残し、疑いがなければ空欄とする。",
        "What is unclear or inconsistent in the document. The printed text is not corrected; blank if there is no \
         doubt.",
    ),
    codes: &[
        code("block_order", "欄の順序", "block order").description(
            "年度ごとの欄の並びが内容と合わず、年度を内容から判断した場合に用いる。",
            "The order of the yearly blocks contradicts their content; the years follow the content.",
        ),
        code("sum_mismatch", "合計の不一致", "sum mismatch").description(
            "印字された内訳の合計が、印字された総数と合わない場合に用いる。",
            "The printed parts do not add up to the printed total.",
        ),
        code("change_mismatch", "増減の不一致", "change mismatch").description(
            "印字された増減が、前後の値の差と合わない場合に用いる。",
            "The printed change does not match the two values.",
        ),
        code("label_mismatch", "名称の不一致", "label mismatch").description(
            "値に添えられた名称が、指標の名称と異なる場合に用いる。",
            "The label printed with the value differs from the name of the indicator.",
        ),
        code("unit_mismatch", "単位の不一致", "unit mismatch").description(
            "値に添えられた単位が、指標の単位と異なる場合に用いる。",
            "The unit printed with the value differs from the unit of the indicator.",
        ),
        code("typo_normalised", "誤記の補正", "typo normalised").description(
            "「1.958名」のような明らかな誤記を、値では補正し、原文はそのまま残した場合に用いる。",
            "An obvious typo such as 1.958名 is corrected in the value and kept in the printed text.",
        ),
        code("year_uncertain", "年度の不確かさ", "year uncertain").description(
            "値の年度や期限を、文書から確かに定められない場合に用いる。",
            "The year of a value or the due year of a target is uncertain.",
        ),
        code("attribution_uncertain", "帰属の不確かさ", "attribution uncertain").description(
            "記述がどの部署や取組のものか、確かに定められない場合に用いる。",
            "It is uncertain which department or measure the text belongs to.",
        ),
        code("row_shifted", "行や列のずれ", "row shifted").description(
            "表の行や列がずれて印字され、位置を内容から判断した場合に用いる。",
            "A row or column is printed in the wrong position; its position follows the content.",
        ),
        code("city_reads_otherwise", "団体の解釈との相違", "city reads otherwise").description(
            "印字された値と目標から読めることが、団体自身の記述と食い違う場合に用いる。",
            "The text of the government contradicts the printed values and targets.",
        ),
        code("other", "その他", "other").description(
            "ほかのコードに当てはまらない場合に用い、備考に内容を必ず記載する。",
            "Any other doubt; the note must describe it.",
        ),
    ],
};
