//! Events to blocks: what pulldown-cmark announces becomes the notice's model.
//!
//! Here parts open and end; [`super::close`] says what a part becomes when it ends.
//! One pass with a stack of open parts, so deep nesting costs no call depth; parts nested
//! deeper than [`DEEPEST`] are flattened, so that nobody downstream overflows either.
//! Entry point: [`read`].

use std::collections::HashSet;

use pulldown_cmark::{Event, Options, Parser};

use super::heading::Ids;
use super::lines::Lines;
use super::open::{Kind, Open};
use super::{inline, open};
use crate::front::Front;
use crate::problem::{Problem, Problems};
use crate::text::{emphasis, notes};
use crate::{Block, Inline, Notice};

/// How deep parts may be nested. Real notices use four or five levels.
const DEEPEST: usize = 24;

/// Reads the Markdown of a notice.
pub(super) fn read(front: &Front<'_>, problems: &mut Problems) -> Notice {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_DEFINITION_LIST;
    let mut reader = Reader {
        notice: Notice::default(),
        ids: Ids::new(front.is_present),
        open: vec![Open::new(Kind::Document, 0)],
        was_opened: Vec::new(),
        dropping: 0,
        notes: HashSet::new(),
        is_too_deep: false,
        problems,
    };
    let body = notes::as_text(front.body);
    let body = emphasis::with_borders(&body);
    let mut lines = Lines::new(&body, front.lines_before + 1);
    for (event, range) in Parser::new_ext(&body, options).into_offset_iter() {
        let line = lines.at(range.start);
        reader.event(event, line);
    }
    reader.notice
}

/// Whether a part was opened, and if not, what kind of part it was.
enum Opened {
    Yes,
    NoBlock,
    NoInline,
}

pub(super) struct Reader<'a> {
    pub notice: Notice,
    pub ids: Ids,
    /// The parts that are open, the document first. Never empty.
    pub open: Vec<Open>,
    /// For each part that Markdown has open, whether it is on `open`.
    was_opened: Vec<Opened>,
    /// How many parts are open inside one that is dropped whole.
    dropping: usize,
    is_too_deep: bool,
    /// The labels of the notes so far.
    pub notes: HashSet<String>,
    pub problems: &'a mut Problems,
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
            Event::FootnoteReference(label) => {
                let label = self.clean(&label, line);
                self.top().words.push(Inline::NoteMark(label));
            }
            // The extensions that make these are switched off.
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, part: open::Part, line: usize) {
        match part {
            // pulldown-cmark allows `<https://...>` inside a link; HTML has no such thing.
            open::Part::Keep(Kind::Link(_)) if self.is_in(|kind| matches!(kind, Kind::Link(_))) => {
                self.problem(
                    line,
                    "a link stands inside another and is dropped; write one of them",
                );
                self.was_opened.push(Opened::NoInline);
            }
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
            Kind::Term | Kind::Meaning => matches!(self.top().kind, Kind::TermList),
            Kind::Quote | Kind::List(_) | Kind::TermList | Kind::Note(_) => depth < DEEPEST,
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

    fn words(&mut self, words: &str, line: usize) {
        let words = self.clean(words, line);
        inline::push_text(&mut self.top().words, &words);
    }

    fn clean(&mut self, words: &str, line: usize) -> String {
        let words = emphasis::without_borders(words);
        let (words, had_hidden) = inline::clean(&words);
        if had_hidden {
            self.problem(
                line,
                "invisible characters are dropped here; type the line again",
            );
        }
        words
    }

    pub(super) fn end_paragraph(&mut self) {
        self.top().end_paragraph();
    }

    /// Whether a part of this kind is open.
    fn is_in(&self, is_such: impl Fn(&Kind) -> bool) -> bool {
        self.open.iter().any(|part| is_such(&part.kind))
    }

    pub(super) fn top(&mut self) -> &mut Open {
        self.open
            .last_mut()
            .expect("the document stays open to the end")
    }

    pub(super) fn problem(&mut self, line: usize, what: impl Into<String>) {
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
