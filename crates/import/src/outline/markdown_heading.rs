//! Markdown headings: their level, and those that are not real headings, such as a date line.

use notice::text::han::width;

use super::Builder;
use crate::draft::{DraftClause, IdSource};
use crate::source_blocks::{SourceBlock, SourceKind};
use crate::text::label::{Label, Style};
use crate::text::{dates, heading_heuristics};

/// The widest heading with a date that is taken for a dateline.
const WIDEST_DATELINE: usize = 60;

impl Builder<'_> {
    /// A heading that Markdown marks.
    pub(super) fn heading(&mut self, index: usize, level: u8, id: Option<String>) {
        let block = &self.blocks[index];
        let is_before_clauses = self.draft.clauses.is_empty();
        if (level == 1 || index == 0) && self.draft.title.is_none() && is_before_clauses {
            self.draft.title = Some((block.line, block.text.clone()));
            return;
        }
        // Some set the date below the title as large as a heading.
        if is_before_clauses
            && dates::has_date(&block.text)
            && width(&block.text) <= WIDEST_DATELINE
        {
            return self.paragraph(block.line, &block.text);
        }
        let label = Label::read(&block.text).filter(|label| label.style != Style::Bullet);
        let level = self.markdown_level(level, label.as_ref());
        let id_source = match (id, &label) {
            (Some(id), _) => IdSource::Explicit(id),
            (None, Some(label)) => self.id_source(label, level),
            (None, None) => IdSource::Heading,
        };
        let (written, words) = match &label {
            Some(label) => (label.written, label.rest),
            None => ("", block.text.as_str()),
        };
        let clause = DraftClause {
            label: written.to_owned(),
            heading: words.to_owned(),
            is_updates: heading_heuristics::is_updates(words),
            id_source,
            ..self.clause(block.line, level)
        };
        self.open.retain(|open| open.level < level);
        if let Some(label) = &label {
            self.push_level(label, level);
        }
        self.list = None;
        self.draft.clauses.push(clause);
    }

    /// A number of two or three parts says its level itself.
    fn markdown_level(&self, level: u8, label: Option<&Label<'_>>) -> u8 {
        match label.map(|label| (label.style, label.value.len())) {
            Some((Style::Decimal, 2)) => 3,
            Some((Style::Decimal, 3)) => 4,
            _ => level.saturating_add_signed(self.shift).clamp(2, 6),
        }
    }
}

/// By how much levels are shifted, so that the highest heading below the title is on level 2.
pub(super) fn shift(blocks: &[SourceBlock]) -> i8 {
    let levels: Vec<u8> = blocks
        .iter()
        .filter_map(|block| match block.kind {
            SourceKind::Heading { level, .. } => Some(level),
            _ => None,
        })
        .collect();
    let starts_with_title = matches!(
        blocks.first().map(|block| &block.kind),
        Some(SourceKind::Heading { .. })
    );
    let has_title = levels.first() == Some(&1) || starts_with_title;
    let below_title = if has_title { &levels[1..] } else { &levels[..] };
    let highest = below_title.iter().min().copied().unwrap_or(2);
    2 - i8::try_from(highest).unwrap_or(2)
}
