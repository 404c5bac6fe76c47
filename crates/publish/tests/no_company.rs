//! Any notice runs on it: no product, provider or label of a notice is named outside the notices.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use notice::{Catalogue, Edition, Language, Settings};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        match path.is_dir() {
            true => files(&path, found),
            false => found.push(path),
        }
    }
}

/// What each edition calls its app and its provider, and those of its apps' labels that no other text
/// could use by chance.
fn names() -> BTreeSet<String> {
    let mut found = Vec::new();
    files(&root().join("public/notices"), &mut found);
    files(&root().join("examples"), &mut found);
    let mut names = BTreeSet::new();
    for file in found {
        let text = fs::read_to_string(&file).expect("a text");
        let mut take = |name: &notice::Names| {
            names.extend(Language::ALL.map(|lang| name.get(lang).to_string()));
        };
        match file.file_name().and_then(|name| name.to_str()) {
            Some("edition.toml") => {
                let edition = Edition::read(&text).expect("an edition");
                take(edition.app.as_ref().expect("a name"));
            }
            Some("catalogue.toml") => {
                let catalogue = Catalogue::read(&text).expect("a catalogue");
                take(&catalogue.provider.names);
                take(&catalogue.provider.address);
            }
            Some("settings.toml") => {
                let settings = Settings::read(&text).expect("a settings manifest");
                let labels = settings.rows.iter().flat_map(|row| [&row.zh, &row.en]);
                names.extend(labels.filter(|label| is_telling(label)).cloned());
            }
            _ => {}
        }
    }
    names
}

/// Long labels: a word such as “Settings” or 设置 belongs to everybody.
fn is_telling(label: &str) -> bool {
    match label.is_ascii() {
        true => label.split(' ').count() > 2,
        false => label.chars().count() > 5,
    }
}

/// What a file says to people: no comments, no examples of its own tests.
fn said(text: &str) -> String {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = code.lines();
    lines
        .filter(|line| !line.trim_start().starts_with("//"))
        .filter(|line| !line.trim_start().starts_with('#'))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn only_the_notices_name_a_company() {
    let names = names();
    assert!(names.contains("微信") && names.contains("Lantern Teas"));
    let mut found = Vec::new();
    for folder in ["locales", "crates", "src", "server/src", "style"] {
        files(&root().join(folder), &mut found);
    }
    let is_read = |file: &PathBuf| {
        let kinds = ["rs", "toml", "js", "css"];
        let kind = file.extension().and_then(|kind| kind.to_str());
        let is_test = file.components().any(|part| part.as_os_str() == "tests");
        kind.is_some_and(|kind| kinds.contains(&kind)) && !is_test
    };
    let mut named = Vec::new();
    for file in found.into_iter().filter(is_read) {
        let text = said(&fs::read_to_string(&file).expect("a text"));
        for name in names.iter().filter(|name| text.contains(name.as_str())) {
            named.push(format!("{} says “{name}”", file.display()));
        }
    }
    assert!(
        named.is_empty(),
        "the edition's own files say this, not the code:\n{}",
        named.join("\n")
    );
}
