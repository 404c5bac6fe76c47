//! The part of a text that shows why it was found, with the words marked.
//!
//! Entry points: [`of`] for an entry, [`marked`] for a text as a whole.

use notice::Language;

use crate::index::{Field, Index};
use crate::query::Query;
use crate::words::{self, part};

/// A run of text, marked or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The text.
    pub text: String,
    /// Whether it was looked for.
    pub is_marked: bool,
}

/// A place in a text that a term stands for, in bytes.
struct Place {
    from: usize,
    to: usize,
    term: u8,
}

/// How long an excerpt is, in bytes: two lines on a phone, some fifty Chinese characters or twice as many
/// letters.
const LENGTH: usize = 150;

/// How much of that is before the first marked word.
const BEFORE: usize = 40;

/// The excerpt of an entry: of its text, or of its other names where these alone have what was looked for.
pub(crate) fn of(index: &Index, query: &Query, entry: usize, lang: Language) -> Vec<Part> {
    let text = index.text(entry, lang, Field::Text);
    let names = index.text(entry, lang, Field::Names);
    let in_text = places(index, query, text);
    let in_names = places(index, query, names);
    if text.is_empty() || (in_text.is_empty() && !in_names.is_empty()) {
        return cut(names, &in_names);
    }
    cut(text, &in_text)
}

/// A whole text with its words marked.
pub(crate) fn marked(index: &Index, query: &Query, text: &str) -> Vec<Part> {
    let places = places(index, query, text);
    parts(text, 0, text.len(), &places)
}

fn places(index: &Index, query: &Query, text: &str) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    words::each(text, &index.folds, &mut |word| {
        let id = index.vocabulary.get(word.letters);
        let own = id.map(|id| query.matches[id as usize]);
        let Some(own) = own.filter(|own| own.quality > 0.0) else {
            return;
        };
        // Words overlap: a compound and its parts, two pairs with a character in both.
        while places.last().is_some_and(|last| last.from >= word.from) {
            places.pop();
        }
        places.push(Place {
            from: word.from,
            to: word.to,
            term: own.term,
        });
    });
    places
}

/// The part around the place where most terms are near each other.
fn cut(text: &str, places: &[Place]) -> Vec<Part> {
    let mut best = (0, 0);
    for (start, first) in places.iter().enumerate() {
        let near = places.iter().skip(start);
        let near = near.take_while(|place| place.to < first.from + LENGTH - BEFORE);
        let terms = near.fold(0u64, |terms, place| terms | 1 << (place.term & 63));
        if terms.count_ones() > best.0 {
            best = (terms.count_ones(), first.from);
        }
    }
    let mut from = best.1.saturating_sub(BEFORE);
    let mut to = text.len().min(from + LENGTH);
    while !is_between(text, from) {
        from -= 1;
    }
    while !is_between(text, to) {
        to -= 1;
    }
    let mut parts = parts(text, from, to, places);
    let dots = || Part {
        text: "…".to_string(),
        is_marked: false,
    };
    if from > 0 {
        parts.insert(0, dots());
    }
    if to < text.len() {
        parts.push(dots());
    }
    parts
}

/// Whether a text can be cut there: between characters, and not inside a word in letters.
fn is_between(text: &str, at: usize) -> bool {
    let is_letter = |at: usize| {
        text.as_bytes()
            .get(at)
            .is_some_and(u8::is_ascii_alphanumeric)
    };
    text.is_char_boundary(at) && !(at > 0 && is_letter(at - 1) && is_letter(at))
}

fn parts(text: &str, from: usize, to: usize, places: &[Place]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut add = |text: &str, is_marked: bool| match parts.last_mut() {
        _ if text.is_empty() => {}
        Some(Part {
            text: last,
            is_marked: was_marked,
        }) if *was_marked == is_marked => {
            last.push_str(text);
        }
        _ => parts.push(Part {
            text: text.to_string(),
            is_marked,
        }),
    };
    let mut at = from;
    for place in places {
        if place.to > to {
            break;
        }
        let start = place.from.max(at);
        if start >= place.to || place.from < from {
            continue;
        }
        add(part(text, at, start), false);
        add(part(text, start, place.to), true);
        at = place.to;
    }
    add(part(text, at, to), false);
    parts
}
