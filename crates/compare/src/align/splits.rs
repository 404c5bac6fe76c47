//! Paragraphs that were split in several, or merged from several.
//!
//! What is still free in a matching goes in; pairs grow to several blocks on one side, as the
//! beads of Gale and Church's sentence alignment (1993) do, where that makes the two sides more
//! similar. Theirs compares lengths and allows two blocks; here words are compared, and a part
//! must bring words that no other part has. Entry point: [`grow`].

use std::ops::Range;

use crate::align::matching::{Matching, Pair};
use crate::align::moved_and_edited::MOST_PAIRS;
use crate::align::similarity::{Bag, BagIndex};
use crate::blocks::Block;

/// How many blocks one may have become. The case `en-to-list` fails at 3; more costs time alone.
const MOST_PARTS: usize = 6;

/// The least that the terms of a whole must count for it to have parts worth finding. Spares the
/// search: from 4 to 16 nothing in the corpus or the cases changes.
const SMALLEST_WHOLE: u32 = 8;

/// The same for a part: one word. Nothing changes from 1 to 4 either.
const SMALLEST_PART: u32 = 2;

/// How much of a part must be in the whole, and that in words that no other part has claimed. Held
/// from below by the gate "pairs that both directions make" and the test
/// `pairs_are_the_same_both_ways_round`, which fail at nothing; at 0.84 edits grow by 6 %.
const CONTAINED: f32 = 0.6;

/// How similar a free whole and its parts must be. No gate holds it; at 0.44 one pair of the corpus
/// changes, at 0.77 six.
const SIMILAR: f32 = 0.55;

/// Lets pairs take in free neighbours, then finds wholes whose parts are all free.
pub(crate) fn grow(matching: &mut Matching<'_>) {
    let pairs: Vec<(usize, usize)> = matching.one_to_one().collect();
    for (old, new) in pairs {
        let (old_block, new_block) = (&matching.old[old], &matching.new[new]);
        let are_rows = old_block.row_name.is_some() && new_block.row_name.is_some();
        if old_block.key != new_block.key && !old_block.is_heading() && !are_rows {
            grow_pair(matching, old, new);
        }
    }
    for direction in [Direction::Split, Direction::Merge] {
        for pair in wholes_with_parts(matching, direction) {
            let is_free = pair.old.clone().all(|at| matching.is_free_old(at))
                && pair.new.clone().all(|at| matching.is_free_new(at));
            if is_free {
                matching.add(pair);
            }
        }
    }
}

/// Which side has several blocks.
#[derive(Clone, Copy)]
enum Direction {
    /// One old block became several.
    Split,
    /// Several old blocks became one.
    Merge,
}

impl Direction {
    fn wholes<'a>(self, matching: &Matching<'a>) -> &'a [Block] {
        match self {
            Direction::Split => matching.old,
            Direction::Merge => matching.new,
        }
    }

    fn parts<'a>(self, matching: &Matching<'a>) -> &'a [Block] {
        match self {
            Direction::Split => matching.new,
            Direction::Merge => matching.old,
        }
    }

    fn is_free_whole(self, matching: &Matching<'_>, at: usize) -> bool {
        let is_free = match self {
            Direction::Split => matching.is_free_old(at),
            Direction::Merge => matching.is_free_new(at),
        };
        is_free && !self.wholes(matching)[at].is_heading()
    }

    fn is_free_part(self, matching: &Matching<'_>, at: usize) -> bool {
        let is_free = match self {
            Direction::Split => matching.is_free_new(at),
            Direction::Merge => matching.is_free_old(at),
        };
        is_free && !self.parts(matching)[at].is_heading()
    }

    /// Whether both are rows of tables, of which none is a part of another.
    fn are_rows(self, matching: &Matching<'_>, whole: usize, part: usize) -> bool {
        let is_row = |block: &Block| block.row_name.is_some();
        is_row(&self.wholes(matching)[whole]) && is_row(&self.parts(matching)[part])
    }

    fn whole<'a>(self, matching: &'a Matching<'_>, at: usize) -> &'a Bag {
        match self {
            Direction::Split => matching.old_candidate(at).bag,
            Direction::Merge => matching.new_candidate(at).bag,
        }
    }

    fn part<'a>(self, matching: &'a Matching<'_>, at: usize) -> &'a Bag {
        match self {
            Direction::Split => matching.new_candidate(at).bag,
            Direction::Merge => matching.old_candidate(at).bag,
        }
    }

    fn pair(self, whole: usize, parts: Range<usize>) -> Pair {
        let whole = whole..whole + 1;
        match self {
            Direction::Split => Pair {
                old: whole,
                new: parts,
            },
            Direction::Merge => Pair {
                old: parts,
                new: whole,
            },
        }
    }
}

/// Lets a pair take in neighbours on the side where that helps more.
fn grow_pair(matching: &mut Matching<'_>, old: usize, new: usize) {
    let (split, by_split) = grown(matching, Direction::Split, old, new..new + 1);
    let (merged, by_merge) = grown(matching, Direction::Merge, new, old..old + 1);
    let pair = match () {
        () if split.len() > 1 && by_split >= by_merge => Direction::Split.pair(old, split),
        () if merged.len() > 1 => Direction::Merge.pair(new, merged),
        () => return,
    };
    matching.unpair(old);
    matching.add(pair);
}

/// The parts of a whole, grown from some of them, and how similar the two sides then are.
fn grown(
    matching: &Matching<'_>,
    direction: Direction,
    whole: usize,
    mut parts: Range<usize>,
) -> (Range<usize>, f32) {
    let all = direction.whole(matching, whole);
    let mut bag = Bag::default();
    for part in parts.clone() {
        bag = bag.and(direction.part(matching, part));
    }
    while parts.len() < MOST_PARTS {
        let before = parts.start.checked_sub(1);
        let neighbours = before.into_iter().chain([parts.end]);
        let next = neighbours
            .filter(|&at| direction.is_free_part(matching, at))
            .filter(|&at| !direction.are_rows(matching, whole, at))
            .find_map(|at| {
                let part = direction.part(matching, at);
                let with = bag.and(part);
                let more = all.common(&with) - all.common(&bag);
                let is_contained = more as f32 >= CONTAINED * part.total as f32;
                (is_contained && part.total > 0).then_some((at, with))
            });
        let Some((at, with)) = next else { break };
        parts = parts.start.min(at)..parts.end.max(at + 1);
        bag = with;
    }
    let similarity = all.similarity(&bag);
    (parts, similarity)
}

/// Free wholes, each with two or more free parts that are neighbours.
fn wholes_with_parts(matching: &Matching<'_>, direction: Direction) -> Vec<Pair> {
    let is_part = |at: &usize| {
        direction.is_free_part(matching, *at)
            && direction.part(matching, *at).total >= SMALLEST_PART
    };
    let free: Vec<usize> = (0..direction.parts(matching).len())
        .filter(is_part)
        .collect();
    if free.len() * direction.wholes(matching).len() > MOST_PAIRS {
        return Vec::new();
    }
    let bags = free.iter().map(|&at| direction.part(matching, at));
    let bags = BagIndex::new(bags.collect());
    let is_whole = |&at: &usize| {
        direction.is_free_whole(matching, at)
            && direction.whole(matching, at).total >= SMALLEST_WHOLE
    };
    (0..direction.wholes(matching).len())
        .filter(is_whole)
        .filter_map(|whole| {
            let containments = bags.containments(direction.whole(matching, whole));
            let parts = free.iter().zip(containments);
            let best = parts
                .filter(|(_, containment)| *containment >= CONTAINED)
                .filter(|(at, _)| !direction.are_rows(matching, whole, **at))
                .map(|(&at, _)| grown(matching, direction, whole, at..at + 1))
                .filter(|(parts, similarity)| parts.len() > 1 && *similarity >= SIMILAR)
                .max_by(|one, other| one.1.total_cmp(&other.1));
            best.map(|(parts, _)| direction.pair(whole, parts))
        })
        .collect()
}
