//! Columns that several tables share.

use crate::model::codes;
use crate::model::column::{Column, Kind, column};

pub(super) const LOCALGOV_CODE: Column = column(
    "localgov_code",
    "全国地方公共団体コード",
    Kind::LocalGovernmentCode,
)
.required()
.example("072036")
.description(
    "データを公表する団体の全国地方公共団体コードを、検査数字を含む6桁で記載する。先頭の0も含めて文字列として扱う。",
    "The six-digit code, including the check digit, of the government that publishes the row. It is text, with \
     leading zeros.",
);

pub(super) const ID: Column = column("id", "ID", Kind::Id).required().description(
    "行を指す恒久的なIDを記載する。使える文字は半角の a-z 0-9 - _ だけで、全団体を通じて重複せず、\
     一度付けたら変えない。",
    "The permanent id of the row: a-z, 0-9, - and _ only, unique across governments. It never changes.",
);

pub(super) const LOCALGOV_NAME: Column =
    column("localgov_name", "地方公共団体名", Kind::Text).required().example("郡山市").description(
        "データを公表する団体の名称を記載する。同じ名称が続いても省略しない。",
        "The name of the government that publishes the row; repeated on every row.",
    );

/// The table adds the description.
pub(super) const NAME: Column = column("name", "名称", Kind::Text).required();

pub(super) const NAME_ENGLISH: Column = column("name_english", "名称_英字", Kind::Text);

pub(super) const URL: Column = column("url", "URL", Kind::Text);

pub(super) const SOURCE_ID: Column = column("source_id", "出典ID", Kind::Reference("sources"))
    .required()
    .example("072036-src-gk2022")
    .description("この行の根拠とした文書のIDを記載する。", "The id of the source document of the row.");

pub(super) const SOURCE_PLACE: Column = column("source_place", "出典箇所", Kind::Text)
    .required()
    .example("取組事項３⑥ 計画 2025年度末までの目標値")
    .description(
        "出典の文書のどこに印字されているか（シート、ページ、欄、行など）を記載する。同じ内容が別の箇所にもあれば、\
         「／」でつないで書き加える。",
        "The location in the document: sheet, page, block, row. Further locations with the same content follow \
         after ／.",
    );

pub(super) const DOUBT: Column =
    column("doubt", "疑義", Kind::Code(&codes::DOUBT)).example("block_order").not_in_example_row().description(
        "原文に不明な点や食い違いがある場合に、その種類を一つ記載し、内容を備考に書く。原文は訂正せずに残す。",
        "The kind of doubt if the printed text is unclear or inconsistent, explained in the note. The printed text \
         itself is not corrected.",
    );

pub(super) const NOTE: Column = column("note", "備考", Kind::Text).description(
    "ほかの項目に入らない事情や、疑義の内容などの補足を記載する。",
    "Remarks that do not belong in another column, such as circumstances or the explanation of a doubt.",
);

pub(super) const PLAN_ID: Column = column("plan_id", "計画ID", Kind::Reference("plans"))
    .required()
    .example("072036-gk2022")
    .description("この行が属する計画のIDを記載する。", "The id of the plan of the row.");

pub(super) const MEASURE_ID: Column = column("measure_id", "取組ID", Kind::Reference("measures"))
    .required()
    .example("072036-gk2022-1-3-6")
    .description("この行が属する取組のIDを記載する。", "The id of the measure of the row.");

pub(super) const INDICATOR_ID: Column = column("indicator_id", "指標ID", Kind::Reference("indicators"))
    .required()
    .example("072036-gk2022-1-3-6-riyoritsu")
    .description("この行が属する指標のIDを記載する。", "The id of the indicator of the row.");

pub(super) const DEPARTMENT_ID: Column = column("department_id", "部署ID", Kind::Reference("departments"));

pub(super) const SORT_ORDER: Column =
    column("sort_order", "並び順", Kind::Integer).required().example("1").description(
        "同じ親の下での並び順を、文書に印字された順に1から付けた番号で記載する。",
        "The position among the rows of the same parent, from 1, in the order of the document.",
    );

pub(super) const LEVEL_LABEL: Column = column("level_label", "階層名", Kind::Text).required();

pub(super) const NUMBER_TEXT: Column = column("number_text", "番号", Kind::Text).description(
    "文書に印字された番号を、全角数字や丸数字もそのまま記載する。番号がなければ空欄とする。",
    "The number exactly as printed, including full-width and circled digits; blank if there is none.",
);

pub(super) const NAME_BASIS: Column =
    column("name_basis", "名称の由来", Kind::Code(&codes::NAME_BASIS)).required().example("printed").description(
        "名称が文書に印字されたものか、データの作成者が付けたものかを記載する。",
        "Whether the name is printed in the document or was assigned by the authors of the dataset.",
    );

pub(super) const TEXT_ORIGIN: Column =
    column("text_origin", "本文の由来", Kind::Code(&codes::TEXT_ORIGIN)).example("restated");

pub(super) const START_FISCAL_YEAR: Column = column("start_fiscal_year", "開始年度", Kind::FiscalYear);

pub(super) const END_FISCAL_YEAR: Column = column("end_fiscal_year", "終了年度", Kind::FiscalYear);

pub(super) const MEASURE_STATUS: Column = column("measure_status", "状態", Kind::Code(&codes::MEASURE_STATUS))
    .description(
        "新規・拡充・廃止など、文書が付けた状態の印を記載し、印がなければ空欄とする。進捗の判定ではない。",
        "The status marked in the document, such as new or abolished; blank if there is no mark. It is not an \
         assessment of progress.",
    );

pub(super) const STATUS_TEXT: Column = column("status_text", "状態の原文", Kind::Text).description(
    "状態の印を、【新規】や ✔ のように印字されたとおり記載する。",
    "The mark as printed, such as 【新規】 or ✔.",
);

pub(super) const STATUS_FISCAL_YEAR: Column = column("status_fiscal_year", "状態の年度", Kind::FiscalYear).description(
    "状態がどの年度のものかを西暦の年度で記載し、文書に示されていなければ空欄とする。",
    "The western fiscal year of the status; blank if the document does not say.",
);
