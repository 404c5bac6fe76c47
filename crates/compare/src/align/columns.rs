//! Which cell of a row became which one: by what the columns are called.
//!
//! Two rows go in, pairs of cells come out, in order. A column that was put in or taken away leaves
//! the others where they are (the longest common subsequence of the names); what is left between
//! two of these, in equal number, was renamed. Entry point: [`pairs`].

use crate::blocks::Block;
use crate::text::fold;

/// Pairs of the cells of two rows, as indices into these.
pub(crate) fn pairs(old: &[Block], new: &[Block]) -> Vec<(usize, usize)> {
    let (old_columns, new_columns) = (columns(old), columns(new));
    let at = |cells: &[Block], column: usize| {
        let is_there = |cell: &Block| cell.cell.as_ref().is_some_and(|cell| cell.column == column);
        cells.iter().position(is_there)
    };
    let mapped = match old_columns == new_columns {
        true => (0..old_columns.len().max(width(old)).max(width(new)))
            .map(|column| (column, column))
            .collect(),
        false => mapped(&Rows {
            old: Row::of(old, &old_columns),
            new: Row::of(new, &new_columns),
        }),
    };
    let cells = mapped
        .into_iter()
        .map(|(from, to)| at(old, from).zip(at(new, to)));
    cells.flatten().collect()
}

fn columns(row: &[Block]) -> Vec<String> {
    let place = row.first().and_then(|cell| cell.cell.as_ref());
    place.map_or(Vec::new(), |place| place.columns.to_vec())
}

fn width(row: &[Block]) -> usize {
    let last = row.last().and_then(|cell| cell.cell.as_ref());
    last.map_or(0, |place| place.column + 1)
}

/// What stands in each column: a hash of its name, and of what the row has there.
struct Row {
    cells: Vec<(u64, Option<u64>)>,
}

impl Row {
    fn of(row: &[Block], columns: &[String]) -> Row {
        let text = |column: usize| {
            let cell = row
                .iter()
                .find(|cell| cell.cell.as_ref().is_some_and(|cell| cell.column == column));
            cell.map(|cell| cell.key)
        };
        let name = |column: usize| columns.get(column).map_or(0, |name| fold::key(name));
        let cells = 0..columns.len().max(width(row));
        Row {
            cells: cells.map(|column| (name(column), text(column))).collect(),
        }
    }
}

struct Rows {
    old: Row,
    new: Row,
}

impl Rows {
    /// What it is worth that a column became another: the name counts more than one row's words.
    fn score(&self, old: usize, new: usize) -> u32 {
        let (old, new) = (self.old.cells[old], self.new.cells[new]);
        2 * u32::from(old.0 == new.0) + u32::from(old.1.is_some() && old.1 == new.1)
    }
}

/// Columns of the old row with those of the new one.
fn mapped(rows: &Rows) -> Vec<(usize, usize)> {
    let (height, width) = (rows.old.cells.len(), rows.new.cells.len());
    let mut best = vec![vec![0; width + 1]; height + 1];
    for old in (0..height).rev() {
        for new in (0..width).rev() {
            let paired = rows.score(old, new);
            let paired = if paired > 0 {
                paired + best[old + 1][new + 1]
            } else {
                0
            };
            best[old][new] = paired.max(best[old + 1][new]).max(best[old][new + 1]);
        }
    }
    let mut pairs = Vec::new();
    let mut from = (0, 0);
    let (mut old, mut new) = (0, 0);
    while old < height && new < width {
        let score = rows.score(old, new);
        if score > 0 && best[old][new] == score + best[old + 1][new + 1] {
            renamed(&mut pairs, from, (old, new));
            pairs.push((old, new));
            (old, new) = (old + 1, new + 1);
            from = (old, new);
        } else if best[old][new] == best[old + 1][new] {
            old += 1;
        } else {
            new += 1;
        }
    }
    renamed(&mut pairs, from, (height, width));
    pairs
}

/// Columns between two that kept their names: renamed, where there are as many as before.
fn renamed(pairs: &mut Vec<(usize, usize)>, from: (usize, usize), to: (usize, usize)) {
    if to.0 - from.0 == to.1 - from.1 {
        pairs.extend((from.0..to.0).zip(from.1..to.1));
    }
}
