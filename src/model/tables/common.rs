//! The columns that several tables share, and the words columns are written with.
//!
//! Knows the type of a column and the code lists.

use crate::model::codes::{self, words};
use crate::model::{Column, Kind, Need};

/// An optional column; the methods below add what else is to be said of it.
pub(super) const fn column(name: &'static str, header: &'static str, kind: Kind) -> Column {
    let description = words("", "");
    Column { name, header, kind, need: Need::Optional, example: "", in_example_row: true, description }
}

impl Column {
    /// The column, ◎.
    pub(super) const fn required(self) -> Self {
        Self { need: Need::Required, ..self }
    }

    /// The column, ○.
    pub(super) const fn recommended(self) -> Self {
        Self { need: Need::Recommended, ..self }
    }

    /// The column, neither ◎ nor ○.
    pub(super) const fn optional(self) -> Self {
        Self { need: Need::Optional, ..self }
    }

    /// The column with a cell as it may stand in a file.
    pub(super) const fn example(self, example: &'static str) -> Self {
        Self { example, ..self }
    }

    /// The column, left blank in the row that shows how the table is filled in.
    pub(super) const fn not_in_example_row(self) -> Self {
        Self { in_example_row: false, ..self }
    }

    /// The column with what it means.
    pub(super) const fn means(self, ja: &'static str, en: &'static str) -> Self {
        Self { description: words(ja, en), ..self }
    }
}

/// Who publishes the row.
pub(super) const LOCALGOV_CODE: Column = column(
    "localgov_code",
    "全国地方公共団体コード",
    Kind::LocalGovernmentCode,
)
.required()
.example("072036")
.means(
    "データを公表する団体の全国地方公共団体コードを、検査数字を含む6桁で記載する。先頭の0も含めて文字列として扱う。",
    "The six-digit code, check digit included, of the government that publishes the row. It is text: leading zeros \
     stay.",
);

/// The id of the row.
pub(super) const ID: Column = column("id", "ID", Kind::Id).required().means(
    "行を指す恒久的なIDを記載する。使える文字は半角の a-z 0-9 - _ だけで、全団体を通じて重複せず、\
     一度付けたら変えない。",
    "The permanent id of the row: a-z, 0-9, - and _ only, unique across governments, never changed once given.",
);

/// The name of who publishes the row.
pub(super) const LOCALGOV_NAME: Column =
    column("localgov_name", "地方公共団体名", Kind::Text).required().example("郡山市").means(
        "データを公表する団体の名称を記載する。同じ名称が続いても省略しない。",
        "The name of the government that publishes the row; repeated on every row.",
    );

/// What a thing is called; each table says which thing.
pub(super) const NAME: Column = column("name", "名称", Kind::Text).required();

/// The name in English.
pub(super) const NAME_ENGLISH: Column = column("name_english", "名称_英字", Kind::Text);

/// Where on the web.
pub(super) const URL: Column = column("url", "URL", Kind::Text);

/// The document behind the row.
pub(super) const SOURCE_ID: Column = column("source_id", "出典ID", Kind::Reference("sources"))
    .required()
    .example("072036-src-gk2022")
    .means("この行の根拠とした文書のIDを記載する。", "The id of the document this row rests on.");

/// Where in that document.
pub(super) const SOURCE_PLACE: Column =
    column("source_place", "出典箇所", Kind::Text).required().example("取組事項３⑥ 計画 2025年度末までの目標値").means(
        "出典の文書のどこに印字されているか（シート、ページ、欄、行など）を記載する。同じ内容が別の箇所にもあれば、\
         「／」でつないで書き加える。",
        "Where in the document it stands: sheet, page, block, row. Where the same is printed again, that place is \
         added after ／.",
    );

/// What is doubtful about the print.
pub(super) const DOUBT: Column =
    column("doubt", "疑義", Kind::Code(&codes::DOUBT)).example("block_order").not_in_example_row().means(
        "原文に不明な点や食い違いがある場合に、その種類を一つ記載し、内容を備考に書く。原文は訂正せずに残す。",
        "The kind of doubt where the print is unclear or inconsistent, one a row; the note explains it. The print \
         itself is never corrected.",
    );

/// Remarks.
pub(super) const NOTE: Column = column("note", "備考", Kind::Text).means(
    "ほかの項目に入らない事情や、疑義の内容などの補足を記載する。",
    "Remarks that fit no other column, such as circumstances or what a doubt is about.",
);

/// The plan a row belongs to.
pub(super) const PLAN_ID: Column = column("plan_id", "計画ID", Kind::Reference("plans"))
    .required()
    .example("072036-gk2022")
    .means("この行が属する計画のIDを記載する。", "The id of the plan the row belongs to.");

/// The measure a row belongs to.
pub(super) const MEASURE_ID: Column = column("measure_id", "取組ID", Kind::Reference("measures"))
    .required()
    .example("072036-gk2022-1-3-6")
    .means("この行が属する取組のIDを記載する。", "The id of the measure the row belongs to.");

/// The indicator a row belongs to.
pub(super) const INDICATOR_ID: Column = column("indicator_id", "指標ID", Kind::Reference("indicators"))
    .required()
    .example("072036-gk2022-1-3-6-riyoritsu")
    .means("この行が属する指標のIDを記載する。", "The id of the indicator the row belongs to.");

/// The department a row names.
pub(super) const DEPARTMENT_ID: Column = column("department_id", "部署ID", Kind::Reference("departments"));

/// The place among siblings.
pub(super) const SORT_ORDER: Column = column("sort_order", "並び順", Kind::Integer).required().example("1").means(
    "同じ親の下での並び順を、文書に印字された順に1から付けた番号で記載する。",
    "The place among the rows of the same parent, counted from 1 in the order of the document.",
);

/// What the document calls the level.
pub(super) const LEVEL_LABEL: Column = column("level_label", "階層名", Kind::Text).required();

/// The printed number.
pub(super) const NUMBER_TEXT: Column = column("number_text", "番号", Kind::Text).means(
    "文書に印字された番号を、全角数字や丸数字もそのまま記載する。番号がなければ空欄とする。",
    "The number exactly as printed, full-width or circled; blank where none is printed.",
);

/// Where the name comes from.
pub(super) const NAME_BASIS: Column =
    column("name_basis", "名称の由来", Kind::Code(&codes::NAME_BASIS)).required().example("printed").means(
        "名称が文書に印字されたものか、データの作成者が付けたものかを記載する。",
        "Whether the name is printed in the document or was given by the makers of the dataset.",
    );

/// Whose words the texts of the row are.
pub(super) const TEXT_ORIGIN: Column =
    column("text_origin", "本文の由来", Kind::Code(&codes::TEXT_ORIGIN)).example("restated");

/// The first year.
pub(super) const START_FISCAL_YEAR: Column = column("start_fiscal_year", "開始年度", Kind::FiscalYear);

/// The last year.
pub(super) const END_FISCAL_YEAR: Column = column("end_fiscal_year", "終了年度", Kind::FiscalYear);

/// The state as marked by the document.
pub(super) const MEASURE_STATUS: Column = column("measure_status", "状態", Kind::Code(&codes::MEASURE_STATUS)).means(
    "新規・拡充・廃止など、文書が付けた状態の印を記載し、印がなければ空欄とする。進捗の判定ではない。",
    "The state the document marks, such as new or abolished; blank where there is no mark. It is no verdict on \
     progress.",
);

/// The mark itself.
pub(super) const STATUS_TEXT: Column = column("status_text", "状態の原文", Kind::Text).means(
    "状態の印を、【新規】や ✔ のように印字されたとおり記載する。",
    "The mark as printed, such as 【新規】 or ✔.",
);

/// The year the mark is for.
pub(super) const STATUS_FISCAL_YEAR: Column = column("status_fiscal_year", "状態の年度", Kind::FiscalYear).means(
    "状態がどの年度のものかを西暦の年度で記載し、文書に示されていなければ空欄とする。",
    "The western fiscal year the state is for; blank where the document does not say.",
);
