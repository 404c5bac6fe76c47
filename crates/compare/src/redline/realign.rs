//! Realignment of edits that are close to each other, by what the kept tokens say.
//!
//! The shortest edit treats a comma like a name, so between close edits it often keeps the wrong
//! tokens. Here such stretches are aligned again by dynamic programming: Needleman and Wunsch with
//! the affine gaps of Gotoh (1982), where opening a gap costs [`HUNK_COST`] and widening it costs
//! nothing. What differs: a match scores by the token ([`Token::match_score`]), a mismatch is not
//! allowed, and struck and added tokens share one gap, so that a replacement pays for one hunk and
//! not for two. Entry point: [`realign`].

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::redline::hunk::{DiffInput, Hunk, push_hunk};
use crate::text::token::Token;

/// Tokens between two edits that score this much keep the two apart, and each is done by itself.
/// At nothing the case `zh-list-shift` fails.
const ANCHOR_SCORE: u32 = 40;

/// What one more hunk must gain. No case depends on it.
const HUNK_COST: i32 = 5;

/// How many tokens next to a stretch are aligned with it. Without any the case `zh-list-shift` fails.
const CONTEXT: usize = 4;

/// Past this many cells of the table a stretch keeps its shortest edit.
const MOST_CELLS: usize = 400_000;

/// Past this many occurrences in both texts together a token is common. No case depends on it.
const COMMON: u32 = 4;

/// Aligns again where edits are close.
pub(crate) fn realign(input: DiffInput<'_>, hunks: Vec<Hunk>) -> Vec<Hunk> {
    let mut aligned = Vec::with_capacity(hunks.len());
    let mut rest = hunks.as_slice();
    while !rest.is_empty() {
        let (stretch, after) = rest.split_at(close_hunks(input, rest));
        rest = after;
        let before = aligned.last().map_or(0, |last: &Hunk| last.old.end);
        let after = rest.first().map_or(input.old.len(), |next| next.old.start);
        let whole = with_context(hull(stretch), before, after);
        let cells = whole.old.len() * whole.new.len();
        // A single hunk has nothing between its edits that could be kept instead.
        if stretch.len() < 2 || cells > MOST_CELLS {
            stretch
                .iter()
                .for_each(|hunk| push_hunk(&mut aligned, hunk.clone()));
        } else {
            Table::fill(input, whole).trace_back(&mut aligned);
        }
    }
    aligned
}

/// How many of the hunks are close to each other, from the first on.
fn close_hunks(input: DiffInput<'_>, hunks: &[Hunk]) -> usize {
    let is_anchor = |two: &[Hunk]| {
        let between = &input.old[two[0].old.end..two[1].old.start];
        between.iter().map(Token::match_score).sum::<u32>() >= ANCHOR_SCORE
    };
    let count = hunks.windows(2).position(is_anchor);
    count.map_or(hunks.len(), |count| count + 1)
}

fn hull(hunks: &[Hunk]) -> Hunk {
    let (first, last) = (&hunks[0], &hunks[hunks.len() - 1]);
    Hunk {
        old: first.old.start..last.old.end,
        new: first.new.start..last.new.end,
    }
}

/// A few tokens on each side, so that a phrase may be found to be kept a little further on.
fn with_context(whole: Hunk, before: usize, after: usize) -> Hunk {
    // Half of what is between two stretches at most, or both would claim it.
    let lead = CONTEXT.min((whole.old.start - before).div_ceil(2));
    let trail = CONTEXT.min((after - whole.old.end).div_ceil(2));
    Hunk {
        old: whole.old.start - lead..whole.old.end + trail,
        new: whole.new.start - lead..whole.new.end + trail,
    }
}

/// The score of a state that cannot be reached; half of the range, so that adding to it is safe.
const NEVER: i32 = i32::MIN / 2;

/// The best scores of an alignment that ends at a cell: by a kept token, or by a change.
#[derive(Clone, Copy)]
struct Best {
    kept: i32,
    changed: i32,
}

/// How the best alignment came to a cell, as bits.
mod step {
    /// The kept token follows a kept one.
    pub const KEPT_AFTER_KEPT: u8 = 1;
    /// The change strikes an old token; otherwise it adds a new one.
    pub const STRIKES: u8 = 2;
    /// The change follows a kept token, and so opens a hunk.
    pub const OPENS: u8 = 4;
}

impl Best {
    /// The score of a change from here, and whether it opens a hunk.
    fn change(self) -> (i32, bool) {
        let opened = self.kept - HUNK_COST;
        (opened.max(self.changed), opened > self.changed)
    }

    /// The score of a token kept after this, and how.
    fn keep(self, score: i32) -> (i32, u8) {
        // On a tie the run of kept tokens goes on, which makes fewer hunks.
        if self.kept >= self.changed {
            (score + self.kept, step::KEPT_AFTER_KEPT)
        } else {
            (score + self.changed, 0)
        }
    }
}

/// The steps to the best alignment of each prefix of the old tokens with each of the new ones.
struct Table {
    whole: Hunk,
    steps: Vec<u8>,
    ends_kept: bool,
}

impl Table {
    /// Fills the table row by row. Scores are needed for one row at a time, steps for all.
    fn fill(input: DiffInput<'_>, whole: Hunk) -> Table {
        let old = &input.old[whole.old.clone()];
        let new = &input.new[whole.new.clone()];
        let width = new.len() + 1;
        let scores = scores(old, new);
        let mut steps = vec![0; (old.len() + 1) * width];
        let border = Best {
            kept: NEVER,
            changed: -HUNK_COST,
        };
        let mut row = vec![border; width];
        row[0] = Best {
            kept: 0,
            changed: NEVER,
        };
        if let Some(first) = steps.get_mut(1) {
            *first = step::OPENS;
        }
        for (index, token) in old.iter().enumerate() {
            let line = &mut steps[(index + 1) * width..][..width];
            line[0] = step::STRIKES | if index == 0 { step::OPENS } else { 0 };
            let mut diagonal = std::mem::replace(&mut row[0], border);
            for (column, other) in new.iter().enumerate() {
                let score = (token.key == other.key).then(|| {
                    // A token that differs in typography is shown as changed after all, so that
                    // keeping it is worth half. Worth double, the case `n-en-recipient-swap` fails.
                    let is_variant = token.text != other.text;
                    scores[index] >> u32::from(is_variant)
                });
                let (here, how) = cell(score, diagonal, row[column], row[column + 1]);
                line[column + 1] = how;
                diagonal = std::mem::replace(&mut row[column + 1], here);
            }
        }
        let ends_kept = row[width - 1].kept >= row[width - 1].changed;
        Table {
            whole,
            steps,
            ends_kept,
        }
    }

    /// Reads the best alignment from the end to the start.
    fn trace_back(&self, hunks: &mut Vec<Hunk>) {
        let width = self.whole.new.len() + 1;
        let (mut old, mut new) = (self.whole.old.len(), self.whole.new.len());
        let mut is_kept = self.ends_kept;
        let mut end = (old, new);
        let mut found = Vec::new();
        while old > 0 || new > 0 {
            let how = self.steps[old * width + new];
            if is_kept {
                (old, new) = (old - 1, new - 1);
                end = (old, new);
                is_kept = how & step::KEPT_AFTER_KEPT != 0;
            } else {
                if how & step::STRIKES != 0 {
                    old -= 1;
                } else {
                    new -= 1;
                }
                is_kept = how & step::OPENS != 0;
                if is_kept {
                    found.push(self.hunk(old..end.0, new..end.1));
                }
            }
        }
        for hunk in found.into_iter().rev() {
            push_hunk(hunks, hunk);
        }
    }

    fn hunk(&self, old: Range<usize>, new: Range<usize>) -> Hunk {
        let (down, right) = (self.whole.old.start, self.whole.new.start);
        Hunk {
            old: old.start + down..old.end + down,
            new: new.start + right..new.end + right,
        }
    }
}

/// The best at one cell, from its three neighbours. `score` is that of the match, if it is one.
fn cell(score: Option<i32>, diagonal: Best, left: Best, above: Best) -> (Best, u8) {
    let (kept, mut how) = score.map_or((NEVER, 0), |score| diagonal.keep(score));
    let (struck, struck_opens) = above.change();
    let (added, added_opens) = left.change();
    let strikes = struck >= added;
    if strikes {
        how |= step::STRIKES;
    }
    if if strikes { struck_opens } else { added_opens } {
        how |= step::OPENS;
    }
    let changed = struck.max(added);
    (Best { kept, changed }, how)
}

/// What keeping each old token scores. One that is unique in each text says half as much again,
/// and a common one a quarter less: the idea of inverse document frequency, in whole numbers so
/// that every machine gives the same redline.
fn scores(old: &[Token<'_>], new: &[Token<'_>]) -> Vec<i32> {
    let mut counts: FxHashMap<u64, (u32, u32)> = FxHashMap::default();
    for token in old {
        counts.entry(token.key).or_default().0 += 1;
    }
    for token in new {
        counts.entry(token.key).or_default().1 += 1;
    }
    let score = |token: &Token<'_>| {
        // Doubled, so that the halves and quarters below lose nothing.
        let score = i32::try_from(2 * token.match_score()).unwrap_or(i32::MAX);
        match counts.get(&token.key) {
            Some((1, 1)) => score + score / 2,
            Some((one, other)) if one + other > COMMON => score - score / 4,
            _ => score,
        }
    };
    old.iter().map(score).collect()
}
