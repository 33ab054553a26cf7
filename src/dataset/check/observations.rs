//! Rules of observations: values, years and revisions.
//!
//! The observations of one indicator are in memory at the same time, as are those of one measure where they are compared.

use std::collections::{BTreeSet, HashMap, HashSet};

use rust_decimal::Decimal;

use super::checker::{Checker, Result, member_codes};
use super::printed_text::{power_of_ten, printed_comparator, prints, spells};
use super::sums::{KEY_COLUMNS, SeriesKey, series_key};
use crate::dataset::fault::{Fault, excerpt};
use crate::dataset::row::Row;
use crate::dataset::tables::Rows;
use crate::domain::Number;
use crate::domain::progress::TOTAL;

impl Checker<'_> {
    /// Observations, compared with each other by indicator and by measure.
    pub(super) fn observations(&mut self, rows: Rows<'_>) -> Result {
        self.for_each_value(rows, "indicator_id", Self::series)?;
        let indicators = self.dataset.rows("indicators");
        indicators.map_or(Ok(()), |indicators| self.for_each_value(indicators, "measure_id", Self::ratios))
    }

    /// The observations of an indicator, which may itself be missing.
    fn series(&mut self, indicator_id: &str) -> Result {
        let observations = self.dataset.rows_where("observations", "indicator_id", indicator_id)?;
        let members = self.dataset.rows_where("breakdowns", "indicator_id", indicator_id)?;
        let indicator = self.dataset.find("indicators", indicator_id)?;
        let codes = member_codes(&members);
        let multiplier = indicator.as_ref().and_then(|indicator| indicator.integer("unit_multiplier"));
        let multiplier = multiplier.and_then(|power| u32::try_from(power).ok());
        let value_type = indicator.as_ref().map_or("", |indicator| indicator.get("value_type"));
        let last_reported = indicator.as_ref().map_or(Ok(None), |indicator| self.last_reported_year(indicator))?;
        // An invalid cell may be the missing revision.
        let all_valid =
            observations.iter().all(|observation| !KEY_COLUMNS.iter().any(|column| observation.is_invalid(column)));
        let mut revisions: HashMap<SeriesKey<'_>, BTreeSet<i32>> = HashMap::new();
        for observation in &observations {
            revisions.entry(series_key(observation)).or_default().extend(observation.integer("revision"));
        }
        for observation in &observations {
            let code = observation.get("breakdown_code");
            let is_member = |codes: &HashSet<&str>| code.is_empty() || code == TOTAL || codes.contains(code);
            if codes.as_ref().is_some_and(|codes| !is_member(codes)) {
                self.error(observation, "breakdown_code", Fault::UnknownBreakdown { code: excerpt(code) });
            }
            self.observation(observation, multiplier, last_reported);
            if let Some(all) = revisions.get(&series_key(observation)).filter(|_| all_valid) {
                self.revision(observation, all);
            }
            let (value, date) = (observation.get("value"), observation.get("value_date"));
            if (matches!(value_type, "number" | "percent") && !date.is_empty())
                || (value_type == "date" && !value.is_empty())
            {
                self.error(observation, "value", Fault::ValueOfOtherType { value_type: value_type.to_owned() });
            }
            let above = observation.number("value").is_some_and(|value| value.decimal() > Decimal::ONE_HUNDRED);
            if value_type == "percent" && above {
                self.warn(observation, "value", Fault::AboveHundredPercent { value: value.to_owned() });
            }
        }
        self.sums(&observations, &members);
        self.revision_years(&observations);
        Ok(())
    }

    /// Rules of a single observation. `multiplier` is the power of ten of its unit, `last_reported` the last year that its
    /// plan has reported on.
    pub(super) fn observation(&mut self, observation: &Row, multiplier: Option<u32>, last_reported: Option<i32>) {
        self.value(observation, multiplier);
        self.years(observation, last_reported);
    }

    fn value(&mut self, observation: &Row, multiplier: Option<u32>) {
        let (value, date, status) =
            (observation.get("value"), observation.get("value_date"), observation.get("value_status"));
        let filled = !value.is_empty() || !date.is_empty();
        if status == "given" && !filled {
            self.error_between(observation, ["value", "value_date"], Fault::GivenWithoutValue);
        }
        if !status.is_empty() && status != "given" && filled {
            self.error(observation, "value_status", Fault::ValueWithoutGiven { status: status.to_owned() });
        }
        let text = observation.get("value_text");
        let has_doubt = !observation.get("doubt").is_empty();
        let printed = |number: Number| {
            let multiplier = multiplier.and_then(power_of_ten).unwrap_or(Decimal::ONE);
            prints(text, number)
                || number.decimal().checked_mul(multiplier).is_some_and(|product| spells(text, product))
        };
        if let Some(number) = observation.number("value").filter(|number| !has_doubt && !printed(*number)) {
            let fault = Fault::ValueNotInText { value: number.to_string(), text: excerpt(text) };
            self.warn(observation, "value", fault);
        }
        if let (Some(number), Some(denominator)) = (observation.number("value"), observation.number("denominator"))
            && number > denominator
        {
            let (value, denominator) = (number.to_string(), denominator.to_string());
            self.warn(observation, "denominator", Fault::AboveDenominator { value, denominator });
        }
        if observation.get("value_basis") == "increment" && observation.get("base_fiscal_year").is_empty() {
            self.error(observation, "base_fiscal_year", Fault::IncrementWithoutBase);
        }
        let comparator = if observation.get("comparator").is_empty() { printed_comparator(text) } else { None };
        if let Some((word, code)) = comparator.filter(|_| !value.is_empty() && !has_doubt) {
            self.warn(observation, "comparator", Fault::ComparatorMissing { word, code });
        }
        if !observation.get("break_note").is_empty() && observation.get("break_reason").is_empty() {
            self.error(observation, "break_reason", Fault::BreakWithoutReason);
        }
    }

    fn years(&mut self, observation: &Row, last_reported: Option<i32>) {
        let fault = match (observation.get("fiscal_year"), observation.get("fiscal_year_basis")) {
            (_, "") | ("", "unknown") => None,
            ("", basis) => Some(Fault::YearMissing { basis: basis.to_owned() }),
            (_, "unknown") => Some(Fault::YearWithoutBasis),
            _ => None,
        };
        if let Some(fault) = fault {
            self.error_between(observation, ["fiscal_year_basis", "fiscal_year"], fault);
        }
        let (start, end) = (observation.get("period_start"), observation.get("period_end"));
        // Reports also print values as of a date, often the first day of the next year.
        let is_for_whole_year = observation.get("kind") == "actual" && end.is_empty();
        let later = observation.integer("fiscal_year").zip(last_reported).filter(|(year, last)| year > last);
        if let Some((_, through)) = later.filter(|_| is_for_whole_year) {
            self.warn(observation, "fiscal_year", Fault::LaterThanLastReport { through });
        }
        if !start.is_empty() && !end.is_empty() && start > end {
            self.error(observation, "period_end", Fault::PeriodReversed);
        }
    }

    fn revision(&mut self, observation: &Row, all: &BTreeSet<i32>) {
        let Some(revision) = observation.integer("revision") else { return };
        let superseded = !observation.get("superseded_in").is_empty();
        if superseded && all.last().is_none_or(|last| *last <= revision) {
            self.error(observation, "superseded_in", Fault::NoHigherRevision { revision });
        }
        if revision < 1 || (revision > 1 && !all.contains(&revision.saturating_sub(1))) {
            self.error(observation, "revision", Fault::RevisionGap { revision });
        }
        let kind = observation.get("kind");
        if revision > 1 && kind == "target" && observation.get("set_in").is_empty() {
            self.error(observation, "set_in", Fault::RevisionWithoutYear { revision });
        }
        if revision > 1 && kind != "target" && observation.get("revision_reason").is_empty() {
            self.warn(observation, "revision_reason", Fault::ReprintWithoutReason);
        }
        if observation.integer("set_in").zip(observation.integer("superseded_in")).is_some_and(|(set, last)| set > last)
        {
            self.error(observation, "superseded_in", Fault::SpanReversed);
        }
        if kind != "target" && (superseded || !observation.get("set_in").is_empty()) {
            self.error(observation, "kind", Fault::RevisionYearsOfOtherKind { kind: kind.to_owned() });
        }
    }

    /// A revised target takes effect in the year after the last year of the target it replaces.
    fn revision_years(&mut self, observations: &[Row]) {
        let targets: HashMap<(SeriesKey<'_>, Option<i32>), &Row> = observations
            .iter()
            .filter(|observation| observation.get("kind") == "target")
            .map(|observation| ((series_key(observation), observation.integer("revision")), observation))
            .collect();
        for observation in observations.iter().filter(|observation| observation.get("kind") == "target") {
            let Some(revision) = observation.integer("revision").filter(|revision| *revision > 1) else { continue };
            let Some(old) = targets.get(&(series_key(observation), Some(revision.saturating_sub(1)))) else { continue };
            match (old.integer("superseded_in"), observation.integer("set_in")) {
                (None, _) => self.error(old, "superseded_in", Fault::SupersededWithoutYear { revision }),
                (Some(last), Some(set)) if set != last.saturating_add(1) => {
                    self.error(observation, "set_in", Fault::RevisionYears { last, set });
                }
                _ => {}
            }
        }
    }
}
