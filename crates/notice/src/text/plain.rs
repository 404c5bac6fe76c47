//! Plain text of a notice: without its Markdown.
//!
//! For search, checks and titles. Entry points: [`line()`], [`block`], [`clause`], and
//! [`Block::each_inline`] for what is more than text.

use crate::{Block, Clause, Inline};

/// The words of a line of text.
pub fn line(words: &[Inline]) -> String {
    let mut text = String::new();
    for word in words {
        add_inline(&mut text, word);
    }
    text
}

/// The words of one run.
pub fn inline(word: &Inline) -> String {
    let mut text = String::new();
    add_inline(&mut text, word);
    text
}

/// The words of a block, one line for each paragraph, item, step and table row.
pub fn block(block: &Block) -> String {
    let mut lines = Vec::new();
    add_block(&mut lines, block);
    lines.join("\n")
}

/// The words of several blocks.
pub fn blocks(blocks: &[Block]) -> String {
    let mut lines = Vec::new();
    add_blocks(&mut lines, blocks);
    lines.join("\n")
}

/// The words of a clause: its heading as it reads, then its blocks.
pub fn clause(clause: &Clause) -> String {
    let mut lines = vec![heading(clause)];
    lines.retain(|line| !line.is_empty());
    add_blocks(&mut lines, &clause.blocks);
    lines.join("\n")
}

/// The heading as it reads, with its number: `1.24 Listen`.
pub fn heading(clause: &Clause) -> String {
    match &clause.number {
        Some(number) => format!("{number} {}", clause.heading).trim_end().to_owned(),
        None => clause.heading.clone(),
    }
}

impl Block {
    /// Shows every run of text in the block to `see`, the outer before the inner.
    pub fn each_inline(&self, see: &mut impl FnMut(&Inline)) {
        match self {
            Block::Paragraph(words) | Block::Subheading(words) => each_in_line(words, see),
            Block::List { items, .. } => {
                items
                    .iter()
                    .flatten()
                    .for_each(|block| block.each_inline(see));
            }
            Block::Steps(steps) => steps.iter().for_each(|step| each_in_line(&step.words, see)),
            Block::Quote(blocks) => blocks.iter().for_each(|block| block.each_inline(see)),
            Block::Table(rows) => {
                rows.iter()
                    .flatten()
                    .for_each(|cell| each_in_line(cell, see));
            }
            Block::TermList(entries) => {
                for entry in entries {
                    entry.terms.iter().for_each(|term| each_in_line(term, see));
                    let meanings = entry.meanings.iter().flatten();
                    meanings.for_each(|block| block.each_inline(see));
                }
            }
            Block::Note { blocks, .. } => blocks.iter().for_each(|block| block.each_inline(see)),
            Block::Code(_) | Block::Rule => {}
        }
    }
}

fn each_in_line(words: &[Inline], see: &mut impl FnMut(&Inline)) {
    for word in words {
        see(word);
        match word {
            Inline::Strong(words) | Inline::Emphasis(words) | Inline::Link { words, .. } => {
                each_in_line(words, see);
            }
            Inline::Text(_) | Inline::Code(_) | Inline::NoteMark(_) | Inline::Break => {}
        }
    }
}

fn add_inline(text: &mut String, word: &Inline) {
    match word {
        Inline::Text(words) | Inline::Code(words) => text.push_str(words),
        Inline::Strong(words) | Inline::Emphasis(words) | Inline::Link { words, .. } => {
            words.iter().for_each(|word| add_inline(text, word));
        }
        Inline::Break => text.push('\n'),
        Inline::NoteMark(_) => {}
    }
}

fn add_blocks(lines: &mut Vec<String>, blocks: &[Block]) {
    blocks.iter().for_each(|block| add_block(lines, block));
}

fn add_block(lines: &mut Vec<String>, block: &Block) {
    match block {
        Block::Paragraph(words) | Block::Subheading(words) => lines.push(line(words)),
        Block::List { items, .. } => items.iter().for_each(|item| add_blocks(lines, item)),
        Block::Steps(steps) => lines.extend(steps.iter().map(|step| line(&step.words))),
        Block::Quote(blocks) => add_blocks(lines, blocks),
        Block::Table(rows) => lines.extend(rows.iter().map(|row| {
            row.iter()
                .map(|cell| line(cell))
                .collect::<Vec<_>>()
                .join("\t")
        })),
        Block::TermList(entries) => {
            for entry in entries {
                lines.extend(entry.terms.iter().map(|term| line(term)));
                entry
                    .meanings
                    .iter()
                    .for_each(|meaning| add_blocks(lines, meaning));
            }
        }
        Block::Note { blocks, .. } => add_blocks(lines, blocks),
        Block::Code(words) => lines.push(words.trim_end().to_owned()),
        Block::Rule => {}
    }
}
