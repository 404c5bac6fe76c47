//! A page cut into blocks, by way of Markdown.
//!
//! The page as Markdown ([`html`]) is cut as any other ([`markdown`]); then each line of it becomes the
//! line of the page that it comes from. Entry point: [`blocks`].

mod line_map;

use scraper::Html;

use crate::read::{html, markdown};
use crate::review_kind::ReviewKind;
use crate::source_blocks::{Removal, SourceKind, SourceText};

/// Cuts a page into blocks.
pub(crate) fn blocks(html: &str) -> SourceText {
    let document = Html::parse_document(html);
    let (text, left_out) = html::markdown(&document);
    let mut source = markdown::blocks(&text, false);
    let lines = line_map::of(&text, html);
    let source_line = |line: usize| lines.get(line - 1).copied().unwrap_or(1);
    source
        .blocks
        .iter_mut()
        .for_each(|block| block.line = source_line(block.line));
    source
        .removals
        .iter_mut()
        .for_each(|removal| removal.line = source_line(removal.line));
    source
        .anchors
        .iter_mut()
        .for_each(|(line, _)| *line = source_line(*line));
    let has_title = source
        .blocks
        .iter()
        .any(|block| matches!(block.kind, SourceKind::Heading { level: 1, .. }));
    let title = html::title(&document);
    source.page_title = title.clone();
    source.title = title.filter(|_| !has_title);
    source.removals.extend(left_out.iter().map(|name| Removal {
        line: 1,
        kind: ReviewKind::Tag,
        thing: format!("<{name}> with all that is in it"),
    }));
    source
}
