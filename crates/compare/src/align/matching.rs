//! The matching: what is linked so far, and what is still free.
//!
//! Filled step by step by [`crate::align::passes`]; each block is in one link at most.
//! Entry point: [`Matching`].

use std::cell::OnceCell;
use std::ops::Range;

use crate::align::increasing;
use crate::align::similarity::Bag;
use crate::blocks::flatten::Block;

/// Old blocks that became new ones: one and one, or one and several that stand together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link {
    /// The old blocks.
    pub old: Range<usize>,
    /// The new blocks.
    pub new: Range<usize>,
}

/// A block with its words.
#[derive(Clone, Copy)]
pub(crate) struct Entry<'a> {
    pub block: &'a Block,
    pub bag: &'a Bag,
}

/// The links between two lists of blocks.
pub(crate) struct Matching<'a> {
    /// The old blocks.
    pub old: &'a [Block],
    /// The new blocks.
    pub new: &'a [Block],
    /// All links ever made; those that were undone are empty.
    links: Vec<Link>,
    old_link: Vec<Option<usize>>,
    new_link: Vec<Option<usize>>,
    old_bags: Vec<OnceCell<Bag>>,
    new_bags: Vec<OnceCell<Bag>>,
}

impl<'a> Matching<'a> {
    /// Two lists of blocks, all free.
    pub(crate) fn new(old: &'a [Block], new: &'a [Block]) -> Matching<'a> {
        Matching {
            old,
            new,
            links: Vec::with_capacity(old.len()),
            old_link: vec![None; old.len()],
            new_link: vec![None; new.len()],
            old_bags: vec![OnceCell::new(); old.len()],
            new_bags: vec![OnceCell::new(); new.len()],
        }
    }

    /// Whether there is an old block at this place and it is in no link.
    pub(crate) fn is_free_old(&self, at: usize) -> bool {
        self.old_link.get(at) == Some(&None)
    }

    /// Whether there is a new block at this place and it is in no link.
    pub(crate) fn is_free_new(&self, at: usize) -> bool {
        self.new_link.get(at) == Some(&None)
    }

    /// Whether these two are in one link.
    pub(crate) fn are_linked(&self, old: usize, new: usize) -> bool {
        let link = self.old_link.get(old).copied().flatten();
        link.is_some() && self.new_link.get(new).copied().flatten() == link
    }

    /// Links two free blocks.
    pub(crate) fn link(&mut self, old: usize, new: usize) {
        self.add(Link {
            old: old..old + 1,
            new: new..new + 1,
        });
    }

    /// Links free blocks that stand together.
    pub(crate) fn add(&mut self, link: Link) {
        let id = Some(self.links.len());
        self.old_link[link.old.clone()].fill(id);
        self.new_link[link.new.clone()].fill(id);
        self.links.push(link);
    }

    /// Undoes the link of an old block and gives it back.
    pub(crate) fn unlink(&mut self, old: usize) -> Option<Link> {
        let id = self.old_link[old]?;
        let link = std::mem::replace(
            &mut self.links[id],
            Link {
                old: 0..0,
                new: 0..0,
            },
        );
        self.old_link[link.old.clone()].fill(None);
        self.new_link[link.new.clone()].fill(None);
        Some(link)
    }

    /// The links of one block and one block.
    pub(crate) fn single_links(&self) -> impl Iterator<Item = (usize, usize)> {
        self.links
            .iter()
            .filter(|link| link.old.len() == 1 && link.new.len() == 1)
            .map(|link| (link.old.start, link.new.start))
    }

    /// Links that cross heavier ones.
    pub(crate) fn out_of_place(&self) -> Vec<(usize, usize)> {
        let links = self.sorted(0..self.old.len(), 0..self.new.len());
        let stays = in_place(&links, self.old);
        let firsts = links.iter().map(|link| (link.old.start, link.new.start));
        firsts
            .zip(stays)
            .filter(|link| !link.1)
            .map(|link| link.0)
            .collect()
    }

    /// Links inside these ranges that hold their place among themselves.
    pub(crate) fn in_place_between(
        &self,
        old: Range<usize>,
        new: Range<usize>,
    ) -> Vec<(usize, usize)> {
        let links = self.sorted(old, new);
        let stays = in_place(&links, self.old);
        let firsts = links.iter().map(|link| (link.old.start, link.new.start));
        firsts
            .zip(stays)
            .filter(|link| link.1)
            .map(|link| link.0)
            .collect()
    }

    fn sorted(&self, old: Range<usize>, new: Range<usize>) -> Vec<Link> {
        let is_inside = |link: &&Link| {
            !link.old.is_empty() && old.contains(&link.old.start) && new.contains(&link.new.start)
        };
        let mut links: Vec<Link> = self.links.iter().filter(is_inside).cloned().collect();
        links.sort_unstable_by_key(|link| link.old.start);
        links
    }

    /// An old block with its words.
    pub(crate) fn old_entry(&self, at: usize) -> Entry<'_> {
        let block = &self.old[at];
        Entry {
            block,
            bag: self.old_bags[at].get_or_init(|| Bag::of(&block.text)),
        }
    }

    /// A new block with its words.
    pub(crate) fn new_entry(&self, at: usize) -> Entry<'_> {
        let block = &self.new[at];
        Entry {
            block,
            bag: self.new_bags[at].get_or_init(|| Bag::of(&block.text)),
        }
    }

    /// All links, in the order of the old blocks.
    pub(crate) fn into_links(self) -> Vec<Link> {
        self.sorted(0..self.old.len(), 0..self.new.len())
    }
}

/// For each link, in the order of the old blocks, whether it holds its place.
pub(crate) fn in_place(links: &[Link], old: &[Block]) -> Vec<bool> {
    let weight = |link: &Link| {
        old[link.old.clone()]
            .iter()
            .map(|block| u64::from(block.weight))
            .sum()
    };
    let places: Vec<(usize, u64)> = links
        .iter()
        .map(|link| (link.new.start, weight(link)))
        .collect();
    increasing::in_place(&places)
}
