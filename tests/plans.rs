//! The plans of the queries behind every list, at the size of a country.
//!
//! SQLite plans by the statistics of a quarter of the country that a migration writes, however small the database is.
//! PostgreSQL's cannot be copied in: it takes the number of rows from the size of its files. `benches/survey` measures both.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use actix_web::FromRequest;
use actix_web::dev::Payload;
use actix_web::test::TestRequest;
use diesel::connection::{Connection, InstrumentationEvent, SimpleConnection};
use diesel::prelude::*;
use diesel::sql_types::{Nullable, Text};
use serde_json::Value;
use tassei::http::target::Target;
use tassei::service::parameters::{ListParameters, ListQuery};
use tassei::store::list::{List, Page, Position, SortKey};
use tassei::store::records::achievements::Achievement;
use tassei::store::records::changes::Change;
use tassei::store::records::departments::Department;
use tassei::store::records::indicators::Indicator;
use tassei::store::records::local_governments::LocalGovernment;
use tassei::store::records::measures::Measure;
use tassei::store::records::observations::Observation;
use tassei::store::records::plans::Plan;
use tassei::store::records::sections::Section;
use tassei::store::records::sources::Source;
use tassei::store::{Access, Address, AnyConnection, Writer};

use crate::Plain;
use crate::contract::{example, parameters};

pub(crate) const TESTS: &[(&str, Plain)] = &[
    ("no query of a list reads a table of a country whole, or sorts its observations", country),
    ("a query that has lost its index is noticed", lost_index),
    ("every index has statistics, and every statistic an index", statistics),
];

/// Tables with fewer rows in the statistics are read whole in less than a few milliseconds.
const LARGE: u64 = 5_000;

/// The rows with one value of an index that may be sorted: a government has about 1,800 observations.
const SORTED: u64 = 5_000;

/// Lists that are made by the program, or read from an index of their own.
const OTHER_LISTS: [&str; 3] = ["/v1/search", "/v1/definitions", "/v1/codes"];

/// Returns rows of which the filters of the examples leave `measures` measures, and `others` observations and achievements.
fn content(measures: u32, others: u32) -> String {
    format!(
        "PRAGMA foreign_keys = OFF;
        CREATE TEMP VIEW n AS WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {others})
            SELECT n, '072036' AS code, '072036-gk2022' AS plan, '072036-gk2022-1-3-' || n AS id FROM n;
        INSERT INTO measures SELECT code, id, '', plan, '072036-gk2022-1-3', NULL, 0, '', NULL, '', '', NULL, NULL, NULL,
            NULL, NULL, NULL, 'new', NULL, NULL, NULL, NULL, NULL, '', '', NULL, NULL, '', '', '', '', ''
            FROM n WHERE n <= {measures};
        INSERT INTO departments VALUES ('072036', '072036-dept', '', '市民課', NULL, '', NULL, '市民課');
        INSERT INTO measure_departments SELECT code, id, '', id, '072036-dept', 'lead', 1, NULL, NULL, NULL, '', '', NULL,
            NULL FROM n WHERE n <= {measures};
        INSERT INTO effective_tags SELECT code, id, 'sdg_target', '17.14', id FROM n WHERE n <= {measures};
        INSERT INTO effective_tags SELECT code, id, 'policy', 'paperless', id FROM n WHERE n <= {measures};
        INSERT INTO observations (localgov_code, id, localgov_name, indicator_id, breakdown_code, fiscal_year_basis, kind,
            revision, value_text, value_status, value_basis, source_id, source_place, plan_id, measure_id, breakdown_name,
            fiscal_year_sort) SELECT code, id, '', '', '', '', 'target', 1, '', 'given', '', '', '', plan, id, '', 2022
            FROM n;
        INSERT INTO indicators SELECT code, '072036-gk2022-1-3-1-dx-online', '', id, 1, '', 'target', '', NULL, '', 0, NULL,
            NULL, 'increase', '', NULL, NULL, '', '', NULL, NULL, plan, 2022, 1, 0 FROM n WHERE n = 1;
        INSERT INTO indicator_progress SELECT code, plan, id, '072036-gk2022-1-3-1-dx-online', 2022 * (n - 1), 'on_track',
            NULL, 0, 'target', 'increase', 1, 0 FROM n WHERE n = 1;
        INSERT INTO achievements (localgov_code, id, localgov_name, measure_id, fiscal_year, part, record_status, source_id,
            source_place, plan_id, measure_name) SELECT code, id, '', id, 2022, 1, '', '', '', plan, '' FROM n;"
    )
}

#[derive(QueryableByName)]
struct PlanLine {
    #[diesel(sql_type = Text)]
    detail: String,
}

#[derive(QueryableByName)]
struct Statistic {
    #[diesel(sql_type = Text)]
    tbl: String,
    #[diesel(sql_type = Nullable<Text>)]
    idx: Option<String>,
    #[diesel(sql_type = Text)]
    stat: String,
}

/// A database whose statements are recorded.
struct Database {
    connection: AnyConnection,
    statements: Arc<Mutex<Vec<String>>>,
    /// Numbers of `sqlite_stat1` by index: the rows of the table, then those with one value of each more columns.
    numbers: BTreeMap<String, Vec<u64>>,
    rows: BTreeMap<String, u64>,
    _folder: tempfile::TempDir,
}

impl Database {
    fn new(content: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("tassei.sqlite");
        let address = Address::parse(&file.display().to_string()).expect("an address");
        drop(Writer::open(&address).expect("a new database"));
        let connect = |access| address.connect(access).expect("a connection");
        connect(Access::Write).batch_execute(content).expect("valid SQL");
        let mut connection = connect(Access::ReadOnly);
        let (mut numbers, mut rows) = (BTreeMap::new(), BTreeMap::new());
        for Statistic { tbl, idx, stat } in statistics_of(&mut connection) {
            let parsed: Vec<u64> = stat.split(' ').map(|number| number.parse().expect("a number")).collect();
            rows.insert(tbl, parsed[0]);
            numbers.insert(idx.expect("statistics of an index"), parsed);
        }
        let statements = Arc::new(Mutex::new(Vec::new()));
        let recorded = Arc::clone(&statements);
        connection.set_instrumentation(move |event: InstrumentationEvent<'_>| {
            if let InstrumentationEvent::StartQuery { query, .. } = event {
                recorded.lock().expect("one thread").push(query.to_string());
            }
        });
        Self { connection, statements, numbers, rows, _folder: folder }
    }

    /// Returns the statements recorded since the last call, without their binds.
    fn take_statements(&self) -> Vec<String> {
        let statements = std::mem::take(&mut *self.statements.lock().expect("one thread"));
        let sql = |query: &String| query.split(" -- binds: ").next().expect("a statement").to_owned();
        // Nothing is read where a condition has no value that it could be equal to.
        statements.iter().map(sql).filter(|sql| sql.starts_with("SELECT") && !sql.contains("(1=0)")).collect()
    }

    /// Returns the statements of a request: the first page, a later one, the number of rows on a page, and the exact one.
    fn statements<L>(&mut self, query: &str) -> Vec<String>
    where
        L: List,
        L::Filter: ListParameters,
    {
        let request = TestRequest::with_uri(&format!("/v1/list?{query}")).to_http_request();
        let target = Target::from_request(&request, &mut Payload::None).into_inner().expect("a target");
        let ListQuery { filter, sort, .. } = ListQuery::<L::Filter>::read(&target, None).expect("valid parameters");
        // Where a position has a number, it is a year or a rank.
        let after = Position { number: if sort.key == SortKey::Id { 0 } else { 2022 }, id: "500000".to_owned() };
        self.take_statements();
        for after in [None, Some(after)] {
            L::page(&mut self.connection, &filter, &Page { sort, after, limit: 101 }).expect("a page");
        }
        L::total(&mut self.connection, &filter).expect("a number");
        L::count(&mut self.connection, &filter).expect("a number");
        self.take_statements()
    }

    fn plan(&mut self, sql: &str) -> Vec<String> {
        let AnyConnection::Sqlite(connection) = &mut self.connection else { panic!("a file is SQLite's") };
        let lines: Vec<PlanLine> =
            diesel::sql_query(format!("EXPLAIN QUERY PLAN {sql}")).load(connection).expect("a plan");
        lines.into_iter().map(|line| line.detail).collect()
    }

    /// Returns what is wrong with the plan of a statement: a large table is read whole, or observations are sorted. The
    /// rows of an unfiltered page, and of one whose filters leave many rows, may be read in an index that has their order;
    /// the rows of a table may be counted in an index.
    fn faults(&mut self, sql: &str, filters_leave_many: bool) -> Vec<String> {
        let plan = self.plan(sql);
        let is_sorted = plan.iter().any(|line| line.starts_with("USE TEMP B-TREE"));
        let is_page = sql.contains(" ORDER BY ") && sql.contains(" LIMIT ");
        let is_unfiltered = !sql.contains(" WHERE ");
        let mut faults = Vec::new();
        for line in &plan {
            let mut words = line.split(' ');
            let (how, table) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
            if self.rows.get(table).is_none_or(|rows| *rows <= LARGE) {
                continue;
            }
            let is_in_order = line.contains(" USING ") && is_page && !is_sorted;
            let is_allowed = match (is_page, is_unfiltered) {
                (true, _) => is_in_order && (is_unfiltered || filters_leave_many),
                (false, true) => line.contains(" USING COVERING INDEX "),
                (false, false) => false,
            };
            if how == "SCAN" && !is_allowed {
                faults.push(format!("reads all rows of {table}"));
            }
            if table == "observations" && is_sorted && self.read_by(line) > SORTED {
                faults.push("sorts observations".to_owned());
            }
        }
        let from = sql.find(" FROM ").map_or(sql, |start| &sql[start..]);
        faults.iter().map(|fault| format!("{fault}: …{from}\n  {}", plan.join("\n  "))).collect()
    }

    /// Returns the rows that a line `SEARCH … USING INDEX name (column=? AND …)` reads for one value of its columns.
    fn read_by(&self, line: &str) -> u64 {
        let (_, rest) = line.split_once("INDEX ").unwrap_or_default();
        let (index, columns) = rest.split_once(' ').unwrap_or((rest, ""));
        let numbers = self.numbers.get(index).map_or(&[][..], Vec::as_slice);
        numbers.get(columns.matches("=?").count()).or(numbers.first()).copied().unwrap_or(u64::MAX)
    }

    /// Returns the faults of all requests, each with the first one that has it: each filter and each two of them, in every order.
    fn check(&mut self, filters_leave_many: bool) -> BTreeMap<String, String> {
        let (mut faults, mut checked) = (BTreeMap::new(), BTreeSet::new());
        for (path, queries) in requests() {
            for query in queries {
                for sql in self.statements_of(&path, &query) {
                    if !checked.insert(sql.clone()) {
                        continue;
                    }
                    let found = self.faults(&sql, filters_leave_many);
                    for fault in found {
                        faults.entry(fault).or_insert_with(|| format!("{path}?{query}"));
                    }
                }
            }
        }
        faults
    }

    fn statements_of(&mut self, path: &str, query: &str) -> Vec<String> {
        match path {
            "/v1/local_governments" => self.statements::<LocalGovernment>(query),
            "/v1/sources" => self.statements::<Source>(query),
            "/v1/plans" => self.statements::<Plan>(query),
            "/v1/sections" => self.statements::<Section>(query),
            "/v1/departments" => self.statements::<Department>(query),
            "/v1/measures" => self.statements::<Measure>(query),
            "/v1/achievements" => self.statements::<Achievement>(query),
            "/v1/indicators" => self.statements::<Indicator>(query),
            "/v1/observations" => self.statements::<Observation>(query),
            "/v1/changes" => self.statements::<Change>(query),
            unknown => panic!("add the list {unknown} here"),
        }
    }
}

fn statistics_of(connection: &mut AnyConnection) -> Vec<Statistic> {
    let AnyConnection::Sqlite(connection) = connection else { panic!("a file is SQLite's") };
    diesel::sql_query("SELECT tbl, idx, stat FROM sqlite_stat1").load(connection).expect("statistics")
}

/// Returns the queries of every list: each filter, and each two of them, with their examples, in every order.
fn requests() -> Vec<(String, Vec<String>)> {
    let document = tassei::api::openapi(None).expect("the document");
    let paths = document["paths"].as_object().expect("paths");
    let is_list = |path: &str| paths.contains_key(&format!("{path}.csv")) && !path.contains('{');
    let lists = paths.iter().filter(|(path, _)| is_list(path) && !OTHER_LISTS.contains(&path.as_str()));
    let requests: Vec<(String, Vec<String>)> =
        lists.map(|(path, item)| (path.clone(), queries(&parameters(&document, item)))).collect();
    assert!(requests.len() >= 10, "only {} lists", requests.len());
    requests
}

fn queries(parameters: &[Value]) -> Vec<String> {
    let form = ["sort", "limit", "cursor"];
    let filters: Vec<String> = parameters
        .iter()
        .filter(|parameter| !form.iter().any(|name| parameter["name"] == *name))
        .map(example)
        .collect();
    let sort = parameters.iter().find(|parameter| parameter["name"] == "sort").expect("a list has an order");
    let orders = sort["schema"]["enum"].as_array().expect("orders");
    let pairs = filters.iter().enumerate().flat_map(|(index, one)| {
        let others = filters[index + 1..].iter().map(move |other| format!("{one}&{other}"));
        std::iter::once(one.clone()).chain(others)
    });
    let all: Vec<String> = std::iter::once(String::new()).chain(pairs).collect();
    let order =
        |query: &String| orders.iter().map(|key| format!("{query}&sort={}", key.as_str().expect("a key"))).collect();
    all.iter().flat_map::<Vec<String>, _>(order).collect()
}

fn country() {
    for (content, filters_leave_many) in [(content(1, 1), false), (content(1_001, 20_001), true)] {
        let faults = Database::new(&content).check(filters_leave_many);
        let described = faults.iter().map(|(fault, request)| format!("{request} {fault}")).collect::<Vec<_>>();
        assert!(faults.is_empty(), "{} queries\n{}", faults.len(), described.join("\n"));
    }
}

fn lost_index() {
    let faults = |dropped: &str, path: &str, query: &str| {
        let mut database = Database::new(&format!("{}{dropped}", content(1, 1)));
        let statements = database.statements_of(path, query);
        statements.iter().flat_map(|sql| database.faults(sql, false)).collect::<Vec<String>>().join("\n")
    };
    let measures = ("DROP INDEX measures_by_section_id_id", "/v1/measures", "section_id=072036-gk2022-1-3");
    assert!(faults(measures.0, measures.1, measures.2).contains("reads all rows of measures"));
    let dropped = "DROP INDEX observations_by_kind_fiscal_year_sort_id; DROP INDEX observations_by_fiscal_year_sort_id";
    assert!(faults(dropped, "/v1/observations", "kind=target&sort=fiscal_year").contains("sorts observations"));
    for (_, path, query) in [measures, ("", "/v1/observations", "kind=target&sort=fiscal_year")] {
        assert_eq!(faults("", path, query), "");
    }
}

fn statistics() {
    let mut database = Database::new("");
    let AnyConnection::Sqlite(connection) = &mut database.connection else { panic!("a file is SQLite's") };
    let indexes: Vec<PlanLine> = diesel::sql_query(
        "SELECT name AS detail FROM sqlite_schema WHERE type = 'index' AND tbl_name NOT LIKE 'search%' \
         AND tbl_name NOT LIKE '\\_\\_%' ESCAPE '\\' AND tbl_name NOT IN ('datasets', 'service_state')",
    )
    .load(connection)
    .expect("the schema");
    // Shared tables are small, and their indexes are chosen without statistics.
    let shared = ["changes", "redirects", "topics", "topic_members"];
    let is_shared = |index: &str| shared.iter().any(|table| index.contains(&format!("{table}_")));
    let indexes: Vec<String> = indexes.into_iter().map(|line| line.detail).filter(|name| !is_shared(name)).collect();
    let missing: Vec<&String> = indexes.iter().filter(|index| !database.numbers.contains_key(*index)).collect();
    assert!(missing.is_empty(), "run `benches/survey --statistics`: no statistics of {missing:?}");
    let unknown: Vec<&String> = database.numbers.keys().filter(|index| !indexes.contains(index)).collect();
    assert!(unknown.is_empty(), "run `benches/survey --statistics`: no index {unknown:?}");
}
