//! The redline of one pair of texts: which tokens were struck and which were added.
//!
//! Two lists of tokens go in, [`Hunk`]s come out, with tokens between them that are in both. The
//! steps: the shortest edit ([`shortest_edit`]), the alignment that keeps most where
//! edits are close ([`realign`]), then what makes it read as prose ([`slide`](mod@super::slide),
//! [`cleanup`]). Entry point: [`hunks`].

use crate::redline::hunk::{DiffInput, Hunk, push_hunk};
use crate::redline::slide::slide;
use crate::redline::{cleanup, realign, shortest_edit};

/// What was struck and what was added.
pub(crate) fn hunks(input: DiffInput<'_>) -> Vec<Hunk> {
    let shortest = shortest_edit::of_tokens(input);
    let aligned = realign::realign(input, shortest);
    let mut hunks = with_variants(input, aligned);
    // Before the cleanup, because a hunk in its place may touch the next and be one with it; and
    // after it, because a merged hunk has new places to go.
    slide(input, &mut hunks);
    cleanup::merge_across_slight_equalities(input, &mut hunks);
    cleanup::replace_rewritten_sentences(input, &mut hunks);
    slide(input, &mut hunks);
    cleanup::complete_phrases(input, &mut hunks);
    hunks
}

/// The shortest edit alone, against which a redline can be measured.
pub(crate) fn shortest(input: DiffInput<'_>) -> Vec<Hunk> {
    with_variants(input, shortest_edit::of_tokens(input))
}

/// Tokens that match but for typography or capitals become hunks of their own: they were aligned
/// by their key, and a reader has to see that they are not the same.
fn with_variants(input: DiffInput<'_>, hunks: Vec<Hunk>) -> Vec<Hunk> {
    let end = Hunk {
        old: input.old.len()..input.old.len(),
        new: input.new.len()..input.new.len(),
    };
    let mut all: Vec<Hunk> = Vec::with_capacity(hunks.len());
    let (mut old_at, mut new_at) = (0, 0);
    for hunk in hunks.into_iter().chain([end]) {
        for (old, new) in (old_at..hunk.old.start).zip(new_at..hunk.new.start) {
            if input.old[old].text != input.new[new].text {
                push_hunk(
                    &mut all,
                    Hunk {
                        old: old..old + 1,
                        new: new..new + 1,
                    },
                );
            }
        }
        (old_at, new_at) = (hunk.old.end, hunk.new.end);
        if !(hunk.old.is_empty() && hunk.new.is_empty()) {
            push_hunk(&mut all, hunk);
        }
    }
    all
}
