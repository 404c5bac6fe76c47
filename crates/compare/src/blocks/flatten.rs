//! Blocks: a notice laid flat, one after the other the texts that can change on their own.
//!
//! A notice goes in; titles, headings, paragraphs, items, steps and table cells come out,
//! each with its label set aside and a key for its words. Entry point: [`of`].

use notice::change::BlockKind;
use notice::text::han;
use notice::{Clause, ClauseId, Inline, LinkTarget, Notice};

use crate::blocks::label;
use crate::text::fold;

/// A text that can change on its own.
#[derive(Debug, Default)]
pub(crate) struct Block {
    /// The clause it stands in.
    pub clause: ClauseId,
    /// What it is.
    pub kind: BlockKind,
    /// The number or label in front of it.
    pub label: Option<String>,
    /// Its words.
    pub text: String,
    /// Where its links lead, with their words.
    pub links: Vec<(String, String)>,
    /// A number for its words, alike for texts that differ in typography or capitals alone.
    pub key: u64,
    /// About how many words it has.
    pub weight: u32,
    /// The place of the heading that it stands under, or its own where it is one.
    pub section: Option<usize>,
    /// Whether the clause id is its identity, which holds whatever it says.
    pub has_identity: bool,
}

/// Whether a kind of block opens a part of the text.
pub(crate) fn is_heading(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Title | BlockKind::Heading)
}

/// Lays a notice flat.
pub(crate) fn of(notice: &Notice) -> Vec<Block> {
    let mut flat = Flat {
        // Only our own format gives each clause an id that is its identity.
        has_identity: !notice.meta.version.is_empty(),
        ..Flat::default()
    };
    flat.line(BlockKind::Title, None, &notice.title);
    flat.blocks(&notice.lead, BlockKind::Paragraph, None);
    for clause in &notice.clauses {
        flat.clause(clause);
    }
    flat.blocks
}

#[derive(Default)]
struct Flat {
    blocks: Vec<Block>,
    clause: ClauseId,
    section: Option<usize>,
    has_identity: bool,
}

impl Flat {
    fn clause(&mut self, clause: &Clause) {
        self.clause = clause.id.clone();
        let number = clause.number.as_ref().map(ToString::to_string);
        let before = self.blocks.len();
        match number {
            Some(number) if clause.heading.is_empty() => {
                self.line(BlockKind::Heading, None, &number)
            }
            number => self.line(BlockKind::Heading, number, &clause.heading),
        }
        if let Some(heading) = self.blocks.get_mut(before) {
            heading.has_identity = self.has_identity;
        }
        self.blocks(&clause.blocks, BlockKind::Paragraph, None);
    }

    /// Blocks in order. The first takes the label of the list item that they stand in.
    fn blocks(&mut self, blocks: &[notice::Block], kind: BlockKind, mut label: Option<String>) {
        for block in blocks {
            self.block(block, kind, label.take());
        }
    }

    fn block(&mut self, block: &notice::Block, kind: BlockKind, label: Option<String>) {
        match block {
            notice::Block::Paragraph(words) => self.words(kind, label, words),
            notice::Block::Subheading(words) => self.words(BlockKind::Heading, label, words),
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
                    self.words(BlockKind::Step, number, &step.words);
                }
            }
            notice::Block::Table(rows) => {
                for cell in rows.iter().flatten() {
                    self.words(BlockKind::Cell, None, cell);
                }
            }
            notice::Block::Rule => {}
        }
    }

    fn words(&mut self, kind: BlockKind, label: Option<String>, words: &[Inline]) {
        let before = self.blocks.len();
        self.line(kind, label, &notice::text::line(words));
        if let Some(block) = self.blocks.get_mut(before) {
            collect_links(words, &mut block.links);
        }
    }

    /// Adds a block, if anything can be read in it.
    fn line(&mut self, kind: BlockKind, label: Option<String>, line: &str) {
        let line = tidy(line);
        if line.is_empty() {
            return;
        }
        let (label, text) = match (label, kind) {
            (None, BlockKind::Title | BlockKind::Cell) => (None, line),
            (None, _) => {
                let (label, text) = label::split(&line);
                (label.map(str::to_owned), text.to_owned())
            }
            (label, _) => (label, line),
        };
        if is_heading(kind) {
            self.section = Some(self.blocks.len());
        }
        self.blocks.push(Block {
            clause: self.clause.clone(),
            kind,
            label,
            key: fold::key(&text),
            weight: weight(&text),
            text,
            section: self.section,
            ..Block::default()
        });
    }
}

/// The line as a page shows it: without invisible characters, white space as one space.
fn tidy(line: &str) -> String {
    let is_odd =
        |character: char| matches!(character, '\n' | '\t' | '\r') || fold::is_invisible(character);
    if line.trim() == line && !line.contains("  ") && !line.contains(is_odd) {
        return line.to_owned();
    }
    let mut tidied = String::with_capacity(line.len());
    let mut gap = "";
    for character in line.chars() {
        match character {
            '\n' => gap = "\n",
            ' ' | '\t' | '\r' => gap = if gap == "\n" { gap } else { " " },
            _ if fold::is_invisible(character) => {}
            _ => {
                if !tidied.is_empty() {
                    tidied.push_str(gap);
                }
                gap = "";
                tidied.push(character);
            }
        }
    }
    tidied.truncate(tidied.trim_end().len());
    let start = tidied.len() - tidied.trim_start().len();
    tidied.split_off(start)
}

/// About how many words a text has: two Chinese characters count as one.
fn weight(text: &str) -> u32 {
    let mut words = 0;
    let mut characters = 0u32;
    let mut is_in_word = false;
    for character in text.chars() {
        if han::is_han(character) {
            characters += 1;
            is_in_word = false;
        } else {
            let is_letter =
                character.is_alphanumeric() || is_in_word && "'’-._@/:".contains(character);
            words += u32::from(is_letter && !is_in_word);
            is_in_word = is_letter;
        }
    }
    (words + characters.div_ceil(2)).max(1)
}

fn collect_links(words: &[Inline], links: &mut Vec<(String, String)>) {
    for word in words {
        match word {
            Inline::Strong(words) | Inline::Emphasis(words) => collect_links(words, links),
            Inline::Link { to, words, .. } => {
                links.push((tidy(&notice::text::line(words)), address(to)));
            }
            Inline::Text(_) | Inline::Code(_) | Inline::Break => {}
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
