//! The table `breakdowns`.

use super::columns::{ID, INDICATOR_ID, LOCALGOV_CODE, LOCALGOV_NAME, NAME, NOTE, SORT_ORDER};
use crate::language::Bilingual;
use crate::model::column::{Kind, column};
use crate::model::table::{Scope, Table};

/// Members of the breakdown dimension of an indicator.
pub(super) static BREAKDOWNS: Table = Table {
    name: "breakdowns",
    label: Bilingual::new("内訳", "breakdowns"),
    description: Bilingual::new(
        "1行が、指標の内訳の一つの区分（税目、職位など）を表す。総数の _T は行にしない。",
        "One row is one member of an indicator's breakdown. The total _T is implied and has no row.",
    ),
    scope: Scope::Government,
    unique: &[&["indicator_id", "code"]],
    columns: &[
        LOCALGOV_CODE,
        ID.example("072036-gk2022-1-3-6-riyoritsu_kojin").description(
            "内訳の恒久的なIDを、「{指標ID}_{コード}」の形で記載する。",
            "The permanent id of the member, {indicator_id}_{code}.",
        ),
        LOCALGOV_NAME,
        INDICATOR_ID,
        column("code", "コード", Kind::Text).required().example("kojin").description(
            "内訳の区分を指すコードを、半角の英小文字・数字・ハイフンで記載する。区分をさらに分けたものは「koiki.nihonmatsu」のようにピリオドでつなぐ。_T は総数を表すため使わない。",
            "The code of the member: a-z, 0-9 and hyphens; a sub-member follows a dot (koiki.nihonmatsu). _T is \
             reserved for the total.",
        ),
        NAME.example("個人市民税").description(
            "内訳の区分の名称を記載する。括弧書きの条件は定義に分ける。",
            "The name of the member; a condition in brackets belongs in definition.",
        ),
        column("parent_code", "親コード", Kind::Text).example("koiki").not_in_example_row().description(
            "ほかの区分の内数である場合に、その区分のコードを記載する。",
            "The code of the parent member.",
        ),
        SORT_ORDER.description(
            "指標の中での並び順を、文書に印字された順に1から付けた番号で記載する。",
            "The position within the indicator, from 1, in the printed order.",
        ),
        column("definition", "定義", Kind::Text)
            .example("給与支払報告書提出のみ")
            .description("区分に添えられた条件や説明を記載する。", "The condition or explanation printed with the member."),
        NOTE,
    ],
};
