//! The passes of the alignment, in the order in which they are made.
//!
//! Two lists of blocks go in, pairs come out. Certain pairs first, by identity and by a hash of
//! the text that is unique on both sides (Bram Cohen's patience diff does this with lines); then
//! what is between two of these; then paragraphs that were split or merged; then what moved and
//! was edited. Labels are no evidence by themselves: a clause added in front renumbers all that
//! follow. Entry point: [`align`].

use notice::change::BlockKind;
use rustc_hash::FxHashMap;

use crate::align::matching::{Candidate, Matching, Pair};
use crate::align::{between_anchors, moved_and_edited, splits};
use crate::blocks::Block;
use crate::text::fold;

/// A line with fewer words than this may be anywhere (`Other`, `电话`), so that it takes company
/// to say that it moved. No gate or case holds it; from 2 to 5 one pair of the corpus changes.
const SHORT: u32 = 4;

/// All pairs, in the order of the old blocks.
pub(crate) fn align(old: &[Block], new: &[Block]) -> Vec<Pair> {
    let mut matching = Matching::new(old, new);
    pair_unique(&mut matching, identities);
    pair_unique(&mut matching, texts);
    pair_unique(&mut matching, texts_in_section);
    pair_unique(&mut matching, rows_in_section);
    pair_equal_neighbours(&mut matching);
    unpair_strays(&mut matching);
    align_moved_sections(&mut matching);
    align_between_anchors(&mut matching, between_anchors::align);
    pair_headings(&mut matching);
    // The passes since have made new neighbours.
    pair_equal_neighbours(&mut matching);
    splits::grow(&mut matching);
    moved_and_edited::pair_moved(&mut matching);
    // Last, because a block that is alone only now has been refused by every other.
    align_between_anchors(&mut matching, between_anchors::only_pair);
    pair_equal_neighbours(&mut matching);
    matching.into_pairs()
}

/// Titles, and headings whose clause id is the same in every version.
fn identities(blocks: &[Block]) -> Vec<Option<u64>> {
    let identity = |block: &Block| match block.kind {
        BlockKind::Title => Some(0),
        _ if block.has_stable_id => Some(fold::key(block.clause.as_str())),
        _ => None,
    };
    blocks.iter().map(identity).collect()
}

fn texts(blocks: &[Block]) -> Vec<Option<u64>> {
    blocks.iter().map(|block| Some(block.key)).collect()
}

/// The text together with the heading above it, which tells repeated lines apart.
fn texts_in_section(blocks: &[Block]) -> Vec<Option<u64>> {
    let heading = |block: &Block| block.section.map_or(0, |heading| blocks[heading].key);
    blocks
        .iter()
        // Rotated, or a heading with itself would be nothing.
        .map(|block| Some(block.key ^ heading(block).rotate_left(17)))
        .collect()
}

/// The name of a row together with the heading above its table.
fn rows_in_section(blocks: &[Block]) -> Vec<Option<u64>> {
    let heading = |block: &Block| block.section.map_or(0, |heading| blocks[heading].key);
    let name = |block: &Block| {
        block
            .row_name
            .as_deref()
            .filter(|name| !name.is_empty())
            .map(fold::key)
    };
    blocks
        .iter()
        .map(|block| Some(name(block)? ^ heading(block).rotate_left(17)))
        .collect()
}

/// Pairs free blocks whose key is unique among the free ones of each side.
fn pair_unique(matching: &mut Matching<'_>, keys: fn(&[Block]) -> Vec<Option<u64>>) {
    let mut places: FxHashMap<u64, [Occurrence; 2]> = FxHashMap::default();
    let (old_keys, new_keys) = (keys(matching.old), keys(matching.new));
    for (side, keys) in [&old_keys, &new_keys].into_iter().enumerate() {
        for (place, key) in keys.iter().enumerate() {
            let is_free = [matching.is_free_old(place), matching.is_free_new(place)][side];
            if let Some(key) = key.filter(|_| is_free) {
                places.entry(key).or_default()[side].add(place);
            }
        }
    }
    let mut found: Vec<(usize, usize)> = places
        .into_values()
        .filter_map(|occurrences| match occurrences {
            [Occurrence::Once(old), Occurrence::Once(new)] => Some((old, new)),
            _ => None,
        })
        .collect();
    // A hash map has no order, and the same texts must always give the same pairs.
    found.sort_unstable();
    for (old, new) in found {
        matching.pair(old, new);
    }
}

/// How often a key occurs on one side.
#[derive(Clone, Copy, Default)]
enum Occurrence {
    #[default]
    Never,
    Once(usize),
    Often,
}

impl Occurrence {
    fn add(&mut self, place: usize) {
        *self = match self {
            Occurrence::Never => Occurrence::Once(place),
            _ => Occurrence::Often,
        };
    }
}

/// Pairs the neighbours of paired blocks where their texts are equal, and their neighbours.
fn pair_equal_neighbours(matching: &mut Matching<'_>) {
    let mut paired: Vec<(usize, usize)> = matching.one_to_one().collect();
    while let Some((old, new)) = paired.pop() {
        let before = old.checked_sub(1).zip(new.checked_sub(1));
        for (old, new) in before.into_iter().chain([(old + 1, new + 1)]) {
            let is_free = matching.is_free_old(old) && matching.is_free_new(new);
            if is_free && matching.old[old].key == matching.new[new].key {
                matching.pair(old, new);
                paired.push((old, new));
            }
        }
    }
}

/// Undoes pairs of short lines that seem to have moved on their own into another section.
fn unpair_strays(matching: &mut Matching<'_>) {
    for (old, new) in matching.moved() {
        let block = &matching.old[old];
        let is_in_same_section = match (block.section, matching.new[new].section) {
            (Some(old_heading), Some(new_heading)) => {
                old_heading != old && matching.are_paired(old_heading, new_heading)
            }
            (None, None) => true,
            _ => false,
        };
        let has_company = matching.are_paired(old + 1, new + 1)
            || old > 0 && new > 0 && matching.are_paired(old - 1, new - 1);
        if block.word_count < SHORT && !block.has_stable_id && !is_in_same_section && !has_company {
            matching.unpair(old);
        }
    }
}

/// Aligns what is in sections that moved. Done before the rest, because between the anchors around
/// its old place the body of such a section would find other partners.
fn align_moved_sections(matching: &mut Matching<'_>) {
    for (old, new) in matching.moved() {
        if !matching.old[old].is_heading() {
            continue;
        }
        let old_end = section_end(matching.old, old);
        let new_end = section_end(matching.new, new);
        let anchors = matching.anchors(old..old_end, new..new_end);
        let ends = (old_end, new_end);
        align_stretches(matching, between_anchors::align, (old, new), &anchors, ends);
    }
}

fn section_end(blocks: &[Block], heading: usize) -> usize {
    let body = blocks[heading + 1..].iter();
    heading
        + 1
        + body
            .take_while(|block| block.section == Some(heading))
            .count()
}

/// How the free blocks of one stretch are paired.
type Pairing = fn(&[Candidate<'_>], &[Candidate<'_>]) -> Vec<(usize, usize)>;

/// Aligns what is between each two neighbouring anchors.
fn align_between_anchors(matching: &mut Matching<'_>, pairing: Pairing) {
    let ends = (matching.old.len(), matching.new.len());
    let anchors = matching.anchors(0..ends.0, 0..ends.1);
    align_stretches(matching, pairing, (0, 0), &anchors, ends);
}

/// Aligns what is free between each two neighbouring anchors, from `start` to `end`.
fn align_stretches(
    matching: &mut Matching<'_>,
    pairing: Pairing,
    start: (usize, usize),
    anchors: &[(usize, usize)],
    end: (usize, usize),
) {
    let mut from = start;
    for &(old, new) in anchors.iter().chain([&end]) {
        let old_free: Vec<usize> = (from.0..old)
            .filter(|&at| matching.is_free_old(at))
            .collect();
        let new_free: Vec<usize> = (from.1..new)
            .filter(|&at| matching.is_free_new(at))
            .collect();
        let found = {
            let old = old_free.iter().map(|&at| matching.old_candidate(at));
            let new = new_free.iter().map(|&at| matching.new_candidate(at));
            pairing(&old.collect::<Vec<_>>(), &new.collect::<Vec<_>>())
        };
        for (old, new) in found {
            matching.pair(old_free[old], new_free[new]);
        }
        from = (old, new);
    }
}

/// Pairs headings that say something else above text that is the same: a clause that was renamed.
fn pair_headings(matching: &mut Matching<'_>) {
    let bodies: Vec<(usize, usize)> = matching.one_to_one().collect();
    for (old, new) in bodies {
        let Some((old, new)) = old.checked_sub(1).zip(new.checked_sub(1)) else {
            continue;
        };
        let are_free = matching.is_free_old(old) && matching.is_free_new(new);
        if are_free && matching.old[old].is_heading() && matching.new[new].is_heading() {
            matching.pair(old, new);
        }
    }
}
