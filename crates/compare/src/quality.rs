//! How good a comparison is, in numbers that a gate can hold.
//!
//! Two notices go in, [`Quality`] comes out: whether both texts can be rebuilt, whether the
//! answer is the same both ways round, how much is marked as changed against the least that
//! would do, and what makes a redline hard to read. Entry point: [`of`].

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use notice::Notice;
use notice::change::{BlockChange, Op, Span, Status};
use notice::text::han;
use serde::{Deserialize, Serialize};

use crate::align::matching::Pair;
use crate::align::rows::align;
use crate::block_outcomes::{self, LINE_END, Outcome};
use crate::blocks::Block;
use crate::blocks::flatten::{Side, flatten};
use crate::redline::hunk::DiffInput;
use crate::redline::pipeline::shortest;
use crate::redline::spans::side;
use crate::text::token::Token;
use crate::text::tokenize::Tokens;
use crate::text::word_segmentation;

/// One pair of files, compared and timed: what the example `measure` prints as a line of JSON.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TimedComparison {
    /// Milliseconds from the two texts to what changed, in the median of several runs.
    pub ms: f64,
    /// How good the comparison is.
    pub forward: Quality,
    /// How good the comparison of the new text with the old one is.
    pub reversed: Quality,
    /// Whether the new text compared with itself shows no change.
    pub is_identity: bool,
    /// What changed.
    pub blocks: Vec<BlockChange>,
}

/// How good one comparison is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Quality {
    /// Whether equal and deleted runs give the old text, equal and inserted ones the new one.
    pub is_rebuilt: bool,
    /// Pairs of old and new blocks that the reversed comparison makes as well.
    pub pairs_both_ways: usize,
    /// All pairs that either direction makes.
    pub pairs: usize,
    /// Characters that are marked as changed.
    pub changed: usize,
    /// Characters that the shortest edit of the whole text changes.
    pub shortest: usize,
    /// Hunks.
    pub hunks: usize,
    /// Hunks in edited blocks.
    pub hunks_in_edited: usize,
    /// Blocks that were edited.
    pub edited: usize,
    /// Equal text of two letters or fewer between two hunks.
    pub short_equalities: usize,
    /// Edges of a change inside a Chinese word.
    pub cut_words: usize,
    /// Edges of a change inside a number or a word in letters.
    pub cut_figures: usize,
}

/// Measures the comparison of two notices.
pub fn of(old: &Notice, new: &Notice) -> Quality {
    let (old, new) = (flatten(old, Side::Older), flatten(new, Side::Newer));
    let forward = align(&old, &new);
    let backward = align(&new, &old);
    let outcomes = block_outcomes::outcomes(&old, &new, &forward);
    let mut quality = Quality {
        is_rebuilt: is_rebuilt(&old, &new, &outcomes),
        shortest: shortest_edit(&old, &new),
        ..Quality::default()
    };
    (quality.pairs_both_ways, quality.pairs) = symmetry(&forward, &backward);
    for outcome in &outcomes {
        quality.add(&outcome.change.spans, outcome.change.status);
    }
    quality
}

impl Quality {
    fn add(&mut self, spans: &[Span], status: Status) {
        let is_edited = matches!(status, Status::Edited | Status::MovedEdited);
        let hunks = hunks(spans);
        let changed = spans.iter().filter(|span| span.0 != Op::Equal);
        self.changed += changed
            .map(|span| visible_characters(&span.1))
            .sum::<usize>();
        self.hunks += hunks;
        if is_edited {
            self.edited += 1;
            self.hunks_in_edited += hunks;
        }
        self.short_equalities += short_equalities(spans);
        for op in [Op::Delete, Op::Insert] {
            let (words, figures) = cuts(spans, op);
            self.cut_words += words;
            self.cut_figures += figures;
        }
    }
}

/// Whether each old and each new text can be read back from the changes, character for character.
fn is_rebuilt(old: &[Block], new: &[Block], outcomes: &[Outcome]) -> bool {
    let mut is_new = new.iter();
    let mut of_old: BTreeMap<usize, (Range<usize>, String)> = BTreeMap::new();
    for Outcome { old, change } in outcomes {
        if change.status != Status::Removed {
            let text = side(&change.spans, Op::Insert);
            if is_new.next().is_none_or(|block| block.text != text) {
                return false;
            }
        }
        if !old.is_empty() {
            let entry = of_old
                .entry(old.start)
                .or_insert((old.clone(), String::new()));
            entry.1 += &side(&change.spans, Op::Delete);
        }
    }
    let joined = |range: &Range<usize>| {
        let texts: Vec<&str> = old[range.clone()]
            .iter()
            .map(|block| block.text.as_str())
            .collect();
        texts.join(LINE_END)
    };
    let covered: usize = of_old.values().map(|(range, _)| range.len()).sum();
    is_new.next().is_none()
        && covered == old.len()
        && of_old.values().all(|(range, text)| joined(range) == *text)
}

/// How many pairs both directions make, and how many either makes.
fn symmetry(forward: &[Pair], backward: &[Pair]) -> (usize, usize) {
    let forward: HashSet<(usize, usize)> = forward.iter().flat_map(block_pairs).collect();
    let backward: HashSet<(usize, usize)> = backward
        .iter()
        .flat_map(block_pairs)
        .map(|(new, old)| (old, new))
        .collect();
    let both = forward.intersection(&backward).count();
    (both, forward.union(&backward).count())
}

fn block_pairs(pair: &Pair) -> impl Iterator<Item = (usize, usize)> {
    pair.old
        .clone()
        .flat_map(|old| pair.new.clone().map(move |new| (old, new)))
}

/// How many characters the shortest edit of one text into the other changes, blocks aside.
fn shortest_edit(old: &[Block], new: &[Block]) -> usize {
    fn tokens(blocks: &[Block]) -> Vec<Token<'_>> {
        blocks
            .iter()
            .flat_map(|block| Tokens::of(&block.text).list)
            .collect()
    }
    let (old, new) = (tokens(old), tokens(new));
    let input = DiffInput {
        old: &old,
        new: &new,
    };
    let count = |tokens: &[Token<'_>]| {
        let characters = tokens.iter().map(|token| visible_characters(token.text));
        characters.sum::<usize>()
    };
    shortest(input)
        .iter()
        .map(|hunk| count(&old[hunk.old.clone()]) + count(&new[hunk.new.clone()]))
        .sum()
}

/// Characters that a reader sees.
fn visible_characters(text: &str) -> usize {
    text.chars()
        .filter(|character| !character.is_whitespace())
        .count()
}

/// Hunks: struck and added text side by side is one.
fn hunks(spans: &[Span]) -> usize {
    let starts = |at: usize| spans[at].0 != Op::Equal && (at == 0 || spans[at - 1].0 == Op::Equal);
    (0..spans.len()).filter(|&at| starts(at)).count()
}

fn short_equalities(spans: &[Span]) -> usize {
    let inner = spans.iter().enumerate().skip(1).rev().skip(1);
    inner
        .filter(|(_, span)| span.0 == Op::Equal)
        .filter(|(_, span)| {
            span.1
                .chars()
                .filter(|character| character.is_alphanumeric())
                .count()
                <= 2
        })
        .count()
}

/// Edges of change inside a Chinese word, and inside a number or word in letters, on one side.
fn cuts(spans: &[Span], op: Op) -> (usize, usize) {
    let text = side(spans, op);
    let mut at = 0;
    let (mut words, mut figures) = (0, 0);
    let mut last = None;
    for span in spans
        .iter()
        .filter(|span| span.0 == Op::Equal || span.0 == op)
    {
        if last.is_some_and(|last| last != span.0) {
            words += usize::from(is_inside_han_word(&text, at));
            figures += usize::from(is_inside_figure(&text, at));
        }
        last = Some(span.0);
        at += span.1.len();
    }
    (words, figures)
}

fn is_inside_han_word(text: &str, at: usize) -> bool {
    let before = &text[..at];
    let start = before.trim_end_matches(han::is_han).len();
    let end = text[at..]
        .find(|character| !han::is_han(character))
        .map_or(text.len(), |end| at + end);
    start < at
        && at < end
        && !word_segmentation::word_ends(&text[start..end]).contains(&(at - start))
}

fn is_inside_figure(text: &str, at: usize) -> bool {
    let (before, after) = (text[..at].chars().next_back(), text[at..].chars().next());
    let is_digit =
        |character: Option<char>| character.is_some_and(|character| character.is_ascii_digit());
    let is_letter = |character: Option<char>| {
        character.is_some_and(|character| character.is_alphabetic() && !han::is_han(character))
    };
    let joins = |character: Option<char>| matches!(character, Some('.' | ','));
    let beyond = text[..at].chars().nth_back(1);
    (is_digit(before) && is_digit(after))
        || (is_letter(before) && is_letter(after))
        || (is_digit(beyond) && joins(before) && is_digit(after))
}
