//! The rules of the figures: values, years, revisions, and what printed figures must add up to. Knows `check`.

use std::collections::{BTreeMap, HashMap, HashSet};

use rust_decimal::Decimal;
use unicode_normalization::UnicodeNormalization;

use super::Checker;
use crate::dataset::{Cells, Dataset, Rows};
use crate::domain::Number;
use crate::domain::progress::TOTAL;
use crate::text::Fault;

impl Checker<'_> {
    pub(super) fn observations(&mut self, dataset: &Dataset, rows: &Rows) {
        let members = dataset.rows("breakdowns").into_iter().flat_map(Rows::iter);
        let breakdowns: HashSet<(&str, &str)> =
            members.map(|cells| (cells.get("indicator_id"), cells.get("code"))).collect();
        let indicators = dataset.rows("indicators").map(Rows::by_id).unwrap_or_default();
        let mut revisions: HashMap<SeriesPoint<'_>, Vec<i32>> = HashMap::new();
        for cells in rows.iter() {
            revisions.entry(point(cells)).or_default().extend(cells.integer("revision"));
        }
        for cells in rows.iter() {
            let code = cells.get("breakdown_code");
            if !code.is_empty() && code != TOTAL && !breakdowns.contains(&(cells.get("indicator_id"), code)) {
                self.error(rows, cells, "breakdown_code", Fault::NoSuchBreakdown { code: code.to_owned() });
            }
            let indicator = indicators.get(cells.get("indicator_id"));
            let multiplier = indicator.and_then(|indicator| indicator.integer("unit_multiplier"));
            self.value(rows, cells, multiplier.and_then(|power| u32::try_from(power).ok()));
            self.years(rows, cells);
            self.revision(rows, cells, revisions.get(&point(cells)).map_or(&[], Vec::as_slice));
            let value_type = indicator.map_or("", |indicator| indicator.get("value_type"));
            let percent = value_type == "percent";
            let (value, date) = (cells.get("value"), cells.get("value_date"));
            if (matches!(value_type, "number" | "percent") && !date.is_empty())
                || (value_type == "date" && !value.is_empty())
            {
                self.error(rows, cells, "value", Fault::ValueOfOtherType { value_type: value_type.to_owned() });
            }
            if percent && cells.number("value").is_some_and(|value| value.decimal() > Decimal::ONE_HUNDRED) {
                self.warn(rows, cells, "value", Fault::AboveHundred { value: cells.get("value").to_owned() });
            }
        }
        self.sums(dataset, rows);
        self.ratios(rows, &indicators);
        self.revision_years(rows);
    }

    /// `multiplier` is the power of ten of the indicator's unit.
    fn value(&mut self, rows: &Rows, cells: Cells<'_>, multiplier: Option<u32>) {
        let (value, date, status) = (cells.get("value"), cells.get("value_date"), cells.get("value_status"));
        let filled = !value.is_empty() || !date.is_empty();
        if status == "given" && !filled {
            self.error(rows, cells, "value", Fault::GivenWithoutValue);
        }
        if !status.is_empty() && status != "given" && filled {
            self.error(rows, cells, "value_status", Fault::ValueWithoutGiven { status: status.to_owned() });
        }
        let text = cells.get("value_text");
        let doubtful = !cells.get("doubt").is_empty();
        let printed = |number: Number| {
            let multiplier = multiplier.and_then(power_of_ten).unwrap_or(Decimal::ONE);
            prints(text, number) || spells(text, number.decimal() * multiplier)
        };
        if let Some(number) = cells.number("value").filter(|number| !doubtful && !printed(*number)) {
            let fault = Fault::ValueNotInText { value: number.to_string(), text: text.to_owned() };
            self.warn(rows, cells, "value", fault);
        }
        if let (Some(number), Some(denominator)) = (cells.number("value"), cells.number("denominator"))
            && number > denominator
        {
            let (value, denominator) = (number.to_string(), denominator.to_string());
            self.warn(rows, cells, "denominator", Fault::AboveDenominator { value, denominator });
        }
        if cells.get("value_basis") == "increment" && cells.get("base_fiscal_year").is_empty() {
            self.error(rows, cells, "base_fiscal_year", Fault::IncrementWithoutBase);
        }
        if !cells.get("break_note").is_empty() && cells.get("break_reason").is_empty() {
            self.error(rows, cells, "break_reason", Fault::BreakWithoutReason);
        }
    }

    fn years(&mut self, rows: &Rows, cells: Cells<'_>) {
        match (cells.get("fiscal_year"), cells.get("fiscal_year_basis")) {
            (_, "") | ("", "unknown") => {}
            ("", basis) => {
                self.error(rows, cells, "fiscal_year_basis", Fault::YearBasis { basis: basis.to_owned() });
            }
            (_, "unknown") => self.error(rows, cells, "fiscal_year_basis", Fault::YearWithoutBasis),
            _ => {}
        }
        let (start, end) = (cells.get("period_start"), cells.get("period_end"));
        if !start.is_empty() && !end.is_empty() && start > end {
            self.error(rows, cells, "period_end", Fault::PeriodReversed);
        }
    }

    fn revision(&mut self, rows: &Rows, cells: Cells<'_>, all: &[i32]) {
        let Some(revision) = cells.integer("revision") else { return };
        let superseded = !cells.get("superseded_in").is_empty();
        if superseded && all.iter().all(|other| *other <= revision) {
            self.error(rows, cells, "superseded_in", Fault::NoHigherRevision { revision });
        }
        if revision < 1 || (revision > 1 && !all.contains(&(revision - 1))) {
            self.error(rows, cells, "revision", Fault::FirstRevisionMissing { revision });
        }
        let kind = cells.get("kind");
        if revision > 1 && kind == "target" && cells.get("set_in").is_empty() {
            self.error(rows, cells, "set_in", Fault::RevisionWithoutYear { revision });
        }
        if revision > 1 && kind != "target" && cells.get("revision_reason").is_empty() {
            self.warn(rows, cells, "revision_reason", Fault::ReprintWithoutReason);
        }
        if cells.integer("set_in").zip(cells.integer("superseded_in")).is_some_and(|(set, last)| set > last) {
            self.error(rows, cells, "superseded_in", Fault::SpanReversed);
        }
        if kind != "target" && (superseded || !cells.get("set_in").is_empty()) {
            self.error(rows, cells, "kind", Fault::RevisionOfOtherKind { kind: kind.to_owned() });
        }
    }

    /// A revised target takes force in the year after the one that the replaced target judged last.
    fn revision_years(&mut self, rows: &Rows) {
        let targets: HashMap<(SeriesPoint<'_>, Option<i32>), Cells<'_>> = rows
            .iter()
            .filter(|cells| cells.get("kind") == "target")
            .map(|cells| ((point(cells), cells.integer("revision")), cells))
            .collect();
        for cells in rows.iter().filter(|cells| cells.get("kind") == "target") {
            let Some(revision) = cells.integer("revision").filter(|revision| *revision > 1) else { continue };
            let Some(old) = targets.get(&(point(cells), Some(revision - 1))) else { continue };
            match (old.integer("superseded_in"), cells.integer("set_in")) {
                (None, _) => self.error(rows, *old, "superseded_in", Fault::SupersededWithoutYear { revision }),
                (Some(last), Some(set)) if set != last + 1 => {
                    self.error(rows, cells, "set_in", Fault::RevisionYears { last, set });
                }
                _ => {}
            }
        }
    }

    /// The members of a breakdown against the total printed beside them, and the parts of a member against it: the
    /// highest revision of each. 「うち」 members are not the whole.
    fn sums(&mut self, dataset: &Dataset, rows: &Rows) {
        let members: HashMap<(&str, &str), Cells<'_>> = dataset
            .rows("breakdowns")
            .into_iter()
            .flat_map(Rows::iter)
            .map(|cells| ((cells.get("indicator_id"), cells.get("code")), cells))
            .collect();
        let mut latest: BTreeMap<SeriesPoint<'_>, Cells<'_>> = BTreeMap::new();
        for cells in rows.iter() {
            let known = latest.entry(point(cells)).or_insert(cells);
            if cells.integer("revision") > known.integer("revision") {
                *known = cells;
            }
        }
        let mut parts: BTreeMap<SeriesPoint<'_>, Vec<Cells<'_>>> = BTreeMap::new();
        for (place, cells) in &latest {
            let Some(member) = members.get(&(place.indicator, place.breakdown)) else { continue };
            let parent = Some(member.get("parent_code")).filter(|parent| !parent.is_empty()).unwrap_or(TOTAL);
            parts.entry(SeriesPoint { breakdown: parent, ..*place }).or_default().push(*cells);
        }
        let is_some_of = |cells: &Cells<'_>| {
            let code = cells.get("breakdown_code");
            let name = members.get(&(cells.get("indicator_id"), code)).map_or("", |member| member.get("name"));
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
                self.warn(rows, *whole, "value", fault);
            }
        }
    }

    /// A printed percentage against the numerator and denominator that the same measure prints for the same member and
    /// year, where there is one such pair only.
    fn ratios(&mut self, rows: &Rows, indicators: &HashMap<&str, Cells<'_>>) {
        let measure =
            |cells: &Cells<'_>| indicators.get(cells.get("indicator_id")).map_or("", |own| own.get("measure_id"));
        let mut pairs: HashMap<(&str, &str, &str), Vec<Cells<'_>>> = HashMap::new();
        let actuals = || rows.iter().filter(|cells| cells.get("kind") == "actual");
        for cells in actuals().filter(|cells| !cells.get("denominator").is_empty()) {
            pairs
                .entry((measure(&cells), cells.get("breakdown_code"), cells.get("fiscal_year")))
                .or_default()
                .push(cells);
        }
        for cells in actuals().filter(|cells| cells.get("doubt").is_empty() && cells.get("denominator").is_empty()) {
            let percent =
                indicators.get(cells.get("indicator_id")).is_some_and(|own| own.get("value_type") == "percent");
            let Some([pair]) =
                pairs.get(&(measure(&cells), cells.get("breakdown_code"), cells.get("fiscal_year"))).map(Vec::as_slice)
            else {
                continue;
            };
            let printed = cells.number("value").map(Number::decimal).filter(|_| percent);
            let ratio = pair.number("value").zip(pair.number("denominator")).and_then(|(part, whole)| {
                part.decimal().checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole.decimal())
            });
            let (Some(printed), Some(ratio)) = (printed, ratio) else { continue };
            // Half a unit of the last printed decimal, or a little more where the city cut instead of rounding.
            let unit = Decimal::new(1, printed.scale());
            if (printed - ratio).abs() > unit {
                let (printed, ratio) = (printed.to_string(), ratio.round_dp(printed.scale() + 1).to_string());
                self.warn(rows, cells, "value", Fault::RatioOfPair { printed, ratio });
            }
        }
    }
}

/// What revisions of one figure have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct SeriesPoint<'a> {
    indicator: &'a str,
    breakdown: &'a str,
    kind: &'a str,
    fiscal_year: &'a str,
    period_end: &'a str,
}

fn point(cells: Cells<'_>) -> SeriesPoint<'_> {
    SeriesPoint {
        indicator: cells.get("indicator_id"),
        breakdown: cells.get("breakdown_code"),
        kind: cells.get("kind"),
        fiscal_year: cells.get("fiscal_year"),
        period_end: cells.get("period_end"),
    }
}

/// Whether a printed text shows the number, whatever its width, commas and unit; 「なし」 shows zero.
fn prints(text: &str, number: Number) -> bool {
    let folded: String = text.nfkc().filter(|character| *character != ',').collect();
    let shown = |run: &str| run.trim_matches('.').parse::<Decimal>().is_ok_and(|shown| shown == number.decimal().abs());
    let mut runs = folded.split(|character: char| !character.is_ascii_digit() && character != '.');
    runs.any(shown) || (number.decimal().is_zero() && folded.contains("なし"))
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
    fn a_sum_in_mixed_form_shows_its_number() {
        for (text, number) in
            [("約2億5千万円", 250_000_000), ("１億２，０００万円", 120_000_000), ("3千円", 3_000), ("5万人", 50_000)]
        {
            assert!(spells(text, Decimal::from(number)), "{text}");
        }
        assert!(!spells("約2億5千万円", Decimal::from(25_000)) && !spells("円", Decimal::ONE));
    }
}
