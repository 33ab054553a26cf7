//! The dataset embedded in the binary: the folder `data/` at build time.

use include_dir::{Dir, include_dir};

use crate::dataset::Input;
use crate::model::SHARED;

static DATA: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/data");

/// Returns one input for each government, and one for the shared tables if there are any.
pub fn inputs() -> Vec<Input> {
    let mut inputs: Vec<Input> =
        DATA.dirs().map(|folder| Input::embedded(&folder.path().display().to_string(), files(folder))).collect();
    if files(&DATA).next().is_some() {
        inputs.push(Input::embedded(SHARED, files(&DATA)));
    }
    inputs
}

/// Returns the dataset files of a folder, sorted by name.
fn files(folder: &'static Dir<'static>) -> impl Iterator<Item = (&'static str, &'static [u8])> {
    let mut files: Vec<(&str, &[u8])> = folder
        .files()
        .filter_map(|file| Some((file.path().file_name()?.to_str()?, file.contents())))
        .filter(|(name, _)| Input::reads(name))
        .collect();
    files.sort_unstable();
    files.into_iter()
}
