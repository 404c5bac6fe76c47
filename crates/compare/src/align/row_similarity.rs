//! How similar two rows of tables are: their names count for more than their words.
//!
//! Two candidates and the similarity of their texts go in, that of the two as rows comes out.
//! Entry point: [`similarity`].

use crate::align::matching::Candidate;

/// From here two names are two writings of one: what [`between_anchors`](super::between_anchors)
/// asks of any two blocks.
const SAME_NAME: f32 = 0.45;

/// How similar two rows must be whose names have nothing in common: all else is as it was. The test
/// `a_row_that_is_replaced_is_gone_and_another_is_new` holds it from below.
const RENAMED: f32 = 0.75;

/// How similar two blocks are, which is `of_texts` unless both are rows: with the same name they
/// are one row whatever else differs, and with another name only where nothing else does.
pub(crate) fn similarity(old: Candidate<'_>, new: Candidate<'_>, of_texts: f32) -> f32 {
    let Some((old_name, new_name)) = old.name.zip(new.name) else {
        return of_texts;
    };
    if old.block.row_name == new.block.row_name {
        return f32::max(of_texts, RENAMED);
    }
    match old_name.similarity(new_name) {
        alike if alike >= SAME_NAME => of_texts,
        _ if of_texts >= RENAMED => of_texts,
        _ => 0.0,
    }
}
