//! Keeps a link inside the markup around it: a link from the middle of bold words to behind them
//! would break both. Entry point: [`within`].

use std::ops::Range;

/// The part of a line that can be a link: without blanks and unpaired marks at its ends; `None`
/// where a mark inside has no partner.
pub(super) fn within(text: &str, mut at: Range<usize>) -> Option<Range<usize>> {
    loop {
        let words = &text[at.clone()];
        let trimmed = words.trim();
        at.start += words.len() - words.trim_start().len();
        at.end = at.start + trimmed.len();
        let words = &text[at.clone()];
        if words.is_empty() {
            return None;
        }
        let unpaired = MARKS.iter().find(|mark| is_unpaired(words, mark));
        if let Some(mark) = unpaired {
            match () {
                () if words.starts_with(*mark) => at.start += mark.len(),
                () if words.ends_with(*mark) => at.end -= mark.len(),
                () => return None,
            }
            continue;
        }
        match open_bracket(words) {
            // A bracket that closes behind the link: the link ends before it.
            Some(bracket) => at.end = at.start + bracket,
            None => return Some(at),
        }
    }
}

const MARKS: [&str; 5] = ["**", "`", "*", "_", "__"];

fn is_unpaired(words: &str, mark: &&str) -> bool {
    let count = match *mark {
        "*" => words.replace("**", "").matches('*').count(),
        // `_` inside a word is no mark.
        "_" => usize::from(words.starts_with('_')) + usize::from(words.ends_with('_')),
        "__" => 0,
        mark => words.matches(mark).count(),
    };
    count % 2 == 1
}

/// Where a bracket opens that does not close.
fn open_bracket(words: &str) -> Option<usize> {
    let mut open = Vec::new();
    for (at, character) in words.char_indices() {
        match character {
            '(' | '（' | '[' => open.push(at),
            ')' | '）' | ']' => {
                open.pop();
            }
            _ => {}
        }
    }
    open.first().copied().filter(|at| *at > 0)
}
