//! Rows of tables are aligned as one thing, then the cells of two rows by their columns.
//!
//! Aligned by themselves, cells pair with look-alikes of other rows: in a table of periods, 12 months
//! in the first row becomes 13 months in the second. So the cells of a row are put together for the
//! passes, and what these pair is taken apart again. Entry point: [`align`].

use std::borrow::Cow;
use std::hash::Hasher;
use std::ops::Range;

use rustc_hash::FxHasher;

use crate::align::matching::Pair;
use crate::align::{columns, passes};
use crate::blocks::Block;

/// All pairs, in the order of the old blocks.
pub(crate) fn align(old: &[Block], new: &[Block]) -> Vec<Pair> {
    let (old_units, new_units) = (Units::of(old), Units::of(new));
    let pairs = passes::align(&old_units.blocks, &new_units.blocks);
    if old_units.places.is_empty() && new_units.places.is_empty() {
        return pairs;
    }
    let mut all = Vec::with_capacity(pairs.len());
    for pair in pairs {
        let (old_at, new_at) = (
            old_units.blocks_of(&pair.old),
            new_units.blocks_of(&pair.new),
        );
        let is_row = |units: &Units<'_>, at: usize| units.blocks[at].row_name.is_some();
        let is_one_to_one = pair.old.len() == 1 && pair.new.len() == 1;
        if is_one_to_one && is_row(&old_units, pair.old.start) && is_row(&new_units, pair.new.start)
        {
            let cells = columns::pairs(&old[old_at.clone()], &new[new_at.clone()]);
            all.extend(cells.into_iter().map(|(old, new)| Pair {
                old: old_at.start + old..old_at.start + old + 1,
                new: new_at.start + new..new_at.start + new + 1,
            }));
        } else {
            all.push(Pair {
                old: old_at,
                new: new_at,
            });
        }
    }
    all
}

/// Blocks with each row as one.
struct Units<'a> {
    blocks: Cow<'a, [Block]>,
    /// Where the blocks of each are; empty where there is no row, and all are themselves.
    places: Vec<Range<usize>>,
}

impl<'a> Units<'a> {
    fn of(blocks: &'a [Block]) -> Units<'a> {
        if blocks.iter().all(|block| block.cell.is_none()) {
            return Units {
                blocks: Cow::Borrowed(blocks),
                places: Vec::new(),
            };
        }
        let mut units: Vec<Block> = Vec::with_capacity(blocks.len());
        let mut places: Vec<Range<usize>> = Vec::with_capacity(blocks.len());
        let mut unit_of = Vec::with_capacity(blocks.len());
        let row = |block: &Block| block.cell.as_ref().map(|cell| cell.row);
        for cells in blocks.chunk_by(|one, next| row(one).is_some() && row(one) == row(next)) {
            let start = unit_of.len();
            unit_of.resize(start + cells.len(), units.len());
            places.push(start..start + cells.len());
            units.push(unit(cells));
        }
        for unit in &mut units {
            unit.section = unit.section.map(|heading| unit_of[heading]);
        }
        Units {
            blocks: Cow::Owned(units),
            places,
        }
    }

    fn blocks_of(&self, units: &Range<usize>) -> Range<usize> {
        match self.places.is_empty() {
            true => units.clone(),
            false => self.places[units.start].start..self.places[units.end - 1].end,
        }
    }
}

/// The cells of a row as one block; any other block is itself.
fn unit(blocks: &[Block]) -> Block {
    let mut unit = blocks[0].clone();
    let Some(place) = unit.cell.take() else {
        return unit;
    };
    let texts: Vec<&str> = blocks.iter().map(|block| block.text.as_str()).collect();
    unit.text = texts.join("\n");
    unit.word_count = blocks.iter().map(|block| block.word_count).sum();
    let mut key = FxHasher::default();
    for block in blocks {
        let column = block.cell.as_ref().map_or(0, |cell| cell.column);
        key.write_usize(column);
        key.write_u64(block.key);
    }
    unit.key = key.finish();
    unit.row_name = Some(place.row_name);
    unit
}
