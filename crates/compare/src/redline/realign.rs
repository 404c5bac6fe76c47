//! Alignment by what words are worth.
//!
//! The shortest edit treats a comma like a name, so between close edits it often keeps the
//! wrong words. Here stretches of close edits are aligned again so that the words that stay
//! say the most, in the fewest pieces. Entry point: [`alignment`].

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::redline::hunk::{DiffInput, Hunk, push_hunk};
use crate::text::token::Token;

/// Words between two edits that are worth this much hold the two apart.
const STRONG: u32 = 40;

/// What one more hunk must be worth.
const HUNK: i32 = 5;

/// How many words beside a stretch of close edits are aligned with it.
const CONTEXT: usize = 4;

/// Past this many pairs of words a stretch keeps its shortest edit.
const MOST_PAIRS: usize = 400_000;

/// Aligns again where edits stand close.
pub(crate) fn alignment(input: DiffInput<'_>, hunks: Vec<Hunk>) -> Vec<Hunk> {
    let mut aligned = Vec::with_capacity(hunks.len());
    let mut rest = hunks.as_slice();
    while !rest.is_empty() {
        let (stretch, after) = rest.split_at(stretch(input, rest));
        rest = after;
        let before = aligned.last().map_or(0, |last: &Hunk| last.old.end);
        let after = rest.first().map_or(input.old.len(), |next| next.old.start);
        let whole = with_context(hull(stretch), before, after);
        let pairs = whole.old.len() * whole.new.len();
        if stretch.len() < 2 || pairs > MOST_PAIRS {
            stretch
                .iter()
                .for_each(|hunk| push_hunk(&mut aligned, hunk.clone()));
        } else {
            Grid::of(input, whole).trace(&mut aligned);
        }
    }
    aligned
}

/// How many of the hunks stand close to each other, from the first on.
fn stretch(input: DiffInput<'_>, hunks: &[Hunk]) -> usize {
    let holds_apart = |two: &[Hunk]| {
        let between = &input.old[two[0].old.end..two[1].old.start];
        between.iter().map(Token::match_score).sum::<u32>() >= STRONG
    };
    let count = hunks.windows(2).position(holds_apart);
    count.map_or(hunks.len(), |count| count + 1)
}

fn hull(hunks: &[Hunk]) -> Hunk {
    let (first, last) = (&hunks[0], &hunks[hunks.len() - 1]);
    Hunk {
        old: first.old.start..last.old.end,
        new: first.new.start..last.new.end,
    }
}

/// A few words on each side, so that a phrase may be found to be kept a little further on.
fn with_context(whole: Hunk, before: usize, after: usize) -> Hunk {
    let lead = CONTEXT.min((whole.old.start - before).div_ceil(2));
    let trail = CONTEXT.min((after - whole.old.end).div_ceil(2));
    Hunk {
        old: whole.old.start - lead..whole.old.end + trail,
        new: whole.new.start - lead..whole.new.end + trail,
    }
}

const NEVER: i32 = i32::MIN / 2;

/// The best worth of an alignment that ends at a place: by a word that stays, or by a change.
#[derive(Clone, Copy)]
struct Best {
    kept: i32,
    changed: i32,
}

/// How the best alignment came to a place, as bits.
mod step {
    /// The word that stays follows one that stays.
    pub const KEPT_AFTER_KEPT: u8 = 1;
    /// The change strikes an old word; otherwise it adds a new one.
    pub const STRIKES: u8 = 2;
    /// The change follows a word that stays.
    pub const OPENS: u8 = 4;
}

impl Best {
    /// The worth of a change that goes on from here, and whether it opens a hunk.
    fn change(self) -> (i32, bool) {
        let opened = self.kept - HUNK;
        (opened.max(self.changed), opened > self.changed)
    }

    /// The worth of a word that stays after this, and how.
    fn keep(self, worth: i32) -> (i32, u8) {
        if self.kept >= self.changed {
            (worth + self.kept, step::KEPT_AFTER_KEPT)
        } else {
            (worth + self.changed, 0)
        }
    }
}

/// The best alignment of each start of the old words with each start of the new ones.
struct Grid {
    whole: Hunk,
    steps: Vec<u8>,
    ends_kept: bool,
}

impl Grid {
    fn of(input: DiffInput<'_>, whole: Hunk) -> Grid {
        let old = &input.old[whole.old.clone()];
        let new = &input.new[whole.new.clone()];
        let width = new.len() + 1;
        let worths = worths(old, new);
        let mut steps = vec![0; (old.len() + 1) * width];
        let border = Best {
            kept: NEVER,
            changed: -HUNK,
        };
        let mut row = vec![border; width];
        row[0] = Best {
            kept: 0,
            changed: NEVER,
        };
        if let Some(first) = steps.get_mut(1) {
            *first = step::OPENS;
        }
        for (index, word) in old.iter().enumerate() {
            let line = &mut steps[(index + 1) * width..][..width];
            line[0] = step::STRIKES | if index == 0 { step::OPENS } else { 0 };
            let mut diagonal = std::mem::replace(&mut row[0], border);
            for (column, other) in new.iter().enumerate() {
                let worth = (word.key == other.key).then(|| {
                    // Words that differ in typography or capitals are lesser partners.
                    let is_variant = word.text != other.text;
                    worths[index] >> u32::from(is_variant)
                });
                let (here, how) = place(worth, diagonal, row[column], row[column + 1]);
                line[column + 1] = how;
                diagonal = std::mem::replace(&mut row[column + 1], here);
            }
        }
        let ends_kept = row[width - 1].kept >= row[width - 1].changed;
        Grid {
            whole,
            steps,
            ends_kept,
        }
    }

    /// Reads the best alignment back, from the end to the start.
    fn trace(&self, hunks: &mut Vec<Hunk>) {
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

/// The best at one place, from its three neighbours. `worth` is what keeping the word gives.
fn place(worth: Option<i32>, diagonal: Best, left: Best, above: Best) -> (Best, u8) {
    let (kept, mut how) = worth.map_or((NEVER, 0), |worth| diagonal.keep(worth));
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

/// What keeping each old word says. A word that stands once in each text says more than one
/// that stands everywhere.
fn worths(old: &[Token<'_>], new: &[Token<'_>]) -> Vec<i32> {
    let mut counts: FxHashMap<u64, (u32, u32)> = FxHashMap::default();
    for word in old {
        counts.entry(word.key).or_default().0 += 1;
    }
    for word in new {
        counts.entry(word.key).or_default().1 += 1;
    }
    let worth = |word: &Token<'_>| {
        let worth = i32::try_from(2 * word.match_score()).unwrap_or(i32::MAX);
        match counts.get(&word.key) {
            Some((1, 1)) => worth + worth / 2,
            Some((one, other)) if one + other > 4 => worth - worth / 4,
            _ => worth,
        }
    };
    old.iter().map(worth).collect()
}
