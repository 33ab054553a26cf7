//! Formats of ids, SDG targets and dates: patterns for JSON schemas and the matching checks.

use super::limits;

/// JSON schema pattern of an id.
pub const ID_PATTERN: &str = "^[a-z0-9_-]{1,200}$";

/// JSON schema pattern of an SDG target.
pub const SDG_TARGET_PATTERN: &str = "^[0-9]{1,2}\\.([0-9]{1,2}|[a-d])$";

/// Returns whether `text` is a valid id: it matches [`ID_PATTERN`].
pub fn is_id(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'_';
    (1..=limits::ID_CHARACTERS).contains(&text.len()) && text.bytes().all(allowed)
}

/// Returns whether `text` is an SDG target as printed: `17.14`, `4.a`.
pub fn is_sdg_target(text: &str) -> bool {
    let digits = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    text.split_once('.').is_some_and(|(goal, target)| {
        let letter = target.len() == 1 && target.bytes().all(|byte| matches!(byte, b'a'..=b'd'));
        digits(goal) && (digits(target) || letter)
    })
}

/// Returns whether `text` is an existing date, written `YYYY-MM-DD`.
pub fn is_date(text: &str) -> bool {
    text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok_and(|date| date.to_string() == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sdg_target_is_a_goal_and_a_number_or_letter() {
        assert!(["17.14", "5.5", "4.a"].into_iter().all(is_sdg_target));
        assert!(!["17", "17.", ".1", "abc", "17.141", "4.e", "4.A", "a.1"].into_iter().any(is_sdg_target));
    }

    #[test]
    fn id_length_matches_the_pattern() {
        assert!(is_id(&"a".repeat(200)) && !is_id(&"a".repeat(201)) && !is_id("") && !is_id("A") && !is_id("a.b"));
        assert!(ID_PATTERN.contains(&limits::ID_CHARACTERS.to_string()));
    }
}
