//! The table `measure_departments`.

use super::columns::{
    DEPARTMENT_ID, DOUBT, END_FISCAL_YEAR, ID, LOCALGOV_CODE, LOCALGOV_NAME, MEASURE_ID, NOTE, SORT_ORDER, SOURCE_ID,
    SOURCE_PLACE, START_FISCAL_YEAR,
};
use crate::language::Bilingual;
use crate::model::codes;
use crate::model::column::{Kind, column};
use crate::model::table::{Scope, Table};

/// Roles of departments in measures.
pub(super) static MEASURE_DEPARTMENTS: Table = Table {
    name: "measure_departments",
    label: Bilingual::new("取組の部署", "departments of measures"),
    description: Bilingual::new(
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
            .description("取組を担う部署のIDを記載する。", "The id of the department."),
        column("role", "役割", Kind::Code(&codes::DEPARTMENT_ROLE)).required().example("lead").description(
            "所管、とりまとめ、関係のうち、部署の役割を記載する。",
            "The role of the department in the measure.",
        ),
        SORT_ORDER.description(
            "一つの取組に複数の部署がある場合に、印字された順を1から付けた番号で記載する。",
            "The position of the department within the measure, from 1, in the printed order.",
        ),
        column("name_text", "原文", Kind::Text).example("市民税課").description(
            "部署の名称を、この取組に印字されたとおり記載する。",
            "The name of the department as printed with this measure.",
        ),
        START_FISCAL_YEAR.description(
            "部署がこの役割に就いた最初の年度を記載し、計画の初めからであれば空欄とする。",
            "The first fiscal year of the department in this role; blank if it is the start of the plan.",
        ),
        END_FISCAL_YEAR.example("2022").not_in_example_row().description(
            "部署がこの役割を終えた最後の年度を記載し、続いていれば空欄とする。",
            "The last fiscal year of the department in this role; blank if it continues.",
        ),
        SOURCE_ID,
        SOURCE_PLACE.example("取組事項３⑥ 計画 所管課"),
        DOUBT,
        NOTE,
    ],
};
