//! The code list `name_basis`.

use super::list::{CodeList, code};
use crate::language::Bilingual;

/// Whether a name is printed in the document or was assigned.
pub static NAME_BASIS: CodeList = CodeList {
    name: "name_basis",
    label: Bilingual::new("名称の由来", "name basis"),
    description: Bilingual::new(
        "施策や取組の名称が、文書に印字されたものかどうかを示す。",
        "Whether the name of a section or measure is printed in the document.",
    ),
    codes: &[
        code("printed", "印字", "printed")
            .description("文書に印字された名称をそのまま用いた場合に用いる。", "The name is printed in the document."),
        code("ours", "作成者による命名", "ours").description(
            "文書に名称がなく、データの作成者が短い名称を付けた場合に用いる。",
            "The document has no name; the authors of the dataset assigned a short one.",
        ),
        code("missing", "見出しなし", "missing").description(
            "あるはずの見出しが文書から読み取れず、「（見出しなし）」と記載した場合に用いる。",
            "The heading is missing or illegible; the name is （見出しなし）.",
        ),
    ],
};
