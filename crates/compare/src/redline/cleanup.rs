//! What makes a redline read as prose: semantic cleanup.
//!
//! Hunks go in and come out, fewer and whole. The idea is `diff_cleanupSemantic` of Neil Fraser's
//! diff-match-patch: text that two edits share by chance is not worth showing as kept, and goes
//! into them ([`merge_across_slight_equalities`]). His rule compares lengths in characters; here
//! the end of a sentence keeps two edits apart, and additions on both sides of a word do not
//! swallow it. Two rules are ours: an edit that reaches across a comma takes the few words that
//! complete its phrase ([`complete_phrases`]), and a sentence that kept hardly anything is shown
//! whole ([`replace_rewritten_sentences`]).

use std::ops::Range;

use crate::redline::hunk::{DiffInput, Hunk, changed_side, push_hunk};
use crate::text::token::{Token, TokenKind};

/// The widest equality that may go into the hunks around it: four Chinese characters. At
/// nothing the cases `en-lone-of`, `zh-lone-of`, `en-short-glue` and `zh-short-glue` fail.
const WIDEST: usize = 8;

/// The widest that may do so where not both hunks are replacements: two Chinese
/// characters. At 8 the case `zh-list-shift` fails.
const WIDE: usize = 4;

/// An equality this narrow goes even where one of the hunks is narrower still. No case depends on it.
const NARROW: usize = 3;

/// The widest between two additions, or two removals, and how wide each of these must be: the word
/// between was plainly kept, unless it is one character in a long insertion.
/// No case depends on either.
const NARROW_IN_ADDITIONS: usize = 2;
const LONG_ADDITION: usize = 12;

/// How wide an addition and a removal must be, each, to be one replacement with what is between.
/// No case depends on it.
const LONG_EDIT: usize = 6;

/// How many tokens may be struck, or added, around one that changed places. No case depends on it.
const LONGEST_TRANSPOSITION: usize = 12;

/// How wide what completes a phrase may be. At 3 the case `zh-state-flipped` fails, at nothing
/// `en-state-flipped` as well.
const WIDEST_COMPLETION: usize = 6;

/// The narrowest sentence that is shown whole when it was rewritten. No case depends on it.
const NARROWEST_REWRITTEN: usize = 12;

/// A sentence of which less than this share is kept, in tenths, was rewritten. At 6 seven
/// cases fail, `en-order`, `n-en-move-inside` and `zh-word-share-tail` among them; nothing holds it from
/// below.
const KEPT_TENTHS: usize = 3;

/// Merges two hunks where what is between them is too slight to be shown as unchanged.
pub(crate) fn merge_across_slight_equalities(input: DiffInput<'_>, hunks: &mut Vec<Hunk>) {
    let mut done: Vec<MeasuredHunk> = Vec::with_capacity(hunks.len());
    for hunk in hunks.drain(..) {
        let mut right = MeasuredHunk::of(input, hunk);
        // A merged hunk is wider, so what is before it is looked at again.
        while let Some(left) = done.pop() {
            let between = &input.old[left.hunk.old.end..right.hunk.old.start];
            if !is_slight(input, between, &left, &right) {
                done.push(left);
                break;
            }
            right = left.merged(right, width(between));
        }
        done.push(right);
    }
    hunks.extend(done.into_iter().map(|measured| measured.hunk));
}

/// A hunk with the width of its two sides.
struct MeasuredHunk {
    hunk: Hunk,
    old: usize,
    new: usize,
}

impl MeasuredHunk {
    fn of(input: DiffInput<'_>, hunk: Hunk) -> MeasuredHunk {
        MeasuredHunk {
            old: width(&input.old[hunk.old.clone()]),
            new: width(&input.new[hunk.new.clone()]),
            hunk,
        }
    }

    /// This one, what is between, and the one behind it as one.
    fn merged(self, right: MeasuredHunk, between: usize) -> MeasuredHunk {
        MeasuredHunk {
            hunk: Hunk {
                old: self.hunk.old.start..right.hunk.old.end,
                new: self.hunk.new.start..right.hunk.new.end,
            },
            old: self.old + between + right.old,
            new: self.new + between + right.new,
        }
    }

    /// The wider of its two sides.
    fn width(&self) -> usize {
        self.old.max(self.new)
    }
}

/// Whether an equality is too slight to be shown as unchanged between two hunks.
fn is_slight(
    input: DiffInput<'_>,
    between: &[Token<'_>],
    left: &MeasuredHunk,
    right: &MeasuredHunk,
) -> bool {
    let equal = width(between);
    if between
        .iter()
        .any(|token| token.kind == TokenKind::SentenceEnd)
    {
        // The end of a sentence keeps two edits apart, but not an edit and a lone quote.
        return equal == 0 && between.len() == 1 && right.width() == 0;
    }
    let replacements = [left, right].map(|measured| measured.hunk.is_replacement());
    if equal == 0 {
        // A comma between two replacements is noise; next to an addition it shows where it begins.
        return replacements == [true, true];
    }
    let (narrower, both) = (
        left.width().min(right.width()),
        left.width() + right.width(),
    );
    if is_same_kind(&left.hunk, &right.hunk) {
        return equal <= NARROW_IN_ADDITIONS && narrower >= LONG_ADDITION;
    }
    // The factors say how much wider than the equality the hunks must be, and grow with how wide it
    // is. The case `zh-word-share-tail` holds those of the last two rules from below.
    match replacements {
        _ if equal > WIDEST => false,
        [true, true] if equal > WIDE => narrower >= equal && both >= 4 * equal,
        _ if equal > WIDE => false,
        [false, false] => {
            narrower >= LONG_EDIT.max(2 * equal) || is_transposed(input, &left.hunk, &right.hunk)
        }
        // A lone mark goes with the replacement next to it.
        _ if narrower == 0 => both >= equal,
        [true, true] if both >= 3 * equal + 2 => true,
        _ => (equal <= NARROW || narrower >= equal) && both >= 2 * equal + 2,
    }
}

/// Whether a token was struck on one side of an equality and added on the other.
fn is_transposed(input: DiffInput<'_>, left: &Hunk, right: &Hunk) -> bool {
    let struck = [&left.old, &right.old].map(|range| &input.old[range.clone()]);
    let added = [&left.new, &right.new].map(|range| &input.new[range.clone()]);
    let (struck, added) = (struck.concat(), added.concat());
    let comes_back =
        |token: &Token<'_>| token.width() > 0 && added.iter().any(|other| other.key == token.key);
    // In a long phrase a word that comes back is a coincidence.
    struck.len().max(added.len()) <= LONGEST_TRANSPOSITION && struck.iter().any(comes_back)
}

fn is_same_kind(left: &Hunk, right: &Hunk) -> bool {
    let both_add = left.old.is_empty() && right.old.is_empty();
    let both_strike = left.new.is_empty() && right.new.is_empty();
    both_add || both_strike
}

/// Completes an addition, or a removal, that reaches from inside one phrase into the inside of
/// another: in 默认[+开启，你可以随时+]关闭 the word 关闭 is not the one that was there. What is
/// left of that phrase goes in.
pub(crate) fn complete_phrases(input: DiffInput<'_>, hunks: &mut Vec<Hunk>) {
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

/// How many of the tokens behind a hunk complete its phrase.
fn missing(input: DiffInput<'_>, hunk: &Hunk, room: usize) -> usize {
    let (tokens, range) = changed_side(input, hunk);
    if hunk.is_replacement() || !straddles(tokens, range) {
        return 0;
    }
    let behind = &tokens[range.end..range.end + room];
    let more = behind.iter().take_while(|token| !is_pause(token)).count();
    if width(&behind[..more]) <= WIDEST_COMPLETION {
        more
    } else {
        0
    }
}

/// Whether a run of tokens begins and ends inside two different phrases.
fn straddles(tokens: &[Token<'_>], range: &Range<usize>) -> bool {
    let is_inside = |at: usize| {
        let pauses = |at: Option<usize>| at.and_then(|at| tokens.get(at)).is_none_or(is_pause);
        !pauses(at.checked_sub(1)) && !pauses(Some(at))
    };
    tokens[range.clone()].iter().any(is_pause) && is_inside(range.start) && is_inside(range.end)
}

/// Whether a token parts two phrases. The comma of a list does not: 、 joins.
fn is_pause(token: &Token<'_>) -> bool {
    token.kind == TokenKind::SentenceEnd || matches!(token.text, "," | "，")
}

/// Shows a sentence whole, old and new, where the two have hardly anything in common.
pub(crate) fn replace_rewritten_sentences(input: DiffInput<'_>, hunks: &mut Vec<Hunk>) {
    let mut done: Vec<Hunk> = Vec::with_capacity(hunks.len());
    let mut rest = hunks.as_slice();
    let mut floor = 0;
    while !rest.is_empty() {
        let (sentence, after) = rest.split_at(one_sentence(input, rest));
        rest = after;
        let ceiling = rest.first().map_or(input.old.len(), |next| next.old.start);
        let whole = sentence_around(input, sentence, floor, ceiling);
        floor = sentence[sentence.len() - 1].old.end;
        // One hunk is easy to read however little it leaves.
        if sentence.len() > 1 && is_rewritten(input, sentence, &whole) {
            floor = whole.old.end;
            push_hunk(&mut done, whole);
        } else {
            done.extend_from_slice(sentence);
        }
    }
    *hunks = done;
}

/// How many of the hunks are before the next kept end of a sentence.
fn one_sentence(input: DiffInput<'_>, hunks: &[Hunk]) -> usize {
    let are_parted = |two: &[Hunk]| {
        let between = &input.old[two[0].old.end..two[1].old.start];
        between
            .iter()
            .any(|token| token.kind == TokenKind::SentenceEnd)
    };
    let count = hunks.windows(2).position(are_parted);
    count.map_or(hunks.len(), |count| count + 1)
}

/// The sentence that the hunks are in, without its end, between two old places.
fn sentence_around(input: DiffInput<'_>, hunks: &[Hunk], floor: usize, ceiling: usize) -> Hunk {
    let (first, last) = (&hunks[0], &hunks[hunks.len() - 1]);
    let is_end = |token: &Token<'_>| token.kind == TokenKind::SentenceEnd;
    let before = &input.old[floor..first.old.start];
    let lead = before
        .iter()
        .rev()
        .take_while(|token| !is_end(token))
        .count();
    let after = &input.old[last.old.end..ceiling];
    let trail = after.iter().take_while(|token| !is_end(token)).count();
    Hunk {
        old: first.old.start - lead..last.old.end + trail,
        new: first.new.start - lead..last.new.end + trail,
    }
}

fn is_rewritten(input: DiffInput<'_>, hunks: &[Hunk], whole: &Hunk) -> bool {
    let struck: usize = hunks
        .iter()
        .map(|hunk| width(&input.old[hunk.old.clone()]))
        .sum();
    let old = width(&input.old[whole.old.clone()]);
    let new = width(&input.new[whole.new.clone()]);
    let kept = old - struck;
    // Against the shorter, or a sentence that only grew would seem rewritten.
    let shorter = old.min(new);
    shorter >= NARROWEST_REWRITTEN && 10 * kept < KEPT_TENTHS * shorter
}

fn width(tokens: &[Token<'_>]) -> usize {
    tokens.iter().map(Token::width).sum()
}
