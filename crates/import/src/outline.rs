//! From source blocks to clauses: what opens a clause, on which level, and what is under it.
//!
//! Levels follow from how the styles of the labels nest, as in an outline processor: a style seen
//! for the first time is one level below the innermost open one, and a style seen before closes
//! every level below its own. One pass over the blocks with a stack of open levels. A document in
//! which nothing opens a clause is one clause, with what may be a heading listed.
//! Entry point: [`build`].

mod section_or_contents;
mod heading_style;
mod title;
mod clause_from_heading;
mod clause_from_number;
mod clause_from_point;
mod clauses_or_list;
mod raised_sections;
pub(crate) mod guides;
pub(crate) mod ids;
pub(crate) mod carried_ids;

use std::collections::HashMap;

use heading_style::HeadingStyle;
use section_or_contents::Role;

use notice::Number;

use crate::draft::{Draft, DraftBlock, DraftClause, IdSource};
use crate::source_blocks::{SourceBlock, SourceKind, SourceText};
use crate::text::label::{Label, Style};
use crate::text::{dates, heading_heuristics};

/// Makes a draft of the source blocks.
pub(crate) fn build(source: &SourceText) -> Draft {
    let roles = section_or_contents::roles(&source.blocks);
    let mut builder = Builder {
        blocks: &source.blocks,
        is_numbered: is_numbered(&source.blocks, &roles),
        heading_style: HeadingStyle::of(source),
        title_index: title::index(source),
        headings: Vec::new(),
        is_markdown: source.is_markdown,
        roles,
        draft: Draft::default(),
        open: Vec::new(),
        list: None,
        counts: HashMap::new(),
    };
    builder.draft.title = source.title.clone().map(|title| (1, title));
    for index in 0..source.blocks.len() {
        builder.block(index);
    }
    if builder.draft.clauses.is_empty() {
        builder.all_in_one();
    }
    settle_levels(&mut builder.draft.clauses);
    raised_sections::raise(&mut builder.draft.clauses);
    // A page whose own title is among its sections still has the window's.
    let page_title = source.page_title.clone().map(|title| (1, title));
    builder.draft.title = builder.draft.title.or(page_title);
    builder.draft
}

/// Gives each clause the level that the format asks for its heading.
///
/// A number of several parts says its level itself, as the format reads it: `1.1 Ads` is one level
/// below the sections, also where there is no 1. Words below nothing are refused, so the first
/// clauses are raised, all by as much: `1.1Ads` is no number.
fn settle_levels(clauses: &mut [DraftClause]) {
    let first = clauses.first().map_or(2, |clause| clause.level);
    let mut is_below_nothing = true;
    for clause in clauses {
        let parts = Number::split(&clause.line_text())
            .0
            .map_or(0, |number| number.parts());
        match u8::try_from(parts) {
            Ok(parts @ 2..=3) => clause.level = parts + 1,
            _ if is_below_nothing => {
                clause.level = clause.level.saturating_sub(first.saturating_sub(2)).max(2);
            }
            _ => {}
        }
        is_below_nothing &= clause.level > 2 && parts < 2;
    }
}

/// An open level: the style of label that opened it, and how far it has counted.
struct Level {
    style: Style,
    level: u8,
    value: Vec<u32>,
}

struct Builder<'a> {
    blocks: &'a [SourceBlock],
    roles: Vec<Role>,
    /// Whether the text numbers its clauses, so that a short line is no heading.
    is_numbered: bool,
    heading_style: HeadingStyle,
    /// The block that is the title.
    title_index: Option<usize>,
    /// The open headings of Markdown: the level that is written, and the one that it has here.
    headings: Vec<(u8, u8)>,
    is_markdown: bool,
    draft: Draft,
    open: Vec<Level>,
    /// The run of points that are items of a list, and its last value.
    list: Option<(Style, u32)>,
    /// The last number of each kind, also where it is closed: articles count on through chapters.
    counts: HashMap<Style, u32>,
}

impl Builder<'_> {
    fn block(&mut self, index: usize) {
        let block = &self.blocks[index];
        match &block.kind {
            SourceKind::Heading { level, id } => self.heading(index, *level, id.clone()),
            SourceKind::Item { marker } => self.item(block.line, marker, &block.text, false),
            SourceKind::Verbatim => self.draft.blocks().push(DraftBlock::Verbatim {
                line: block.line,
                text: block.text.clone(),
            }),
            SourceKind::Text => self.words(index),
        }
    }

    fn words(&mut self, index: usize) {
        let block = &self.blocks[index];
        if self.roles[index] == Role::Contents {
            self.draft.contents.push(block.line);
            return self.item(block.line, "", &block.text, false);
        }
        let is_section = matches!(self.roles[index], Role::Section | Role::Subsection);
        let label = Label::read(&block.text)
            .or_else(|| Label::read_bare(&block.text).filter(|_| is_section));
        let is_title = self.title_index == Some(index) && title::is_new(&self.draft, &block.text);
        if is_title {
            self.draft.title = Some((block.line, block.text.clone()));
            return;
        }
        match label {
            Some(label) if is_section => self.section(index, &label),
            Some(label) => self.labelled(index, &label),
            None => self.unlabelled(index),
        }
    }

    fn unlabelled(&mut self, index: usize) {
        let block = &self.blocks[index];
        // The last line is no heading: nothing would be under it, and it is often a signature.
        let has_next = index + 1 < self.blocks.len();
        if has_next && heading_heuristics::is_updates(&block.text) {
            let clause = DraftClause {
                heading: block.text.clone(),
                is_updates: true,
                ..self.clause(block.line, 2)
            };
            return self.open_bare(clause);
        }
        if has_next && self.leads_to_updates(index) {
            self.open_bare(DraftClause {
                is_updates: true,
                ..self.clause(block.line, 2)
            });
            return self.paragraph(block.line, &block.text);
        }
        if has_next && self.is_bold_heading(index) {
            let level = match self.open.last() {
                Some(open) if self.is_numbered => (open.level + 1).min(4),
                _ => 2,
            };
            let clause = DraftClause {
                heading: block.text.clone(),
                ..self.clause(block.line, level)
            };
            self.list = None;
            self.draft.clauses.push(clause);
            return;
        }
        if has_next && self.is_bare_heading(index) {
            let clause = DraftClause {
                heading: block.text.clone(),
                ..self.clause(block.line, 2)
            };
            return self.open_bare(clause);
        }
        if has_next
            && block.has_blank_above
            && (self.is_numbered || block.is_bold)
            && heading_heuristics::is_bare_heading(&block.text)
            && !self.draft.clauses.is_empty()
        {
            self.draft.doubtful.push(block.line);
        }
        self.paragraph(block.line, &self.bold_again(index, &block.text));
    }

    /// A sentence about changes that ends in a colon, before the first clause and with points below.
    fn leads_to_updates(&self, index: usize) -> bool {
        let has_points = self
            .blocks
            .get(index + 1)
            .is_some_and(|next| Label::read(&next.text).is_some());
        self.draft.clauses.is_empty()
            && has_points
            && heading_heuristics::leads_to_updates(&self.blocks[index].text)
    }

    /// In a text that numbers its clauses only what is before the first number, or behind the
    /// last, has headings without one.
    fn is_bare_heading(&self, index: usize) -> bool {
        let block = &self.blocks[index];
        if heading_heuristics::is_back_matter(&block.text) {
            return block.has_blank_above || self.open.is_empty();
        }
        if !heading_heuristics::is_bare_heading(&block.text)
            || (self.is_numbered && !self.open.is_empty())
        {
            return false;
        }
        // A document that marks its headings is taken at its word, and a short line with a date is
        // a dateline.
        if self.heading_style != HeadingStyle::Nothing || dates::has_date(&block.text) {
            return false;
        }
        if self.is_markdown && block.text.contains("](") {
            return false;
        }
        // Two short lines in a row are an address or a list, not a heading and its text.
        let next = &self.blocks[index + 1];
        !heading_heuristics::is_bare_heading(&next.text) || next.kind != SourceKind::Text
    }

    fn clause(&self, line: usize, level: u8) -> DraftClause {
        DraftClause {
            line,
            level,
            ..DraftClause::default()
        }
    }

    /// Opens a clause without a number; it closes every level.
    fn open_bare(&mut self, clause: DraftClause) {
        self.open.clear();
        self.list = None;
        self.draft.clauses.push(clause);
    }

    /// Opens a clause with a number. Words that are no heading become its first paragraph.
    fn open_labelled(&mut self, index: usize, label: &Label<'_>, level: u8, id_source: IdSource) {
        self.list = None;
        let line = self.blocks[index].line;
        let is_heading =
            heading_heuristics::is_heading(label.rest) || self.leads_to_steps(index, label.rest);
        let words = if is_heading {
            clause_from_heading::without_marks(label.rest).to_owned()
        } else {
            String::new()
        };
        let text = &self.blocks[index].text;
        let is_tight = is_heading && text.len() == label.written.len() + label.rest.len();
        self.draft.clauses.push(DraftClause {
            label: label.written.to_owned(),
            heading: words,
            is_tight,
            id_source,
            ..self.clause(line, level)
        });
        if !is_heading {
            let words = self.bold_again(index, label.rest);
            self.paragraph(line, &words);
        }
        self.push_level(label, level);
    }

    fn push_level(&mut self, label: &Label<'_>, level: u8) {
        self.open.retain(|open| open.level < level);
        self.open.push(Level {
            style: label.style,
            level,
            value: label.value.clone(),
        });
        self.counts.insert(label.style, label.last());
        // Sections count from one in each chapter, but articles go on through them.
        if label.style == Style::Chapter {
            self.counts.remove(&Style::Part);
        }
    }

    /// A heading may be a long list of what the steps below it are for.
    fn leads_to_steps(&self, index: usize, words: &str) -> bool {
        let next = self
            .blocks
            .get(index + 1)
            .and_then(|next| Label::read(&next.text));
        words.ends_with([':', '：'])
            && next.is_some_and(|label| label.style == Style::Point && guides::is_step(label.rest))
    }

    fn paragraph(&mut self, line: usize, text: &str) {
        if !text.is_empty() {
            self.draft.blocks().push(DraftBlock::Paragraph {
                line,
                text: text.to_owned(),
            });
        }
    }

    /// `is_tight` where no space is between the marker and the text.
    fn item(&mut self, line: usize, marker: &str, text: &str, is_tight: bool) {
        let item = DraftBlock::Item {
            line,
            marker: marker.to_owned(),
            text: text.to_owned(),
            is_tight,
        };
        self.draft.blocks().push(item);
    }
}

/// Whether at least two clauses have a number.
fn is_numbered(blocks: &[SourceBlock], roles: &[Role]) -> bool {
    let is_clause = |(block, role): (&SourceBlock, &Role)| {
        let label = Label::read(&block.text);
        let by_style = label.is_some_and(|label| match label.style {
            Style::Chapter | Style::Article | Style::HanComma | Style::Decimal => true,
            Style::UpperRoman | Style::UpperLetter => heading_heuristics::is_heading(label.rest),
            _ => false,
        });
        *role == Role::Section || (by_style && block.kind == SourceKind::Text)
    };
    blocks
        .iter()
        .zip(roles)
        .filter(|pair| is_clause(*pair))
        .count()
        > 1
}
