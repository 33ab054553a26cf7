//! The tables of a government itself: who it is, the documents it published, its departments.
//!
//! Knows the shared columns and the code lists.

use super::common::{ID, LOCALGOV_CODE, LOCALGOV_NAME, NAME, NAME_ENGLISH, NOTE, URL, column};
use crate::model::codes::{self, words};
use crate::model::{Kind, Scope, Table};

/// Who publishes.
pub(super) static LOCAL_GOVERNMENTS: Table = Table {
    name: "local_governments",
    label: words("地方公共団体", "local governments"),
    description: words(
        "1行が、データを公表する一つの地方公共団体を表す。",
        "One row is one local government that publishes.",
    ),
    scope: Scope::Government,
    unique: &[&["localgov_code"]],
    columns: &[
        LOCALGOV_CODE,
        ID.example("072036").means(
            "団体の行のIDで、全国地方公共団体コードと同じ値を記載する。",
            "The id of a government's row, which is its localgov_code.",
        ),
        LOCALGOV_NAME,
        NAME.example("郡山市").means("団体の名称を記載する。", "The name of the government."),
        column("name_kana", "名称_カナ", Kind::Text)
            .required()
            .example("コオリヤマシ")
            .means("団体の名称の読みを全角カタカナで記載する。", "The reading of the name in full-width katakana."),
        NAME_ENGLISH.required().example("Koriyama City").means("団体の名称を英字で記載する。", "The name in English."),
        column("standard_area_code", "標準地域コード", Kind::Text).required().example("07203").means(
            "標準地域コード5桁を記載する。全国地方公共団体コードから検査数字を除いたものと一致しなければならない。",
            "The five-digit standard area code; it must equal localgov_code without its check digit.",
        ),
        column("prefecture_name", "都道府県名", Kind::Text)
            .required()
            .example("福島県")
            .means("団体が属する都道府県の名称を記載する。", "The prefecture the government lies in."),
        URL.means("団体の公式ウェブサイトのURLを記載する。", "The government's official website."),
        NOTE,
    ],
};

/// The documents the rows rest on.
pub(super) static SOURCES: Table = Table {
    name: "sources",
    label: words("出典", "sources"),
    description: words(
        "1行が、データの根拠とした一つの公表文書を表す。",
        "One row is one published document that rows of the dataset rest on.",
    ),
    scope: Scope::Government,
    unique: &[],
    columns: &[
        LOCALGOV_CODE,
        ID.example("072036-src-gk2022"),
        LOCALGOV_NAME,
        column("name", "文書名", Kind::Text)
            .required()
            .example("郡山市行財政改革大綱2022　実施計画")
            .means("文書の表題を、印字されたとおり記載する。", "The title of the document as printed."),
        column("publisher", "発行者", Kind::Text)
            .required()
            .example("郡山市")
            .means("文書を発行した者の名称を記載する。", "Who published the document."),
        column("source_kind", "文書種別", Kind::Code(&codes::SOURCE_KIND))
            .required()
            .example("plan_with_progress")
            .means("計画書、進捗報告書など、文書の種類を記載する。", "What sort of document it is."),
        column("published_on", "発行日", Kind::Date).means(
            "文書に示された発行日を記載し、示されていなければ空欄とする。",
            "The day of publication as the document gives it; blank where it gives none.",
        ),
        URL.means("文書を入手できるウェブ上の場所を記載する。", "Where the document can be had on the web."),
        column("file_name", "ファイル名", Kind::Text)
            .example("000_0bf76450d5bcaf81.txt")
            .means("転記に用いたファイルの名称を記載する。", "The name of the file that was transcribed."),
        column("sha256", "ハッシュ", Kind::Text)
            .example("ea58eebdb27e89815c803d13f127289eaa23fc22de8ddd845a9eb4daf2539a19")
            .means(
                "転記に用いたファイルのSHA-256ハッシュ値を、16進数の小文字64桁で記載する。",
                "The SHA-256 of the file that was transcribed, 64 lower-case hexadecimal digits.",
            ),
        column("licence", "ライセンス", Kind::Text).required().example("not_stated").means(
            "文書自体の利用条件を、SPDXの識別子またはURLで記載する。文書に示されていなければ not_stated とする。",
            "The document's own terms, as an SPDX identifier or a URL; not_stated where it gives none.",
        ),
        column("attribution", "帰属表示", Kind::Text).example("郡山市「郡山市行財政改革大綱2022　実施計画」").means(
            "文書を利用する際に示すべき出典の表記を記載する。",
            "The credit line to show when the document is used.",
        ),
        NOTE,
    ],
};

/// Who does the work.
pub(super) static DEPARTMENTS: Table = Table {
    name: "departments",
    label: words("部署", "departments"),
    description: words(
        "1行が、取組を担う一つの部署、または「全課」のような部署の総称を表す。",
        "One row is one department, or a collective name such as 全課.",
    ),
    scope: Scope::Government,
    unique: &[&["localgov_code", "name"]],
    columns: &[
        LOCALGOV_CODE,
        ID.example("072036-dept-shiminzei"),
        LOCALGOV_NAME,
        NAME.example("市民税課").means(
            "部署の名称を記載する。同じ団体に同じ名称の行を二つ作らない。",
            "The name of the department; one row a name within a government.",
        ),
        column("parent_department_id", "上位組織ID", Kind::Reference("departments")).means(
            "課に置かれた室のように、上位の組織がある場合に、そのIDを記載する。",
            "The id of the department it is part of, such as the division an office belongs to.",
        ),
        column("department_kind", "種別", Kind::Code(&codes::DEPARTMENT_KIND)).required().example("unit").means(
            "個別の組織か、複数の組織をまとめた呼び方かを記載する。",
            "Whether it is a single unit or a collective name.",
        ),
        NOTE,
    ],
};
