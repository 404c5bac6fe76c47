//! Moves over any distance: a paragraph that is elsewhere now and was edited on the way.
//!
//! What is still free in a matching goes in; pairs are made greedily, the most similar first.
//! Entry point: [`pair_moved`].

use crate::align::matching::Matching;
use crate::align::row_similarity;
use crate::align::similarity::{Bag, BagIndex};
use crate::blocks::Block;

/// How similar two blocks must be to be one that moved: more than between two anchors, because
/// here nothing around them speaks for the pair. Held from below by the gate "zh: equalities of two
/// letters or fewer" (fails at 0.36) and by the cases `en-replaced`, `zh-replaced`, `n-blk-rewrite-*`.
const SIMILAR: f32 = 0.6;

/// Blocks with fewer words say too little to be recognised elsewhere. Held from above by the cases
/// `zh-moved-and-edited` and `n-blk-move-edit-zh`, which fail at 16; nothing holds it from below.
const SHORTEST: u32 = 8;

/// Past this many pairs nothing is looked for. No notice gets there, but any text may.
pub(crate) const MOST_PAIRS: usize = 4_000_000;

/// Pairs free blocks that are similar.
pub(crate) fn pair_moved(matching: &mut Matching<'_>) {
    let can_move = |block: &Block| block.word_count >= SHORTEST && !block.is_heading();
    let old: Vec<usize> = (0..matching.old.len())
        .filter(|&at| matching.is_free_old(at) && can_move(&matching.old[at]))
        .collect();
    let new: Vec<usize> = (0..matching.new.len())
        .filter(|&at| matching.is_free_new(at) && can_move(&matching.new[at]))
        .collect();
    if old.len() * new.len() > MOST_PAIRS {
        return;
    }
    for (_, old, new) in similar(matching, &old, &new) {
        if matching.is_free_old(old) && matching.is_free_new(new) {
            matching.pair(old, new);
        }
    }
}

/// Pairs that are similar enough, the most similar first.
fn similar(matching: &Matching<'_>, old: &[usize], new: &[usize]) -> Vec<(f32, usize, usize)> {
    let bags: Vec<&Bag> = new
        .iter()
        .map(|&at| matching.new_candidate(at).bag)
        .collect();
    let bags = BagIndex::new(bags);
    let mut found = Vec::new();
    for &old in old {
        let candidate = matching.old_candidate(old);
        let similarities = bags.similarities(candidate.bag);
        let pairs = similarities.into_iter().zip(new);
        // The name of a row never speaks for a pair here, for many tables have the same.
        let is_such = |similarity: f32, new: usize| {
            let of_rows =
                || row_similarity::similarity(candidate, matching.new_candidate(new), similarity);
            similarity >= SIMILAR && of_rows() >= SIMILAR
        };
        found.extend(
            pairs
                .filter(|&(similarity, &new)| is_such(similarity, new))
                .map(|(similarity, &new)| (similarity, old, new)),
        );
    }
    // A tie is broken by the sum of the two indices, which is the same when old and new change
    // places: a comparison must not depend on its direction.
    found.sort_by(|one, other| {
        other
            .0
            .total_cmp(&one.0)
            .then((one.1 + one.2).cmp(&(other.1 + other.2)))
    });
    found
}
