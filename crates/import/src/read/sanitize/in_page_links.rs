//! Links in a line of Markdown: where they are, and where those within the page lead.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::line_preserving_edits::{Edits, Open, widen};
use super::options;

/// What in a line of Markdown may hold no link: links and code.
pub(crate) fn protected(text: &str) -> Vec<Range<usize>> {
    let parts = Parser::new_ext(text, options()).into_offset_iter();
    let kept = parts.filter_map(|(event, at)| match event {
        Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_)) | Event::Code(_) => {
            Some(at)
        }
        _ => None,
    });
    kept.collect()
}

/// A text whose links within the page lead to what `find` knows by their name or their words; the
/// others leave their words.
pub(crate) fn retarget_anchors(
    text: &str,
    mut find: impl FnMut(&str, &str) -> Option<String>,
) -> String {
    let mut edits = Edits::new(text);
    let mut open: Vec<Open> = Vec::new();
    for (event, at) in Parser::new_ext(text, options()).into_offset_iter() {
        widen(&mut open, &event, &at);
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                let words = text[at.clone()].trim_start_matches('[');
                let words = words.rsplit_once("](").map_or("", |(words, _)| words);
                let to = dest_url.strip_prefix('#').map(|anchor| find(anchor, words));
                let (before, after) = match to.clone().flatten() {
                    Some(id) => ("[", format!("](#{id})")),
                    None => ("", String::new()),
                };
                open.push(Open {
                    whole: at,
                    words: None,
                    before,
                    after,
                    is_changed: to.is_some(),
                });
            }
            Event::End(TagEnd::Link) => edits.close(open.pop()),
            _ => {}
        }
    }
    edits.apply().text
}
