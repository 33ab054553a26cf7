//! The code list `text_origin`.

use super::list::{CodeList, code};
use crate::language::Bilingual;

/// Whether texts are quoted from the document or restated.
pub static TEXT_ORIGIN: CodeList = CodeList {
    name: "text_origin",
    label: Bilingual::new("本文の由来", "text origin"),
    description: Bilingual::new(
        "行に含まれる本文が、原文のままか、要約して書き直したものかを示す。",
        "Whether the texts of a row are quoted from the document or restated.",
    ),
    codes: &[
        code("printed", "原文", "printed")
            .description("文書の文言をそのまま記載した場合に用いる。", "The texts are quoted from the document."),
        code("restated", "要約", "restated").description(
            "データの作成者が、数値を残して短く書き直した場合に用いる。",
            "The texts are summarised by the authors of the dataset, with all numbers.",
        ),
    ],
};
