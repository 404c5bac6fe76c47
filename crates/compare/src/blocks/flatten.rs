//! A notice as one list of blocks, in reading order.
//!
//! A notice goes in; titles, headings, paragraphs, items, steps, notes and cells come out, each
//! with its label set aside and a hash of its text. Entry point: [`flatten`].

use std::rc::Rc;

use notice::change::BlockKind;
use notice::text::han;
use notice::{Clause, ClauseId, Inline, LinkTarget, Notice, TermEntry};

use crate::blocks::block::{Block, CellPlace, Hyperlink, is_heading};
use crate::blocks::label;
use crate::blocks::line::collapse_spaces;
use crate::blocks::table::Table;
use crate::text::fold;

/// Which notice of the two it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Side {
    /// The one before.
    #[default]
    Older,
    /// The one that is compared with it.
    Newer,
}

/// The blocks of a notice.
pub(crate) fn flatten(notice: &Notice, side: Side) -> Vec<Block> {
    let mut flattener = Flattener {
        // Only our own format declares a version, and with it ids that stay the same; the ids of
        // other Markdown are made from headings and change with them.
        has_stable_ids: !notice.meta.version.is_empty(),
        side,
        ..Flattener::default()
    };
    flattener.line(BlockKind::Title, None, &notice.title);
    flattener.blocks(&notice.lead, BlockKind::Paragraph, None);
    for clause in &notice.clauses {
        flattener.clause(clause);
    }
    flattener.done
}

#[derive(Default)]
struct Flattener {
    done: Vec<Block>,
    clause: ClauseId,
    section: Option<usize>,
    has_stable_ids: bool,
    side: Side,
    /// How many rows of tables there were.
    row: usize,
}

impl Flattener {
    fn clause(&mut self, clause: &Clause) {
        self.clause = clause.id.clone();
        let number = clause.number.as_ref().map(ToString::to_string);
        let before = self.done.len();
        match number {
            // A heading that is nothing but a number has to be compared as text.
            Some(number) if clause.heading.is_empty() => {
                self.line(BlockKind::Heading, None, &number)
            }
            number => self.line(BlockKind::Heading, number, &clause.heading),
        }
        if let Some(heading) = self.done.get_mut(before) {
            // An id that the import made from a number names another clause once one is put in
            // before it. On the older side it may be what an editor took over since.
            let is_made = clause.is_id_made && self.side == Side::Newer;
            heading.has_stable_id = self.has_stable_ids && !is_made;
        }
        self.blocks(&clause.blocks, BlockKind::Paragraph, None);
    }

    /// Blocks in order. The first takes the label of the list item that they are in.
    fn blocks(&mut self, blocks: &[notice::Block], kind: BlockKind, mut label: Option<String>) {
        for block in blocks {
            self.block(block, kind, label.take());
        }
    }

    fn block(&mut self, block: &notice::Block, kind: BlockKind, label: Option<String>) {
        match block {
            notice::Block::Paragraph(inlines) => self.inlines(kind, label, inlines),
            notice::Block::Subheading(inlines) => self.inlines(BlockKind::Heading, label, inlines),
            notice::Block::Code(text) => self.line(kind, label, text),
            notice::Block::Quote(blocks) => self.blocks(blocks, kind, label),
            notice::Block::List { start, items } => {
                for (number, item) in items.iter().enumerate() {
                    let number = start.map(|start| (start + number as u64).to_string());
                    self.blocks(item, BlockKind::Item, number);
                }
            }
            notice::Block::Steps(steps) => {
                for (number, step) in steps.iter().enumerate() {
                    let number = Some((number + 1).to_string());
                    self.inlines(BlockKind::Step, number, &step.words);
                }
            }
            notice::Block::Table(rows) => self.table(&Table::of(rows)),
            notice::Block::TermList(entries) => {
                for entry in entries {
                    self.entry(entry);
                }
            }
            notice::Block::Note { label, blocks } => {
                self.blocks(blocks, BlockKind::Note, Some(label.clone()));
            }
            notice::Block::Rule => {}
        }
    }

    fn table(&mut self, table: &Table<'_>) {
        for row in table.rows() {
            self.row += 1;
            let mut label = row.label;
            for cell in row.cells {
                let place = CellPlace {
                    row: self.row,
                    ..cell.place
                };
                let before = self.done.len();
                self.inlines(BlockKind::Cell, label.clone(), cell.words);
                if let Some(block) = self.done.get_mut(before) {
                    block.cell = Some(place);
                    label = None;
                }
            }
        }
    }

    /// A term and what it means, which belong together as the cells of a row do.
    fn entry(&mut self, entry: &TermEntry) {
        self.row += 1;
        let from = self.done.len();
        for term in &entry.terms {
            self.inlines(BlockKind::Term, None, term);
        }
        for meaning in &entry.meanings {
            self.blocks(meaning, BlockKind::Term, None);
        }
        let is_short = |meaning: &Vec<notice::Block>| {
            matches!(meaning.as_slice(), [notice::Block::Paragraph(_)])
        };
        // What has lists or tables in it is compared as these are.
        let is_row = entry.meanings.iter().all(is_short);
        let Some(term) = self.done.get(from).filter(|_| is_row) else {
            return;
        };
        let place = CellPlace {
            row: self.row,
            column: 0,
            is_head: false,
            row_name: term.text.as_str().into(),
            columns: Rc::new([]),
        };
        for (column, block) in self.done[from..].iter_mut().enumerate() {
            block.cell = Some(CellPlace {
                column,
                ..place.clone()
            });
        }
    }

    fn inlines(&mut self, kind: BlockKind, label: Option<String>, inlines: &[Inline]) {
        let before = self.done.len();
        self.line(kind, label, &notice::text::line(inlines));
        if let Some(block) = self.done.get_mut(before) {
            collect_links(inlines, &mut block.links);
            collect_emphasised(inlines, &mut block.emphasised);
        }
    }

    /// Adds a block, unless its text is empty.
    fn line(&mut self, kind: BlockKind, label: Option<String>, line: &str) {
        let line = collapse_spaces(line);
        if line.is_empty() {
            return;
        }
        let (label, text) = match (label, kind) {
            // `1. April` in a cell is a date, and a title starts with whatever it likes.
            (None, BlockKind::Title | BlockKind::Cell) => (None, line),
            (None, _) => {
                let (label, text) = label::split(&line);
                (label.map(str::to_owned), text.to_owned())
            }
            (label, _) => (label, line),
        };
        if is_heading(kind) {
            self.section = Some(self.done.len());
        }
        self.done.push(Block {
            clause: self.clause.clone(),
            kind,
            label,
            key: fold::key(&text),
            word_count: word_count(&text),
            text,
            section: self.section,
            ..Block::default()
        });
    }
}

/// About how many words a text has: a Chinese word has two characters on average, and the
/// dictionary would cost more than the estimate is worth.
fn word_count(text: &str) -> u32 {
    let mut words = 0;
    let mut han_characters = 0u32;
    let mut is_in_word = false;
    for character in text.chars() {
        if han::is_han(character) {
            han_characters += 1;
            is_in_word = false;
        } else {
            // An address or a hyphenated word is one word.
            let is_letter =
                character.is_alphanumeric() || is_in_word && "'’-._@/:".contains(character);
            words += u32::from(is_letter && !is_in_word);
            is_in_word = is_letter;
        }
    }
    (words + han_characters.div_ceil(2)).max(1)
}

fn collect_links(inlines: &[Inline], links: &mut Vec<Hyperlink>) {
    for inline in inlines {
        match inline {
            Inline::Strong(inner) | Inline::Emphasis(inner) => collect_links(inner, links),
            Inline::Link { to, words, .. } => links.push(Hyperlink {
                text: collapse_spaces(&notice::text::line(words)),
                address: address(to),
            }),
            Inline::Text(_) | Inline::Code(_) | Inline::NoteMark(_) | Inline::Break => {}
        }
    }
}

/// Bold and italics alike: what a reader loses is that the words stand out.
fn collect_emphasised(inlines: &[Inline], runs: &mut Vec<String>) {
    for inline in inlines {
        match inline {
            Inline::Strong(words) | Inline::Emphasis(words) => {
                let run = collapse_spaces(&notice::text::line(words));
                runs.extend((!run.is_empty()).then_some(run));
            }
            Inline::Link { words, .. } => collect_emphasised(words, runs),
            Inline::Text(_) | Inline::Code(_) | Inline::NoteMark(_) | Inline::Break => {}
        }
    }
}

fn address(to: &LinkTarget) -> String {
    match to {
        LinkTarget::Path(id) => format!("path:{id}"),
        LinkTarget::Clause(id) => format!("#{id}"),
        LinkTarget::Web(address) => address.clone(),
    }
}
