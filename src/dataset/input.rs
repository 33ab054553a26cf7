//! Where tables come from: a folder, or files embedded in the binary. Knows `finding`.

use std::path::Path;

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::finding::{Finding, Place, Severity};
use super::read::limits;
use crate::text::Fault;

/// The files of one dataset.
#[derive(Debug, Clone)]
pub struct Input {
    /// What to call it in messages.
    pub name: String,
    /// The files, by name.
    pub files: Vec<InputFile>,
}

/// One file.
#[derive(Debug, Clone)]
pub struct InputFile {
    /// Its name without folders.
    pub name: String,
    /// What is in it.
    pub bytes: std::borrow::Cow<'static, [u8]>,
}

impl Input {
    /// Reads the tables of a folder; what is no `.csv` and no `datapackage.json` is passed over.
    ///
    /// # Errors
    /// Findings for what cannot be read.
    pub fn folder(path: &Path) -> Result<Self, Vec<Finding>> {
        let name = path.display().to_string();
        let entries = std::fs::read_dir(path).map_err(|error| vec![unreadable(&name, &error)])?;
        let mut files = Vec::new();
        let mut findings = Vec::new();
        for entry in entries {
            match entry.and_then(|entry| read_file(&entry.path())) {
                Ok(Some(Ok(file))) => files.push(file),
                Ok(Some(Err(finding))) => findings.push(finding),
                Ok(None) => {}
                Err(error) => findings.push(unreadable(&name, &error)),
            }
        }
        files.sort_by(|one: &InputFile, two| one.name.cmp(&two.name));
        if findings.is_empty() { Ok(Self { name, files }) } else { Err(findings) }
    }

    /// The hash of the files as they are: tells whether anything changed without reading them as tables.
    pub fn digest(&self) -> String {
        let mut hash = Sha256::new();
        for file in &self.files {
            for part in [file.name.as_bytes(), &file.bytes] {
                hash.update((part.len() as u64).to_be_bytes());
                hash.update(part);
            }
        }
        HEXLOWER.encode(&hash.finalize())
    }
}

fn read_file(path: &Path) -> std::io::Result<Option<Result<InputFile, Finding>>> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let is_csv = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"));
    if !is_csv && name != "datapackage.json" {
        return Ok(None);
    }
    let bytes = std::fs::metadata(path)?.len();
    if bytes > limits::FILE_BYTES {
        let fault = Fault::TooLarge { bytes, limit: limits::FILE_BYTES };
        return Ok(Some(Err(Finding {
            severity: Severity::Error,
            place: Place { file: name, ..Place::default() },
            fault,
        })));
    }
    Ok(Some(Ok(InputFile { name, bytes: std::fs::read(path)?.into() })))
}

fn unreadable(file: &str, error: &std::io::Error) -> Finding {
    Finding {
        severity: Severity::Error,
        place: Place { file: file.to_owned(), ..Place::default() },
        fault: Fault::Unreadable { reason: error.to_string() },
    }
}
