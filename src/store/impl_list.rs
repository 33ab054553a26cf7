//! The implementation of [`List`](super::list::List) for rows of one table.

/// Implements [`List`] for a row struct that is selected from one table, and `find`, which selects one row by its id.
///
/// ```text
/// impl_list! {
///     Achievement from achievements by id, FiscalYear => fiscal_year;
///     |connection, filter: AchievementFilter, purpose| a boxed query of the table;
///     count: stored_count!(connection, filter, achievement_count);
///     governments: scope_alone!(filter)?.governments();
///     rendered: Achievement
/// }
/// ```
///
/// `FiscalYear => fiscal_year` adds a sort key with its column; `count` is an `Option<i64>` that saves counting;
/// `governments` says which governments' rows a filter with a `scope` selects, if nothing else, so that rendered rows need no
/// table;
/// `rendered` is the [`RenderedKind`](super::rendered::RenderedKind) of rows that the import renders.
/// A query that does not differ by [`Purpose`](super::list::Purpose) does not name it.
macro_rules! impl_list {
    (
        $row:ident from $table:ident by $id:ident $(, $key:ident => $number:ident)?;
        |$connection:pat_param, $filter:ident: $filter_type:ident $(, $purpose:ident)?| $query:expr
        $(; count: $count:expr)?
        $(; governments: $governments:expr)?
        $(; rendered: $rendered:ident)?
    ) => {
        impl $row {
            /// Returns the row with this id.
            ///
            /// # Errors
            /// [`StoreError`](crate::store::StoreError) when the query fails.
            pub fn find(
                connection: &mut $crate::store::connection::AnyConnection,
                id: &str,
            ) -> $crate::store::error::StoreResult<Option<Self>> {
                Ok($table::table.find(id).select(Self::as_select()).get_result(connection).optional()?)
            }
        }

        impl $crate::store::list::List for $row {
            type Row = Self;
            type Filter = $filter_type;
            const TABLE: Option<&'static str> = Some(stringify!($table));
            $(
                const RENDERED: Option<$crate::store::rendered_kind::RenderedKind> =
                    Some($crate::store::rendered_kind::RenderedKind::$rendered);
            )?
            $(
                fn parts(filter: &$filter_type) -> Vec<$filter_type> {
                    let scopes = filter.scope.parts().into_iter();
                    scopes.map(|scope| $filter_type { scope, ..filter.clone() }).collect()
                }

                fn governments($filter: &$filter_type) -> Option<$crate::store::list::Governments<'_>> {
                    $governments
                }
            )?

            fn count(
                connection: &mut $crate::store::connection::AnyConnection,
                $filter: &$filter_type,
            ) -> $crate::store::error::StoreResult<i64> {
                let $connection = &mut *connection;
                $(if let Some(count) = $count {
                    return Ok(count);
                })?
                $(let $purpose = $crate::store::list::Purpose::Count;)?
                let query: diesel::dsl::IntoBoxed<'_, $table::table, $crate::store::connection::Backend> = $query;
                Ok(query.count().get_result(connection)?)
            }

            fn page(
                connection: &mut $crate::store::connection::AnyConnection,
                $filter: &$filter_type,
                page: &$crate::store::list::Page,
            ) -> $crate::store::error::StoreResult<Vec<Self>> {
                let $connection = &mut *connection;
                $(let $purpose = $crate::store::list::Purpose::Page(page.sort.key);)?
                let query: diesel::dsl::IntoBoxed<'_, $table::table, $crate::store::connection::Backend> = $query;
                let query = $crate::store::list::paginate!(query, page, $table::$id $(, $key => $table::$number)?);
                Ok(query.select(Self::as_select()).load(connection)?)
            }

            fn rendered_page(
                connection: &mut $crate::store::connection::AnyConnection,
                $filter: &$filter_type,
                page: &$crate::store::list::Page,
                form: $crate::formats::RowForm,
            ) -> $crate::store::error::StoreResult<Option<Vec<$crate::store::list::RenderedRow>>> {
                let Some(kind) = Self::RENDERED else { return Ok(None) };
                let $connection = &mut *connection;
                $(let $purpose = $crate::store::list::Purpose::Page(page.sort.key);)?
                let query: diesel::dsl::IntoBoxed<'_, $table::table, $crate::store::connection::Backend> = $query;
                let query = $crate::store::list::paginate!(query, page, $table::$id $(, $key => $table::$number)?);
                let number = diesel::IntoSql::into_sql::<diesel::sql_types::Integer>(0) $(+ $table::$number)?;
                $crate::store::rendered::load_rendered!(connection, query, page.sort, form, kind, $table::$id, number)
            }

            fn position(row: &Self, sort: $crate::store::list::Sort) -> $crate::store::list::Position {
                $crate::store::list::Position::new(sort, 0 $(+ row.$number)?, row.$id.clone())
            }
        }
    };
}
pub(super) use impl_list;
