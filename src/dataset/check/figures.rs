//! The rules of the figures: values, years, revisions, and what printed figures must add up to. Knows `check`.
//!
//! The figures of one indicator are in memory together, and those of one measure where its figures are compared.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use rust_decimal::Decimal;
use unicode_normalization::UnicodeNormalization;

use super::{Checker, Result, member_codes};
use crate::dataset::fault::{Fault, short};
use crate::dataset::{Row, Rows};
use crate::domain::Number;
use crate::domain::progress::TOTAL;

impl Checker<'_> {
    pub(super) fn observations(&mut self, rows: Rows<'_>) -> Result {
        // Of figures without an indicator that was told already.
        self.each_group(rows, "indicator_id", Self::figures)?;
        let indicators = self.dataset.rows("indicators");
        indicators.map_or(Ok(()), |indicators| self.each_group(indicators, "measure_id", Self::ratios))
    }

    /// The figures of an indicator, whether there is such an indicator or not.
    fn figures(&mut self, indicator_id: &str) -> Result {
        let figures = self.dataset.of("observations", "indicator_id", indicator_id)?;
        let members = self.dataset.of("breakdowns", "indicator_id", indicator_id)?;
        let indicator = self.dataset.find("indicators", indicator_id)?;
        let codes = member_codes(&members);
        let multiplier = indicator.as_ref().and_then(|indicator| indicator.integer("unit_multiplier"));
        let multiplier = multiplier.and_then(|power| u32::try_from(power).ok());
        let value_type = indicator.as_ref().map_or("", |indicator| indicator.get("value_type"));
        let through = indicator.as_ref().map_or(Ok(None), |indicator| self.reported_through(indicator))?;
        // What could not be read may be any of the places and revisions that are missed.
        let all_read = figures.iter().all(|figure| !POINT.iter().any(|column| figure.is_unread(column)));
        let mut revisions: HashMap<SeriesPoint<'_>, BTreeSet<i32>> = HashMap::new();
        for figure in &figures {
            revisions.entry(point(figure)).or_default().extend(figure.integer("revision"));
        }
        for figure in &figures {
            let code = figure.get("breakdown_code");
            let is_member = |codes: &HashSet<&str>| code.is_empty() || code == TOTAL || codes.contains(code);
            if codes.as_ref().is_some_and(|codes| !is_member(codes)) {
                self.error(figure, "breakdown_code", Fault::NoSuchBreakdown { code: short(code) });
            }
            self.figure(figure, multiplier, through);
            if let Some(all) = revisions.get(&point(figure)).filter(|_| all_read) {
                self.revision(figure, all);
            }
            let (value, date) = (figure.get("value"), figure.get("value_date"));
            if (matches!(value_type, "number" | "percent") && !date.is_empty())
                || (value_type == "date" && !value.is_empty())
            {
                self.error(figure, "value", Fault::ValueOfOtherType { value_type: value_type.to_owned() });
            }
            let above = figure.number("value").is_some_and(|value| value.decimal() > Decimal::ONE_HUNDRED);
            if value_type == "percent" && above {
                self.warn(figure, "value", Fault::AboveHundred { value: value.to_owned() });
            }
        }
        self.sums(&figures, &members);
        self.revision_years(&figures);
        Ok(())
    }

    /// What a figure keeps or breaks by itself. `multiplier` is the power of ten of its unit, `through` the last year
    /// that its plan has reported on.
    pub(super) fn figure(&mut self, figure: &Row, multiplier: Option<u32>, through: Option<i32>) {
        self.value(figure, multiplier);
        self.years(figure, through);
    }

    fn value(&mut self, figure: &Row, multiplier: Option<u32>) {
        let (value, date, status) = (figure.get("value"), figure.get("value_date"), figure.get("value_status"));
        let filled = !value.is_empty() || !date.is_empty();
        if status == "given" && !filled {
            self.error_between(figure, ["value", "value_date"], Fault::GivenWithoutValue);
        }
        if !status.is_empty() && status != "given" && filled {
            self.error(figure, "value_status", Fault::ValueWithoutGiven { status: status.to_owned() });
        }
        let text = figure.get("value_text");
        let doubtful = !figure.get("doubt").is_empty();
        let printed = |number: Number| {
            let multiplier = multiplier.and_then(power_of_ten).unwrap_or(Decimal::ONE);
            prints(text, number) || number.decimal().checked_mul(multiplier).is_some_and(|sum| spells(text, sum))
        };
        if let Some(number) = figure.number("value").filter(|number| !doubtful && !printed(*number)) {
            let fault = Fault::ValueNotInText { value: number.to_string(), text: short(text) };
            self.warn(figure, "value", fault);
        }
        if let (Some(number), Some(denominator)) = (figure.number("value"), figure.number("denominator"))
            && number > denominator
        {
            let (value, denominator) = (number.to_string(), denominator.to_string());
            self.warn(figure, "denominator", Fault::AboveDenominator { value, denominator });
        }
        if figure.get("value_basis") == "increment" && figure.get("base_fiscal_year").is_empty() {
            self.error(figure, "base_fiscal_year", Fault::IncrementWithoutBase);
        }
        let comparator = if figure.get("comparator").is_empty() { printed_comparator(text) } else { None };
        if let Some((word, code)) = comparator.filter(|_| !value.is_empty() && !doubtful) {
            self.warn(figure, "comparator", Fault::ComparatorMissing { word, code });
        }
        if !figure.get("break_note").is_empty() && figure.get("break_reason").is_empty() {
            self.error(figure, "break_reason", Fault::BreakWithoutReason);
        }
    }

    fn years(&mut self, figure: &Row, through: Option<i32>) {
        let fault = match (figure.get("fiscal_year"), figure.get("fiscal_year_basis")) {
            (_, "") | ("", "unknown") => None,
            ("", basis) => Some(Fault::YearBasis { basis: basis.to_owned() }),
            (_, "unknown") => Some(Fault::YearWithoutBasis),
            _ => None,
        };
        if let Some(fault) = fault {
            self.error_between(figure, ["fiscal_year_basis", "fiscal_year"], fault);
        }
        let (start, end) = (figure.get("period_start"), figure.get("period_end"));
        // A figure as of a day, often the first of the next year, is what a report prints beside its last year.
        let is_of_whole_year = figure.get("kind") == "actual" && end.is_empty();
        let later = figure.integer("fiscal_year").zip(through).filter(|(year, through)| year > through);
        if let Some((_, through)) = later.filter(|_| is_of_whole_year) {
            self.warn(figure, "fiscal_year", Fault::LaterThanReported { through });
        }
        if !start.is_empty() && !end.is_empty() && start > end {
            self.error(figure, "period_end", Fault::PeriodReversed);
        }
    }

    fn revision(&mut self, figure: &Row, all: &BTreeSet<i32>) {
        let Some(revision) = figure.integer("revision") else { return };
        let superseded = !figure.get("superseded_in").is_empty();
        if superseded && all.last().is_none_or(|last| *last <= revision) {
            self.error(figure, "superseded_in", Fault::NoHigherRevision { revision });
        }
        if revision < 1 || (revision > 1 && !all.contains(&revision.saturating_sub(1))) {
            self.error(figure, "revision", Fault::FirstRevisionMissing { revision });
        }
        let kind = figure.get("kind");
        if revision > 1 && kind == "target" && figure.get("set_in").is_empty() {
            self.error(figure, "set_in", Fault::RevisionWithoutYear { revision });
        }
        if revision > 1 && kind != "target" && figure.get("revision_reason").is_empty() {
            self.warn(figure, "revision_reason", Fault::ReprintWithoutReason);
        }
        if figure.integer("set_in").zip(figure.integer("superseded_in")).is_some_and(|(set, last)| set > last) {
            self.error(figure, "superseded_in", Fault::SpanReversed);
        }
        if kind != "target" && (superseded || !figure.get("set_in").is_empty()) {
            self.error(figure, "kind", Fault::RevisionOfOtherKind { kind: kind.to_owned() });
        }
    }

    /// A revised target takes force in the year after the one that the replaced target judged last.
    fn revision_years(&mut self, figures: &[Row]) {
        let targets: HashMap<(SeriesPoint<'_>, Option<i32>), &Row> = figures
            .iter()
            .filter(|figure| figure.get("kind") == "target")
            .map(|figure| ((point(figure), figure.integer("revision")), figure))
            .collect();
        for figure in figures.iter().filter(|figure| figure.get("kind") == "target") {
            let Some(revision) = figure.integer("revision").filter(|revision| *revision > 1) else { continue };
            let Some(old) = targets.get(&(point(figure), Some(revision.saturating_sub(1)))) else { continue };
            match (old.integer("superseded_in"), figure.integer("set_in")) {
                (None, _) => self.error(old, "superseded_in", Fault::SupersededWithoutYear { revision }),
                (Some(last), Some(set)) if set != last.saturating_add(1) => {
                    self.error(figure, "set_in", Fault::RevisionYears { last, set });
                }
                _ => {}
            }
        }
    }

    /// The members of a breakdown against the total printed beside them, and the parts of a member against it: the
    /// highest revision of each. 「うち」 members are not the whole.
    fn sums(&mut self, figures: &[Row], members: &[Row]) {
        let members: HashMap<&str, &Row> = members.iter().map(|member| (member.get("code"), member)).collect();
        let mut latest: BTreeMap<SeriesPoint<'_>, &Row> = BTreeMap::new();
        for figure in figures {
            let known = latest.entry(point(figure)).or_insert(figure);
            if figure.integer("revision") > known.integer("revision") {
                *known = figure;
            }
        }
        let mut parts: BTreeMap<SeriesPoint<'_>, Vec<&Row>> = BTreeMap::new();
        for (place, figure) in &latest {
            let Some(member) = members.get(place.breakdown) else { continue };
            let parent = Some(member.get("parent_code")).filter(|parent| !parent.is_empty()).unwrap_or(TOTAL);
            parts.entry(SeriesPoint { breakdown: parent, ..*place }).or_default().push(figure);
        }
        let is_some_of = |figure: &&Row| {
            let code = figure.get("breakdown_code");
            let name = members.get(code).map_or("", |member| member.get("name"));
            code.starts_with("uchi") || name.starts_with("うち")
        };
        for (place, parts) in parts {
            let Some(whole) = latest.get(&place).filter(|whole| whole.get("doubt").is_empty()) else { continue };
            if parts.iter().any(is_some_of) {
                continue;
            }
            let sum =
                parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part.number("value")?.decimal()));
            let (Some(sum), Some(total)) = (sum, whole.number("value").map(Number::decimal)) else { continue };
            if sum != total {
                let fault = Fault::SumOfParts { sum: sum.to_string(), total: total.to_string() };
                self.warn(whole, "value", fault);
            }
        }
    }

    /// A printed percentage against the numerator and denominator that the same measure prints for the same member and
    /// year, where there is one such pair only.
    fn ratios(&mut self, measure_id: &str) -> Result {
        let indicators = self.dataset.of("indicators", "measure_id", measure_id)?;
        if !indicators.iter().any(|indicator| indicator.get("value_type") == "percent") {
            return Ok(());
        }
        let mut pairs: HashMap<(String, String), Vec<Row>> = HashMap::new();
        let mut printed: Vec<Row> = Vec::new();
        for indicator in &indicators {
            let figures = self.dataset.of("observations", "indicator_id", indicator.get("id"))?;
            for figure in figures.into_iter().filter(|figure| figure.get("kind") == "actual") {
                if !figure.get("denominator").is_empty() {
                    let place = (figure.get("breakdown_code").to_owned(), figure.get("fiscal_year").to_owned());
                    pairs.entry(place).or_default().push(figure);
                } else if indicator.get("value_type") == "percent" && figure.get("doubt").is_empty() {
                    printed.push(figure);
                }
            }
        }
        for figure in &printed {
            let place = (figure.get("breakdown_code").to_owned(), figure.get("fiscal_year").to_owned());
            let Some([pair]) = pairs.get(&place).map(Vec::as_slice) else { continue };
            let ratio = pair.number("value").zip(pair.number("denominator")).and_then(|(part, whole)| {
                part.decimal().checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole.decimal())
            });
            let (Some(printed), Some(ratio)) = (figure.number("value").map(Number::decimal), ratio) else { continue };
            // Half a unit of the last printed decimal, or a little more where the city cut instead of rounding.
            let unit = Decimal::new(1, printed.scale());
            if printed.checked_sub(ratio).is_none_or(|difference| difference.abs() > unit) {
                let (printed, ratio) = (printed.to_string(), ratio.round_dp(printed.scale() + 1).to_string());
                self.warn(figure, "value", Fault::RatioOfPair { printed, ratio });
            }
        }
        Ok(())
    }
}

/// The columns that say which figure of an indicator a row is.
const POINT: [&str; 6] = ["breakdown_code", "kind", "fiscal_year", "period_start", "period_end", "revision"];

/// What revisions of one figure of an indicator have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct SeriesPoint<'a> {
    breakdown: &'a str,
    kind: &'a str,
    fiscal_year: &'a str,
    period_end: &'a str,
}

fn point(figure: &Row) -> SeriesPoint<'_> {
    SeriesPoint {
        breakdown: figure.get("breakdown_code"),
        kind: figure.get("kind"),
        fiscal_year: figure.get("fiscal_year"),
        period_end: figure.get("period_end"),
    }
}

/// Whether a printed text shows the number, whatever its width, commas and unit; 「なし」 shows zero.
fn prints(text: &str, number: Number) -> bool {
    let folded: String = text.nfkc().filter(|character| *character != ',').collect();
    let shown = |run: &str| run.trim_matches('.').parse::<Decimal>().is_ok_and(|shown| shown == number.decimal().abs());
    let mut runs = folded.split(|character: char| !character.is_ascii_digit() && character != '.');
    runs.any(shown) || (number.decimal().is_zero() && folded.contains("なし"))
}

/// The word of a comparison that a text ends or begins with, and its code.
fn printed_comparator(text: &str) -> Option<(&'static str, &'static str)> {
    let after = [("以上", ">="), ("以下", "<="), ("以内", "<="), ("未満", "<"), ("超", ">"), ("程度", "~")];
    let found = after.into_iter().find(|(word, _)| text.ends_with(word));
    found.or_else(|| text.starts_with('約').then_some(("約", "~")))
}

/// Whether a text holds the number in the mixed form of Japanese sums: `2億5千万` is 250,000,000.
fn spells(text: &str, number: Decimal) -> bool {
    let folded: String = text.nfkc().filter(|character| *character != ',').collect();
    let is_part = |character: char| character.is_ascii_digit() || character == '.' || unit(character).is_some();
    folded.split(|character| !is_part(character)).filter_map(spelt).any(|spelt| spelt == number)
}

/// 千, 百 and 十 multiply what stands before them, 万, 億 and 兆 all that was not multiplied by one of them yet.
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

fn power_of_ten(power: u32) -> Option<Decimal> {
    10_i64.checked_pow(power).map(Decimal::from)
}

fn spelt(run: &str) -> Option<Decimal> {
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
    fn a_printed_text_shows_its_number_in_any_width() {
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
    fn a_printed_comparison_is_seen() {
        assert_eq!(printed_comparator("10件以上"), Some(("以上", ">=")));
        assert_eq!(printed_comparator("約2,000人"), Some(("約", "~")));
        assert_eq!(printed_comparator("以上10件"), None);
        assert_eq!(printed_comparator("10件"), None);
    }

    #[test]
    fn a_sum_in_mixed_form_shows_its_number() {
        for (text, number) in
            [("約2億5千万円", 250_000_000), ("１億２，０００万円", 120_000_000), ("3千円", 3_000), ("5万人", 50_000)]
        {
            assert!(spells(text, Decimal::from(number)), "{text}");
        }
        assert!(!spells("約2億5千万円", Decimal::from(25_000)) && !spells("円", Decimal::ONE));
    }
}
