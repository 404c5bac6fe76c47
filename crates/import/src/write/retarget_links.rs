//! Links within a page, from the ids that a site makes to the ids of the notice.

use std::collections::HashMap;

use crate::draft::{Draft, IdSource};
use crate::read::sanitize;

/// Which clause an anchor of the source leads to.
#[derive(Debug, Default)]
pub(crate) struct Anchors(HashMap<String, String>);

impl Anchors {
    /// Gathers the anchors: the ids that headings have, and those that sites make of headings.
    pub(crate) fn of(draft: &Draft) -> Anchors {
        let mut anchors = HashMap::new();
        for clause in draft.clauses.iter().filter(|clause| clause.level <= 4) {
            let heading = format!("{} {}", clause.label, clause.heading);
            anchors
                .entry(site_id(&heading))
                .or_insert_with(|| clause.id.clone());
            anchors
                .entry(clause.id.clone())
                .or_insert_with(|| clause.id.clone());
            if let IdSource::Explicit(id) = &clause.id_source {
                anchors.insert(id.clone(), clause.id.clone());
            }
        }
        Anchors(anchors)
    }

    /// The text with its links within the page leading to clauses; a link to nowhere leaves its text.
    pub(crate) fn retarget(&self, text: &str) -> String {
        if !text.contains("](#") {
            return text.to_owned();
        }
        sanitize::retarget_anchors(text, |anchor| self.0.get(anchor).cloned())
    }
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
