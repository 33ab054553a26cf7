//! Data is stored again when the sources that decided what was stored have changed.

use std::path::{Path, PathBuf};

use build_script::{BUILD_SOURCES, STORED_DATA_SOURCES, source_hash};

use crate::check::{copy_of_data, set_cell};
use crate::support::{Engine, Service, folder};
use crate::{Plain, Writing};

#[path = "../build.rs"]
#[expect(dead_code, clippy::print_stdout, reason = "cargo calls its main function and reads what it prints")]
mod build_script;

pub(crate) const PLAIN: &[(&str, Plain)] = &[
    ("the program has the hash of the sources that decide what an import stores", hash_of_the_program),
    ("a changed, added or renamed source that decides what an import stores changes the hash", changed_sources),
    ("a changed source that does not decide what an import stores keeps the hash", other_sources),
    ("every module that the store depends on is a source of stored data", dependencies_of_the_store),
];

pub(crate) const TESTS: &[(&str, Writing)] = &[
    ("bundled data that another version of the program stored is stored again at start", bundled_data),
    ("imported data that another version of the program stored is stored again at start", imported_data),
];

fn hash_of_the_program() {
    let hash = source_hash(&folder(""), STORED_DATA_SOURCES).expect("the sources");
    assert_eq!(hash, tassei::store::STORED_DATA_HASH);
}

/// Lists the files below `path`.
fn files(path: &Path) -> Vec<PathBuf> {
    if path.is_file() {
        return vec![path.to_owned()];
    }
    let entries = std::fs::read_dir(path).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.flat_map(|entry| files(&entry)).collect()
}

/// Copies the sources of the program into a temporary folder.
fn copy_of_sources() -> tempfile::TempDir {
    let copy = tempfile::tempdir().expect("a folder can be made");
    for source in BUILD_SOURCES.iter().chain(STORED_DATA_SOURCES) {
        for file in files(&folder(source)) {
            let target = copy.path().join(file.strip_prefix(folder("")).expect("a file of the checkout"));
            std::fs::create_dir_all(target.parent().expect("a folder")).expect("a folder can be made");
            std::fs::copy(&file, target).expect("a file can be copied");
        }
    }
    copy
}

/// Flips one bit of a file while `look` runs.
fn with_changed_byte(file: &Path, look: impl FnOnce()) {
    let before = std::fs::read(file).expect("a file");
    let mut changed = before.clone();
    let middle = changed.len() / 2;
    match changed.get_mut(middle) {
        Some(byte) => *byte ^= 1,
        None => changed.push(b'x'),
    }
    std::fs::write(file, changed).expect("written");
    look();
    std::fs::write(file, before).expect("written");
}

fn changed_sources() {
    let copy = copy_of_sources();
    for source in STORED_DATA_SOURCES {
        let hash = || source_hash(copy.path(), &[source]).expect("a hash");
        let before = hash();
        for file in files(&copy.path().join(source)) {
            with_changed_byte(&file, || assert_ne!(hash(), before, "{} was changed", file.display()));
        }
        assert_eq!(hash(), before, "every file is as it was");
        let root = copy.path().join(source);
        if root.is_dir() {
            let added = root.join("added.rs");
            std::fs::write(&added, "").expect("written");
            let with_file = hash();
            assert_ne!(with_file, before, "a file was added to {source}");
            std::fs::rename(&added, root.join("renamed.rs")).expect("renamed");
            assert!(![&before, &with_file].contains(&&hash()), "a file of {source} was renamed");
        }
    }
    // The hash of all sources covers each of them.
    let all = || source_hash(copy.path(), STORED_DATA_SOURCES).expect("a hash");
    let before = all();
    for source in STORED_DATA_SOURCES {
        let file = files(&copy.path().join(source)).pop().expect("a file");
        with_changed_byte(&file, || assert_ne!(all(), before, "{} was changed", file.display()));
    }
    std::fs::remove_file(copy.path().join("Cargo.lock")).expect("it is there");
    assert!(source_hash(copy.path(), STORED_DATA_SOURCES).is_err(), "a missing source is an error");
}

fn other_sources() {
    let copy = copy_of_sources();
    let hash = || source_hash(copy.path(), STORED_DATA_SOURCES).expect("a hash");
    let build = || source_hash(copy.path(), BUILD_SOURCES).expect("a hash");
    let before = (hash(), build());
    for name in ["src/pages", "src/api", "src/http", "src/cli", "templates", "crates"] {
        let file = files(&copy.path().join(name)).pop().expect("a file");
        with_changed_byte(&file, || {
            assert_eq!(hash(), before.0, "{} was changed", file.display());
            assert_ne!(build(), before.1, "it is another build: {} was changed", file.display());
        });
    }
}

fn dependencies_of_the_store() {
    let roots = STORED_DATA_SOURCES.iter().filter(|source| source.starts_with("src/"));
    for file in roots.flat_map(|root| files(&folder(root))) {
        let text = std::fs::read_to_string(&file).expect("a source");
        let names = text.split("crate::").skip(1).flat_map(|used| {
            // `use crate::{a, b}` names several modules.
            let list = used.strip_prefix('{').and_then(|list| list.split('}').next());
            list.unwrap_or(used).split(',').take(if list.is_some() { usize::MAX } else { 1 })
        });
        for name in names {
            let module: String =
                name.trim().chars().take_while(|it| it.is_ascii_alphanumeric() || *it == '_').collect();
            let covered = [format!("src/{module}"), format!("src/{module}.rs")];
            assert!(
                covered.iter().any(|source| STORED_DATA_SOURCES.contains(&source.as_str())),
                "{} uses crate::{module}, which is no source of stored data",
                file.display()
            );
        }
    }
}

/// What a reader sees of the values that an import computes.
fn computed(service: &Service) -> [Vec<u8>; 2] {
    ["/v1/measures.csv?localgov_code=072036", "/v1/indicators?localgov_code=072036&no_actual=false"]
        .map(|path| service.get(path).body)
}

/// Makes the stored data look as if another version of the program had stored it, with other computed values.
fn store_as_another_version(service: &Service) {
    service.change_database(
        "UPDATE datasets SET input_digest = 'another-version:' || input_digest;
         UPDATE measures SET lead_departments = 'x';
         UPDATE indicators SET has_actual = 0;",
    );
}

fn bundled_data(engine: &Engine) {
    let service = Service::start(engine, &[]);
    let before = computed(&service);
    store_as_another_version(&service);
    let service = service.restart(&[]);
    assert!(computed(&service) == before, "the computed values are as before");
    assert!(service.log().contains("imported the bundled data of 072036"), "{}", service.log());
    let service = service.restart(&[]);
    assert!(!service.log().contains("imported the bundled data"), "once: {}", service.log());
}

fn imported_data(engine: &Engine) {
    let service = Service::start(engine, &[]);
    let own = copy_of_data();
    set_cell(own.path(), "observations", "dx-online-actual-fy2023-r1", "値", "50999");
    let imported = service.command(&["import", &own.path().display().to_string()]);
    assert!(imported.status.success(), "{imported:?}");
    let service = service.restart(&[]);
    let before = computed(&service);
    let version = service.get("/v1").ok()["dataset_version"].clone();
    store_as_another_version(&service);
    // Its files are not at hand: it is stored again from the tables.
    let service = service.restart(&["--bundled", "off"]);
    assert!(computed(&service) == before, "the computed values are as before");
    assert_eq!(service.get("/v1").ok()["dataset_version"], version, "the content is the same");
    let value = service.get("/v1/observations/072036-gk2022-1-3-1-dx-online-actual-fy2023-r1").ok()["value"].clone();
    assert_eq!(value, 50999);
    assert!(service.log().contains("stored 072036 again"), "{}", service.log());
    let service = service.restart(&[]);
    assert!(!service.log().contains("again"), "once: {}", service.log());
}
