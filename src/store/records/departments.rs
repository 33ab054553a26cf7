//! Departments.

use std::collections::BTreeSet;

use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;

use super::SourceReference;
use super::filters::filter_any;
use crate::domain::search_key;
use crate::store::connection::{AnyConnection, Backend};
use crate::store::error::StoreResult;
use crate::store::impl_list::impl_list;
use crate::store::schema::{departments, measure_departments, measures};

diesel::joinable!(measure_departments -> departments (department_id));
diesel::joinable!(measure_departments -> measures (measure_id));

/// A department (所管課, 関係課) of a local government.
#[derive(Debug, Clone, Serialize, Queryable, Selectable, ToSchema)]
#[diesel(table_name = departments)]
pub struct Department {
    pub id: String,
    pub localgov_code: String,
    pub localgov_name: String,
    pub name: String,
    pub parent_department_id: Option<String>,
    pub department_kind: String,
    pub note: Option<String>,
}

/// A department with its measures.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DepartmentDetail {
    /// The department itself.
    #[serde(flatten)]
    pub department: Department,
    /// The measures it takes part in, ordered by id.
    pub measures: Vec<DepartmentMeasure>,
}

/// A measure of a department, with the role of the department.
#[derive(Debug, Clone, Serialize, Queryable, ToSchema)]
pub struct DepartmentMeasure {
    /// The measure's id.
    #[schema(example = "072036-gk2022-1-3-5")]
    pub id: String,
    /// The measure's name.
    #[schema(example = "窓口業務のオンライン化推進事業")]
    pub name: String,
    /// Role of the department in the measure.
    #[schema(example = "lead")]
    pub role: String,
}

/// A department of a measure, with its role.
#[derive(Debug, Clone, Serialize, Queryable, ToSchema)]
pub struct MeasureDepartment {
    /// The department's id.
    #[schema(example = "072036-dept-dx-senryaku")]
    pub id: String,
    /// The department's name.
    #[schema(example = "ＤＸ戦略課")]
    pub name: String,
    /// Role of the department in the measure.
    #[schema(example = "lead")]
    pub role: String,
    /// The departments of the measure as the document prints them, together.
    #[schema(example = "ＤＸ戦略課、生涯学習課、中央公民館、健康長寿課")]
    pub name_text: Option<String>,
    /// Fiscal year in which it took over the measure; null unless the document prints it.
    #[schema(example = 2024)]
    pub start_fiscal_year: Option<i32>,
    /// Fiscal year in which it handed over the measure; null unless the document prints it.
    #[schema(example = 2023)]
    pub end_fiscal_year: Option<i32>,
    /// Code of what is doubtful about it; the note explains it.
    #[schema(example = json!(null))]
    pub doubt: Option<String>,
    /// Document and location it was taken from.
    pub source: SourceReference,
    /// A note.
    #[schema(example = json!(null))]
    pub note: Option<String>,
}

/// Filters of the list of departments.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DepartmentFilter {
    /// 全国地方公共団体コード.
    pub localgov_code: Vec<String>,
}

impl_list! {
    Department from departments by id;
    |_, filter: DepartmentFilter|
        filter_any!(departments::table.into_boxed(), departments::localgov_code, filter.localgov_code.clone());
    rendered: Department
}

/// Returns the department `id` with its measures.
///
/// # Errors
/// [`StoreError`](crate::store::StoreError) when a query fails.
pub fn find(connection: &mut AnyConnection, id: &str) -> StoreResult<Option<DepartmentDetail>> {
    let Some(department) = Department::find(connection, id)? else { return Ok(None) };
    let measures = measure_departments::table
        .inner_join(measures::table)
        .filter(measure_departments::department_id.eq(id))
        .order((measures::id.asc(), measure_departments::id.asc()))
        .select((measures::id, measures::name, measure_departments::role))
        .load(connection)?;
    Ok(Some(DepartmentDetail { department, measures }))
}

/// Most names that are read to find those near an unknown one; a country has fewer, as most names recur.
const MAX_NAMES: i64 = 10_000;

/// Keeps the departments with one of these ids or names; names are compared as search keys: ＤＸ戦略課 is DX戦略課.
macro_rules! filter_named {
    ($query:expr, $ids_or_names:expr) => {{
        let ids_or_names: &[String] = $ids_or_names;
        let keys: Vec<String> = ids_or_names.iter().map(|name| search_key(name)).collect();
        $query.filter(departments::id.eq_any(ids_or_names.to_vec()).or(departments::name_key.eq_any(keys)))
    }};
}

/// Returns the ids of the departments of these governments, of all where there are none, with one of these ids or names,
/// and of those under them: what a department does, its offices do.
pub(super) fn with_subordinates(
    connection: &mut AnyConnection,
    ids_or_names: &[String],
    governments: &[String],
) -> StoreResult<Vec<String>> {
    let query = filter_named!(departments::table.into_boxed::<Backend>(), ids_or_names);
    let query = filter_any!(query, departments::localgov_code, governments.to_vec());
    let mut level: Vec<String> = query.select(departments::id).load(connection)?;
    let mut all: BTreeSet<String> = level.iter().cloned().collect();
    while !level.is_empty() {
        let below = departments::table.filter(departments::parent_department_id.eq_any(&level));
        level = below.select(departments::id).load(connection)?;
        level.retain(|id| all.insert(id.clone()));
    }
    Ok(all.into_iter().collect())
}

/// Returns whether a department of these governments, of any where there are none, has this id or name.
///
/// # Errors
/// [`StoreError`](crate::store::StoreError) when the query fails.
pub fn exists(connection: &mut AnyConnection, id_or_name: &str, governments: &[String]) -> StoreResult<bool> {
    let query = filter_named!(departments::table.into_boxed::<Backend>(), &[id_or_name.to_owned()]);
    let query = filter_any!(query, departments::localgov_code, governments.to_vec());
    Ok(!query.select(departments::id).limit(1).load::<String>(connection)?.is_empty())
}

/// Returns the names of the departments of these governments, of all where there are none, once each.
///
/// # Errors
/// [`StoreError`](crate::store::StoreError) when the query fails.
pub fn names(connection: &mut AnyConnection, governments: &[String]) -> StoreResult<Vec<String>> {
    let query = departments::table.select(departments::name).distinct().into_boxed::<Backend>();
    let query = filter_any!(query, departments::localgov_code, governments.to_vec());
    Ok(query.order(departments::name.asc()).limit(MAX_NAMES).load(connection)?)
}

/// Returns the departments of a measure, in the order of the document.
pub(super) fn of_measure(connection: &mut AnyConnection, id: &str) -> StoreResult<Vec<MeasureDepartment>> {
    Ok(measure_departments::table
        .inner_join(departments::table)
        .filter(measure_departments::measure_id.eq(id))
        .order((measure_departments::sort_order.asc(), measure_departments::id.asc()))
        .select((
            departments::id,
            departments::name,
            measure_departments::role,
            measure_departments::name_text,
            measure_departments::start_fiscal_year,
            measure_departments::end_fiscal_year,
            measure_departments::doubt,
            (measure_departments::source_id, measure_departments::source_place),
            measure_departments::note,
        ))
        .load(connection)?)
}
