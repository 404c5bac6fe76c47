//! Whether a numbered point (一、（一） 1. i.) opens a clause, and on which level.

use super::heading_style::HeadingStyle;
use super::{Builder, Level};
use crate::outline::clauses_or_list;
use crate::source_blocks::SourceKind;
use crate::text::label::{Label, Style};

impl Builder<'_> {
    /// The level of a clause that this point opens; `None` where it is an item.
    pub(super) fn point_level(&self, index: usize, label: &Label<'_>) -> Option<u8> {
        // `i)` after `h)` is a letter.
        if self
            .list
            .is_some_and(|(style, last)| goes_on(style, last, label))
        {
            return None;
        }
        let same = self.open.iter().find(|open| open.style == label.style);
        if let Some(open) = same.filter(|open| {
            open.value
                .last()
                .is_some_and(|last| last + 1 == label.last())
        }) {
            return Some(open.level);
        }
        let above: Vec<Style> = self.open.iter().map(|open| open.style).collect();
        // Markdown that marks its headings marks its lists, too, so any other point is an item.
        let is_list = self.is_markdown
            && self.heading_style != HeadingStyle::Nothing
            && matches!(label.style, Style::Number | Style::Roman);
        // `1.` before the first section is a summary of what changed, or a table of contents.
        let is_before_clauses = self.draft.clauses.is_empty() && label.style == Style::Number;
        let is_in_updates = self
            .draft
            .clauses
            .last()
            .is_some_and(|clause| clause.is_updates && label.style != Style::HanComma);
        if label.last() != 1 || is_list || is_before_clauses || is_in_updates {
            return None;
        }
        let level = self.level_of_point(label.style);
        // The format has headings down to level 4.
        (level <= 4 && clauses_or_list::is_clauses(self.blocks, &self.roles, index, &above))
            .then_some(level)
    }

    /// 一、 is a section where nothing else is; every other point is below what is open.
    fn level_of_point(&self, style: Style) -> u8 {
        let last = self.open.last().map(|open| open.level);
        match style {
            Style::HanComma | Style::UpperRoman => {
                self.level_below(&[Style::Chapter, Style::Part, Style::Article])
            }
            Style::UpperLetter if self.open.is_empty() => 2,
            _ => last
                .or(self.draft.clauses.last().map(|clause| clause.level))
                .map_or(2, |level| level + 1),
        }
    }

    /// Whether a label is the next of the list that is open.
    pub(super) fn goes_on_with(&self, label: &Label<'_>) -> bool {
        self.list
            .is_some_and(|(style, last)| goes_on(style, last, label))
    }

    /// Whether a label is the first of a run of its own.
    pub(super) fn starts_run(&self, index: usize, label: &Label<'_>) -> bool {
        let next = self
            .blocks
            .get(index + 1)
            .filter(|next| next.kind == SourceKind::Text);
        let next = next.and_then(|next| Label::read(&next.text));
        label.last() == 1 && next.is_some_and(|next| next.style == label.style && next.last() == 2)
    }

    fn starts_list(&self, index: usize, label: &Label<'_>) -> bool {
        let above = index.checked_sub(1).map(|above| &self.blocks[above].text);
        self.starts_run(index, label) && above.is_some_and(|above| above.ends_with([':', '：']))
    }

    /// An item of a list, or words that only start like one.
    pub(super) fn not_a_clause(&mut self, index: usize, label: &Label<'_>) {
        let block = &self.blocks[index];
        match label.style {
            Style::Bullet => self.item(block.line, "", label.rest, false),
            // 第一条 below a colon begins a list, and 第二条 goes on with it.
            Style::Article if self.starts_list(index, label) || self.goes_on_with(label) => {
                self.list = Some((label.style, label.last()));
                let words = self.bold_again(index, label.rest);
                self.item(
                    block.line,
                    label.written,
                    &words,
                    is_tight(&block.text, label),
                );
            }
            Style::Chapter | Style::Part | Style::Article | Style::Decimal => {
                self.paragraph(block.line, &self.bold_again(index, &block.text))
            }
            _ => {
                self.list = Some((label.style, label.last()));
                let words = self.bold_again(index, label.rest);
                self.item(
                    block.line,
                    label.written,
                    &words,
                    is_tight(&block.text, label),
                );
            }
        }
    }
}

/// Whether no space is between a label and the words behind it.
fn is_tight(text: &str, label: &Label<'_>) -> bool {
    text.len() == label.written.len() + label.rest.len()
}

/// Whether a label is the next of a list. A letter may look like a roman number.
fn goes_on(style: Style, last: u32, label: &Label<'_>) -> bool {
    let letter = label
        .written
        .chars()
        .find(char::is_ascii_lowercase)
        .map_or(0, |character| character as u32 - 96);
    match (style, label.style) {
        (Style::Letter, Style::Roman) => {
            letter == last + 1
                && label
                    .written
                    .chars()
                    .filter(char::is_ascii_lowercase)
                    .count()
                    == 1
        }
        (one, other) => one == other && label.last() == last + 1,
    }
}

/// `I.` after `H.` is a letter, though it reads as a roman number.
pub(super) fn as_letter<'a>(label: &Label<'a>, open: &[Level]) -> Label<'a> {
    let letter = label
        .written
        .trim_end_matches(|character: char| !character.is_alphanumeric());
    let byte = letter
        .bytes()
        .next()
        .filter(|byte| letter.len() == 1 && byte.is_ascii_uppercase());
    let value = byte.map(|byte| u32::from(byte - b'A') + 1);
    let is_next = |open: &Level| {
        open.style == Style::UpperLetter && open.value.last().map(|last| last + 1) == value
    };
    match value {
        Some(value) if label.style == Style::UpperRoman && open.iter().any(is_next) => Label {
            style: Style::UpperLetter,
            value: vec![value],
            ..label.clone()
        },
        _ => label.clone(),
    }
}
