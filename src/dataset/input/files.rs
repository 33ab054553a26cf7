//! The tables of an input, by file name.

use std::io::Read;
use std::path::Path;

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::source::Source;
use crate::dataset::fault::Fault;
use crate::dataset::finding::Finding;
use crate::domain::similarity::nearest;
use crate::model::limits;
use crate::model::{SHARED, Scope, TABLES, Table, table};

/// File name of the Data Package descriptor.
pub const DATAPACKAGE: &str = "datapackage.json";

/// The files of one dataset.
#[derive(Debug, Clone)]
pub struct Input {
    /// Name for messages.
    pub name: String,
    pub files: Vec<InputFile>,
    /// Content of `datapackage.json`, if there is one.
    pub datapackage: Option<Vec<u8>>,
    /// Findings from opening the input.
    pub findings: Vec<Finding>,
}

/// One table of an input.
#[derive(Debug, Clone)]
pub struct InputFile {
    /// File name without folders, or name of the sheet.
    pub name: String,
    /// Code of the government, or [`SHARED`].
    pub(in crate::dataset) owner: String,
    pub(in crate::dataset) table: &'static Table,
    pub(in crate::dataset) source: Source,
}

impl Input {
    /// Returns an input without files.
    pub(super) fn empty(name: &str) -> Self {
        Self { name: name.to_owned(), files: Vec::new(), datapackage: None, findings: Vec::new() }
    }

    /// Returns whether a file of this name is part of a dataset.
    pub fn reads(name: &str) -> bool {
        is_table_file(name) || name == DATAPACKAGE
    }

    /// Returns an input of files embedded in the binary.
    pub fn embedded(name: &str, files: impl Iterator<Item = (&'static str, &'static [u8])>) -> Self {
        let mut builder = Builder::new(name);
        for (name, bytes) in files {
            // Reported when the tables are read: a broken embedded file is a build error.
            let fault = builder.add(name, Source::Embedded(bytes), 0).err();
            builder.input.findings.extend(fault.map(|fault| Finding::file_error(name, fault)));
        }
        builder.input
    }

    /// Returns the hash of the file contents, which tells whether anything changed without parsing the tables.
    ///
    /// # Errors
    /// [`std::io::Error`] if a file cannot be read.
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

/// Collects files into an input.
pub(super) struct Builder {
    input: Input,
    /// Total size of the files.
    bytes: u64,
}

impl Builder {
    pub(super) fn new(name: &str) -> Self {
        Self { input: Input::empty(name), bytes: 0 }
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
        if let Some((owner, table)) = table_of(name) {
            self.input.files.push(InputFile { name: name.to_owned(), owner, table, source });
        } else {
            let fault = Fault::UnknownFile { nearest: nearest_name(name) };
            self.input.findings.push(Finding::file_error(name, fault));
        }
        Ok(())
    }

    /// Returns the input unless it is too large.
    pub(super) fn finish(self) -> Result<Input, Vec<Finding>> {
        if self.bytes > limits::INPUT_BYTES {
            let fault = Fault::TooLarge { bytes: self.bytes, limit: limits::INPUT_BYTES };
            return Err(vec![Finding::file_error(&self.input.name, fault)]);
        }
        Ok(self.input)
    }
}

/// Returns the last component of a path.
pub(super) fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Returns whether a file of this name is read as a table.
fn is_table_file(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"))
}

/// Returns the owner and the table of a file.
fn table_of(file: &str) -> Option<(String, &'static Table)> {
    let (stem, _) = file.rsplit_once('.')?;
    if let Some(shared) = table(stem).filter(|table| table.scope == Scope::Shared) {
        return Some((SHARED.to_owned(), shared));
    }
    let (owner, name) = stem.split_once('_')?;
    let known = table(name).filter(|table| table.scope == Scope::Government)?;
    Some((owner.to_owned(), known))
}

/// Returns the valid file name closest to an unknown one.
fn nearest_name(file: &str) -> Option<String> {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let owner = stem.split_once('_').map(|(owner, _)| owner).filter(|owner| owner.len() == 6).unwrap_or("{code}");
    let names: Vec<String> =
        TABLES.iter().map(|table| table.file_name(if table.scope == Scope::Shared { SHARED } else { owner })).collect();
    nearest(file, names.iter().map(String::as_str))
}
