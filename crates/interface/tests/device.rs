//! What the app keeps on a device is named in one place, by both languages that it is written in.

use std::fs;
use std::path::{Path, PathBuf};

use interface::device;

/// A Web Lock is called like an item and is none.
const NO_ITEMS: &[&str] = &["mingbai.send."];

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../src")
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the source lies there");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths
        .flat_map(|path| match path.is_dir() {
            true => files(&path, ending),
            false => vec![path],
        })
        .filter(|path| path.extension().is_some_and(|own| own == ending))
        .collect()
}

/// Names in quotes that look like an item's.
fn names(text: &str) -> impl Iterator<Item = &str> {
    let quoted = text.split('"').skip(1);
    quoted.filter(|part| part.starts_with("mingbai."))
}

#[test]
fn no_rust_file_names_an_item_by_itself() {
    for file in files(&source(), "rs") {
        let text = fs::read_to_string(&file).expect("a text");
        for name in names(&text) {
            let start = name.split('{').next().unwrap_or(name);
            assert!(
                NO_ITEMS.contains(&start),
                "{}: `{name}` belongs into crates/interface/src/device.rs",
                file.display()
            );
        }
    }
}

#[test]
fn the_boot_script_names_items_as_the_app_does() {
    let text = fs::read_to_string(source().join("boot.js")).expect("a text");
    let mut found: Vec<&str> = names(&text).collect();
    found.sort_unstable();
    found.dedup();
    assert_eq!(found, [device::OUTBOX, device::TOLD]);
}
