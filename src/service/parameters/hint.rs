//! Hints for parameters that many services have, and this one has under another name or in another form.

use crate::formats::TableFormat;
use crate::http::target::Target;

/// What to use in the place of a parameter that does not exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hint {
    pub(super) ja: String,
    pub(super) en: String,
    /// The parameter or the address to use.
    pub(super) nearest: Option<String>,
}

impl Hint {
    /// Returns the hint for the parameter `name` of a resource with the parameters `known` and the formats `tables` beside
    /// JSON; `None` where nothing is known of it.
    pub(super) fn find(
        (name, value): (&str, &str),
        target: &Target,
        known: &[&str],
        tables: &[&'static TableFormat],
    ) -> Option<Self> {
        let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
        match plain.as_str() {
            "format" | "fmt" | "output" => Some(Self::format(name, value, target, tables)),
            "include" | "expand" | "embed" => Some(Self {
                ja: "関連する行は、1件のアドレス（/v1/indicators/{indicator_id} など）か、ほかの一覧の絞り込み\
                     （/v1/observations?indicator_id=… など）で取得できます。"
                    .to_owned(),
                en: "Related rows are in the single item (as in /v1/indicators/{indicator_id}) or in another list by \
                     its filter (as in /v1/observations?indicator_id=…)."
                    .to_owned(),
                nearest: None,
            }),
            "page" | "pagenumber" | "offset" | "skip" if known.contains(&"cursor") => Some(Self {
                ja: "ページは番号では選べません。metadata.links.next をたどるか、limit と cursor を使ってください。"
                    .to_owned(),
                en: "Pages are not chosen by number: follow metadata.links.next, or use \"limit\" and \"cursor\"."
                    .to_owned(),
                nearest: Some("cursor".to_owned()),
            }),
            "perpage" | "pagesize" | "size" | "count" | "rows" | "top" => Self::other_name("limit", known),
            "order" | "orderby" | "ordering" => Self::other_name("sort", known),
            "columns" | "select" => Self::other_name("fields", known),
            _ => None,
        }
    }

    /// The hint that a parameter is called `name` here.
    pub(super) fn other_name(name: &str, known: &[&str]) -> Option<Self> {
        known.contains(&name).then(|| Self {
            ja: format!("「{name}」のことではありませんか。"),
            en: format!("Did you mean \"{name}\"?"),
            nearest: Some(name.to_owned()),
        })
    }

    fn format(name: &str, value: &str, target: &Target, tables: &[&'static TableFormat]) -> Self {
        let extensions: Vec<&str> = std::iter::once("json").chain(tables.iter().map(|table| table.extension)).collect();
        let wanted = value.to_ascii_lowercase();
        let wanted = if wanted == "ndjson" { "jsonl" } else { wanted.as_str() };
        if let Some(extension) = extensions.iter().find(|known| **known == wanted) {
            let path = format!("{}.{extension}", target.stem());
            return Self {
                ja: format!("形式は拡張子で選びます。{path} を使ってください。"),
                en: format!("The format is chosen by the extension: use {path}."),
                nearest: Some(target.query().without(&[name]).link(&path)),
            };
        }
        let extensions: Vec<String> = extensions.iter().map(|extension| format!(".{extension}")).collect();
        Self {
            ja: format!("形式は、パスの終わりの拡張子で選びます（{}）。", extensions.join("、")),
            en: format!("The format is chosen by an extension of the path: {}.", extensions.join(", ")),
            nearest: None,
        }
    }
}
