//! Writing files that a command makes: each appears whole or not at all.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write as _};
use std::path::{Path, PathBuf};

use super::Failure;
use crate::language::Language;

/// Why the content of a file could not be written.
type Unwritten = Box<dyn std::error::Error>;

/// Writes a file that is not there yet, or says the same already; `force` writes over what it says.
pub(super) fn write_new(
    path: &Path,
    force: bool,
    language: Language,
    content: impl FnOnce(&mut BufWriter<File>) -> Result<(), Unwritten>,
) -> Result<(), Failure> {
    let beside = write_beside(path, content)?;
    let is_there = path.exists();
    let put = || -> io::Result<bool> {
        let is_same = is_there && same_content(path, &beside)?;
        if !is_same && (force || !is_there) {
            std::fs::rename(&beside, path)?;
        }
        Ok(is_same || force || !is_there)
    };
    let is_put = put();
    // What did not take its place is of no use to anybody.
    let _ = std::fs::remove_file(&beside);
    if is_put.map_err(|error| failure(path, &error))? {
        return Ok(());
    }
    Err(language.pick(
        format!("{} はもうあり、内容が違います。別のフォルダーを --out に書くか、上書きする場合は --force を付けてください。", path.display()),
        format!("{} is there already and differs. Give another folder with --out, or --force to write over it.", path.display()),
    ))
}

/// Writes a file.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let beside = write_beside(path, |file| Ok(file.write_all(bytes)?))?;
    std::fs::rename(&beside, path).map_err(|error| failure(path, &error))
}

/// Writes a file beside the one that takes its place when it is whole.
fn write_beside(
    path: &Path,
    content: impl FnOnce(&mut BufWriter<File>) -> Result<(), Unwritten>,
) -> Result<PathBuf, Failure> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(|error| failure(path, &error))?;
    }
    let mut beside = path.file_name().unwrap_or_default().to_owned();
    beside.push(".part");
    let beside = path.with_file_name(beside);
    let written = File::create(&beside).map_err(Unwritten::from).and_then(|file| {
        let mut file = BufWriter::new(file);
        content(&mut file)?;
        Ok(file.flush()?)
    });
    if let Err(error) = written {
        // What is left of it is of no use to anybody.
        let _ = std::fs::remove_file(&beside);
        return Err(failure(path, error.as_ref()));
    }
    Ok(beside)
}

fn same_content(one: &Path, two: &Path) -> io::Result<bool> {
    if std::fs::metadata(one)?.len() != std::fs::metadata(two)?.len() {
        return Ok(false);
    }
    let (one, two) = (BufReader::new(File::open(one)?), BufReader::new(File::open(two)?));
    for (left, right) in one.bytes().zip(two.bytes()) {
        if left? != right? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn failure(path: &Path, error: &dyn std::fmt::Display) -> Failure {
    format!("cannot write {}: {error}", path.display())
}
