//! Writing output files: a file is replaced only when its content is complete.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write as _};
use std::path::{Path, PathBuf};

use super::Failure;
use crate::language::Language;

/// Error from writing the content of a file.
type ContentError = Box<dyn std::error::Error>;

/// Writes a file. Fails if the file exists with other content, unless `force` is set.
pub(super) fn write_new(
    path: &Path,
    force: bool,
    language: Language,
    content: impl FnOnce(&mut BufWriter<File>) -> Result<(), ContentError>,
) -> Result<(), Failure> {
    let part = write_part(path, content)?;
    let exists = path.exists();
    let replace = || -> io::Result<bool> {
        let is_same = exists && same_content(path, &part)?;
        if !is_same && (force || !exists) {
            std::fs::rename(&part, path)?;
        }
        Ok(is_same || force || !exists)
    };
    let is_written = replace();
    // Left over if the file was not replaced.
    let _ = std::fs::remove_file(&part);
    if is_written.map_err(|error| failure(path, &error))? {
        return Ok(());
    }
    Err(language.pick(
        format!("{} はすでにあり、内容が違います。--out に別のフォルダーを指定するか、上書きする場合は --force を付けてください。", path.display()),
        format!("{} already exists with different content. Use another folder with --out, or --force to overwrite it.", path.display()),
    ))
}

/// Writes a file, replacing an existing one.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let part = write_part(path, |file| Ok(file.write_all(bytes)?))?;
    std::fs::rename(&part, path).map_err(|error| failure(path, &error))
}

/// Writes the content to a `.part` file beside `path`, which replaces it when complete.
fn write_part(
    path: &Path,
    content: impl FnOnce(&mut BufWriter<File>) -> Result<(), ContentError>,
) -> Result<PathBuf, Failure> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(|error| failure(path, &error))?;
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let part = path.with_file_name(name);
    let written = File::create(&part).map_err(ContentError::from).and_then(|file| {
        let mut file = BufWriter::new(file);
        content(&mut file)?;
        Ok(file.flush()?)
    });
    if let Err(error) = written {
        // Do not leave an incomplete file.
        let _ = std::fs::remove_file(&part);
        return Err(failure(path, error.as_ref()));
    }
    Ok(part)
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
