//! What is inside a line of a page: words, emphasis, links, breaks.

use ego_tree::NodeRef;
use scraper::Node;

use super::{DEEPEST, is_block, is_layout, name};
use crate::escape;

/// Where words stand: a heading and a cell are one line, so a break in them is a space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Paragraph,
    Line,
}

/// A node and what is in it.
pub(super) fn markdown(node: NodeRef<'_, Node>, depth: usize, place: Place) -> String {
    if let Some(words) = node.value().as_text() {
        return escape::words(&collapsed(words), false);
    }
    let Some(element) = node.value().as_element() else {
        return String::new();
    };
    if is_layout(element.name()) {
        return String::new();
    }
    let inside = || match depth > DEEPEST {
        true => escape::words(&collapsed(&text(node)), false),
        false => children(node, depth + 1, place),
    };
    match element.name() {
        "br" if place == Place::Line => " ".to_owned(),
        "br" => "\\\n".to_owned(),
        "b" | "strong" => around(&inside(), "**"),
        "i" | "em" => around(&inside(), "*"),
        "img" => escape::words(element.attr("alt").unwrap_or_default(), false),
        "a" => {
            let anchor = element.attr("id").or(element.attr("name"));
            let anchor = anchor.map_or(String::new(), |id| {
                format!("<a id=\"{}\"></a>", id.replace('"', ""))
            });
            let words = inside();
            let address = element.attr("href").unwrap_or_default().trim();
            match (address, words.trim()) {
                ("", _) | (_, "") => format!("{anchor}{words}"),
                _ => format!("{anchor}{}", link(&words, address)),
            }
        }
        tag if is_block(tag) => format!(" {} ", inside()),
        _ => inside(),
    }
}

/// What is in a node, as one line.
pub(super) fn children(node: NodeRef<'_, Node>, depth: usize, place: Place) -> String {
    let mut words = String::new();
    for child in node.children() {
        let next = markdown(child, depth, place);
        // Bold parts that touch are one: four stars between them would be shown.
        let is_bold_again =
            is_bold_end(&words) && next.starts_with("**") && !next.starts_with("***");
        // Two blanks in a row are one, as a browser shows them.
        match words.ends_with([' ', '\n']) {
            _ if is_bold_again => {
                words.truncate(words.len() - 2);
                words.push_str(&next[2..]);
            }
            true => words.push_str(next.trim_start_matches(' ')),
            false => words.push_str(&next),
        }
    }
    words
}

fn is_bold_end(words: &str) -> bool {
    words.ends_with("**") && !words.ends_with("***") && !words.ends_with("\\**")
}

/// The words of a node and nothing else. Without recursion, for it reads what is nested too deep.
pub(super) fn text(node: NodeRef<'_, Node>) -> String {
    let words = node
        .descendants()
        .filter_map(|node| node.value().as_text().map(|text| text.to_string()));
    words.collect()
}

/// Whether a block is somewhere in a node, as in a link around a whole card.
pub(super) fn has_block(node: NodeRef<'_, Node>) -> bool {
    node.descendants()
        .skip(1)
        .any(|node| name(&node).is_some_and(is_block))
}

/// White space as a browser shows it; a no-break space stays.
fn collapsed(words: &str) -> String {
    let mut line = String::with_capacity(words.len());
    for character in words.chars() {
        match character {
            ' ' | '\n' | '\t' | '\r' | '\u{c}' if line.ends_with(' ') => {}
            ' ' | '\n' | '\t' | '\r' | '\u{c}' => line.push(' '),
            _ => line.push(character),
        }
    }
    line
}

/// Marks around words, inside the blanks around them.
fn around(words: &str, mark: &str) -> String {
    let inner = words.trim();
    if inner.is_empty() || inner.contains("\\\n") {
        return words.to_owned();
    }
    let start = words.len() - words.trim_start().len();
    let end = words.trim_end().len();
    format!("{}{mark}{inner}{mark}{}", &words[..start], &words[end..])
}

fn link(words: &str, address: &str) -> String {
    let start = words.len() - words.trim_start().len();
    let end = words.trim_end().len();
    let needs_marks = address.contains([' ', '(', ')', '<', '>']);
    let address = match needs_marks {
        true => format!("<{}>", address.replace(['<', '>', '\n'], "")),
        false => address.to_owned(),
    };
    format!(
        "{}[{}]({address}){}",
        &words[..start],
        words.trim(),
        &words[end..]
    )
}
