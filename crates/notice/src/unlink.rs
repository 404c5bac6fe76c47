//! Links that lead nowhere as their words.
//!
//! An import finds settings paths in any text, and nothing stands behind them before an editor has
//! written a catalogue. Entry point: [`Notice::unlink`].

use crate::{Block, Inline, LinkTarget, Notice};

impl Notice {
    /// Leaves of each link that `leads` says no to its words alone.
    pub fn unlink(&mut self, leads: &mut dyn FnMut(&LinkTarget) -> bool) {
        let clauses = self.clauses.iter_mut();
        let blocks = clauses.flat_map(|clause| &mut clause.blocks);
        for block in self.lead.iter_mut().chain(blocks) {
            in_block(block, leads);
        }
    }
}

fn in_block(block: &mut Block, leads: &mut dyn FnMut(&LinkTarget) -> bool) {
    match block {
        Block::Paragraph(words) | Block::Subheading(words) => in_words(words, leads),
        Block::List { items, .. } => {
            for block in items.iter_mut().flatten() {
                in_block(block, leads);
            }
        }
        Block::Quote(blocks) | Block::Note { blocks, .. } => {
            for block in blocks {
                in_block(block, leads);
            }
        }
        Block::Steps(steps) => {
            for step in steps {
                in_words(&mut step.words, leads);
            }
        }
        Block::Table(rows) => {
            for cell in rows.iter_mut().flatten() {
                in_words(cell, leads);
            }
        }
        Block::TermList(entries) => {
            for entry in entries {
                for term in &mut entry.terms {
                    in_words(term, leads);
                }
                for block in entry.meanings.iter_mut().flatten() {
                    in_block(block, leads);
                }
            }
        }
        Block::Code(_) | Block::Rule => {}
    }
}

fn in_words(words: &mut Vec<Inline>, leads: &mut dyn FnMut(&LinkTarget) -> bool) {
    let mut kept = Vec::with_capacity(words.len());
    for mut word in std::mem::take(words) {
        match &mut word {
            Inline::Strong(inner) | Inline::Emphasis(inner) => in_words(inner, leads),
            Inline::Link { words: inner, .. } => in_words(inner, leads),
            Inline::Text(_) | Inline::Code(_) | Inline::NoteMark(_) | Inline::Break => {}
        }
        match word {
            Inline::Link { to, words, .. } if !leads(&to) => kept.extend(words),
            word => kept.push(word),
        }
    }
    *words = kept;
}
