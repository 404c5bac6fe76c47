//! Which block is the title.
//!
//! A heading of level 1 before anything else is one; else the first line, unless it is a date, a
//! logo or the first of several equal headings. Entry point: [`index`].

use std::sync::LazyLock;

use notice::text::han::width;
use regex::Regex;

use crate::draft::Draft;
use crate::source_blocks::{SourceBlock, SourceKind, SourceText};
use crate::text::label::Label;
use crate::text::{dates, heading_heuristics};

/// The widest line that can be the title. Wider than a heading, because some providers put the
/// company and all its services into it.
/// Halved and doubled, no test fails.
const WIDEST: usize = 140;

/// So many lines may be above a marked title: a date, a logo, a link to another language.
const ABOVE: usize = 5;

static LINK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:\[[^\]]*\]\([^)]*\)\s*|[|·•/]\s*)+$").expect("the pattern is fixed")
});

/// The block that is the title. A page whose window has a title begins with menus, and only a marked line
/// of it is one.
pub(super) fn index(source: &SourceText) -> Option<usize> {
    let blocks = source.blocks.as_slice();
    let first_heading = blocks
        .iter()
        .position(|block| matches!(block.kind, SourceKind::Heading { .. }));
    let level = |index: usize| match blocks[index].kind {
        SourceKind::Heading { level, .. } => level,
        _ => 7,
    };
    if let Some(heading) = first_heading {
        let mut others = heading + 1..blocks.len();
        let is_highest = others.all(|other| level(other) > level(heading));
        let is_below_asides = blocks[..heading].iter().all(is_aside) && heading <= ABOVE;
        // The only heading of the first level, whatever a page has above it.
        let is_first_level = level(heading) == 1 && (heading <= ABOVE || is_highest);
        if heading == 0 || is_first_level || (is_highest && is_below_asides) {
            return Some(heading);
        }
    }
    blocks
        .iter()
        .take(if source.page_title.is_some() {
            0
        } else {
            ABOVE
        })
        .position(|block| !is_aside(block))
        .filter(|&index| is_title(&blocks[index]))
}

/// Whether a line is the title although the front matter may have one: the same words again.
pub(super) fn is_new(draft: &Draft, words: &str) -> bool {
    draft.title.as_ref().is_none_or(|(_, known)| {
        heading_heuristics::normalised(known) == heading_heuristics::normalised(words)
    })
}

/// A line that is above the title and none.
fn is_aside(block: &SourceBlock) -> bool {
    // A mark of the place that the text is for: "U.S."
    let is_of_mark = |character: char| character.is_ascii_uppercase() || character == '.';
    let is_mark = block.text.ends_with('.') && block.text.chars().all(is_of_mark);
    is_mark
        || dates::has_date(&block.text)
        || block.text.starts_with("\\[")
        || LINK.is_match(block.text.trim())
}

fn is_title(block: &SourceBlock) -> bool {
    block.kind == SourceKind::Text
        && Label::read(&block.text).is_none()
        && width(&block.text) <= WIDEST
        && heading_heuristics::is_heading(&block.text)
}
