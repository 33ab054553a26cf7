//! Finding values in printed texts.

use rust_decimal::Decimal;
use unicode_normalization::UnicodeNormalization;

use crate::domain::Number;

/// Returns whether a printed text contains the number, ignoring width, commas and units; 「なし」 means zero.
pub(super) fn prints(text: &str, number: Number) -> bool {
    let normalised: String = text.nfkc().filter(|character| *character != ',').collect();
    let shown = |run: &str| run.trim_matches('.').parse::<Decimal>().is_ok_and(|shown| shown == number.decimal().abs());
    let mut runs = normalised.split(|character: char| !character.is_ascii_digit() && character != '.');
    runs.any(shown) || (number.decimal().is_zero() && normalised.contains("なし"))
}

/// Returns the comparison word at the end or beginning of a text, and its code.
pub(super) fn printed_comparator(text: &str) -> Option<(&'static str, &'static str)> {
    let after = [("以上", ">="), ("以下", "<="), ("以内", "<="), ("未満", "<"), ("超", ">"), ("程度", "~")];
    let found = after.into_iter().find(|(word, _)| text.ends_with(word));
    found.or_else(|| text.starts_with('約').then_some(("約", "~")))
}

/// Returns whether a text contains the number in mixed Japanese notation: `2億5千万` is 250,000,000.
pub(super) fn spells(text: &str, number: Decimal) -> bool {
    let normalised: String = text.nfkc().filter(|character| *character != ',').collect();
    let is_part = |character: char| character.is_ascii_digit() || character == '.' || unit(character).is_some();
    normalised.split(|character| !is_part(character)).filter_map(parse_mixed).any(|parsed| parsed == number)
}

/// Returns the value of a unit character. 千, 百 and 十 multiply the digits before them; 万, 億 and 兆 multiply everything
/// since the previous one of these three.
fn unit(character: char) -> Option<Decimal> {
    let power = match character {
        '十' => 1,
        '百' => 2,
        '千' => 3,
        '万' => 4,
        '億' => 8,
        '兆' => 12,
        _ => return None,
    };
    power_of_ten(power)
}

pub(super) fn power_of_ten(power: u32) -> Option<Decimal> {
    10_i64.checked_pow(power).map(Decimal::from)
}

/// Parses a number in mixed notation.
fn parse_mixed(run: &str) -> Option<Decimal> {
    let (mut whole, mut section, mut digits) = (Decimal::ZERO, Decimal::ZERO, String::new());
    for character in run.chars() {
        let Some(unit) = unit(character) else {
            digits.push(character);
            continue;
        };
        let before = if digits.is_empty() { None } else { Some(digits.parse::<Decimal>().ok()?) };
        digits.clear();
        if unit < Decimal::from(10_000) {
            section = section.checked_add(before.unwrap_or(Decimal::ONE).checked_mul(unit)?)?;
        } else {
            section = section.checked_add(before.unwrap_or_default())?;
            whole = whole.checked_add(section.checked_mul(unit)?)?;
            section = Decimal::ZERO;
        }
    }
    let rest = if digits.is_empty() { Decimal::ZERO } else { digits.parse::<Decimal>().ok()? };
    whole.checked_add(section)?.checked_add(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_a_printed_number_in_any_width() {
        let shows = |text: &str, number: &str| prints(text, number.parse().unwrap());
        assert!(shows("29,381件", "29381"));
        assert!(shows("１０，０００件", "10000"));
        assert!(shows("85.36％", "85.36"));
        assert!(shows("なし", "0"));
        assert!(shows("▲3.2ポイント", "-3.2"));
        assert!(!shows("29,381件", "9381"));
        assert!(!shows("約2億5千万円", "25000"));
    }

    #[test]
    fn finds_a_printed_comparison() {
        assert_eq!(printed_comparator("10件以上"), Some(("以上", ">=")));
        assert_eq!(printed_comparator("約2,000人"), Some(("約", "~")));
        assert_eq!(printed_comparator("以上10件"), None);
        assert_eq!(printed_comparator("10件"), None);
    }

    #[test]
    fn finds_a_number_in_mixed_notation() {
        for (text, number) in
            [("約2億5千万円", 250_000_000), ("１億２，０００万円", 120_000_000), ("3千円", 3_000), ("5万人", 50_000)]
        {
            assert!(spells(text, Decimal::from(number)), "{text}");
        }
        assert!(!spells("約2億5千万円", Decimal::from(25_000)) && !spells("円", Decimal::ONE));
    }
}
