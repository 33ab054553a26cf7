//! Definitions, migrations, diesel's schema, data files and descriptors agree.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use tassei::model::{Kind, Need, Scope, TABLES};
use tassei::store::DERIVED_COLUMNS;

use crate::Plain;
use crate::support::folder;

pub(crate) const TESTS: &[(&str, Plain)] = &[
    ("both migrations and diesel's schema have the columns of the definitions, in their order", columns),
    ("both engines have the same migrations", migrations),
    ("every bundled file has the header of its definition and the name of its table", bundled_headers),
    ("every derived column belongs to a published table and is not published itself", derived),
    ("every definition is whole: words in both languages, headers and names unique", whole_definitions),
    ("the codes of progress are those of its code lists", progress_codes),
    ("the bundled datapackage.json is the one the definitions give", datapackage),
];

/// Name, type, and whether it may be null, of every column of a table.
type Columns = Vec<(String, String, bool)>;

/// Returns the columns that the definitions require.
fn expected(postgres: bool) -> BTreeMap<String, Columns> {
    let text = if postgres { "TEXT COLLATE \"C\"" } else { "TEXT" };
    TABLES
        .iter()
        .map(|table| {
            let own = table.columns.iter().map(|column| {
                let kind = match column.kind {
                    Kind::Integer | Kind::FiscalYear => "INTEGER",
                    _ => text,
                };
                (column.name.to_owned(), kind.to_owned(), column.need == Need::Required)
            });
            let derived = DERIVED_COLUMNS.iter().filter(|(name, _)| *name == table.name);
            let derived = derived.flat_map(|(_, columns)| columns.iter()).map(|name| {
                let kind = match *name {
                    "value_real" if postgres => "DOUBLE PRECISION",
                    "value_real" => "REAL",
                    count if count.ends_with("_count") => "INTEGER",
                    "fiscal_year_sort" | "plan_start_fiscal_year" | "target_revised" | "has_actual" => "INTEGER",
                    _ => text,
                };
                ((*name).to_owned(), kind.to_owned(), !matches!(*name, "value_real" | "plan_start_fiscal_year"))
            });
            (table.name.to_owned(), own.chain(derived).collect())
        })
        .collect()
}

/// Returns the tables that the migrations of an engine create, with the columns they add.
fn created(migrations: &Path) -> BTreeMap<String, Columns> {
    let mut steps: Vec<_> =
        std::fs::read_dir(migrations).expect("migrations").map(|entry| entry.expect("an entry").path()).collect();
    steps.sort();
    let sql: String =
        steps.iter().map(|step| std::fs::read_to_string(step.join("up.sql")).expect("a migration")).collect();
    let column = |text: &str| {
        let (column, kind) = text.trim().trim_end_matches(',').split_once(' ').expect("a column has a type");
        let kind = kind.split(" DEFAULT ").next().expect("a type").replace(" PRIMARY KEY", "");
        let required = kind.contains(" NOT NULL");
        (column.to_owned(), kind.replace(" NOT NULL", ""), required)
    };
    let mut tables: BTreeMap<String, Columns> = sql
        .split("CREATE TABLE ")
        .skip(1)
        .map(|rest| {
            let (name, rest) = rest.split_once(" (").expect("a table has columns");
            let (body, _) = rest.split_once("\n)").expect("a table ends");
            let columns = body.lines().filter(|line| !line.trim().is_empty()).map(column);
            (name.to_owned(), columns.collect())
        })
        .collect();
    for added in sql.split("ALTER TABLE ").skip(1) {
        let statement = added.split(';').next().expect("a statement");
        // Other statements set storage or statistics.
        let Some((table, text)) = statement.split_once(" ADD COLUMN ") else { continue };
        tables.get_mut(table).expect("its table").push(column(text));
    }
    tables
}

/// Returns the tables of diesel's schema.
fn diesel_schema() -> BTreeMap<String, Vec<(String, bool)>> {
    let source = std::fs::read_to_string(folder("src/store/schema.rs")).expect("the schema");
    source
        .split("diesel::table! {")
        .skip(1)
        .map(|rest| {
            let (head, rest) = rest.split_once('{').expect("a table has columns");
            let name = head.trim().split(' ').next().expect("a name").to_owned();
            let (body, _) = rest.split_once('}').expect("a table ends");
            let columns = body.lines().filter_map(|line| line.trim().trim_end_matches(',').split_once(" -> "));
            (name, columns.map(|(column, kind)| (column.to_owned(), !kind.starts_with("Nullable"))).collect())
        })
        .collect()
}

/// Returns whether generated files are to be written instead of compared: `TASSEI_UPDATE=1`.
fn is_update() -> bool {
    std::env::var("TASSEI_UPDATE").is_ok_and(|value| value == "1")
}

/// Writes the columns of the definitions into the first migration of an engine. Columns that a later migration adds, keys
/// and indexes stay as they are.
fn write_migration(engine: &str, tables: &BTreeMap<String, Columns>) {
    let migrations = folder(&format!("migrations/{engine}"));
    let mut steps: Vec<_> =
        std::fs::read_dir(&migrations).expect("migrations").map(|entry| entry.expect("an entry").path()).collect();
    steps.sort();
    let file = steps.first().expect("a migration").join("up.sql");
    let later: String =
        steps[1..].iter().map(|step| std::fs::read_to_string(step.join("up.sql")).expect("a migration")).collect();
    let mut sql = std::fs::read_to_string(&file).expect("a migration");
    for (table, columns) in tables {
        let start = format!("CREATE TABLE {table} (\n");
        let Some((before, rest)) = sql.split_once(&start) else { continue };
        let (body, after) = rest.split_once("\n);").expect("a table ends");
        let key = body.lines().find(|line| line.contains(" PRIMARY KEY")).map(|line| line.trim().to_owned());
        let lines: Vec<String> = columns
            .iter()
            .filter(|(name, ..)| !later.contains(&format!("ALTER TABLE {table} ADD COLUMN {name} ")))
            .map(|(name, kind, required)| {
                let null = if *required { " NOT NULL" } else { "" };
                let is_key = key.as_ref().is_some_and(|key| key.starts_with(&format!("{name} ")));
                format!("    {name} {kind}{null}{}", if is_key { " PRIMARY KEY" } else { "" })
            })
            .collect();
        sql = format!("{before}{start}{}\n);{after}", lines.join(",\n"));
    }
    std::fs::write(&file, sql).expect("the migration can be written");
}

/// Writes the columns of the definitions into diesel's schema.
fn write_diesel_schema(tables: &BTreeMap<String, Columns>) {
    let file = folder("src/store/schema.rs");
    let mut source = std::fs::read_to_string(&file).expect("the schema");
    for (table, columns) in tables {
        let start = format!("diesel::table! {{\n    {table} (");
        let Some((before, rest)) = source.split_once(&start) else { continue };
        let (key, rest) = rest.split_once(" {\n").expect("a table has columns");
        let (_, after) = rest.split_once("\n    }").expect("a table ends");
        let lines: Vec<String> = columns
            .iter()
            .map(|(name, kind, required)| {
                let kind = match kind.as_str() {
                    "INTEGER" => "Integer",
                    "REAL" => "Double",
                    _ => "Text",
                };
                let kind = if *required { kind.to_owned() } else { format!("Nullable<{kind}>") };
                format!("        {name} -> {kind},")
            })
            .collect();
        source = format!("{before}{start}{key} {{\n{}\n    }}{after}", lines.join("\n"));
    }
    std::fs::write(&file, source).expect("the schema can be written");
}

fn columns() {
    if is_update() {
        write_migration("sqlite", &expected(false));
        write_migration("postgres", &expected(true));
        write_diesel_schema(&expected(false));
    }
    let diesel = diesel_schema();
    for (engine, postgres) in [("sqlite", false), ("postgres", true)] {
        let created = created(&folder(&format!("migrations/{engine}")));
        for (table, wanted) in expected(postgres) {
            let found = created.get(&table).unwrap_or_else(|| panic!("{engine} has no table {table}"));
            for (found, wanted) in found.iter().zip(&wanted) {
                // An id may be blank in a file but never in the store.
                assert_eq!(found, wanted, "{engine} {table}");
            }
            assert_eq!(found.len(), wanted.len(), "{engine} {table}");
            let names: Vec<(String, bool)> = wanted.into_iter().map(|(name, _, required)| (name, required)).collect();
            assert_eq!(diesel.get(&table), Some(&names), "diesel's {table}");
        }
    }
}

fn migrations() {
    let names = |engine: &str| -> BTreeSet<String> {
        let entries = std::fs::read_dir(folder(&format!("migrations/{engine}"))).expect("migrations");
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect()
    };
    assert_eq!(names("sqlite"), names("postgres"));
}

fn bundled_headers() {
    let mut seen = 0;
    let entries = std::fs::read_dir(folder("data")).expect("the data").map(|entry| entry.expect("an entry").path());
    // The shared tables stand beside the folders of the governments.
    for path in entries.filter(|path| path.is_dir()).chain([folder("data")]) {
        let code = path.file_name().expect("a name").to_string_lossy().into_owned();
        let scope = if code == "data" { Scope::Shared } else { Scope::Government };
        for table in TABLES.iter().filter(|table| table.scope == scope) {
            let prefix = if scope == Scope::Shared { String::new() } else { format!("{code}_") };
            let file = path.join(format!("{prefix}{}.csv", table.name));
            let text = std::fs::read_to_string(&file).unwrap_or_else(|_| panic!("{} is missing", file.display()));
            let headers: Vec<&str> = table.columns.iter().map(|column| column.header).collect();
            assert_eq!(text.lines().next().expect("a header"), headers.join(","), "{}", file.display());
            assert!(
                !text.contains('\r') && text.ends_with('\n') && !text.starts_with('\u{feff}'),
                "{}",
                file.display()
            );
            seen += 1;
        }
    }
    assert!(seen >= 13);
}

fn derived() {
    for (table, columns) in DERIVED_COLUMNS {
        let table = TABLES.iter().find(|known| known.name == *table).expect("a published table");
        for column in *columns {
            assert!(table.column(column).is_none(), "{column} is published and derived");
        }
    }
}

fn whole_definitions() {
    for table in TABLES {
        let names: BTreeSet<&str> = table.columns.iter().map(|column| column.name).collect();
        let headers: BTreeSet<&str> = table.columns.iter().map(|column| column.header).collect();
        assert_eq!((names.len(), headers.len()), (table.columns.len(), table.columns.len()), "{}", table.name);
        for column in table.columns {
            assert!(
                column.description.ja.len() > 5 && column.description.en.len() > 5,
                "{}.{}",
                table.name,
                column.name
            );
            assert!(column.in_example_row || !column.example.is_empty(), "{}.{}", table.name, column.name);
            assert!(column.name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_'));
            if let Kind::Reference(target) = column.kind {
                assert!(
                    TABLES.iter().any(|known| known.name == target),
                    "{}.{} refers to {target}",
                    table.name,
                    column.name
                );
            }
        }
        for key in table.unique.iter().flat_map(|key| key.iter()) {
            assert!(names.contains(key), "{} has no column {key}", table.name);
        }
    }
}

fn progress_codes() {
    use tassei::domain::progress::{Comparator, Reason, Status};
    use tassei::model::codes;
    let all: Vec<&str> = Status::ALL.iter().map(|status| status.code()).collect();
    assert_eq!(all, codes::PROGRESS_STATUS.values().collect::<Vec<_>>());
    let reasons: BTreeSet<&str> = Reason::ALL.iter().map(|reason| reason.code()).collect();
    assert_eq!(reasons, codes::PROGRESS_REASON.values().collect::<BTreeSet<_>>());
    for code in codes::COMPARATOR.values() {
        assert_eq!(Comparator::from_code(code).map(Comparator::code), Some(code));
    }
}

fn datapackage() {
    let entries = std::fs::read_dir(folder("data")).expect("the data").map(|entry| entry.expect("an entry").path());
    // The shared tables stand beside the folders of the governments.
    for path in entries.filter(|path| path.is_dir()).chain([folder("data")]) {
        let input = tassei::dataset::Input::folder(&path).expect("readable");
        let (dataset, findings) = tassei::dataset::Dataset::load(&input);
        let dataset = dataset.unwrap_or_else(|| panic!("{findings:?}"));
        let made = dataset.datapackage().expect("its rows");
        let file = path.join("datapackage.json");
        if is_update() {
            std::fs::write(&file, &made).expect("written");
        }
        let committed = std::fs::read_to_string(&file).unwrap_or_default();
        assert!(committed == made, "{} is out of date; run: TASSEI_UPDATE=1 cargo test", file.display());
    }
}
