//! Labels in a step: every quoted name, and the name after `(or` that goes unquoted.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::quoted::quoted;

/// An alternative right after a label, without quotation marks of its own.
static BARE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*(?:\(or\s+|（(?:或者?|也叫)\s*)([^()（）\x22“”「」]{1,60}?)\s*[)）]")
        .expect("the pattern is fixed")
});

/// Where the labels are, without their quotation marks.
pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    let mut labels = Vec::new();
    for quoted in quoted(text) {
        if !text[quoted.whole.clone()].starts_with("**") {
            labels.push(trimmed(text, quoted.inner));
        }
        let after = &text[quoted.whole.end..];
        if let Some(bare) = BARE.captures(after).and_then(|found| found.get(1)) {
            labels.push(quoted.whole.end + bare.start()..quoted.whole.end + bare.end());
        }
    }
    labels
}

/// CommonMark: strong text may not start or end with a space.
fn trimmed(text: &str, at: Range<usize>) -> Range<usize> {
    let words = &text[at.clone()];
    let start = at.start + (words.len() - words.trim_start().len());
    start..start + words.trim().len()
}
