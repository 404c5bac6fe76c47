//! Gaps: pairing the blocks that stand between two places that are sure.
//!
//! Old and new blocks of one gap go in, pairs in the same order come out: those that make
//! the most text be about the same thing. Entry point: [`pairs`].

use notice::change::BlockKind;

use crate::align::matching::Entry;
use crate::align::similarity::Bags;
use crate::blocks::flatten::{Block, is_heading};

/// How alike two blocks must be to be two versions of one.
const ALIKE: f32 = 0.45;

/// How alike they must be where each is the only one between two sure places.
const ALIKE_ALONE: f32 = 0.25;

/// How much of the shorter of two lone blocks must stand in the longer where it grew a lot.
const MOSTLY_INSIDE: f32 = 0.4;

/// What likeness is worth nothing.
const FLOOR: f32 = 0.2;

/// Past this many pairs a gap is halved: no notice gets there, any other text may.
const MOST_PAIRS: usize = 1_000_000;

/// The pairs of one gap, as places in `old` and `new`.
pub(crate) fn pairs(old: &[Entry<'_>], new: &[Entry<'_>]) -> Vec<(usize, usize)> {
    if old.is_empty() || new.is_empty() {
        return Vec::new();
    }
    if old.len() * new.len() > MOST_PAIRS && old.len() > 1 && new.len() > 1 {
        return halved(old, new);
    }
    let bags = Bags::new(new.iter().map(|entry| entry.bag).collect());
    let width = new.len() + 1;
    let mut best = vec![0.0; (old.len() + 1) * width];
    let mut gains = vec![0.0; old.len() * new.len()];
    for (row, one) in old.iter().enumerate() {
        let likeness = bags.likeness(one.bag);
        for (column, other) in new.iter().enumerate() {
            let gain = gain(*one, *other, likeness[column]);
            gains[row * new.len() + column] = gain;
            let paired = best[row * width + column] + gain;
            let skipped = f32::max(
                best[row * width + column + 1],
                best[(row + 1) * width + column],
            );
            best[(row + 1) * width + column + 1] = f32::max(paired, skipped);
        }
    }
    trace(&best, &gains, old.len(), new.len())
}

/// The pairs of the first halves, then of the second halves.
fn halved(old: &[Entry<'_>], new: &[Entry<'_>]) -> Vec<(usize, usize)> {
    let (old_half, new_half) = (old.len() / 2, new.len() / 2);
    let mut found = pairs(&old[..old_half], &new[..new_half]);
    let second = pairs(&old[old_half..], &new[new_half..]).into_iter();
    found.extend(second.map(|(old, new)| (old + old_half, new + new_half)));
    found
}

/// What pairing two blocks is worth; nothing where they are not alike enough.
fn gain(old: Entry<'_>, new: Entry<'_>, likeness: f32) -> f32 {
    if likeness < threshold(old.block, new.block) {
        return 0.0;
    }
    let words = old.block.weight.min(new.block.weight) as f32;
    (likeness - FLOOR + 0.01) * (4.0 + words)
}

/// How alike two blocks must be to be two versions of one.
fn threshold(old: &Block, new: &Block) -> f32 {
    let is_cell = |block: &Block| block.kind == BlockKind::Cell;
    if is_heading(old.kind) != is_heading(new.kind) {
        0.8
    } else if is_cell(old) != is_cell(new) {
        0.6
    } else if old.label.is_some() && old.label == new.label {
        ALIKE - 0.1
    } else {
        ALIKE
    }
}

/// The one pair of a gap where a single block is left on each side, though less alike.
pub(crate) fn last_two(old: &[Entry<'_>], new: &[Entry<'_>]) -> Vec<(usize, usize)> {
    let ([one], [other]) = (old, new) else {
        return Vec::new();
    };
    let likeness = one.bag.likeness(other.bag);
    let is_inside = one.bag.inside(other.bag).max(other.bag.inside(one.bag)) >= MOSTLY_INSIDE;
    let is_alike = likeness >= ALIKE_ALONE || (is_inside && likeness >= FLOOR);
    let is_pair = one.block.kind == other.block.kind && is_alike;
    is_pair.then_some((0, 0)).into_iter().collect()
}

fn trace(best: &[f32], gains: &[f32], old: usize, new: usize) -> Vec<(usize, usize)> {
    let width = new + 1;
    let (mut row, mut column) = (old, new);
    let mut pairs = Vec::new();
    while row > 0 && column > 0 {
        let here = best[row * width + column];
        let gain = gains[(row - 1) * new + column - 1];
        if gain > 0.0 && here == best[(row - 1) * width + column - 1] + gain {
            (row, column) = (row - 1, column - 1);
            pairs.push((row, column));
        } else if here == best[(row - 1) * width + column] {
            row -= 1;
        } else {
            column -= 1;
        }
    }
    pairs.reverse();
    pairs
}
