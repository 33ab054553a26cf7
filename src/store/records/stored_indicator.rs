//! Indicators as they are stored, without the values computed from their observations.

use diesel::prelude::*;

use super::SourceReference;
use super::observations::Observation;
use crate::domain::progress::{Direction, Moment, Point, Progress, Series, assess};
use crate::store::connection::AnyConnection;
use crate::store::error::StoreResult;
use crate::store::schema::{indicators, measures};

diesel::joinable!(indicators -> measures (measure_id));

/// A row of `indicators` with the name of its measure.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = indicators)]
pub(super) struct StoredIndicator {
    pub(super) id: String,
    pub(super) localgov_code: String,
    pub(super) localgov_name: String,
    pub(super) plan_id: String,
    pub(super) measure_id: String,
    #[diesel(select_expression = measures::name)]
    pub(super) measure_name: String,
    pub(super) sort_order: i32,
    pub(super) name: String,
    pub(super) unit: Option<String>,
    pub(super) unit_code: String,
    pub(super) unit_multiplier: i32,
    pub(super) unit_per: Option<String>,
    pub(super) direction: String,
    pub(super) direction_basis: String,
    pub(super) value_type: String,
    pub(super) role: String,
    pub(super) measurement_basis: Option<String>,
    pub(super) definition: Option<String>,
    pub(super) breakdown_dimension: Option<String>,
    pub(super) plan_start_fiscal_year: Option<i32>,
    pub(super) doubt: Option<String>,
    #[diesel(select_expression = (indicators::source_id, indicators::source_place))]
    #[diesel(select_expression_type = (indicators::source_id, indicators::source_place))]
    pub(super) source: SourceReference,
    pub(super) note: Option<String>,
}

/// What an indicator contributes to its assessment besides its observations.
#[derive(Debug, Clone, Copy)]
pub(super) struct AssessmentBasis {
    direction: Direction,
    plan_start: Option<i32>,
}

impl StoredIndicator {
    /// Reads indicators by their ids, in no particular order.
    pub(super) fn load(connection: &mut AnyConnection, ids: &[&str]) -> StoreResult<Vec<Self>> {
        let query = indicators::table.inner_join(measures::table).filter(indicators::id.eq_any(ids));
        Ok(query.select(Self::as_select()).load(connection)?)
    }

    /// Returns the indicators of a plan, in the order of their ids.
    pub(super) fn of_plan(connection: &mut AnyConnection, plan_id: &str) -> StoreResult<Vec<Self>> {
        let query = indicators::table.inner_join(measures::table).filter(indicators::plan_id.eq(plan_id));
        Ok(query.order(indicators::id.asc()).select(Self::as_select()).load(connection)?)
    }

    /// Returns what the assessment needs of this row.
    pub(super) fn basis(&self) -> AssessmentBasis {
        AssessmentBasis { direction: Direction::from_code(&self.direction), plan_start: self.plan_start_fiscal_year }
    }
}

impl AssessmentBasis {
    /// Applies the rules of progress at `moment`.
    pub(super) fn assess(self, observations: &[Observation], moment: Moment) -> Progress {
        let points: Vec<Point> = observations.iter().filter_map(Observation::point).collect();
        assess(&Series { direction: self.direction, plan_start: self.plan_start, points: &points }, moment)
    }
}
