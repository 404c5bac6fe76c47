//! Where an addition or a removal reads best.
//!
//! In `A. [+B. +]C.` the same edit could be `A[+. B+]. C.`: hunks go in and come out, each
//! pure addition and removal moved to where a sentence or a part of one begins.
//! Entry point: [`slide`].

use std::ops::Range;

use crate::redline::hunk::{DiffInput, Hunk, changed_side, push_hunk};
use crate::text::token::{Token, TokenKind};

/// Moves each pure addition and removal to the place where it reads best.
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
    let (words, range) = changed_side(input, &hunk);
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
    Hunk {
        old: moved(&hunk.old),
        new: moved(&hunk.new),
    }
}

/// How well a stretch of words can be lifted out: the better its two edges, the better.
fn placement(words: &[Token<'_>], range: &Range<usize>) -> u32 {
    edge(words, range.start) + edge(words, range.end)
}

/// How natural a cut before the word at `at` is.
fn edge(words: &[Token<'_>], at: usize) -> u32 {
    let (Some(before), Some(after)) = (at.checked_sub(1).map(|at| &words[at]), words.get(at))
    else {
        return 6;
    };
    if after.space_before.contains('\n') {
        return 6;
    }
    match before.kind {
        TokenKind::SentenceEnd => 6,
        _ if after.kind == TokenKind::SentenceEnd => 2,
        TokenKind::Punctuation if is_comma(before.text) => 5,
        _ if is_comma(after.text) => 2,
        TokenKind::Punctuation => 2,
        _ if after.kind == TokenKind::Punctuation => 2,
        _ if !after.space_before.is_empty() => 3,
        _ => 1,
    }
}

fn is_comma(mark: &str) -> bool {
    matches!(mark, "," | "，" | "、" | ":" | "：")
}
