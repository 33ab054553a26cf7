//! The table `changes`.

use super::columns::{ID, SOURCE_ID};
use crate::language::Bilingual;
use crate::model::codes;
use crate::model::column::{Kind, column};
use crate::model::table::{Scope, Table};

/// History of changes to the dataset.
pub(super) static CHANGES: Table = Table {
    name: "changes",
    label: Bilingual::new("変更履歴", "changes"),
    description: Bilingual::new(
        "1行が、データセットに加わった一つの変更を表す。tassei diff が二つの版を比べて作成する。",
        "One row is one change of the dataset, written by tassei diff from two editions.",
    ),
    scope: Scope::Shared,
    unique: &[],
    columns: &[
        ID,
        column("changed_on", "変更日", Kind::Date).required().description(
            "データセットが変わった日を記載する。文書の発行日ではない。",
            "The day the dataset changed, not the day a document was published.",
        ),
        column("change_type", "変更種別", Kind::Code(&codes::CHANGE_TYPE))
            .required()
            .example("actual_added")
            .description(
                "変更の種類を記載する。団体による改訂（target_revised）と転記の訂正（value_corrected）を区別する。",
                "What sort of change it is. A revision by the government (target_revised) is not a corrected \
             transcription (value_corrected).",
            ),
        column("subject_id", "対象ID", Kind::Text)
            .required()
            .example("072036-gk2022-1-3-1-dx-online-actual-fy2023-r1")
            .description(
                "変わった行のIDを記載する。どの表の行のIDでもよい。",
                "The id of the row that changed; it may name a row of any table.",
            ),
        column("field", "項目", Kind::Text).example("value").description(
            "変わった項目の物理名を記載し、行全体の変更であれば空欄とする。",
            "The physical name of the column that changed; blank where the whole row did.",
        ),
        column("before", "変更前", Kind::Text).description(
            "変わる前の内容を記載し、なかった場合は空欄とする。",
            "What stood there before; blank where there was nothing.",
        ),
        column("after", "変更後", Kind::Text).example("50752").description(
            "変わった後の内容を記載し、なくなった場合は空欄とする。",
            "What stands there now; blank where nothing does.",
        ),
        column("reason", "理由", Kind::Text)
            .description("変更の理由が分かっている場合に記載する。", "Why it changed, where known."),
        SOURCE_ID
            .optional()
            .description("変更の根拠とした文書のIDを記載する。", "The id of the document the change rests on."),
    ],
};
