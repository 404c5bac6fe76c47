//! Turns `locales/{zh,en}.toml` into one typed function for each key.
//!
//! The build stops when a key, or an argument of a key, is missing in a language, so an
//! interface string cannot arrive in one language alone.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::{env, fs, path::Path};

const LOCALES: &str = "../../locales";

fn main() {
    println!("cargo::rerun-if-changed={LOCALES}");
    let zh = read("zh");
    let en = read("en");
    let keys: BTreeSet<&String> = zh.keys().chain(en.keys()).collect();
    let mut code = String::new();
    for key in keys {
        let (Some(zh), Some(en)) = (zh.get(key), en.get(key)) else {
            panic!("locales: `{key}` stands in one language only; add it to the other file");
        };
        let (zh_parts, en_parts) = (split(zh), split(en));
        let arguments = arguments(&zh_parts);
        assert!(
            arguments == self::arguments(&en_parts),
            "locales: `{key}` takes different arguments in zh.toml and en.toml; use the same names"
        );
        write_function(&mut code, key, en, &arguments, &zh_parts, &en_parts);
    }
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&out).join("words.rs"), code).expect("OUT_DIR can be written");
}

fn read(language: &str) -> BTreeMap<String, String> {
    let path = format!("{LOCALES}/{language}.toml");
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    toml::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

enum Part {
    Text(String),
    Argument(String),
}

fn split(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let close = open
            + rest[open..]
                .find('}')
                .unwrap_or_else(|| panic!("locales: `{text}` opens a brace and never closes it"));
        parts.push(Part::Text(rest[..open].into()));
        parts.push(Part::Argument(rest[open + 1..close].into()));
        rest = &rest[close + 1..];
    }
    parts.push(Part::Text(rest.into()));
    parts
}

fn arguments(parts: &[Part]) -> BTreeSet<&str> {
    parts
        .iter()
        .filter_map(|part| match part {
            Part::Argument(name) => Some(name.as_str()),
            Part::Text(_) => None,
        })
        .collect()
}

fn write_function(
    code: &mut String,
    key: &str,
    example: &str,
    arguments: &BTreeSet<&str>,
    zh: &[Part],
    en: &[Part],
) {
    let name = key.replace('-', "_");
    let _ = writeln!(code, "/// “{}”", example.replace('\n', " "));
    if arguments.is_empty() {
        let _ = writeln!(
            code,
            "pub fn {name}(lang: Language) -> &'static str {{ match lang {{ Language::Zh => {}, Language::En => {} }} }}",
            literal(zh),
            literal(en)
        );
        return;
    }
    let parameters: Vec<String> = arguments
        .iter()
        .map(|name| format!("{name}: &str"))
        .collect();
    let values: Vec<&str> = arguments.iter().copied().collect();
    let _ = writeln!(
        code,
        "pub fn {name}(lang: Language, {}) -> String {{ filled(match lang {{ Language::Zh => {}, Language::En => {} }}, &[{}]) }}",
        parameters.join(", "),
        template(zh, arguments),
        template(en, arguments),
        values.join(", ")
    );
}

fn literal(parts: &[Part]) -> String {
    match parts {
        [Part::Text(text)] => format!("{text:?}"),
        _ => unreachable!("a string without arguments is one piece of text"),
    }
}

/// One text with a place for each argument, as `filled` reads it: the character whose code is the
/// argument's number. No text of an interface has such a character.
fn template(parts: &[Part], arguments: &BTreeSet<&str>) -> String {
    let number = |name: &str| arguments.iter().position(|other| *other == name);
    let pieces = parts.iter().map(|part| match part {
        Part::Text(text) => {
            let is_free = text
                .chars()
                .all(|letter| letter as usize >= arguments.len());
            assert!(is_free, "locales: `{text}` has a control character");
            text.clone()
        }
        Part::Argument(name) => number(name)
            .and_then(|number| u8::try_from(number).ok())
            .map(|number| char::from(number).to_string())
            .expect("an argument is one of the arguments, which are few"),
    });
    format!("{:?}", pieces.collect::<String>())
}
