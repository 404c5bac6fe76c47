//! A hunk of change, and the two lists of tokens that it is about.
//!
//! Every step of the redline takes a list of [`Hunk`]s and gives one back; [`push_hunk`] keeps such
//! a list in order and without neighbours that touch.

use std::ops::Range;

use crate::text::token::Token;

/// A hunk: these old tokens became these new ones. One of the two may be empty.
///
/// Between two hunks are as many old tokens as new ones, each the same as its partner: what
/// Myers' paper calls a snake, and diff-match-patch an equality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hunk {
    /// The struck tokens.
    pub old: Range<usize>,
    /// The added tokens.
    pub new: Range<usize>,
}

impl Hunk {
    /// Whether tokens were struck and others added in their place.
    pub(crate) fn is_replacement(&self) -> bool {
        !self.old.is_empty() && !self.new.is_empty()
    }
}

/// Two texts as tokens.
#[derive(Clone, Copy)]
pub(crate) struct DiffInput<'a> {
    /// The tokens of the old text.
    pub old: &'a [Token<'a>],
    /// The tokens of the new text.
    pub new: &'a [Token<'a>],
}

/// Adds a hunk behind the others, joined with the last where nothing is between them.
pub(crate) fn push_hunk(hunks: &mut Vec<Hunk>, hunk: Hunk) {
    match hunks.last_mut() {
        Some(last) if last.old.end == hunk.old.start && last.new.end == hunk.new.start => {
            last.old.end = hunk.old.end;
            last.new.end = hunk.new.end;
        }
        _ => hunks.push(hunk),
    }
}

/// The tokens of the one side that a pure addition or removal changes.
pub(crate) fn changed_side<'a, 'b>(
    input: DiffInput<'a>,
    hunk: &'b Hunk,
) -> (&'a [Token<'a>], &'b Range<usize>) {
    if hunk.old.is_empty() {
        (input.new, &hunk.new)
    } else {
        (input.old, &hunk.old)
    }
}
