//! Search keys: the form in which texts are searched, the same for all spellings.
//!
//! ＤＸ, DX and ｄｘ have the same key, as do ﾃﾚﾜｰｸ, テレワーク and てれわーく, and all dashes and waves. Texts are converted
//! cluster by cluster (a character and its combining marks), so that positions in the key can be mapped to the text.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Returns the search key of a text.
///
/// ```
/// use tassei::domain::search_key;
/// assert_eq!(search_key("ＤＸ推進"), search_key("dx推進"));
/// assert_eq!(search_key("ﾃﾚﾜｰｸ"), search_key("テレワーク"));
/// assert_eq!(search_key("10～20％"), search_key("10〜20%"));
/// ```
pub fn search_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for (_, cluster) in clusters(text) {
        push_key(cluster, &mut key);
    }
    key
}

/// Finds the first occurrence of the search key `word` in `text`. Returns the byte range in the text, extended to whole
/// clusters.
pub fn find_by_key(text: &str, word: &str) -> Option<std::ops::Range<usize>> {
    let mut key = String::with_capacity(text.len());
    // Offsets of each cluster in the key and in the text.
    let mut offsets = Vec::new();
    for (start, cluster) in clusters(text) {
        offsets.push((key.len(), start));
        push_key(cluster, &mut key);
    }
    let start = key.find(word)?;
    let end = start + word.len();
    let first = offsets.partition_point(|(offset, _)| *offset <= start).saturating_sub(1);
    let after = offsets.partition_point(|(offset, _)| *offset < end);
    let original = |index: usize| offsets.get(index).map_or(text.len(), |(_, original)| *original);
    Some(original(first)..original(after))
}

/// Iterates over clusters: a character and the combining marks after it, which Unicode may compose into one.
fn clusters(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut characters = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = characters.next()?;
        let mut end = start + first.len_utf8();
        while let Some((_, mark)) = characters.next_if(|(_, next)| is_mark(*next)) {
            end += mark.len_utf8();
        }
        text.get(start..end).map(|cluster| (start, cluster))
    })
}

/// Returns whether a character belongs to the cluster before it. Half-width ﾞ and ﾟ are not combining marks, but compose
/// with the kana before them.
fn is_mark(character: char) -> bool {
    match character {
        // Fast path for nearly all characters of Japanese texts.
        '\0'..='\u{2ff}' | '\u{3041}'..='\u{3096}' | '\u{30a0}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' => false,
        '\u{ff9e}' | '\u{ff9f}' => true,
        other => is_combining_mark(other),
    }
}

fn push_key(cluster: &str, key: &mut String) {
    let mut characters = cluster.chars();
    match (characters.next(), characters.next()) {
        // Fast path: these characters do not decompose or compose.
        (
            Some(
                plain @ ('\0'..='\u{7f}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fe}' | '\u{4e00}'..='\u{9fff}'),
            ),
            None,
        ) => {
            key.push(unify(plain.to_ascii_lowercase()));
        }
        _ => {
            for character in cluster.nfkc().flat_map(char::to_lowercase) {
                key.push(unify(character));
            }
        }
    }
}

/// Converts katakana to hiragana, and unifies dashes, waves and white space.
fn unify(character: char) -> char {
    match character {
        // The two blocks have the same order and an offset of 0x60.
        '\u{30a1}'..='\u{30f6}' | '\u{30fd}' | '\u{30fe}' => {
            char::from_u32(u32::from(character) - 0x60).unwrap_or(character)
        }
        // Includes the long vowel mark, which is often confused with a dash.
        '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{2500}' | '\u{2501}' | '\u{30fc}' => '-',
        '\u{223c}' | '\u{301c}' | '\u{3030}' => '~',
        other if other.is_whitespace() || other.is_control() => ' ',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spellings_have_the_same_key() {
        for forms in [
            &["ＤＸ", "DX", "ｄｘ", "Ｄx"][..],
            &["ﾃﾚﾜｰｸ", "テレワーク", "てれわーく", "テレワ－ク", "テレワ—ク"],
            &["ｶﾞﾊﾞﾅﾝｽ", "ガバナンス", "カ\u{3099}バナンス"],
            &["10〜20", "１０～２０"],
            &["−5", "-5", "－５", "‐5"],
            &["㎡", "m2", "ｍ２"],
        ] {
            for form in forms {
                assert_eq!(search_key(form), search_key(forms[0]), "{form}");
            }
        }
        assert_ne!(search_key("ハ"), search_key("バ"), "voiced kana differ");
        assert_eq!(search_key("髙﨑𠮷"), "髙﨑𠮷");
    }

    #[test]
    fn fast_path_agrees_for_every_character() {
        for character in '\0'..=char::MAX {
            let long: String = character.nfkc().flat_map(char::to_lowercase).map(unify).collect();
            assert_eq!(search_key(&character.to_string()), long, "{:x}", u32::from(character));
        }
    }

    #[test]
    fn finds_the_range_in_the_original_text() {
        let found = |text: &str, word: &str| find_by_key(text, &search_key(word)).map(|range| text[range].to_owned());
        assert_eq!(found("全庁でﾃﾚﾜｰｸを進める", "テレワーク").as_deref(), Some("ﾃﾚﾜｰｸ"));
        assert_eq!(
            found("㍻の取組", "平").as_deref(),
            Some("㍻"),
            "a character with a longer key is included completely"
        );
        assert_eq!(found("ｶﾞｰﾄﾞ", "ド").as_deref(), Some("ﾄﾞ"));
        assert_eq!(found("窓口", "市民"), None);
    }

    proptest! {
        #[test]
        fn key_has_no_control_characters(text in any::<String>()) {
            prop_assert!(!search_key(&text).chars().any(char::is_control));
        }

        #[test]
        fn finds_every_substring(text in "[ぁ-んァ-ヶ一-龠a-zA-Zａ-ｚ0-9〜ー]{1,30}", start in 0_usize..30, length in 1_usize..10) {
            let part: String = text.chars().skip(start).take(length).collect();
            prop_assume!(!part.is_empty());
            let range = find_by_key(&text, &search_key(&part)).unwrap();
            prop_assert_eq!(search_key(&text[range]), search_key(&part));
        }
    }
}
