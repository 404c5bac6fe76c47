//! How a document marks its headings, and headings that are lines in bold.
//!
//! Entry points: [`HeadingStyle::of`], [`Builder::is_bold_heading`], and [`Builder::all_in_one`] for a
//! document that marks none.

use super::{Builder, title};
use crate::draft::{DraftClause, IdSource};
use crate::source_blocks::{SourceBlock, SourceKind, SourceText};
use crate::text::{dates, heading_heuristics};

/// How a document marks the headings of its sections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HeadingStyle {
    /// By Markdown's own signs.
    Headings,
    /// By lines that are bold as a whole.
    Bold,
    /// Not at all: by numbers, or by standing alone.
    Nothing,
}

impl HeadingStyle {
    pub(super) fn of(source: &SourceText) -> HeadingStyle {
        let title = title::index(source);
        let is_heading = |block: &SourceBlock| matches!(block.kind, SourceKind::Heading { .. });
        let is_bold = |block: &SourceBlock| {
            block.is_bold
                && heading_heuristics::is_heading(block.text.trim_end_matches([':', '：']))
        };
        let count = |is_such: &dyn Fn(&SourceBlock) -> bool| {
            let blocks = source.blocks.iter().enumerate();
            blocks
                .filter(|(index, block)| Some(*index) != title && is_such(block))
                .count()
        };
        match () {
            () if count(&is_heading) > 0 => HeadingStyle::Headings,
            () if count(&is_bold) > 0 => HeadingStyle::Bold,
            () => HeadingStyle::Nothing,
        }
    }
}

impl Builder<'_> {
    /// A bold line of a document whose headings are bold lines.
    pub(super) fn is_bold_heading(&self, index: usize) -> bool {
        let block = &self.blocks[index];
        let words = block.text.trim_end_matches([':', '：']);
        // A colon leads in to a list as often as it ends a heading.
        let leads_in = words.len() < block.text.len()
            && self
                .blocks
                .get(index + 1)
                .is_some_and(|next| matches!(next.kind, SourceKind::Item { .. }));
        block.is_bold
            && self.heading_style == HeadingStyle::Bold
            && !leads_in
            && !dates::has_date(words)
            && heading_heuristics::is_heading(words)
    }

    /// Words with the stars that were set aside, where they are no heading.
    pub(super) fn bold_again(&self, index: usize, words: &str) -> String {
        match self.blocks[index].is_bold && !words.is_empty() {
            true => format!("**{words}**"),
            false => words.to_owned(),
        }
    }

    /// The whole text as one clause, where nothing opens one.
    pub(super) fn all_in_one(&mut self) {
        let blocks = std::mem::take(&mut self.draft.lead);
        for block in self.blocks {
            if heading_heuristics::is_heading(&block.text) && block.kind == SourceKind::Text {
                self.draft.doubtful.push(block.line);
            }
        }
        let line = self.blocks.first().map_or(1, |block| block.line);
        self.draft.is_all_in_one = true;
        self.draft.clauses.push(DraftClause {
            id_source: IdSource::Explicit("text".to_owned()),
            blocks,
            ..self.clause(line, 2)
        });
    }
}
