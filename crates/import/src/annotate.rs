//! Annotations: which parts of a text become a link or a label. The text itself stays as it is.
//!
//! A line goes in; annotations come out, in order and without overlaps. Where two would overlap,
//! the one that was found first is kept. Entry points: [`in_prose`], [`in_step`].

mod menu_path;
mod prose_path;
mod labels_in_step;
mod addresses;
mod clause_reference;
mod quoted;

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

pub(crate) use menu_path::has_arrow;
pub(crate) use quoted::quoted;

use crate::draft::{Draft, IdSource};

/// A part of a line that is more than text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Annotation {
    pub at: Range<usize>,
    pub kind: AnnotationKind,
}

/// What such a part is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum AnnotationKind {
    /// A settings path.
    Path,
    /// A reference to a clause, by id.
    Clause(String),
    /// An address as it must be written in a link.
    Address(String),
    /// A label to tap.
    Label,
}

/// The clauses that a reference can mean, by what their number reads as.
#[derive(Debug, Default)]
pub(crate) struct ClauseIndex(HashMap<String, String>);

impl ClauseIndex {
    /// Gathers the numbered clauses of a draft.
    pub(crate) fn of(draft: &Draft) -> ClauseIndex {
        let numbered = draft
            .clauses
            .iter()
            .filter_map(|clause| match &clause.id_source {
                IdSource::Number(key) => Some((key.clone(), clause.id.clone())),
                _ => None,
            });
        ClauseIndex(numbered.collect())
    }

    fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }
}

/// The annotations of a paragraph: paths, addresses, references. `kept` must not be touched.
pub(crate) fn in_prose(
    text: &str,
    clauses: &ClauseIndex,
    kept: &[Range<usize>],
) -> Vec<Annotation> {
    let paths = menu_path::find(text)
        .into_iter()
        .chain(prose_path::find(text));
    let paths = paths.map(|at| Annotation {
        at,
        kind: AnnotationKind::Path,
    });
    without_overlaps(paths.chain(plain(text, clauses)), text, kept)
}

/// The annotations of a step: labels, addresses, references.
pub(crate) fn in_step(text: &str, clauses: &ClauseIndex, kept: &[Range<usize>]) -> Vec<Annotation> {
    let labels = labels_in_step::find(text).into_iter().map(|at| Annotation {
        at,
        kind: AnnotationKind::Label,
    });
    without_overlaps(labels.chain(plain(text, clauses)), text, kept)
}

/// The annotations of any other text: addresses, references.
pub(crate) fn in_other(
    text: &str,
    clauses: &ClauseIndex,
    kept: &[Range<usize>],
) -> Vec<Annotation> {
    without_overlaps(plain(text, clauses), text, kept)
}

fn plain<'a>(text: &'a str, clauses: &'a ClauseIndex) -> impl Iterator<Item = Annotation> + 'a {
    addresses::find(text)
        .into_iter()
        .chain(clause_reference::find(text, clauses))
}

/// Keeps the annotations that overlap none before them and nothing that must stay, in order.
fn without_overlaps(
    found: impl Iterator<Item = Annotation>,
    text: &str,
    kept: &[Range<usize>],
) -> Vec<Annotation> {
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    for at in kept {
        take(&mut taken, at);
    }
    let is_word = |annotation: &Annotation| !text[annotation.at.clone()].trim().is_empty();
    let mut apart: Vec<Annotation> = found
        .filter(is_word)
        .filter(|annotation| take(&mut taken, &annotation.at))
        .collect();
    apart.sort_by_key(|annotation| annotation.at.start);
    apart
}

/// Takes a place unless a part of it is taken already.
fn take(taken: &mut BTreeMap<usize, usize>, at: &Range<usize>) -> bool {
    let before = taken.range(..at.end).next_back();
    let is_free = before.is_none_or(|(_, end)| *end <= at.start);
    if is_free {
        taken.insert(at.start, at.end);
    }
    is_free
}
