//! A stretch of change, and the two lists of words that it is about.
//!
//! Every step of the redline takes a list of [`Island`]s and gives one back; [`push`] keeps such a
//! list in order and without neighbours that touch.

use std::ops::Range;

use crate::text::word::Word;

/// A stretch of change: these old words became these new ones. One of the two may be empty.
///
/// Between two islands stand as many old words as new ones, each the same as its partner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Island {
    /// The struck words.
    pub old: Range<usize>,
    /// The added words.
    pub new: Range<usize>,
}

impl Island {
    /// Whether words were struck and others added in their place.
    pub(crate) fn is_replacement(&self) -> bool {
        !self.old.is_empty() && !self.new.is_empty()
    }
}

/// Two texts as words, side by side.
#[derive(Clone, Copy)]
pub(crate) struct Pair<'a> {
    /// The words of the old text.
    pub old: &'a [Word<'a>],
    /// The words of the new text.
    pub new: &'a [Word<'a>],
}

/// Adds an island behind the others, as one with the last where nothing stands between.
pub(crate) fn push(islands: &mut Vec<Island>, island: Island) {
    match islands.last_mut() {
        Some(last) if last.old.end == island.old.start && last.new.end == island.new.start => {
            last.old.end = island.old.end;
            last.new.end = island.new.end;
        }
        _ => islands.push(island),
    }
}

/// The words of the one side that a pure addition or removal changes.
pub(crate) fn changed_side<'a, 'b>(
    pair: Pair<'a>,
    island: &'b Island,
) -> (&'a [Word<'a>], &'b Range<usize>) {
    if island.old.is_empty() {
        (pair.new, &island.new)
    } else {
        (pair.old, &island.old)
    }
}
