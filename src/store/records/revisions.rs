//! Targets changed by the city.

use serde::Serialize;
use utoipa::ToSchema;

use super::observations::Observation;
use crate::domain::Number;

/// A target changed by the city.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Revision {
    /// Id of the indicator.
    #[schema(example = "072036-gk2022-1-3-5-konbini")]
    pub indicator_id: String,
    /// Its name.
    #[schema(example = "コンビニ交付件数")]
    pub indicator_name: String,
    /// Code of the breakdown member.
    #[schema(example = "_T")]
    pub breakdown_code: String,
    /// Due year of the target.
    #[schema(example = 2025)]
    pub target_fiscal_year: Option<i32>,
    /// Fiscal year whose review announces the change; the old target still applies to that year.
    #[schema(example = 2022)]
    pub superseded_in: Option<i32>,
    /// Code of the reason.
    #[schema(example = "target_met")]
    pub reason: Option<String>,
    /// Reason and details as a text.
    pub note: Option<String>,
    /// The unit of both values.
    #[schema(example = "件/年")]
    pub unit: Option<String>,
    /// The old value.
    #[schema(value_type = Option<f64>, example = 30000)]
    pub before: Option<Number>,
    /// The old value as printed.
    #[schema(example = "30,000件/年")]
    pub before_text: String,
    /// The new value; null if the new target is not numeric.
    #[schema(value_type = Option<f64>, example = 100_000)]
    pub after: Option<Number>,
    /// The new value as printed.
    #[schema(example = "100,000件/年")]
    pub after_text: Option<String>,
}

/// Pairs each superseded target with its successor.
pub(super) fn revisions(observations: &[Observation]) -> Vec<Revision> {
    let targets = || observations.iter().filter(|it| it.kind == "target");
    let same = |one: &Observation, two: &Observation| {
        (&one.indicator_id, &one.breakdown.code, one.fiscal_year)
            == (&two.indicator_id, &two.breakdown.code, two.fiscal_year)
    };
    let mut all: Vec<Revision> = targets()
        .filter_map(|old| {
            let new = targets().find(|new| same(old, new) && new.revision == old.revision + 1);
            new.map(|new| Revision {
                indicator_id: old.indicator_id.clone(),
                indicator_name: old.indicator_name.clone(),
                breakdown_code: old.breakdown.code.clone(),
                target_fiscal_year: old.fiscal_year,
                superseded_in: old.superseded_in,
                reason: old.revision_reason.clone(),
                note: old.revision_note.clone(),
                unit: old.unit.clone(),
                before: old.value,
                before_text: old.value_text.clone(),
                after: new.value,
                after_text: Some(new.value_text.clone()),
            })
        })
        .collect();
    all.sort_by(|one, two| {
        (one.superseded_in, &one.indicator_id, &one.breakdown_code).cmp(&(
            two.superseded_in,
            &two.indicator_id,
            &two.breakdown_code,
        ))
    });
    all
}
