//! The outcome of each block: added, removed, edited or moved, with its redline.
//!
//! Blocks and pairs go in; outcomes come out in the new text's order, removed blocks at their old
//! place. Entry point: [`outcomes`].

use std::ops::Range;

use notice::change::{BlockChange, Cell, Op, Span, Status, Weight};
use rustc_hash::FxHashMap;

use crate::align::matching::{Pair, kept_order};
use crate::blocks::{Block, CellPlace};
use crate::classify_edit::{Edit, emphasis_changes, link_changes};
use crate::redline::hunk::DiffInput;
use crate::redline::pipeline::hunks;
use crate::redline::spans;
use crate::text::tokenize::Tokens;

/// A change and the old blocks that it is about: none for an addition, and the same ones for
/// each part of a block that was split.
pub(crate) struct Outcome {
    /// The old blocks.
    pub old: Range<usize>,
    /// What happened to them.
    pub change: BlockChange,
}

/// The outcome of each block.
pub(crate) fn outcomes(old: &[Block], new: &[Block], pairs: &[Pair]) -> Vec<Outcome> {
    let kept_order = kept_order(pairs, old);
    let rows = Rows::of(old, new, pairs);
    let mut pair_of_new: Vec<Option<usize>> = vec![None; new.len()];
    for (index, pair) in pairs.iter().enumerate() {
        pair_of_new[pair.new.clone()].fill(Some(index));
    }
    let mut removed = removed(old, new.len(), pairs, &kept_order, &rows);
    let mut outcomes = Vec::with_capacity(new.len() + old.len() / 4);
    let mut at = 0;
    while at <= new.len() {
        outcomes.append(&mut removed[at]);
        let Some(block) = new.get(at) else { break };
        match pair_of_new[at] {
            None => {
                outcomes.push(Outcome {
                    old: 0..0,
                    change: BlockChange {
                        cell: rows.new_cell(block),
                        ..unpaired(block, Status::Added)
                    },
                });
                at += 1;
            }
            Some(index) => {
                let pair = &pairs[index];
                let parts = paired(old, new, pair, !kept_order[index]).into_iter();
                let parts = parts.zip(&new[pair.new.clone()]);
                outcomes.extend(parts.map(|(change, block)| Outcome {
                    old: pair.old.clone(),
                    change: BlockChange {
                        cell: rows.new_cell(block),
                        ..change
                    },
                }));
                at = pair.new.end;
            }
        }
    }
    outcomes
}

/// Removed blocks by the new place that they are shown before: behind the block they followed.
fn removed(
    old: &[Block],
    places: usize,
    pairs: &[Pair],
    kept_order: &[bool],
    rows: &Rows,
) -> Vec<Vec<Outcome>> {
    let mut removed: Vec<Vec<Outcome>> = (0..=places).map(|_| Vec::new()).collect();
    let mut place = 0;
    let mut at = 0;
    let mut pairs = pairs.iter().zip(kept_order).peekable();
    while at < old.len() {
        match pairs.next_if(|(pair, _)| pair.old.start == at) {
            Some((pair, kept_order)) => {
                // A block that moved takes nothing with it: what followed it is shown where it was.
                if *kept_order {
                    place = pair.new.end;
                }
                at = pair.old.end;
            }
            None => {
                removed[place].push(Outcome {
                    old: at..at + 1,
                    change: BlockChange {
                        cell: rows.old_cell(&old[at]),
                        ..unpaired(&old[at], Status::Removed)
                    },
                });
                at += 1;
            }
        }
    }
    removed
}

fn unpaired(block: &Block, status: Status) -> BlockChange {
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
        emphasis: Vec::new(),
        cell: None,
    }
}

/// The changes of one pair: one for each new block.
fn paired(old: &[Block], new: &[Block], pair: &Pair, has_moved: bool) -> Vec<BlockChange> {
    let (old, new) = (&old[pair.old.clone()], &new[pair.new.clone()]);
    let redlines = redlines(old, new);
    let is_one_to_one = old.len() == 1 && new.len() == 1;
    let changes = new.iter().zip(redlines).enumerate();
    changes
        .map(|(index, (block, spans))| {
            let before = &old[index.min(old.len() - 1)];
            // Which link of a block that was split belongs to which part is not known.
            let links = if is_one_to_one {
                link_changes(before, block)
            } else {
                Vec::new()
            };
            let emphasis = match is_one_to_one {
                true => emphasis_changes(before, block),
                false => Vec::new(),
            };
            let edit = Edit::of(before, block, &spans, is_one_to_one)
                .with_links(&links)
                .with_emphasis(&emphasis);
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
                emphasis,
                cell: None,
            }
        })
        .collect()
}

/// The numbers of rows in a comparison: those of the newer text first, then rows that are gone.
#[derive(Default)]
struct Rows {
    /// For each old row, the new one that it became.
    new_row: FxHashMap<usize, usize>,
    new_count: usize,
}

impl Rows {
    fn of(old: &[Block], new: &[Block], pairs: &[Pair]) -> Rows {
        let row = |block: &Block| block.cell.as_ref().map(|cell| cell.row);
        let mut rows = Rows {
            new_row: FxHashMap::default(),
            new_count: new.iter().rev().find_map(row).unwrap_or(0),
        };
        if rows.new_count > 0 {
            for pair in pairs {
                let two = row(&old[pair.old.start]).zip(row(&new[pair.new.start]));
                rows.new_row.extend(two);
            }
        }
        rows
    }

    fn new_cell(&self, block: &Block) -> Option<Cell> {
        let place = block.cell.as_ref()?;
        Some(cell(place, place.row))
    }

    fn old_cell(&self, block: &Block) -> Option<Cell> {
        let place = block.cell.as_ref()?;
        let gone = self.new_count + place.row;
        let row = self.new_row.get(&place.row).copied().unwrap_or(gone);
        Some(cell(place, row))
    }
}

fn cell(place: &CellPlace, row: usize) -> Cell {
    Cell {
        row,
        row_name: place.row_name.to_string(),
        column: place.column_name().to_owned(),
    }
}

/// The spans of each new block.
fn redlines(old: &[Block], new: &[Block]) -> Vec<Vec<Span>> {
    if let ([old], [new]) = (old, new)
        && old.text == new.text
    {
        return vec![vec![Span(Op::Equal, new.text.clone())]];
    }
    let (old, _) = tokens(old, LINE_END);
    let (new, breaks) = tokens(new, "");
    let input = DiffInput {
        old: &old.list,
        new: &new.list,
    };
    spans::spans(&old, &new, &hunks(input), &breaks)
}

/// What is between two old blocks that were merged.
pub(crate) const LINE_END: &str = "\n";

/// The tokens of several blocks as one list, and the token at which each but the first begins.
fn tokens<'a>(blocks: &'a [Block], between: &'a str) -> (Tokens<'a>, Vec<usize>) {
    let mut all = Tokens::default();
    let mut breaks = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        let mut tokens = Tokens::of(&block.text);
        if index > 0 {
            breaks.push(all.list.len());
            if let Some(first) = tokens.list.first_mut() {
                first.space_before = between;
            }
        }
        all.list.extend(tokens.list);
        all.trailing_space = tokens.trailing_space;
    }
    (all, breaks)
}
