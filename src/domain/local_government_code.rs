//! 全国地方公共団体コード: the five-digit standard area code and its check digit.

use std::fmt;
use std::str::FromStr;

/// The six-digit code of a local government, including leading zeros.
///
/// ```
/// use tassei::domain::LocalGovernmentCode;
/// let koriyama: LocalGovernmentCode = "072036".parse().unwrap();
/// assert_eq!(koriyama.standard_area_code(), "07203");
/// assert!("072037".parse::<LocalGovernmentCode>().is_err());
/// ```
///
/// Source of the check digit: 総務省「全国地方公共団体コード」, 検査数字.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalGovernmentCode(String);

/// Why a text is not a local government code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LocalGovernmentCodeError {
    /// Five digits: a spreadsheet removed the leading zero, or the check digit is missing.
    FiveDigits,
    /// Not six ASCII digits.
    NotSixDigits,
    /// The check digit is wrong.
    CheckDigit {
        /// The correct digit.
        expected: u32,
    },
}

/// Number of prefectures; the first two digits of a code are the number of one.
const PREFECTURES: u32 = 47;

impl LocalGovernmentCode {
    /// Returns the code of a standard area code (標準地域コード), which has five digits and lacks the check digit; `None` for
    /// anything else, such as a code whose leading zero a spreadsheet removed.
    ///
    /// ```
    /// use tassei::domain::LocalGovernmentCode;
    /// assert_eq!(LocalGovernmentCode::from_area_code("07203").unwrap().as_str(), "072036");
    /// assert_eq!(LocalGovernmentCode::from_area_code("72036"), None);
    /// ```
    pub fn from_area_code(text: &str) -> Option<Self> {
        let digits: Vec<u32> = text.chars().map(|digit| digit.to_digit(10)).collect::<Option<_>>()?;
        let [tens, ones, _, _, _] = digits.as_slice() else { return None };
        let is_prefecture = (1..=PREFECTURES).contains(&(tens * 10 + ones));
        is_prefecture.then(|| Self(format!("{text}{}", check_digit(&digits))))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the first five digits (標準地域コード).
    pub fn standard_area_code(&self) -> &str {
        self.0.get(..5).unwrap_or_default()
    }
}

fn check_digit(digits: &[u32]) -> u32 {
    let sum: u32 = digits.iter().zip([6, 5, 4, 3, 2]).map(|(digit, weight)| digit * weight).sum();
    (11 - sum % 11) % 10
}

impl FromStr for LocalGovernmentCode {
    type Err = LocalGovernmentCodeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits: Option<Vec<u32>> = text.chars().map(|digit| digit.to_digit(10)).collect();
        match digits.as_deref() {
            Some([body @ .., last]) if body.len() == 5 => match check_digit(body) {
                expected if expected == *last => Ok(Self(text.to_owned())),
                expected => Err(LocalGovernmentCodeError::CheckDigit { expected }),
            },
            Some(five) if five.len() == 5 => Err(LocalGovernmentCodeError::FiveDigits),
            _ => Err(LocalGovernmentCodeError::NotSixDigits),
        }
    }
}

impl fmt::Display for LocalGovernmentCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_real_codes() {
        for code in ["072036", "102113", "072044", "072028", "131016", "011002", "472018", "281000"] {
            assert!(code.parse::<LocalGovernmentCode>().is_ok(), "{code}");
        }
    }

    #[test]
    fn an_area_code_gets_its_check_digit() {
        for code in ["072036", "102113", "072044", "072028", "131016", "011002", "472018", "281000"] {
            let from_area = LocalGovernmentCode::from_area_code(&code[..5]);
            assert_eq!(from_area.as_ref().map(LocalGovernmentCode::as_str), Some(code));
        }
        for other in ["72036", "00203", "48203", "0720", "072036", "０７２０３", "0720a", ""] {
            assert_eq!(LocalGovernmentCode::from_area_code(other), None, "{other}");
        }
    }

    #[test]
    fn distinguishes_a_lost_zero_from_a_wrong_digit() {
        assert_eq!("72036".parse::<LocalGovernmentCode>(), Err(LocalGovernmentCodeError::FiveDigits));
        assert_eq!("072063".parse::<LocalGovernmentCode>(), Err(LocalGovernmentCodeError::CheckDigit { expected: 1 }));
        assert_eq!("０７２０３６".parse::<LocalGovernmentCode>(), Err(LocalGovernmentCodeError::NotSixDigits));
    }
}
