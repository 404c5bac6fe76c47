//! Interface strings: each stands in both languages and takes the same arguments.
//!
//! `locales/{zh,en}.toml` go in. The build stops at the same mistakes; here they come with file
//! and line. Entry point: [`findings`].

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Result;

use super::finding::{Finding, name};
use super::toml_file::TomlFile;
use crate::release_files;

/// Interface strings that lack a language, are blank, or take other arguments there.
pub fn findings(locales: &Path) -> Result<Vec<Finding>> {
    let [zh, en] = [read(locales, "zh")?, read(locales, "en")?];
    let mut findings = missing(&zh, &en);
    findings.extend(missing(&en, &zh));
    findings.extend(blank(&zh).chain(blank(&en)));
    let zh_words = words(&zh);
    for (key, (line, text)) in words(&en) {
        let Some((zh_line, zh_text)) = zh_words.get(key) else {
            continue;
        };
        let (here, there) = (arguments(text), arguments(zh_text));
        if here != there {
            let what = format!(
                "it takes {} here and {} in {}:{zh_line}; use the same arguments",
                listed(&here),
                listed(&there),
                name(&zh.path)
            );
            findings.push(Finding::new(
                &en.path,
                line,
                format!("string `{key}`"),
                what,
            ));
        }
    }
    Ok(findings)
}

fn read(locales: &Path, language: &str) -> Result<TomlFile> {
    let path = locales.join(format!("{language}.toml"));
    let text = release_files::text_of(&path)?.unwrap_or_default();
    Ok(TomlFile::read(&path, &text))
}

fn words(file: &TomlFile) -> BTreeMap<&str, (usize, &str)> {
    file.strings()
        .map(|(entry, text)| (entry.place.as_str(), (entry.line, text)))
        .collect()
}

fn missing(file: &TomlFile, other: &TomlFile) -> Vec<Finding> {
    let there = words(other);
    let alone = file
        .strings()
        .filter(|(entry, _)| !there.contains_key(entry.place.as_str()));
    alone
        .map(|(entry, _)| {
            let what = format!("{} lacks it; add it there", name(&other.path));
            Finding::new(
                &file.path,
                entry.line,
                format!("string `{}`", entry.place),
                what,
            )
        })
        .collect()
}

fn blank(file: &TomlFile) -> impl Iterator<Item = Finding> {
    let blank = file.strings().filter(|(_, text)| text.trim().is_empty());
    blank.map(|(entry, _)| {
        let what = "it is blank; write the words";
        Finding::new(
            &file.path,
            entry.line,
            format!("string `{}`", entry.place),
            what,
        )
    })
}

/// The names in braces.
fn arguments(text: &str) -> BTreeSet<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|part| Some(part.split_once('}')?.0))
        .collect()
}

fn listed(arguments: &BTreeSet<&str>) -> String {
    match arguments.len() {
        0 => "no argument".to_owned(),
        _ => arguments
            .iter()
            .map(|name| format!("`{{{name}}}`"))
            .collect::<Vec<_>>()
            .join(", "),
    }
}
