//! The shortest edit between two sequences, by `imara-diff`.
//!
//! Sequences of keys go in, stretches of change come out. Entry points: [`of_words`], [`of`].

use imara_diff::{Algorithm, Diff, Token};
use rustc_hash::FxHashMap;

use crate::redline::hunk::{DiffInput, Hunk};

/// Past this many pairs of words the exact search for the shortest edit gets slow.
const MOST_PAIRS: usize = 4_000_000;

/// The shortest edit between two lists of words.
pub(crate) fn of_words(input: DiffInput<'_>) -> Vec<Hunk> {
    of(
        input.old.iter().map(|word| word.key),
        input.new.iter().map(|word| word.key),
    )
}

/// The shortest edit between two sequences of keys.
pub(crate) fn of(old: impl Iterator<Item = u64>, new: impl Iterator<Item = u64>) -> Vec<Hunk> {
    let mut tokens = FxHashMap::default();
    let mut token = |key: u64| {
        let next = u32::try_from(tokens.len()).expect("a text has fewer than four billion words");
        Token(*tokens.entry(key).or_insert(next))
    };
    let old: Vec<Token> = old.map(&mut token).collect();
    let new: Vec<Token> = new.map(&mut token).collect();
    let count = u32::try_from(tokens.len()).expect("a text has fewer than four billion words");
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
