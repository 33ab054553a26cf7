//! The code lists `department_kind` and `department_role`.

use super::list::{CodeList, code};
use crate::language::Bilingual;

/// Whether a department is a single unit or a collective name.
pub static DEPARTMENT_KIND: CodeList = CodeList {
    name: "department_kind",
    label: Bilingual::new("組織の種別", "department kind"),
    description: Bilingual::new(
        "部署の行が、個別の組織か、複数の組織をまとめた呼び方かを示す。",
        "Whether a department is a single unit or a collective name.",
    ),
    codes: &[
        code("unit", "個別の組織", "unit").description(
            "課・室・病院など、一つの組織を指す場合に用いる。",
            "One organisational unit: a division, an office, a hospital.",
        ),
        code("group", "組織の総称", "group").description(
            "「全課」「ほか関係課」など、複数の組織をまとめて指す場合に用いる。",
            "A name for several units, such as 全課 or ほか関係課.",
        ),
    ],
};

/// Role of a department in a measure.
pub static DEPARTMENT_ROLE: CodeList = CodeList {
    name: "department_role",
    label: Bilingual::new("部署の役割", "department role"),
    description: Bilingual::new("取組に対する部署の役割を示す。", "Role of a department in a measure."),
    codes: &[
        code("lead", "所管", "lead").description(
            "所管課・担当課として記された部署に用い、複数ある場合は並び順で印字の順を示す。",
            "Listed as 所管課 or 担当課; there can be several, in the printed order.",
        ),
        code("coordinator", "とりまとめ", "coordinator").description(
            "「とりまとめ」と記された部署に用いる。",
            "Listed as とりまとめ: coordinates the other departments.",
        ),
        code("related", "関係", "related")
            .description("関係課や「ほか関係課」として記された部署に用いる。", "Named as 関係課 or ほか関係課."),
    ],
};
