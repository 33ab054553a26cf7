//! Writing files that a command makes: each appears whole or not at all.

use std::path::Path;

use super::Failure;
use crate::text::Language;

/// Writes a file that is not there yet, or says the same already; `force` writes over what it says.
pub(super) fn write_new(path: &Path, bytes: &[u8], force: bool, language: Language) -> Result<(), Failure> {
    let there = std::fs::read(path).ok();
    match there {
        Some(known) if known == bytes => Ok(()),
        Some(_) if !force => Err(language.pick(
            format!("{} はもうあり、内容が違います。別のフォルダーを --out に書くか、上書きする場合は --force を付けてください。", path.display()),
            format!("{} is there already and differs. Give another folder with --out, or --force to write over it.", path.display()),
        )),
        _ => write(path, bytes),
    }
}

/// Writes a file, through one beside it that takes its name when it is whole.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let failed = |error: std::io::Error| format!("cannot write {}: {error}", path.display());
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut beside = path.file_name().unwrap_or_default().to_owned();
    beside.push(".part");
    let beside = path.with_file_name(beside);
    std::fs::write(&beside, bytes).and_then(|()| std::fs::rename(&beside, path)).map_err(failed)
}
