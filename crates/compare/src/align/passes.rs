//! Links: which old block became which new one.
//!
//! Two lists of blocks go in, links come out. Sure ones first: the same clause, the same
//! words; then what stands between sure ones; then paragraphs that were split or joined; then
//! what moved and was edited. Numbers never decide. Entry point: [`of`].

use rustc_hash::FxHashMap;

use crate::align::between;
use crate::align::matching::{Entry, Link, Matching};
use crate::align::{moves, splits};
use crate::blocks::flatten::{Block, is_heading};

/// A line this short may stand anywhere; alone it says nothing about what moved.
const SHORT: u32 = 4;

/// All links, in the order of the old blocks.
pub(crate) fn of(old: &[Block], new: &[Block]) -> Vec<Link> {
    let mut matching = Matching::new(old, new);
    link_unique(&mut matching, identities);
    link_unique(&mut matching, words);
    link_unique(&mut matching, words_in_section);
    spread(&mut matching);
    drop_strays(&mut matching);
    fill_moved_sections(&mut matching);
    fill_gaps(&mut matching, between::pairs);
    link_headings(&mut matching);
    spread(&mut matching);
    splits::grow(&mut matching);
    moves::moves(&mut matching);
    fill_gaps(&mut matching, between::last_two);
    spread(&mut matching);
    matching.into_links()
}

/// Titles, and headings whose clause id is their identity.
fn identities(blocks: &[Block]) -> Vec<Option<u64>> {
    let identity = |block: &Block| match block.kind {
        notice::change::BlockKind::Title => Some(0),
        _ if block.has_identity => Some(crate::text::fold::key(block.clause.as_str())),
        _ => None,
    };
    blocks.iter().map(identity).collect()
}

fn words(blocks: &[Block]) -> Vec<Option<u64>> {
    blocks.iter().map(|block| Some(block.key)).collect()
}

/// Words together with the heading above them: tells repeated lines apart.
fn words_in_section(blocks: &[Block]) -> Vec<Option<u64>> {
    let heading = |block: &Block| block.section.map_or(0, |heading| blocks[heading].key);
    blocks
        .iter()
        .map(|block| Some(block.key ^ heading(block).rotate_left(17)))
        .collect()
}

/// Links free blocks whose key stands once among the free ones of each text.
fn link_unique(matching: &mut Matching<'_>, keys: fn(&[Block]) -> Vec<Option<u64>>) {
    let mut places: FxHashMap<u64, [Seen; 2]> = FxHashMap::default();
    let (old_keys, new_keys) = (keys(matching.old), keys(matching.new));
    for (side, keys) in [&old_keys, &new_keys].into_iter().enumerate() {
        for (place, key) in keys.iter().enumerate() {
            let is_free = [matching.is_free_old(place), matching.is_free_new(place)][side];
            if let Some(key) = key.filter(|_| is_free) {
                places.entry(key).or_default()[side].see(place);
            }
        }
    }
    let mut found: Vec<(usize, usize)> = places
        .into_values()
        .filter_map(|seen| match seen {
            [Seen::Once(old), Seen::Once(new)] => Some((old, new)),
            _ => None,
        })
        .collect();
    found.sort_unstable();
    for (old, new) in found {
        matching.link(old, new);
    }
}

/// How often a key was seen.
#[derive(Clone, Copy, Default)]
enum Seen {
    #[default]
    Never,
    Once(usize),
    Often,
}

impl Seen {
    fn see(&mut self, place: usize) {
        *self = match self {
            Seen::Never => Seen::Once(place),
            _ => Seen::Often,
        };
    }
}

/// Links the neighbours of linked blocks where they say the same.
fn spread(matching: &mut Matching<'_>) {
    let mut sure: Vec<(usize, usize)> = matching.single_links().collect();
    while let Some((old, new)) = sure.pop() {
        let before = old.checked_sub(1).zip(new.checked_sub(1));
        for (old, new) in before.into_iter().chain([(old + 1, new + 1)]) {
            let is_free = matching.is_free_old(old) && matching.is_free_new(new);
            if is_free && matching.old[old].key == matching.new[new].key {
                matching.link(old, new);
                sure.push((old, new));
            }
        }
    }
}

/// Unlinks short lines that seem to have moved on their own into another section.
fn drop_strays(matching: &mut Matching<'_>) {
    for (old, new) in matching.out_of_place() {
        let block = &matching.old[old];
        let is_in_same_section = match (block.section, matching.new[new].section) {
            (Some(old_heading), Some(new_heading)) => {
                old_heading != old && matching.are_linked(old_heading, new_heading)
            }
            (None, None) => true,
            _ => false,
        };
        let has_company = matching.are_linked(old + 1, new + 1)
            || old > 0 && new > 0 && matching.are_linked(old - 1, new - 1);
        if block.weight < SHORT && !block.has_identity && !is_in_same_section && !has_company {
            matching.unlink(old);
        }
    }
}

/// Pairs what stands in sections that moved, before anything else can claim it.
fn fill_moved_sections(matching: &mut Matching<'_>) {
    for (old, new) in matching.out_of_place() {
        if !is_heading(matching.old[old].kind) {
            continue;
        }
        let old_end = section_end(matching.old, old);
        let new_end = section_end(matching.new, new);
        let inside = matching.in_place_between(old..old_end, new..new_end);
        let ends = (old_end, new_end);
        fill_between(matching, between::pairs, (old, new), &inside, ends);
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

/// How the blocks of one gap are paired.
type Pairing = fn(&[Entry<'_>], &[Entry<'_>]) -> Vec<(usize, usize)>;

/// Pairs what stands between links that hold their place.
fn fill_gaps(matching: &mut Matching<'_>, pairing: Pairing) {
    let ends = (matching.old.len(), matching.new.len());
    let links = matching.in_place_between(0..ends.0, 0..ends.1);
    fill_between(matching, pairing, (0, 0), &links, ends);
}

/// Pairs what stands free between each two neighbouring links, from `start` to `end`.
fn fill_between(
    matching: &mut Matching<'_>,
    pairing: Pairing,
    start: (usize, usize),
    links: &[(usize, usize)],
    end: (usize, usize),
) {
    let mut from = start;
    for &(old, new) in links.iter().chain([&end]) {
        let old_free: Vec<usize> = (from.0..old)
            .filter(|&at| matching.is_free_old(at))
            .collect();
        let new_free: Vec<usize> = (from.1..new)
            .filter(|&at| matching.is_free_new(at))
            .collect();
        let found = {
            let old: Vec<Entry<'_>> = old_free.iter().map(|&at| matching.old_entry(at)).collect();
            let new: Vec<Entry<'_>> = new_free.iter().map(|&at| matching.new_entry(at)).collect();
            pairing(&old, &new)
        };
        for (old, new) in found {
            matching.link(old_free[old], new_free[new]);
        }
        from = (old, new);
    }
}

/// Links headings that say something else above text that is the same.
fn link_headings(matching: &mut Matching<'_>) {
    let bodies: Vec<(usize, usize)> = matching.single_links().collect();
    for (old, new) in bodies {
        let Some((old, new)) = old.checked_sub(1).zip(new.checked_sub(1)) else {
            continue;
        };
        let are_free = matching.is_free_old(old) && matching.is_free_new(new);
        if are_free && is_heading(matching.old[old].kind) && is_heading(matching.new[new].kind) {
            matching.link(old, new);
        }
    }
}
