//! Tells cargo of files that the compiler does not follow, and names the build.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::Path;

fn main() {
    // `include_dir!` and the migrations macro do not notice files that are added.
    for folder in ["data", "migrations", "templates", "src", "crates", "Cargo.lock"] {
        println!("cargo:rerun-if-changed={folder}");
    }
    // Part of every ETag: another program may write the same data in another way. The same sources are the same build.
    let mut hasher = DefaultHasher::new();
    for folder in ["src", "crates", "templates", "Cargo.lock"] {
        feed(Path::new(folder), &mut hasher);
    }
    println!("cargo:rustc-env=TASSEI_BUILD={:016x}", hasher.finish());
    // What an import stores for the same files: bundled data is stored again when it changes.
    let mut hasher = DefaultHasher::new();
    for part in [
        "migrations",
        "src/domain/search_key.rs",
        "src/domain/progress",
        "src/store/assessment.rs",
        "src/store/import",
        "src/store/search",
    ] {
        feed(Path::new(part), &mut hasher);
    }
    println!("cargo:rustc-env=TASSEI_STORED_FORM={:016x}", hasher.finish());
}

fn feed(path: &Path, hasher: &mut DefaultHasher) {
    if path.is_dir() {
        let mut entries: Vec<_> = std::fs::read_dir(path).into_iter().flatten().flatten().collect();
        entries.sort_by_key(std::fs::DirEntry::path);
        for entry in entries {
            feed(&entry.path(), hasher);
        }
    } else {
        path.hash(hasher);
        std::fs::read(path).unwrap_or_default().hash(hasher);
    }
}
