//! The dataset in the binary: the folder `data/` as it was at build time. Knows `dataset`.

use include_dir::{Dir, include_dir};

use crate::dataset::{Input, InputFile, SHARED};

static DATA: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/data");

/// The bundled inputs: one for each government's folder, and one for the shared tables where there are any.
pub fn inputs() -> Vec<Input> {
    let folders = DATA.dirs().map(|folder| (folder.path().display().to_string(), folder));
    let mut inputs: Vec<Input> = folders.map(|(name, folder)| Input { name, files: tables(folder) }).collect();
    let shared = tables(&DATA);
    if !shared.is_empty() {
        inputs.push(Input { name: SHARED.to_owned(), files: shared });
    }
    inputs
}

fn tables(folder: &'static Dir<'static>) -> Vec<InputFile> {
    let mut files: Vec<InputFile> = folder
        .files()
        .filter_map(|file| {
            let name = file.path().file_name()?.to_str()?;
            let is_table = file.path().extension().is_some_and(|extension| extension == "csv");
            (is_table || name == "datapackage.json")
                .then(|| InputFile { name: name.to_owned(), bytes: file.contents().into() })
        })
        .collect();
    files.sort_by(|one, two| one.name.cmp(&two.name));
    files
}
