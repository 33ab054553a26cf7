//! The table `redirects`.

use super::columns::ID;
use crate::language::Bilingual;
use crate::model::column::{Kind, column};
use crate::model::table::{Scope, Table};

/// Renamed ids.
pub(super) static REDIRECTS: Table = Table {
    name: "redirects",
    label: Bilingual::new("IDの変更", "redirects"),
    description: Bilingual::new(
        "1行が、改めた一つのIDについて、旧IDから新IDへの対応を表す。旧IDへの問い合わせにも答え続けるために残す。",
        "One row leads from one renamed id to its new one, so that the old id keeps answering.",
    ),
    scope: Scope::Shared,
    unique: &[],
    columns: &[
        ID,
        column("old_id", "旧ID", Kind::Text).required().description(
            "使われなくなったIDを記載する。どの表の行のIDでもよい。",
            "The id no longer in use; it may have named a row of any table.",
        ),
        column("new_id", "新ID", Kind::Text)
            .required()
            .description("旧IDに代わるIDを記載する。", "The id that takes its place."),
        column("reason", "理由", Kind::Text).description("IDを改めた理由を記載する。", "Why the id was renamed."),
    ],
};
