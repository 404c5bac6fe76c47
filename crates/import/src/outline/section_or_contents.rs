//! The role of each numbered line: it opens a section, stands in a table of contents, or neither.
//!
//! Providers number lists, changes and tables of contents the same way. A section is a line
//! that can be a heading and takes its turn in 1, 2, 3; a line that comes again further down
//! with only headings between is left of a table of contents. Entry point: [`roles`].

use std::collections::HashMap;

use crate::read::page_furniture;
use crate::source_blocks::{SourceBlock, SourceKind};
use crate::text::heading_heuristics;
use crate::text::label::{Label, Style};

/// What a line is by its place among the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Nothing is known yet.
    Open,
    /// It opens a section.
    Section,
    /// It opens a section below the heading that is marked above it.
    Subsection,
    /// It is an entry of a table of contents.
    Contents,
}

/// The role of each block.
pub(crate) fn roles(blocks: &[SourceBlock]) -> Vec<Role> {
    let mut roles = contents(blocks);
    if blocks
        .iter()
        .filter(|block| matches!(block.kind, SourceKind::Heading { .. }))
        .count()
        > 1
    {
        for index in bold_sections(blocks, &roles) {
            roles[index] = Role::Subsection;
        }
        return roles;
    }
    for index in sections(blocks, &roles) {
        roles[index] = Role::Section;
    }
    roles
}

/// Bold lines that count 1, 2, 3 between two headings that are marked: one document may be marked
/// in part, as where a page sets its annexes larger than its text.
fn bold_sections(blocks: &[SourceBlock], roles: &[Role]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut run: Vec<usize> = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        if matches!(block.kind, SourceKind::Heading { .. }) {
            keep(&mut run, &mut found);
            continue;
        }
        let is_open = block.is_bold && roles[index] == Role::Open;
        let label = Label::read(&block.text).filter(|label| {
            is_open && label.style == Style::Number && heading_heuristics::is_heading(label.rest)
        });
        let wanted = u32::try_from(run.len() + 1).unwrap_or(u32::MAX);
        if label.is_some_and(|label| label.last() == wanted) {
            run.push(index);
        }
    }
    keep(&mut run, &mut found);
    found
}

/// One line that begins with 1 is no run.
fn keep(run: &mut Vec<usize>, found: &mut Vec<usize>) {
    match run.len() {
        0 | 1 => run.clear(),
        _ => found.append(run),
    }
}

fn sections(blocks: &[SourceBlock], roles: &[Role]) -> Vec<usize> {
    let numbers = |block: &'_ SourceBlock| {
        Label::read(&block.text)
            .filter(|label| label.style == Style::Number)
            .map(heading_of)
    };
    let mut found = in_turn(blocks, roles, numbers, heading_heuristics::is_heading);
    if found.len() < 2 {
        let bare = |block: &'_ SourceBlock| Label::read_bare(&block.text).map(heading_of);
        // Two could be chance, as in a line that starts with a year or an amount.
        let without_mark = in_turn(blocks, roles, bare, heading_heuristics::is_heading);
        // Some providers set the heading and the text of a section in one line.
        found = match without_mark.len() {
            3.. => without_mark,
            _ => in_turn(blocks, roles, numbers, |_| true),
        };
    }
    // Where 一、 or a chapter comes first, the numbers are below it.
    let is_below = |first: &usize| blocks[..*first].iter().any(opens_higher);
    if found.first().is_some_and(is_below) {
        Vec::new()
    } else {
        found
    }
}

fn heading_of(label: Label<'_>) -> (u32, String) {
    (label.last(), label.rest.to_owned())
}

fn opens_higher(block: &SourceBlock) -> bool {
    let is_higher = |style| {
        matches!(
            style,
            Style::HanComma
                | Style::Chapter
                | Style::Article
                | Style::UpperRoman
                | Style::UpperLetter
        )
    };
    let label =
        Label::read(&block.text).filter(|label| is_higher(label.style) && label.last() == 1);
    label.is_some_and(|label| heading_heuristics::is_heading(label.rest) || label.rest.is_empty())
}

fn contents(blocks: &[SourceBlock]) -> Vec<Role> {
    let mut last: HashMap<String, usize> = HashMap::new();
    for (index, block) in blocks.iter().enumerate() {
        last.insert(heading_heuristics::normalised(&block.text), index);
    }
    let entry = |block: &'_ SourceBlock| {
        page_furniture::without_dots(&block.text).map_or_else(|| block.text.clone(), str::to_owned)
    };
    let is_line = |block: &SourceBlock| {
        let text = entry(block);
        let words = Label::read(&text).map_or(text.as_str(), |label| label.rest);
        block.kind == SourceKind::Text && heading_heuristics::is_heading(words)
    };
    let is_entry = |(index, block): (usize, &SourceBlock)| {
        let has_dots = page_furniture::without_dots(&block.text).is_some();
        let comes_again = has_dots
            || last
                .get(&heading_heuristics::normalised(&block.text))
                .is_some_and(|&again| again > index);
        comes_again && is_line(block) && blocks.get(index + 1).is_some_and(is_line)
    };
    let role = |entry| {
        if is_entry(entry) {
            Role::Contents
        } else {
            Role::Open
        }
    };
    blocks.iter().enumerate().map(role).collect()
}

/// The lines whose numbers run 1, 2, 3 and whose words are accepted by `is_such`.
fn in_turn(
    blocks: &[SourceBlock],
    roles: &[Role],
    read: impl Fn(&SourceBlock) -> Option<(u32, String)>,
    is_such: impl Fn(&str) -> bool,
) -> Vec<usize> {
    let mut found = Vec::new();
    let mut in_list: Option<u32> = None;
    for (index, block) in blocks.iter().enumerate() {
        let is_open = block.kind == SourceKind::Text && roles[index] == Role::Open;
        let Some((number, words)) = read(block).filter(|_| is_open) else {
            in_list = None;
            continue;
        };
        let wanted = u32::try_from(found.len() + 1).unwrap_or(u32::MAX);
        // A list inside a section starts at 1 again, or behind a colon; its lines follow closely.
        let goes_on = in_list.is_some_and(|last| number == last + 1);
        let starts = number == 1 && (wanted > 1 || is_led_in(blocks, index));
        if goes_on || starts {
            in_list = Some(number);
        } else if number == wanted && is_such(&words) {
            found.push(index);
            in_list = None;
        } else {
            in_list = None;
        }
    }
    found
}

/// Whether a line is the first of a list that the line above announces.
fn is_led_in(blocks: &[SourceBlock], index: usize) -> bool {
    let above = index.checked_sub(1).map(|above| &blocks[above].text);
    let below = blocks
        .get(index + 1)
        .and_then(|below| Label::read(&below.text));
    above.is_some_and(|above| above.ends_with([':', '：']))
        && below.is_some_and(|label| label.style == Style::Number && label.last() == 2)
}
