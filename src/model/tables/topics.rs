//! The table `topics`.

use super::columns::{ID, NAME, NAME_ENGLISH, NOTE};
use crate::language::Bilingual;
use crate::model::column::{Kind, column};
use crate::model::table::{Scope, Table};

/// Topics compared across governments.
pub(super) static TOPICS: Table = Table {
    name: "topics",
    label: Bilingual::new("トピック", "topics"),
    description: Bilingual::new(
        "1行が、団体を越えて見比べる一つの主題を表す。",
        "One row is one topic compared across governments.",
    ),
    scope: Scope::Shared,
    unique: &[],
    columns: &[
        ID.example("online-procedures"),
        NAME.example("行政手続のオンライン化").description("トピックの名称を記載する。", "The name of the topic."),
        NAME_ENGLISH
            .example("Online procedures")
            .description("トピックの名称を英語で記載する。", "The name in English."),
        column("definition", "定義", Kind::Text)
            .required()
            .example("行政手続をオンラインで行えるようにし、その利用を広げる取組と指標")
            .description(
                "どのような指標や取組をこのトピックに含めるかを記載する。",
                "Which indicators and measures belong to the topic.",
            ),
        NOTE,
    ],
};
