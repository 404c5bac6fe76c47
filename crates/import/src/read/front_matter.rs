//! The front matter of another tool: site generators put title, dates and layout above a text.
//!
//! Entry point: [`cut`].

use crate::source_blocks::FrontLine;

/// A text cut in two behind its front matter.
pub(crate) struct Front<'a> {
    /// Its `key: value` lines; what is nested deeper is left aside.
    pub lines: Vec<FrontLine>,
    /// The text.
    pub body: &'a str,
    /// How many lines are above the text.
    pub lines_before: usize,
}

impl Front<'_> {
    /// The title that it gives.
    pub(crate) fn title(&self) -> Option<String> {
        let title = self.lines.iter().find(|line| line.key == "title")?;
        let words = title.value.trim_matches(['"', '\'']).trim();
        (!words.is_empty()).then(|| words.to_owned())
    }
}

/// Cuts the front matter off a text. A rule at the top of a text is none: each line has to be
/// `key: value`, or go on with what the key opened.
pub(crate) fn cut(text: &str) -> Front<'_> {
    let whole = Front {
        lines: Vec::new(),
        body: text,
        lines_before: 0,
    };
    let mut offset = 0;
    let mut front = Vec::new();
    for (index, line) in text.split_inclusive('\n').enumerate() {
        offset += line.len();
        let words = line.trim_end();
        match (index, words) {
            (0, "---") => continue,
            (0, _) => return whole,
            (_, "---" | "...") if !front.is_empty() => {
                return Front {
                    lines: front,
                    body: &text[offset..],
                    lines_before: index + 1,
                };
            }
            _ => {}
        }
        let goes_on = words.is_empty() || words.starts_with([' ', '\t', '-', '#']);
        match words.split_once(':') {
            _ if goes_on => {}
            Some((key, value)) if is_key(key) && is_value(value) => front.push(FrontLine {
                line: index + 1,
                key: key.trim().to_owned(),
                value: value.trim().to_owned(),
            }),
            _ => return whole,
        }
    }
    whole
}

fn is_key(key: &str) -> bool {
    let is_of_key = |character: char| character.is_alphanumeric() || "-_ ".contains(character);
    !key.is_empty() && key.len() <= 40 && key.chars().all(is_of_key)
}

/// YAML asks for a space; `https://…` is no key with its value.
fn is_value(value: &str) -> bool {
    value.is_empty() || value.starts_with([' ', '\t'])
}
