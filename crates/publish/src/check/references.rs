//! What the catalogue names exists: clauses, ways, disclosures, data, recipients, retention.
//!
//! A draft goes in, a finding for each name that leads nowhere comes out. What paths and guides
//! name is checked beside their texts. Entry point: [`findings`].

use std::collections::BTreeSet;

use notice::Catalogue;
use notice::catalogue::{Target, Way};

use super::edition::Draft;
use super::finding::Finding;
use super::toml_file::TomlFile;

/// Names of the catalogue that lead nowhere, and data that nothing names.
pub fn findings(draft: &Draft) -> Vec<Finding> {
    let Some(file) = &draft.catalogue_file else {
        return Vec::new();
    };
    let entries = file
        .strings()
        .map(|(entry, text)| (entry.place.as_str(), text));
    entries
        .filter_map(|(place, text)| {
            let what = problem(draft, file, place, text)?;
            Some(draft.in_catalogue(place, file.owner(place), what))
        })
        .collect()
}

fn problem(draft: &Draft, file: &TomlFile, place: &str, text: &str) -> Option<String> {
    let (entry, key) = place.rsplit_once('.')?;
    let key = key.split('[').next().unwrap_or(key);
    match key {
        // A fact without a clause stands in the front matter.
        "clause" | "clauses" if !text.is_empty() && !draft.has_clause(text) => Some(format!(
            "no notice has the clause `{text}`; name the one that says it"
        )),
        "way" if !is_way(&draft.release.catalogue, text) => Some(format!(
            "the way `{text}` leads nowhere; add it to the catalogue, or name another"
        )),
        "to" if entry.starts_with("tasks[") && !is_target(&draft.release.catalogue, text) => {
            Some(format!(
                "the task leads to `{text}`, which is not there; add it to the catalogue, or name another"
            ))
        }
        "group" if !ids(file, "groups").contains(text) => Some(format!(
            "[[groups]] has no `{text}`; add it there, or name another"
        )),
        "disclosures" | "data" | "recipients" | "retention"
            if text != "not-stated" && !ids(file, key).contains(text) =>
        {
            Some(format!(
                "[[{key}]] has no `{text}`; add it there, or name another"
            ))
        }
        "id" if entry.starts_with("data[") && !is_named(&draft.release.catalogue, text) => {
            Some("no disclosure names it; name it in one, or remove the entry".to_owned())
        }
        _ => None,
    }
}

fn is_way(catalogue: &Catalogue, word: &str) -> bool {
    Way::from_word(word).is_some_and(|way| is_there(catalogue, &way))
}

fn is_there(catalogue: &Catalogue, way: &Way) -> bool {
    match way {
        Way::Path(id) => catalogue.path(id).is_some(),
        Way::Guide(id) => catalogue.guide(id.as_str()).is_some(),
    }
}

fn is_target(catalogue: &Catalogue, word: &str) -> bool {
    match Target::from_word(word) {
        Some(Target::Way(way)) => is_there(catalogue, &way),
        Some(Target::Topic(id)) => catalogue.topic(&id).is_some(),
        Some(Target::Control(id)) => catalogue.control(&id).is_some(),
        None => false,
    }
}

/// The ids of one table.
fn ids<'a>(file: &'a TomlFile, table: &str) -> BTreeSet<&'a str> {
    let is_id = |place: &str| {
        let rest = place
            .strip_prefix(table)
            .and_then(|rest| rest.strip_prefix('['));
        rest.is_some_and(|rest| rest.ends_with("].id"))
    };
    let ids = file.strings().filter(|(entry, _)| is_id(&entry.place));
    ids.map(|(_, id)| id).collect()
}

fn is_named(catalogue: &Catalogue, data: &str) -> bool {
    let mut named = catalogue
        .disclosures
        .iter()
        .flat_map(|disclosure| &disclosure.data);
    named.any(|named| named == data)
}
