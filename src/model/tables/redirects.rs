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
        "One row redirects a renamed id to the new one, so that the old id stays valid.",
    ),
    scope: Scope::Shared,
    unique: &[],
    columns: &[
        ID,
        column("old_id", "旧ID", Kind::Text).required().description(
            "使われなくなったIDを記載する。どの表の行のIDでもよい。",
            "The old id, of a row of any table.",
        ),
        column("new_id", "新ID", Kind::Text).required().description("旧IDに代わるIDを記載する。", "The new id."),
        column("reason", "理由", Kind::Text).description("IDを改めた理由を記載する。", "Why the id was renamed."),
    ],
};
