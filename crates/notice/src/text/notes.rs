//! Notes below a text: `[^1]: words` is text, and not the address of a link.
//!
//! CommonMark takes such a line for a definition where the words have no space in them, as Chinese
//! has none, and drops it. Entry points: [`as_text`],
//! [`is_note`] for one line.

use std::borrow::Cow;

/// The text with a backslash before each line that would be taken for a definition and is none.
pub fn as_text(text: &str) -> Cow<'_, str> {
    if !text.contains("]:") {
        return Cow::Borrowed(text);
    }
    let lines = text.split_inclusive('\n').map(|line| match is_note(line) {
        true => Cow::Owned(line.replacen('[', "\\[", 1)),
        false => Cow::Borrowed(line),
    });
    Cow::Owned(lines.collect())
}

/// Whether a line looks like the definition of a link and holds words.
pub fn is_note(line: &str) -> bool {
    let indent = line.len() - line.trim_start_matches(' ').len();
    let Some(label) = line[indent..].strip_prefix('[').filter(|_| indent < 4) else {
        return false;
    };
    let Some((label, words)) = label.split_once("]:") else {
        return false;
    };
    label.starts_with('^') || (!label.contains(['[', ']']) && !is_address(words.trim()))
}

/// Whether words can be an address; an empty rest may go on in the next line.
fn is_address(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or_default();
    words.is_empty()
        || first.starts_with(['<', '#', '/', '.'])
        || (first.is_ascii() && first.contains([':', '/', '.']) && !first.ends_with('.'))
}
