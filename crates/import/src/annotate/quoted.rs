//! Quoted text: what is between quotation marks, and in Markdown between `**`.

use std::ops::Range;

/// A label has no more characters than this; between marks further apart is a sentence.
/// Halved and doubled, no test fails.
const LONGEST: usize = 90;

/// Words in quotation marks: the whole with its marks, and the words alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Quoted {
    pub whole: Range<usize>,
    pub inner: Range<usize>,
}

/// The quoted words of a line, in order.
pub(crate) fn quoted(text: &str) -> Vec<Quoted> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((start, open, close)) = next_opening(text, at) {
        let inner = start + open.len();
        let near = &text[inner..near_end(text, inner)];
        let Some(length) = near.find(close).filter(|&length| is_label(&near[..length])) else {
            at = inner;
            continue;
        };
        let whole = start..inner + length + close.len();
        at = whole.end;
        found.push(Quoted {
            whole,
            inner: inner..inner + length,
        });
    }
    found
}

/// Where to stop looking for the closing mark, so that a text of opening marks costs no more.
fn near_end(text: &str, from: usize) -> usize {
    // A character has four bytes at most, and the closing mark three.
    let end = (from + 4 * LONGEST + 8).min(text.len());
    (from..=end)
        .rev()
        .find(|&end| text.is_char_boundary(end))
        .unwrap_or(from)
}

const PAIRS: [(&str, &str); 6] = [
    ("\"", "\""),
    ("“", "”"),
    ("「", "」"),
    ("『", "』"),
    ("【", "】"),
    ("**", "**"),
];

fn next_opening(text: &str, from: usize) -> Option<(usize, &'static str, &'static str)> {
    let places = text[from..].char_indices().map(|(at, _)| from + at);
    places.into_iter().find_map(|at| {
        let pair = PAIRS
            .iter()
            .find(|(open, _)| text[at..].starts_with(open))?;
        Some((at, pair.0, pair.1))
    })
}

fn is_label(words: &str) -> bool {
    !words.trim().is_empty() && words.chars().nth(LONGEST).is_none() && !words.contains('\n')
}
