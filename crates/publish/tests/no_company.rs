//! Any notice runs on it: no product, provider, label or fact of a notice is named outside the notices.

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

/// What the editions call their apps, their providers and their features, where they can be written to,
/// what they state as a fact, and those of their apps' labels that no other text could use by chance.
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
                catalogue
                    .contacts
                    .iter()
                    .for_each(|contact| take(&contact.value));
                let facts = catalogue.facts.iter().flat_map(|fact| [&fact.zh, &fact.en]);
                names.extend(facts.filter(|fact| is_of_the_notice(fact)).cloned());
            }
            Some("settings.toml") => {
                let settings = Settings::read(&text).expect("a settings manifest");
                let labels = settings.rows.iter().flat_map(|row| [&row.zh, &row.en]);
                names.extend(labels.filter(|label| is_telling(label)).cloned());
            }
            Some("terms.toml") => names.extend(features(&text)),
            _ => {}
        }
    }
    names
}

/// The terms that are names: English writes them with capitals. One English word in quotation marks,
/// such as “Search”, is everybody's; its Chinese is not.
fn features(terms: &str) -> Vec<String> {
    let terms: toml::Table = terms.parse().expect("terms");
    let pairs = terms["terms"].as_array().expect("pairs");
    let word = |pair: &toml::Value, lang| pair[lang].as_str().expect("a word").to_owned();
    let pairs = pairs
        .iter()
        .map(|pair| (word(pair, "en"), word(pair, "zh")));
    let names = pairs.filter(|(en, _)| en.trim_start_matches('"').starts_with(char::is_uppercase));
    names
        .filter(|(en, _)| en != "Mainland China")
        .flat_map(|(en, zh)| [en, zh])
        .filter(|name| !name.starts_with('"'))
        .collect()
}

/// Facts that are the notice's own: a law sets the age of 14 (PIPL 31), and a short word such as SSL is
/// everybody's.
fn is_of_the_notice(fact: &str) -> bool {
    let is_of_the_law = ["未满 14 周岁", "under the age of 14"].contains(&fact);
    !is_of_the_law && fact.chars().count() > 3
}

/// Long labels: a word such as “Settings” or 设置 belongs to everybody.
fn is_telling(label: &str) -> bool {
    match label.is_ascii() {
        true => label.split(' ').count() > 2,
        false => label.chars().count() > 5,
    }
}

/// What a file says to people: no comments, no examples of its own tests. clap makes the help of a
/// command of its options' doc comments.
fn said(kind: &str, text: &str, has_help: bool) -> String {
    // A module of tests is the last thing in a file; an item for tests is followed by others.
    let code = match text.find("#[cfg(test)]\nmod tests {") {
        Some(tests) if kind == "rs" => &text[..tests],
        _ => text,
    };
    let comment = match kind {
        "rs" | "js" => "//",
        "toml" => "#",
        _ => return code.to_owned(),
    };
    code.lines()
        .filter(|line| {
            let line = line.trim_start();
            !line.starts_with(comment) || (has_help && line.starts_with("///"))
        })
        .collect::<Vec<_>>()
        .join("\n")
}

/// Whether a text has a name, in large or small letters, that is no part of a longer word.
fn has_name(text: &str, name: &str) -> bool {
    let (text, name) = (text.to_lowercase(), name.to_lowercase());
    let is_letter = |character: Option<char>| {
        name.is_ascii() && character.is_some_and(|character| character.is_ascii_alphanumeric())
    };
    text.match_indices(&name).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + name.len()..]);
        !is_letter(before.chars().next_back()) && !is_letter(after.chars().next())
    })
}

#[test]
fn only_the_notices_name_a_company() {
    let names = names();
    for known in [
        "微信",
        "Lantern Teas",
        "Tencent",
        "朋友圈",
        "hello@lantern.example",
        "2025-05-09",
        "within 15 calendar days",
    ] {
        assert!(names.contains(known), "{known}");
    }
    let mut found = vec![root().join("index.html")];
    for folder in ["locales", "crates", "src", "server/src", "cli/src", "style"] {
        files(&root().join(folder), &mut found);
    }
    let mut named = Vec::new();
    for file in found {
        let kind = file.extension().and_then(|kind| kind.to_str());
        let is_test = file.components().any(|part| part.as_os_str() == "tests");
        let Some(kind) = kind.filter(|kind| KINDS.contains(kind) && !is_test) else {
            continue;
        };
        let has_help = ["cli/src", "server/src/settings"]
            .iter()
            .any(|folder| file.starts_with(root().join(folder)));
        let text = said(kind, &fs::read_to_string(&file).expect("a text"), has_help);
        for name in names.iter().filter(|name| has_name(&text, name)) {
            named.push(format!("{} says “{name}”", file.display()));
        }
    }
    assert!(
        named.is_empty(),
        "the edition's own files say this, not the code:\n{}",
        named.join("\n")
    );
}

/// The kinds of files from which words reach a page, the app or a terminal.
const KINDS: [&str; 8] = ["rs", "toml", "js", "css", "html", "svg", "json", "yaml"];

/// What was behind the first item for tests was not read, nor a style sheet's rule for an id.
#[test]
fn a_name_is_found_wherever_a_file_says_it() {
    let is_found = |kind, text| has_name(&said(kind, text, false), "Lantern Teas");
    for (kind, text) in [
        (
            "rs",
            "#[cfg(test)]\npub mod fixtures;\nconst A: &str = \"Lantern Teas\";",
        ),
        ("rs", "#[doc = \"Lantern Teas\"]\nstruct A;"),
        ("css", "#a::after { content: \"Lantern Teas\"; }"),
        ("toml", "title = \"Your privacy at LANTERN TEAS\""),
        ("js", "say('the lantern teas app')"),
    ] {
        assert!(is_found(kind, text), "{text}");
    }
    for (kind, text) in [
        (
            "rs",
            "// Lantern Teas\n#[cfg(test)]\nmod tests {\n    const A: &str = \"Lantern Teas\";\n}",
        ),
        ("toml", "# Lantern Teas"),
        ("js", "say('lantern teasers')"),
    ] {
        assert!(!is_found(kind, text), "{text}");
    }
    let help = "/// The edition, such as Lantern Teas.\nedition: String,";
    assert!(!is_found("rs", help) && has_name(&said("rs", help, true), "Lantern Teas"));
}
