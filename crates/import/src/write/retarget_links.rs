//! Links within a page, from the ids that a site makes to the ids of the notice.

use std::collections::HashMap;

use crate::draft::{Draft, IdSource};
use crate::read::sanitize;
use crate::text::heading_heuristics;

/// Which clause an anchor of the source leads to.
#[derive(Debug, Default)]
pub(crate) struct Anchors {
    by_name: HashMap<String, String>,
    /// By the words of the heading, where one clause has them.
    by_words: HashMap<String, Option<String>>,
}

impl Anchors {
    /// Gathers the anchors: the ids that headings have, those that sites make of headings, and
    /// the names that the source puts next to them.
    pub(crate) fn of(draft: &Draft, named: &[(usize, String)]) -> Anchors {
        let mut anchors = HashMap::new();
        let mut by_words = HashMap::new();
        for clause in draft.clauses.iter().filter(|clause| clause.level <= 4) {
            let heading = format!("{} {}", clause.label, clause.heading);
            for id in [
                site_id(&heading),
                site_id(&clause.heading),
                clause.id.clone(),
            ] {
                anchors.entry(id).or_insert_with(|| clause.id.clone());
            }
            let words = heading_heuristics::normalised(&heading);
            by_words
                .entry(words)
                .and_modify(|id| *id = None)
                .or_insert_with(|| Some(clause.id.clone()));
            if let IdSource::Explicit(id) = &clause.id_source {
                anchors.insert(id.clone(), clause.id.clone());
            }
        }
        for (line, name) in named {
            if let Some(clause) = near(draft, *line) {
                anchors.insert(name.clone(), clause);
            }
        }
        Anchors {
            by_name: anchors,
            by_words,
        }
    }

    /// The text with its links within the page leading to clauses, by name, or as those of a table of
    /// contents by their words; a link to nowhere leaves its text, and `lost` is told of it.
    pub(crate) fn retarget(&self, text: &str, mut lost: impl FnMut(&str)) -> String {
        if !text.contains("](#") {
            return text.to_owned();
        }
        sanitize::retarget_anchors(text, |anchor, words| {
            let by_name = |name: &str| self.by_name.get(name).cloned();
            let by_words = || {
                let words = heading_heuristics::normalised(&words.replace('\\', ""));
                self.by_words.get(&words).cloned().flatten()
            };
            let found = by_name(anchor)
                .or_else(|| by_name(&anchor.to_lowercase()))
                .or_else(by_words);
            if found.is_none() {
                lost(anchor);
            }
            found
        })
    }
}

/// The clause that an anchor belongs to: whose heading is in its line or just below, else the one
/// around it.
fn near(draft: &Draft, line: usize) -> Option<String> {
    /// A heading so many lines below an anchor is the one that it was set for.
    const BELOW: usize = 2;
    let clauses = || draft.clauses.iter().filter(|clause| clause.level <= 4);
    let below = clauses().find(|clause| (line..=line + BELOW).contains(&clause.line));
    let around = || clauses().rfind(|clause| clause.line <= line);
    below.or_else(around).map(|clause| clause.id.clone())
}

/// The id that Git hosts make of a heading.
fn site_id(heading: &str) -> String {
    let lower = heading.trim().to_lowercase();
    let kept = lower
        .chars()
        .filter(|character| character.is_alphanumeric() || "-_ ".contains(*character));
    kept.map(|character| if character == ' ' { '-' } else { character })
        .collect()
}
