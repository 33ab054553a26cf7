//! The table `local_governments`.

use super::columns::{ID, LOCALGOV_CODE, LOCALGOV_NAME, NAME, NAME_ENGLISH, NOTE, URL};
use crate::language::Bilingual;
use crate::model::column::{Kind, column};
use crate::model::table::{Scope, Table};

/// Local governments that publish data.
pub(super) static LOCAL_GOVERNMENTS: Table = Table {
    name: "local_governments",
    label: Bilingual::new("地方公共団体", "local governments"),
    description: Bilingual::new(
        "1行が、データを公表する一つの地方公共団体を表す。",
        "One row is one local government that publishes data.",
    ),
    scope: Scope::Government,
    unique: &[&["localgov_code"]],
    columns: &[
        LOCALGOV_CODE,
        ID.example("072036").description(
            "団体の行のIDで、全国地方公共団体コードと同じ値を記載する。",
            "The id of the row, which equals localgov_code.",
        ),
        LOCALGOV_NAME,
        NAME.example("郡山市").description("団体の名称を記載する。", "The name of the government."),
        column("name_kana", "名称_カナ", Kind::Text).required().example("コオリヤマシ").description(
            "団体の名称の読みを全角カタカナで記載する。",
            "The reading of the name in full-width katakana.",
        ),
        NAME_ENGLISH
            .required()
            .example("Koriyama City")
            .description("団体の名称を英字で記載する。", "The name in English."),
        column("standard_area_code", "標準地域コード", Kind::Text).required().example("07203").description(
            "標準地域コード5桁を記載する。全国地方公共団体コードから検査数字を除いたものと一致しなければならない。",
            "The five-digit standard area code; it must equal localgov_code without its check digit.",
        ),
        column("prefecture_name", "都道府県名", Kind::Text)
            .required()
            .example("福島県")
            .description("団体が属する都道府県の名称を記載する。", "The prefecture of the government."),
        URL.description("団体の公式ウェブサイトのURLを記載する。", "The government's official website."),
        NOTE,
    ],
};
