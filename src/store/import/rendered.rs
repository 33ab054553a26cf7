//! Renders the rows of a government once, after they were stored.

use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;

use super::insert;
use crate::formats::{CsvOptions, TableLayout, csv_record};
use crate::store::connection::AnyConnection;
use crate::store::error::StoreResult;
use crate::store::list::{List, Page, Position, Sort};
use crate::store::records::achievements::{Achievement, AchievementFilter};
use crate::store::records::departments::{Department, DepartmentFilter};
use crate::store::records::indicators::{Indicator, IndicatorFilter};
use crate::store::records::measure_scope::MeasureScope;
use crate::store::records::measures::{Measure, MeasureFilter};
use crate::store::records::observations::{Observation, ObservationFilter};
use crate::store::records::plans::{Plan, PlanFilter};
use crate::store::records::sections::{Section, SectionFilter};
use crate::store::records::sources::{Source, SourceFilter};
use crate::store::records::trend;
use crate::store::rendered::RenderedKind;
use crate::store::schema::{indicators, rendered_rows};

/// Rows rendered at a time.
const BATCH_SIZE: i64 = 500;

/// Renders the rows of the government again, from its tables.
pub(super) fn replace(connection: &mut AnyConnection, localgov_code: &str) -> StoreResult<()> {
    diesel::delete(rendered_rows::table.filter(rendered_rows::localgov_code.eq(localgov_code))).execute(connection)?;
    let mut government = Government { connection, localgov_code };
    let code = || vec![localgov_code.to_owned()];
    let scope = || MeasureScope { localgov_code: code(), ..MeasureScope::default() };
    government.render::<Source>(RenderedKind::Source, &SourceFilter { localgov_code: code() })?;
    government.render::<Plan>(RenderedKind::Plan, &PlanFilter { localgov_code: code(), ..PlanFilter::default() })?;
    let sections = SectionFilter { localgov_code: code(), ..SectionFilter::default() };
    government.render::<Section>(RenderedKind::Section, &sections)?;
    government.render::<Department>(RenderedKind::Department, &DepartmentFilter { localgov_code: code() })?;
    let measures = MeasureFilter { scope: scope(), ..MeasureFilter::default() };
    government.render::<Measure>(RenderedKind::Measure, &measures)?;
    let achievements = AchievementFilter { scope: scope(), ..AchievementFilter::default() };
    government.render::<Achievement>(RenderedKind::Achievement, &achievements)?;
    let indicators = IndicatorFilter { scope: scope(), ..IndicatorFilter::default() };
    government.render::<Indicator>(RenderedKind::Indicator, &indicators)?;
    let observations = ObservationFilter { scope: scope(), ..ObservationFilter::default() };
    government.render::<Observation>(RenderedKind::Observation, &observations)?;
    government.render_trends()
}

/// A government whose rows are rendered.
struct Government<'a> {
    connection: &'a mut AnyConnection,
    localgov_code: &'a str,
}

impl Government<'_> {
    /// Renders the rows of a list that `filter` selects.
    fn render<L>(&mut self, kind: RenderedKind, filter: &L::Filter) -> StoreResult<()>
    where
        L: List,
        L::Row: Serialize + ToSchema,
    {
        let layout = TableLayout::new::<L::Row>(L::TABLE, CsvOptions::default());
        let mut after: Option<Position> = None;
        loop {
            let page = Page { sort: Sort::default(), after, limit: BATCH_SIZE };
            let rows = L::page(self.connection, filter, &page)?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = Some(L::position(last, page.sort));
            let rendered = rows.iter().map(|row| {
                let (json, csv) = (serde_json::to_string(row)?, csv_record(&layout, row)?);
                Ok((L::position(row, page.sort).id, json, Some(csv)))
            });
            let rendered: Vec<_> = rendered.collect::<StoreResult<_>>()?;
            self.store(kind, rendered)?;
        }
    }

    fn render_trends(&mut self) -> StoreResult<()> {
        let mut after = String::new();
        loop {
            let ids: Vec<String> = indicators::table
                .filter(indicators::localgov_code.eq(self.localgov_code).and(indicators::id.gt(&after)))
                .order(indicators::id.asc())
                .limit(BATCH_SIZE)
                .select(indicators::id)
                .load(self.connection)?;
            let trends = trend::current(self.connection, &ids.iter().map(String::as_str).collect::<Vec<_>>())?;
            let rendered = trends.iter().map(|trend| Ok((trend.indicator.id.clone(), trend.render_rest()?, None)));
            let rendered: Vec<_> = rendered.collect::<StoreResult<_>>()?;
            self.store(RenderedKind::Trend, rendered)?;
            match ids.last() {
                Some(last) => after.clone_from(last),
                None => return Ok(()),
            }
        }
    }

    /// Stores rendered rows: id, JSON and CSV.
    fn store(&mut self, kind: RenderedKind, rows: Vec<(String, String, Option<String>)>) -> StoreResult<()> {
        let stored = rows.into_iter().map(|(id, json, csv)| {
            Ok(vec![Some(kind.stored().to_string()), Some(id), Some(self.localgov_code.to_owned()), Some(json), csv])
        });
        insert::insert(self.connection, "rendered_rows", stored)
    }
}
