//! Reads the rows of hits, with the texts that excerpts are taken from.

use std::collections::HashMap;

use diesel::prelude::*;

use super::subject::SearchSubject;
use crate::store::connection::AnyConnection;
use crate::store::error::StoreResult;
use crate::store::schema::{achievements, indicators, measures};

/// The columns of a row that a hit shows.
pub(super) struct HitRow {
    pub(super) localgov_code: String,
    pub(super) localgov_name: String,
    pub(super) plan_id: String,
    pub(super) measure_id: String,
    pub(super) measure_name: String,
    pub(super) name: String,
    pub(super) fiscal_year: Option<i32>,
    /// The searched texts, in the order of [`SearchSubject::columns`].
    pub(super) texts: Vec<Option<String>>,
}

/// Reads rows of one kind by their ids.
pub(super) fn load(
    connection: &mut AnyConnection,
    subject: SearchSubject,
    ids: Vec<String>,
) -> StoreResult<HashMap<String, HitRow>> {
    let rows = match subject {
        SearchSubject::Measure => measure_rows(connection, ids)?,
        SearchSubject::Indicator => indicator_rows(connection, ids)?,
        SearchSubject::Achievement => achievement_rows(connection, ids)?,
    };
    Ok(rows.into_iter().collect())
}

type Rows = Vec<(String, HitRow)>;

fn measure_rows(connection: &mut AnyConnection, ids: Vec<String>) -> StoreResult<Rows> {
    type Texts = (Option<String>, Option<String>, Option<String>, Option<String>, Option<String>, String, String);
    type Row = ((String, String, String, String, String), Texts);
    let rows: Vec<Row> = measures::table
        .filter(measures::id.eq_any(ids))
        .select((
            (measures::id, measures::localgov_code, measures::localgov_name, measures::plan_id, measures::name),
            (
                measures::former_name,
                measures::overview,
                measures::current_issues,
                measures::approach,
                measures::desired_state,
                measures::lead_departments,
                measures::related_departments,
            ),
        ))
        .load(connection)?;
    let rows = rows.into_iter().map(|((id, localgov_code, localgov_name, plan_id, name), texts)| {
        let (former_name, overview, current_issues, approach, desired_state, lead, related) = texts;
        let texts = vec![former_name, overview, current_issues, approach, desired_state, Some(lead), Some(related)];
        let (measure_id, measure_name) = (id.clone(), name.clone());
        (id, HitRow { localgov_code, localgov_name, plan_id, measure_id, measure_name, name, fiscal_year: None, texts })
    });
    Ok(rows.collect())
}

fn indicator_rows(connection: &mut AnyConnection, ids: Vec<String>) -> StoreResult<Rows> {
    type Row = (String, String, String, String, String, String, String, Option<String>);
    let rows: Vec<Row> = indicators::table
        .inner_join(measures::table.on(measures::id.eq(indicators::measure_id)))
        .filter(indicators::id.eq_any(ids))
        .select((
            indicators::id,
            indicators::localgov_code,
            indicators::localgov_name,
            indicators::plan_id,
            indicators::measure_id,
            measures::name,
            indicators::name,
            indicators::definition,
        ))
        .load(connection)?;
    let rows = rows.into_iter().map(|row| {
        let (id, localgov_code, localgov_name, plan_id, measure_id, measure_name, name, definition) = row;
        let texts = vec![Some(measure_name.clone()), definition];
        (id, HitRow { localgov_code, localgov_name, plan_id, measure_id, measure_name, name, fiscal_year: None, texts })
    });
    Ok(rows.collect())
}

fn achievement_rows(connection: &mut AnyConnection, ids: Vec<String>) -> StoreResult<Rows> {
    type Texts = (Option<String>, Option<String>, Option<String>, Option<String>, Option<String>);
    type Row = ((String, String, String, String, String, String, i32), Texts);
    let rows: Vec<Row> = achievements::table
        .filter(achievements::id.eq_any(ids))
        .select((
            (
                achievements::id,
                achievements::localgov_code,
                achievements::localgov_name,
                achievements::plan_id,
                achievements::measure_id,
                achievements::measure_name,
                achievements::fiscal_year,
            ),
            (
                achievements::planned,
                achievements::target_text,
                achievements::result,
                achievements::review,
                achievements::rating,
            ),
        ))
        .load(connection)?;
    let rows = rows.into_iter().map(|(row, (planned, target_text, result, review, rating))| {
        let (id, localgov_code, localgov_name, plan_id, measure_id, measure_name, year) = row;
        let texts = vec![planned, target_text, result, review, rating];
        let (name, fiscal_year) = (measure_name.clone(), Some(year));
        (id, HitRow { localgov_code, localgov_name, plan_id, measure_id, measure_name, name, fiscal_year, texts })
    });
    Ok(rows.collect())
}
