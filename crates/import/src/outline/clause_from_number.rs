//! Clauses with a number of their own: `1.`, `1.24`, 第三条, Article 3.

use super::section_or_contents::Role;
use super::{Builder, clause_from_point};
use crate::draft::IdSource;
use crate::text::heading_heuristics;
use crate::text::label::{Label, Style};

/// How far a number may jump: providers drop a clause now and then, but not a dozen.
const LARGEST_JUMP: u32 = 3;

impl Builder<'_> {
    /// A line that takes its turn among the sections.
    pub(super) fn section(&mut self, index: usize, label: &Label<'_>) {
        let level = match (self.roles[index], self.headings.last()) {
            (Role::Subsection, Some((_, above))) => (above + 1).min(4),
            _ => self.level_below(&[Style::Chapter, Style::Part]),
        };
        let id_source = self.id_source(label, level);
        self.open_labelled(index, label, level, id_source);
    }

    pub(super) fn labelled(&mut self, index: usize, label: &Label<'_>) {
        let label = &clause_from_point::as_letter(label, &self.open);
        let opens = match label.style {
            Style::Decimal => self.decimal_level(label),
            Style::Chapter => self.word_level(label, &[]),
            Style::Part => self.word_level(label, &[Style::Chapter]),
            Style::Article if self.goes_on_with(label) => None,
            Style::Article if self.starts_again(index, label) => {
                self.counts.remove(&Style::Article);
                self.word_level(label, &[Style::Chapter, Style::Part])
            }
            Style::Article => self.word_level(label, &[Style::Chapter, Style::Part]),
            Style::HanComma
            | Style::HanParen
            | Style::Number
            | Style::UpperRoman
            | Style::UpperLetter
            | Style::Roman => self.point_level(index, label),
            Style::Letter | Style::Point | Style::Bullet => None,
        };
        match opens {
            Some(level) => {
                let id_source = self.id_source(label, level);
                self.open_labelled(index, label, level, id_source);
            }
            None => self.not_a_clause(index, label),
        }
    }

    /// Articles of a new chapter or annex may count from one again.
    fn starts_again(&self, index: usize, label: &Label<'_>) -> bool {
        let is_below_heading = self
            .draft
            .clauses
            .last()
            .is_some_and(|clause| clause.blocks.is_empty());
        self.counts.contains_key(&Style::Article)
            && is_below_heading
            && self.starts_run(index, label)
    }

    /// One level below the lowest open level of these kinds; level 2 where none is open.
    pub(super) fn level_below(&self, above: &[Style]) -> u8 {
        let is_above = |open: &&super::Level| above.contains(&open.style);
        self.open
            .iter()
            .rfind(is_above)
            .map_or(2, |open| open.level + 1)
            .min(4)
    }

    /// `5.1` belongs under `5`, `5.1.2` under `5.1`, and each takes its turn.
    fn decimal_level(&self, label: &Label<'_>) -> Option<u8> {
        let parts = label.value.len();
        if !(2..=3).contains(&parts) {
            return None;
        }
        let (last, above) = label.value.split_last()?;
        let section = self
            .open
            .iter()
            .find(|open| open.level == 2 && open.style != Style::Decimal);
        let is_under_section = section.is_none_or(|open| open.value.last() == above.first());
        let same: Vec<&super::Level> = self
            .open
            .iter()
            .filter(|open| open.style == Style::Decimal)
            .collect();
        let is_under_clause = parts == 2 || same.iter().any(|open| open.value == above);
        let before = same
            .iter()
            .find(|open| open.value.len() == parts && open.value[..parts - 1] == *above);
        let from = before
            .and_then(|open| open.value.last())
            .copied()
            .unwrap_or(0);
        let takes_turn = *last > from && *last <= from + LARGEST_JUMP;
        let level = u8::try_from(parts + 1).ok()?;
        (is_under_section && is_under_clause && takes_turn).then_some(level)
    }

    /// 第三条 or `Article 3`: a reference at the start of a sentence looks the same.
    fn word_level(&self, label: &Label<'_>, above: &[Style]) -> Option<u8> {
        let before = self.counts.get(&label.style).copied().unwrap_or(0);
        let is_han = label.written.starts_with('第');
        let is_next = label.last() == before + 1;
        let is_later = label.last() > before && label.last() <= before + LARGEST_JUMP;
        // `Article 3:` opens an article, `Article 3 applies to` is a sentence.
        let ends_well = label.written.ends_with(['.', ':', ')', '-', '–', '—']);
        let is_clause = match is_han {
            true => is_next || (is_later && heading_heuristics::is_heading(label.rest)),
            false => {
                is_later
                    && (ends_well
                        || label.rest.is_empty()
                        || heading_heuristics::is_heading(label.rest))
            }
        };
        is_clause.then(|| self.level_below(above))
    }

    /// What the id of a clause with this label is made from.
    pub(super) fn id_source(&self, label: &Label<'_>, level: u8) -> IdSource {
        let digits: Vec<String> = label.value.iter().map(u32::to_string).collect();
        match label.style {
            Style::Decimal => IdSource::Number(format!("c{}", digits.join("-"))),
            Style::HanComma | Style::Number | Style::UpperRoman if level == 2 => {
                IdSource::Number(format!("c{}", label.last()))
            }
            Style::Chapter => IdSource::Number(format!("chapter-{}", label.last())),
            Style::Article => IdSource::Number(format!("article-{}", label.last())),
            Style::Part => IdSource::Point(format!("part-{}", label.last())),
            Style::Roman | Style::UpperLetter => {
                let letters = label
                    .written
                    .trim_matches(|character: char| !character.is_alphabetic());
                IdSource::Point(letters.to_lowercase())
            }
            _ => IdSource::Point(label.last().to_string()),
        }
    }
}
