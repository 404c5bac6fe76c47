//! Definitions that are text: `[个人信息]: 以电子方式记录的信息。` is words, and not the address of a link.
//!
//! CommonMark takes such a line for the definition of a link where the words have no space in them,
//! as Chinese has none, and drops it. A footnote, `[^1]: words`, is a block of its own and none of
//! these. Entry points: [`as_text`], [`is_definition`] for one line, [`is_note`] for a footnote's.

use std::borrow::Cow;

/// The text with a backslash before each line that would be taken for a definition and is none.
pub fn as_text(text: &str) -> Cow<'_, str> {
    if !text.contains("]:") {
        return Cow::Borrowed(text);
    }
    let lines = text
        .split_inclusive('\n')
        .map(|line| match is_definition(line) {
            true => Cow::Owned(line.replacen('[', "\\[", 1)),
            false => Cow::Borrowed(line),
        });
    Cow::Owned(lines.collect())
}

/// Whether a line looks like the definition of a link and holds words.
pub fn is_definition(line: &str) -> bool {
    labelled(line).is_some_and(|(label, words)| {
        !label.starts_with('^') && !label.contains(['[', ']']) && !is_address(words.trim())
    })
}

/// Whether a line begins a footnote.
pub fn is_note(line: &str) -> bool {
    labelled(line).is_some_and(|(label, _)| label.starts_with('^') && label.len() > 1)
}

/// What is in brackets at the start of a line, and what follows the colon behind it.
fn labelled(line: &str) -> Option<(&str, &str)> {
    let indent = line.len() - line.trim_start_matches(' ').len();
    let label = line[indent..].strip_prefix('[').filter(|_| indent < 4)?;
    label.split_once("]:")
}

/// Whether words can be an address; an empty rest may go on in the next line.
fn is_address(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or_default();
    words.is_empty()
        || first.starts_with(['<', '#', '/', '.'])
        || (first.is_ascii() && first.contains([':', '/', '.']) && !first.ends_with('.'))
}
