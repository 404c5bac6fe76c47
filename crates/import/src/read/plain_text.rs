//! Plain text to blocks.
//!
//! Some providers write a paragraph as one line, some break lines at a width and leave a
//! blank line between paragraphs; which of the two a text does is measured. Entry point: [`blocks`].

use notice::text::han::{is_unspaced, width};

use crate::read::page_furniture;
use crate::review_kind::ReviewKind;
use crate::source_blocks::{Removal, SourceBlock, SourceKind, SourceText};
use crate::text::label::Label;

/// Cuts plain text into blocks.
pub(crate) fn blocks(text: &str) -> SourceText {
    let lines: Vec<&str> = text.lines().map(trim).collect();
    let is_wrapped = is_wrapped(&lines);
    let mut source = SourceText::default();
    let mut is_after_blank = true;
    for (index, line) in lines.iter().enumerate() {
        if line.is_empty() || is_rule(line) {
            is_after_blank = true;
            continue;
        }
        match source.blocks.last_mut().filter(|_| !is_after_blank) {
            Some(last) if page_furniture::is_broken_word(&last.text, line) => {
                // A hyphen that stays may be one of the word's own.
                if page_furniture::joined_word(&last.text, line, text) {
                    last.text.pop();
                }
                source.removals.push(Removal {
                    line: index + 1,
                    kind: ReviewKind::BrokenWord,
                    thing: word_over(&last.text, line),
                });
                last.text.push_str(line);
            }
            Some(last) if is_wrapped && goes_on(&last.text, lines[index - 1], line) => {
                join(&mut last.text, line);
            }
            _ => source.blocks.push(SourceBlock {
                line: index + 1,
                kind: SourceKind::Text,
                text: (*line).to_owned(),
                has_blank_above: is_after_blank,
                is_bold: false,
            }),
        }
        is_after_blank = false;
    }
    let headers = page_furniture::headers(&lines);
    source
        .removals
        .extend(headers.into_iter().map(|line| Removal {
            line,
            kind: ReviewKind::PageHeader,
            thing: lines[line - 1].to_owned(),
        }));
    source
}

/// Whether a text has one paragraph a line, and no blank lines that part them.
pub(crate) fn is_by_line(text: &str) -> bool {
    let lines: Vec<&str> = text.lines().map(trim).collect();
    let blank = lines.iter().filter(|line| line.is_empty()).count();
    // One blank line in four is fewer than paragraphs would have.
    blank * 4 < lines.len() && !is_wrapped(&lines)
}

/// The word on both sides of a line end.
fn word_over(line: &str, next: &str) -> String {
    let start = line.split_whitespace().next_back().unwrap_or_default();
    let end = next.split_whitespace().next().unwrap_or_default();
    format!("{start}{end}")
}

fn trim(line: &str) -> &str {
    line.trim_matches(|character: char| character.is_whitespace())
}

/// A line of marks that only draws a border, or underlines a heading.
fn is_rule(line: &str) -> bool {
    line.chars().count() >= 3
        && line
            .chars()
            .all(|character| "-=_*~—─═ ".contains(character))
}

/// No line of a text that is broken at a width is wider: editors break at 72 to 100.
const WIDEST: usize = 110;

/// A line this wide is full, so that the break behind it says something.
const FULL: usize = 50;

/// A line with more characters than this may go on in the next; a shorter one has ended by itself.
const GOES_ON: usize = 30;

/// Whether lines are broken at a width: none is long, and most full lines run on.
fn is_wrapped(lines: &[&str]) -> bool {
    if !lines.iter().any(|line| line.is_empty()) || lines.iter().any(|line| width(line) > WIDEST) {
        return false;
    }
    let full = lines.windows(2).filter(|pair| width(pair[0]) > FULL);
    let (on, all) = full.fold((0, 0), |(on, all), pair| {
        (on + usize::from(!pair[1].is_empty()), all + 1)
    });
    // Half: a text that breaks lines has some short ones, and one that does not has few at all.
    all > 0 && on * 2 >= all
}

/// Whether a line continues the paragraph above rather than opening something.
fn goes_on(paragraph: &str, line_above: &str, line: &str) -> bool {
    let is_full = line_above.chars().count() > GOES_ON || Label::read(paragraph).is_some();
    is_full && Label::read(line).is_none()
}

fn join(paragraph: &mut String, line: &str) {
    let is_spaced =
        |character: Option<char>| character.is_some_and(|character| !is_unspaced(character));
    if is_spaced(paragraph.chars().next_back()) || is_spaced(line.chars().next()) {
        paragraph.push(' ');
    }
    paragraph.push_str(line);
}
