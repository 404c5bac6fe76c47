//! Parts that end: what each becomes, and where in the notice it goes.
//!
//! A part with all that gathered in it comes in; a block, a run of text, the title or a
//! clause is added to the notice. Entry point: [`Reader::close`].

use super::blocks::Reader;
use super::heading::Heading;
use super::open::{Kind, Open};
use super::{inline, steps};
use crate::{Block, Inline, Step, TermEntry, text};

impl Reader<'_> {
    pub(super) fn close(&mut self, mut part: Open) {
        part.end_paragraph();
        let line = part.line;
        match part.kind {
            Kind::Document => {}
            Kind::Paragraph => self.add_line(Block::Paragraph, part.words),
            Kind::Heading { level, id, classes } => {
                self.close_heading(
                    Heading {
                        level,
                        text: String::new(),
                        id,
                        classes,
                        line,
                    },
                    part.words,
                );
            }
            Kind::Quote => self.add_blocks(Block::Quote, part.blocks),
            Kind::List(start) => self.close_list(start, part.items),
            Kind::Item => self.top().items.push((line, part.blocks)),
            Kind::Code => self.add_block(Block::Code(text::line(&part.words))),
            Kind::Table => self.add_block(Block::Table(part.rows)),
            Kind::Row => self.top().rows.push(part.cells),
            Kind::Cell => self.top().cells.push(part.words),
            Kind::TermList => self.add_block(Block::TermList(part.entries)),
            Kind::Term => self.close_term(part.words),
            Kind::Meaning => {
                if let Some(entry) = self.top().entries.last_mut() {
                    entry.meanings.push(part.blocks);
                }
            }
            Kind::Note(label) => self.close_note(label, part.blocks, line),
            Kind::Strong => self.add_inline(Inline::Strong, part.words),
            Kind::Emphasis => self.add_inline(Inline::Emphasis, part.words),
            Kind::Link(_) if text::line(&part.words).trim().is_empty() => {
                self.problem(
                    line,
                    "a link has no words and is dropped; write what it leads to",
                );
            }
            Kind::Link(to) => self.add_inline(|words| Inline::Link { to, words, line }, part.words),
        }
    }

    /// The title, a clause, or a line of its own where clauses do not go.
    fn close_heading(&mut self, mut heading: Heading, words: Vec<Inline>) {
        let is_clause = self.open.len() == 1 && heading.level <= 4;
        if !is_clause {
            return self.add_line(Block::Subheading, words);
        }
        heading.text = text::line(&words).replace('\n', " ").trim().to_owned();
        let has_begun = !self.notice.title.is_empty() || !self.notice.clauses.is_empty();
        if heading.level == 1 && !has_begun {
            self.notice.title = heading.text;
        } else {
            let clause = self.ids.open(heading, self.problems);
            self.notice.clauses.push(clause);
        }
    }

    fn close_list(&mut self, start: Option<u64>, items: Vec<(usize, Vec<Block>)>) {
        let is_in_guide = self
            .notice
            .clauses
            .last()
            .is_some_and(|clause| clause.is_guide);
        if start.is_some() && is_in_guide && self.open.len() == 1 {
            let steps = items
                .into_iter()
                .map(|(line, blocks)| self.step(line, blocks))
                .collect();
            return self.add_block(Block::Steps(steps));
        }
        let items = items.into_iter().map(|(_, blocks)| blocks).collect();
        self.add_block(Block::List { start, items });
    }

    /// Terms without a meaning between them share the next one.
    fn close_term(&mut self, words: Vec<Inline>) {
        let entries = &mut self.top().entries;
        match entries.last_mut() {
            Some(last) if last.meanings.is_empty() => last.terms.push(words),
            _ => entries.push(TermEntry {
                terms: vec![words],
                meanings: Vec::new(),
            }),
        }
    }

    fn close_note(&mut self, label: String, blocks: Vec<Block>, line: usize) {
        if !self.notes.insert(label.clone()) {
            let what = format!("the note `{label}` is there twice; give one of them another name");
            self.problem(line, what);
        }
        self.add_blocks(|blocks| Block::Note { label, blocks }, blocks);
    }

    fn step(&mut self, line: usize, blocks: Vec<Block>) -> Step {
        let mut words = Vec::new();
        for block in blocks {
            if !words.is_empty() {
                words.push(Inline::Break);
            }
            match block {
                Block::Paragraph(more) => words.extend(more),
                other => {
                    self.problem(
                        line,
                        "a step holds more than words; write a step for each tap",
                    );
                    inline::push_text(&mut words, &text::block(&other));
                }
            }
        }
        Step {
            labels: steps::labels(&words),
            words,
            line,
        }
    }

    fn add_line(&mut self, make: impl FnOnce(Vec<Inline>) -> Block, words: Vec<Inline>) {
        if !text::line(&words).trim().is_empty() {
            self.add_block(make(words));
        }
    }

    fn add_blocks(&mut self, make: impl FnOnce(Vec<Block>) -> Block, blocks: Vec<Block>) {
        if !blocks.is_empty() {
            self.add_block(make(blocks));
        }
    }

    fn add_inline(&mut self, make: impl FnOnce(Vec<Inline>) -> Inline, words: Vec<Inline>) {
        if !words.is_empty() {
            self.top().words.push(make(words));
        }
    }

    pub(super) fn add_block(&mut self, block: Block) {
        self.end_paragraph();
        if self.open.len() > 1 {
            self.top().blocks.push(block);
        } else if let Some(clause) = self.notice.clauses.last_mut() {
            clause.blocks.push(block);
        } else {
            self.notice.lead.push(block);
        }
    }
}
