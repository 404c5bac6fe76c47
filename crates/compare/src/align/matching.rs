//! The matching under construction: which blocks are paired so far, and which are still free.
//!
//! A matching in the sense of graph theory: each block is in one pair at most, and a pair may have
//! several blocks on one side. Filled pass by pass by [`crate::align::passes`].
//! Entry point: [`Matching`].

use std::cell::OnceCell;
use std::ops::Range;

use crate::align::heaviest_subsequence::heaviest_increasing;
use crate::align::similarity::Bag;
use crate::blocks::Block;

/// Old blocks that became new ones: one and one, or one and several that are neighbours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pair {
    /// The old blocks.
    pub old: Range<usize>,
    /// The new blocks.
    pub new: Range<usize>,
}

/// A block that may be paired, with the terms that it is compared by.
#[derive(Clone, Copy)]
pub(crate) struct Candidate<'a> {
    pub block: &'a Block,
    pub bag: &'a Bag,
    /// The terms of a row's name.
    pub name: Option<&'a Bag>,
}

/// Two lists of blocks and the pairs between them.
pub(crate) struct Matching<'a> {
    /// The old blocks.
    pub old: &'a [Block],
    /// The new blocks.
    pub new: &'a [Block],
    /// All pairs ever made; those that were undone are empty, so that indices stay valid.
    pairs: Vec<Pair>,
    pair_of_old: Vec<Option<usize>>,
    pair_of_new: Vec<Option<usize>>,
    /// Made when first asked for: most blocks are paired by their hash and never need one.
    old_bags: Vec<OnceCell<Bag>>,
    new_bags: Vec<OnceCell<Bag>>,
    old_names: Vec<OnceCell<Bag>>,
    new_names: Vec<OnceCell<Bag>>,
}

impl<'a> Matching<'a> {
    /// Two lists of blocks, all free.
    pub(crate) fn new(old: &'a [Block], new: &'a [Block]) -> Matching<'a> {
        Matching {
            old,
            new,
            pairs: Vec::with_capacity(old.len()),
            pair_of_old: vec![None; old.len()],
            pair_of_new: vec![None; new.len()],
            old_bags: vec![OnceCell::new(); old.len()],
            new_bags: vec![OnceCell::new(); new.len()],
            old_names: vec![OnceCell::new(); old.len()],
            new_names: vec![OnceCell::new(); new.len()],
        }
    }

    /// Whether there is an old block at this index and it is in no pair.
    pub(crate) fn is_free_old(&self, at: usize) -> bool {
        self.pair_of_old.get(at) == Some(&None)
    }

    /// Whether there is a new block at this index and it is in no pair.
    pub(crate) fn is_free_new(&self, at: usize) -> bool {
        self.pair_of_new.get(at) == Some(&None)
    }

    /// Whether these two are in one pair.
    pub(crate) fn are_paired(&self, old: usize, new: usize) -> bool {
        let pair = self.pair_of_old.get(old).copied().flatten();
        pair.is_some() && self.pair_of_new.get(new).copied().flatten() == pair
    }

    /// Pairs two free blocks.
    pub(crate) fn pair(&mut self, old: usize, new: usize) {
        self.add(Pair {
            old: old..old + 1,
            new: new..new + 1,
        });
    }

    /// Adds a pair of free blocks.
    pub(crate) fn add(&mut self, pair: Pair) {
        let id = Some(self.pairs.len());
        self.pair_of_old[pair.old.clone()].fill(id);
        self.pair_of_new[pair.new.clone()].fill(id);
        self.pairs.push(pair);
    }

    /// Undoes the pair of an old block.
    pub(crate) fn unpair(&mut self, old: usize) {
        let Some(id) = self.pair_of_old[old] else {
            return;
        };
        let undone = Pair {
            old: 0..0,
            new: 0..0,
        };
        let pair = std::mem::replace(&mut self.pairs[id], undone);
        self.pair_of_old[pair.old].fill(None);
        self.pair_of_new[pair.new].fill(None);
    }

    /// The pairs of one block and one block.
    pub(crate) fn one_to_one(&self) -> impl Iterator<Item = (usize, usize)> {
        self.pairs
            .iter()
            .filter(|pair| pair.old.len() == 1 && pair.new.len() == 1)
            .map(|pair| (pair.old.start, pair.new.start))
    }

    /// Where the pairs begin that moved: those that cross heavier ones.
    pub(crate) fn moved(&self) -> Vec<(usize, usize)> {
        self.starts(0..self.old.len(), 0..self.new.len(), false)
    }

    /// Where the pairs inside these ranges begin that kept their order among themselves.
    pub(crate) fn anchors(&self, old: Range<usize>, new: Range<usize>) -> Vec<(usize, usize)> {
        self.starts(old, new, true)
    }

    fn starts(&self, old: Range<usize>, new: Range<usize>, in_order: bool) -> Vec<(usize, usize)> {
        let pairs = self.sorted(old, new);
        let kept_order = kept_order(&pairs, self.old);
        let starts = pairs.iter().map(|pair| (pair.old.start, pair.new.start));
        starts
            .zip(kept_order)
            .filter(|(_, kept)| *kept == in_order)
            .map(|(start, _)| start)
            .collect()
    }

    fn sorted(&self, old: Range<usize>, new: Range<usize>) -> Vec<Pair> {
        let is_inside = |pair: &&Pair| {
            !pair.old.is_empty() && old.contains(&pair.old.start) && new.contains(&pair.new.start)
        };
        let mut pairs: Vec<Pair> = self.pairs.iter().filter(is_inside).cloned().collect();
        pairs.sort_unstable_by_key(|pair| pair.old.start);
        pairs
    }

    /// An old block with its terms.
    pub(crate) fn old_candidate(&self, at: usize) -> Candidate<'_> {
        candidate(&self.old[at], &self.old_bags[at], &self.old_names[at])
    }

    /// A new block with its terms.
    pub(crate) fn new_candidate(&self, at: usize) -> Candidate<'_> {
        candidate(&self.new[at], &self.new_bags[at], &self.new_names[at])
    }

    /// All pairs, in the order of the old blocks.
    pub(crate) fn into_pairs(self) -> Vec<Pair> {
        self.sorted(0..self.old.len(), 0..self.new.len())
    }
}

fn candidate<'a>(
    block: &'a Block,
    bag: &'a OnceCell<Bag>,
    name: &'a OnceCell<Bag>,
) -> Candidate<'a> {
    let row_name = block.row_name.as_deref();
    Candidate {
        block,
        bag: bag.get_or_init(|| Bag::of(&block.text)),
        name: row_name.map(|row_name| name.get_or_init(|| Bag::of(row_name))),
    }
}

/// For each pair, in the order of the old blocks, whether it kept its order; the others moved.
pub(crate) fn kept_order(pairs: &[Pair], old: &[Block]) -> Vec<bool> {
    let words = |pair: &Pair| {
        old[pair.old.clone()]
            .iter()
            .map(|block| u64::from(block.word_count))
            .sum()
    };
    let weighted: Vec<(usize, u64)> = pairs
        .iter()
        .map(|pair| (pair.new.start, words(pair)))
        .collect();
    heaviest_increasing(&weighted)
}
