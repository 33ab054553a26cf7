//! Rows that the import rendered, so that a response only joins them.
//!
//! Nothing that a row shows changes between two imports. Only rows that were rendered by the sources of this build are
//! found; where there are none, a response is computed from the tables.

use std::sync::Once;

use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::pg::{Pg, PgValue};
use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel::sqlite::{Sqlite, SqliteValue};

use super::connection::{AnyConnection, Backend};
use super::error::StoreResult;
use super::list::{Governments, List, Page, Position, RenderedRow, Sort, SortKey};
use super::rendered_kind::RenderedKind;
use super::schema::rendered_rows;
use crate::formats::RowForm;
use crate::model::DataVersion;

/// Most parts that a filter is taken apart into: a page of each is read to make one.
const MOST_PARTS: usize = 20;

/// A rendered text as UTF-8. diesel would check the encoding of a string, twice, which costs as much as finding the row.
#[derive(Debug, FromSqlRow)]
pub(super) struct RenderedText(Vec<u8>);

impl FromSql<Text, Backend> for RenderedText {
    fn from_sql(value: <Backend as diesel::backend::Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        value.from_sql::<Self, Text>()
    }
}

impl FromSql<Text, Pg> for RenderedText {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        Ok(Self(value.as_bytes().to_vec()))
    }
}

impl FromSql<Text, Sqlite> for RenderedText {
    fn from_sql(mut value: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
        Ok(Self(value.read_blob().to_vec()))
    }
}

/// Reads the rows of one page as the import rendered them; `None` where they must be computed by [`List::page`].
///
/// # Errors
/// [`StoreError`](super::StoreError) when a query fails.
pub fn rendered_page<L: List>(
    connection: &mut AnyConnection,
    version: &DataVersion,
    filter: &L::Filter,
    page: &Page,
    form: RowForm,
) -> StoreResult<Option<Vec<RenderedRow>>> {
    let read = |connection: &mut AnyConnection, filter: &L::Filter| match (L::RENDERED, L::governments(filter)) {
        (Some(kind), Some(governments)) if version.is_rendered && page.sort.key == SortKey::Id => {
            rows_of(connection, kind, governments, page, form).map(Some)
        }
        _ => L::rendered_page(connection, filter, page, form),
    };
    let parts = L::parts(filter);
    if !(2..=MOST_PARTS).contains(&parts.len()) {
        return read(connection, filter);
    }
    let mut rows = Vec::new();
    for part in &parts {
        match read(connection, part)? {
            Some(more) => rows.extend(more),
            None => return Ok(None),
        }
    }
    rows.sort_by(|one, two| {
        let order = one.position.cmp(&two.position);
        if page.sort.descending { order.reverse() } else { order }
    });
    rows.truncate(usize::try_from(page.limit).unwrap_or(usize::MAX));
    Ok(Some(rows))
}

/// Reads a page of all rows of a kind in the order of their ids, without their tables.
fn rows_of(
    connection: &mut AnyConnection,
    kind: RenderedKind,
    governments: Governments<'_>,
    page: &Page,
    form: RowForm,
) -> StoreResult<Vec<RenderedRow>> {
    // All ids of a government begin with its code and a hyphen, which a full stop follows.
    let (mut first, mut last) = match governments {
        Governments::All => (None, None),
        Governments::One(code) => (Some(format!("{code}-")), Some(format!("{code}."))),
    };
    let after = page.after.as_ref().map(|position| position.id.clone());
    // The narrower bound: the page may go on after a row of another government.
    if page.sort.descending {
        last = [last, after].into_iter().flatten().min();
    } else {
        first = first.max(after);
    }
    let mut query = rendered_rows::table.filter(rendered_rows::kind.eq(kind.stored())).into_boxed::<Backend>();
    if let Some(first) = first {
        query = query.filter(rendered_rows::id.gt(first));
    }
    if let Some(last) = last {
        query = query.filter(rendered_rows::id.lt(last));
    }
    let query =
        if page.sort.descending { query.order(rendered_rows::id.desc()) } else { query.order(rendered_rows::id.asc()) };
    let query = query.limit(page.limit);
    let rows: Vec<(String, RenderedText)> = match form {
        RowForm::Json => query.select((rendered_rows::id, rendered_rows::json)).load(connection)?,
        RowForm::Csv => query.select((rendered_rows::id, rendered_rows::csv.assume_not_null())).load(connection)?,
    };
    let rows = rows.into_iter();
    Ok(rows.map(|(id, text)| RenderedRow { position: Position::new(page.sort, 0, id), text: text.0 }).collect())
}

/// Selects a rendered form of the row with the id `$id` as a scalar subquery, which leaves the plan of its query alone;
/// null where this build has not rendered the row.
macro_rules! rendered {
    ($kind:expr, $form:ident, $id:expr) => {{
        use $crate::store::schema::rendered_rows;
        rendered_rows::table
            .filter(rendered_rows::kind.eq($kind.stored()).and(rendered_rows::id.eq($id)))
            .select(rendered_rows::$form)
            .single_value()
    }};
}
pub(super) use rendered;

/// Loads the rendered rows of a boxed and paginated query: `$id` and `$number` are their positions.
macro_rules! load_rendered {
    ($connection:expr, $query:expr, $sort:expr, $form:expr, $kind:expr, $id:expr, $number:expr) => {{
        use $crate::store::rendered::{all_rendered, rendered};
        let (query, number) = ($query, $number);
        let rows = match $form {
            $crate::formats::RowForm::Json => {
                query.select(($id, number, rendered!($kind, json, $id))).load($connection)?
            }
            $crate::formats::RowForm::Csv => {
                query.select(($id, number, rendered!($kind, csv, $id))).load($connection)?
            }
        };
        Ok(all_rendered($sort, rows))
    }};
}
pub(super) use load_rendered;

/// Returns the rows of a page, or `None` where one of them is not rendered.
pub(super) fn all_rendered(sort: Sort, rows: Vec<(String, i32, Option<RenderedText>)>) -> Option<Vec<RenderedRow>> {
    static MISSING: Once = Once::new();
    let rendered = rows
        .into_iter()
        .map(|(id, number, text)| Some(RenderedRow { position: Position::new(sort, number, id), text: text?.0 }));
    let rendered: Option<Vec<RenderedRow>> = rendered.collect();
    if rendered.is_none() {
        MISSING.call_once(|| {
            log::warn!(
                "the database holds rows that another build rendered: responses are computed, which takes more time; \
                 `tassei serve` with prepare=auto or `tassei import` renders them again"
            );
        });
    }
    rendered
}

/// Returns what is rendered of the row `id` as JSON in two parts; `None` where this build has not rendered both.
pub(super) fn rendered_parts(
    connection: &mut AnyConnection,
    [first, second]: [RenderedKind; 2],
    id: &str,
) -> StoreResult<Option<(Vec<u8>, Vec<u8>)>> {
    let query = diesel::select((rendered!(first, json, id), rendered!(second, json, id)));
    let (first, second): (Option<RenderedText>, Option<RenderedText>) = query.get_result(connection)?;
    Ok(first.zip(second).map(|(first, second)| (first.0, second.0)))
}
