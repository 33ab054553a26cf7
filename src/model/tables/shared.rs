//! The tables all governments share: topics across them, renamed ids, and the history of the dataset.
//!
//! Knows the shared columns and the code lists.

use super::common::{ID, INDICATOR_ID, MEASURE_ID, NAME, NAME_ENGLISH, NOTE, SOURCE_ID, column};
use crate::model::codes::{self, words};
use crate::model::{Kind, Scope, Table};

/// The same matter across governments.
pub(super) static TOPICS: Table = Table {
    name: "topics",
    label: words("トピック", "topics"),
    description: words(
        "1行が、団体を越えて見比べる一つの主題を表す。",
        "One row is one matter that is followed across governments.",
    ),
    scope: Scope::Shared,
    unique: &[],
    columns: &[
        ID.example("online-procedures"),
        NAME.example("行政手続のオンライン化").means("トピックの名称を記載する。", "The name of the topic."),
        NAME_ENGLISH.example("Online procedures").means("トピックの名称を英語で記載する。", "The name in English."),
        column("definition", "定義", Kind::Text)
            .required()
            .example("行政手続をオンラインで行えるようにし、その利用を広げる取組と指標")
            .means(
                "どのような指標や取組をこのトピックに含めるかを記載する。",
                "Which indicators and measures belong to the topic.",
            ),
        NOTE,
    ],
};

/// What belongs to a topic.
pub(super) static TOPIC_MEMBERS: Table = Table {
    name: "topic_members",
    label: words("トピックの構成", "members of topics"),
    description: words(
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
            .means("属するトピックのIDを記載する。", "The id of the topic."),
        INDICATOR_ID.optional().example("072036-gk2022-1-3-1-dx-online").means(
            "トピックに属する指標のIDを記載する。指標IDと取組IDのどちらか一方を必ず記載する。",
            "The id of the indicator that belongs to the topic. Either indicator_id or measure_id is given.",
        ),
        MEASURE_ID.optional().example("").means(
            "トピックに属する取組のIDを記載する。指標IDと取組IDのどちらか一方を必ず記載する。",
            "The id of the measure that belongs to the topic. Either indicator_id or measure_id is given.",
        ),
        column("comparability", "比較可能性", Kind::Code(&codes::COMPARABILITY))
            .required()
            .example("not_comparable")
            .means(
                "同じトピックのほかの団体の指標や取組と比べてよいかを記載する。",
                "Whether it compares with the topic's members of other governments.",
            ),
        NOTE.required().means(
            "比べる際に注意すべき点を記載し、比べられない場合は単位・定義・年度のどれが異なるかを示す。",
            "What to mind when comparing; where it does not compare, whether unit, definition or year differs.",
        ),
    ],
};

/// Ids that were renamed.
pub(super) static REDIRECTS: Table = Table {
    name: "redirects",
    label: words("IDの変更", "redirects"),
    description: words(
        "1行が、改めた一つのIDについて、旧IDから新IDへの対応を表す。旧IDへの問い合わせにも答え続けるために残す。",
        "One row leads from one renamed id to its new one, so that the old id keeps answering.",
    ),
    scope: Scope::Shared,
    unique: &[],
    columns: &[
        ID,
        column("old_id", "旧ID", Kind::Text).required().means(
            "使われなくなったIDを記載する。どの表の行のIDでもよい。",
            "The id no longer in use; it may have named a row of any table.",
        ),
        column("new_id", "新ID", Kind::Text)
            .required()
            .means("旧IDに代わるIDを記載する。", "The id that takes its place."),
        column("reason", "理由", Kind::Text).means("IDを改めた理由を記載する。", "Why the id was renamed."),
    ],
};

/// What has changed in the dataset.
pub(super) static CHANGES: Table = Table {
    name: "changes",
    label: words("変更履歴", "changes"),
    description: words(
        "1行が、データセットに加わった一つの変更を表す。tassei diff が二つの版を比べて作成する。",
        "One row is one change of the dataset, written by tassei diff from two editions.",
    ),
    scope: Scope::Shared,
    unique: &[],
    columns: &[
        ID,
        column("changed_on", "変更日", Kind::Date).required().means(
            "データセットが変わった日を記載する。文書の発行日ではない。",
            "The day the dataset changed, not the day a document was published.",
        ),
        column("change_type", "変更種別", Kind::Code(&codes::CHANGE_TYPE)).required().example("actual_added").means(
            "変更の種類を記載する。団体による改訂（target_revised）と転記の訂正（value_corrected）を区別する。",
            "What sort of change it is. A revision by the government (target_revised) is not a corrected \
             transcription (value_corrected).",
        ),
        column("subject_id", "対象ID", Kind::Text)
            .required()
            .example("072036-gk2022-1-3-1-dx-online-actual-fy2023-r1")
            .means(
                "変わった行のIDを記載する。どの表の行のIDでもよい。",
                "The id of the row that changed; it may name a row of any table.",
            ),
        column("field", "項目", Kind::Text).example("value").means(
            "変わった項目の物理名を記載し、行全体の変更であれば空欄とする。",
            "The physical name of the column that changed; blank where the whole row did.",
        ),
        column("before", "変更前", Kind::Text).means(
            "変わる前の内容を記載し、なかった場合は空欄とする。",
            "What stood there before; blank where there was nothing.",
        ),
        column("after", "変更後", Kind::Text).example("50752").means(
            "変わった後の内容を記載し、なくなった場合は空欄とする。",
            "What stands there now; blank where nothing does.",
        ),
        column("reason", "理由", Kind::Text)
            .means("変更の理由が分かっている場合に記載する。", "Why it changed, where known."),
        SOURCE_ID
            .optional()
            .means("変更の根拠とした文書のIDを記載する。", "The id of the document the change rests on."),
    ],
};
