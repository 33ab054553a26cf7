//! An exact decimal that prints as the document does. Knows nobody.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Serialize, Serializer};

/// A figure: exact, with the decimals it was printed with. `100.0` stays `100.0`, `29381` stays `29381`.
///
/// ```
/// use tassei::domain::Number;
/// let number: Number = "100.0".parse().unwrap();
/// assert_eq!(number.to_string(), "100.0");
/// assert_eq!(serde_json::to_string(&number).unwrap(), "100.0");
/// assert!("1,000".parse::<Number>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Number(Decimal);

/// Why a text is no number: it is not an optional minus, digits, and at most one point with digits after it, or it has
/// more than 28 significant digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberError;

impl Number {
    /// The value to calculate with.
    pub const fn decimal(self) -> Decimal {
        self.0
    }

    /// A number that was calculated with, as it is.
    pub const fn exact(number: Decimal) -> Self {
        Self(number)
    }

    /// A computed number, rounded to `places` decimals for print.
    #[must_use]
    pub fn rounded(exact: Decimal, places: u32) -> Self {
        Self(exact.round_dp(places).normalize())
    }

    /// The nearest floating-point number: for sorting and filtering only.
    pub fn approximate(self) -> f64 {
        self.0.to_f64().unwrap_or(f64::NAN)
    }
}

impl FromStr for Number {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        // One way to write a number: no `007`, no `1e3`, no `+1`, no `-0`.
        let leading_zero = whole.len() > 1 && whole.starts_with('0');
        if !digits(whole) || !digits(fraction) || leading_zero {
            return Err(NumberError);
        }
        let number = Decimal::from_str_exact(text).map_err(|_| NumberError)?;
        if number.is_zero() && text.starts_with('-') { Err(NumberError) } else { Ok(Self(number)) }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        rust_decimal::serde::arbitrary_precision::serialize(&self.0, serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_not_one_plain_number_is_refused() {
        for text in ["", "-", "1.", ".5", "1,000", "１", "1e3", "+1", "NaN", "007", "-0", "1.2.3", " 1", "0x1f"] {
            assert_eq!(text.parse::<Number>(), Err(NumberError), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn a_number_prints_as_it_was_written(text in "(-[1-9]|[1-9])[0-9]{0,12}(\\.[0-9]{1,8})?|0(\\.[0-9]{1,8})?") {
            prop_assert_eq!(text.parse::<Number>().unwrap().to_string(), text);
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in "\\PC*") {
            let _ = text.parse::<Number>();
        }
    }
}
