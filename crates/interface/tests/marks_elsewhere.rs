//! One list of marks for every language that the project is written in: style sheets, scripts, browser
//! tests and macros of markup, which have to spell names out, have no name or word of their own.

mod common;

use std::path::Path;

use common::sources;
use interface::marks::{self, Known};

/// A `data-` attribute in a source.
struct Found<'a> {
    name: &'a str,
    /// What it is compared with or set to, where that stands behind it.
    word: Option<&'a str>,
    /// The line up to it.
    before: &'a str,
    /// The line from behind it.
    after: &'a str,
    /// The file and the line, for a person.
    place: String,
}

fn attributes_in<'a>(file: &'a Path, text: &'a str) -> impl Iterator<Item = Found<'a>> {
    text.lines().enumerate().flat_map(move |(number, line)| {
        line.match_indices("data-").filter_map(move |(start, _)| {
            let (before, rest) = line.split_at(start);
            // `own-data__outcome` is a class.
            if before.ends_with(|sign: char| sign.is_alphanumeric() || sign == '-') {
                return None;
            }
            let is_part = |sign: char| sign.is_ascii_lowercase() || sign == '-';
            let (name, after) =
                rest.split_at(rest.find(|sign| !is_part(sign)).unwrap_or(rest.len()));
            // The beginning that all of them share names none.
            if name == "data-" {
                return None;
            }
            Some(Found {
                name,
                word: word(after),
                before,
                after,
                place: format!("{}:{}", file.display(), number + 1),
            })
        })
    })
}

/// `="word"`, `~=word` and their like; `None` where something else than a word stands there.
fn word(after: &str) -> Option<&str> {
    let value = after
        .strip_prefix("=")
        .or_else(|| after.strip_prefix("~="))?;
    let value = value.strip_prefix(['"', '\'']).unwrap_or(value);
    let end = value.find(|sign: char| !sign.is_ascii_alphanumeric() && sign != '-');
    let (word, rest) = value.split_at(end.unwrap_or(value.len()));
    let is_whole = rest.starts_with(['"', '\'', ']']);
    (is_whole && !word.is_empty()).then_some(word)
}

#[track_caller]
fn known<'a>(marks: &'a [Known], found: &Found) -> &'a Known {
    let mark = marks.iter().find(|mark| mark.name == found.name);
    mark.unwrap_or_else(|| {
        panic!(
            "{}: `{}` is no mark; crates/interface/src/marks.rs names them",
            found.place, found.name
        )
    })
}

#[test]
fn rust_takes_names_and_words_from_the_marks() {
    let marks = marks::all();
    for folder in ["crates/views/src", "src", "xtask/src", "server/src"] {
        for (file, text) in sources(folder, "rs") {
            for found in attributes_in(&file, &text) {
                let Found { name, place, .. } = &found;
                if found.before.trim_start().starts_with("//") {
                    known(&marks, &found);
                    continue;
                }
                // A macro of markup has to spell the name; a string has not.
                let quotes =
                    found.before.matches('"').count() - found.before.matches("\\\"").count();
                assert!(
                    quotes % 2 == 0,
                    "{place}: `{name}` in a string; take it from interface::marks"
                );
                let mark = known(&marks, &found);
                let is_said = found
                    .after
                    .contains(&format!("marks::{}.says(", mark.constant));
                assert!(
                    mark.words.is_empty() || is_said,
                    "{place}: write `{name}=marks::{}.says(…)`",
                    mark.constant
                );
            }
        }
    }
}

#[test]
fn style_sheets_and_browser_tests_know_no_other_names_and_words() {
    let marks = marks::all();
    for (folder, ending) in [("style", "css"), ("tests/browser", "mjs"), ("src", "js")] {
        for (file, text) in sources(folder, ending) {
            for found in attributes_in(&file, &text) {
                let mark = known(&marks, &found);
                if let Some(word) = found.word.filter(|_| !mark.words.is_empty()) {
                    assert!(
                        mark.words.contains(&word),
                        "{}: `{}` never says `{word}`",
                        found.place,
                        found.name
                    );
                }
            }
        }
    }
}

/// The names that a script takes from a `dataset`, as the attributes are called.
fn taken_from_datasets(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for line in text.lines() {
        for (start, _) in line.match_indices(".dataset") {
            let after = &line[start + ".dataset".len()..];
            let before = &line[..start];
            if let Some(name) = after.strip_prefix('.') {
                names.push(
                    name.split(|sign: char| !sign.is_alphanumeric())
                        .next()
                        .unwrap_or_default(),
                );
            }
            if let Some((taken, _)) = before.rsplit_once("} =") {
                let taken = taken.rsplit_once('{').expect("a pattern opens").1;
                names.extend(taken.split(',').map(str::trim));
            }
        }
    }
    names.into_iter().map(attribute_name).collect()
}

fn attribute_name(property: &str) -> String {
    let mut name = String::from("data-");
    for letter in property.chars() {
        if letter.is_uppercase() {
            name.push('-');
        }
        name.extend(letter.to_lowercase());
    }
    name
}

#[test]
fn scripts_take_no_other_names_from_a_dataset() {
    let marks = marks::all();
    for (folder, least) in [("src", 5), ("tests/browser", 3)] {
        let mut count = 0;
        let ending = if folder == "src" { "js" } else { "mjs" };
        for (file, text) in sources(folder, ending) {
            for name in taken_from_datasets(&text) {
                count += 1;
                let is_known = marks.iter().any(|mark| mark.name == name);
                assert!(is_known, "{}: `{name}` is no mark", file.display());
            }
        }
        assert!(
            count >= least,
            "{folder}: {count} found, so they are looked for wrongly"
        );
    }
}

#[test]
fn every_mark_is_used_by_more_than_one() {
    let texts: Vec<String> = [
        ("crates/views/src", "rs"),
        ("src", "rs"),
        ("src", "js"),
        ("style", "css"),
        ("docs", "md"),
    ]
    .into_iter()
    .flat_map(|(folder, ending)| sources(folder, ending))
    .map(|(_, text)| text)
    .collect();
    for mark in marks::all() {
        let constant = format!("marks::{}", mark.constant);
        let property = attribute_of(mark.name);
        let uses = texts.iter().flat_map(|text| {
            let named = attributes_in(Path::new(""), text).filter(|found| found.name == mark.name);
            let taken = text.matches(&constant).count() + text.matches(&property).count();
            std::iter::repeat_n((), named.count() + taken)
        });
        assert!(
            uses.count() > 1,
            "{}: nobody reads it, or nobody writes it",
            mark.name
        );
    }
}

/// `dataset`'s name of an attribute.
fn attribute_of(name: &str) -> String {
    let parts = name.trim_start_matches("data-").split('-');
    let mut property = String::new();
    for (place, part) in parts.enumerate() {
        match place {
            0 => property += part,
            _ => property += &(part[..1].to_uppercase() + &part[1..]),
        }
    }
    property
}
