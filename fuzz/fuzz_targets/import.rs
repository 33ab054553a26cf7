//! Reading any file ends with a dataset or with findings. See CONTRIBUTING.md for how to run it.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tassei::dataset::{Dataset, Input};

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, content)) = bytes.split_first() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let name = match kind % 4 {
        0 => "tables.zip",
        1 => "book.xlsx",
        2 => "072036_observations.csv",
        _ => "072036_measures.csv",
    };
    let path = folder.path().join(name);
    std::fs::write(&path, content).expect("a file");
    match Input::open(&[path]).map(|input| Dataset::load(&input)) {
        Ok((dataset, findings)) => assert!(dataset.is_some() || !findings.listed().is_empty(), "rejected without a finding"),
        Err(findings) => assert!(!findings.is_empty(), "rejected without a finding"),
    }
});
