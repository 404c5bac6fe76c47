//! The shortest edit between two sequences, by `imara-diff`.
//!
//! Myers, "An O(ND) difference algorithm and its variations" (1986), without the heuristics that
//! `git diff` uses to give up early; for texts that are too long for that, the histogram diff of
//! JGit. Sequences of keys go in, hunks come out. Entry points: [`of_tokens`], [`of`].

use imara_diff::{Algorithm, Diff, Token};
use rustc_hash::FxHashMap;

use crate::redline::hunk::{DiffInput, Hunk};

/// Past this many pairs of tokens the exact search gets slow: two blocks of 2,000 tokens
/// each.
const MOST_PAIRS: usize = 4_000_000;

/// The shortest edit between two lists of tokens.
pub(crate) fn of_tokens(input: DiffInput<'_>) -> Vec<Hunk> {
    of(
        input.old.iter().map(|token| token.key),
        input.new.iter().map(|token| token.key),
    )
}

/// The shortest edit between two sequences of keys.
pub(crate) fn of(old: impl Iterator<Item = u64>, new: impl Iterator<Item = u64>) -> Vec<Hunk> {
    // `imara-diff` wants dense numbers, which its own interner would make from the texts; the
    // keys are there already.
    let mut interned = FxHashMap::default();
    let mut intern = |key: u64| {
        let next = u32::try_from(interned.len()).expect("a text has fewer than 2^32 tokens");
        Token(*interned.entry(key).or_insert(next))
    };
    let old: Vec<Token> = old.map(&mut intern).collect();
    let new: Vec<Token> = new.map(&mut intern).collect();
    let count = u32::try_from(interned.len()).expect("a text has fewer than 2^32 tokens");
    let algorithm = if old.len() * new.len() <= MOST_PAIRS {
        Algorithm::MyersMinimal
    } else {
        Algorithm::Histogram
    };
    let mut diff = Diff::default();
    diff.compute_with(algorithm, &old, &new, count);
    diff.hunks()
        .map(|hunk| Hunk {
            old: hunk.before.start as usize..hunk.before.end as usize,
            new: hunk.after.start as usize..hunk.after.end as usize,
        })
        .collect()
}
