//! The form in which texts are searched: what people write in several ways is one thing in it. Knows nobody.
//!
//! ＤＸ, DX and ｄｘ are the same, so are ﾃﾚﾜｰｸ, テレワーク and てれわーく, and every dash and wave. A text is folded cluster by
//! cluster (a character with the marks that follow it), so that a place in the folded text has a place in the original.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The folded form of a text.
///
/// ```
/// use tassei::domain::fold;
/// assert_eq!(fold("ＤＸ推進"), fold("dx推進"));
/// assert_eq!(fold("ﾃﾚﾜｰｸ"), fold("テレワーク"));
/// assert_eq!(fold("10～20％"), fold("10〜20%"));
/// ```
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for (_, cluster) in clusters(text) {
        fold_cluster(cluster, &mut folded);
    }
    folded
}

/// Where in `text` the folded form first holds `word`, itself folded: the bytes of the original from the cluster the word
/// begins in to the end of the one it ends in.
pub fn find_folded(text: &str, word: &str) -> Option<std::ops::Range<usize>> {
    let mut folded = String::with_capacity(text.len());
    let mut places = Vec::new();
    for (start, cluster) in clusters(text) {
        places.push((folded.len(), start));
        fold_cluster(cluster, &mut folded);
    }
    let start = folded.find(word)?;
    let end = start + word.len();
    let first = places.partition_point(|(place, _)| *place <= start).saturating_sub(1);
    let after = places.partition_point(|(place, _)| *place < end);
    let original = |place: usize| places.get(place).map_or(text.len(), |(_, original)| *original);
    Some(original(first)..original(after))
}

/// A character with the marks that follow it: what Unicode may compose into one.
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

/// Half-width ﾞ and ﾟ are no combining marks by themselves, and compose with the kana before them all the same.
fn is_mark(character: char) -> bool {
    match character {
        // Nearly all of a Japanese text: no look into the tables.
        '\0'..='\u{2ff}' | '\u{3041}'..='\u{3096}' | '\u{30a0}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' => false,
        '\u{ff9e}' | '\u{ff9f}' => true,
        other => is_combining_mark(other),
    }
}

fn fold_cluster(cluster: &str, folded: &mut String) {
    let mut characters = cluster.chars();
    match (characters.next(), characters.next()) {
        // Nothing to decompose or compose in these.
        (
            Some(
                plain @ ('\0'..='\u{7f}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fe}' | '\u{4e00}'..='\u{9fff}'),
            ),
            None,
        ) => {
            folded.push(unify(plain.to_ascii_lowercase()));
        }
        _ => {
            for character in cluster.nfkc().flat_map(char::to_lowercase) {
                folded.push(unify(character));
            }
        }
    }
}

/// Katakana becomes hiragana; dashes, waves and white space become one of a kind.
fn unify(character: char) -> char {
    match character {
        // The two blocks stand 0x60 apart, in the same order.
        '\u{30a1}'..='\u{30f6}' | '\u{30fd}' | '\u{30fe}' => {
            char::from_u32(u32::from(character) - 0x60).unwrap_or(character)
        }
        // The long vowel mark too: it and a dash are typed for one another.
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
    fn what_people_write_in_several_ways_is_one() {
        for forms in [
            &["ＤＸ", "DX", "ｄｘ", "Ｄx"][..],
            &["ﾃﾚﾜｰｸ", "テレワーク", "てれわーく", "テレワ－ク", "テレワ—ク"],
            &["ｶﾞﾊﾞﾅﾝｽ", "ガバナンス", "カ\u{3099}バナンス"],
            &["10〜20", "１０～２０"],
            &["−5", "-5", "－５", "‐5"],
            &["㎡", "m2", "ｍ２"],
        ] {
            for form in forms {
                assert_eq!(fold(form), fold(forms[0]), "{form}");
            }
        }
        assert_ne!(fold("ハ"), fold("バ"), "a voiced kana is another one");
        assert_eq!(fold("髙﨑𠮷"), "髙﨑𠮷");
    }

    #[test]
    fn the_short_way_folds_every_character_as_the_long_one() {
        for character in '\0'..=char::MAX {
            let long: String = character.nfkc().flat_map(char::to_lowercase).map(unify).collect();
            assert_eq!(fold(&character.to_string()), long, "{:x}", u32::from(character));
        }
    }

    #[test]
    fn a_word_is_found_where_it_stands_in_the_original() {
        let found = |text: &str, word: &str| find_folded(text, &fold(word)).map(|range| text[range].to_owned());
        assert_eq!(found("全庁でﾃﾚﾜｰｸを進める", "テレワーク").as_deref(), Some("ﾃﾚﾜｰｸ"));
        assert_eq!(
            found("㍻の取組", "平").as_deref(),
            Some("㍻"),
            "a character that folds into several is shown whole"
        );
        assert_eq!(found("ｶﾞｰﾄﾞ", "ド").as_deref(), Some("ﾄﾞ"));
        assert_eq!(found("窓口", "市民"), None);
    }

    proptest! {
        #[test]
        fn a_folded_text_has_no_control_characters(text in any::<String>()) {
            prop_assert!(!fold(&text).chars().any(char::is_control));
        }

        #[test]
        fn a_part_of_a_text_is_found_in_it(text in "[ぁ-んァ-ヶ一-龠a-zA-Zａ-ｚ0-9〜ー]{1,30}", start in 0_usize..30, length in 1_usize..10) {
            let part: String = text.chars().skip(start).take(length).collect();
            prop_assume!(!part.is_empty());
            let range = find_folded(&text, &fold(&part)).unwrap();
            prop_assert_eq!(fold(&text[range]), fold(&part));
        }
    }
}
