//! Paragraphs that were split or joined.
//!
//! What is still free in a matching goes in; links grow to several pieces on one side where
//! that makes the two sides more alike. Entry point: [`grow`].

use std::ops::Range;

use crate::likeness::Bag;
use crate::matching::{Link, Matching};
use crate::pieces::{Piece, is_heading};

/// How many pieces one may have become.
const MOST: usize = 6;

/// How much of a part must stand in the whole.
const INSIDE: f32 = 0.6;

/// How alike the whole and its parts must be.
const ALIKE: f32 = 0.55;

/// How much more alike the two sides must get by one more part.
const GAIN: f32 = 0.04;

/// Lets links take in free neighbours, then finds wholes whose parts are all free.
pub(crate) fn grow(matching: &mut Matching<'_>) {
    let links: Vec<(usize, usize)> = matching.single_links().collect();
    for (old, new) in links {
        if matching.old[old].key != matching.new[new].key && !is_heading(matching.old[old].kind) {
            grow_one(matching, old, new);
        }
    }
    for side in [Side::Split, Side::Joined] {
        let wholes = side.wholes(matching).len();
        for whole in 0..wholes {
            if let Some(link) = parts_of(matching, side, whole) {
                matching.add(link);
            }
        }
    }
}

/// Which side has several pieces.
#[derive(Clone, Copy)]
enum Side {
    /// One old piece became several.
    Split,
    /// Several old pieces became one.
    Joined,
}

impl Side {
    fn wholes<'a>(self, matching: &Matching<'a>) -> &'a [Piece] {
        match self {
            Side::Split => matching.old,
            Side::Joined => matching.new,
        }
    }

    fn is_free_whole(self, matching: &Matching<'_>, at: usize) -> bool {
        match self {
            Side::Split => matching.is_free_old(at),
            Side::Joined => matching.is_free_new(at),
        }
    }

    fn is_free_part(self, matching: &Matching<'_>, at: usize) -> bool {
        let (is_free, pieces) = match self {
            Side::Split => (matching.is_free_new(at), matching.new),
            Side::Joined => (matching.is_free_old(at), matching.old),
        };
        is_free && !is_heading(pieces[at].kind)
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
    let mut likeness = all.likeness(&bag);
    loop {
        let before = parts.start.checked_sub(1);
        let next = [before, Some(parts.end)]
            .into_iter()
            .flatten()
            .find_map(|at| {
                let is_part = side.is_free_part(matching, at)
                    && side.part(matching, at).inside(all) >= INSIDE;
                let with = is_part.then(|| bag.and(side.part(matching, at)))?;
                let more = all.likeness(&with);
                (more >= likeness + GAIN).then_some((at, with, more))
            });
        match next {
            Some((at, with, more)) if parts.len() < MOST => {
                parts = parts.start.min(at)..parts.end.max(at + 1);
                (bag, likeness) = (with, more);
            }
            _ => return (parts, likeness),
        }
    }
}

/// The parts of a free whole, where two or more that stand together are all free.
fn parts_of(matching: &Matching<'_>, side: Side, whole: usize) -> Option<Link> {
    if !side.is_free_whole(matching, whole) || is_heading(side.wholes(matching)[whole].kind) {
        return None;
    }
    let all = side.whole(matching, whole);
    if all.total < 8 {
        return None;
    }
    let parts = match side {
        Side::Split => matching.new.len(),
        Side::Joined => matching.old.len(),
    };
    let is_part = |&at: &usize| {
        let bag = || side.part(matching, at);
        side.is_free_part(matching, at) && bag().total >= 2 && bag().inside(all) >= INSIDE
    };
    let best = (0..parts)
        .filter(is_part)
        .map(|at| grown(matching, side, whole, at..at + 1))
        .filter(|(parts, likeness)| parts.len() > 1 && *likeness >= ALIKE)
        .max_by(|one, other| one.1.total_cmp(&other.1));
    best.map(|(parts, _)| side.link(whole, parts))
}
