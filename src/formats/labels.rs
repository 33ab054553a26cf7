//! Japanese headers of flat columns: from the definitions, and from here for columns that only the API has.

use crate::model::{TABLES, table};

/// Columns of responses that no published table has.
const ADDED: &[(&str, &str)] = &[
    ("achievement_count", "年度実績の数"),
    ("attainment", "実績÷目標"),
    ("attainment_target_fiscal_year", "実績÷目標の目標年度"),
    ("breakdown_name", "内訳名"),
    ("code_list", "コード表"),
    ("dataset_version", "データの版"),
    ("description", "説明"),
    ("description_english", "説明_英語"),
    ("example", "例"),
    ("excerpt", "抜粋"),
    ("figure_doubts", "値の疑義"),
    ("fiscal_year_label", "年度_和暦"),
    ("in_force", "有効"),
    ("indicator_count", "指標の数"),
    ("indicator_name", "指標名"),
    ("inherited_tags", "親取組の分類"),
    ("lead_departments", "所管課"),
    ("list", "コード表"),
    ("match_kind", "一致の種類"),
    ("matched_in", "一致した項目"),
    ("measure_count", "取組の数"),
    ("measure_name", "取組名"),
    ("name", "名称"),
    ("need", "区分"),
    ("observation_count", "観測値の数"),
    ("observation_id", "観測値ID"),
    ("path", "参照先"),
    ("physical_name", "物理名"),
    ("plan_count", "計画の数"),
    ("progress_status", "進捗"),
    ("references", "参照先の表"),
    ("related_departments", "関係課"),
    ("sdg_targets", "SDGsターゲット"),
    ("subject", "検索の対象"),
    ("table", "表"),
    ("table_name", "表名"),
    ("tags", "分類"),
    ("target_revised", "目標変更の有無"),
];

/// Prefixes of flattened objects, with the table that their fields belong to.
const GROUPS: &[(&str, &str, &str)] = &[
    ("baseline_", "現況値", "observations"),
    ("target_", "目標値", "observations"),
    ("actual_", "実績値", "observations"),
];

/// Columns of the progress assessment.
const PROGRESS: &[(&str, &str)] = &[
    ("progress_reason", "進捗_判定できない理由"),
    ("progress_ratio", "進捗_達成までの割合"),
    ("progress_expected", "進捗_経過の割合"),
    ("progress_mode", "進捗_判定の方法"),
    ("progress_met_now", "進捗_目標に達している"),
    ("progress_target_due", "進捗_目標年度に達した"),
    ("progress_fiscal_year", "進捗_年度"),
    ("progress_breakdown_code", "進捗_内訳コード"),
    ("progress_formula", "進捗_判定規則"),
];

/// Returns the headers of `columns` of the table `own`: physical names, or Japanese ones.
pub(super) fn headers(own: &str, columns: impl IntoIterator<Item = String>, japanese: bool) -> Vec<String> {
    let header = |column: String| if japanese { label(own, &column).unwrap_or(column) } else { column };
    columns.into_iter().map(header).collect()
}

/// Returns the Japanese header of `column`, the one of the table `own` first.
fn label(own: &str, column: &str) -> Option<String> {
    let defined = |name: &str, column: &str| table(name)?.column(column).map(|column| column.header.to_owned());
    let listed =
        |list: &[(&str, &str)]| list.iter().find(|(name, _)| *name == column).map(|(_, header)| (*header).to_owned());
    let grouped = || {
        GROUPS.iter().find_map(|(prefix, group, of)| {
            let rest = column.strip_prefix(prefix)?;
            let header = defined(of, rest).or_else(|| label(of, rest))?;
            Some(format!("{group}_{header}"))
        })
    };
    defined(own, column)
        .or_else(|| listed(ADDED))
        .or_else(|| listed(PROGRESS))
        .or_else(grouped)
        .or_else(|| defined("indicators", column))
        .or_else(|| TABLES.iter().find_map(|table| defined(table.name, column)))
}
