//! The code lists of documents, plans, measures, departments and achievements.
//!
//! Knows the types of the code lists.

use super::{CodeList, code, words};

/// What sort of document a source is.
pub static SOURCE_KIND: CodeList = CodeList {
    name: "source_kind",
    label: words("文書種別", "source kind"),
    description: words("出典とした文書の種類を示す。", "What sort of document a source is."),
    codes: &[
        code("plan", "計画書", "plan")
            .when("計画だけを記し、実績を含まない文書に用いる。", "A document that holds the plan and no results."),
        code("plan_with_progress", "計画・進捗併記", "plan with progress").when(
            "計画と各年度の実績をあわせて記した文書に用いる。",
            "A document that holds the plan together with its yearly results.",
        ),
        code("progress_report", "進捗報告書", "progress report").when(
            "計画の実績や取組状況を報告する文書に用いる。",
            "A document that reports results or the state of the work.",
        ),
        code("leaflet", "リーフレット", "leaflet")
            .when("取組を紹介する短い資料に用いる。", "A short paper that presents the work."),
    ],
};

/// What sort of plan a plan is.
pub static PLAN_KIND: CodeList = CodeList {
    name: "plan_kind",
    label: words("計画種別", "plan kind"),
    description: words("収録した計画や報告の性格を示す。", "The nature of the plan or report."),
    codes: &[
        code("outline", "大綱", "outline")
            .when("改革などの基本方針を定めた大綱に用いる。", "An outline (大綱) that sets the basic policy."),
        code("implementation_plan", "実施計画", "implementation plan").when(
            "大綱などに基づき、取組と目標を具体的に定めた計画に用いる。",
            "A plan that sets out the measures and targets under an outline.",
        ),
        code("progress_report", "取組状況報告", "progress report").when(
            "計画書とは別に、取組状況だけをまとめた報告に用いる。",
            "A report of the state of the work, published apart from the plan.",
        ),
        code("policy_statement", "取組方針", "policy statement").when(
            "計画の形式をとらず、取組の考え方や内容を示した文書に用いる。",
            "A statement of what is done and why, without the form of a plan.",
        ),
    ],
};

/// How much of a plan is in the dataset.
pub static COVERAGE: CodeList = CodeList {
    name: "coverage",
    label: words("収録範囲", "coverage"),
    description: words("計画のうち、データに収めた範囲を示す。", "How much of the plan is in the dataset."),
    codes: &[
        code("full", "全部", "full")
            .when("計画のすべての取組を収録した場合に用いる。", "Every measure of the plan is in the dataset."),
        code("partial", "一部", "partial").when(
            "計画の一部の取組だけを収録した場合に用いる。",
            "Only a part of the plan's measures is in the dataset.",
        ),
    ],
};

/// Whose words the texts of a row are.
pub static TEXT_ORIGIN: CodeList = CodeList {
    name: "text_origin",
    label: words("本文の由来", "text origin"),
    description: words(
        "行に含まれる本文が、原文のままか、要約して書き直したものかを示す。",
        "Whether the texts of a row are the document's own words or a restatement.",
    ),
    codes: &[
        code("printed", "原文", "printed")
            .when("文書の文言をそのまま記載した場合に用いる。", "The texts are given in the words of the document."),
        code("restated", "要約", "restated").when(
            "データの作成者が、数値を残して短く書き直した場合に用いる。",
            "The texts are restated in short by the makers of the dataset, every figure kept.",
        ),
    ],
};

/// Where a name comes from.
pub static NAME_BASIS: CodeList = CodeList {
    name: "name_basis",
    label: words("名称の由来", "name basis"),
    description: words(
        "施策や取組の名称が、文書に印字されたものかどうかを示す。",
        "Whether the name of a section or measure is printed in the document.",
    ),
    codes: &[
        code("printed", "印字", "printed")
            .when("文書に印字された名称をそのまま用いた場合に用いる。", "The name stands in the document."),
        code("ours", "作成者による命名", "ours").when(
            "文書に名称がなく、データの作成者が短い名称を付けた場合に用いる。",
            "The document has no name for it, and the makers of the dataset gave it a short one.",
        ),
        code("missing", "見出しなし", "missing").when(
            "あるはずの見出しが文書から読み取れず、「（見出しなし）」と記載した場合に用いる。",
            "A heading that should be there cannot be read; the name is （見出しなし）.",
        ),
    ],
};

/// The state of a measure or action as the document marks it.
pub static MEASURE_STATUS: CodeList = CodeList {
    name: "measure_status",
    label: words("状態", "measure status"),
    description: words(
        "文書が取組や行動計画に付けた状態の印を示し、進捗の判定とは別に扱う。印がなければ空欄とする。",
        "The state the document marks a measure or action with; never a verdict on progress. Blank where no mark is \
         printed.",
    ),
    codes: &[
        code("new", "新規", "new").when(
            "「【新規】」など、新しく始めることが示されている場合に用いる。",
            "Marked as newly begun, such as 【新規】.",
        ),
        code("expanded", "拡充", "expanded").when(
            "「【拡充】」など、内容を広げることが示されている場合に用いる。",
            "Marked as widened, such as 【拡充】.",
        ),
        code("done", "実施済み", "done")
            .when("「✔」など、すでに実施したことが示されている場合に用いる。", "Marked as carried out, such as ✔."),
        code("planned", "実施予定", "planned")
            .when("「❑」など、これから実施することが示されている場合に用いる。", "Marked as still ahead, such as ❑."),
        code("abolished", "廃止", "abolished").when(
            "取組をやめたこと、またはやめることが示されている場合に用いる。",
            "The document says that it has ended or will end.",
        ),
        code("merged", "統合", "merged").when(
            "ほかの取組に統合したこと、または統合することが示されている場合に用いる。",
            "The document says that it has become or will become part of another measure.",
        ),
    ],
};

/// Whether a department is one unit or a name for several.
pub static DEPARTMENT_KIND: CodeList = CodeList {
    name: "department_kind",
    label: words("組織の種別", "department kind"),
    description: words(
        "部署の行が、個別の組織か、複数の組織をまとめた呼び方かを示す。",
        "Whether a department is a single unit or a collective name.",
    ),
    codes: &[
        code("unit", "個別の組織", "unit").when(
            "課・室・病院など、一つの組織を指す場合に用いる。",
            "One organisational unit: a division, an office, a hospital.",
        ),
        code("group", "組織の総称", "group").when(
            "「全課」「ほか関係課」など、複数の組織をまとめて指す場合に用いる。",
            "A name for several units, such as 全課 or ほか関係課.",
        ),
    ],
};

/// What a department does for a measure.
pub static DEPARTMENT_ROLE: CodeList = CodeList {
    name: "department_role",
    label: words("部署の役割", "department role"),
    description: words("取組に対する部署の役割を示す。", "What a department does for a measure."),
    codes: &[
        code("lead", "所管", "lead").when(
            "所管課・担当課として記された部署に用い、複数ある場合は並び順で印字の順を示す。",
            "Named as 所管課 or 担当課; there may be several, in the printed order.",
        ),
        code("coordinator", "とりまとめ", "coordinator")
            .when("「とりまとめ」と記された部署に用いる。", "Named as とりまとめ, which gathers the work of others."),
        code("related", "関係", "related")
            .when("関係課や「ほか関係課」として記された部署に用いる。", "Named as 関係課 or ほか関係課."),
    ],
};

/// Which scheme a tag belongs to.
pub static TAG_SCHEME: CodeList = CodeList {
    name: "tag_scheme",
    label: words("分類の体系", "tag scheme"),
    description: words(
        "取組に付ける分類コードが、どの体系のものかを示す。",
        "Which scheme the tag of a measure belongs to.",
    ),
    codes: &[
        code("sdg_target", "SDGsターゲット", "SDG target").when(
            "印字されたSDGsのターゲット番号に用い、コードは「17.14」のように文字列で記載する。",
            "A printed SDG target number; the code is text such as 17.14, so that 17.1 and 17.10 differ.",
        ),
        code("goless", "5レス", "5-less").when(
            "5レス（カウンターレスなど）の印に用い、どの列の印か分かるものだけを記載する。",
            "A mark of the 5レス aims, given only where its column is certain.",
        ),
        code("disclosure_channel", "情報公開の手段", "disclosure channel").when(
            "情報公開欄の印に用い、どの列の印か分かるものだけを記載する。",
            "A mark of the 情報公開 columns, given only where its column is certain.",
        ),
    ],
};

/// Codes of the scheme `goless`.
pub static TAG_GOLESS: CodeList = CodeList {
    name: "tag_goless",
    label: words("5レス", "5-less"),
    description: words("分類の体系が goless のときのコードを示す。", "The codes of the tag scheme goless (5レス)."),
    codes: &[
        code("counterless", "カウンターレス", "counterless")
            .when("カウンターレスの欄に印がある取組に用いる。", "Marked under カウンターレス: no visit to a counter."),
        code("cashless", "キャッシュレス", "cashless")
            .when("キャッシュレスの欄に印がある取組に用いる。", "Marked under キャッシュレス: no cash."),
        code("paperless", "ペーパーレス", "paperless")
            .when("ペーパーレスの欄に印がある取組に用いる。", "Marked under ペーパーレス: no paper."),
        code("fileless", "ファイルレス", "fileless")
            .when("ファイルレスの欄に印がある取組に用いる。", "Marked under ファイルレス: no filed documents."),
        code("moveless", "ムーブレス", "moveless")
            .when("ムーブレスの欄に印がある取組に用いる。", "Marked under ムーブレス: no travelling."),
    ],
};

/// Codes of the scheme `disclosure_channel`.
pub static TAG_DISCLOSURE_CHANNEL: CodeList = CodeList {
    name: "tag_disclosure_channel",
    label: words("情報公開の手段", "disclosure channel"),
    description: words(
        "分類の体系が disclosure_channel のときのコードを示す。",
        "The codes of the tag scheme disclosure_channel.",
    ),
    codes: &[
        code("city_website", "市ウェブサイト", "city website")
            .when("市ウェブサイトの欄に印がある取組に用いる。", "Marked under 市ウェブサイト."),
        code("newsletter", "広報紙", "newsletter").when(
            "広報紙（広報こおりやまなど）の欄に印がある取組に用いる。",
            "Marked under the city's newsletter, such as 広報こおりやま.",
        ),
    ],
};

/// Whether the years of an action are known.
pub static YEARS_STATUS: CodeList = CodeList {
    name: "years_status",
    label: words("年度の状態", "years status"),
    description: words(
        "行動計画の年度が文書から読み取れるかどうかを示す。",
        "Whether the years of an action can be read in the document.",
    ),
    codes: &[
        code("printed", "印字", "printed").when(
            "開始年度または終了年度が文書に示されている場合に用いる。",
            "The document shows when the action starts or ends.",
        ),
        code("unknown", "不明", "unknown").when(
            "年度が読み取れず、開始年度と終了年度を空欄とした場合に用いる。",
            "The years cannot be read, so that start and end are blank.",
        ),
    ],
};

/// Whether an achievement has been reported yet.
pub static RECORD_STATUS: CodeList = CodeList {
    name: "record_status",
    label: words("記録の状態", "record status"),
    description: words(
        "年度ごとの記録に、実績まで記されているかどうかを示す。",
        "Whether the record of a year holds results yet.",
    ),
    codes: &[
        code("planned", "計画", "planned").when(
            "その年度の計画だけが記され、実績がまだ記されていない場合に用いる。",
            "Only the plan of the year is printed; its results are not yet.",
        ),
        code("reported", "報告済み", "reported")
            .when("その年度の実績が記されている場合に用いる。", "The results of the year are printed."),
    ],
};
