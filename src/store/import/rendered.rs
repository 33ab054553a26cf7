//! Renders the rows of a government once, after they were stored.

use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;

use super::insert;
use crate::formats::{CsvOptions, TableLayout, csv_record, members_after};
use crate::store::connection::AnyConnection;
use crate::store::error::StoreResult;
use crate::store::list::{List, Page, Position, Sort};
use crate::store::records::achievements::{Achievement, AchievementFilter};
use crate::store::records::departments::{Department, DepartmentFilter};
use crate::store::records::indicators::Indicator;
use crate::store::records::measure_scope::MeasureScope;
use crate::store::records::measures::{Measure, MeasureFilter};
use crate::store::records::observations::Observation;
use crate::store::records::plans::{Plan, PlanFilter};
use crate::store::records::sections::{Section, SectionFilter};
use crate::store::records::sources::{Source, SourceFilter};
use crate::store::records::trend;
use crate::store::rendered_kind::RenderedKind;
use crate::store::schema::{indicators, rendered_rows};

/// Rows rendered at a time.
const BATCH_SIZE: i64 = 500;

/// Indicators rendered at a time, with all their figures.
const INDICATOR_BATCH_SIZE: i64 = 100;

/// A row of `rendered_rows` as far as it differs from the next: id, JSON and, for a row of a list, CSV.
type RenderedRow = (String, String, Option<String>);

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
    government.render_indicators()
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
            self.store(kind, rows.iter().map(|row| list_row::<L>(&layout, row)))?;
        }
    }

    /// Renders indicators, their observations and their trends: what they are made of is read once.
    fn render_indicators(&mut self) -> StoreResult<()> {
        let indicator_layout = TableLayout::new::<Indicator>(Indicator::TABLE, CsvOptions::default());
        let observation_layout = TableLayout::new::<Observation>(Observation::TABLE, CsvOptions::default());
        let mut after = String::new();
        loop {
            let ids: Vec<String> = indicators::table
                .filter(indicators::localgov_code.eq(self.localgov_code).and(indicators::id.gt(&after)))
                .order(indicators::id.asc())
                .limit(INDICATOR_BATCH_SIZE)
                .select(indicators::id)
                .load(self.connection)?;
            let Some(last) = ids.last() else { return Ok(()) };
            after.clone_from(last);
            let current = trend::current(self.connection, &ids.iter().map(String::as_str).collect::<Vec<_>>())?;
            let observations = current.iter().flat_map(|(detail, _)| &detail.observations);
            let observations = observations.map(|row| list_row::<Observation>(&observation_layout, row));
            self.store(RenderedKind::Observation, observations)?;
            let indicators = current.iter().map(|(detail, _)| &detail.indicator);
            let indicators = indicators.map(|row| list_row::<Indicator>(&indicator_layout, row));
            self.store(RenderedKind::Indicator, indicators)?;
            let details = current.iter().map(|(detail, _)| rest_of(&detail.indicator, detail));
            self.store(RenderedKind::IndicatorDetail, details)?;
            let trends = current.iter().map(|(detail, trend)| rest_of(&detail.indicator, trend));
            self.store(RenderedKind::Trend, trends)?;
        }
    }

    fn store(&mut self, kind: RenderedKind, rows: impl Iterator<Item = StoreResult<RenderedRow>>) -> StoreResult<()> {
        let kind = kind.stored().to_string();
        let stored = rows.map(|row| {
            let (id, json, csv) = row?;
            Ok(vec![Some(kind.clone()), Some(id), Some(self.localgov_code.to_owned()), Some(json), csv])
        });
        insert::insert(self.connection, "rendered_rows", stored)
    }
}

/// Renders a row of a list.
fn list_row<L>(layout: &TableLayout, row: &L::Row) -> StoreResult<RenderedRow>
where
    L: List,
    L::Row: Serialize,
{
    let id = L::position(row, Sort::default()).id;
    Ok((id, serde_json::to_string(row)?, Some(csv_record(layout, row)?)))
}

/// Renders what `whole` shows besides the row of its indicator.
fn rest_of<W: Serialize>(indicator: &Indicator, whole: &W) -> StoreResult<RenderedRow> {
    Ok((indicator.id.clone(), members_after(whole, indicator)?, None))
}
