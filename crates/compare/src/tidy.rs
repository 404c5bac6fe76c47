//! What makes a redline read as prose.
//!
//! Islands go in and come out, fewer and better placed: a pure addition slides to where a
//! sentence or a part of one begins ([`slide`]); words too slight to stand between two edits
//! go into them ([`absorb`]); a sentence that kept hardly anything is shown whole
//! ([`rewritten`]).

use std::ops::Range;

use crate::redline::{Island, Pair, push};
use crate::words::{Kind, Word};

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
    let (words, range) = if island.old.is_empty() {
        (pair.new, &island.new)
    } else {
        (pair.old, &island.old)
    };
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

/// Takes words that are too slight to stand between two edits into one island.
pub(crate) fn absorb(pair: Pair<'_>, islands: &mut Vec<Island>) {
    let mut done: Vec<Island> = Vec::with_capacity(islands.len());
    for island in islands.drain(..) {
        let mut island = island;
        // One absorption makes the island bigger, so the words before it are weighed again.
        while let Some(last) = done.last().filter(|last| is_slight(pair, last, &island)) {
            island = Island {
                old: last.old.start..island.old.end,
                new: last.new.start..island.new.end,
            };
            done.pop();
        }
        done.push(island);
    }
    *islands = done;
}

/// Whether the words between two islands are too slight to be shown as unchanged.
fn is_slight(pair: Pair<'_>, left: &Island, right: &Island) -> bool {
    let between = &pair.old[left.old.end..right.old.start];
    let weight = letters(between);
    if between.iter().any(|word| word.kind == Kind::Stop) {
        // The end of a sentence holds two edits apart, but not an edit and a lone quote.
        return weight == 0 && between.len() == 1 && size(pair, right) == 0;
    }
    if weight == 0 {
        return left.is_replacement() && right.is_replacement();
    }
    let (one, other) = (size(pair, left), size(pair, right));
    let (smaller, both) = (one.min(other), one + other);
    if is_same_kind(left, right) {
        // Two additions, or two removals: the word between was plainly kept.
        return weight <= 2 && smaller >= 12;
    }
    let replacements = [left, right].map(Island::is_replacement);
    match replacements {
        [false, false] => weight <= 4 && smaller >= 6.max(2 * weight),
        _ if weight > 8 => false,
        _ if weight > 4 => smaller >= weight && both >= 4 * weight,
        // A lone mark goes with the replacement beside it.
        _ if smaller == 0 => both >= weight,
        [true, true] if both >= 3 * weight + 2 => true,
        _ => (weight <= 3 || smaller >= weight) && both >= 2 * weight + 2,
    }
}

fn is_same_kind(left: &Island, right: &Island) -> bool {
    let both_add = left.old.is_empty() && right.old.is_empty();
    let both_strike = left.new.is_empty() && right.new.is_empty();
    both_add || both_strike
}

/// Shows a sentence whole, old and new, where the two have hardly anything in common.
pub(crate) fn rewritten(pair: Pair<'_>, islands: &mut Vec<Island>) {
    let mut done: Vec<Island> = Vec::with_capacity(islands.len());
    let mut rest = islands.as_slice();
    let mut floor = 0;
    while !rest.is_empty() {
        let (sentence, after) = rest.split_at(one_sentence(pair, rest));
        rest = after;
        let ceiling = rest.first().map_or(pair.old.len(), |next| next.old.start);
        let whole = sentence_around(pair, sentence, floor, ceiling);
        floor = sentence[sentence.len() - 1].old.end;
        if sentence.len() > 1 && is_rewritten(pair, sentence, &whole) {
            floor = whole.old.end;
            push(&mut done, whole);
        } else {
            done.extend_from_slice(sentence);
        }
    }
    *islands = done;
}

/// How many of the islands stand before the next kept end of a sentence.
fn one_sentence(pair: Pair<'_>, islands: &[Island]) -> usize {
    let is_parted = |two: &[Island]| {
        let between = &pair.old[two[0].old.end..two[1].old.start];
        between.iter().any(|word| word.kind == Kind::Stop)
    };
    let count = islands.windows(2).position(is_parted);
    count.map_or(islands.len(), |count| count + 1)
}

/// The sentence that the islands stand in, without its end, between two old places.
fn sentence_around(pair: Pair<'_>, islands: &[Island], floor: usize, ceiling: usize) -> Island {
    let (first, last) = (&islands[0], &islands[islands.len() - 1]);
    let is_stop = |word: &Word<'_>| word.kind == Kind::Stop;
    let before = &pair.old[floor..first.old.start];
    let lead = before
        .iter()
        .rev()
        .take_while(|word| !is_stop(word))
        .count();
    let after = &pair.old[last.old.end..ceiling];
    let trail = after.iter().take_while(|word| !is_stop(word)).count();
    Island {
        old: first.old.start - lead..last.old.end + trail,
        new: first.new.start - lead..last.new.end + trail,
    }
}

fn is_rewritten(pair: Pair<'_>, islands: &[Island], whole: &Island) -> bool {
    let struck: usize = islands
        .iter()
        .map(|island| letters(&pair.old[island.old.clone()]))
        .sum();
    let old = letters(&pair.old[whole.old.clone()]);
    let new = letters(&pair.new[whole.new.clone()]);
    let kept = old - struck;
    let shorter = old.min(new);
    shorter >= 12 && 10 * kept < 3 * shorter
}

/// How much of a line an island takes up: the longer of its two sides.
fn size(pair: Pair<'_>, island: &Island) -> usize {
    let old = letters(&pair.old[island.old.clone()]);
    let new = letters(&pair.new[island.new.clone()]);
    old.max(new)
}

fn letters(words: &[Word<'_>]) -> usize {
    words.iter().map(Word::letters).sum()
}
