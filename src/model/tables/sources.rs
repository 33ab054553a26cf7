//! The table `sources`.

use super::columns::{ID, LOCALGOV_CODE, LOCALGOV_NAME, NOTE, URL};
use crate::language::Bilingual;
use crate::model::codes;
use crate::model::column::{Kind, column};
use crate::model::table::{Scope, Table};

/// Source documents.
pub(super) static SOURCES: Table = Table {
    name: "sources",
    label: Bilingual::new("出典", "sources"),
    description: Bilingual::new(
        "1行が、データの根拠とした一つの公表文書を表す。",
        "One row is one published document used as a source.",
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
            .description("文書の表題を、印字されたとおり記載する。", "The title of the document as printed."),
        column("publisher", "発行者", Kind::Text)
            .required()
            .example("郡山市")
            .description("文書を発行した者の名称を記載する。", "Who published the document."),
        column("source_kind", "文書種別", Kind::Code(&codes::SOURCE_KIND))
            .required()
            .example("plan_with_progress")
            .description("計画書、進捗報告書など、文書の種類を記載する。", "The type of document."),
        column("published_on", "発行日", Kind::Date).description(
            "文書に示された発行日を記載し、示されていなければ空欄とする。",
            "The publication date according to the document; blank if there is none.",
        ),
        URL.description("文書を入手できるウェブ上の場所を記載する。", "The URL of the document."),
        column("file_name", "ファイル名", Kind::Text)
            .example("000_0bf76450d5bcaf81.txt")
            .description("転記に用いたファイルの名称を記載する。", "The name of the transcribed file."),
        column("sha256", "ハッシュ", Kind::Text)
            .example("ea58eebdb27e89815c803d13f127289eaa23fc22de8ddd845a9eb4daf2539a19")
            .description(
                "転記に用いたファイルのSHA-256ハッシュ値を、16進数の小文字64桁で記載する。",
                "The SHA-256 hash of the transcribed file, 64 lower-case hexadecimal digits.",
            ),
        column("license", "ライセンス", Kind::Text).required().example("not_stated").description(
            "文書自体の利用条件を、SPDXの識別子またはURLで記載する。文書に示されていなければ not_stated とする。",
            "The license of the document, as an SPDX identifier or a URL; not_stated if there is none.",
        ),
        column("attribution", "帰属表示", Kind::Text)
            .example("郡山市「郡山市行財政改革大綱2022　実施計画」")
            .description(
                "文書を利用する際に示すべき出典の表記を記載する。",
                "The attribution to show when the document is used.",
            ),
        NOTE,
    ],
};
