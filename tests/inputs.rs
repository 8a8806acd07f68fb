//! Do the readers still hold what they held? Every kept input is read again by its reader.
//!
//! `tests/inputs/READER/` has them, named by their content: beginnings, and what `.ci/fuzz` found that was new.

#[path = "inputs/checks.rs"]
mod checks;

use std::fs;
use std::path::{Path, PathBuf};

fn inputs(reader: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/inputs").join(reader);
    let mut paths: Vec<PathBuf> =
        fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
}

#[test]
fn every_kept_input_is_read_or_refused_as_it_should_be() {
    for (reader, check) in checks::READERS {
        let paths = inputs(reader);
        assert!(!paths.is_empty(), "{reader} has inputs");
        for path in paths {
            println!("{}", path.display());
            check(&fs::read(&path).expect("there"));
        }
    }
}

#[test]
fn what_is_cut_anywhere_is_read_or_refused_too() {
    for (reader, check) in checks::READERS {
        for path in inputs(reader) {
            let bytes = fs::read(&path).expect("there");
            for part in 1..6 {
                check(&bytes[..bytes.len() * part / 6]);
                check(&bytes[bytes.len() * part / 6..]);
            }
        }
    }
}

#[test]
fn the_kept_inputs_are_few_and_small_and_each_reader_has_a_target() {
    for (reader, _) in checks::READERS {
        let paths = inputs(reader);
        let bytes: u64 = paths.iter().map(|path| fs::metadata(path).expect("there").len()).sum();
        assert!(paths.len() <= 80 && bytes <= 200_000, "{reader} has {} inputs of {bytes} bytes", paths.len());
        let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/fuzz_targets").join(format!("{reader}.rs"));
        assert!(target.is_file(), "{reader} has no fuzz target");
    }
}
