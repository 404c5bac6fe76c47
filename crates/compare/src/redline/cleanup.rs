//! What makes a redline read as prose.
//!
//! Islands go in and come out, fewer and whole: words too slight to stand between two edits go
//! into them ([`absorb`]); an edit that reaches across a pause takes the few words that
//! complete it ([`complete`]); a sentence that kept hardly anything is shown whole
//! ([`rewritten`]).

use std::ops::Range;

use crate::redline::hunk::{Island, Pair, changed_side, push};
use crate::text::word::{Kind, Word};

/// Takes words that are too slight to stand between two edits into one island.
pub(crate) fn absorb(pair: Pair<'_>, islands: &mut Vec<Island>) {
    let mut done: Vec<Weighed> = Vec::with_capacity(islands.len());
    for island in islands.drain(..) {
        let mut right = Weighed::of(pair, island);
        // One absorption makes the island bigger, so the words before it are weighed again.
        while let Some(left) = done.pop() {
            let between = &pair.old[left.island.old.end..right.island.old.start];
            if !is_slight(pair, between, &left, &right) {
                done.push(left);
                break;
            }
            right = left.joined(right, letters(between));
        }
        done.push(right);
    }
    islands.extend(done.into_iter().map(|weighed| weighed.island));
}

/// An island with the letters of its two sides.
struct Weighed {
    island: Island,
    old: usize,
    new: usize,
}

impl Weighed {
    fn of(pair: Pair<'_>, island: Island) -> Weighed {
        Weighed {
            old: letters(&pair.old[island.old.clone()]),
            new: letters(&pair.new[island.new.clone()]),
            island,
        }
    }

    /// This one, the words between, and the one behind them as one.
    fn joined(self, right: Weighed, between: usize) -> Weighed {
        Weighed {
            island: Island {
                old: self.island.old.start..right.island.old.end,
                new: self.island.new.start..right.island.new.end,
            },
            old: self.old + between + right.old,
            new: self.new + between + right.new,
        }
    }

    /// How much of a line it takes up: the longer of its two sides.
    fn size(&self) -> usize {
        self.old.max(self.new)
    }
}

/// Whether the words between two islands are too slight to be shown as unchanged.
fn is_slight(pair: Pair<'_>, between: &[Word<'_>], left: &Weighed, right: &Weighed) -> bool {
    let weight = letters(between);
    if between.iter().any(|word| word.kind == Kind::Stop) {
        // The end of a sentence holds two edits apart, but not an edit and a lone quote.
        return weight == 0 && between.len() == 1 && right.size() == 0;
    }
    let replacements = [left, right].map(|weighed| weighed.island.is_replacement());
    if weight == 0 {
        return replacements == [true, true];
    }
    let (smaller, both) = (left.size().min(right.size()), left.size() + right.size());
    if is_same_kind(&left.island, &right.island) {
        // Two additions, or two removals: the word between was plainly kept.
        return weight <= 2 && smaller >= 12;
    }
    match replacements {
        _ if weight > 8 => false,
        [true, true] if weight > 4 => smaller >= weight && both >= 4 * weight,
        _ if weight > 4 => false,
        [false, false] => smaller >= 6.max(2 * weight) || hops(pair, &left.island, &right.island),
        // A lone mark goes with the replacement beside it.
        _ if smaller == 0 => both >= weight,
        [true, true] if both >= 3 * weight + 2 => true,
        _ => (weight <= 3 || smaller >= weight) && both >= 2 * weight + 2,
    }
}

/// Whether a word was struck on one side of what stands between and added on the other.
fn hops(pair: Pair<'_>, left: &Island, right: &Island) -> bool {
    let struck = [&left.old, &right.old].map(|range| &pair.old[range.clone()]);
    let added = [&left.new, &right.new].map(|range| &pair.new[range.clone()]);
    let (struck, added) = (struck.concat(), added.concat());
    let has_hopped =
        |word: &Word<'_>| word.letters() > 0 && added.iter().any(|other| other.key == word.key);
    // In a long phrase a word that comes back is a coincidence.
    struck.len().max(added.len()) <= LONGEST_HOP && struck.iter().any(has_hopped)
}

/// How many words may be struck, or added, around a word that hops.
const LONGEST_HOP: usize = 12;

fn is_same_kind(left: &Island, right: &Island) -> bool {
    let both_add = left.old.is_empty() && right.old.is_empty();
    let both_strike = left.new.is_empty() && right.new.is_empty();
    both_add || both_strike
}

/// Completes an addition, or a removal, that reaches from inside one part of a sentence into
/// the inside of another: in 默认[+开启，你可以随时+]关闭 the word 关闭 is not the one that
/// stood there. The few words up to the end of that part go in.
pub(crate) fn complete(pair: Pair<'_>, islands: &mut Vec<Island>) {
    let all = std::mem::take(islands);
    for (index, island) in all.iter().enumerate() {
        let next = all.get(index + 1);
        let room = next.map_or(pair.old.len(), |next| next.old.start) - island.old.end;
        let more = missing(pair, island, room);
        let completed = Island {
            old: island.old.start..island.old.end + more,
            new: island.new.start..island.new.end + more,
        };
        push(islands, completed);
    }
}

/// How many of the words behind an island complete it.
fn missing(pair: Pair<'_>, island: &Island, room: usize) -> usize {
    let (words, range) = changed_side(pair, island);
    if island.is_replacement() || !straddles(words, range) {
        return 0;
    }
    let behind = &words[range.end..range.end + room];
    let more = behind.iter().take_while(|word| !is_pause(word)).count();
    if letters(&behind[..more]) <= MOST_COMPLETED {
        more
    } else {
        0
    }
}

/// How many letters may go into an island to complete it.
const MOST_COMPLETED: usize = 6;

/// Whether a stretch of words begins and ends inside two different parts of a sentence.
fn straddles(words: &[Word<'_>], range: &Range<usize>) -> bool {
    let is_inside = |at: usize| {
        let pauses = |at: Option<usize>| at.and_then(|at| words.get(at)).is_none_or(is_pause);
        !pauses(at.checked_sub(1)) && !pauses(Some(at))
    };
    words[range.clone()].iter().any(is_pause) && is_inside(range.start) && is_inside(range.end)
}

/// Whether a word parts a sentence. A comma inside a list does not: 、 joins.
fn is_pause(word: &Word<'_>) -> bool {
    word.kind == Kind::Stop || matches!(word.text, "," | "，")
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

fn letters(words: &[Word<'_>]) -> usize {
    words.iter().map(Word::letters).sum()
}
