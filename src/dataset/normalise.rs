//! Normalising cells to the published format: full-width digits, thousands separators, 和暦, ▲, ％, labels instead of
//! codes.
//!
//! Only unambiguous cells are normalised; the reader reports them, and rejects all others.

use unicode_normalization::UnicodeNormalization;

use crate::domain::western_year;
use crate::model::Kind;
use crate::model::codes::CodeList;

/// Returns the cell in the published format; `None` if it cannot be normalised or needs no change.
pub(super) fn normalise(kind: Kind, cell: &str) -> Option<String> {
    let folded: String = cell.nfkc().collect();
    let folded = folded.trim();
    let normalised = match kind {
        Kind::Text => None,
        Kind::Integer => number(folded).filter(|number| !number.contains('.')),
        Kind::Decimal => number(folded.strip_suffix('%').map_or(folded, str::trim_end)),
        Kind::Date => date(folded).filter(|date| date.len() == 10),
        Kind::PartialDate => date(folded),
        Kind::Code(list) => code(list, folded),
        Kind::Id | Kind::Reference(_) | Kind::LocalGovernmentCode | Kind::FiscalYear => Some(folded.to_owned()),
    };
    normalised.filter(|normalised| normalised != cell)
}

/// Normalises a number: `1,234` → `1234`, `▲3.2` → `-3.2`, `+5` → `5`.
fn number(text: &str) -> Option<String> {
    let (sign, digits) = match text.chars().next()? {
        // Japanese tables write minus as ▲ or △.
        '▲' | '△' | '-' | '\u{2212}' | '\u{2010}'..='\u{2015}' => {
            ("-", text.get(text.chars().next()?.len_utf8()..)?)
        }
        '+' => ("", text.get(1..)?),
        _ => ("", text),
    };
    let digits = digits.trim_start();
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, fraction)| (whole, Some(fraction)));
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let whole = if whole.contains(',') {
        let mut groups = whole.split(',');
        let first = groups.next().filter(|first| all_digits(first) && first.len() <= 3)?;
        let rest: Vec<&str> = groups.collect();
        if !rest.iter().all(|group| all_digits(group) && group.len() == 3) {
            return None;
        }
        format!("{first}{}", rest.concat())
    } else {
        whole.to_owned()
    };
    if !all_digits(&whole) || fraction.is_some_and(|fraction| !all_digits(fraction)) {
        return None;
    }
    Some(fraction.map_or_else(|| format!("{sign}{whole}"), |fraction| format!("{sign}{whole}.{fraction}")))
}

/// Normalises a date or month: `令和5年3月31日`, `R5.3.31`, `2023/3/31`, `2023年3月` → `2023-03-31`, `2023-03`.
fn date(text: &str) -> Option<String> {
    let text = text.strip_suffix('日').unwrap_or(text);
    let parts: Vec<&str> = text.split(['年', '月', '/', '.', '-']).filter(|part| !part.is_empty()).collect();
    let (year, rest) = parts.split_first()?;
    let year = western_year(year)?;
    let two_digits =
        |part: &str| part.trim().parse::<u8>().ok().filter(|number| *number > 0).map(|number| format!("{number:02}"));
    match rest {
        [month] => Some(format!("{year:04}-{}", two_digits(month)?)),
        [month, day] => Some(format!("{year:04}-{}-{}", two_digits(month)?, two_digits(day)?)),
        _ => None,
    }
}

/// Returns the code with this value or label, ignoring case and width.
fn code(list: &CodeList, text: &str) -> Option<String> {
    let is_label = |label: &str| label.nfkc().eq(text.nfkc()) || label.eq_ignore_ascii_case(text);
    let found = list
        .codes
        .iter()
        .find(|code| code.code.eq_ignore_ascii_case(text) || is_label(code.label.ja) || is_label(code.label.en));
    found.map(|code| code.code.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::codes::{CODE_LISTS, KIND};
    use proptest::prelude::*;

    #[test]
    fn normalises_numbers() {
        for (cell, wanted) in [
            ("１０，０００", "10000"),
            ("1,234.50", "1234.50"),
            ("▲1,234", "-1234"),
            ("△3.2", "-3.2"),
            ("−5", "-5"),
            ("１０％", "10"),
            ("85.36 %", "85.36"),
            ("+5", "5"),
            (" 12 ", "12"),
        ] {
            assert_eq!(normalise(Kind::Decimal, cell).as_deref(), Some(wanted), "{cell}");
        }
        for cell in ["12件", "1,2", "12,34", "1,234,", "約10", "5〜6", "", "▲", "1.2.3", "%"] {
            assert_eq!(normalise(Kind::Decimal, cell), None, "{cell}");
        }
        assert_eq!(normalise(Kind::Integer, "１２").as_deref(), Some("12"));
        assert_eq!(normalise(Kind::Integer, "1.5"), None);
    }

    #[test]
    fn normalises_dates() {
        for (cell, wanted) in [
            ("令和5年3月31日", "2023-03-31"),
            ("Ｒ５.３.31", "2023-03-31"),
            ("2023/3/31", "2023-03-31"),
            ("2023年3月31日", "2023-03-31"),
            ("平成31年4月1日", "2019-04-01"),
            ("令和元年5月1日", "2019-05-01"),
        ] {
            assert_eq!(normalise(Kind::Date, cell).as_deref(), Some(wanted), "{cell}");
        }
        assert_eq!(normalise(Kind::PartialDate, "令和8年3月").as_deref(), Some("2026-03"));
        for cell in ["平成99年3月1日", "3月31日", "2023", "令和5年", "令和5年3月"] {
            assert_eq!(normalise(Kind::Date, cell), None, "{cell}");
        }
    }

    #[test]
    fn labels_are_unique_and_normalised_to_codes() {
        assert_eq!(normalise(Kind::Code(&KIND), "目標値").as_deref(), Some("target"));
        assert_eq!(normalise(Kind::Code(&KIND), "Target").as_deref(), Some("target"));
        for list in CODE_LISTS {
            for one in list.codes {
                let found = code(list, one.label.ja);
                assert_eq!(found.as_deref(), Some(one.code), "{} {}", list.name, one.label.ja);
            }
        }
    }

    proptest! {
        #[test]
        fn never_panics(cell in any::<String>()) {
            for kind in [Kind::Integer, Kind::Decimal, Kind::Date, Kind::PartialDate, Kind::FiscalYear, Kind::Code(&KIND)] {
                let _ = normalise(kind, &cell);
            }
        }

        #[test]
        fn formatted_number_keeps_its_value(number in -99_999_999_i64..99_999_999, decimals in 0_u32..3) {
            use rust_decimal::Decimal;
            let value = Decimal::new(number, decimals);
            let plain = value.to_string();
            let (whole, fraction) = plain.split_once('.').map_or((plain.as_str(), ""), |(whole, fraction)| (whole, fraction));
            let digits = whole.trim_start_matches('-');
            let grouped: Vec<String> =
                digits.as_bytes().rchunks(3).rev().map(|group| String::from_utf8_lossy(group).into_owned()).collect();
            let mut worn = if number < 0 { "▲".to_owned() } else { String::new() } + &grouped.join(",");
            if !fraction.is_empty() {
                worn = format!("{worn}.{fraction}");
            }
            let wide: String = worn.chars().map(|one| match one {
                '!'..='~' => char::from_u32(u32::from(one) + 0xfee0).unwrap(),
                other => other,
            }).collect();
            for text in [worn, wide] {
                let read = normalise(Kind::Decimal, &text).unwrap_or(text);
                prop_assert_eq!(read.parse::<Decimal>().unwrap(), value);
            }
        }
    }
}
