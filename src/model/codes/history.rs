//! The code lists of trust: doubts about the print, comparability across governments, and what has changed.
//!
//! Knows the types of the code lists.

use super::{CodeList, code, words};

/// What is doubtful about the print.
pub static DOUBT: CodeList = CodeList {
    name: "doubt",
    label: words("疑義", "doubt"),
    description: words(
        "原文の不明な点や食い違いを示す。原文は訂正せずに残し、疑いがなければ空欄とする。",
        "What is unclear or inconsistent in the document. The print is kept as it is; blank where there is no doubt.",
    ),
    codes: &[
        code("block_order", "欄の順序", "block order").when(
            "年度ごとの欄の並びが内容と合わず、年度を内容から判断した場合に用いる。",
            "The blocks of the years stand in an order the content contradicts; the content decided.",
        ),
        code("sum_mismatch", "合計の不一致", "sum mismatch").when(
            "印字された内訳の合計が、印字された総数と合わない場合に用いる。",
            "The printed parts do not add up to the printed total.",
        ),
        code("change_mismatch", "増減の不一致", "change mismatch").when(
            "印字された増減が、前後の値の差と合わない場合に用いる。",
            "The printed change does not agree with the two figures.",
        ),
        code("label_mismatch", "名称の不一致", "label mismatch").when(
            "値に添えられた名称が、指標の名称と異なる場合に用いる。",
            "The figure is printed under another label than the indicator's.",
        ),
        code("unit_mismatch", "単位の不一致", "unit mismatch").when(
            "値に添えられた単位が、指標の単位と異なる場合に用いる。",
            "The figure is printed in another unit than the indicator's.",
        ),
        code("typo_normalised", "誤記の補正", "typo normalised").when(
            "「1.958名」のような明らかな誤記を、値では補正し、原文はそのまま残した場合に用いる。",
            "An obvious slip such as 1.958名 is put right in the value and kept in the print.",
        ),
        code("year_uncertain", "年度の不確かさ", "year uncertain").when(
            "値の年度や期限を、文書から確かに定められない場合に用いる。",
            "The year of a figure or of a target is not certain.",
        ),
        code("attribution_uncertain", "帰属の不確かさ", "attribution uncertain").when(
            "記述がどの部署や取組のものか、確かに定められない場合に用いる。",
            "It is not certain which department or measure the text belongs to.",
        ),
        code("row_shifted", "行や列のずれ", "row shifted").when(
            "表の行や列がずれて印字され、位置を内容から判断した場合に用いる。",
            "The row is printed out of place; the content decided where it belongs.",
        ),
        code("city_reads_otherwise", "団体の解釈との相違", "city reads otherwise").when(
            "印字された値と目標から読めることが、団体自身の記述と食い違う場合に用いる。",
            "The government's own text reads the printed figures otherwise than they stand.",
        ),
        code("other", "その他", "other").when(
            "ほかのコードに当てはまらない場合に用い、備考に内容を必ず記載する。",
            "None of the others; the note must say what.",
        ),
    ],
};

/// Whether a member of a topic compares with the others.
pub static COMPARABILITY: CodeList = CodeList {
    name: "comparability",
    label: words("比較可能性", "comparability"),
    description: words(
        "同じトピックに並べた指標や取組を、団体間で比べてよいかどうかを示す。",
        "Whether the members of a topic may be compared across governments.",
    ),
    codes: &[
        code("same", "同じ", "same").when(
            "定義と単位が同じで、そのまま比べられる場合に用いる。",
            "Same definition and unit; they compare as they are.",
        ),
        code("similar", "類似", "similar").when(
            "定義や対象が一部異なり、その違いを踏まえて比べる場合に用いる。",
            "Definition or scope differ in part; compare with care.",
        ),
        code("not_comparable", "比較不可", "not comparable").when(
            "単位・定義・年度のいずれかが異なり、比べられない場合に用い、どれが異なるかを備考に記載する。",
            "Unit, definition or year differ too much; the note says which.",
        ),
    ],
};

/// What happened to the dataset.
pub static CHANGE_TYPE: CodeList = CodeList {
    name: "change_type",
    label: words("変更種別", "change type"),
    description: words(
        "データセットに加わった変更の種類を示す。団体による目標の改訂と、データの作成者による転記の訂正とは区別する。",
        "What happened to the dataset. A target revised by the government and a transcription we corrected are two \
         things.",
    ),
    codes: &[
        code("local_government_changed", "団体情報の変更", "local government changed").when(
            "団体の名称・URLなどの記載が加わった、または変わった場合に用いる。",
            "What is said of the government itself was added or has changed.",
        ),
        code("plan_added", "計画の追加", "plan added")
            .when("計画を新たに収録した場合に用いる。", "A plan has come into the dataset."),
        code("plan_changed", "計画の変更", "plan changed").when(
            "計画の名称・期間などの記載が変わった場合に用いる。",
            "The name, span or another field of a plan has changed.",
        ),
        code("section_changed", "施策の変更", "section changed").when(
            "施策体系の追加・削除、または施策の名称・位置の変更があった場合に用いる。",
            "A section was added, removed, renamed or moved.",
        ),
        code("measure_added", "取組の追加", "measure added")
            .when("取組を新たに収録した場合に用いる。", "A measure has come into the dataset."),
        code("measure_changed", "取組の変更", "measure changed").when(
            "取組の名称以外の記載が変わった場合に用いる。",
            "A field of a measure other than its name has changed.",
        ),
        code("measure_renamed", "取組の改称", "measure renamed")
            .when("取組の名称が変わった場合に用いる。", "The name of a measure has changed."),
        code("measure_removed", "取組の削除", "measure removed")
            .when("取組の行をデータセットから除いた場合に用いる。", "A measure has left the dataset."),
        code("department_changed", "部署の変更", "department changed").when(
            "部署の名称や、取組を担当する部署が変わった場合に用いる。",
            "A department, or which departments hold a measure, has changed.",
        ),
        code("indicator_added", "指標の追加", "indicator added")
            .when("指標を新たに収録した場合に用いる。", "An indicator has come into the dataset."),
        code("indicator_changed", "指標の変更", "indicator changed").when(
            "指標の名称・単位・向きなどの記載が変わった場合に用いる。",
            "The name, unit, direction or another field of an indicator has changed.",
        ),
        code("indicator_removed", "指標の削除", "indicator removed")
            .when("指標の行をデータセットから除いた場合に用いる。", "An indicator has left the dataset."),
        code("baseline_added", "現況値の追加", "baseline added")
            .when("現況値を新たに収録した場合に用いる。", "A baseline has come into the dataset."),
        code("target_added", "目標値の追加", "target added")
            .when("目標値を初めて収録した場合に用いる。", "A first target has come into the dataset."),
        code("target_revised", "目標値の改訂", "target revised").when(
            "団体が目標値を改め、新しい改訂の行が加わった場合に用いる。",
            "The government revised a target: a new revision stands beside the old one.",
        ),
        code("actual_added", "実績値の追加", "actual added")
            .when("実績値を新たに収録した場合に用いる。", "An actual has come into the dataset."),
        code("planned_added", "計画値・試算値の追加", "planned added").when(
            "計画値または試算値を新たに収録した場合に用いる。",
            "A planned or an illustrative figure has come into the dataset.",
        ),
        code("value_corrected", "転記の訂正", "value corrected").when(
            "データの作成者による転記の誤りを訂正した場合に用い、改訂としては数えない。",
            "Our own transcription was put right; never a revision.",
        ),
        code("observation_removed", "値の削除", "observation removed")
            .when("観測値の行をデータセットから除いた場合に用いる。", "An observation has left the dataset."),
        code("break_marked", "断絶の記録", "break marked").when(
            "前の年度と比べられなくなったことを、値の行に記録した場合に用いる。",
            "A figure was marked as not comparable with the years before.",
        ),
        code("achievement_added", "年度実績の追加", "achievement added")
            .when("年度実績の記録を新たに収録した場合に用いる。", "An achievement has come into the dataset."),
        code("achievement_changed", "年度実績の変更", "achievement changed")
            .when("年度実績の記載が変わった場合に用いる。", "A field of an achievement has changed."),
        code("doubt_changed", "疑義の変更", "doubt changed").when(
            "疑義のコードを付けた、改めた、または外した場合に用いる。",
            "A doubt was raised, changed or settled.",
        ),
        code("source_changed", "出典の変更", "source changed").when(
            "出典の文書、または行の出典箇所が変わった場合に用いる。",
            "A source document, or the place a row rests on, has changed.",
        ),
        code("id_redirected", "IDの変更", "id redirected").when(
            "IDを改め、旧IDから新IDへの対応を登録した場合に用いる。",
            "An id was renamed, and the old one now leads to the new one.",
        ),
    ],
};
