//! A table as rows of cells, each cell with what its row and its column are called.
//!
//! A reader takes a row for one thing and names it by its first words. A column that only counts
//! the rows is the label of each, as the number of a list's item is: a row that is put in renumbers
//! all that follow. Entry point: [`Table`].

use std::rc::Rc;

use notice::Inline;

use crate::blocks::block::CellPlace;
use crate::blocks::line::collapse_spaces;

/// A table; its first row is the head.
pub(super) struct Table<'a> {
    rows: &'a [Vec<Vec<Inline>>],
    columns: Rc<[String]>,
    is_counted: bool,
}

/// A row of a table.
pub(super) struct Row<'a> {
    /// The number in front of it.
    pub label: Option<String>,
    /// Its other cells.
    pub cells: Vec<Cell<'a>>,
}

/// A cell of a table.
pub(super) struct Cell<'a> {
    /// What is in it.
    pub words: &'a [Inline],
    /// Where it is; the row is not known here.
    pub place: CellPlace,
}

impl<'a> Table<'a> {
    pub(super) fn of(rows: &'a [Vec<Vec<Inline>>]) -> Table<'a> {
        let head = rows.first().map_or(&[][..], Vec::as_slice);
        let columns: Rc<[String]> = head.iter().map(|cell| line(cell)).collect();
        Table {
            is_counted: is_counted(rows, &columns),
            rows,
            columns,
        }
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'a>> {
        self.rows
            .iter()
            .enumerate()
            .map(|(index, row)| self.row(row, index == 0))
    }

    fn row(&self, row: &'a [Vec<Inline>], is_head: bool) -> Row<'a> {
        let texts: Vec<String> = row.iter().map(|cell| line(cell)).collect();
        let has_more = texts.iter().skip(1).any(|text| !text.is_empty());
        // A number alone in its row has to be compared as text.
        let is_labelled = self.is_counted && !is_head && has_more;
        let label = texts.first().filter(|_| is_labelled);
        let from = usize::from(is_labelled);
        let place = CellPlace {
            row: 0,
            column: 0,
            is_head,
            row_name: name(&texts[from.min(texts.len())..]).into(),
            columns: self.columns.clone(),
        };
        let cells = row.iter().enumerate().skip(from);
        let cells = cells.map(|(column, words)| Cell {
            words,
            place: CellPlace {
                column,
                ..place.clone()
            },
        });
        Row {
            label: label.filter(|label| !label.is_empty()).cloned(),
            cells: cells.collect(),
        }
    }
}

fn line(cell: &[Inline]) -> String {
    collapse_spaces(&notice::text::line(cell))
}

/// The first words of a row; an amount or a date names a row only where nothing else does.
fn name(texts: &[String]) -> &str {
    let has_words = |text: &&String| text.chars().any(char::is_alphabetic);
    let first = texts.iter().find(has_words);
    let first = first.or_else(|| texts.iter().find(|text| !text.is_empty()));
    first.map_or("", String::as_str)
}

/// Whether the first column counts the rows: by its name, or from 1 upwards.
fn is_counted(rows: &[Vec<Vec<Inline>>], columns: &[String]) -> bool {
    const NAMES: [&str; 9] = ["#", "no", "no.", "nr", "nr.", "s/n", "序", "序号", "编号"];
    let numbers: Option<Vec<u32>> = rows
        .iter()
        .skip(1)
        .map(|row| line(row.first()?).parse().ok())
        .collect();
    let counts = |numbers: &[u32]| {
        numbers
            .iter()
            .zip(1..)
            .all(|(number, place)| *number == place)
    };
    let has_name = columns
        .first()
        .is_some_and(|name| NAMES.contains(&name.to_lowercase().as_str()));
    columns.len() > 1 && numbers.is_some_and(|all| has_name || (all.len() > 1 && counts(&all)))
}
