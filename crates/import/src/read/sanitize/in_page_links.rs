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

/// What parts the words of a link that is left out from those next to it: a page sets links apart by
/// their looks. A capital letter behind a small one says that there was more than a part of a word.
pub(super) fn spaces_around(text: &str, at: &Range<usize>) -> (&'static str, String) {
    let is_mark = |character: char| "[]*_".contains(character);
    let inside = |link: &str| {
        let words = link.trim_start_matches('[');
        let words = words.rsplit_once("](").map_or(words, |(words, _)| words);
        words.trim_matches(is_mark).to_owned()
    };
    let words = inside(&text[at.clone()]);
    let is_border = |before: Option<char>, after: Option<char>| {
        before.is_some_and(char::is_lowercase) && after.is_some_and(char::is_uppercase)
    };
    // A link in front of this one parts its words from these itself.
    let before = text[..at.start].chars().next_back();
    let after = text[at.end..].trim_start_matches(is_mark).chars().next();
    let is_behind = is_border(before, words.chars().next());
    let is_before = is_border(words.chars().next_back(), after);
    let after = if is_before {
        " ".to_owned()
    } else {
        String::new()
    };
    (if is_behind { " " } else { "" }, after)
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
                    None => spaces_around(text, &at),
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
