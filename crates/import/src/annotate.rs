//! Marks: what in the words becomes a link or a label, the words themselves untouched.
//!
//! A line of words goes in; spans come out, in order and apart from each other. Where two
//! would overlap, the one that is asked for first stays. Entry points: [`in_prose`], [`in_step`].

mod menu_path;
mod prose_path;
mod step_labels;
mod web_address;
mod clause_reference;
mod quoted;

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

pub(crate) use menu_path::has_arrow;
pub(crate) use quoted::quoted;

use crate::draft::{Draft, IdSource};

/// A run of words that is more than words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Span {
    pub at: Range<usize>,
    pub kind: Kind,
}

/// What a run of words is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The way to a setting.
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
pub(crate) struct Targets(HashMap<String, String>);

impl Targets {
    /// Gathers the numbered clauses of a draft.
    pub(crate) fn of(draft: &Draft) -> Targets {
        let numbered = draft
            .clauses
            .iter()
            .filter_map(|clause| match &clause.id_source {
                IdSource::Number(key) => Some((key.clone(), clause.id.clone())),
                _ => None,
            });
        Targets(numbered.collect())
    }

    fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }
}

/// The spans of a paragraph: paths, addresses, references. `kept` must not be touched.
pub(crate) fn in_prose(text: &str, targets: &Targets, kept: &[Range<usize>]) -> Vec<Span> {
    let paths = menu_path::spans(text)
        .into_iter()
        .chain(prose_path::spans(text));
    let paths = paths.map(|at| Span {
        at,
        kind: Kind::Path,
    });
    apart(paths.chain(plain(text, targets)), text, kept)
}

/// The spans of a step: labels, addresses, references.
pub(crate) fn in_step(text: &str, targets: &Targets, kept: &[Range<usize>]) -> Vec<Span> {
    let labels = step_labels::labels(text).into_iter().map(|at| Span {
        at,
        kind: Kind::Label,
    });
    apart(labels.chain(plain(text, targets)), text, kept)
}

/// The spans that are no ways to a setting.
pub(crate) fn in_other(text: &str, targets: &Targets, kept: &[Range<usize>]) -> Vec<Span> {
    apart(plain(text, targets), text, kept)
}

fn plain<'a>(text: &'a str, targets: &'a Targets) -> impl Iterator<Item = Span> + 'a {
    web_address::spans(text)
        .into_iter()
        .chain(clause_reference::spans(text, targets))
}

/// Keeps the spans that overlap none before them and nothing that must stay, in order.
fn apart(spans: impl Iterator<Item = Span>, text: &str, kept: &[Range<usize>]) -> Vec<Span> {
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    for at in kept {
        take(&mut taken, at);
    }
    let is_word = |span: &Span| !text[span.at.clone()].trim().is_empty();
    let mut apart: Vec<Span> = spans
        .filter(is_word)
        .filter(|span| take(&mut taken, &span.at))
        .collect();
    apart.sort_by_key(|span| span.at.start);
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
