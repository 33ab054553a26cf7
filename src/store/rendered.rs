//! Rows that the import rendered, so that a response only joins them.
//!
//! Nothing that a row shows changes between two imports. Only rows that were rendered by the sources of this build are
//! found; where there are none, a response is computed from the tables.

use std::sync::Once;

use diesel::prelude::*;

use super::build::STORED_DATA_HASH;
use super::connection::AnyConnection;
use super::error::StoreResult;
use super::list::{Position, RenderedRow, Sort};
use super::schema::rendered_rows;

/// What is rendered. The value of `rendered_rows.kind` is made of it and of the build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RenderedKind {
    /// A row of `/v1/sources`.
    Source = 1,
    /// A row of `/v1/plans`.
    Plan,
    /// A row of `/v1/sections`.
    Section,
    /// A row of `/v1/departments`.
    Department,
    /// A row of `/v1/measures`.
    Measure,
    /// A row of `/v1/achievements`.
    Achievement,
    /// A row of `/v1/indicators`, with the current progress.
    Indicator,
    /// A row of `/v1/observations`.
    Observation,
    /// What the current trend of an indicator has besides the indicator's row.
    Trend,
}

/// The upper bits of every kind: the sources that rendered the rows. The lower eight are a [`RenderedKind`].
const BUILD: u64 = match u64::from_str_radix(STORED_DATA_HASH, 16) {
    Ok(hash) => hash & !0xff,
    Err(_) => panic!("the hash of the sources is not hexadecimal"),
};

impl RenderedKind {
    /// Returns the value of `rendered_rows.kind`.
    pub(super) const fn stored(self) -> i64 {
        (BUILD | self as u64).cast_signed()
    }
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
pub(super) fn all_rendered(sort: Sort, rows: Vec<(String, i32, Option<String>)>) -> Option<Vec<RenderedRow>> {
    static MISSING: Once = Once::new();
    let rendered = rows
        .into_iter()
        .map(|(id, number, text)| Some(RenderedRow { position: Position::new(sort, number, id), text: text? }));
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

/// Returns a rendered object as JSON; `None` where this build has not rendered it.
pub(super) fn rendered_json(
    connection: &mut AnyConnection,
    kind: RenderedKind,
    id: &str,
) -> StoreResult<Option<String>> {
    let row = rendered_rows::table.find((kind.stored(), id)).select(rendered_rows::json);
    Ok(row.get_result(connection).optional()?)
}
