//! Rules of printed sums and percentages.

use std::collections::{BTreeMap, HashMap};

use rust_decimal::Decimal;

use super::checker::{Checker, Result};
use crate::dataset::fault::Fault;
use crate::dataset::row::Row;
use crate::domain::Number;
use crate::domain::progress::TOTAL;

impl Checker<'_> {
    /// The members of a breakdown add up to the printed total, and sub-members to their member, in the highest revisions.
    /// Breakdowns with 「うち」 members are skipped, because these are only a part.
    pub(super) fn sums(&mut self, observations: &[Row], members: &[Row]) {
        let members: HashMap<&str, &Row> = members.iter().map(|member| (member.get("code"), member)).collect();
        let mut latest: BTreeMap<SeriesKey<'_>, &Row> = BTreeMap::new();
        for observation in observations {
            let known = latest.entry(series_key(observation)).or_insert(observation);
            if observation.integer("revision") > known.integer("revision") {
                *known = observation;
            }
        }
        let mut parts: BTreeMap<SeriesKey<'_>, Vec<&Row>> = BTreeMap::new();
        for (key, observation) in &latest {
            let Some(member) = members.get(key.breakdown) else { continue };
            let parent = Some(member.get("parent_code")).filter(|parent| !parent.is_empty()).unwrap_or(TOTAL);
            parts.entry(SeriesKey { breakdown: parent, ..*key }).or_default().push(observation);
        }
        let is_partial = |observation: &&Row| {
            let code = observation.get("breakdown_code");
            let name = members.get(code).map_or("", |member| member.get("name"));
            code.starts_with("uchi") || name.starts_with("うち")
        };
        for (key, parts) in parts {
            let Some(total) = latest.get(&key).filter(|total| total.get("doubt").is_empty()) else { continue };
            if parts.iter().any(is_partial) {
                continue;
            }
            let sum =
                parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part.number("value")?.decimal()));
            let (Some(sum), Some(printed)) = (sum, total.number("value").map(Number::decimal)) else { continue };
            if sum != printed {
                let fault = Fault::SumMismatch { sum: sum.to_string(), total: printed.to_string() };
                self.warn(total, "value", fault);
            }
        }
    }

    /// A printed percentage matches the numerator and denominator of the same measure, breakdown and year, if there is
    /// exactly one such pair.
    pub(super) fn ratios(&mut self, measure_id: &str) -> Result {
        let indicators = self.dataset.rows_where("indicators", "measure_id", measure_id)?;
        if !indicators.iter().any(|indicator| indicator.get("value_type") == "percent") {
            return Ok(());
        }
        let mut pairs: HashMap<(String, String), Vec<Row>> = HashMap::new();
        let mut printed: Vec<Row> = Vec::new();
        for indicator in &indicators {
            let observations = self.dataset.rows_where("observations", "indicator_id", indicator.get("id"))?;
            for observation in observations.into_iter().filter(|observation| observation.get("kind") == "actual") {
                if !observation.get("denominator").is_empty() {
                    let key = (observation.get("breakdown_code").to_owned(), observation.get("fiscal_year").to_owned());
                    pairs.entry(key).or_default().push(observation);
                } else if indicator.get("value_type") == "percent" && observation.get("doubt").is_empty() {
                    printed.push(observation);
                }
            }
        }
        for observation in &printed {
            let key = (observation.get("breakdown_code").to_owned(), observation.get("fiscal_year").to_owned());
            let Some([pair]) = pairs.get(&key).map(Vec::as_slice) else { continue };
            let ratio = pair.number("value").zip(pair.number("denominator")).and_then(|(part, whole)| {
                part.decimal().checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole.decimal())
            });
            let (Some(printed), Some(ratio)) = (observation.number("value").map(Number::decimal), ratio) else {
                continue;
            };
            // One unit of the last printed decimal, because governments may truncate instead of rounding.
            let unit = Decimal::new(1, printed.scale());
            if printed.checked_sub(ratio).is_none_or(|difference| difference.abs() > unit) {
                let (printed, ratio) = (printed.to_string(), ratio.round_dp(printed.scale() + 1).to_string());
                self.warn(observation, "value", Fault::RatioMismatch { printed, ratio });
            }
        }
        Ok(())
    }
}

/// What the revisions of an observation of an indicator have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct SeriesKey<'a> {
    breakdown: &'a str,
    kind: &'a str,
    fiscal_year: &'a str,
    period_end: &'a str,
}

/// Columns that identify an observation of an indicator.
pub(super) const KEY_COLUMNS: [&str; 6] =
    ["breakdown_code", "kind", "fiscal_year", "period_start", "period_end", "revision"];

pub(super) fn series_key(observation: &Row) -> SeriesKey<'_> {
    SeriesKey {
        breakdown: observation.get("breakdown_code"),
        kind: observation.get("kind"),
        fiscal_year: observation.get("fiscal_year"),
        period_end: observation.get("period_end"),
    }
}
