//! Where an addition or a removal reads best: sliding a hunk.
//!
//! In `A. [+B. +]C.` the same edit could be `A[+. B+]. C.`: a hunk that only adds, or only strikes,
//! can slide as long as the token it takes in on one side equals the one it gives up on the other.
//! What `git diff` does with lines by indentation, and diff-match-patch's
//! `diff_cleanupSemanticLossless` with characters by word and line ends, is done here with tokens by
//! the ends of sentences and of their parts. Entry point: [`slide`].

use std::ops::Range;

use crate::redline::hunk::{DiffInput, Hunk, changed_side, push_hunk};
use crate::text::token::{Token, TokenKind};

/// Slides each pure addition and removal to the place where it reads best.
pub(crate) fn slide(input: DiffInput<'_>, hunks: &mut Vec<Hunk>) {
    let mut placed: Vec<Hunk> = Vec::with_capacity(hunks.len());
    for index in 0..hunks.len() {
        let mut hunk = hunks[index].clone();
        if !hunk.is_replacement() {
            let before = placed.last().map_or(0, |last| last.old.end);
            let after = hunks
                .get(index + 1)
                .map_or(input.old.len(), |next| next.old.start);
            let room = (hunk.old.start - before, after - hunk.old.end);
            hunk = best_place(input, hunk, room);
        }
        push_hunk(&mut placed, hunk);
    }
    *hunks = placed;
}

fn best_place(input: DiffInput<'_>, hunk: Hunk, room: (usize, usize)) -> Hunk {
    let (tokens, range) = changed_side(input, &hunk);
    let same = |one: usize, other: usize| tokens[one].text == tokens[other].text;
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
        // The last of equally good places, as git has it: what is added comes after what it is like.
        .max_by_key(|&by| (placement(tokens, &place(by)), by))
        .unwrap_or(back);
    let moved = |range: &Range<usize>| range.start + by - back..range.end + by - back;
    Hunk {
        old: moved(&hunk.old),
        new: moved(&hunk.new),
    }
}

/// How well a run of tokens can be lifted out: the better its two edges, the better.
fn placement(tokens: &[Token<'_>], range: &Range<usize>) -> u32 {
    edge(tokens, range.start) + edge(tokens, range.end)
}

/// How natural a cut before the token at `at` is. The order of the ranks matters, and that two
/// middling edges do not outweigh a sentence that is lifted out whole; their size does not.
fn edge(tokens: &[Token<'_>], at: usize) -> u32 {
    let (Some(before), Some(after)) = (at.checked_sub(1).map(|at| &tokens[at]), tokens.get(at))
    else {
        return rank::SENTENCE;
    };
    if after.space_before.contains('\n') {
        return rank::SENTENCE;
    }
    match before.kind {
        TokenKind::SentenceEnd => rank::SENTENCE,
        _ if after.kind == TokenKind::SentenceEnd => rank::PUNCTUATION,
        TokenKind::Punctuation if is_comma(before.text) => rank::CLAUSE,
        // A comma opens nothing: it belongs to what is before it.
        _ if is_comma(after.text) => rank::PUNCTUATION,
        TokenKind::Punctuation => rank::PUNCTUATION,
        _ if after.kind == TokenKind::Punctuation => rank::PUNCTUATION,
        _ if !after.space_before.is_empty() => rank::SPACE,
        _ => rank::INSIDE,
    }
}

/// How natural a cut is. A rank can be one more or one less without any case failing.
mod rank {
    /// Where a sentence, a line or the text begins or ends.
    pub const SENTENCE: u32 = 6;
    /// Behind a comma or a colon.
    pub const CLAUSE: u32 = 5;
    /// Between two words with a space between them.
    pub const SPACE: u32 = 3;
    /// Next to any other punctuation.
    pub const PUNCTUATION: u32 = 2;
    /// Between two Chinese words.
    pub const INSIDE: u32 = 1;
}

fn is_comma(mark: &str) -> bool {
    matches!(mark, "," | "，" | "、" | ":" | "：")
}
