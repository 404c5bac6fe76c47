//! What makes a redline read as prose.
//!
//! Hunks go in and come out, fewer and whole: words too slight to stand between two edits go
//! into them ([`absorb`]); an edit that reaches across a pause takes the few words that
//! complete it ([`complete`]); a sentence that kept hardly anything is shown whole
//! ([`rewritten`]).

use std::ops::Range;

use crate::redline::hunk::{DiffInput, Hunk, changed_side, push_hunk};
use crate::text::token::{Token, TokenKind};

/// Takes words that are too slight to stand between two edits into one hunk.
pub(crate) fn absorb(input: DiffInput<'_>, hunks: &mut Vec<Hunk>) {
    let mut done: Vec<Weighed> = Vec::with_capacity(hunks.len());
    for hunk in hunks.drain(..) {
        let mut right = Weighed::of(input, hunk);
        // One absorption makes the hunk bigger, so the words before it are weighed again.
        while let Some(left) = done.pop() {
            let between = &input.old[left.hunk.old.end..right.hunk.old.start];
            if !is_slight(input, between, &left, &right) {
                done.push(left);
                break;
            }
            right = left.joined(right, letters(between));
        }
        done.push(right);
    }
    hunks.extend(done.into_iter().map(|weighed| weighed.hunk));
}

/// A hunk with the letters of its two sides.
struct Weighed {
    hunk: Hunk,
    old: usize,
    new: usize,
}

impl Weighed {
    fn of(input: DiffInput<'_>, hunk: Hunk) -> Weighed {
        Weighed {
            old: letters(&input.old[hunk.old.clone()]),
            new: letters(&input.new[hunk.new.clone()]),
            hunk,
        }
    }

    /// This one, the words between, and the one behind them as one.
    fn joined(self, right: Weighed, between: usize) -> Weighed {
        Weighed {
            hunk: Hunk {
                old: self.hunk.old.start..right.hunk.old.end,
                new: self.hunk.new.start..right.hunk.new.end,
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

/// Whether the words between two hunks are too slight to be shown as unchanged.
fn is_slight(input: DiffInput<'_>, between: &[Token<'_>], left: &Weighed, right: &Weighed) -> bool {
    let weight = letters(between);
    if between
        .iter()
        .any(|word| word.kind == TokenKind::SentenceEnd)
    {
        // The end of a sentence holds two edits apart, but not an edit and a lone quote.
        return weight == 0 && between.len() == 1 && right.size() == 0;
    }
    let replacements = [left, right].map(|weighed| weighed.hunk.is_replacement());
    if weight == 0 {
        return replacements == [true, true];
    }
    let (smaller, both) = (left.size().min(right.size()), left.size() + right.size());
    if is_same_kind(&left.hunk, &right.hunk) {
        // Two additions, or two removals: the word between was plainly kept.
        return weight <= 2 && smaller >= 12;
    }
    match replacements {
        _ if weight > 8 => false,
        [true, true] if weight > 4 => smaller >= weight && both >= 4 * weight,
        _ if weight > 4 => false,
        [false, false] => smaller >= 6.max(2 * weight) || hops(input, &left.hunk, &right.hunk),
        // A lone mark goes with the replacement beside it.
        _ if smaller == 0 => both >= weight,
        [true, true] if both >= 3 * weight + 2 => true,
        _ => (weight <= 3 || smaller >= weight) && both >= 2 * weight + 2,
    }
}

/// Whether a word was struck on one side of what stands between and added on the other.
fn hops(input: DiffInput<'_>, left: &Hunk, right: &Hunk) -> bool {
    let struck = [&left.old, &right.old].map(|range| &input.old[range.clone()]);
    let added = [&left.new, &right.new].map(|range| &input.new[range.clone()]);
    let (struck, added) = (struck.concat(), added.concat());
    let has_hopped =
        |word: &Token<'_>| word.width() > 0 && added.iter().any(|other| other.key == word.key);
    // In a long phrase a word that comes back is a coincidence.
    struck.len().max(added.len()) <= LONGEST_HOP && struck.iter().any(has_hopped)
}

/// How many words may be struck, or added, around a word that hops.
const LONGEST_HOP: usize = 12;

fn is_same_kind(left: &Hunk, right: &Hunk) -> bool {
    let both_add = left.old.is_empty() && right.old.is_empty();
    let both_strike = left.new.is_empty() && right.new.is_empty();
    both_add || both_strike
}

/// Completes an addition, or a removal, that reaches from inside one part of a sentence into
/// the inside of another: in 默认[+开启，你可以随时+]关闭 the word 关闭 is not the one that
/// stood there. The few words up to the end of that part go in.
pub(crate) fn complete(input: DiffInput<'_>, hunks: &mut Vec<Hunk>) {
    let all = std::mem::take(hunks);
    for (index, hunk) in all.iter().enumerate() {
        let next = all.get(index + 1);
        let room = next.map_or(input.old.len(), |next| next.old.start) - hunk.old.end;
        let more = missing(input, hunk, room);
        let completed = Hunk {
            old: hunk.old.start..hunk.old.end + more,
            new: hunk.new.start..hunk.new.end + more,
        };
        push_hunk(hunks, completed);
    }
}

/// How many of the words behind a hunk complete it.
fn missing(input: DiffInput<'_>, hunk: &Hunk, room: usize) -> usize {
    let (words, range) = changed_side(input, hunk);
    if hunk.is_replacement() || !straddles(words, range) {
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

/// How many letters may go into a hunk to complete it.
const MOST_COMPLETED: usize = 6;

/// Whether a stretch of words begins and ends inside two different parts of a sentence.
fn straddles(words: &[Token<'_>], range: &Range<usize>) -> bool {
    let is_inside = |at: usize| {
        let pauses = |at: Option<usize>| at.and_then(|at| words.get(at)).is_none_or(is_pause);
        !pauses(at.checked_sub(1)) && !pauses(Some(at))
    };
    words[range.clone()].iter().any(is_pause) && is_inside(range.start) && is_inside(range.end)
}

/// Whether a word parts a sentence. A comma inside a list does not: 、 joins.
fn is_pause(word: &Token<'_>) -> bool {
    word.kind == TokenKind::SentenceEnd || matches!(word.text, "," | "，")
}

/// Shows a sentence whole, old and new, where the two have hardly anything in common.
pub(crate) fn rewritten(input: DiffInput<'_>, hunks: &mut Vec<Hunk>) {
    let mut done: Vec<Hunk> = Vec::with_capacity(hunks.len());
    let mut rest = hunks.as_slice();
    let mut floor = 0;
    while !rest.is_empty() {
        let (sentence, after) = rest.split_at(one_sentence(input, rest));
        rest = after;
        let ceiling = rest.first().map_or(input.old.len(), |next| next.old.start);
        let whole = sentence_around(input, sentence, floor, ceiling);
        floor = sentence[sentence.len() - 1].old.end;
        if sentence.len() > 1 && is_rewritten(input, sentence, &whole) {
            floor = whole.old.end;
            push_hunk(&mut done, whole);
        } else {
            done.extend_from_slice(sentence);
        }
    }
    *hunks = done;
}

/// How many of the hunks stand before the next kept end of a sentence.
fn one_sentence(input: DiffInput<'_>, hunks: &[Hunk]) -> usize {
    let is_parted = |two: &[Hunk]| {
        let between = &input.old[two[0].old.end..two[1].old.start];
        between
            .iter()
            .any(|word| word.kind == TokenKind::SentenceEnd)
    };
    let count = hunks.windows(2).position(is_parted);
    count.map_or(hunks.len(), |count| count + 1)
}

/// The sentence that the hunks stand in, without its end, between two old places.
fn sentence_around(input: DiffInput<'_>, hunks: &[Hunk], floor: usize, ceiling: usize) -> Hunk {
    let (first, last) = (&hunks[0], &hunks[hunks.len() - 1]);
    let is_stop = |word: &Token<'_>| word.kind == TokenKind::SentenceEnd;
    let before = &input.old[floor..first.old.start];
    let lead = before
        .iter()
        .rev()
        .take_while(|word| !is_stop(word))
        .count();
    let after = &input.old[last.old.end..ceiling];
    let trail = after.iter().take_while(|word| !is_stop(word)).count();
    Hunk {
        old: first.old.start - lead..last.old.end + trail,
        new: first.new.start - lead..last.new.end + trail,
    }
}

fn is_rewritten(input: DiffInput<'_>, hunks: &[Hunk], whole: &Hunk) -> bool {
    let struck: usize = hunks
        .iter()
        .map(|hunk| letters(&input.old[hunk.old.clone()]))
        .sum();
    let old = letters(&input.old[whole.old.clone()]);
    let new = letters(&input.new[whole.new.clone()]);
    let kept = old - struck;
    let shorter = old.min(new);
    shorter >= 12 && 10 * kept < 3 * shorter
}

fn letters(words: &[Token<'_>]) -> usize {
    words.iter().map(Token::width).sum()
}
