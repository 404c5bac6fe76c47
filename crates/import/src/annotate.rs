//! Annotations: which parts of a text become a link or a label. The text itself stays as it is.
//!
//! A line goes in; annotations come out, in order and without overlaps. Where two would overlap,
//! the one that was found first is kept. Entry points: [`in_prose`], [`in_step`].

mod settings_path;
mod dash_chain;
mod prose_path;
mod labels_in_guide_step;
mod addresses;
mod clause_index;
mod clause_reference;
mod link_within_markup;
mod quoted;

use std::collections::BTreeMap;
use std::ops::Range;

pub(crate) use clause_index::ClauseIndex;
pub(crate) use clause_reference::is_of_other;
pub(crate) use quoted::quoted;
pub(crate) use settings_path::has_arrow;

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
    /// A reference that could mean several clauses; it stays text, and is listed.
    Doubtful,
    /// An address as it must be written in a link.
    Address(String),
    /// A label to tap.
    Label,
}

/// Where a line is: what it can refer to, and what in it must not be touched.
#[derive(Clone, Copy)]
pub(crate) struct Surroundings<'a> {
    pub clauses: &'a ClauseIndex,
    /// The clause that the line is in; `None` before the first.
    pub place: Option<usize>,
    pub kept: &'a [Range<usize>],
}

/// The annotations of a paragraph: paths, addresses, references.
pub(crate) fn in_prose(text: &str, around: &Surroundings<'_>) -> Vec<Annotation> {
    let paths = settings_path::find(text)
        .into_iter()
        .chain(dash_chain::find(text))
        .chain(prose_path::find(text));
    let whole = paths.filter_map(|at| link_within_markup::within(text, at));
    let paths = whole.map(|at| Annotation {
        at,
        kind: AnnotationKind::Path,
    });
    without_overlaps(paths.chain(plain(text, around)), text, around.kept)
}

/// The annotations of a step: labels, addresses, references.
pub(crate) fn in_step(text: &str, around: &Surroundings<'_>) -> Vec<Annotation> {
    let labels = labels_in_guide_step::find(text)
        .into_iter()
        .map(|at| Annotation {
            at,
            kind: AnnotationKind::Label,
        });
    without_overlaps(labels.chain(plain(text, around)), text, around.kept)
}

/// The annotations of any other text: addresses, references.
pub(crate) fn in_other(text: &str, around: &Surroundings<'_>) -> Vec<Annotation> {
    without_overlaps(plain(text, around), text, around.kept)
}

fn plain<'a>(text: &'a str, around: &'a Surroundings<'_>) -> impl Iterator<Item = Annotation> + 'a {
    addresses::find(text)
        .into_iter()
        .chain(clause_reference::find(text, around))
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
