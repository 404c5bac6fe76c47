//! What the app keeps on a device is named in one place, by all languages that it is written in.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use interface::keys;

/// The functions of the window that the app calls. An attribute has to spell their names out.
const FUNCTIONS: [&str; 5] = [
    keys::OUTBOX_SYNC,
    keys::LOCK,
    keys::PARSE,
    keys::UNIQUE,
    keys::TIME,
];

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the source lies there");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths
        .filter(|path| !path.ends_with("node_modules"))
        .flat_map(|path| match path.is_dir() {
            true => files(&path, ending),
            false => vec![path],
        })
        .filter(|path| path.extension().is_some_and(|own| own == ending))
        .collect()
}

fn texts(folder: &str, ending: &str) -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(folder);
    let read = |file: PathBuf| {
        let text = fs::read_to_string(&file).expect("a text");
        (file, text)
    };
    files(&folder, ending).into_iter().map(read).collect()
}

/// Names of items, whole or the beginning of one, up to where a name ends.
fn names(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("mingbai.").map(|(start, _)| {
        let rest = &text[start..];
        let is_part = |sign: char| sign.is_ascii_lowercase() || sign == '-' || sign == '.';
        &rest[..rest.find(|sign| !is_part(sign)).unwrap_or(rest.len())]
    })
}

/// What follows a call, in quotes.
fn argument<'a>(text: &'a str, call: &str) -> BTreeSet<&'a str> {
    let call = format!("{call}(\"");
    let calls = text.split(&call).skip(1);
    calls.filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn no_rust_file_names_an_item_by_itself() {
    for (file, text) in texts("src", "rs") {
        let named = names(&text).next();
        let hint = "belongs into crates/interface/src/keys.rs";
        assert_eq!(named, None, "{}: it {hint}", file.display());
        let is_named = text.contains(&format!("\"{}\"", keys::OUTBOX_OBJECT));
        assert!(!is_named, "{}: take `keys::OUTBOX_OBJECT`", file.display());
    }
}

#[test]
fn the_app_calls_no_function_of_the_window_that_is_not_named() {
    let files = texts("src", "rs");
    let called = files.iter().flat_map(|(_, text)| {
        let names = text.split("js_name = mingbai").skip(1);
        names.filter_map(|rest| rest.split(|sign: char| !sign.is_alphanumeric()).next())
    });
    let called: BTreeSet<String> = called.map(|rest| format!("mingbai{rest}")).collect();
    assert_eq!(called, FUNCTIONS.map(String::from).into());
}

#[test]
fn the_boot_script_names_items_as_the_app_does() {
    let scripts: String = texts("src", "js")
        .into_iter()
        .map(|(_, text)| text)
        .collect();
    let found: BTreeSet<&str> = names(&scripts).collect();
    assert_eq!(
        found,
        BTreeSet::from([keys::OUTBOX.0, keys::ERASED, keys::TOLD])
    );
    assert_eq!(
        argument(&scripts, "indexedDB.open"),
        [keys::DATABASE].into()
    );
    assert_eq!(
        argument(&scripts, "createObjectStore"),
        [keys::STORE].into()
    );
    assert_eq!(argument(&scripts, "objectStore"), [keys::STORE].into());
    assert_eq!(argument(&scripts, "transaction"), [keys::STORE].into());
    assert_eq!(
        argument(&scripts, "BroadcastChannel"),
        [keys::CHANNEL].into()
    );
    assert!(scripts.contains(&format!("const NAMES = \"{}\";", keys::CACHE.0)));
    assert!(scripts.contains(&format!("page.{} = ", keys::OUTBOX_OBJECT)));
    for function in FUNCTIONS {
        assert!(
            scripts.contains(&format!("self.{function} = ")),
            "{function}"
        );
    }
    for property in [keys::BRIDGE, keys::SERVICE, keys::PRODUCT] {
        assert!(
            scripts.contains(&format!("page.{property} = ")),
            "{property}"
        );
    }
}

#[test]
fn browser_tests_look_for_no_other_items() {
    let families = [
        keys::OUTBOX,
        keys::FIRST,
        keys::CONFIRMED,
        keys::RECEIPT,
        keys::REFUSED,
    ];
    let items = [
        keys::KEYS,
        keys::ERASED,
        keys::TOLD,
        keys::CHECK_UP,
        keys::SEARCH_KEY_OFF,
    ];
    let mut count = 0;
    for (file, text) in texts("tests/browser", "mjs") {
        for name in names(&text) {
            count += 1;
            let is_known =
                items.contains(&name) || families.iter().any(|family| family.of(name).is_some());
            assert!(is_known, "{}: `{name}` is no item", file.display());
        }
        assert!(
            argument(&text, "indexedDB.open")
                .iter()
                .all(|name| *name == keys::DATABASE)
        );
        assert!(
            argument(&text, "objectStore")
                .iter()
                .all(|name| *name == keys::STORE)
        );
    }
    assert!(count > 5, "{count} found, so they are looked for wrongly");
}

#[test]
fn a_name_is_read_as_it_was_written() {
    let name = keys::wish("ads", "k1");
    assert_eq!(name, "mingbai.outbox.ads.k1");
    assert_eq!(keys::of_wish(&name), Some(("ads", "k1")));
    assert_eq!(keys::of_wish(&keys::CONFIRMED.item("ads")), None);
    assert_eq!(
        keys::CONFIRMED.of(&keys::CONFIRMED.item("ads")),
        Some("ads")
    );
    assert_eq!(keys::RECEIPT.of(&name), None);
}

#[test]
fn every_item_is_ours_and_none_is_another() {
    let items = [
        keys::OUTBOX.0,
        keys::FIRST.0,
        keys::CONFIRMED.0,
        keys::RECEIPT.0,
        keys::SENDING.0,
        keys::KEYS,
        keys::ERASED,
        keys::TOLD,
        keys::CHECK_UP,
        keys::SEARCH_KEY_OFF,
    ];
    for item in items {
        assert!(keys::OURS.of(item).is_some(), "{item}");
        let alike = items.iter().filter(|other| other.starts_with(item));
        assert_eq!(alike.count(), 1, "{item}");
    }
}
