//! The verdict: what became of each block, with its redline.
//!
//! Pieces and links go in; changes come out in the new text's order, removed blocks at their
//! old place. Entry point: [`changes`].

use std::ops::Range;

use notice::change::{BlockChange, Op, Span, Status, Weight};

use crate::align::matching::{Link, in_place};
use crate::blocks::flatten::Piece;
use crate::edit_kind::{Edit, other_links};
use crate::redline::hunk::DiffInput;
use crate::redline::pipeline::hunks;
use crate::redline::spans;
use crate::text::words::Words;

/// A change and the old pieces that it is about: none for an addition, and the same ones for
/// each part of a block that was split.
pub(crate) struct Traced {
    /// The old pieces.
    pub old: Range<usize>,
    /// What became of them.
    pub change: BlockChange,
}

/// What became of each block.
pub(crate) fn changes(old: &[Piece], new: &[Piece], links: &[Link]) -> Vec<Traced> {
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
        let Some(piece) = new.get(at) else { break };
        match of_new[at] {
            None => {
                changes.push(Traced {
                    old: 0..0,
                    change: lone(piece, Status::Added),
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
fn removed(old: &[Piece], places: usize, links: &[Link], stays: &[bool]) -> Vec<Vec<Traced>> {
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

fn lone(piece: &Piece, status: Status) -> BlockChange {
    let is_added = status == Status::Added;
    let op = if is_added { Op::Insert } else { Op::Delete };
    let (old_number, new_number) = match is_added {
        true => (None, piece.label.clone()),
        false => (piece.label.clone(), None),
    };
    BlockChange {
        clause: piece.clause.clone(),
        kind: piece.kind,
        status,
        weight: Weight::Words,
        old_number,
        new_number,
        spans: vec![Span(op, piece.text.clone())],
        old_clause: None,
        links: Vec::new(),
    }
}

/// The changes of one link: one for each new piece.
fn linked(old: &[Piece], new: &[Piece], link: &Link, has_moved: bool) -> Vec<BlockChange> {
    let (old, new) = (&old[link.old.clone()], &new[link.new.clone()]);
    let redlines = redlines(old, new);
    let is_alone = old.len() == 1 && new.len() == 1;
    let changes = new.iter().zip(redlines).enumerate();
    changes
        .map(|(index, (piece, spans))| {
            let before = &old[index.min(old.len() - 1)];
            let links = if is_alone {
                other_links(before, piece)
            } else {
                Vec::new()
            };
            let edit = Edit::of(before, piece, &spans, &links, is_alone);
            BlockChange {
                clause: piece.clause.clone(),
                kind: piece.kind,
                status: edit.status(has_moved),
                weight: edit.weight(),
                old_number: (index < old.len()).then(|| before.label.clone()).flatten(),
                new_number: piece.label.clone(),
                spans,
                old_clause: (before.clause != piece.clause).then(|| before.clause.clone()),
                links,
            }
        })
        .collect()
}

/// The spans of each new piece.
fn redlines(old: &[Piece], new: &[Piece]) -> Vec<Vec<Span>> {
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

/// The words of several pieces as one list, and the word at which each piece but the first begins.
fn words<'a>(pieces: &'a [Piece], between: &'a str) -> (Words<'a>, Vec<usize>) {
    let mut all = Words::default();
    let mut breaks = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        let mut words = Words::of(&piece.text);
        if index > 0 {
            breaks.push(all.list.len());
            if let Some(first) = words.list.first_mut() {
                first.gap = between;
            }
        }
        all.list.extend(words.list);
        all.tail = words.tail;
    }
    (all, breaks)
}
