//! Paragraphs that were split or joined.
//!
//! What is still free in a matching goes in; links grow to several blocks on one side where
//! that makes the two sides more alike. Entry point: [`grow`].

use std::ops::Range;

use crate::align::matching::{Link, Matching};
use crate::align::moves::MOST_PAIRS;
use crate::align::similarity::{Bag, Bags};
use crate::blocks::flatten::{Block, is_heading};

/// How many blocks one may have become.
const MOST: usize = 6;

/// A whole with fewer words than this has no parts worth finding.
const SMALLEST: u32 = 8;

/// How much of a part must stand in the whole, and that in words no other part has claimed.
const INSIDE: f32 = 0.6;

/// How alike the whole and its parts must be.
const ALIKE: f32 = 0.55;

/// Lets links take in free neighbours, then finds wholes whose parts are all free.
pub(crate) fn grow(matching: &mut Matching<'_>) {
    let links: Vec<(usize, usize)> = matching.single_links().collect();
    for (old, new) in links {
        if matching.old[old].key != matching.new[new].key && !is_heading(matching.old[old].kind) {
            grow_one(matching, old, new);
        }
    }
    for side in [Side::Split, Side::Joined] {
        for link in wholes_with_parts(matching, side) {
            let is_free = link.old.clone().all(|at| matching.is_free_old(at))
                && link.new.clone().all(|at| matching.is_free_new(at));
            if is_free {
                matching.add(link);
            }
        }
    }
}

/// Which side has several blocks.
#[derive(Clone, Copy)]
enum Side {
    /// One old block became several.
    Split,
    /// Several old blocks became one.
    Joined,
}

impl Side {
    fn wholes<'a>(self, matching: &Matching<'a>) -> &'a [Block] {
        match self {
            Side::Split => matching.old,
            Side::Joined => matching.new,
        }
    }

    /// How many blocks the side with the parts has.
    fn count(self, matching: &Matching<'_>) -> usize {
        match self {
            Side::Split => matching.new.len(),
            Side::Joined => matching.old.len(),
        }
    }

    fn is_free_whole(self, matching: &Matching<'_>, at: usize) -> bool {
        let is_free = match self {
            Side::Split => matching.is_free_old(at),
            Side::Joined => matching.is_free_new(at),
        };
        is_free && !is_heading(self.wholes(matching)[at].kind)
    }

    fn is_free_part(self, matching: &Matching<'_>, at: usize) -> bool {
        let (is_free, blocks) = match self {
            Side::Split => (matching.is_free_new(at), matching.new),
            Side::Joined => (matching.is_free_old(at), matching.old),
        };
        is_free && !is_heading(blocks[at].kind)
    }

    fn whole<'a>(self, matching: &'a Matching<'_>, at: usize) -> &'a Bag {
        match self {
            Side::Split => matching.old_entry(at).bag,
            Side::Joined => matching.new_entry(at).bag,
        }
    }

    fn part<'a>(self, matching: &'a Matching<'_>, at: usize) -> &'a Bag {
        match self {
            Side::Split => matching.new_entry(at).bag,
            Side::Joined => matching.old_entry(at).bag,
        }
    }

    fn link(self, whole: usize, parts: Range<usize>) -> Link {
        let whole = whole..whole + 1;
        match self {
            Side::Split => Link {
                old: whole,
                new: parts,
            },
            Side::Joined => Link {
                old: parts,
                new: whole,
            },
        }
    }
}

/// Lets a link take in neighbours on the side where that helps more.
fn grow_one(matching: &mut Matching<'_>, old: usize, new: usize) {
    let (split, by_split) = grown(matching, Side::Split, old, new..new + 1);
    let (joined, by_joining) = grown(matching, Side::Joined, new, old..old + 1);
    let link = match () {
        () if split.len() > 1 && by_split >= by_joining => Side::Split.link(old, split),
        () if joined.len() > 1 => Side::Joined.link(new, joined),
        () => return,
    };
    matching.unlink(old);
    matching.add(link);
}

/// The parts of a whole, grown from some of them, and how alike the two sides then are.
fn grown(
    matching: &Matching<'_>,
    side: Side,
    whole: usize,
    mut parts: Range<usize>,
) -> (Range<usize>, f32) {
    let all = side.whole(matching, whole);
    let mut bag = Bag::default();
    for part in parts.clone() {
        bag = bag.and(side.part(matching, part));
    }
    while parts.len() < MOST {
        let before = parts.start.checked_sub(1);
        let beside = before.into_iter().chain([parts.end]);
        let next = beside
            .filter(|&at| side.is_free_part(matching, at))
            .find_map(|at| {
                let part = side.part(matching, at);
                let with = bag.and(part);
                let more = all.common(&with) - all.common(&bag);
                (more as f32 >= INSIDE * part.total as f32 && part.total > 0).then_some((at, with))
            });
        let Some((at, with)) = next else { break };
        parts = parts.start.min(at)..parts.end.max(at + 1);
        bag = with;
    }
    let likeness = all.likeness(&bag);
    (parts, likeness)
}

/// Free wholes, each with two or more free parts that stand together.
fn wholes_with_parts(matching: &Matching<'_>, side: Side) -> Vec<Link> {
    let free: Vec<usize> = (0..side.count(matching))
        .filter(|&at| side.is_free_part(matching, at) && side.part(matching, at).total >= 2)
        .collect();
    if free.len() * side.wholes(matching).len() > MOST_PAIRS {
        return Vec::new();
    }
    let bags = Bags::new(free.iter().map(|&at| side.part(matching, at)).collect());
    let is_whole = |&at: &usize| {
        side.is_free_whole(matching, at) && side.whole(matching, at).total >= SMALLEST
    };
    (0..side.wholes(matching).len())
        .filter(is_whole)
        .filter_map(|whole| {
            let inside = bags.inside(side.whole(matching, whole));
            let parts = free.iter().zip(inside);
            let best = parts
                .filter(|(_, inside)| *inside >= INSIDE)
                .map(|(&at, _)| grown(matching, side, whole, at..at + 1))
                .filter(|(parts, likeness)| parts.len() > 1 && *likeness >= ALIKE)
                .max_by(|one, other| one.1.total_cmp(&other.1));
            best.map(|(parts, _)| side.link(whole, parts))
        })
        .collect()
}
