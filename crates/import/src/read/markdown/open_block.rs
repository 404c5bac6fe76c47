//! A block at the top level of a Markdown document, while it is open.

use std::ops::Range;

use pulldown_cmark::Tag;

use crate::source_blocks::SourceKind;

/// A block at the top level that has begun and not ended.
pub(super) struct Block {
    pub at: Range<usize>,
    pub kind: SourceKind,
    /// Where its words are, tags aside.
    pub words: Option<Range<usize>>,
    /// For a list: its items, each with the blocks in it that are more than one paragraph.
    pub items: Vec<(Range<usize>, usize)>,
    pub is_list: bool,
    pub is_quote: bool,
    pub is_term_list: bool,
    pub has_heading: bool,
}

pub(super) fn open(tag: &Tag<'_>, at: Range<usize>) -> Block {
    let kind = match tag {
        Tag::Paragraph => SourceKind::Text,
        Tag::Heading { level, id, .. } => SourceKind::Heading {
            level: *level as u8,
            id: id.as_ref().map(|id| id.to_string()),
        },
        _ => SourceKind::Verbatim,
    };
    Block {
        at,
        kind,
        words: None,
        items: Vec::new(),
        is_list: matches!(tag, Tag::List(_)),
        is_term_list: matches!(tag, Tag::DefinitionList),
        is_quote: matches!(tag, Tag::BlockQuote(_)),
        has_heading: false,
    }
}

/// What begins inside an open block. An item keeps its shape with one paragraph in it alone.
pub(super) fn inside(block: &mut Block, tag: &Tag<'_>, depth: usize, at: &Range<usize>) {
    let is_inline = matches!(
        tag,
        Tag::Strong | Tag::Emphasis | Tag::Link { .. } | Tag::Image { .. }
    );
    block.has_heading |= matches!(tag, Tag::Heading { .. });
    match tag {
        Tag::Item if depth == 1 => block.items.push((at.clone(), 0)),
        Tag::Paragraph if depth == 2 => {
            let more = block.items.last().is_some_and(|(item, _)| {
                block.words.as_ref().is_some_and(|w| w.start >= item.start)
            });
            if let Some((_, blocks)) = block.items.last_mut().filter(|_| more) {
                *blocks += 1;
            }
        }
        _ if is_inline => {}
        _ => {
            if let Some((_, blocks)) = block.items.last_mut() {
                *blocks += 1;
            }
        }
    }
    if is_inline {
        widen(block, at);
    }
    if block.is_list && (is_inline || matches!(tag, Tag::Paragraph)) {
        block.words = Some(at.clone());
    }
}

pub(super) fn widen(block: &mut Block, at: &Range<usize>) {
    let words = block.words.get_or_insert(at.clone());
    words.start = words.start.min(at.start);
    words.end = words.end.max(at.end);
}
