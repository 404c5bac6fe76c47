//! Markdown to blocks: headings, paragraphs, items; what nests deeper is kept as it is.
//!
//! A document that marks its headings is taken at its word. In one that does not, lists are taken
//! apart, so that `1. Title` between paragraphs can be found as the heading that it is; and a
//! quotation with headings in it is read as what is quoted. Entry point: [`blocks`].

mod open_block;
mod lines_in_block;

use std::ops::Range;

use notice::text::emphasis;
use pulldown_cmark::{Event, Parser, Tag};

use open_block::{Block, inside, open, widen};

use crate::read::sanitize::{self, line_ends};
use crate::source_blocks::{SourceBlock, SourceKind, SourceText};
use crate::text::heading_heuristics;
use crate::text::label::{Label, Style};

/// Cuts Markdown into blocks; `is_by_line` where each line is a paragraph.
pub(crate) fn blocks(body: &str, is_by_line: bool) -> SourceText {
    let body = match is_by_line {
        true => lines_in_block::apart(body),
        false => body.to_owned(),
    };
    let body = lines_in_block::joined_bold(&body);
    let sanitized = sanitize::sanitize(&emphasis::with_borders(&body));
    let mut reader = Reader {
        text: &sanitized.text,
        list: Vec::new(),
        offset: 0,
        line: 1,
        takes_lists_apart: !has_sections(&sanitized.text),
        depth: 0,
        empty_heading: None,
        lone_number: None,
    };
    reader.read();
    let mut source = SourceText {
        blocks: reader.list,
        is_markdown: true,
        removals: sanitized.removals,
        anchors: sanitized.anchors,
        ..SourceText::default()
    };
    for removal in &mut source.removals {
        removal.thing = emphasis::without_borders(&removal.thing).into_owned();
    }
    source
}

/// Whether headings are marked below the title.
fn has_sections(text: &str) -> bool {
    let headings = Parser::new_ext(text, sanitize::options())
        .filter(|event| matches!(event, Event::Start(Tag::Heading { .. })));
    headings.count() > 1
}

/// Quotations and lists in each other are taken apart down to here.
const DEEPEST: usize = 8;

struct Reader<'a> {
    text: &'a str,
    list: Vec<SourceBlock>,
    offset: usize,
    line: usize,
    takes_lists_apart: bool,
    depth: usize,
    /// The level of a heading without words: some pages have its words in the next line.
    empty_heading: Option<u8>,
    /// A number alone, where a page has its heading in the next block.
    lone_number: Option<(usize, String)>,
}

impl Reader<'_> {
    fn read(&mut self) {
        self.read_blocks();
        self.push_lone_number();
    }

    fn read_blocks(&mut self) {
        let mut depth = 0_usize;
        let mut block: Option<Block> = None;
        for (event, at) in Parser::new_ext(self.text, sanitize::options()).into_offset_iter() {
            match event {
                Event::Start(tag) => {
                    match block.as_mut().filter(|_| depth > 0) {
                        Some(block) => inside(block, &tag, depth, &at),
                        None => block = Some(open(&tag, at)),
                    }
                    depth += 1;
                }
                Event::End(_) => {
                    depth = depth.saturating_sub(1);
                    if depth == 0
                        && let Some(block) = block.take()
                    {
                        self.close(block);
                    }
                }
                Event::Rule if depth == 0 => {
                    let at = at.start..at.end;
                    self.push(at, SourceKind::Verbatim, "* * *".to_owned(), false);
                }
                _ => {
                    if let Some(block) = block.as_mut() {
                        widen(block, &at);
                    }
                }
            }
        }
    }

    fn close(&mut self, block: Block) {
        if block.is_list {
            return self.close_list(block);
        }
        if block.is_quote && block.has_heading && self.depth < DEEPEST {
            let quoted = lines_in_block::unquoted(&self.text[block.at.clone()]);
            return self.read_inside(block.at.start, &quoted);
        }
        if block.kind == SourceKind::Verbatim {
            let end = match block.words.filter(|_| block.is_term_list) {
                // pulldown-cmark lets such a list reach over the block behind it.
                Some(words) => self.line_end(words.end),
                None => block.at.end,
            };
            let at = self.line_start(block.at.start)..end;
            let words = self.text[at.clone()]
                .trim_end_matches(['\n', '\r'])
                .to_owned();
            return self.push(at, block.kind, words, false);
        }
        if let (SourceKind::Heading { level, .. }, None) = (&block.kind, &block.words) {
            self.empty_heading = Some(*level);
            return;
        }
        let mut at = block.words.unwrap_or(block.at.clone());
        // A backslash is in front of what it escapes, and no part of it for the parser.
        if at.start > block.at.start && self.text[..at.start].ends_with('\\') {
            at.start -= 1;
        }
        let words = self.text[at.clone()].trim_end_matches(['\n', '\r']);
        if matches!(block.kind, SourceKind::Heading { .. }) {
            let words = lines_in_block::unlinked(&lines_in_block::joined(words));
            let words = lines_in_block::whole_bold(&words).unwrap_or(&words);
            let words = self.with_lone_number(lines_in_block::unescaped_label(words));
            return self.push(at, block.kind, words, false);
        }
        for (start, words) in lines_in_block::paragraphs(words) {
            self.push_text(at.start + start..at.end, &words);
        }
    }

    /// A list whose items are one paragraph each can be taken apart; any other is kept whole,
    /// unless its items must be headings.
    fn close_list(&mut self, block: Block) {
        let is_flat = block.items.iter().all(|(_, blocks)| *blocks == 0);
        let is_one = block.items.len() == 1;
        let items: Vec<(Range<usize>, String)> = block
            .items
            .iter()
            .map(|(at, _)| (at.clone(), self.text[at.clone()].trim_end().to_owned()))
            .collect();
        let marks_headings = |item: &str| {
            let (marker, words) = lines_in_block::split_item(item);
            let first = words.lines().next().unwrap_or_default();
            marker.is_empty() && opens_section(first)
        };
        // One item with 一、 in it, or each item with text of its own below it.
        let are_sections =
            items.iter().all(|(_, item)| marks_headings(item)) && (is_one || !is_flat);
        let is_ordered = items
            .iter()
            .all(|(_, item)| !lines_in_block::split_item(item).0.is_empty());
        let is_apart = are_sections || (self.takes_lists_apart && is_ordered);
        let can_be_parted = is_flat || (is_apart && self.depth < DEEPEST);
        if !can_be_parted {
            let at = self.line_start(block.at.start)..block.at.end;
            let words = self.text[at.clone()]
                .trim_end_matches(['\n', '\r'])
                .to_owned();
            return self.push(at, SourceKind::Verbatim, words, false);
        }
        for (at, item) in items {
            match is_apart {
                true if is_flat => self.push_apart(at, &item),
                true => {
                    let (marker, inside) = lines_in_block::dedented(&item);
                    self.read_item(at.start, marker, &inside);
                }
                false => self.push_item(at, &item),
            }
        }
    }

    fn push_item(&mut self, at: Range<usize>, item: &str) {
        let (marker, words) = lines_in_block::split_item(item);
        if words.is_empty() {
            return self.lone_number(&at, marker);
        }
        let from = at.start + item.len() - words.len();
        let mut paragraphs = lines_in_block::paragraphs(words).into_iter();
        let (_, first) = paragraphs.next().unwrap_or_default();
        let kind = SourceKind::Item {
            marker: marker.to_owned(),
        };
        self.push(at.clone(), kind, first, false);
        // `a)` below an item is a point for a reader, though none of Markdown's.
        for (start, words) in paragraphs {
            self.push_text(from + start..at.end, &words);
        }
    }

    /// An item of a document without marked headings is a line like any other.
    fn push_apart(&mut self, at: Range<usize>, item: &str) {
        let (marker, words) = lines_in_block::split_item(item);
        if words.is_empty() {
            return self.lone_number(&at, marker);
        }
        let from = at.start + item.len() - words.len();
        for (index, (start, words)) in lines_in_block::paragraphs(words).into_iter().enumerate() {
            match (index, marker) {
                (0, "") => self.push_text(at.clone(), &words),
                (0, marker) => self.push_text(at.clone(), &marked(marker, &words)),
                _ => self.push_text(from + start..at.end, &words),
            }
        }
    }

    /// Keeps the number of an item without words for the block behind it.
    fn lone_number(&mut self, at: &Range<usize>, marker: &str) {
        self.push_lone_number();
        if !marker.is_empty() {
            self.lone_number = Some((self.line_at(at.start), marker.to_owned()));
        }
    }

    /// Words behind the number that is waiting for them, unless they have one.
    fn with_lone_number(&mut self, words: String) -> String {
        match self.lone_number.take() {
            Some((_, marker)) if Label::read(&words).is_none() => format!("{marker} {words}"),
            lone => {
                self.lone_number = lone;
                words
            }
        }
    }

    /// A number that no words follow is a line of its own.
    fn push_lone_number(&mut self) {
        if let Some((line, marker)) = self.lone_number.take() {
            self.list.push(text_block(line, marker, false));
        }
    }

    /// Reads what is inside an item; its marker goes in front of the first words.
    fn read_item(&mut self, start: usize, marker: &str, inside: &str) {
        let before = self.list.len();
        self.read_inside(start, inside);
        if let Some(first) = self.list.get_mut(before).filter(|_| !marker.is_empty()) {
            match first.kind {
                SourceKind::Text => first.text = marked(marker, &first.text),
                _ => {
                    let line = first.line;
                    self.list
                        .insert(before, text_block(line, marker.to_owned(), false));
                }
            }
        }
    }

    fn read_inside(&mut self, start: usize, text: &str) {
        let mut inner = Reader {
            text,
            list: Vec::new(),
            offset: 0,
            line: self.line_at(start),
            takes_lists_apart: false,
            depth: self.depth + 1,
            empty_heading: None,
            lone_number: None,
        };
        inner.read();
        self.list.append(&mut inner.list);
    }

    fn line_start(&self, offset: usize) -> usize {
        self.text[..offset].rfind('\n').map_or(0, |end| end + 1)
    }

    fn line_end(&self, offset: usize) -> usize {
        self.text[offset..]
            .find('\n')
            .map_or(self.text.len(), |end| offset + end)
    }

    /// The line of an offset; offsets come in order, so each is counted once.
    fn line_at(&mut self, offset: usize) -> usize {
        if let Some(passed) = self.text.get(self.offset..offset) {
            self.line += line_ends(passed);
            self.offset = offset;
        }
        self.line
    }

    fn push_text(&mut self, at: Range<usize>, words: &str) {
        let words = emphasis::without_borders(words);
        let bold = lines_in_block::whole_bold(&words);
        let text = lines_in_block::unescaped_label(bold.unwrap_or(&words));
        let text = match bold {
            Some(_) => text,
            None => lines_in_block::label_before_bold(&text).unwrap_or(text),
        };
        let text = self.with_lone_number(text);
        let words = Label::read(&text).map_or(text.as_str(), |label| label.rest);
        let is_heading = heading_heuristics::is_bare_heading(words);
        match self.empty_heading.take().filter(|_| is_heading) {
            Some(level) => self.push(at, SourceKind::Heading { level, id: None }, text, false),
            None => self.push(at, SourceKind::Text, text, bold.is_some()),
        }
    }

    fn push(&mut self, at: Range<usize>, kind: SourceKind, text: String, is_bold: bool) {
        self.empty_heading = None;
        self.push_lone_number();
        let line = self.line_at(at.start);
        let text = emphasis::without_borders(&text).replace('\r', "");
        if !text.trim().is_empty() {
            self.list.push(SourceBlock {
                kind,
                ..text_block(line, text, is_bold)
            });
        }
    }
}

fn text_block(line: usize, text: String, is_bold: bool) -> SourceBlock {
    SourceBlock {
        line,
        kind: SourceKind::Text,
        text,
        has_blank_above: true,
        is_bold,
    }
}

/// A marker and its words, of which a bold whole is a heading: `1. **Title**`.
fn marked(marker: &str, words: &str) -> String {
    let words = lines_in_block::whole_bold(words).unwrap_or(words);
    format!("{marker} {words}")
}

/// Whether words begin as sections do where Markdown has no sign for it.
fn opens_section(words: &str) -> bool {
    let words = emphasis::without_borders(words);
    let words = lines_in_block::whole_bold(&words).unwrap_or(&words);
    let label = Label::read(words).filter(|label| {
        matches!(
            label.style,
            Style::HanComma | Style::Chapter | Style::Part | Style::Article
        )
    });
    label.is_some_and(|label| heading_heuristics::is_heading(label.rest))
}
