//! Entries of a TOML file: no id stands twice in a table, no name lacks a language.
//!
//! The catalogue and the settings manifest go in. That both languages are written at all is
//! seen when the file is read; here it is seen that neither is blank. Entry point: [`findings`].

use std::collections::BTreeMap;

use super::finding::{Finding, name};
use super::toml_file::TomlFile;

/// Ids that stand twice, and names that are blank in a language.
pub fn findings(file: &TomlFile) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut first = BTreeMap::new();
    for (entry, text) in file.strings() {
        let Some((above, key)) = entry.place.rsplit_once('.') else {
            continue;
        };
        let table = above.split('[').next().unwrap_or_default();
        let what = match key {
            "id" => match *first.entry((table, text)).or_insert(entry.line) {
                line if line == entry.line => continue,
                line => format!(
                    "the id stands in [[{table}]] already, in {}:{line}; rename one, or remove it",
                    name(&file.path)
                ),
            },
            "zh" | "en" if text.trim().is_empty() => {
                format!("`{key}` is blank; write it in that language too")
            }
            _ => continue,
        };
        findings.push(Finding::new(
            &file.path,
            entry.line,
            file.owner(&entry.place),
            what,
        ));
    }
    findings
}
