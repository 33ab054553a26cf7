//! The tables of a plan: the plan, its tree, its measures and what hangs directly on them.
//!
//! Knows the shared columns and the code lists.

use super::common::{
    DEPARTMENT_ID, DOUBT, END_FISCAL_YEAR, ID, LEVEL_LABEL, LOCALGOV_CODE, LOCALGOV_NAME, MEASURE_ID, MEASURE_STATUS,
    NAME, NAME_BASIS, NOTE, NUMBER_TEXT, PLAN_ID, SORT_ORDER, SOURCE_ID, SOURCE_PLACE, START_FISCAL_YEAR,
    STATUS_FISCAL_YEAR, STATUS_TEXT, TEXT_ORIGIN, column,
};
use crate::model::codes::{self, words};
use crate::model::{Kind, Scope, Table};

/// The plans.
pub(super) static PLANS: Table = Table {
    name: "plans",
    label: words("計画", "plans"),
    description: words(
        "1行が、団体が公表した一つの計画・大綱・報告を表す。",
        "One row is one plan, outline or report that the government published.",
    ),
    scope: Scope::Government,
    unique: &[],
    columns: &[
        LOCALGOV_CODE,
        ID.example("072036-gk2022").means(
            "計画の恒久的なIDを、「{全国地方公共団体コード}-{計画の略号}」の形で記載する。",
            "The permanent id of the plan, {localgov_code}-{short name}.",
        ),
        LOCALGOV_NAME,
        NAME.example("郡山市行財政改革大綱2022　実施計画")
            .means("計画の名称を、印字されたとおり記載する。", "The name of the plan as printed."),
        column("plan_kind", "計画種別", Kind::Code(&codes::PLAN_KIND))
            .required()
            .example("implementation_plan")
            .means("大綱、実施計画、報告など、計画の性格を記載する。", "What sort of plan it is."),
        START_FISCAL_YEAR.example("2022").means(
            "計画期間の最初の年度を西暦で記載する（2022は令和4年度）。",
            "The first fiscal year of the plan, a western year (2022 = 令和4年度).",
        ),
        END_FISCAL_YEAR
            .example("2025")
            .means("計画期間の最後の年度を西暦で記載する。", "The last fiscal year of the plan, a western year."),
        column("reported_through_fiscal_year", "最新実績年度", Kind::FiscalYear).example("2023").means(
            "実績が公表されている最後の年度を記載する。これより後の年度に実績がないのは期限前、以前の年度にないのは\
             未報告と扱う。",
            "The last fiscal year with published results. A later year without an actual is not due yet, an earlier \
             one not reported.",
        ),
        column("parent_plan_name", "上位計画名", Kind::Text).example("郡山市行財政改革大綱2022").means(
            "この計画の上位に位置する大綱などの名称を記載する。",
            "The name of the outline or other plan above this one.",
        ),
        column("coverage", "収録範囲", Kind::Code(&codes::COVERAGE)).required().example("partial").means(
            "計画のすべての取組を収録したか、一部だけかを記載する。",
            "Whether every measure of the plan is in the dataset or only a part.",
        ),
        column("overview", "概要", Kind::Text)
            .example(
                "重点推進目標１「機能的な行政運営の構築」について、実施計画ごとに2022～2025年度の行動計画、\
                 2025年度末までの目標値と現況値、2022年度・2023年度の実績と計画の見直しを示す。",
            )
            .means("計画の概要を記載する。", "What the plan is about."),
        TEXT_ORIGIN.means(
            "概要の文章が、文書の文言のままか、要約して書き直したものかを記載する。概要があれば必須とする。",
            "Whether the overview is in the document's own words or restated; needed where there is one.",
        ),
        SOURCE_ID,
        SOURCE_PLACE.example("全体"),
        DOUBT,
        NOTE,
    ],
};

/// The tree of a plan.
pub(super) static SECTIONS: Table = Table {
    name: "sections",
    label: words("施策", "sections"),
    description: words(
        "1行が、計画の体系（重点推進目標・取組事項・方針・推進項目など）の一つの節を表す。",
        "One row is one node of the plan's own tree, at whatever level the plan has.",
    ),
    scope: Scope::Government,
    unique: &[&["plan_id", "parent_section_id", "sort_order"]],
    columns: &[
        LOCALGOV_CODE,
        ID.example("072036-gk2022-1-3").means(
            "施策の恒久的なIDを、計画IDに印字された番号を続けた形で記載する。番号がなければ文書内の順番を2桁で用い、\
             重なれば a、b を添える。",
            "The permanent id: the plan's, then the printed numbers, else the two-digit order in the document; a or \
             b is added where two collide.",
        ),
        LOCALGOV_NAME,
        PLAN_ID,
        column("parent_section_id", "親施策ID", Kind::Reference("sections"))
            .example("072036-gk2022-1")
            .not_in_example_row()
            .means(
                "一つ上の階層の施策のIDを記載し、最上位の施策では空欄とする。",
                "The id of the section above; blank at the top of the tree.",
            ),
        SORT_ORDER.example("3"),
        LEVEL_LABEL.example("取組事項").means(
            "計画がその階層を呼ぶ名称を、印字されたとおり記載する。既知のものは、重点推進目標、取組事項、方針、\
             推進項目、テーマ、分野、区分、部、改革項目、具体的取組。",
            "What the plan calls this level, as printed. Known so far: 重点推進目標, 取組事項, 方針, 推進項目, \
             テーマ, 分野, 区分, 部, 改革項目, 具体的取組.",
        ),
        NUMBER_TEXT.example("３"),
        NAME.example("行政サービスのデジタル化").means(
            "施策の名称を記載する。見出しが読み取れなければ「（見出しなし）」とする。",
            "The name of the section; （見出しなし） where its heading cannot be read.",
        ),
        NAME_BASIS,
        SOURCE_ID,
        SOURCE_PLACE.example("取組事項３ 見出し"),
        DOUBT,
        NOTE,
    ],
};

/// The units of work.
pub(super) static MEASURES: Table = Table {
    name: "measures",
    label: words("取組", "measures"),
    description: words(
        "1行が、一つの取組（実施計画・計画項目など）を表す。所管課を別に持つ個別事業は、子の取組として1行にする。",
        "One row is one measure, the unit of work. A block with a department of its own is a child measure.",
    ),
    scope: Scope::Government,
    unique: &[],
    columns: &[
        LOCALGOV_CODE,
        ID.example("072036-gk2022-1-3-6").means(
            "取組の恒久的なIDを、計画IDに印字された番号を続けた形で記載し、必要なら略号を添える。\
             番号がなければ文書内の順番を2桁で用い、重なれば a、b を添える。",
            "The permanent id: the plan's, then the printed numbers, else the two-digit order in the document, with \
             a slug where wanted; a or b is added where two collide.",
        ),
        LOCALGOV_NAME,
        PLAN_ID,
        column("section_id", "施策ID", Kind::Reference("sections"))
            .required()
            .example("072036-gk2022-1-3")
            .means("取組が属する施策のIDを記載する。", "The id of the section the measure belongs to."),
        column("parent_measure_id", "親取組ID", Kind::Reference("measures"))
            .example("072036-gk2022-1-3-1")
            .not_in_example_row()
            .means(
                "個別事業の場合に、それを含む取組のIDを記載する。子の取組にさらに子を置くことはできない。",
                "The id of the measure this one is a part of. Only one level: a child has no children.",
            ),
        SORT_ORDER.example("6"),
        LEVEL_LABEL.example("実施計画").means(
            "計画が取組を呼ぶ名称を、印字されたとおり記載する。既知のものは、実施計画、個別事業（子の取組）、\
             計画項目、取組、内容。",
            "What the plan calls its measures, as printed. Known so far: 実施計画, 個別事業 (a child), 計画項目, \
             取組, 内容.",
        ),
        NUMBER_TEXT.example("⑥"),
        NAME.example("市税電子申告の推進").means(
            "取組の名称を記載する。文書に名称がなければ、短い名称を付けて名称の由来を ours とする。",
            "The name of the measure. Where the document has none, a short one is given and name_basis is ours.",
        ),
        NAME_BASIS,
        column("former_name", "旧名称", Kind::Text).example("オープンデータ利活用推進事業").not_in_example_row().means(
            "取組の名称が改められた場合に、改める前の名称を記載する。",
            "The name the measure had before it was renamed.",
        ),
        column("overview", "事業概要", Kind::Text)
            .recommended()
            .example(
                "電子申告の利用を広げて納税者の利便性と市民サービスを高め、市税の受付・入力事務を省力化・効率化する。",
            )
            .means("取組の概要を記載する。", "What the measure is about (事業概要)."),
        column("current_issues", "現状と課題", Kind::Text).means(
            "取組の背景となる現状と課題を記載する。",
            "The situation and the issues behind the measure (現状と課題).",
        ),
        column("approach", "取組内容", Kind::Text).means(
            "取組の内容として文書に挙げられた事項や、その進め方を記載する。",
            "What the document lists as the work of the measure, or how it goes about it (取組内容).",
        ),
        column("desired_state", "目指す姿", Kind::Text)
            .recommended()
            .example(
                "電子申告の利用を広げ、市税の申告の受付と入力事務を省力化する。あわせて納税者の利便性と事務手続の\
                 効率を高め、市民サービスを良くする。",
            )
            .means(
                "取組によって実現しようとする状態を記載する。",
                "The state the measure is to bring about (目指す姿, 目標の状態).",
            ),
        TEXT_ORIGIN.means(
            "事業概要、現状と課題、取組内容、目指す姿の文章が、文書の文言のままか、要約して書き直したものかを\
             記載する。いずれかの文章があれば必須とする。",
            "Whether overview, current_issues, approach and desired_state are in the document's own words or \
             restated; needed where there is any of them.",
        ),
        MEASURE_STATUS,
        STATUS_TEXT,
        STATUS_FISCAL_YEAR,
        column("unassigned_marks", "列不明の印数", Kind::Integer).example("4").means(
            "取組に付いた〇印のうち、どの列のものか読み取れない印の数を記載する。これらの印から分類コードは付けない。",
            "How many printed 〇 marks have lost their column. No tag is made of them.",
        ),
        column("disclosure", "情報公開", Kind::Text).example("市ウェブページ：税金").means(
            "情報公開欄に印字された公開先やページ名を記載する。",
            "Where the document says that information is published: pages or places as printed.",
        ),
        column("same_as_measure_id", "同一取組ID", Kind::Reference("measures")).means(
            "同じ取組が文書の別の箇所にも現れる場合に、同じものを指す取組のIDを記載する。",
            "The id of the measure that is the same work, printed at another place.",
        ),
        SOURCE_ID,
        SOURCE_PLACE.example("取組事項３⑥ 計画"),
        DOUBT,
        NOTE,
    ],
};

/// Who does which measure.
pub(super) static MEASURE_DEPARTMENTS: Table = Table {
    name: "measure_departments",
    label: words("取組の部署", "departments of measures"),
    description: words(
        "1行が、一つの取組に対する一つの部署の役割を表す。",
        "One row is the role of one department for one measure.",
    ),
    scope: Scope::Government,
    unique: &[&["measure_id", "department_id", "role", "start_fiscal_year"]],
    columns: &[
        LOCALGOV_CODE,
        ID.example("072036-gk2022-1-3-6-dept-shiminzei"),
        LOCALGOV_NAME,
        MEASURE_ID,
        DEPARTMENT_ID
            .required()
            .example("072036-dept-shiminzei")
            .means("取組を担う部署のIDを記載する。", "The id of the department."),
        column("role", "役割", Kind::Code(&codes::DEPARTMENT_ROLE))
            .required()
            .example("lead")
            .means("所管、とりまとめ、関係のうち、部署の役割を記載する。", "What the department does for the measure."),
        SORT_ORDER.means(
            "一つの取組に複数の部署がある場合に、印字された順を1から付けた番号で記載する。",
            "The place of the department within the measure, counted from 1 in the printed order.",
        ),
        column("name_text", "原文", Kind::Text).example("市民税課").means(
            "部署の名称を、この取組に印字されたとおり記載する。",
            "The name of the department as printed with this measure.",
        ),
        START_FISCAL_YEAR.means(
            "部署がこの役割に就いた最初の年度を記載し、計画の初めからであれば空欄とする。",
            "The first fiscal year of the department in this role; blank where it is from the start of the plan.",
        ),
        END_FISCAL_YEAR.example("2022").not_in_example_row().means(
            "部署がこの役割を終えた最後の年度を記載し、続いていれば空欄とする。",
            "The last fiscal year of the department in this role; blank while it goes on.",
        ),
        SOURCE_ID,
        SOURCE_PLACE.example("取組事項３⑥ 計画 所管課"),
        DOUBT,
        NOTE,
    ],
};

/// The tags of measures.
pub(super) static MEASURE_TAGS: Table = Table {
    name: "measure_tags",
    label: words("取組の分類", "tags of measures"),
    description: words(
        "1行が、一つの取組に付いた一つの分類コード（SDGsのターゲットなど）を表す。",
        "One row is one tag of one measure, such as an SDG target.",
    ),
    scope: Scope::Government,
    unique: &[&["measure_id", "scheme", "code"]],
    columns: &[
        LOCALGOV_CODE,
        ID.example("072036-gk2022-1-3-6-sdg-17-1"),
        LOCALGOV_NAME,
        MEASURE_ID,
        column("scheme", "体系", Kind::Code(&codes::TAG_SCHEME))
            .required()
            .example("sdg_target")
            .means("コードがどの分類の体系のものかを記載する。", "Which scheme the code belongs to."),
        column("code", "コード", Kind::Text).required().example("17.1").means(
            "分類のコードを文字列として記載する（17.1と17.10は別のもの）。SDGsでは印字された番号、ほかの体系では\
             コード表 tag_goless、tag_disclosure_channel の値とする。",
            "The code, as text: 17.1 and 17.10 differ. For sdg_target the printed number, for the other schemes a \
             code of tag_goless or tag_disclosure_channel.",
        ),
        SOURCE_ID,
        SOURCE_PLACE.example("取組事項３⑥ 計画 SDGs"),
        DOUBT,
        NOTE,
    ],
};

/// What is planned to be done.
pub(super) static ACTIONS: Table = Table {
    name: "actions",
    label: words("行動計画", "actions"),
    description: words(
        "1行が、取組の行動計画の一つの項目（図の帯や箇条書き）を表す。",
        "One row is one planned action of a measure: a bar of its chart or a bullet.",
    ),
    scope: Scope::Government,
    unique: &[&["measure_id", "sort_order"]],
    columns: &[
        LOCALGOV_CODE,
        ID.example("072036-gk2022-1-3-6-action-01"),
        LOCALGOV_NAME,
        MEASURE_ID,
        SORT_ORDER,
        column("group_name", "取組内容", Kind::Text)
            .example("統計研修の実施（他団体提供講座含む）")
            .not_in_example_row()
            .means(
                "この項目を束ねる見出し（取組内容の欄の語）を記載し、どの見出しのものか読み取れなければ空欄とする。",
                "The heading the action stands under; blank where it cannot be told.",
            ),
        NAME.example("各種手引き送付時の啓発・市ウェブサイト及び広報誌等による啓発・東北税理士会郡山支部への勧奨依頼")
            .means("行動計画の項目を、印字されたとおり記載する。", "The action as printed."),
        START_FISCAL_YEAR.means(
            "項目を始める年度を記載し、文書から読み取れなければ空欄とする。内容から推測しない。",
            "The fiscal year the action starts; blank where the document does not show it. It is never guessed from \
             the meaning.",
        ),
        END_FISCAL_YEAR.means(
            "項目を終える年度を記載し、文書から読み取れなければ空欄とする。内容から推測しない。",
            "The fiscal year the action ends; blank where the document does not show it. It is never guessed from \
             the meaning.",
        ),
        column("years_status", "年度の状態", Kind::Code(&codes::YEARS_STATUS)).required().example("unknown").means(
            "年度が文書から読み取れたか、不明かを記載する。",
            "Whether the years could be read in the document.",
        ),
        MEASURE_STATUS,
        STATUS_TEXT,
        STATUS_FISCAL_YEAR,
        SOURCE_ID,
        SOURCE_PLACE.example("取組事項３⑥ 計画 行動計画"),
        DOUBT,
        NOTE,
    ],
};
