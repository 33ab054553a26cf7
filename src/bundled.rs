//! The dataset in the binary: the folder `data/` as it was at build time. Knows `dataset`.

use include_dir::{Dir, include_dir};

use crate::dataset::{Input, SHARED};

static DATA: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/data");

/// The bundled inputs: one for each government's folder, and one for the shared tables where there are any.
pub fn inputs() -> Vec<Input> {
    let mut inputs: Vec<Input> =
        DATA.dirs().map(|folder| Input::embedded(&folder.path().display().to_string(), files(folder))).collect();
    if files(&DATA).next().is_some() {
        inputs.push(Input::embedded(SHARED, files(&DATA)));
    }
    inputs
}

/// The tables and the descriptor of a folder, by name.
fn files(folder: &'static Dir<'static>) -> impl Iterator<Item = (&'static str, &'static [u8])> {
    let mut files: Vec<(&str, &[u8])> = folder
        .files()
        .filter_map(|file| Some((file.path().file_name()?.to_str()?, file.contents())))
        .filter(|(name, _)| Input::reads(name))
        .collect();
    files.sort_unstable();
    files.into_iter()
}
