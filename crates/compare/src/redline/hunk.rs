//! A stretch of change, and the two lists of words that it is about.
//!
//! Every step of the redline takes a list of [`Hunk`]s and gives one back; [`push_hunk`] keeps such a
//! list in order and without neighbours that touch.

use std::ops::Range;

use crate::text::token::Token;

/// A stretch of change: these old words became these new ones. One of the two may be empty.
///
/// Between two hunks stand as many old words as new ones, each the same as its partner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hunk {
    /// The struck words.
    pub old: Range<usize>,
    /// The added words.
    pub new: Range<usize>,
}

impl Hunk {
    /// Whether words were struck and others added in their place.
    pub(crate) fn is_replacement(&self) -> bool {
        !self.old.is_empty() && !self.new.is_empty()
    }
}

/// Two texts as words, side by side.
#[derive(Clone, Copy)]
pub(crate) struct DiffInput<'a> {
    /// The words of the old text.
    pub old: &'a [Token<'a>],
    /// The words of the new text.
    pub new: &'a [Token<'a>],
}

/// Adds a hunk behind the others, as one with the last where nothing stands between.
pub(crate) fn push_hunk(hunks: &mut Vec<Hunk>, hunk: Hunk) {
    match hunks.last_mut() {
        Some(last) if last.old.end == hunk.old.start && last.new.end == hunk.new.start => {
            last.old.end = hunk.old.end;
            last.new.end = hunk.new.end;
        }
        _ => hunks.push(hunk),
    }
}

/// The words of the one side that a pure addition or removal changes.
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
