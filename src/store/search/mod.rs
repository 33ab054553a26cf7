//! The search over measures, indicators and achievements.
//!
//! The index holds only the kind, the id and the sort key of a row; names and texts are read from the tables. `tokens`
//! explains how the index works.

mod fts5;
mod rows;
mod subject;
mod terms;
mod token_array;
mod tokens;

use std::collections::HashMap;
use std::ops::Range;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::{find_by_key, search_key};
use crate::model::codes::Code;
use crate::store::connection::AnyConnection;
use crate::store::error::StoreResult;
use crate::store::list::{List, Page, Position, Sort, Total};
use rows::HitRow;
use tokens::FacetFilter;

pub use subject::SearchSubject;
pub use terms::MatchKind;
pub(in crate::store) use tokens::IndexEntry;

use terms::Terms;

/// Upper limit of the hits counted for a page: a term may occur in half of a country's texts.
pub const COUNTED_HITS: i64 = 10_000;

/// Characters shown before a term in an excerpt.
const BEFORE: usize = 20;
/// Characters shown after a term in an excerpt.
const AFTER: usize = 60;

/// A measure, an indicator or an achievement that matches a search.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SearchHit {
    /// Its permanent id.
    #[schema(example = "072036-gk2022-1-3-5")]
    pub id: String,
    /// Kind of the row.
    #[schema(example = "measure")]
    pub subject: String,
    /// Path of the whole row, relative to this service.
    #[schema(example = "/v1/measures/072036-gk2022-1-3-5")]
    pub path: String,
    pub localgov_code: String,
    pub localgov_name: String,
    pub plan_id: String,
    /// The measure itself, or the one that the row belongs to.
    #[schema(example = "072036-gk2022-1-3-5")]
    pub measure_id: String,
    /// The measure's name.
    #[schema(example = "窓口業務のオンライン化推進事業")]
    pub measure_name: String,
    /// Name of the row; for an achievement, the name of its measure.
    #[schema(example = "窓口業務のオンライン化推進事業")]
    pub name: String,
    /// Fiscal year of an achievement; null for every other row.
    #[schema(example = json!(null))]
    pub fiscal_year: Option<i32>,
    /// How well it matches; better hits come first.
    #[schema(example = "name_begins")]
    pub match_kind: String,
    /// The field with a term: `name` if the name contains all terms, else the first text with a term that the name
    /// lacks.
    #[schema(example = "name")]
    pub matched_in: String,
    /// The text around the term in that field; null if it is the name.
    #[schema(example = json!(null))]
    pub excerpt: Option<String>,
    /// Its key in the order of equally good hits.
    #[serde(skip)]
    #[schema(ignore)]
    sort_key: i64,
}

/// An entry of the index.
#[derive(Debug, QueryableByName)]
struct Entry {
    #[diesel(sql_type = BigInt, column_name = place)]
    sort_key: i64,
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

/// A filter as a query on the index.
struct SearchQuery {
    terms: Terms,
    facets: FacetFilter,
    /// The facets that the sort keys of [`Self::sort_keys`] do not select already.
    facets_in_order: FacetFilter,
    sort_keys: Range<i64>,
}

impl SearchQuery {
    /// Returns `None` for a filter without terms, which matches nothing.
    fn new(filter: &SearchFilter) -> Option<Self> {
        let subjects: Vec<SearchSubject> =
            filter.subject.iter().filter_map(|code| SearchSubject::from_code(code.code)).collect();
        let terms = Terms::parse(&filter.q)?;
        let facets = |subjects| FacetFilter::new(&filter.localgov_code, &filter.plan_id, subjects);
        let (in_order, sort_keys) = match subjects.as_slice() {
            [only] => (&[][..], only.sort_keys()),
            several => (several, 0..i64::MAX),
        };
        Some(Self { terms, facets: facets(&subjects), facets_in_order: facets(in_order), sort_keys })
    }

    /// Counts the hits, up to `limit`.
    fn count(&self, connection: &mut AnyConnection, limit: i64) -> StoreResult<i64> {
        let counted: Counted = match connection {
            AnyConnection::Sqlite(connection) => diesel::sql_query(
                "SELECT count(*) AS hits FROM (SELECT 1 FROM search_index WHERE search_index MATCH ? LIMIT ?)",
            )
            .bind::<Text, _>(fts5::any(&self.terms, &self.facets))
            .bind::<BigInt, _>(limit)
            .get_result(connection)?,
            AnyConnection::Postgres(connection) => {
                let condition = token_array::any(&self.terms, &self.facets);
                let sql = format!(
                    "SELECT count(*) AS hits FROM (SELECT 1 FROM search_tokens WHERE {} LIMIT {limit}) hits",
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

    /// Reads up to `limit` hits of one match kind, in the order of their sort keys, after the sort key `after`.
    fn entries(
        &self,
        connection: &mut AnyConnection,
        kind: MatchKind,
        after: i64,
        limit: i64,
    ) -> StoreResult<Vec<Entry>> {
        match connection {
            // The index is in the order of the sort keys, so it is read no further than the end of the page.
            AnyConnection::Sqlite(connection) => Ok(diesel::sql_query(
                "SELECT e.place, e.subject, e.id FROM search_index i JOIN search_entries e ON e.place = i.rowid \
                 WHERE search_index MATCH ? AND i.rowid > ? ORDER BY i.rowid LIMIT ?",
            )
            .bind::<Text, _>(fts5::exactly(kind, &self.terms, &self.facets))
            .bind::<BigInt, _>(after)
            .bind::<BigInt, _>(limit)
            .load(connection)?),
            AnyConnection::Postgres(connection) => {
                // In the order of the sort keys, the rows of all other kinds would be read before those of the last one.
                let condition = token_array::exactly(kind, &self.terms, &self.facets_in_order);
                let (after, end) = (after.max(self.sort_keys.start - 1), self.sort_keys.end);
                let sql = format!(
                    "SELECT e.place, e.subject, e.id FROM (SELECT place FROM search_tokens WHERE {} AND place > {after} \
                     AND place < {end} ORDER BY place LIMIT {limit}) hits JOIN search_entries e ON e.place = hits.place \
                     ORDER BY e.place",
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
    const IS_REVERSIBLE: bool = false;

    fn count(connection: &mut AnyConnection, filter: &Self::Filter) -> StoreResult<i64> {
        SearchQuery::new(filter).map_or(Ok(0), |query| query.count(connection, i64::MAX))
    }

    fn total(connection: &mut AnyConnection, filter: &Self::Filter) -> StoreResult<Total> {
        let hits = SearchQuery::new(filter).map_or(Ok(0), |query| query.count(connection, COUNTED_HITS + 1))?;
        Ok(Total { rows: hits.min(COUNTED_HITS), is_exact: hits <= COUNTED_HITS })
    }

    fn page(connection: &mut AnyConnection, filter: &Self::Filter, page: &Page) -> StoreResult<Vec<Self>> {
        let Some(query) = SearchQuery::new(filter) else { return Ok(Vec::new()) };
        let limit = usize::try_from(page.limit).unwrap_or(usize::MAX);
        let (first_kind, sort_key) = page.after.as_ref().map_or((0, -1), |Position { number, id }| {
            (usize::try_from(*number).unwrap_or(0), id.parse().unwrap_or(-1))
        });
        let mut hits = Vec::new();
        for (number, kind) in MatchKind::ALL.into_iter().enumerate().skip(first_kind) {
            let after = if number == first_kind { sort_key } else { -1 };
            let wanted = i64::try_from(limit - hits.len()).unwrap_or(0);
            hits.extend(query.entries(connection, kind, after, wanted)?.into_iter().map(|entry| (kind, entry)));
            if hits.len() >= limit {
                break;
            }
        }
        let mut rows = HitRows::load(connection, &hits)?;
        Ok(hits.into_iter().filter_map(|(kind, entry)| rows.take(kind, entry, &query.terms)).collect())
    }

    fn position(row: &Self, _: Sort) -> Position {
        let number = MatchKind::ALL.iter().position(|kind| kind.code() == row.match_kind).unwrap_or(0);
        Position { number: i32::try_from(number).unwrap_or(0), id: row.sort_key.to_string() }
    }
}

/// The rows of a page of hits, by kind and id.
struct HitRows(HashMap<&'static str, HashMap<String, HitRow>>);

impl HitRows {
    fn load(connection: &mut AnyConnection, hits: &[(MatchKind, Entry)]) -> StoreResult<Self> {
        let mut all = HashMap::new();
        for subject in SearchSubject::ALL {
            let entries = hits.iter().filter(|(_, entry)| entry.subject == subject.code());
            let ids: Vec<String> = entries.map(|(_, entry)| entry.id.clone()).collect();
            if !ids.is_empty() {
                all.insert(subject.code(), rows::load(connection, subject, ids)?);
            }
        }
        Ok(Self(all))
    }

    /// Takes the row of an entry and makes it a hit.
    fn take(&mut self, kind: MatchKind, entry: Entry, terms: &Terms) -> Option<SearchHit> {
        let subject = SearchSubject::from_code(&entry.subject)?;
        let row = self.0.get_mut(subject.code())?.remove(&entry.id)?;
        let (matched_in, excerpt) = match kind {
            MatchKind::Text => {
                find_excerpt(subject, &row, terms).map_or(("name", None), |(field, excerpt)| (field, Some(excerpt)))
            }
            MatchKind::NameEqual | MatchKind::NameBegins | MatchKind::NameContains => ("name", None),
        };
        Some(SearchHit {
            path: format!("/v1/{}/{}", subject.table(), entry.id),
            id: entry.id,
            subject: entry.subject,
            localgov_code: row.localgov_code,
            localgov_name: row.localgov_name,
            plan_id: row.plan_id,
            measure_id: row.measure_id,
            measure_name: row.measure_name,
            name: row.name,
            fiscal_year: row.fiscal_year,
            match_kind: kind.code().to_owned(),
            matched_in: matched_in.to_owned(),
            excerpt,
            sort_key: entry.sort_key,
        })
    }
}

/// Returns the first field with a term that the name does not contain, and the text around the term.
fn find_excerpt(subject: SearchSubject, row: &HitRow, terms: &Terms) -> Option<(&'static str, String)> {
    let name = search_key(&row.name);
    let missing: Vec<&String> = terms.terms.iter().filter(|term| !name.contains(term.as_str())).collect();
    let texts = subject.columns().iter().zip(&row.texts);
    texts.filter_map(|(field, text)| Some((field, text.as_deref()?))).find_map(|(field, text)| {
        missing.iter().find_map(|term| find_by_key(text, term).map(|range| (*field, excerpt(text, range))))
    })
}

/// Returns the text around a range of its bytes on one line, with … where it was cut.
fn excerpt(text: &str, range: Range<usize>) -> String {
    let (before, rest) = text.split_at_checked(range.start).unwrap_or(("", text));
    let start = before.char_indices().rev().take(BEFORE).last().map_or(range.start, |(index, _)| index);
    let matched = range.end - range.start;
    let after = rest.get(matched..).unwrap_or_default();
    let end = after.char_indices().nth(AFTER).map_or(text.len(), |(index, _)| range.end + index);
    let (left, right) = (if start > 0 { "…" } else { "" }, if end < text.len() { "…" } else { "" });
    let part = text.get(start..end).unwrap_or_default();
    format!("{left}{}{right}", part.split(['\n', ';']).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" "))
}
