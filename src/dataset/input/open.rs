//! Opening an input by its path.

use std::path::{Path, PathBuf};

use super::files::{Builder, Input, file_name};
use super::source::Source;
use super::{archive, workbook};
use crate::dataset::fault::Fault;
use crate::dataset::finding::Finding;

impl Input {
    /// Opens one folder, one `.zip`, one `.xlsx`, or CSV files.
    ///
    /// # Errors
    /// Findings if the input is unsupported or cannot be read.
    pub fn open(paths: &[PathBuf]) -> Result<Self, Vec<Finding>> {
        let kind = |path: &Path| path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
        match paths {
            [folder] if folder.is_dir() => Self::folder(folder),
            [file] if matches!(kind(file).as_deref(), Some("zip" | "xlsx")) => {
                regular_size(file).map_err(|error| vec![unreadable(&file.display().to_string(), &error)])?;
                if kind(file).as_deref() == Some("zip") { archive::open(file) } else { workbook::open(file) }
            }
            files if !files.is_empty() && files.iter().all(|file| kind(file).as_deref() == Some("csv")) => {
                csv_files(&files.iter().map(|file| file_name(file)).collect::<Vec<_>>().join(", "), files)
            }
            other => {
                // A missing file is reported as missing, not as unsupported.
                for path in other {
                    std::fs::metadata(path).map_err(|error| vec![unreadable(&path.display().to_string(), &error)])?;
                }
                let names = other.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ");
                Err(vec![Finding::file_error(&names, Fault::UnsupportedInput)])
            }
        }
    }

    /// Opens a folder. Files other than `.csv` and `datapackage.json` are ignored.
    ///
    /// # Errors
    /// Findings if the folder or a file cannot be read.
    pub fn folder(path: &Path) -> Result<Self, Vec<Finding>> {
        let name = path.display().to_string();
        let entries = std::fs::read_dir(path).map_err(|error| vec![unreadable(&name, &error)])?;
        let mut files = Vec::new();
        for entry in entries {
            let path = entry.map_err(|error| vec![unreadable(&name, &error)])?.path();
            if Self::reads(&file_name(&path)) {
                files.push(path);
            }
        }
        files.sort();
        csv_files(&name, &files)
    }
}

fn csv_files(name: &str, paths: &[PathBuf]) -> Result<Input, Vec<Finding>> {
    let mut builder = Builder::new(name);
    let mut findings = Vec::new();
    for path in paths {
        match regular_size(path) {
            Ok(bytes) => {
                let name = file_name(path);
                let fault = builder.add(&name, Source::File(path.clone()), bytes).err();
                findings.extend(fault.map(|fault| Finding::file_error(&name, fault)));
            }
            Err(error) => findings.push(unreadable(&path.display().to_string(), &error)),
        }
    }
    if findings.is_empty() { builder.finish() } else { Err(findings) }
}

/// Returns the size of a regular file. Others, such as pipes, cannot be read twice or may not end.
fn regular_size(path: &Path) -> std::io::Result<u64> {
    let metadata = std::fs::metadata(path)?;
    if metadata.is_file() { Ok(metadata.len()) } else { Err(std::io::Error::other("not a regular file")) }
}

fn unreadable(file: &str, error: &std::io::Error) -> Finding {
    Finding::file_error(file, Fault::Unreadable { reason: error.to_string() })
}
