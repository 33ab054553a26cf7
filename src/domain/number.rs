//! Exact decimals that keep their printed form.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Serialize, Serializer};

/// An exact decimal with the fraction digits of the document: `100.0` stays `100.0`, `29381` stays `29381`.
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

/// The text is not a number: an optional minus, digits, and optionally a point and more digits, with at most 28
/// significant digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberError;

impl Number {
    /// Returns the value for calculations.
    pub const fn decimal(self) -> Decimal {
        self.0
    }

    /// Returns a computed number without rounding.
    pub const fn exact(number: Decimal) -> Self {
        Self(number)
    }

    /// Returns a computed number rounded to `places` fraction digits, without trailing zeros.
    #[must_use]
    pub fn rounded(exact: Decimal, places: u32) -> Self {
        Self(exact.round_dp(places).normalize())
    }

    /// Returns the nearest floating-point number, for sorting and filtering only.
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
        // Numbers have one form only: no `007`, `1e3`, `+1` or `-0`.
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
    fn rejects_other_formats() {
        for text in ["", "-", "1.", ".5", "1,000", "１", "1e3", "+1", "NaN", "007", "-0", "1.2.3", " 1", "0x1f"] {
            assert_eq!(text.parse::<Number>(), Err(NumberError), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn prints_as_written(text in "(-[1-9]|[1-9])[0-9]{0,12}(\\.[0-9]{1,8})?|0(\\.[0-9]{1,8})?") {
            prop_assert_eq!(text.parse::<Number>().unwrap().to_string(), text);
        }

        #[test]
        fn parsing_never_panics(text in "\\PC*") {
            let _ = text.parse::<Number>();
        }
    }
}
