//! The code list `change_type`.

use super::list::{CodeList, code};
use crate::language::Bilingual;

/// Kinds of change to the dataset.
pub static CHANGE_TYPE: CodeList = CodeList {
    name: "change_type",
    label: Bilingual::new("変更種別", "change type"),
    description: Bilingual::new(
        "データセットに加わった変更の種類を示す。団体による目標の改訂と、データの作成者による転記の訂正とは区別する。",
        "What changed in the dataset. A target revised by the government is distinguished from a corrected \
         transcription.",
    ),
    codes: &[
        code("local_government_changed", "団体情報の変更", "local government changed").description(
            "団体の名称・URLなどの記載が加わった、または変わった場合に用いる。",
            "Information on the government was added or changed.",
        ),
        code("plan_added", "計画の追加", "plan added")
            .description("計画を新たに収録した場合に用いる。", "A plan was added."),
        code("plan_changed", "計画の変更", "plan changed").description(
            "計画の名称・期間などの記載が変わった場合に用いる。",
            "The name, period or another field of a plan changed.",
        ),
        code("section_changed", "施策の変更", "section changed").description(
            "施策体系の追加・削除、または施策の名称・位置の変更があった場合に用いる。",
            "A section was added, removed, renamed or moved.",
        ),
        code("measure_added", "取組の追加", "measure added")
            .description("取組を新たに収録した場合に用いる。", "A measure was added."),
        code("measure_changed", "取組の変更", "measure changed").description(
            "取組の名称以外の記載が変わった場合に用いる。",
            "A field of a measure other than its name changed.",
        ),
        code("measure_renamed", "取組の改称", "measure renamed")
            .description("取組の名称が変わった場合に用いる。", "The name of a measure changed."),
        code("measure_removed", "取組の削除", "measure removed")
            .description("取組の行をデータセットから除いた場合に用いる。", "A measure was removed."),
        code("department_changed", "部署の変更", "department changed").description(
            "部署の名称や、取組を担当する部署が変わった場合に用いる。",
            "A department, or the departments of a measure, changed.",
        ),
        code("indicator_added", "指標の追加", "indicator added")
            .description("指標を新たに収録した場合に用いる。", "An indicator was added."),
        code("indicator_changed", "指標の変更", "indicator changed").description(
            "指標の名称・単位・向きなどの記載が変わった場合に用いる。",
            "The name, unit, direction or another field of an indicator changed.",
        ),
        code("indicator_removed", "指標の削除", "indicator removed")
            .description("指標の行をデータセットから除いた場合に用いる。", "An indicator was removed."),
        code("baseline_added", "現況値の追加", "baseline added")
            .description("現況値を新たに収録した場合に用いる。", "A baseline was added."),
        code("target_added", "目標値の追加", "target added")
            .description("目標値を初めて収録した場合に用いる。", "The first version of a target was added."),
        code("target_revised", "目標値の改訂", "target revised").description(
            "団体が目標値を改め、新しい改訂の行が加わった場合に用いる。",
            "The government revised a target; a new revision was added to the old one.",
        ),
        code("actual_added", "実績値の追加", "actual added")
            .description("実績値を新たに収録した場合に用いる。", "An actual was added."),
        code("planned_added", "計画値・試算値の追加", "planned added").description(
            "計画値または試算値を新たに収録した場合に用いる。",
            "A planned or illustrative value was added.",
        ),
        code("value_corrected", "転記の訂正", "value corrected").description(
            "データの作成者による転記の誤りを訂正した場合に用い、改訂としては数えない。",
            "A transcription error was corrected; this is not a revision.",
        ),
        code("observation_removed", "値の削除", "observation removed")
            .description("観測値の行をデータセットから除いた場合に用いる。", "An observation was removed."),
        code("break_marked", "断絶の記録", "break marked").description(
            "前の年度と比べられなくなったことを、値の行に記録した場合に用いる。",
            "A value was marked as not comparable with earlier years.",
        ),
        code("achievement_added", "年度実績の追加", "achievement added")
            .description("年度実績の記録を新たに収録した場合に用いる。", "An achievement was added."),
        code("achievement_changed", "年度実績の変更", "achievement changed")
            .description("年度実績の記載が変わった場合に用いる。", "A field of an achievement changed."),
        code("doubt_changed", "疑義の変更", "doubt changed").description(
            "疑義のコードを付けた、改めた、または外した場合に用いる。",
            "A doubt was added, changed or removed.",
        ),
        code("source_changed", "出典の変更", "source changed").description(
            "出典の文書、または行の出典箇所が変わった場合に用いる。",
            "A source document, or the source location of a row, changed.",
        ),
        code("id_redirected", "IDの変更", "id redirected").description(
            "IDを改め、旧IDから新IDへの対応を登録した場合に用いる。",
            "An id was renamed, and the old id redirects to the new one.",
        ),
    ],
};
