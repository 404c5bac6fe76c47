//! Moves over any distance: a paragraph that stands elsewhere and was edited on the way.
//!
//! What is still free in a matching goes in, the most alike pairs are linked.
//! Entry point: [`moves`].

use crate::align::matching::Matching;
use crate::align::similarity::{Bag, Bags};
use crate::blocks::flatten::{Block, is_heading};

/// How alike two blocks must be to be one that moved.
const ALIKE: f32 = 0.6;

/// Shorter blocks say too little to be recognised elsewhere.
const SHORTEST: u32 = 8;

/// Past this many pairs nothing is looked for: no notice gets there, any other text may.
pub(crate) const MOST_PAIRS: usize = 4_000_000;

/// Links free blocks that are alike, the most alike first.
pub(crate) fn moves(matching: &mut Matching<'_>) {
    let can_move = |block: &Block| block.weight >= SHORTEST && !is_heading(block.kind);
    let old: Vec<usize> = (0..matching.old.len())
        .filter(|&at| matching.is_free_old(at) && can_move(&matching.old[at]))
        .collect();
    let new: Vec<usize> = (0..matching.new.len())
        .filter(|&at| matching.is_free_new(at) && can_move(&matching.new[at]))
        .collect();
    if old.len() * new.len() > MOST_PAIRS {
        return;
    }
    for (_, old, new) in alike(matching, &old, &new) {
        if matching.is_free_old(old) && matching.is_free_new(new) {
            matching.link(old, new);
        }
    }
}

/// Pairs that are alike enough, the most alike first.
fn alike(matching: &Matching<'_>, old: &[usize], new: &[usize]) -> Vec<(f32, usize, usize)> {
    let bags: Vec<&Bag> = new.iter().map(|&at| matching.new_entry(at).bag).collect();
    let bags = Bags::new(bags);
    let mut found = Vec::new();
    for &old in old {
        let likeness = bags.likeness(matching.old_entry(old).bag);
        let pairs = likeness.into_iter().zip(new);
        found.extend(
            pairs
                .filter(|&(likeness, _)| likeness >= ALIKE)
                .map(|(likeness, &new)| (likeness, old, new)),
        );
    }
    // Pairs that are equally alike are taken in an order that is the same both ways round.
    found.sort_by(|one, other| {
        other
            .0
            .total_cmp(&one.0)
            .then((one.1 + one.2).cmp(&(other.1 + other.2)))
    });
    found
}
