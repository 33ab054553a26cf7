//! What a trend shows besides its indicator: the achievements of its measure, the years of its plan, its document.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use diesel::prelude::*;

use super::achievements::{Achievement, of_measures};
use super::stored_indicator::StoredIndicator;
use crate::store::connection::AnyConnection;
use crate::store::error::StoreResult;
use crate::store::schema::{measures, plans, sources};

/// First and last fiscal year of a plan, and the last one the city has reported on.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Span {
    pub(super) first: Option<i32>,
    pub(super) last: Option<i32>,
    pub(super) reported_through: Option<i32>,
}

/// The years of a [`Span`] as they are stored.
type StoredYears = (Option<i32>, Option<i32>, Option<i32>);

/// What the trends of some indicators show besides them.
pub(super) struct TrendContext {
    /// Achievements by the id of their measure.
    achievements: HashMap<String, Vec<Achievement>>,
    /// Parents of measures.
    parents: HashMap<String, String>,
    /// Years of plans by their id.
    spans: HashMap<String, Span>,
    /// Names of documents by their id.
    sources: HashMap<String, String>,
}

impl TrendContext {
    /// Reads what belongs to the indicators.
    pub(super) fn load(connection: &mut AnyConnection, indicators: &[StoredIndicator]) -> StoreResult<Self> {
        let distinct = |id: fn(&StoredIndicator) -> &str| indicators.iter().map(id).collect::<BTreeSet<&str>>();
        let measure_ids = distinct(|indicator| &indicator.measure_id);
        let parents: HashMap<String, Option<String>> = measures::table
            .filter(measures::id.eq_any(&measure_ids))
            .select((measures::id, measures::parent_measure_id))
            .load(connection)?
            .into_iter()
            .collect();
        let parents: HashMap<String, String> =
            parents.into_iter().filter_map(|(id, parent)| parent.map(|parent| (id, parent))).collect();
        let mut achievements: HashMap<String, Vec<Achievement>> = HashMap::new();
        let with_achievements = measure_ids.into_iter().chain(parents.values().map(String::as_str));
        for record in of_measures(connection, &with_achievements.collect())? {
            achievements.entry(record.measure_id.clone()).or_default().push(record);
        }
        let spans: Vec<(String, StoredYears)> = plans::table
            .filter(plans::id.eq_any(distinct(|indicator| &indicator.plan_id)))
            .select((
                plans::id,
                (plans::start_fiscal_year, plans::end_fiscal_year, plans::reported_through_fiscal_year),
            ))
            .load(connection)?;
        let spans =
            spans.into_iter().map(|(id, (first, last, reported_through))| (id, Span { first, last, reported_through }));
        let sources: BTreeMap<String, String> = sources::table
            .filter(sources::id.eq_any(distinct(|indicator| &indicator.source.id)))
            .select((sources::id, sources::name))
            .load(connection)?
            .into_iter()
            .collect();
        Ok(Self { achievements, parents, spans: spans.collect(), sources: sources.into_iter().collect() })
    }

    /// Returns the achievements of a measure and, for years without any, those of its parent: one sheet may cover both.
    pub(super) fn achievements_of(&self, measure_id: &str) -> Vec<Achievement> {
        let of = |id: &str| self.achievements.get(id).cloned().unwrap_or_default();
        let mut own = of(measure_id);
        if let Some(parent) = self.parents.get(measure_id) {
            let covered: BTreeSet<i32> = own.iter().map(|record| record.fiscal_year).collect();
            own.extend(of(parent).into_iter().filter(|record| !covered.contains(&record.fiscal_year)));
        }
        own
    }

    /// Returns the years of a plan.
    pub(super) fn span_of(&self, plan_id: &str) -> Span {
        self.spans.get(plan_id).copied().unwrap_or_default()
    }

    /// Returns the name of a document.
    pub(super) fn source_name(&self, source_id: &str) -> &str {
        self.sources.get(source_id).map_or("", String::as_str)
    }
}
