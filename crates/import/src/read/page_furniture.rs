//! What pages of paper leave in a text: dots of a table of contents, headers that come on each
//! page, words broken at the end of a line.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

static DOTS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\s*(?:[.．·•…]\s?){3,}\s*\d{0,4}\s*$").expect("the pattern is fixed")
});

/// A line of a table of contents without its dots and page; `None` for any other line.
pub(crate) fn without_dots(line: &str) -> Option<&str> {
    let dots = DOTS.find(line)?;
    let ends_in_page = line.ends_with(|character: char| character.is_ascii_digit());
    (ends_in_page && dots.start() > 0).then(|| &line[..dots.start()])
}

/// A header of a page comes at least so often; twice could be chance.
const FEWEST_HEADERS: usize = 3;

/// The lines, from 1, that come again on each page with another number.
pub(crate) fn headers(lines: &[&str]) -> Vec<usize> {
    let key = |line: &str| -> String {
        let kept = line.chars().filter(|character| character.is_alphabetic());
        kept.collect()
    };
    let has_number = |line: &str| line.chars().any(|character| character.is_ascii_digit());
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, line) in lines.iter().enumerate() {
        let is_short = line.chars().count() <= 80;
        if is_short && has_number(line) && names_page(line) {
            places.entry(key(line)).or_default().push(index + 1);
        }
    }
    let mut headers: Vec<usize> = places
        .into_values()
        .filter(|places| places.len() >= FEWEST_HEADERS)
        .flatten()
        .collect();
    headers.sort_unstable();
    headers
}

/// A header counts its pages: `Page 3 of 12`, `3/12`, 第 3 页, or a number alone at its end.
fn names_page(line: &str) -> bool {
    static PAGE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\bpage\s+\d|\b\d{1,4}\s*(?:/|of)\s*\d{1,4}\b|第\s*\d+\s*页|^[-–—\s]*\d{1,4}[-–—\s]*$|\s{2,}\d{1,4}$")
            .expect("the pattern is fixed")
    });
    PAGE.is_match(line)
}

/// Whether a line ends inside a word, and the next one goes on with it.
pub(crate) fn is_broken_word(line: &str, next: &str) -> bool {
    let mut before = line.chars().rev();
    before.next() == Some('-')
        && before.next().is_some_and(char::is_alphabetic)
        && next.starts_with(char::is_lowercase)
}

/// How a word broken at a hyphen is joined: as the text has it elsewhere; with its hyphen where it
/// has neither, because `third-party` keeps one.
pub(crate) fn joined_word(line: &str, next: &str, text: &str) -> bool {
    let last = line.trim_end_matches('-');
    let start = last
        .rfind(|character: char| !character.is_alphanumeric())
        .map_or(0, |at| {
            at + last[at..].chars().next().map_or(0, char::len_utf8)
        });
    let end = next
        .find(|character: char| !character.is_alphanumeric())
        .unwrap_or(next.len());
    let joined = format!("{}{}", &last[start..], &next[..end]);
    text.contains(&joined)
}
