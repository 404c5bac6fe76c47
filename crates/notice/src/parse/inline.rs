//! Runs of text: joined, and cleaned of signs that nobody can see.

use crate::Inline;
use crate::text::han::is_unspaced;

/// Adds words to a line; neighbouring words become one run.
pub(super) fn push_text(line: &mut Vec<Inline>, words: &str) {
    if words.is_empty() {
        return;
    }
    if let Some(Inline::Text(last)) = line.last_mut() {
        last.push_str(words);
    } else {
        line.push(Inline::Text(words.to_owned()));
    }
}

/// A line end inside a paragraph: a space, but none after Chinese, which is set without.
pub(super) fn push_line_end(line: &mut Vec<Inline>) {
    if line
        .last()
        .and_then(last_sign)
        .is_some_and(|sign| !is_unspaced(sign) && !sign.is_whitespace())
    {
        push_text(line, " ");
    }
}

/// The last sign of a run, found without copying it: a paragraph may have a million lines.
fn last_sign(word: &Inline) -> Option<char> {
    match word {
        Inline::Text(words) | Inline::Code(words) => words.chars().next_back(),
        Inline::Strong(words) | Inline::Emphasis(words) | Inline::Link { words, .. } => {
            words.last().and_then(last_sign)
        }
        Inline::Break => None,
    }
}

/// The words without signs that nobody can see, and whether there were any.
pub(super) fn clean(words: &str) -> (String, bool) {
    let has_hidden = words.chars().any(is_hidden);
    if !has_hidden {
        return (words.to_owned(), false);
    }
    (
        words.chars().filter(|&sign| !is_hidden(sign)).collect(),
        true,
    )
}

/// Control characters, and the marks that make text read in another order than it is written.
pub(super) fn is_hidden(sign: char) -> bool {
    let is_space = sign == '\n' || sign == '\t';
    let turns_text = matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    (sign.is_control() && !is_space) || turns_text
}
