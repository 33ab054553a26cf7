//! Where tables come from: a folder, a `.zip` of it, single CSV files, a workbook, or files embedded in the binary.
//! Knows `finding` and the definitions.

mod archive;
mod encoding;
mod workbook;

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::definitions::{Scope, Table, table};
use super::finding::{Finding, Place, Severity};
use super::read::limits;
use super::{SHARED, tables_of};
use crate::text::Fault;

pub(super) use encoding::decode;

/// The files of one dataset.
#[derive(Debug, Clone)]
pub struct Input {
    /// What to call it in messages.
    pub name: String,
    /// The tables, by name.
    pub files: Vec<InputFile>,
    /// The `datapackage.json` beside them, where there is one.
    pub datapackage: Option<Vec<u8>>,
    /// What was found while opening it.
    pub findings: Vec<Finding>,
}

/// One table as it came.
#[derive(Debug, Clone)]
pub struct InputFile {
    /// The name of its file without folders, or of its sheet.
    pub name: String,
    /// Whose table it is and which.
    pub(super) owner: String,
    pub(super) table: &'static Table,
    pub(super) content: Content,
}

/// What is in a file.
#[derive(Debug, Clone)]
pub(super) enum Content {
    /// The bytes of a CSV file.
    Csv(Cow<'static, [u8]>),
    /// The rows of a sheet that are not empty, with their numbers; a line break in a cell is written `\n`.
    Sheet(Vec<(u64, Vec<String>)>),
}

impl Input {
    /// Opens what a person names: one folder, one `.zip`, one `.xlsx`, or CSV files.
    ///
    /// # Errors
    /// Findings for what cannot be read.
    pub fn open(paths: &[PathBuf]) -> Result<Self, Vec<Finding>> {
        let kind = |path: &Path| path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
        match paths {
            [folder] if folder.is_dir() => Self::folder(folder),
            [file] if kind(file).as_deref() == Some("zip") => archive::open(&name_of(file), read_whole(file)?),
            [file] if kind(file).as_deref() == Some("xlsx") => workbook::open(&name_of(file), read_whole(file)?),
            files if !files.is_empty() && files.iter().all(|file| kind(file).as_deref() == Some("csv")) => {
                Self::csv_files(&files.iter().map(|file| name_of(file)).collect::<Vec<_>>().join(", "), files)
            }
            other => {
                // What is not there is told as that, not as the wrong kind of thing.
                for path in other {
                    std::fs::metadata(path).map_err(|error| vec![unreadable(&path.display().to_string(), &error)])?;
                }
                let named = other.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ");
                Err(vec![finding(&named, Fault::UnknownInput)])
            }
        }
    }

    /// Reads the tables of a folder; what is no `.csv` and no `datapackage.json` is passed over.
    ///
    /// # Errors
    /// Findings for what cannot be read.
    pub fn folder(path: &Path) -> Result<Self, Vec<Finding>> {
        let name = path.display().to_string();
        let entries = std::fs::read_dir(path).map_err(|error| vec![unreadable(&name, &error)])?;
        let mut files = Vec::new();
        for entry in entries {
            let path = entry.map_err(|error| vec![unreadable(&name, &error)])?.path();
            if Self::reads(&name_of(&path)) {
                files.push(path);
            }
        }
        files.sort();
        Self::csv_files(&name, &files)
    }

    fn csv_files(name: &str, paths: &[PathBuf]) -> Result<Self, Vec<Finding>> {
        let mut builder = Builder::new(name);
        let mut findings = Vec::new();
        for path in paths {
            match read_whole(path) {
                Ok(bytes) => builder.add(name_of(path), bytes.into()),
                Err(unread) => findings.extend(unread),
            }
        }
        if findings.is_empty() { builder.finish() } else { Err(findings) }
    }

    /// Whether a file of this name is part of a dataset.
    pub fn reads(name: &str) -> bool {
        is_table_file(name) || name == DATAPACKAGE
    }

    /// Files that are in the binary.
    pub fn embedded(name: &str, files: impl Iterator<Item = (&'static str, &'static [u8])>) -> Self {
        let mut builder = Builder::new(name);
        for (name, bytes) in files {
            builder.add(name.to_owned(), bytes.into());
        }
        builder.input
    }

    /// The hash of the files as they are: tells whether anything changed without reading them as tables.
    pub fn digest(&self) -> String {
        let mut hash = Sha256::new();
        let mut feed = |part: &[u8]| {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        };
        for file in &self.files {
            feed(file.name.as_bytes());
            match &file.content {
                Content::Csv(bytes) => feed(bytes),
                Content::Sheet(rows) => {
                    for (number, cells) in rows {
                        feed(&number.to_be_bytes());
                        for cell in cells {
                            feed(cell.as_bytes());
                        }
                    }
                }
            }
        }
        HEXLOWER.encode(&hash.finalize())
    }
}

/// The descriptor beside the tables.
pub(super) const DATAPACKAGE: &str = "datapackage.json";

/// Collects named bytes into an input.
pub(super) struct Builder {
    input: Input,
    bytes: u64,
}

impl Builder {
    pub(super) fn new(name: &str) -> Self {
        let input = Input { name: name.to_owned(), files: Vec::new(), datapackage: None, findings: Vec::new() };
        Self { input, bytes: 0 }
    }

    pub(super) fn add(&mut self, name: String, bytes: Cow<'static, [u8]>) {
        self.bytes += bytes.len() as u64;
        if name == DATAPACKAGE {
            self.input.datapackage = Some(bytes.into_owned());
            return;
        }
        match table_of(&name) {
            Some((owner, table)) => {
                self.input.files.push(InputFile { owner, table, content: Content::Csv(bytes), name });
            }
            None => self.input.findings.push(finding(&name, Fault::UnknownFile { expected: expected_names() })),
        }
    }

    pub(super) fn finish(self) -> Result<Input, Vec<Finding>> {
        if self.bytes > limits::INPUT_BYTES {
            let fault = Fault::TooLarge { bytes: self.bytes, limit: limits::INPUT_BYTES };
            return Err(vec![finding(&self.input.name, fault)]);
        }
        Ok(self.input)
    }
}

/// Whether a file of this name is read as a table.
fn is_table_file(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"))
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn read_whole(path: &Path) -> Result<Vec<u8>, Vec<Finding>> {
    let name = name_of(path);
    let failed = |error: std::io::Error| vec![unreadable(&path.display().to_string(), &error)];
    let bytes = std::fs::metadata(path).map_err(failed)?.len();
    if bytes > limits::FILE_BYTES {
        return Err(vec![finding(&name, Fault::TooLarge { bytes, limit: limits::FILE_BYTES })]);
    }
    std::fs::read(path).map_err(failed)
}

/// Who owns the file and which table it is.
fn table_of(file: &str) -> Option<(String, &'static Table)> {
    let (stem, _) = file.rsplit_once('.')?;
    if let Some(shared) = table(stem).filter(|table| table.scope == Scope::Shared) {
        return Some((SHARED.to_owned(), shared));
    }
    let (owner, name) = stem.split_once('_')?;
    let known = table(name).filter(|table| table.scope == Scope::Government)?;
    Some((owner.to_owned(), known))
}

fn expected_names() -> String {
    let mut names: Vec<String> =
        tables_of(Scope::Government).map(|table| format!("{{code}}_{}.csv", table.name)).collect();
    names.extend(tables_of(Scope::Shared).map(|table| format!("{}.csv", table.name)));
    names.join(", ")
}

pub(super) fn finding(file: &str, fault: Fault) -> Finding {
    Finding { severity: Severity::Error, place: Place { file: file.to_owned(), ..Place::default() }, fault }
}

fn unreadable(file: &str, error: &std::io::Error) -> Finding {
    finding(file, Fault::Unreadable { reason: error.to_string() })
}
