//! Runs of text: joined, and cleaned of invisible characters.

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
        .and_then(last_character)
        .is_some_and(|character| !is_unspaced(character) && !character.is_whitespace())
    {
        push_text(line, " ");
    }
}

/// The last character of a run, found without copying it: a paragraph may have a million lines.
fn last_character(word: &Inline) -> Option<char> {
    match word {
        Inline::Text(words) | Inline::Code(words) => words.chars().next_back(),
        Inline::Strong(words) | Inline::Emphasis(words) | Inline::Link { words, .. } => {
            words.last().and_then(last_character)
        }
        Inline::Break | Inline::NoteMark(_) => None,
    }
}

/// The words without invisible characters, and whether there were any.
pub(super) fn clean(words: &str) -> (String, bool) {
    let has_hidden = words.chars().any(is_hidden);
    if !has_hidden {
        return (words.to_owned(), false);
    }
    (
        words
            .chars()
            .filter(|&character| !is_hidden(character))
            .collect(),
        true,
    )
}

/// Control characters, and the marks that make text read in another order than it is written.
pub(super) fn is_hidden(character: char) -> bool {
    let is_space = character == '\n' || character == '\t';
    let turns_text = matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    (character.is_control() && !is_space) || turns_text
}
