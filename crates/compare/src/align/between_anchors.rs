//! Alignment of the blocks between two anchors, by dynamic programming.
//!
//! Needleman and Wunsch's global alignment (1970): of all ways to pair old and new blocks without
//! crossing, the one with the highest sum of scores. What differs: a block may stay unpaired at no
//! cost, and a pair that is not similar enough scores nothing, so that no pair is made for want of
//! a better one. Entry points: [`align`], [`only_pair`].

use notice::change::BlockKind;

use crate::align::matching::Candidate;
use crate::align::row_similarity;
use crate::align::similarity::BagIndex;
use crate::blocks::Block;

/// How similar two blocks must be to be two versions of one.
///
/// Near nothing the gate "zh: equalities of two letters or fewer" fails. Between 0.27 and 0.63 no gate
/// does, but edits grow towards the top: at 0.63 the Chinese edit size (p90) is 1.28 and not 1.13.
const SIMILAR: f32 = 0.45;

/// The same where both have the same label, which is a hint that no more than tips the balance:
/// labels move on when a clause is added before them. No gate holds it; at 0.28 and at 0.49 one
/// pair of the corpus changes.
const SIMILAR_WITH_LABEL: f32 = SIMILAR - 0.1;

/// The same for a table cell and a block that is none. No gate holds it: from 0.48 to 0.84 nothing
/// in the corpus changes, at 0.36 two pairs change.
const SIMILAR_ACROSS_TABLES: f32 = 0.6;

/// The same for a heading and a block that is none. At 0.48 pairs begin to differ by direction
/// ("pairs that both directions make" 0.9991); at 0.64 nothing changes.
const SIMILAR_ACROSS_HEADINGS: f32 = 0.8;

/// How similar two blocks must be where each is the only one left between two anchors. The cases
/// `en-replaced`, `zh-replaced` and `n-blk-rewrite-*` hold it from below: at nothing they fail.
const SIMILAR_ALONE: f32 = 0.25;

/// How much of the shorter of two such blocks must be in the longer, where one grew a lot. No gate
/// or case holds it, and up to 0.48 nothing in the corpus changes.
const MOSTLY_CONTAINED: f32 = 0.4;

/// The similarity at which a pair is worth nothing: what unrelated sentences of a notice share by
/// their common words. No gate holds it; at 0.24 the Chinese edit size (p90) is 1.16 and not 1.13.
const UNRELATED: f32 = 0.2;

/// What a pair of blocks without words would weigh, so that a pair of short ones weighs enough to be
/// made. No gate holds it; without it two pairs of the corpus change.
const BASE_WEIGHT: f32 = 4.0;

/// Past this many cells of the table a stretch is halved. No notice gets there, but any text may.
const MOST_CELLS: usize = 1_000_000;

/// Pairs between two anchors, as indices into `old` and `new`.
pub(crate) fn align(old: &[Candidate<'_>], new: &[Candidate<'_>]) -> Vec<(usize, usize)> {
    if old.is_empty() || new.is_empty() {
        return Vec::new();
    }
    if old.len() * new.len() > MOST_CELLS && old.len() > 1 && new.len() > 1 {
        return align_halves(old, new);
    }
    let bags = BagIndex::new(new.iter().map(|candidate| candidate.bag).collect());
    let width = new.len() + 1;
    let mut best = vec![0.0; (old.len() + 1) * width];
    let mut scores = vec![0.0; old.len() * new.len()];
    for (row, one) in old.iter().enumerate() {
        let similarities = bags.similarities(one.bag);
        for (column, other) in new.iter().enumerate() {
            let similarity = row_similarity::similarity(*one, *other, similarities[column]);
            let score = score(*one, *other, similarity);
            scores[row * new.len() + column] = score;
            let paired = best[row * width + column] + score;
            let skipped = f32::max(
                best[row * width + column + 1],
                best[(row + 1) * width + column],
            );
            best[(row + 1) * width + column + 1] = f32::max(paired, skipped);
        }
    }
    trace_back(&best, &scores, old.len(), new.len())
}

/// The first halves with each other, then the second halves. Hirschberg (1975) would find the best
/// place to cut in the same space, but a text that is this long has no good answer to lose.
fn align_halves(old: &[Candidate<'_>], new: &[Candidate<'_>]) -> Vec<(usize, usize)> {
    let (old_half, new_half) = (old.len() / 2, new.len() / 2);
    let mut pairs = align(&old[..old_half], &new[..new_half]);
    let second = align(&old[old_half..], &new[new_half..]).into_iter();
    pairs.extend(second.map(|(old, new)| (old + old_half, new + new_half)));
    pairs
}

/// What pairing two blocks is worth; nothing where they are not similar enough.
fn score(old: Candidate<'_>, new: Candidate<'_>, similarity: f32) -> f32 {
    if similarity < threshold(old.block, new.block) {
        return 0.0;
    }
    // Long blocks count for more, or two short look-alikes would outbid one long paragraph.
    let words = old.block.word_count.min(new.block.word_count) as f32;
    (similarity - UNRELATED) * (BASE_WEIGHT + words)
}

fn threshold(old: &Block, new: &Block) -> f32 {
    let is_cell = |block: &Block| block.kind == BlockKind::Cell;
    if old.is_heading() != new.is_heading() {
        SIMILAR_ACROSS_HEADINGS
    } else if is_cell(old) != is_cell(new) {
        SIMILAR_ACROSS_TABLES
    } else if old.label.is_some() && old.label == new.label {
        SIMILAR_WITH_LABEL
    } else {
        SIMILAR
    }
}

/// The pair of the only two blocks left between two anchors, though less similar.
pub(crate) fn only_pair(old: &[Candidate<'_>], new: &[Candidate<'_>]) -> Vec<(usize, usize)> {
    let ([one], [other]) = (old, new) else {
        return Vec::new();
    };
    let similarity = row_similarity::similarity(*one, *other, one.bag.similarity(other.bag));
    let contained = f32::max(
        one.bag.containment(other.bag),
        other.bag.containment(one.bag),
    );
    let is_similar =
        similarity >= SIMILAR_ALONE || (contained >= MOSTLY_CONTAINED && similarity >= UNRELATED);
    let is_pair = one.block.kind == other.block.kind && is_similar;
    is_pair.then_some((0, 0)).into_iter().collect()
}

fn trace_back(best: &[f32], scores: &[f32], old: usize, new: usize) -> Vec<(usize, usize)> {
    let width = new + 1;
    let (mut row, mut column) = (old, new);
    let mut pairs = Vec::new();
    while row > 0 && column > 0 {
        let here = best[row * width + column];
        let score = scores[(row - 1) * new + column - 1];
        // The same sum as was stored, so equality of floats is exact here.
        if score > 0.0 && here == best[(row - 1) * width + column - 1] + score {
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
