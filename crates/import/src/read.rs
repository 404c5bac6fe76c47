//! From the bytes of a file to the blocks of a text.
//!
//! Bytes are decoded or refused ([`decode`]), what the text is written in is found ([`format`]), a
//! page becomes Markdown ([`html`]), Markdown loses what the format has no room for
//! ([`sanitize`]), and each kind of text is cut into blocks ([`plain_text`], [`markdown`], [`page`]).
//! Entry point: [`blocks`].

pub(crate) mod decode;
pub(crate) mod format;
pub(crate) mod front_matter;
mod tags;
pub(crate) mod html;
pub(crate) mod plain_text;
pub(crate) mod markdown;
pub(crate) mod sanitize;
mod page;
pub(crate) mod page_furniture;

use format::Format;

use crate::source_blocks::SourceText;

/// Whether a text is Markdown by its marks.
pub(crate) fn is_markdown(text: &str) -> bool {
    format::detect(front_matter::cut(text).body) == Format::Markdown
}

/// Cuts a text into blocks. `format` is what its file's name says.
pub(crate) fn blocks(text: &str, format: Option<Format>) -> SourceText {
    let front = front_matter::cut(text);
    let found = format::detect(front.body);
    let mut source = match format.unwrap_or(found) {
        // A file may be called anything and hold a page.
        Format::Html => page::blocks(front.body),
        _ if format::is_page(front.body) => page::blocks(front.body),
        Format::PlainText => plain_text::blocks(front.body),
        Format::Markdown => {
            let is_by_line = format.is_none()
                && !format::has_heading(front.body)
                && plain_text::is_by_line(front.body);
            markdown::blocks(front.body, is_by_line)
        }
    };
    source.title = front.title().or(source.title);
    for block in &mut source.blocks {
        block.line += front.lines_before;
    }
    for removal in &mut source.removals {
        removal.line += front.lines_before;
    }
    for (line, _) in &mut source.anchors {
        *line += front.lines_before;
    }
    source.front = front.lines;
    source
}
