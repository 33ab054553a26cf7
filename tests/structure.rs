//! The structure of the source: dependencies run one way, and no files depend on each other in a circle.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use syn::{Item, UseTree, Visibility};

use crate::Plain;
use crate::support::folder;

pub(crate) const TESTS: &[(&str, Plain)] = &[
    ("modules depend only on those below them", arrows),
    ("no files depend on each other in a circle", circles),
    ("no source file is longer than 450 lines", file_lengths),
    ("every folder of modules has its root in mod.rs", module_style),
    ("only the listener uses what actix-web is made of", actix_parts),
];

/// What each top-level module may use of the others.
const ARROWS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("language", &[]),
    ("model", &["domain", "language"]),
    ("dataset", &["domain", "language", "model"]),
    ("bundled", &["dataset", "model"]),
    ("formats", &["domain", "model"]),
    ("store", &["dataset", "domain", "formats", "model"]),
    ("http", &["domain", "language", "model"]),
    ("service", &["domain", "formats", "http", "model", "store"]),
    ("pages", &["http", "language", "service"]),
    ("api", &["domain", "formats", "http", "model", "service", "store"]),
    ("config", &["domain", "language", "store"]),
    ("server", &["api", "config", "http", "pages", "service", "store"]),
    ("cli", &["api", "bundled", "config", "dataset", "language", "model", "server", "store"]),
];

/// A source file as a module.
struct Module {
    /// Path of the module: `["http", "cache"]`.
    path: Vec<String>,
    /// Paths that it uses, each from the crate's root.
    uses: Vec<Vec<String>>,
    /// Paths that it re-exports, by the name under which it does.
    exports: BTreeMap<String, Vec<String>>,
}

fn source_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            source_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// All files of the library, by the path of their module.
fn modules() -> BTreeMap<Vec<String>, Module> {
    let (source, mut files) = (folder("src"), Vec::new());
    source_files(&source, &mut files);
    let modules: Vec<Vec<String>> =
        files.iter().map(|file| module_path(file.strip_prefix(&source).expect("ours"))).collect();
    let known: BTreeSet<&Vec<String>> = modules.iter().collect();
    let read = |file: &PathBuf, path: &Vec<String>| {
        let text = std::fs::read_to_string(file).expect("a source");
        let mut module = Module { path: path.clone(), uses: Vec::new(), exports: BTreeMap::new() };
        for item in syn::parse_file(&text).expect("Rust").items {
            // `use` in tests and function bodies of a file is not looked at.
            let Item::Use(used) = item else { continue };
            let mut paths = Vec::new();
            flatten(&used.tree, &mut Vec::new(), &mut paths);
            for (name, path) in paths {
                let Some(path) = absolute(&module.path, &path, &known) else { continue };
                if !matches!(used.vis, Visibility::Inherited) {
                    module.exports.insert(name, path.clone());
                }
                module.uses.push(path);
            }
        }
        module
    };
    files.iter().zip(&modules).map(|(file, path)| (path.clone(), read(file, path))).collect()
}

/// `http/cache/mod.rs` → `["http", "cache"]`.
fn module_path(file: &Path) -> Vec<String> {
    let mut path: Vec<String> =
        file.with_extension("").components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    if path.last().is_some_and(|last| last == "mod") {
        path.pop();
    }
    path
}

/// Every name of a `use` with its whole path.
fn flatten(tree: &UseTree, prefix: &mut Vec<String>, paths: &mut Vec<(String, Vec<String>)>) {
    match tree {
        UseTree::Path(path) => {
            prefix.push(path.ident.to_string());
            flatten(&path.tree, prefix, paths);
            prefix.pop();
        }
        UseTree::Group(group) => group.items.iter().for_each(|item| flatten(item, prefix, paths)),
        UseTree::Glob(_) => paths.push(("*".to_owned(), prefix.clone())),
        UseTree::Name(name) => add(name.ident.to_string(), name.ident.to_string(), prefix, paths),
        UseTree::Rename(rename) => add(rename.ident.to_string(), rename.rename.to_string(), prefix, paths),
    }
}

fn add(name: String, alias: String, prefix: &[String], paths: &mut Vec<(String, Vec<String>)>) {
    let mut path = prefix.to_vec();
    if name != "self" {
        path.push(name);
    }
    paths.push((alias, path));
}

/// The path from the crate's root; `None` for other crates.
fn absolute(module: &[String], path: &[String], known: &BTreeSet<&Vec<String>>) -> Option<Vec<String>> {
    let (first, rest) = path.split_first()?;
    let mut whole = match first.as_str() {
        "crate" => Vec::new(),
        "self" => module.to_vec(),
        "super" => module[..module.len() - 1].to_vec(),
        child => {
            let mut whole = module.to_vec();
            whole.push(child.to_owned());
            if !known.contains(&whole) {
                return None;
            }
            whole
        }
    };
    for part in rest {
        if part == "super" {
            whole.pop();
        } else {
            whole.push(part.clone());
        }
    }
    Some(whole)
}

/// The module in which the last name of a path is defined: re-exports are followed.
fn defined_in(modules: &BTreeMap<Vec<String>, Module>, path: &[String]) -> Option<Vec<String>> {
    let longest = (1..=path.len()).rev().find_map(|length| modules.get(&path[..length]))?;
    match path.get(longest.path.len()).and_then(|name| longest.exports.get(name)) {
        Some(exported) if exported != path => {
            let mut followed = exported.clone();
            followed.extend_from_slice(&path[longest.path.len() + 1..]);
            defined_in(modules, &followed)
        }
        _ => Some(longest.path.clone()),
    }
}

fn arrows() {
    let modules = modules();
    let mut seen = BTreeSet::new();
    for module in modules.values() {
        let top = module.path[0].as_str();
        if matches!(top, "main" | "lib") {
            continue;
        }
        let (_, allowed) =
            ARROWS.iter().find(|(name, _)| *name == top).unwrap_or_else(|| panic!("{top} is not listed"));
        for used in &module.uses {
            let other = used[0].as_str();
            assert!(other == top || allowed.contains(&other), "{} uses {}", module.path.join("::"), used.join("::"));
        }
        seen.insert(top);
    }
    assert_eq!(seen.len(), ARROWS.len(), "the list names modules that do not exist");
}

fn circles() {
    let modules = modules();
    let arrows: BTreeMap<Vec<String>, BTreeSet<Vec<String>>> = modules
        .values()
        .map(|module| {
            // A re-export hands a name on: whoever uses it depends on where it is defined.
            let own = module.uses.iter().filter(|used| !module.exports.values().any(|exported| exported == *used));
            let targets = own.filter_map(|used| defined_in(&modules, used)).filter(|target| *target != module.path);
            (module.path.clone(), targets.collect())
        })
        .collect();
    assert!(arrows.values().map(BTreeSet::len).sum::<usize>() > 300, "the source has dependencies");
    for start in arrows.keys() {
        if let Some(circle) = way_back(&arrows, start) {
            let names: Vec<String> = circle.iter().map(|path| path.join("::")).collect();
            panic!("a circle: {}", names.join(" → "));
        }
    }
}

/// A way from a module back to itself.
fn way_back(arrows: &BTreeMap<Vec<String>, BTreeSet<Vec<String>>>, start: &Vec<String>) -> Option<Vec<Vec<String>>> {
    let mut ways = vec![vec![start.clone()]];
    let mut seen = BTreeSet::new();
    while let Some(way) = ways.pop() {
        for next in arrows.get(way.last()?).into_iter().flatten() {
            let mut longer = way.clone();
            longer.push(next.clone());
            if next == start {
                return Some(longer);
            }
            if seen.insert(next.clone()) {
                ways.push(longer);
            }
        }
    }
    None
}

fn file_lengths() {
    let mut files = Vec::new();
    source_files(&folder("src"), &mut files);
    for file in files {
        // Generated.
        if file.ends_with("store/schema.rs") {
            continue;
        }
        let lines = std::fs::read_to_string(&file).expect("a source").lines().count();
        assert!(lines <= 450, "{} has {lines} lines", file.display());
    }
}

fn module_style() {
    let mut files = Vec::new();
    source_files(&folder("src"), &mut files);
    for file in files {
        assert!(!file.with_extension("").is_dir(), "{} stands beside its folder", file.display());
    }
}

/// Their versions follow those of actix-web, and their interfaces change more often than its own.
fn actix_parts() {
    let mut files = Vec::new();
    source_files(&folder("src"), &mut files);
    let uses_parts = |file: &PathBuf| {
        let text = std::fs::read_to_string(file).expect("a source");
        ["use actix_http::", "use actix_server::", "use actix_service::"].iter().any(|part| text.contains(part))
    };
    files.retain(uses_parts);
    assert_eq!(files, [folder("src/server/listener.rs")]);
}
