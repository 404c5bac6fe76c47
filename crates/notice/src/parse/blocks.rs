//! Events to blocks: what pulldown-cmark announces becomes the notice's model.
//!
//! One pass with a stack of open parts, so deep nesting costs no call depth; parts nested
//! deeper than [`DEEPEST`] are laid flat, so that nobody downstream overflows either.
//! Entry point: [`read`].

use pulldown_cmark::{Event, Options, Parser};

use super::heading::{Heading, Ids};
use super::open::{Kind, Open};
use super::{Problem, Problems, inline, open, steps};
use crate::front::Front;
use crate::{Block, Inline, Notice, Step, text};

/// How deep parts may stand in each other. Real notices use four or five levels.
const DEEPEST: usize = 24;

/// Reads the Markdown of a notice.
pub(super) fn read(front: &Front<'_>, problems: &mut Problems) -> Notice {
    let options = Options::ENABLE_TABLES | Options::ENABLE_HEADING_ATTRIBUTES;
    let mut reader = Reader {
        notice: Notice::default(),
        ids: Ids::new(front.is_present),
        open: vec![Open::new(Kind::Document, 0)],
        was_opened: Vec::new(),
        dropping: 0,
        is_too_deep: false,
        problems,
    };
    let mut lines = Lines {
        body: front.body,
        offset: 0,
        line: front.lines_before + 1,
    };
    for (event, range) in Parser::new_ext(front.body, options).into_offset_iter() {
        let line = lines.at(range.start);
        reader.event(event, line);
    }
    reader.notice
}

/// Offsets to line numbers. Events come in order, so each byte is counted once.
struct Lines<'a> {
    body: &'a str,
    offset: usize,
    line: usize,
}

impl Lines<'_> {
    fn at(&mut self, offset: usize) -> usize {
        if let Some(passed) = self.body.as_bytes().get(self.offset..offset) {
            self.line += passed.iter().filter(|&&byte| byte == b'\n').count();
            self.offset = offset;
        }
        self.line
    }
}

/// Whether a part was opened, and if not, what kind of part it was.
enum Opened {
    Yes,
    NoBlock,
    NoInline,
}

struct Reader<'a> {
    notice: Notice,
    ids: Ids,
    /// The parts that stand open, the document first. Never empty.
    open: Vec<Open>,
    /// For each part that Markdown has open, whether it is on `open`.
    was_opened: Vec<Opened>,
    /// How many parts are open inside one that is dropped whole.
    dropping: usize,
    is_too_deep: bool,
    problems: &'a mut Problems,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, line: usize) {
        if self.dropping > 0 {
            match event {
                Event::Start(_) => self.dropping += 1,
                Event::End(_) => self.dropping -= 1,
                _ => {}
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start(open::part(tag), line),
            Event::End(_) => self.end(),
            Event::Text(words) => self.words(&words, line),
            Event::Code(words) => {
                let words = self.clean(&words, line);
                self.top().words.push(Inline::Code(words));
            }
            Event::Html(_) | Event::InlineHtml(_) => self.problem(line, open::NO_HTML),
            Event::SoftBreak => inline::push_line_end(&mut self.top().words),
            Event::HardBreak => self.top().words.push(Inline::Break),
            Event::Rule => self.add_block(Block::Rule),
            // The extensions that make these are switched off.
            Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, part: open::Part, line: usize) {
        match part {
            open::Part::Keep(kind) if self.has_room_for(&kind) => {
                self.was_opened.push(Opened::Yes);
                self.open.push(Open::new(kind, line));
            }
            open::Part::Keep(kind) => {
                if !self.is_too_deep {
                    self.is_too_deep = true;
                    let what = format!("parts are nested deeper than {DEEPEST}; write it flatter");
                    self.problem(line, what);
                }
                self.was_opened.push(if kind.is_inline() {
                    Opened::NoInline
                } else {
                    Opened::NoBlock
                });
            }
            open::Part::WordsOnly(what) => {
                self.problem(line, what);
                self.was_opened.push(Opened::NoInline);
            }
            open::Part::Drop(what) => {
                self.problem(line, what);
                self.dropping = 1;
            }
        }
    }

    fn has_room_for(&mut self, kind: &Kind) -> bool {
        let depth = self.open.len();
        match kind {
            Kind::Item => matches!(self.top().kind, Kind::List(_)),
            Kind::Quote | Kind::List(_) => depth < DEEPEST,
            _ if kind.is_inline() => depth < DEEPEST + 8,
            _ => true,
        }
    }

    fn end(&mut self) {
        match self.was_opened.pop() {
            Some(Opened::Yes) => {
                let part = self
                    .open
                    .pop()
                    .expect("a part that was opened is on the stack");
                self.close(part);
            }
            Some(Opened::NoBlock) => self.end_paragraph(),
            Some(Opened::NoInline) | None => {}
        }
    }

    fn close(&mut self, mut part: Open) {
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

    fn words(&mut self, words: &str, line: usize) {
        let words = self.clean(words, line);
        inline::push_text(&mut self.top().words, &words);
    }

    fn clean(&mut self, words: &str, line: usize) -> String {
        let (words, had_hidden) = inline::clean(words);
        if had_hidden {
            self.problem(
                line,
                "signs that cannot be seen are dropped here; type the line again",
            );
        }
        words
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

    fn add_block(&mut self, block: Block) {
        self.end_paragraph();
        if self.open.len() > 1 {
            self.top().blocks.push(block);
        } else if let Some(clause) = self.notice.clauses.last_mut() {
            clause.blocks.push(block);
        } else {
            self.notice.lead.push(block);
        }
    }

    fn end_paragraph(&mut self) {
        self.top().end_paragraph();
    }

    fn top(&mut self) -> &mut Open {
        self.open
            .last_mut()
            .expect("the document stays open to the end")
    }

    fn problem(&mut self, line: usize, what: impl Into<String>) {
        let is_in_heading = self
            .open
            .iter()
            .any(|part| matches!(part.kind, Kind::Heading { .. }));
        let clause = self.notice.clauses.last().filter(|_| !is_in_heading);
        let clause = clause.map(|clause| clause.id.clone());
        self.problems.push(Problem {
            line,
            clause,
            what: what.into(),
        });
    }
}
