//! Tells cargo which files the compiler does not track, and hashes the sources for entity tags and for stored data.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::io;
use std::path::Path;

/// The sources of a build. Part of every entity tag: another build may serve the same data as other bytes.
pub(crate) const BUILD_SOURCES: &[&str] = &["src", "crates", "templates", "Cargo.toml", "Cargo.lock"];

/// The sources that decide what an import stores for the same files: the store and everything it imports, the schema,
/// and the dependencies with their features. Data that was stored by other sources is stored again. `crates` is not one
/// of them: the guard limits queries and changes no value.
pub(crate) const STORED_DATA_SOURCES: &[&str] = &[
    "migrations",
    "src/domain",
    "src/language.rs",
    "src/model",
    "src/dataset",
    "src/formats",
    "src/store",
    "Cargo.toml",
    "Cargo.lock",
];

fn main() -> io::Result<()> {
    // `include_dir!` and the migrations macro do not notice added files.
    for path in ["data", "migrations"].iter().chain(BUILD_SOURCES) {
        println!("cargo:rerun-if-changed={path}");
    }
    let root = Path::new(".");
    println!("cargo:rustc-env=TASSEI_BUILD={}", source_hash(root, BUILD_SOURCES)?);
    println!("cargo:rustc-env=TASSEI_STORED_DATA_HASH={}", source_hash(root, STORED_DATA_SOURCES)?);
    Ok(())
}

/// Hashes the names and contents of files and folders below `root`, as 16 hexadecimal digits.
///
/// # Errors
/// When one of them does not exist or cannot be read: a hash must not leave out a source that was moved.
pub(crate) fn source_hash(root: &Path, sources: &[&str]) -> io::Result<String> {
    let mut hasher = DefaultHasher::new();
    for source in sources {
        hash_source(root, source, &mut hasher)?;
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn hash_source(root: &Path, name: &str, hasher: &mut DefaultHasher) -> io::Result<()> {
    let path = root.join(name);
    if !path.is_dir() {
        name.hash(hasher);
        std::fs::read(path)?.hash(hasher);
        return Ok(());
    }
    let entries = std::fs::read_dir(path)?.map(|entry| Ok(entry?.file_name()));
    let mut entries = entries.collect::<io::Result<Vec<_>>>()?;
    entries.sort();
    entries.iter().try_for_each(|entry| hash_source(root, &format!("{name}/{}", entry.to_string_lossy()), hasher))
}
