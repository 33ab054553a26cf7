//! The table `departments`.

use super::columns::{ID, LOCALGOV_CODE, LOCALGOV_NAME, NAME, NOTE};
use crate::language::Bilingual;
use crate::model::codes;
use crate::model::column::{Kind, column};
use crate::model::table::{Scope, Table};

/// Departments.
pub(super) static DEPARTMENTS: Table = Table {
    name: "departments",
    label: Bilingual::new("部署", "departments"),
    description: Bilingual::new(
        "1行が、取組を担う一つの部署、または「全課」のような部署の総称を表す。",
        "One row is one department, or a collective name such as 全課.",
    ),
    scope: Scope::Government,
    unique: &[&["localgov_code", "name"]],
    columns: &[
        LOCALGOV_CODE,
        ID.example("072036-dept-shiminzei"),
        LOCALGOV_NAME,
        NAME.example("市民税課").description(
            "部署の名称を記載する。同じ団体に同じ名称の行を二つ作らない。",
            "The name of the department, unique within a government.",
        ),
        column("parent_department_id", "上位組織ID", Kind::Reference("departments")).description(
            "課に置かれた室のように、上位の組織がある場合に、そのIDを記載する。",
            "The id of the parent department, such as the division of an office.",
        ),
        column("department_kind", "種別", Kind::Code(&codes::DEPARTMENT_KIND)).required().example("unit").description(
            "個別の組織か、複数の組織をまとめた呼び方かを記載する。",
            "Whether it is a single unit or a collective name.",
        ),
        NOTE,
    ],
};
