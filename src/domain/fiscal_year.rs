//! 年度: fiscal years from 1 April to 31 March, stored as the western year of their first day.

use std::fmt;
use std::str::FromStr;

use unicode_normalization::UnicodeNormalization;

/// A Japanese fiscal year: 2022 is 令和4年度, 2022-04-01 to 2023-03-31.
///
/// Parses western years and era years, in half or full width:
///
/// ```
/// use tassei::domain::FiscalYear;
/// for text in ["2022", "2022年度", "R4", "令和4年度", "令和４年度", "Ｒ４"] {
///     assert_eq!(text.parse::<FiscalYear>().unwrap().year(), 2022, "{text}");
/// }
/// assert_eq!("令和元年度".parse::<FiscalYear>(), "平成31年度".parse());
/// assert!("平成99年度".parse::<FiscalYear>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FiscalYear(i32);

/// Why a text is not a fiscal year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FiscalYearError {
    /// Neither a western year nor a year of a known era.
    Unreadable,
    /// The era has no such year: 平成 ends with 31, 昭和 with 64.
    NoSuchEraYear {
        /// Name of the era.
        era: &'static str,
        /// First and last western year of the era.
        western: (i32, i32),
    },
    /// Outside 1868 to 2100.
    OutOfRange,
}

struct Era {
    name: &'static str,
    letter: char,
    first: i32,
    last: i32,
}

/// Eras, newest first. The year in which an era changed belongs to both: 平成31年度 = 令和元年度 = 2019.
const ERAS: [Era; 5] = [
    Era { name: "令和", letter: 'R', first: 2019, last: FiscalYear::LAST },
    Era { name: "平成", letter: 'H', first: 1989, last: 2019 },
    Era { name: "昭和", letter: 'S', first: 1926, last: 1989 },
    Era { name: "大正", letter: 'T', first: 1912, last: 1926 },
    Era { name: "明治", letter: 'M', first: 1868, last: 1912 },
];

impl FiscalYear {
    const FIRST: i32 = 1868;
    const LAST: i32 = 2100;

    /// Returns the fiscal year that begins in April of `year`.
    ///
    /// # Errors
    /// [`FiscalYearError::OutOfRange`] outside 1868 to 2100.
    pub const fn from_western(year: i32) -> Result<Self, FiscalYearError> {
        if year >= Self::FIRST && year <= Self::LAST { Ok(Self(year)) } else { Err(FiscalYearError::OutOfRange) }
    }

    /// Returns the fiscal year of a date.
    ///
    /// ```
    /// use tassei::domain::FiscalYear;
    /// assert_eq!(FiscalYear::of_day("2023-03-31").unwrap().year(), 2022);
    /// assert_eq!(FiscalYear::of_day("2023-04-01").unwrap().year(), 2023);
    /// assert!(FiscalYear::of_day("2023-02-29").is_err());
    /// ```
    ///
    /// # Errors
    /// [`FiscalYearError::Unreadable`] if `text` is not an existing date in the format `YYYY-MM-DD`.
    pub fn of_day(text: &str) -> Result<Self, FiscalYearError> {
        let date: jiff::civil::Date = text.parse().map_err(|_| FiscalYearError::Unreadable)?;
        if date.to_string() != text {
            return Err(FiscalYearError::Unreadable);
        }
        let year = i32::from(date.year());
        Self::from_western(if date.month() >= 4 { year } else { year - 1 })
    }

    /// Returns the western year of the first day.
    pub const fn year(self) -> i32 {
        self.0
    }

    /// Returns the Japanese name, such as `令和4年度`; the first year of an era is 元年度.
    ///
    /// ```
    /// use tassei::domain::FiscalYear;
    /// assert_eq!(FiscalYear::from_western(2022).unwrap().label(), "令和4年度");
    /// assert_eq!(FiscalYear::from_western(2019).unwrap().label(), "令和元年度");
    /// assert_eq!(FiscalYear::from_western(1988).unwrap().label(), "昭和63年度");
    /// ```
    pub fn label(self) -> String {
        ERAS.iter().find(|era| self.0 >= era.first).map_or_else(
            || format!("{}年度", self.0),
            |era| match self.0 - era.first + 1 {
                1 => format!("{}元年度", era.name),
                year => format!("{}{year}年度", era.name),
            },
        )
    }

    fn of_era(era: &Era, digits: &str) -> Result<Self, FiscalYearError> {
        let nth = if digits == "元" { 1 } else { parse_digits(digits)? };
        let year = era.first + nth - 1;
        if nth < 1 || year > era.last {
            return Err(FiscalYearError::NoSuchEraYear { era: era.name, western: (era.first, era.last) });
        }
        Self::from_western(year)
    }
}

/// Parses a calendar year, western or of an era: `2023`, `令和5`, `R5`, `令和元`.
///
/// ```
/// use tassei::domain::western_year;
/// assert_eq!(western_year("令和5"), Some(2023));
/// assert_eq!(western_year("2023"), Some(2023));
/// assert_eq!(western_year("平成99"), None);
/// ```
pub fn western_year(text: &str) -> Option<i32> {
    let text = text.trim();
    for era in &ERAS {
        if let Some(digits) = text.strip_prefix(era.name).or_else(|| text.strip_prefix(era.letter)) {
            return FiscalYear::of_era(era, digits.trim()).ok().map(FiscalYear::year);
        }
    }
    parse_digits(text).ok().filter(|_| text.len() == 4)
}

fn parse_digits(digits: &str) -> Result<i32, FiscalYearError> {
    if digits.is_empty() || digits.len() > 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(FiscalYearError::Unreadable);
    }
    digits.parse().map_err(|_| FiscalYearError::Unreadable)
}

impl FromStr for FiscalYear {
    type Err = FiscalYearError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let normalised: String = text.trim().nfkc().collect();
        let stem = normalised.strip_suffix("年度").unwrap_or(&normalised);
        for era in &ERAS {
            if let Some(digits) = stem.strip_prefix(era.name).or_else(|| stem.strip_prefix(era.letter)) {
                return Self::of_era(era, digits);
            }
        }
        if stem.len() != 4 {
            return Err(FiscalYearError::Unreadable);
        }
        Self::from_western(parse_digits(stem)?)
    }
}

impl fmt::Display for FiscalYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// One fiscal year or an inclusive range, written from either end: `2022`, `2022..2025`, `R4..R7`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FiscalYearRange {
    pub first: FiscalYear,
    pub last: FiscalYear,
}

impl FromStr for FiscalYearRange {
    type Err = FiscalYearError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (first, last) = text.split_once("..").unwrap_or((text, text));
        let (first, last): (FiscalYear, FiscalYear) = (first.parse()?, last.parse()?);
        Ok(Self { first: first.min(last), last: first.max(last) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn rejects_invalid_years() {
        assert!("平成32年度".parse::<FiscalYear>().is_err());
        assert!("昭和65".parse::<FiscalYear>().is_err());
        assert!("令和0年度".parse::<FiscalYear>().is_err());
        assert!("令和".parse::<FiscalYear>().is_err());
        assert!("22".parse::<FiscalYear>().is_err());
        assert!("２０２２年".parse::<FiscalYear>().is_err());
        assert!("9999".parse::<FiscalYear>().is_err());
    }

    #[test]
    fn a_range_may_be_written_from_either_end() {
        assert_eq!("2025..2022".parse::<FiscalYearRange>(), "2022..2025".parse());
        assert_eq!("R4..R7".parse::<FiscalYearRange>(), "2022..2025".parse());
    }

    proptest! {
        #[test]
        fn label_parses_as_the_same_year(year in 1868_i32..=2100) {
            let fiscal_year = FiscalYear::from_western(year).unwrap();
            prop_assert_eq!(fiscal_year.label().parse::<FiscalYear>(), Ok(fiscal_year));
        }

        #[test]
        fn parsing_never_panics(text in "\\PC*") {
            let _ = text.parse::<FiscalYear>();
            let _ = text.parse::<FiscalYearRange>();
        }
    }
}
