//! Markdown to blocks: headings, paragraphs, items; what nests deeper is kept as it is.
//!
//! Entry points: [`is_markdown`], [`blocks`].

mod open_block;

use std::ops::Range;
use std::sync::LazyLock;

use notice::text::han::is_unspaced;
use pulldown_cmark::{Event, Options, Parser};
use regex::Regex;

use open_block::{Block, inside, open, widen};

use crate::read::sanitize;
use crate::source_blocks::{SourceBlock, SourceKind, SourceText};

/// `# Title`, or a title underlined with `===`; a line of `---` is a border in plain text, too.
static HEADING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?m)^ {0,3}#{1,6}[ \t]+\S|^ {0,3}\S.*\n={3,}[ \t]*$")
        .expect("the pattern is fixed")
});
static TITLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?m)^title:\s*["']?(.+?)["']?\s*$"#).expect("the pattern is fixed")
});

/// Whether a text marks its headings as Markdown does.
pub(crate) fn is_markdown(text: &str) -> bool {
    HEADING.is_match(cut(text).1)
}

/// The front matter of another tool, and what follows it.
fn cut(text: &str) -> (&str, &str) {
    let inside = text
        .strip_prefix("---\n")
        .and_then(|rest| rest.find("\n---\n").map(|end| &text[..end + 9]));
    match inside {
        Some(front) if front.contains(':') => text.split_at(front.len()),
        _ => ("", text),
    }
}

/// Cuts Markdown into blocks.
pub(crate) fn blocks(text: &str) -> SourceText {
    let (front, body) = cut(text);
    let title = TITLE.captures(front).map(|found| found[1].to_owned());
    let (body, mut removals) = sanitize::sanitize(body);
    let before = front.matches('\n').count();
    for removal in &mut removals {
        removal.line += before;
    }
    let mut reader = Reader {
        text: &body,
        list: Vec::new(),
        offset: 0,
        line: before + 1,
    };
    reader.read();
    SourceText {
        blocks: reader.list,
        is_markdown: true,
        title,
        removals,
    }
}

struct Reader<'a> {
    text: &'a str,
    list: Vec<SourceBlock>,
    offset: usize,
    line: usize,
}

impl Reader<'_> {
    fn read(&mut self) {
        let options = Options::ENABLE_TABLES | Options::ENABLE_HEADING_ATTRIBUTES;
        let mut depth = 0_usize;
        let mut block: Option<Block> = None;
        for (event, at) in Parser::new_ext(self.text, options).into_offset_iter() {
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
                    self.push(at, SourceKind::Verbatim, "* * *".to_owned());
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
        // A list whose items are one paragraph each can be taken apart; any other is kept whole.
        if block.is_list && block.items.iter().all(|(_, blocks)| *blocks == 0) {
            for (at, _) in block.items {
                let (marker, words) = split_item(self.text[at.clone()].trim_end());
                let words = joined(words);
                self.push(
                    at,
                    SourceKind::Item {
                        marker: marker.to_owned(),
                    },
                    words,
                );
            }
            return;
        }
        let is_block = block.kind == SourceKind::Verbatim;
        let at = if is_block {
            self.line_start(block.at.start)..block.at.end
        } else {
            block.words.unwrap_or(block.at)
        };
        let words = self.text[at.clone()].trim_end_matches('\n');
        let words = if is_block {
            words.to_owned()
        } else {
            joined(words)
        };
        if !words.trim().is_empty() {
            self.push(at, block.kind, words);
        }
    }

    fn line_start(&self, offset: usize) -> usize {
        self.text[..offset].rfind('\n').map_or(0, |end| end + 1)
    }

    fn push(&mut self, at: Range<usize>, kind: SourceKind, text: String) {
        if let Some(passed) = self.text.get(self.offset..at.start) {
            self.line += passed.matches('\n').count();
            self.offset = at.start;
        }
        self.list.push(SourceBlock {
            line: self.line,
            kind,
            text,
            has_blank_above: true,
        });
    }
}

/// The marker in front of an item, nothing for a bullet, and its text.
fn split_item(item: &str) -> (&str, &str) {
    let (marker, words) = item.split_once(char::is_whitespace).unwrap_or((item, ""));
    let marker = if marker.starts_with(|character: char| character.is_ascii_digit()) {
        marker
    } else {
        ""
    };
    (marker, words.trim_start())
}

/// The lines of a paragraph as one, except where the author asked for a break.
fn joined(words: &str) -> String {
    let mut text = String::new();
    for line in words.lines() {
        let is_break = text.ends_with('\\') || text.ends_with("  ");
        if is_break {
            text.truncate(text.trim_end_matches(' ').len());
            text.push_str(if text.ends_with('\\') { "\n" } else { "\\\n" });
        } else if text
            .chars()
            .next_back()
            .is_some_and(|character| !is_unspaced(character))
        {
            text.push(' ');
        }
        text.push_str(line.trim_start());
    }
    text.trim_end().trim_end_matches('\\').to_owned()
}
