//! The code lists `tag_scheme`, `tag_goless` and `tag_disclosure_channel`.

use super::list::{CodeList, code};
use crate::language::Bilingual;

/// Classification schemes of measure tags.
pub static TAG_SCHEME: CodeList = CodeList {
    name: "tag_scheme",
    label: Bilingual::new("分類の体系", "tag scheme"),
    description: Bilingual::new(
        "取組に付ける分類コードが、どの体系のものかを示す。",
        "The classification scheme of a tag.",
    ),
    codes: &[
        code("sdg_target", "SDGsターゲット", "SDG target").description(
            "印字されたSDGsのターゲット番号に用い、コードは「17.14」のように文字列で記載する。",
            "A printed SDG target; the code is text such as 17.14, so that 17.1 and 17.10 differ.",
        ),
        code("goless", "5レス", "5-less").description(
            "5レス（カウンターレスなど）の印に用い、どの列の印か分かるものだけを記載する。",
            "A mark in a 5レス column; used only if the column is certain.",
        ),
        code("disclosure_channel", "情報公開の手段", "disclosure channel").description(
            "情報公開欄の印に用い、どの列の印か分かるものだけを記載する。",
            "A mark in a 情報公開 column; used only if the column is certain.",
        ),
    ],
};

/// Codes of the scheme `goless`.
pub static TAG_GOLESS: CodeList = CodeList {
    name: "tag_goless",
    label: Bilingual::new("5レス", "5-less"),
    description: Bilingual::new(
        "分類の体系が goless のときのコードを示す。",
        "The codes of the tag scheme goless (5レス).",
    ),
    codes: &[
        code("counterless", "カウンターレス", "counterless").description(
            "カウンターレスの欄に印がある取組に用いる。",
            "Marked under カウンターレス: no visit to a counter.",
        ),
        code("cashless", "キャッシュレス", "cashless")
            .description("キャッシュレスの欄に印がある取組に用いる。", "Marked under キャッシュレス: no cash."),
        code("paperless", "ペーパーレス", "paperless")
            .description("ペーパーレスの欄に印がある取組に用いる。", "Marked under ペーパーレス: no paper."),
        code("fileless", "ファイルレス", "fileless")
            .description("ファイルレスの欄に印がある取組に用いる。", "Marked under ファイルレス: no filed documents."),
        code("moveless", "ムーブレス", "moveless")
            .description("ムーブレスの欄に印がある取組に用いる。", "Marked under ムーブレス: no travelling."),
    ],
};

/// Codes of the scheme `disclosure_channel`.
pub static TAG_DISCLOSURE_CHANNEL: CodeList = CodeList {
    name: "tag_disclosure_channel",
    label: Bilingual::new("情報公開の手段", "disclosure channel"),
    description: Bilingual::new(
        "分類の体系が disclosure_channel のときのコードを示す。",
        "The codes of the tag scheme disclosure_channel.",
    ),
    codes: &[
        code("city_website", "市ウェブサイト", "city website")
            .description("市ウェブサイトの欄に印がある取組に用いる。", "Marked under 市ウェブサイト."),
        code("newsletter", "広報紙", "newsletter").description(
            "広報紙（広報こおりやまなど）の欄に印がある取組に用いる。",
            "Marked under the city's newsletter, such as 広報こおりやま.",
        ),
    ],
};
