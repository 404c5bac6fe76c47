//! The verdict: what became of each block, with its redline.
//!
//! Blocks and links go in; changes come out in the new text's order, removed blocks at their
//! old place. Entry point: [`changes`].

use std::ops::Range;

use notice::change::{BlockChange, Op, Span, Status, Weight};

use crate::align::matching::{Link, in_place};
use crate::blocks::flatten::Block;
use crate::edit_kind::{Edit, other_links};
use crate::redline::hunk::DiffInput;
use crate::redline::pipeline::hunks;
use crate::redline::spans;
use crate::text::tokenize::Tokens;

/// A change and the old blocks that it is about: none for an addition, and the same ones for
/// each part of a block that was split.
pub(crate) struct Traced {
    /// The old blocks.
    pub old: Range<usize>,
    /// What became of them.
    pub change: BlockChange,
}

/// What became of each block.
pub(crate) fn changes(old: &[Block], new: &[Block], links: &[Link]) -> Vec<Traced> {
    let stays = in_place(links, old);
    let mut of_new: Vec<Option<usize>> = vec![None; new.len()];
    for (index, link) in links.iter().enumerate() {
        of_new[link.new.clone()].fill(Some(index));
    }
    let mut removed = removed(old, new.len(), links, &stays);
    let mut changes = Vec::with_capacity(new.len() + old.len() / 4);
    let mut at = 0;
    while at <= new.len() {
        changes.append(&mut removed[at]);
        let Some(block) = new.get(at) else { break };
        match of_new[at] {
            None => {
                changes.push(Traced {
                    old: 0..0,
                    change: lone(block, Status::Added),
                });
                at += 1;
            }
            Some(index) => {
                let link = &links[index];
                let parts = linked(old, new, link, !stays[index]).into_iter();
                changes.extend(parts.map(|change| Traced {
                    old: link.old.clone(),
                    change,
                }));
                at = link.new.end;
            }
        }
    }
    changes
}

/// Removed blocks by the new place that they stand before: behind the block they followed.
fn removed(old: &[Block], places: usize, links: &[Link], stays: &[bool]) -> Vec<Vec<Traced>> {
    let mut removed: Vec<Vec<Traced>> = (0..=places).map(|_| Vec::new()).collect();
    let mut place = 0;
    let mut at = 0;
    let mut links = links.iter().zip(stays).peekable();
    while at < old.len() {
        match links.next_if(|(link, _)| link.old.start == at) {
            Some((link, stays)) => {
                if *stays {
                    place = link.new.end;
                }
                at = link.old.end;
            }
            None => {
                removed[place].push(Traced {
                    old: at..at + 1,
                    change: lone(&old[at], Status::Removed),
                });
                at += 1;
            }
        }
    }
    removed
}

fn lone(block: &Block, status: Status) -> BlockChange {
    let is_added = status == Status::Added;
    let op = if is_added { Op::Insert } else { Op::Delete };
    let (old_number, new_number) = match is_added {
        true => (None, block.label.clone()),
        false => (block.label.clone(), None),
    };
    BlockChange {
        clause: block.clause.clone(),
        kind: block.kind,
        status,
        weight: Weight::Words,
        old_number,
        new_number,
        spans: vec![Span(op, block.text.clone())],
        old_clause: None,
        links: Vec::new(),
    }
}

/// The changes of one link: one for each new block.
fn linked(old: &[Block], new: &[Block], link: &Link, has_moved: bool) -> Vec<BlockChange> {
    let (old, new) = (&old[link.old.clone()], &new[link.new.clone()]);
    let redlines = redlines(old, new);
    let is_alone = old.len() == 1 && new.len() == 1;
    let changes = new.iter().zip(redlines).enumerate();
    changes
        .map(|(index, (block, spans))| {
            let before = &old[index.min(old.len() - 1)];
            let links = if is_alone {
                other_links(before, block)
            } else {
                Vec::new()
            };
            let edit = Edit::of(before, block, &spans, &links, is_alone);
            BlockChange {
                clause: block.clause.clone(),
                kind: block.kind,
                status: edit.status(has_moved),
                weight: edit.weight(),
                old_number: (index < old.len()).then(|| before.label.clone()).flatten(),
                new_number: block.label.clone(),
                spans,
                old_clause: (before.clause != block.clause).then(|| before.clause.clone()),
                links,
            }
        })
        .collect()
}

/// The spans of each new block.
fn redlines(old: &[Block], new: &[Block]) -> Vec<Vec<Span>> {
    if let ([old], [new]) = (old, new)
        && old.text == new.text
    {
        return vec![vec![Span(Op::Equal, new.text.clone())]];
    }
    let (old, _) = words(old, LINE_END);
    let (new, breaks) = words(new, "");
    let input = DiffInput {
        old: &old.list,
        new: &new.list,
    };
    spans::spans(&old, &new, &hunks(input), &breaks)
}

/// What stands between two old blocks that were joined.
pub(crate) const LINE_END: &str = "\n";

/// The words of several blocks as one list, and the word at which each block but the first begins.
fn words<'a>(blocks: &'a [Block], between: &'a str) -> (Tokens<'a>, Vec<usize>) {
    let mut all = Tokens::default();
    let mut breaks = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        let mut words = Tokens::of(&block.text);
        if index > 0 {
            breaks.push(all.list.len());
            if let Some(first) = words.list.first_mut() {
                first.space_before = between;
            }
        }
        all.list.extend(words.list);
        all.trailing_space = words.trailing_space;
    }
    (all, breaks)
}
