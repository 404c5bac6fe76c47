//! Where an addition or a removal reads best.
//!
//! In `A. [+B. +]C.` the same edit could be `A[+. B+]. C.`: islands go in and come out, each
//! pure addition and removal moved to where a sentence or a part of one begins.
//! Entry point: [`slide`].

use std::ops::Range;

use crate::redline::hunk::{Island, Pair, changed_side, push};
use crate::text::word::{Kind, Word};

/// Moves each pure addition and removal to the place where it reads best.
pub(crate) fn slide(pair: Pair<'_>, islands: &mut Vec<Island>) {
    let mut placed: Vec<Island> = Vec::with_capacity(islands.len());
    for index in 0..islands.len() {
        let mut island = islands[index].clone();
        if !island.is_replacement() {
            let before = placed.last().map_or(0, |last| last.old.end);
            let after = islands
                .get(index + 1)
                .map_or(pair.old.len(), |next| next.old.start);
            let room = (island.old.start - before, after - island.old.end);
            island = best_place(pair, island, room);
        }
        push(&mut placed, island);
    }
    *islands = placed;
}

fn best_place(pair: Pair<'_>, island: Island, room: (usize, usize)) -> Island {
    let (words, range) = changed_side(pair, &island);
    let same = |one: usize, other: usize| words[one].text == words[other].text;
    let mut back = 0;
    while back < room.0 && same(range.start - back - 1, range.end - back - 1) {
        back += 1;
    }
    let mut on = 0;
    while on < room.1 && same(range.start + on, range.end + on) {
        on += 1;
    }
    let place = |by: usize| range.start + by - back..range.end + by - back;
    let by = (0..=back + on)
        .max_by_key(|&by| (placement(words, &place(by)), by))
        .unwrap_or(back);
    let moved = |range: &Range<usize>| range.start + by - back..range.end + by - back;
    Island {
        old: moved(&island.old),
        new: moved(&island.new),
    }
}

/// How well a stretch of words can be lifted out: the better its two edges, the better.
fn placement(words: &[Word<'_>], range: &Range<usize>) -> u32 {
    edge(words, range.start) + edge(words, range.end)
}

/// How natural a cut before the word at `at` is.
fn edge(words: &[Word<'_>], at: usize) -> u32 {
    let (Some(before), Some(after)) = (at.checked_sub(1).map(|at| &words[at]), words.get(at))
    else {
        return 6;
    };
    if after.gap.contains('\n') {
        return 6;
    }
    match before.kind {
        Kind::Stop => 6,
        _ if after.kind == Kind::Stop => 2,
        Kind::Mark if is_comma(before.text) => 5,
        _ if is_comma(after.text) => 2,
        Kind::Mark => 2,
        _ if after.kind == Kind::Mark => 2,
        _ if !after.gap.is_empty() => 3,
        _ => 1,
    }
}

fn is_comma(mark: &str) -> bool {
    matches!(mark, "," | "，" | "、" | ":" | "：")
}
