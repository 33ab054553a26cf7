//! The registry of table formats.

use super::format::TableFormat;
use super::{csv, jsonl};

/// Table formats. Where `Accept` prefers several equally, the first one is sent; JSON comes before all.
pub static TABLE_FORMATS: &[&TableFormat] = &[&csv::FORMAT, &jsonl::FORMAT];

/// CSV, for resources that offer it alone.
pub static CSV: &TableFormat = &csv::FORMAT;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extensions_and_media_types_are_unique_and_an_extension_has_no_dot() {
        let of_format = |it: &&'static TableFormat| [&[it.extension, it.media_type], it.aliases].concat();
        let mut names: Vec<&str> = TABLE_FORMATS.iter().flat_map(of_format).collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
        for format in TABLE_FORMATS {
            assert!(format.extension.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()));
            assert!(format.content_type.starts_with(format.media_type), "{}", format.name);
        }
    }
}
