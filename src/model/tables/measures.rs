//! The table `measures`.

use super::columns::{
    DOUBT, ID, LEVEL_LABEL, LOCALGOV_CODE, LOCALGOV_NAME, MEASURE_STATUS, NAME, NAME_BASIS, NOTE, NUMBER_TEXT, PLAN_ID,
    SORT_ORDER, SOURCE_ID, SOURCE_PLACE, STATUS_FISCAL_YEAR, STATUS_TEXT, TEXT_ORIGIN,
};
use crate::language::Bilingual;
use crate::model::column::{Kind, column};
use crate::model::table::{Scope, Table};

/// Measures, the unit of work of a plan.
pub(super) static MEASURES: Table = Table {
    name: "measures",
    label: Bilingual::new("取組", "measures"),
    description: Bilingual::new(
        "1行が、一つの取組（実施計画・計画項目など）を表す。所管課を別に持つ個別事業は、子の取組として1行にする。",
        "One row is one measure, the unit of work. A block with a department of its own is a child measure.",
    ),
    scope: Scope::Government,
    unique: &[],
    columns: &[
        LOCALGOV_CODE,
        ID.example("072036-gk2022-1-3-6").description(
            "取組の恒久的なIDを、計画IDに印字された番号を続けた形で記載し、必要なら略号を添える。\
             番号がなければ文書内の順番を2桁で用い、重なれば a、b を添える。",
            "The permanent id: the id of the plan, then the printed numbers, or else the two-digit position in the \
             document, optionally with a slug; a or b is appended to duplicates.",
        ),
        LOCALGOV_NAME,
        PLAN_ID,
        column("section_id", "施策ID", Kind::Reference("sections"))
            .required()
            .example("072036-gk2022-1-3")
            .description("取組が属する施策のIDを記載する。", "The id of the section of the measure."),
        column("parent_measure_id", "親取組ID", Kind::Reference("measures"))
            .example("072036-gk2022-1-3-1")
            .not_in_example_row()
            .description(
                "個別事業の場合に、それを含む取組のIDを記載する。子の取組にさらに子を置くことはできない。",
                "The id of the parent measure. There is only one level: a child has no children.",
            ),
        SORT_ORDER.example("6"),
        LEVEL_LABEL.example("実施計画").description(
            "計画が取組を呼ぶ名称を、印字されたとおり記載する。既知のものは、実施計画、個別事業（子の取組）、\
             計画項目、取組、内容。",
            "What the plan calls its measures, as printed. Known so far: 実施計画, 個別事業 (a child), 計画項目, \
             取組, 内容.",
        ),
        NUMBER_TEXT.example("⑥"),
        NAME.example("市税電子申告の推進").description(
            "取組の名称を記載する。文書に名称がなければ、短い名称を付けて名称の由来を ours とする。",
            "The name of the measure. If the document has none, a short name is assigned and name_basis is ours.",
        ),
        NAME_BASIS,
        column("former_name", "旧名称", Kind::Text)
            .example("オープンデータ利活用推進事業")
            .not_in_example_row()
            .description(
                "取組の名称が改められた場合に、改める前の名称を記載する。",
                "The name the measure had before it was renamed.",
            ),
        column("overview", "事業概要", Kind::Text)
            .recommended()
            .example(
                "電子申告の利用を広げて納税者の利便性と市民サービスを高め、市税の受付・入力事務を省力化・効率化する。",
            )
            .description("取組の概要を記載する。", "What the measure is about (事業概要)."),
        column("current_issues", "現状と課題", Kind::Text).description(
            "取組の背景となる現状と課題を記載する。",
            "The situation and the issues behind the measure (現状と課題).",
        ),
        column("approach", "取組内容", Kind::Text).description(
            "取組の内容として文書に挙げられた事項や、その進め方を記載する。",
            "The activities of the measure, or its approach (取組内容).",
        ),
        column("desired_state", "目指す姿", Kind::Text)
            .recommended()
            .example(
                "電子申告の利用を広げ、市税の申告の受付と入力事務を省力化する。あわせて納税者の利便性と事務手続の\
                 効率を高め、市民サービスを良くする。",
            )
            .description("取組によって実現しようとする状態を記載する。", "The desired state (目指す姿, 目標の状態)."),
        TEXT_ORIGIN.description(
            "事業概要、現状と課題、取組内容、目指す姿の文章が、文書の文言のままか、要約して書き直したものかを\
             記載する。いずれかの文章があれば必須とする。",
            "Whether overview, current_issues, approach and desired_state are quoted from the document or restated; \
             required if one of them is filled.",
        ),
        MEASURE_STATUS,
        STATUS_TEXT,
        STATUS_FISCAL_YEAR,
        column("unassigned_marks", "列不明の印数", Kind::Integer).example("4").description(
            "取組に付いた〇印のうち、どの列のものか読み取れない印の数を記載する。これらの印から分類コードは付けない。",
            "The number of printed 〇 marks whose column is unknown. They do not become tags.",
        ),
        column("disclosure", "情報公開", Kind::Text).example("市ウェブページ：税金").description(
            "情報公開欄に印字された公開先やページ名を記載する。",
            "Where information is published according to the document, as printed.",
        ),
        column("same_as_measure_id", "同一取組ID", Kind::Reference("measures")).description(
            "同じ取組が文書の別の箇所にも現れる場合に、同じものを指す取組のIDを記載する。",
            "The id of the measure for the same work, printed elsewhere in the document.",
        ),
        SOURCE_ID,
        SOURCE_PLACE.example("取組事項３⑥ 計画"),
        DOUBT,
        NOTE,
    ],
};
