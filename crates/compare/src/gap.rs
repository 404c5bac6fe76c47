//! Gaps: pairing the pieces that stand between two places that are sure.
//!
//! Old and new pieces of one gap go in, pairs in the same order come out: those that make
//! the most text be about the same thing. Entry point: [`pairs`].

use notice::change::BlockKind;

use crate::likeness::{Bag, Bags};
use crate::pieces::{Piece, is_heading};

/// How alike two pieces must be to be two versions of one.
const ALIKE: f32 = 0.45;

/// How alike they must be where each is the only one between two sure places.
const ALIKE_ALONE: f32 = 0.2;

/// What likeness is worth nothing.
const FLOOR: f32 = 0.2;

/// Past this many pairs a gap is halved: no notice gets there, any other text may.
const MOST_PAIRS: usize = 1_000_000;

/// A piece with its words.
#[derive(Clone, Copy)]
pub(crate) struct Entry<'a> {
    pub piece: &'a Piece,
    pub bag: &'a Bag,
}

/// The pairs of one gap, as places in `old` and `new`.
pub(crate) fn pairs(old: &[Entry<'_>], new: &[Entry<'_>]) -> Vec<(usize, usize)> {
    if old.is_empty() || new.is_empty() {
        return Vec::new();
    }
    if old.len() * new.len() > MOST_PAIRS && old.len() > 1 && new.len() > 1 {
        return halved(old, new);
    }
    let is_alone = old.len() == 1 && new.len() == 1;
    let bags = Bags::new(new.iter().map(|entry| entry.bag).collect());
    let width = new.len() + 1;
    let mut best = vec![0.0; (old.len() + 1) * width];
    let mut gains = vec![0.0; old.len() * new.len()];
    for (row, one) in old.iter().enumerate() {
        let likeness = bags.likeness(one.bag);
        for (column, other) in new.iter().enumerate() {
            let gain = gain(*one, *other, likeness[column], is_alone);
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

/// What pairing two pieces is worth; nothing where they are not alike enough.
fn gain(old: Entry<'_>, new: Entry<'_>, likeness: f32, is_alone: bool) -> f32 {
    if likeness < threshold(old.piece, new.piece, is_alone) {
        return 0.0;
    }
    let words = old.piece.weight.min(new.piece.weight) as f32;
    (likeness - FLOOR + 0.01) * (4.0 + words)
}

/// How alike two pieces must be to be two versions of one.
fn threshold(old: &Piece, new: &Piece, is_alone: bool) -> f32 {
    let is_cell = |piece: &Piece| piece.kind == BlockKind::Cell;
    if is_heading(old.kind) != is_heading(new.kind) {
        return 0.8;
    }
    if is_cell(old) != is_cell(new) {
        return 0.6;
    }
    let has_same_label = old.label.is_some() && old.label == new.label;
    match (is_alone && old.kind == new.kind, has_same_label) {
        (true, _) => ALIKE_ALONE,
        (false, true) => ALIKE - 0.1,
        (false, false) => ALIKE,
    }
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
