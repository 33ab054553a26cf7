//! Where tables come from: a folder, a `.zip` of it, single CSV files, a workbook, or files embedded in the binary.
//! Knows `finding` and the definitions.
//!
//! Nothing is held in memory but what a format makes us hold (the directory of an archive, the shared texts of a
//! workbook): a table is read from where it lies, as a stream.

mod archive;
mod csv_text;
mod encoding;
mod records;
mod source;
mod workbook;

use std::io::Read;
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::finding::{Finding, Place, Severity};
use super::nearest::nearest;
use crate::dataset::fault::Fault;
use crate::model::limits;
use crate::model::{SHARED, Scope, TABLES, Table, table};

pub(super) use encoding::detect;
pub(super) use records::Records;
pub(super) use source::Source;
pub(super) use workbook::{Book, SheetRow};

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
    pub(super) source: Source,
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
            [file] if matches!(kind(file).as_deref(), Some("zip" | "xlsx")) => {
                regular_size(file).map_err(|error| vec![unreadable(&file.display().to_string(), &error)])?;
                if kind(file).as_deref() == Some("zip") { archive::open(file) } else { workbook::open(file) }
            }
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
            match regular_size(path) {
                Ok(bytes) => {
                    let name = name_of(path);
                    let fault = builder.add(&name, Source::File(path.clone()), bytes).err();
                    findings.extend(fault.map(|fault| finding(&name, fault)));
                }
                Err(error) => findings.push(unreadable(&path.display().to_string(), &error)),
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
            // A fault of a file in the binary is a fault of the build: reading the tables tells it.
            let fault = builder.add(name, Source::Embedded(bytes), 0).err();
            builder.input.findings.extend(fault.map(|fault| finding(name, fault)));
        }
        builder.input
    }

    /// The hash of the files as they are: tells whether anything changed without reading them as tables.
    ///
    /// # Errors
    /// What the machine says of a file.
    pub fn digest(&self) -> std::io::Result<String> {
        let mut hash = Sha256::new();
        for file in &self.files {
            hash.update((file.name.len() as u64).to_be_bytes());
            hash.update(&file.name);
            let length = file.source.read(|bytes| std::io::copy(bytes, &mut hash))?;
            hash.update(length.to_be_bytes());
        }
        Ok(HEXLOWER.encode(&hash.finalize()))
    }
}

/// The descriptor beside the tables.
pub const DATAPACKAGE: &str = "datapackage.json";

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

    /// Adds a file of `bytes` bytes.
    pub(super) fn add(&mut self, name: &str, source: Source, bytes: u64) -> Result<(), Fault> {
        let limit = if name == DATAPACKAGE { limits::DATAPACKAGE_BYTES } else { limits::FILE_BYTES };
        if bytes > limit {
            return Err(Fault::TooLarge { bytes, limit });
        }
        self.bytes += bytes;
        if name == DATAPACKAGE {
            let mut package = Vec::new();
            let read = source.read(|reader| reader.take(limits::DATAPACKAGE_BYTES).read_to_end(&mut package));
            read.map_err(|error| Fault::Unreadable { reason: error.to_string() })?;
            self.input.datapackage = Some(package);
            return Ok(());
        }
        match table_of(name) {
            Some((owner, table)) => self.input.files.push(InputFile { name: name.to_owned(), owner, table, source }),
            None => self.input.findings.push(finding(name, Fault::UnknownFile { nearest: nearest_name(name) })),
        }
        Ok(())
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

/// The size of a file that can be read twice and has an end.
fn regular_size(path: &Path) -> std::io::Result<u64> {
    let metadata = std::fs::metadata(path)?;
    if metadata.is_file() { Ok(metadata.len()) } else { Err(std::io::Error::other("it is no regular file")) }
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

/// The name that a file of an unknown one may have been meant to have.
fn nearest_name(file: &str) -> Option<String> {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let owner = stem.split_once('_').map(|(owner, _)| owner).filter(|owner| owner.len() == 6).unwrap_or("{code}");
    let names: Vec<String> =
        TABLES.iter().map(|table| table.file_name(if table.scope == Scope::Shared { SHARED } else { owner })).collect();
    nearest(file, names.iter().map(String::as_str))
}

pub(super) fn finding(file: &str, fault: Fault) -> Finding {
    Finding { severity: Severity::Error, place: Place { file: file.to_owned(), ..Place::default() }, fault }
}

fn unreadable(file: &str, error: &std::io::Error) -> Finding {
    finding(file, Fault::Unreadable { reason: error.to_string() })
}
