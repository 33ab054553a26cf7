//! The search over measures, indicators and achievements: which rows, in which order, and where the words stand.
//!
//! The index knows places only; names and texts are read from the tables they are of. How the index works stands in
//! `store::search`.

pub mod index;

use std::collections::HashMap;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::{find_folded, fold};
use crate::model::codes::Code;
use crate::store::connection::AnyConnection;
use crate::store::error::StoreResult;
use crate::store::list::{List, Page, Position, Sort, Total};
use crate::store::schema::{achievements, indicators, measures};
use index::{Match, Narrowed, SearchSubject, Terms, array, fts5};

/// The most hits that are counted for a page: a word that stands in half of a country's texts is not counted to its end.
pub const COUNTED_HITS: i64 = 10_000;

/// Characters of a text that are shown before and after a word.
const BEFORE: usize = 20;
const AFTER: usize = 60;

/// A measure, an indicator or an achievement that holds what was searched for.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SearchHit {
    /// Its permanent id.
    #[schema(example = "072036-gk2022-1-3-5")]
    pub id: String,
    /// What it is.
    #[schema(example = "measure")]
    pub subject: String,
    /// Where it is answered whole, relative to this service.
    #[schema(example = "/v1/measures/072036-gk2022-1-3-5")]
    pub path: String,
    pub localgov_code: String,
    pub localgov_name: String,
    pub plan_id: String,
    /// The measure it is or belongs to.
    #[schema(example = "072036-gk2022-1-3-5")]
    pub measure_id: String,
    /// The measure's name.
    #[schema(example = "窓口業務のオンライン化推進事業")]
    pub measure_name: String,
    /// Its name; of an achievement that of its measure.
    #[schema(example = "窓口業務のオンライン化推進事業")]
    pub name: String,
    /// The fiscal year of an achievement; null for what is of no one year.
    #[schema(example = json!(null))]
    pub fiscal_year: Option<i32>,
    /// How it fits: hits that fit better come first.
    #[schema(example = "name_begins")]
    pub match_kind: String,
    /// The field in which a word stands: `name` where the name holds all words, else the first text that holds one.
    #[schema(example = "name")]
    pub matched_in: String,
    /// The words around it in that field; null where that is the name.
    #[schema(example = json!(null))]
    pub excerpt: Option<String>,
    /// Where it stands in the index.
    #[serde(skip)]
    #[schema(ignore)]
    place: i64,
}

/// A place of the index, with what stands there.
#[derive(Debug, QueryableByName)]
struct Entry {
    #[diesel(sql_type = BigInt)]
    place: i64,
    #[diesel(sql_type = Text)]
    subject: String,
    #[diesel(sql_type = Text)]
    id: String,
}

#[derive(Debug, QueryableByName)]
struct Counted {
    #[diesel(sql_type = BigInt)]
    hits: i64,
}

/// What a filter asks the index.
struct Question {
    words: Terms,
    narrowed: Narrowed,
}

impl Question {
    /// Nothing is asked for where there are no words.
    fn of(filter: &SearchFilter) -> Option<Self> {
        let subjects: Vec<SearchSubject> =
            filter.subject.iter().filter_map(|code| SearchSubject::from_code(code.code)).collect();
        let words = Terms::of(&filter.q)?;
        Some(Self { words, narrowed: Narrowed::by(&filter.localgov_code, &filter.plan_id, &subjects) })
    }

    /// At most `most` hits, counted.
    fn count(&self, connection: &mut AnyConnection, most: i64) -> StoreResult<i64> {
        let counted: Counted = match connection {
            AnyConnection::Sqlite(connection) => diesel::sql_query(
                "SELECT count(*) AS hits FROM (SELECT 1 FROM search_index WHERE search_index MATCH ? LIMIT ?)",
            )
            .bind::<Text, _>(fts5::any(&self.words, &self.narrowed))
            .bind::<BigInt, _>(most)
            .get_result(connection)?,
            AnyConnection::Postgres(connection) => {
                let condition = array::any(&self.words, &self.narrowed);
                let sql = format!(
                    "SELECT count(*) AS hits FROM (SELECT 1 FROM search_tokens WHERE {} LIMIT {most}) hits",
                    condition.sql
                );
                let mut query = diesel::sql_query(sql).into_boxed::<diesel::pg::Pg>();
                for bind in condition.binds {
                    query = query.bind::<Text, _>(bind);
                }
                query.get_result(connection)?
            }
        };
        Ok(counted.hits)
    }

    /// The hits that fit so well, in the order of their places, `after` one of them.
    fn entries(&self, connection: &mut AnyConnection, fit: Match, after: i64, most: i64) -> StoreResult<Vec<Entry>> {
        match connection {
            // The order of the index is the order of the places: it is read no further than the page goes.
            AnyConnection::Sqlite(connection) => Ok(diesel::sql_query(
                "SELECT e.place, e.subject, e.id FROM search_index i JOIN search_entries e ON e.place = i.rowid \
                 WHERE search_index MATCH ? AND i.rowid > ? ORDER BY i.rowid LIMIT ?",
            )
            .bind::<Text, _>(fts5::exactly(fit, &self.words, &self.narrowed))
            .bind::<BigInt, _>(after)
            .bind::<BigInt, _>(most)
            .load(connection)?),
            AnyConnection::Postgres(connection) => {
                let condition = array::exactly(fit, &self.words, &self.narrowed);
                let sql = format!(
                    "SELECT e.place, e.subject, e.id FROM (SELECT place FROM search_tokens WHERE {} AND place > {after} \
                     ORDER BY place LIMIT {most}) hits JOIN search_entries e ON e.place = hits.place ORDER BY e.place",
                    condition.sql
                );
                let mut query = diesel::sql_query(sql).into_boxed::<diesel::pg::Pg>();
                for bind in condition.binds {
                    query = query.bind::<Text, _>(bind);
                }
                Ok(query.load(connection)?)
            }
        }
    }
}

/// Filters of a search.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchFilter {
    /// The query as the client sent it: one term or several. Without a term nothing is found.
    pub q: String,
    /// Kinds of rows to search.
    pub subject: Vec<&'static Code>,
    /// 全国地方公共団体コード.
    pub localgov_code: Vec<String>,
    /// Ids of plans.
    pub plan_id: Vec<String>,
}

impl List for SearchHit {
    type Row = Self;
    type Filter = SearchFilter;
    const TABLE: Option<&'static str> = None;

    fn count(connection: &mut AnyConnection, filter: &Self::Filter) -> StoreResult<i64> {
        Question::of(filter).map_or(Ok(0), |question| question.count(connection, i64::MAX))
    }

    fn total(connection: &mut AnyConnection, filter: &Self::Filter) -> StoreResult<Total> {
        let hits = Question::of(filter).map_or(Ok(0), |question| question.count(connection, COUNTED_HITS + 1))?;
        Ok(Total { rows: hits.min(COUNTED_HITS), is_exact: hits <= COUNTED_HITS })
    }

    fn page(connection: &mut AnyConnection, filter: &Self::Filter, page: &Page) -> StoreResult<Vec<Self>> {
        let Some(question) = Question::of(filter) else { return Ok(Vec::new()) };
        let limit = usize::try_from(page.limit).unwrap_or(usize::MAX);
        let (fit_before, place_before) = page.after.as_ref().map_or((0, -1), |Position { number, id }| {
            (usize::try_from(*number).unwrap_or(0), id.parse().unwrap_or(-1))
        });
        let mut hits = Vec::new();
        for (number, fit) in Match::ALL.into_iter().enumerate().skip(fit_before) {
            let after = if number == fit_before { place_before } else { -1 };
            let most = i64::try_from(limit - hits.len()).unwrap_or(0);
            hits.extend(question.entries(connection, fit, after, most)?.into_iter().map(|entry| (fit, entry)));
            if hits.len() >= limit {
                break;
            }
        }
        let mut found = Found::load(connection, &hits)?;
        Ok(hits.into_iter().filter_map(|(fit, entry)| found.hit(fit, entry, &question.words)).collect())
    }

    fn position(row: &Self, _: Sort) -> Position {
        let number = Match::ALL.iter().position(|fit| fit.code() == row.match_kind).unwrap_or(0);
        Position { number: i32::try_from(number).unwrap_or(0), id: row.place.to_string() }
    }
}

/// What is shown of a row, and its searched texts by the names of their fields.
struct Shown {
    localgov_code: String,
    localgov_name: String,
    plan_id: String,
    measure_id: String,
    measure_name: String,
    name: String,
    fiscal_year: Option<i32>,
    texts: Vec<Option<String>>,
}

/// The rows of a page of hits, by subject and id.
struct Found(HashMap<(&'static str, String), Shown>);

impl Found {
    fn load(connection: &mut AnyConnection, hits: &[(Match, Entry)]) -> StoreResult<Self> {
        let mut all = HashMap::with_capacity(hits.len());
        for subject in SearchSubject::ALL {
            let entries = hits.iter().filter(|(_, entry)| entry.subject == subject.code());
            let ids: Vec<String> = entries.map(|(_, entry)| entry.id.clone()).collect();
            if ids.is_empty() {
                continue;
            }
            let rows = match subject {
                SearchSubject::Measure => measures_shown(connection, ids)?,
                SearchSubject::Indicator => indicators_shown(connection, ids)?,
                SearchSubject::Achievement => achievements_shown(connection, ids)?,
            };
            all.extend(rows.into_iter().map(|(id, shown)| ((subject.code(), id), shown)));
        }
        Ok(Self(all))
    }

    fn hit(&mut self, fit: Match, entry: Entry, words: &Terms) -> Option<SearchHit> {
        let subject = SearchSubject::from_code(&entry.subject)?;
        let shown = self.0.remove(&(subject.code(), entry.id.clone()))?;
        let (matched_in, excerpt) = match fit {
            Match::Text => where_it_stands(subject, &shown, words)
                .map_or(("name", None), |(field, excerpt)| (field, Some(excerpt))),
            Match::NameEqual | Match::NameBegins | Match::NameContains => ("name", None),
        };
        Some(SearchHit {
            path: format!("/v1/{}/{}", subject.table(), entry.id),
            id: entry.id,
            subject: entry.subject,
            localgov_code: shown.localgov_code,
            localgov_name: shown.localgov_name,
            plan_id: shown.plan_id,
            measure_id: shown.measure_id,
            measure_name: shown.measure_name,
            name: shown.name,
            fiscal_year: shown.fiscal_year,
            match_kind: fit.code().to_owned(),
            matched_in: matched_in.to_owned(),
            excerpt,
            place: entry.place,
        })
    }
}

/// The first field that holds a word which the name does not hold, with the words around it.
fn where_it_stands(subject: SearchSubject, shown: &Shown, words: &Terms) -> Option<(&'static str, String)> {
    let name = fold(&shown.name);
    let missing: Vec<&String> = words.words.iter().filter(|word| !name.contains(word.as_str())).collect();
    let texts = subject.columns().iter().zip(&shown.texts);
    texts.filter_map(|(field, text)| Some((field, text.as_deref()?))).find_map(|(field, text)| {
        missing.iter().find_map(|word| find_folded(text, word).map(|range| (*field, excerpt(text, range))))
    })
}

/// The part of a text around a range of its bytes, on one line; … where more stands before or after.
fn excerpt(text: &str, range: std::ops::Range<usize>) -> String {
    let (before, rest) = text.split_at_checked(range.start).unwrap_or(("", text));
    let start = before.char_indices().rev().take(BEFORE).last().map_or(range.start, |(place, _)| place);
    let shown = range.end - range.start;
    let after = rest.get(shown..).unwrap_or_default();
    let end = after.char_indices().nth(AFTER).map_or(text.len(), |(place, _)| range.end + place);
    let (left, right) = (if start > 0 { "…" } else { "" }, if end < text.len() { "…" } else { "" });
    let part = text.get(start..end).unwrap_or_default();
    format!("{left}{}{right}", part.split(['\n', ';']).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" "))
}

type Rows = Vec<(String, Shown)>;

fn measures_shown(connection: &mut AnyConnection, ids: Vec<String>) -> StoreResult<Rows> {
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
    let shown = rows.into_iter().map(|((id, localgov_code, localgov_name, plan_id, name), texts)| {
        let (former_name, overview, current_issues, approach, desired_state, lead, related) = texts;
        let texts = vec![former_name, overview, current_issues, approach, desired_state, Some(lead), Some(related)];
        let (measure_id, measure_name) = (id.clone(), name.clone());
        (id, Shown { localgov_code, localgov_name, plan_id, measure_id, measure_name, name, fiscal_year: None, texts })
    });
    Ok(shown.collect())
}

fn indicators_shown(connection: &mut AnyConnection, ids: Vec<String>) -> StoreResult<Rows> {
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
    let shown = rows.into_iter().map(|row| {
        let (id, localgov_code, localgov_name, plan_id, measure_id, measure_name, name, definition) = row;
        let texts = vec![Some(measure_name.clone()), definition];
        (id, Shown { localgov_code, localgov_name, plan_id, measure_id, measure_name, name, fiscal_year: None, texts })
    });
    Ok(shown.collect())
}

fn achievements_shown(connection: &mut AnyConnection, ids: Vec<String>) -> StoreResult<Rows> {
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
    let shown = rows.into_iter().map(|(row, (planned, target_text, result, review, rating))| {
        let (id, localgov_code, localgov_name, plan_id, measure_id, measure_name, year) = row;
        let texts = vec![planned, target_text, result, review, rating];
        let (name, fiscal_year) = (measure_name.clone(), Some(year));
        (id, Shown { localgov_code, localgov_name, plan_id, measure_id, measure_name, name, fiscal_year, texts })
    });
    Ok(shown.collect())
}
