//! Markdown headings: their level, and those that are not real headings, such as a date line.

use notice::text::han::width;

use super::Builder;
use crate::draft::{DraftClause, IdSource};
use crate::source_blocks::SourceKind;
use crate::text::label::{Label, Style};
use crate::text::{dates, heading_heuristics};

/// The widest heading with a date that is taken for a dateline.
const WIDEST_DATELINE: usize = 60;

impl Builder<'_> {
    /// A heading that Markdown marks.
    pub(super) fn heading(&mut self, index: usize, level: u8, id: Option<String>) {
        let block = &self.blocks[index];
        let is_before_clauses = self.draft.clauses.is_empty();
        if self.title_index == Some(index) {
            return self.title(index, level);
        }
        // Some set the date below the title as large as a heading.
        if is_before_clauses
            && dates::has_date(&block.text)
            && width(&block.text) <= WIDEST_DATELINE
        {
            return self.paragraph(block.line, &block.text);
        }
        let written_level = level;
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
            heading: without_marks(words).to_owned(),
            is_tight: block.text.len() == written.len() + words.len(),
            is_updates: heading_heuristics::is_updates(words),
            id_source,
            ..self.clause(block.line, level)
        };
        self.headings.push((written_level, level));
        self.open.retain(|open| open.level < level);
        if let Some(label) = &label {
            self.push_level(label, level);
        }
        self.list = None;
        self.draft.clauses.push(clause);
    }

    /// The title that Markdown marks, which the front matter may have given already.
    fn title(&mut self, index: usize, level: u8) {
        let block = &self.blocks[index];
        let known = self.draft.title.take();
        let is_same = known.as_ref().is_none_or(|(_, known)| {
            heading_heuristics::normalised(known) == heading_heuristics::normalised(&block.text)
        });
        if is_same || level == 1 {
            self.draft.other_title = known.map(|(_, known)| known).filter(|_| !is_same);
            self.draft.title = Some((block.line, block.text.clone()));
            return;
        }
        // The first section, where the front matter alone has the title.
        self.draft.title = known;
        self.title_index = None;
        let id = match &block.kind {
            SourceKind::Heading { id, .. } => id.clone(),
            _ => None,
        };
        self.heading(index, level, id);
    }

    /// The level of a heading by those that are open above it; a number of two or three parts says
    /// its level itself.
    ///
    /// Levels are not taken from the number of hashes alone: one document opens its sections with
    /// `###`, another sets its annex larger than its sections.
    fn markdown_level(&mut self, level: u8, label: Option<&Label<'_>>) -> u8 {
        while self
            .headings
            .last()
            .is_some_and(|(written, _)| *written >= level)
        {
            self.headings.pop();
        }
        let nested = match self.headings.last() {
            Some((written, above)) => above + (level - written),
            None => 2,
        };
        match label.map(|label| (label.style, label.value.len())) {
            Some((Style::Decimal, 2)) => 3,
            Some((Style::Decimal, 3)) => 4,
            _ => nested.clamp(2, 6),
        }
    }
}

/// The words of a heading that are bold or slanted as a whole: `一、**引言**`.
pub(super) fn without_marks(words: &str) -> &str {
    let marks = ["***", "**", "__", "*", "_"];
    let inner = marks.iter().find_map(|mark| {
        let inner = words.trim().strip_prefix(mark)?.strip_suffix(mark)?;
        (!inner.trim().is_empty() && !inner.contains(['*', '_'])).then(|| inner.trim())
    });
    inner.unwrap_or(words)
}
