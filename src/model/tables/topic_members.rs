//! The table `topic_members`.

use super::columns::{ID, INDICATOR_ID, MEASURE_ID, NOTE};
use crate::language::Bilingual;
use crate::model::codes;
use crate::model::column::{Kind, column};
use crate::model::table::{Scope, Table};

/// Indicators and measures of a topic.
pub(super) static TOPIC_MEMBERS: Table = Table {
    name: "topic_members",
    label: Bilingual::new("トピックの構成", "members of topics"),
    description: Bilingual::new(
        "1行が、一つのトピックに属する一つの指標または取組を表す。",
        "One row is one indicator or measure that belongs to a topic.",
    ),
    scope: Scope::Shared,
    unique: &[],
    columns: &[
        ID.example("online-procedures-072036-gk2022-1-3-1-dx-online"),
        column("topic_id", "トピックID", Kind::Reference("topics"))
            .required()
            .example("online-procedures")
            .description("属するトピックのIDを記載する。", "The id of the topic."),
        INDICATOR_ID.optional().example("072036-gk2022-1-3-1-dx-online").description(
            "トピックに属する指標のIDを記載する。指標IDと取組IDのどちらか一方を必ず記載する。",
            "The id of the indicator that belongs to the topic. Either indicator_id or measure_id is given.",
        ),
        MEASURE_ID.optional().example("").description(
            "トピックに属する取組のIDを記載する。指標IDと取組IDのどちらか一方を必ず記載する。",
            "The id of the measure that belongs to the topic. Either indicator_id or measure_id is given.",
        ),
        column("comparability", "比較可能性", Kind::Code(&codes::COMPARABILITY))
            .required()
            .example("not_comparable")
            .description(
                "同じトピックのほかの団体の指標や取組と比べてよいかを記載する。",
                "Whether it can be compared with the members of other governments.",
            ),
        NOTE.required().description(
            "比べる際に注意すべき点を記載し、比べられない場合は単位・定義・年度のどれが異なるかを示す。",
            "What to consider when comparing; if it is not comparable, whether unit, definition or year differs.",
        ),
    ],
};
